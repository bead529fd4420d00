"""The life of an activity: added, changed, deleted. Each function is the whole of it, from the right to the last row.

An activity is bound to its owner and to the records of its communications. Sources: ``crm-activity-add.md``,
``crm-activity-update.md``, ``crm-activity-delete.md``, ``tutorials/…/how-to-add-activity-to-contact.md``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.dropped import READ_ONLY, UNFIT
from homeport.core.errors import ACCESS_DENIED_TEXT, CallError, ErrorKind
from homeport.core.owner import Owner, code_of
from homeport.core.rights import Operation
from homeport.core.uploads import Change
from homeport.domain.crm import access, events
from homeport.domain.crm.activity import bindings, calendar, communications, files, providers, removal
from homeport.domain.crm.activity.communications import Communication
from homeport.domain.crm.activity.fields import ENUMERATIONS, FIELDS, GIVEN_ONCE
from homeport.domain.crm.activity.reading import require
from homeport.domain.crm.activity.tables import ACTIVITY
from homeport.domain.crm.entities import entity_of, exists
from homeport.domain.crm.record import last_activity
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.crm.record.reading import stored
from homeport.domain.crm.trail import writing as trail
from homeport.domain.portal.people import users
from homeport.domain.records.fields import Field
from homeport.store import Query

SUBJECT_MISSING = ErrorKind("", "The field SUBJECT is not defined or empty")
RESPONSIBLE_INVALID = ErrorKind("", "The field RESPONSIBLE_ID is not defined or invalid")
TYPE_INVALID = ErrorKind("", "The field TYPE_ID is not defined or invalid")
COULD_NOT_BIND = ErrorKind(
    "", "Could not build binding. Please ensure that owner info and communications are defined correctly"
)

RECORD_NOT_FOUND = ErrorKind("", "Could not find '{type}' with ID: {id}")

WRITE_ERRORS = (
    SUBJECT_MISSING,
    RESPONSIBLE_INVALID,
    TYPE_INVALID,
    communications.INVALID,
    communications.ONLY_ONE,
    COULD_NOT_BIND,
    RECORD_NOT_FOUND,
    providers.NOT_CREATABLE,
    providers.CUSTOM_WITHOUT_PROVIDER,
    providers.APPLICATION_REQUIRED,
    bindings.BINDING_LIMIT_EXCEEDED,
    CLASSIC.invalid,
    ACCESS_DENIED_TEXT,
)

WAITING, COMPLETED, AUTO_COMPLETED = 1, 2, 3

_BY_FIELD = {
    "SUBJECT": SUBJECT_MISSING,
    "RESPONSIBLE_ID": RESPONSIBLE_INVALID,
    "TYPE_ID": TYPE_INVALID,
    "OWNER_ID": COULD_NOT_BIND,
    "OWNER_TYPE_ID": COULD_NOT_BIND,
}

Values = dict[str, Any]

_COMPLETED = Query(select(ACTIVITY.c.COMPLETED).where(ACTIVITY.c.ID == bindparam("id")))


def create(ctx: Ctx, given: Mapping[str, Any]) -> int:
    """Add an activity; its id.

    :param given: the fields as the client spelled them; unknown and read-only ones are ignored
    :raises CallError: one of :data:`WRITE_ERRORS`, or a hint to the method for configurable activities
    """
    new, talks, changes = _read(ctx, given)
    if new.get("SUBJECT") is None:
        raise SUBJECT_MISSING()
    type_id = new.get("TYPE_ID")
    if type_id is None:
        raise TYPE_INVALID()
    providers.require_creatable(type_id)
    app = ctx.credential.app
    providers.refuse_foreign(new.get("PROVIDER_ID"), providers.USE_CONFIGURABLE_ADD, own=app is not None)
    provider = providers.provider_of(type_id, new.get("PROVIDER_ID"), new.get("PROVIDER_TYPE_ID"))
    spoken = communications.parse(ctx, talks, type_id)
    owner = _owner_of(new, spoken)
    records = _bound_records(ctx, owner, spoken)
    new["RESPONSIBLE_ID"] = new.get("RESPONSIBLE_ID") or _responsible_of(ctx, owner)
    _settle_status({}, new)
    _settle_times(type_id, {}, new, ctx.clock.stamp())
    new |= {"PROVIDER_ID": provider.provider_id, "PROVIDER_TYPE_ID": provider.type_id}
    if app is not None and provider.provider_id == providers.APPLICATION:
        new["CLIENT_ID"] = app.client_id
    activity_id = insert(ctx, records, new)
    communications.save(ctx, activity_id, owner, spoken)
    if changes:
        files.put(ctx, activity_id, changes)
    calendar.put(ctx, activity_id)
    return activity_id


def insert(ctx: Ctx, records: list[Owner], values: Values) -> int:
    """Write a new activity of the first of the records, bound to all of them, whoever asks; its id.

    :param values: columns; what they lack is completed
    """
    now, user = ctx.clock.stamp(), ctx.actor.user_id
    row = dict(FIELDS.defaults)
    row |= {name: value for name, value in values.items() if value is not None}
    row |= {"OWNER_TYPE_ID": records[0].entity_type_id, "OWNER_ID": records[0].entity_id}
    row |= {"AUTHOR_ID": user, "EDITOR_ID": user, "CREATED": now, "LAST_UPDATED": now}
    activity_id = ctx.tx.insert(ACTIVITY, row)
    bindings.write(ctx.tx, activity_id, records)
    for record in records:
        last_activity.note(ctx, record)
    events.activity(ctx, events.ADD, activity_id)
    return activity_id


def change(ctx: Ctx, activity_id: int, given: Mapping[str, Any]) -> None:
    """Change fields of an activity. Its type and owner stay; records of new communications are bound as well.

    :raises CallError: one of :data:`WRITE_ERRORS`, no such activity, or a hint to the method for configurable ones
    """
    old = require(ctx, Operation.WRITE, activity_id)
    own = _is_own(ctx, old)
    providers.refuse_foreign(old["PROVIDER_ID"], providers.USE_CONFIGURABLE_UPDATE, own=own)
    new, talks, changes = _read(ctx, given)
    for name, missing in (("SUBJECT", SUBJECT_MISSING), ("RESPONSIBLE_ID", RESPONSIBLE_INVALID)):
        if name in new and new[name] is None:
            raise missing()
    for name in [name for name in new if FIELDS.by_name[name].immutable]:
        ctx.drop("fields", name, READ_ONLY)
        del new[name]
    new = {name: FIELDS.by_name[name].default if value is None else value for name, value in new.items()}
    providers.refuse_foreign(new.get("PROVIDER_ID"), providers.USE_CONFIGURABLE_UPDATE, own=own)
    if "PROVIDER_ID" in new:
        kind = new.get("PROVIDER_TYPE_ID", old["PROVIDER_TYPE_ID"])
        new["PROVIDER_ID"], new["PROVIDER_TYPE_ID"] = providers.provider_of(old["TYPE_ID"], new["PROVIDER_ID"], kind)
    _settle_status(old, new)
    _settle_times(old["TYPE_ID"], old, new, ctx.clock.stamp())
    update(ctx, activity_id, new)
    if changes is not None:
        files.put(ctx, activity_id, changes)
    if talks is not None:
        spoken = communications.parse(ctx, talks, old["TYPE_ID"])
        owner = Owner(old["OWNER_TYPE_ID"], old["OWNER_ID"])
        before = bindings.all_of(ctx.tx, activity_id)
        for record in _bound_records(ctx, owner, spoken, known=before):
            if record not in before:
                bindings.attach(ctx, activity_id, record)
        communications.replace(ctx, activity_id, owner, old["TYPE_ID"], spoken)
    calendar.change(ctx, activity_id)


def update(ctx: Ctx, activity_id: int, values: Values) -> None:
    """Set columns of an activity, and who did it when, whoever asks."""
    row = values | {"EDITOR_ID": ctx.actor.user_id, "LAST_UPDATED": ctx.clock.stamp()}
    if "COMPLETED" in values and values["COMPLETED"] != ctx.tx.value(_COMPLETED, id=activity_id):
        kind = trail.COMPLETED if values["COMPLETED"] == "Y" else trail.REOPENED
        for record in bindings.all_of(ctx.tx, activity_id):
            trail.note(ctx, record, kind, {"activity": activity_id})
    ctx.tx.update(ACTIVITY, {"ID": activity_id}, row)
    events.activity(ctx, events.UPDATE, activity_id)


def delete(ctx: Ctx, activity_id: int) -> None:
    """Delete an activity of any kind; whoever may edit it may.

    :raises CallError: a refusal, or no such activity
    """
    old = require(ctx, Operation.WRITE, activity_id)
    if old["PROVIDER_ID"] == providers.APPLICATION and not _is_own(ctx, old):
        raise providers.APPLICATION_REQUIRED()
    removal.remove(ctx, activity_id)


def _is_own(ctx: Ctx, stored: Values) -> bool:
    """Whether the application that made an activity calls."""
    app = ctx.credential.app
    return app is not None and stored["CLIENT_ID"] == app.client_id


def _read(ctx: Ctx, given: Mapping[str, Any]) -> tuple[Values, Any, list[Change] | None]:
    """The columns among what a client gave, the communications, and the files; None for those where it gave none."""
    values: Values = {}
    talks = None
    changes: list[Change] | None = None
    for name, value in given.items():
        field = FIELDS.find(name, universal=False)
        if field is None:
            ctx.drop("fields", name)
            continue
        if field.name == "COMMUNICATIONS":
            talks = [] if value is None else value
        elif field.name in files.FIELDS:
            changes = [*(changes or ()), *files.read(field.name, value)]
        elif field.stored and (not field.read_only or field.name in GIVEN_ONCE):
            values[field.name] = _read_field(ctx, field, value)
        else:
            ctx.drop("fields", name, READ_ONLY)
    return values, talks, changes


def _read_field(ctx: Ctx, field: Field, given: Any) -> Any:
    try:
        value = field.type.read(given, ctx.clock.zone)
    except (ValueError, OverflowError):
        if field.name == "RESPONSIBLE_ID":
            ctx.drop("fields", field.name, UNFIT)
            return None  # as if nobody were named
        raise _invalid(field) from None
    if field.name == "SUBJECT":
        return value if value and value.strip() else None
    if value is not None and (
        (field.name == "TYPE_ID" and value not in providers.TYPES)
        or (field.name == "RESPONSIBLE_ID" and not users.exists(ctx.tx, value))
        or value not in ENUMERATIONS.get(field.name, (value,))
    ):
        raise _invalid(field)
    return value


def _invalid(field: Field) -> CallError:
    own = _BY_FIELD.get(field.name)
    return CLASSIC.invalid(field=field.name) if own is None else own()


def _responsible_of(ctx: Ctx, record: Owner) -> int:
    """Who is responsible for a record."""
    entity = entity_of(record.entity_type_id)
    assert entity is not None
    found = (stored(ctx, entity, record.entity_id) or {}).get("ASSIGNED_BY_ID")
    if found is None:
        raise RESPONSIBLE_INVALID()
    return int(found)


def _owner_of(new: Values, spoken: list[Communication]) -> Owner:
    """The record an activity belongs to; without one, that of the first communication."""
    owner = Owner(new.get("OWNER_TYPE_ID") or 0, new.get("OWNER_ID") or 0)
    if owner == (0, 0):
        owner = next((entry.record for entry in spoken if entry.record is not None), owner)
    return owner


def _bound_records(ctx: Ctx, owner: Owner, spoken: list[Communication], known: Iterable[Owner] = ()) -> list[Owner]:
    """The records that an activity is bound to by its owner and communications.

    :param known: those that it is bound to already
    """
    records = list(dict.fromkeys([owner, *(entry.record for entry in spoken if entry.record is not None)]))
    if len(records) > bindings.MAX_BINDINGS:
        raise bindings.BINDING_LIMIT_EXCEEDED()
    for record in records:
        if record in known:
            continue
        if not exists(ctx.tx, record):
            raise _not_found(record)
        # To name a record is to bind the activity to it, which needs the right to edit it, as in binding.add
        if not access.may(ctx, Operation.WRITE, record):
            raise ACCESS_DENIED_TEXT()
    return records


def _not_found(record: Owner) -> CallError:
    if entity_of(record.entity_type_id) is None or record.entity_id <= 0:
        return COULD_NOT_BIND()
    return RECORD_NOT_FOUND(type=code_of(record.entity_type_id), id=record.entity_id)


def _settle_status(old: Mapping[str, Any], new: Values) -> None:
    """COMPLETED and STATUS say the same; where they do not, COMPLETED counts."""
    if "COMPLETED" in new:
        done = new["COMPLETED"] == "Y"
    elif "STATUS" in new:
        done = new["STATUS"] in (COMPLETED, AUTO_COMPLETED)
    else:
        return
    new["COMPLETED"] = "Y" if done else "N"
    status = new.get("STATUS", old.get("STATUS"))
    if (status in (COMPLETED, AUTO_COMPLETED)) is not done:
        new["STATUS"] = COMPLETED if done else WAITING


def _settle_times(type_id: int, old: Mapping[str, Any], new: Values, now: str) -> None:
    """The deadline follows from the start or the end; only activities of providers have one of their own."""
    given = {name: new.pop(name, None) for name in ("START_TIME", "END_TIME", "DEADLINE")}
    if type_id != providers.PROVIDED:
        given["DEADLINE"] = None
    start = given["START_TIME"] or old.get("START_TIME") or given["END_TIME"] or given["DEADLINE"] or now
    end = given["END_TIME"] or given["DEADLINE"] or old.get("END_TIME") or start
    if type_id in providers.STARTS_BY_DEADLINE:
        deadline = start
    elif type_id == providers.PROVIDED:
        deadline = given["DEADLINE"] or given["END_TIME"] or old.get("DEADLINE") or end
    else:
        deadline = end
    new |= {"START_TIME": start, "END_TIME": end, "DEADLINE": deadline}
