"""Links between records: a deal's clients, a company's contacts, a quote's deal, an item's parents.

Each end needs its right. A record that is newly named exists, and the caller may read it. Companies' contacts are a
field of the contacts too, so to put one in or take one out changes a contact, and the caller may edit it. What a caller
may not read stays in a list whatever the caller puts there: nobody takes out what they do not see.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from homeport.core import owner as types
from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm import access
from homeport.domain.crm.entities import exists
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.record import lists
from homeport.domain.crm.record.parents import is_parent
from homeport.domain.crm.record.spelling import Spelling
from homeport.domain.records.fields import Field

_TYPES = {
    v.LEAD: types.LEAD,
    v.DEAL: types.DEAL,
    v.QUOTE: types.QUOTE,
    v.CONTACT: types.CONTACT,
    v.COMPANY: types.COMPANY,
}


def type_id_of(field: Field) -> int | None:
    """The type of the records that a field leads to; None when it leads to none."""
    if field.type is v.ENTITY:
        return int(field.name.rpartition("_")[2])  # PARENT_ID_2
    return _TYPES.get(field.type)


def require(
    ctx: Ctx,
    entity: Entity,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    given: dict[str, list[int]],
    spelling: Spelling,
) -> None:
    """Check the links of a record that is written, and put the ones that stay into its lists.

    :param old: its columns as they are stored; empty for a new record
    :param new: those that are written
    :param given: its lists that are written
    :raises CallError: the spelling's complaint about no such record, or its refusal
    """
    for name, value in new.items():
        type_id = type_id_of(entity.fields.by_name[name])
        if type_id is not None and value and value != old.get(name):
            _require_right(ctx, Operation.READ, Owner(type_id, value), entity.fields.by_name[name], spelling)
    held = lists.of_record(ctx.tx, Owner(entity.type_id, old["ID"])) if old and given else {}
    for name, wanted in given.items():
        field = entity.fields.by_name[name]
        type_id = type_id_of(field)
        if type_id is not None:
            given[name] = _settled(ctx, entity, field, type_id, held.get(name, []), wanted, spelling)


def _settled(
    ctx: Ctx, entity: Entity, field: Field, type_id: int, held: Sequence[int], wanted: list[int], spelling: Spelling
) -> list[int]:
    """What a list holds once the caller has put what is wanted in its place."""
    there = (entity.type_id, field.name) == (types.COMPANY, "CONTACT_ID")
    for number in wanted:
        if number not in held:
            _require_right(ctx, Operation.READ, Owner(type_id, number), field, spelling)
    if is_parent(field):
        return wanted  # a record has one of a type: another takes its place
    leaving = [number for number in held if number not in wanted]
    unseen = [number for number in leaving if is_unseen(ctx, Owner(type_id, number))]
    for number in {*wanted, *leaving} - {*unseen} if there else ():
        if (number in held) != (number in wanted):
            _require_right(ctx, Operation.WRITE, Owner(type_id, number), field, spelling)
    return wanted + unseen


def is_unseen(ctx: Ctx, record: Owner) -> bool:
    """Whether there is such a record, and the caller may not read it."""
    return not access.may(ctx, Operation.READ, record) and exists(ctx.tx, record)


def _require_right(ctx: Ctx, operation: Operation, record: Owner, field: Field, spelling: Spelling) -> None:
    if access.may(ctx, operation, record):
        return
    if exists(ctx.tx, record):
        if operation is Operation.READ and spelling.unseen:
            raise spelling.unseen(type=types.symbol_of(record.entity_type_id).title(), id=record.entity_id)
        raise spelling.denied()
    if not spelling.takes_any_id:
        raise spelling.invalid(field=spelling.name(field) or field.name)
