"""Addresses that lead to the files of sections and items, for whoever may read the storage."""

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.entity import items, sections
from homeport.domain.files import fields, files
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Stored
from homeport.domain.iblock import filed
from homeport.domain.records import reading


def _of_value(ctx: Ctx, item: int, said: str) -> Stored:
    block, property_id, number = map(int, said.split("|"))
    if not reading.may(ctx, items.of(block), Operation.READ, {"ID": item}):
        raise fields.NOT_FOUND()
    found = files.find(ctx.tx, number) if number in filed.held(ctx.tx, property_id, item) else None
    if found is None:
        raise fields.NOT_FOUND()
    return found


DOORS = {
    sections.DOOR: fields.door(lambda ctx, kind: sections.of(int(kind))),
    items.DOOR: fields.door(lambda ctx, kind: items.of(int(kind))),
    items.VALUE_DOOR: Door(find=_of_value),
}
