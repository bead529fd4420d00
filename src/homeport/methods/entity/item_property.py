"""``entity.item.property.*``: properties of the items of storages."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.domain.entity import properties, rights, storages
from homeport.methods.entity._naming import NO_APPLICATION, OfStorage
from homeport.rpc import method


class OfProperty(OfStorage):
    property: Any = None


class Add(OfProperty):
    name: Any = None
    type: Any = None
    sort: Any = None


class Update(Add):
    property_new: Any = msgspec.field(default=None, name="property_new")


_WRITING = (*storages.FINDING, rights.DENIED, properties.WRONG_TYPE, properties.DIGIT_FIRST)


@method(
    "entity.item.property.add",
    writes=True,
    application=NO_APPLICATION,
    errors=(*_WRITING, properties.UNSUPPORTED, properties.TAKEN, properties.NOT_ADDED),
)
def add(ctx: Ctx, p: Add) -> bool:
    """Add a property to the items of a storage."""
    block = storages.find(ctx, p.entity)["ID"]
    properties.add(ctx, block, p.property, name=p.name, kind=p.type, sort=p.sort)
    return True


@method(
    "entity.item.property.update",
    writes=True,
    application=NO_APPLICATION,
    errors=(
        *_WRITING, properties.NOT_FOUND, properties.NO_FILES, properties.TAKEN_ANEW, properties.NOT_UPDATED,
    ),
)  # fmt: skip
def update(ctx: Ctx, p: Update) -> bool:
    """Change a property of the items of a storage."""
    block = storages.find(ctx, p.entity)["ID"]
    properties.change(ctx, block, p.property, new=p.property_new, name=p.name, kind=p.type, sort=p.sort)
    return True


@method(
    "entity.item.property.delete",
    writes=True,
    application=NO_APPLICATION,
    errors=(*storages.FINDING, rights.DENIED, properties.NOT_FOUND),
)
def delete(ctx: Ctx, p: OfProperty) -> bool:
    """Delete a property of the items of a storage with its values."""
    block = storages.find(ctx, p.entity)["ID"]
    properties.delete(ctx, block, p.property)
    return True


@method("entity.item.property.get", application=NO_APPLICATION, errors=(*storages.FINDING, properties.NOT_FOUND))
def get(ctx: Ctx, p: OfProperty) -> Any:
    """Return a property of the items of a storage, or list all of them."""
    block = storages.find(ctx, p.entity)["ID"]
    if p.property is None:
        return [properties.shown(row) for row in properties.of(ctx.tx, block)]
    return properties.shown(properties.find(ctx.tx, block, properties.code(p.property)))
