"""``entity.section.*``: sections of storages."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.entity import removal, rights, sections, speaking, storages
from homeport.methods.entity._naming import NO_APPLICATION, Listed, OfRow, facts, number, said
from homeport.rpc import method

Facts: Any = facts("Facts", ("NAME", "SECTION", "ACTIVE", "SORT", "CODE", "DESCRIPTION", "PICTURE", "DETAIL_PICTURE"))

_WRITING = (*storages.FINDING, rights.DENIED, sections.NO_PICTURE, sections.NO_PARENT, sections.FOREIGN_PARENT)


@method("entity.section.add", writes=True, application=NO_APPLICATION, errors=(*_WRITING, sections.NOT_ADDED))
def add(ctx: Ctx, p: Facts) -> int:
    """Add a section to a storage."""
    block = storages.find(ctx, p.entity)["ID"]
    rights.require(ctx, block, rights.WRITE)
    return sections.add(ctx, block, said(p))


@method(
    "entity.section.update",
    writes=True,
    application=NO_APPLICATION,
    errors=(*_WRITING, sections.NOT_FOUND, sections.NOT_UPDATED),
)
def update(ctx: Ctx, p: Facts) -> bool:
    """Change a section of a storage."""
    block = storages.find(ctx, p.entity)["ID"]
    sections.change(ctx, block, number(p.id), said(p))
    return True


@method(
    "entity.section.delete",
    writes=True,
    application=NO_APPLICATION,
    errors=(*storages.FINDING, rights.DENIED, sections.NOT_FOUND),
)
def delete(ctx: Ctx, p: OfRow) -> bool:
    """Delete a section of a storage with all that is in it."""
    block = storages.find(ctx, p.entity)["ID"]
    removal.delete_section(ctx, block, number(p.id))
    return True


@method(
    "entity.section.get",
    heavy=True,
    application=NO_APPLICATION,
    errors=(*storages.FINDING, speaking.WRONG_FILTER),
)
def get(ctx: Ctx, p: Listed) -> Page:
    """List the sections of a storage."""
    storage = storages.find(ctx, p.entity)
    found = sections.of(storage["ID"])
    return speaking.page(
        ctx, storage, found, sections.UPDATING, lambda rows: rows, order=p.sort, filter=p.filter, start=p.start
    )
