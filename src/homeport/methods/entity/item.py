"""``entity.item.*``: items of storages."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.entity import items, rights, speaking, storages
from homeport.methods.entity._naming import NO_APPLICATION, Listed, OfRow, facts, number, said
from homeport.rpc import method

Facts: Any = facts(
    "Facts",
    (
        "NAME", "PROPERTY_VALUES", "SECTION", "DATE_ACTIVE_FROM", "DATE_ACTIVE_TO", "PREVIEW_PICTURE",
        "DETAIL_PICTURE",
    ),
)  # fmt: skip

_WRITING = (*storages.FINDING, rights.DENIED, items.UNFIT)


@method("entity.item.add", writes=True, application=NO_APPLICATION, errors=_WRITING)
def add(ctx: Ctx, p: Facts) -> int:
    """Add an item to a storage."""
    block = storages.find(ctx, p.entity)["ID"]
    rights.require(ctx, block, rights.WRITE)
    return items.add(ctx, block, said(p))


@method("entity.item.update", writes=True, application=NO_APPLICATION, errors=(*_WRITING, items.NOT_FOUND))
def update(ctx: Ctx, p: Facts) -> bool:
    """Change an item of a storage."""
    block = storages.find(ctx, p.entity)["ID"]
    items.change(ctx, block, number(p.id), said(p))
    return True


@method(
    "entity.item.delete",
    writes=True,
    application=NO_APPLICATION,
    errors=(*storages.FINDING, rights.DENIED, items.NOT_FOUND),
)
def delete(ctx: Ctx, p: OfRow) -> bool:
    """Delete an item of a storage."""
    block = storages.find(ctx, p.entity)["ID"]
    items.delete(ctx, block, number(p.id))
    return True


@method("entity.item.get", heavy=True, application=NO_APPLICATION, errors=(*storages.FINDING, speaking.WRONG_FILTER))
def get(ctx: Ctx, p: Listed) -> Page:
    """List the items of a storage."""
    storage = storages.find(ctx, p.entity)
    block = storage["ID"]
    found = items.of(block).now(ctx.tx)

    def shown(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return items.shown(ctx, block, rows)

    return speaking.page(ctx, storage, found, items.DIALECT, shown, order=p.sort, filter=p.filter, start=p.start)
