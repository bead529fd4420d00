"""Making one record out of several of a type: the first one stays, and gets what it lacks from the others.

Source: ``api-reference/crm/duplicates/crm-entity-merge-batch.md``.
"""

from collections.abc import Sequence
from typing import Any

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import FIRST_DYNAMIC, Owner, code_of
from homeport.core.rights import Operation
from homeport.domain.crm import access, events
from homeport.domain.crm.activity import removal
from homeport.domain.crm.calls import removal as call_lists
from homeport.domain.crm.documents import removal as documents
from homeport.domain.crm.entities import entity_of, exists, key_of
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.invoice import removal as invoices
from homeport.domain.crm.products import amounts
from homeport.domain.crm.record import lists, multifields, records, succession
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.crm.record.comparable import comparable
from homeport.domain.crm.record.dialects import CLASSIC, UNIVERSAL
from homeport.domain.crm.record.parents import is_parent
from homeport.domain.crm.record.reading import stored
from homeport.domain.crm.requisite import addresses
from homeport.domain.crm.requisite import removal as requisites
from homeport.domain.crm.tables import MULTIFIELD
from homeport.domain.crm.timeline import removal as timeline
from homeport.domain.crm.tracking import removal as traces
from homeport.domain.crm.trail import writing as trail
from homeport.domain.crm.type.types import exists as type_exists
from homeport.domain.files.fields import again
from homeport.domain.records.collection import Collection
from homeport.domain.records.fields import Field, FieldTable, Values
from homeport.domain.records.filters import as_map
from homeport.domain.records.scopes import followers
from homeport.domain.user_fields import values as user_values

DENIED = ErrorKind("0", "Access denied", 403)
NO_TYPE = ErrorKind("0", "The parameter entityTypeId is required.")
NO_ELEMENTS = ErrorKind("0", "The parameter entityIds does not contains valid elements.")
ONE_ELEMENT = ErrorKind("0", "The parameter entityIds must contains at least two elements.")
NOT_FOUND = ErrorKind("0", "Owner was not found")
UNSUPPORTED = ErrorKind("0", "Entity type {type} is not supported")

MOST = 100
"""Records that one call merges."""

SUCCESS, CONFLICT = "SUCCESS", "CONFLICT"

_FIRST_KEEPS = frozenset({"ASSIGNED_BY_ID", "ACCOUNT_NUMBER"})
"""Fields that every record has, so that the first one's stay as they are; flags are such too."""

_AMOUNTS = ("OPPORTUNITY", "REVENUE")
"""Without an amount, its currency says nothing."""


def merge(ctx: Ctx, given: Any) -> dict[str, Any]:
    """Merge the records that a client names; ``CONFLICT``, and nothing done, when they contradict each other.

    :param given: ``entityTypeId`` and ``entityIds``
    :return: ``STATUS``, and in ``ENTITY_IDS`` the records that are gone
    :raises CallError: the documented refusals
    """
    asked = {name.lower(): value for name, value in as_map(given).items()}
    entity = _entity(ctx, asked.get("entitytypeid"))
    collection = collection_of(ctx.tx, entity)
    main, *others = [Owner(entity.type_id, number) for number in _ids(ctx, asked.get("entityids"))]
    _require_rights(ctx, main, others)
    new = _merged(ctx, entity, collection.fields, main, others)
    if new is None:
        return {"STATUS": CONFLICT, "ENTITY_IDS": []}
    _save(ctx, entity, collection, main, others, new)
    addresses.follow(ctx, main, new)
    for other in others:
        call_lists.hand_on(ctx, other, main)
        traces.hand_on(ctx.tx, other, main)
        invoices.hand_on(ctx.tx, other, main)
        documents.hand_on(ctx, other, main)
        removal.hand_on(ctx, other, main)
        timeline.hand_on(ctx.tx, other, main)
        succession.hand_on(ctx.tx, other, main)
        amounts.hand_on(ctx.tx, other, main)
        requisites.hand_on(ctx.tx, other, main)
        for module in followers(succession.FOLLOWERS):
            module.handed_on(ctx, other, main)
        records.delete(ctx, entity, other.entity_id, CLASSIC)
    trail.note(ctx, main, trail.MERGED, {"ids": [other.entity_id for other in others]})
    events.record(ctx, events.UPDATE, main)
    return {"STATUS": SUCCESS, "ENTITY_IDS": [other.entity_id for other in others]}


def _entity(ctx: Ctx, given: Any) -> Entity:
    if v.is_empty(given):
        raise NO_TYPE()
    try:
        type_id = v.read_integer(given, ctx.clock.zone) or 0
    except (ValueError, OverflowError):
        raise UNSUPPORTED(type=given) from None
    entity = entity_of(type_id)
    if entity is None or (type_id >= FIRST_DYNAMIC and not type_exists(ctx.tx, type_id)):
        raise UNSUPPORTED(type=code_of(type_id) if type_id >= FIRST_DYNAMIC else type_id)
    return entity


def _ids(ctx: Ctx, given: Any) -> list[int]:
    found: dict[int, None] = {}
    for item in as_map(given).values():
        try:
            number = v.read_integer(item, ctx.clock.zone) or 0
        except (ValueError, OverflowError):
            raise NO_ELEMENTS() from None
        if number > 0:
            found[number] = None
    if not found or len(found) > MOST:
        raise NO_ELEMENTS()
    if len(found) == 1:
        raise ONE_ELEMENT()
    return list(found)


def _require_rights(ctx: Ctx, main: Owner, others: Sequence[Owner]) -> None:
    """To read all of them, to change the one that stays, and to delete the others."""
    for record in (main, *others):
        if not exists(ctx.tx, record):
            raise NOT_FOUND()
        operation = Operation.WRITE if record == main else Operation.DELETE
        if not (access.may(ctx, Operation.READ, record) and access.may(ctx, operation, record)):
            raise DENIED()


def _merged(ctx: Ctx, entity: Entity, fields: FieldTable, main: Owner, others: Sequence[Owner]) -> Values | None:
    """What the first record lacks and the others have; None when filled fields differ."""
    row = stored(ctx, entity, main.entity_id)
    assert row is not None
    new: Values = {}
    for other in others:
        theirs = stored(ctx, entity, other.entity_id)
        assert theirs is not None
        for field in fields.columns.values():
            if not _compared(entity, field):
                continue
            has, gets = _filled(entity, row, field), _filled(entity, theirs, field)
            if has and gets and row[field.name] != theirs[field.name]:
                return None
            if gets and not has:
                new[field.name] = theirs[field.name]
        if (theirs["LAST_ACTIVITY_TIME"] or "") > (row["LAST_ACTIVITY_TIME"] or ""):
            new |= {name: theirs[name] for name in ("LAST_ACTIVITY_TIME", "LAST_ACTIVITY_BY")}
        row = {**row, **new}
    return new


def _compared(entity: Entity, field: Field) -> bool:
    of_list = any(name in entity.fields.by_name and field.name == primary for name, primary in lists.PRIMARY.items())
    is_flag = field.type in (v.CHAR, v.BOOLEAN)
    fixed = CLASSIC.read_only(field) and UNIVERSAL.read_only(field)
    return not (of_list or is_flag or fixed or field.name in _FIRST_KEEPS)


def _filled(entity: Entity, row: Values, field: Field) -> bool:
    """Whether a record says something in a field. A name that was made up for it says nothing."""
    value = row[field.name]
    if field.name == "CURRENCY_ID":
        return value is not None and any(row.get(amount) for amount in _AMOUNTS)
    if field.name == "CATEGORY_ID":
        return value is not None
    if entity.named_by and field.name == entity.named_by[0] and value == entity.title.format(id=row["ID"]):
        return False
    return bool(value)


def _save(ctx: Ctx, entity: Entity, collection: Collection, main: Owner, others: Sequence[Owner], new: Values) -> None:
    now, user = ctx.clock.stamp(), ctx.actor.user_id
    follows = {"MODIFY_BY_ID": user, "UPDATED_BY": user, "DATE_MODIFY": now, "UPDATED_TIME": now}
    new = new | {name: value for name, value in follows.items() if name in entity.fields.columns}
    for field, ids in _joined_lists(ctx, collection.fields, main, others).items():
        lists.save(ctx.tx, main, field, ids)
        if field in lists.PRIMARY:
            new[lists.PRIMARY[field]] = ids[0] if ids else None
    if entity.has_multifields:
        for other in others:
            _join_multifields(ctx, main, other)
        new |= multifields.presence(multifields.of_record(ctx.tx, main))
    new = again(ctx, collection.fields, new)
    user_values.note_rows(ctx.tx, main.entity_id, collection.fields, new)
    ctx.tx.update(collection.table, key_of(main), new)


def _joined_lists(ctx: Ctx, fields: FieldTable, main: Owner, others: Sequence[Owner]) -> dict[str, list[int]]:
    """What the record's own lists hold together. A company's contacts are kept in the contacts, and follow by them."""
    joined: dict[str, list[int]] = {}
    for record in (main, *others):
        for name, ids in lists.of_record(ctx.tx, record).items():
            field = fields.by_name.get(name)
            if field is not None and name != "CONTACT_ID":
                every = list(dict.fromkeys([*joined.get(name, []), *ids]))
                joined[name] = every[:1] if is_parent(field) else every
    return joined


def _join_multifields(ctx: Ctx, main: Owner, other: Owner) -> None:
    """Phones and addresses that the first record has not; those that compare as equal it has."""
    held = {_alike(kind, value) for _, kind, _, value in multifields.of_record(ctx.tx, main)}
    for number, kind, _, value in multifields.of_record(ctx.tx, other):
        if _alike(kind, value) not in held:
            ctx.tx.update(MULTIFIELD, {"ID": number}, {"ENTITY_ID": main.entity_id})


def _alike(kind: str, value: str) -> tuple[str, str]:
    return kind, comparable(kind, value) or value
