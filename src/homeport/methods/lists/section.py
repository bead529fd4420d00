"""``lists.section.*``: sections of lists."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.lists import lists, rights, sections
from homeport.methods.lists._naming import fields_of, list_of, taking
from homeport.rpc import method

Add: Any = taking("Add", "iblock_section_id", "section_code", "fields")
ById: Any = taking("ById", "section_id", "section_code")
Update: Any = taking("Update", "section_id", "section_code", "fields")
List: Any = taking("List", "filter", "select", "start")


@method("lists.section.add", writes=True, errors=(*lists.FINDING, sections.NOT_ADDED, sections.CODE_TAKEN))
def add(ctx: Ctx, p: Add) -> int:
    """Add a section to a list."""
    number = list_of(ctx, p, rights.ADD)
    return sections.add(ctx, number, p.section_code, p.iblock_section_id, fields_of(p))


@method("lists.section.update", writes=True, errors=(*lists.FINDING, sections.NOT_FOUND, sections.NOT_UPDATED))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a section of a list."""
    number = list_of(ctx, p, rights.EDIT)
    sections.change(ctx, number, sections.find(ctx, number, p.section_id, p.section_code), fields_of(p))
    return True


@method("lists.section.delete", writes=True, errors=(*lists.FINDING, sections.NOT_FOUND))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a section of a list with all that is in it."""
    number = list_of(ctx, p, rights.EDIT)
    sections.delete(ctx, number, sections.find(ctx, number, p.section_id, p.section_code))
    return True


@method("lists.section.get", heavy=True, errors=lists.FINDING)
def get(ctx: Ctx, p: List) -> Page:
    """List the sections of a list."""
    number = list_of(ctx, p, rights.READ)
    return sections.page(ctx, number, filter=p.filter, select=p.select, start=p.start)
