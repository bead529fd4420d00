"""Addresses that lead to the files of lists, their sections and elements, for whoever may read the list."""

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.files import fields, files
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Stored
from homeport.domain.iblock.filed import held
from homeport.domain.lists import elements, lists, rights, sections
from homeport.domain.lists.removal import KIND
from homeport.domain.lists.tables import ELEMENT
from homeport.domain.records import reading
from homeport.store import Query

_BLOCK = Query(select(ELEMENT.c.BLOCK_ID).where(ELEMENT.c.ID == bindparam("id")))


def _of_value(ctx: Ctx, element: int, said: str) -> Stored:
    block, property_id, number = map(int, said.split("|"))
    if not reading.may(ctx, elements.of(block), Operation.READ, {"ID": element}):
        raise fields.NOT_FOUND()
    found = files.find(ctx.tx, number) if number in held(ctx.tx, property_id, element) else None
    if found is None:
        raise fields.NOT_FOUND()
    return found


def _sees(ctx: Ctx, element: int) -> bool:
    block = ctx.tx.value(_BLOCK, id=element)
    return block is not None and rights.may(ctx, block, rights.READ)


SHOWN = {KIND: _sees}
DOORS = {
    lists.DOOR: fields.door(lambda ctx, kind: lists.COLLECTION),
    sections.DOOR: fields.door(lambda ctx, kind: sections.of(int(kind))),
    elements.DOOR: fields.door(lambda ctx, kind: elements.of(int(kind))),
    elements.VALUE_DOOR: Door(find=_of_value),
}
