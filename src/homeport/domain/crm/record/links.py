"""Links between records: a deal's clients, a company's contacts, a quote's deal, an item's parents.

Each end needs its right. A record that is newly named exists, and the caller may read it. Companies' contacts are a
field of the contacts too, so to put one in or take one out changes a contact, and the caller may edit it. What a caller
may not read stays in a list whatever the caller puts there: nobody takes out what they do not see.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

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
from homeport.domain.records.collection import Change
from homeport.domain.records.fields import Field, FieldTable

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


@lru_cache(1024)
def _leading(fields: FieldTable) -> Mapping[str, int]:
    """The fields that lead to records, by their names, and the types of these."""
    found = ((field.name, type_id_of(field)) for field in fields)
    return {name: type_id for name, type_id in found if type_id is not None}


def require(change: Change, entity: Entity, given: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """Check the links of a record that is written; its lists, with what stays in them.

    :param given: the lists that are written
    :raises CallError: the dialect's complaint about no such record, or its refusal
    """
    fields, old = change.collection.fields, change.old
    for name, leads_to in _leading(fields).items():
        value = change.new.get(name)
        if value and value != old.get(name):
            _require_right(change, Operation.READ, Owner(leads_to, value), fields.by_name[name])
    held = lists.of_record(change.ctx.tx, Owner(entity.type_id, old["ID"])) if old and given else {}
    found = {}
    for name, wanted in given.items():
        field = fields.by_name[name]
        type_id = type_id_of(field)
        if type_id is not None:
            wanted = _settled(change, entity, field, type_id, held.get(name, []), wanted)  # noqa: PLW2901
        found[name] = wanted
    return found


def _settled(
    change: Change, entity: Entity, field: Field, type_id: int, held: Sequence[int], wanted: list[int]
) -> list[int]:
    """What a list holds once the caller has put what is wanted in its place."""
    there = (entity.type_id, field.name) == (types.COMPANY, "CONTACT_ID")
    for number in wanted:
        if number not in held:
            _require_right(change, Operation.READ, Owner(type_id, number), field)
    if is_parent(field):
        return wanted  # a record has one of a type: another takes its place
    leaving = [number for number in held if number not in wanted]
    unseen = [number for number in leaving if is_unseen(change.ctx, Owner(type_id, number))]
    for number in {*wanted, *leaving} - {*unseen} if there else ():
        if (number in held) != (number in wanted):
            _require_right(change, Operation.WRITE, Owner(type_id, number), field)
    return wanted + unseen


def is_unseen(ctx: Ctx, record: Owner) -> bool:
    """Whether there is such a record, and the caller may not read it."""
    return not access.may(ctx, Operation.READ, record) and exists(ctx.tx, record)


def _require_right(change: Change, operation: Operation, record: Owner, field: Field) -> None:
    ctx, dialect = change.ctx, change.dialect
    if access.may(ctx, operation, record):
        return
    if exists(ctx.tx, record):
        if operation is Operation.READ and dialect.unseen:
            raise dialect.unseen(type=types.symbol_of(record.entity_type_id).title(), id=record.entity_id)
        raise dialect.denied()
    if not dialect.takes_any_id:
        raise dialect.invalid(field=dialect.name(field) or field.name)
