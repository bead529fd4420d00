"""Sections deleted with all that is in them."""

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.entity import items, sections
from homeport.domain.entity.tables import ITEM, SECTION
from homeport.domain.iblock import trees
from homeport.domain.records import writing
from homeport.store import Query

_BELOW = Query(select(SECTION.c.ID).where(SECTION.c.SECTION == bindparam("id")).order_by(SECTION.c.ID))
_INSIDE = Query(select(ITEM.c.ID).where(ITEM.c.SECTION == bindparam("id")).order_by(ITEM.c.ID))


def delete_section(ctx: Ctx, block: int, section: int) -> None:
    """Delete a section with all below it, and what is in these.

    :raises CallError: ``sections.NOT_FOUND``, ``rights.DENIED``
    """
    sections.require(ctx, block, section)
    waiting, found = [section], []
    while waiting:
        found.append(waiting.pop())
        waiting += [row[0] for row in ctx.tx.all(_BELOW, id=found[-1])]
    for each in reversed(found):
        for (item,) in ctx.tx.all(_INSIDE, id=each):
            items.delete(ctx, block, item)
        writing.delete(ctx, sections.of(block), {"ID": each}, sections.UPDATING)
    trees.number(ctx.tx, SECTION, "SECTION", block)
