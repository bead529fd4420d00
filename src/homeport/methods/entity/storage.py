"""``entity.*``: storages themselves, and the rights to them."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.domain.entity import rights, storages
from homeport.methods.entity._naming import NO_APPLICATION, OfStorage
from homeport.rpc import method


class Add(OfStorage):
    name: Any = None
    access: Any = None


class Update(Add):
    entity_new: Any = msgspec.field(default=None, name="entity_new")


class Rights(OfStorage):
    access: Any = None


@method(
    "entity.add",
    writes=True,
    application=NO_APPLICATION,
    errors=(*storages.NAMING, storages.TAKEN, storages.NOT_ADDED),
)
def add(ctx: Ctx, p: Add) -> bool:
    """Make a storage of the application."""
    storages.add(ctx, p.entity, p.name, p.access)
    return True


@method(
    "entity.update",
    writes=True,
    application=NO_APPLICATION,
    errors=(*storages.FINDING, rights.DENIED, storages.TAKEN, storages.NOT_UPDATED),
)
def update(ctx: Ctx, p: Update) -> bool:
    """Change a storage."""
    storages.change(ctx, p.entity, name=p.name, new=p.entity_new, access=p.access)
    return True


@method("entity.get", application=NO_APPLICATION, errors=storages.FINDING)
def get(ctx: Ctx, p: OfStorage) -> Any:
    """Return a storage, or list all of the application."""
    return storages.listed(ctx) if p.entity is None else storages.shown(storages.find(ctx, p.entity))


@method("entity.delete", writes=True, application=NO_APPLICATION, errors=(*storages.FINDING, rights.DENIED))
def delete(ctx: Ctx, p: OfStorage) -> bool:
    """Delete a storage with all that is in it."""
    storages.delete(ctx, p.entity)
    return True


@method("entity.rights", writes=True, application=NO_APPLICATION, errors=(*storages.NAMING, rights.DENIED))
def access(ctx: Ctx, p: Rights) -> dict[str, str] | None:
    """Return who may do what with a storage, or say it anew."""
    return storages.access_of(ctx, p.entity, p.access)
