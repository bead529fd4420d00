"""Taking a change back, as long as nobody has changed the same since. It is a change as any other: with its rights, its
rules, its event and its entry in the trail.
"""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.core.uploads import FILE
from homeport.domain.crm.activity import activities, bindings
from homeport.domain.crm.activity.reading import require
from homeport.domain.crm.entities import entity_of
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.record import lists, multifields, records
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.crm.record.dialects import UNIVERSAL
from homeport.domain.crm.record.reading import stored
from homeport.domain.crm.trail.following import FM
from homeport.domain.crm.trail.reading import Entry, one
from homeport.domain.crm.trail.writing import BOUND, COMPLETED, FIELDS, REOPENED, UNBOUND
from homeport.domain.records.fields import FieldTable, Values
from homeport.domain.user_fields.fields import UserField

NOT_FOUND = ErrorKind("NOT_FOUND", "There is no such change")
CHANGED_SINCE = ErrorKind("CHANGED_SINCE", "{what} has been changed again since")
FIXED = ErrorKind("CANNOT_BE_UNDONE", "{what} cannot be put back")


def undoable(entry: Entry, fields: FieldTable) -> bool:
    """Whether a change is of a kind that can be taken back."""
    if entry.kind != FIELDS:
        return entry.kind in (BOUND, UNBOUND, COMPLETED, REOPENED)
    known = (fields.by_name.get(name) for name in entry.details if name != FM)
    return all(field is not None and field.type.name != FILE.name for field in known)


def undo(ctx: Ctx, record: Owner, entry_id: int) -> None:
    """Take a change of a record back.

    :raises CallError: :data:`NOT_FOUND`, :data:`CHANGED_SINCE`, :data:`FIXED`, or what refuses the change back
    """
    entry = one(ctx, record, entry_id)
    entity = entity_of(record.entity_type_id)
    if entry is None or entity is None:
        raise NOT_FOUND()
    fields = collection_of(ctx.tx, entity).fields
    if not undoable(entry, fields):
        raise FIXED(what="This")
    if entry.kind == FIELDS:
        given = _before(ctx, entity, fields, record, entry.details)
        records.change(ctx, entity, record.entity_id, given, UNIVERSAL)
        return
    activity_id, other = entry.details["activity"], entry.details.get("other")
    if entry.kind in (COMPLETED, REOPENED):
        _turn(ctx, activity_id, "Y" if entry.kind == COMPLETED else "N")
    elif other:
        bindings.move(ctx, activity_id, *_way_back(entry.kind, record, Owner(*other)))
    elif entry.kind == BOUND:
        bindings.unbind(ctx, activity_id, record)
    else:
        bindings.bind(ctx, activity_id, record)


def _turn(ctx: Ctx, activity_id: int, held: str) -> None:
    """Open an activity again, or complete it.

    :param held: whether it was completed by the change
    """
    if require(ctx, Operation.WRITE, activity_id)["COMPLETED"] != held:
        raise CHANGED_SINCE(what="The activity")
    activities.change(ctx, activity_id, {"COMPLETED": "N" if held == "Y" else "Y"})


def _way_back(kind: str, record: Owner, other: Owner) -> tuple[Owner, Owner]:
    return (record, other) if kind == BOUND else (other, record)


def _before(ctx: Ctx, entity: Entity, fields: FieldTable, record: Owner, details: dict[str, Any]) -> Values:
    """What a record held before a change, as ``crm.item.update`` takes it, if it still holds what was put."""
    row = stored(ctx, entity, record.entity_id)
    assert row is not None
    held = {**row, **{name: [] for name in fields.by_name if name not in row}, **lists.of_record(ctx.tx, record)}
    if FM in details:
        held[FM] = [list(each) for each in multifields.of_record(ctx.tx, record)]
    given: Values = {}
    for name, (old, new) in details.items():
        field = fields.by_name[name]
        if held[name] != new:
            raise CHANGED_SINCE(what=field.title)
        if name == FM:
            given[UNIVERSAL.name(field)] = _phones(old, new)
        elif isinstance(old, list) and not isinstance(field, UserField):
            given[UNIVERSAL.name(field)] = old
        else:
            given[UNIVERSAL.name(field)] = "" if old is None else UNIVERSAL.write(field, old, ctx.clock.zone)
    return given


def _phones(old: list[list[Any]], new: list[list[Any]]) -> list[Values]:
    """What to say to a record for it to have these phones and addresses again."""
    there, was = {each[0] for each in new}, {each[0] for each in old}
    put = [
        {**({"id": number} if number in there else {}), "typeId": kind, "valueType": value_type, "value": value}
        for number, kind, value_type, value in old
    ]
    return put + [{"id": each[0], "typeId": each[1], "value": ""} for each in new if each[0] not in was]
