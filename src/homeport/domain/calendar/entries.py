"""Events in calendars: added, changed, deleted, in whole or in part.

Sources: ``calendar-event-add.md``, ``calendar-event-update.md``, ``calendar-event-delete.md``.
"""

from collections.abc import Hashable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, or_

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.core.values import is_empty, parse_moment, read_flag
from homeport.domain.calendar import attendance, events, recurrence, said, sections
from homeport.domain.calendar.entry_fields import BOOKING, ENTRY, FIELDS
from homeport.domain.calendar.moments import NO_ZONE, last_moment, occurrence
from homeport.domain.calendar.said import Said
from homeport.domain.calendar.sections import DENIED, EVERY, FILLED, SEEN
from homeport.domain.calendar.tables import RESOURCE
from homeport.domain.events.emission import tell
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Access, Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import Values
from homeport.store import constant

NO_SECTION = ErrorKind("", "You specified an invalid calendar section ID or the user does not have access to it")
ADD_INVALID = ErrorKind("", 'Invalid value for the parameter "{field}"')
ADD_RECORDS = ErrorKind("", "The list of event links to CRM must be an array")
ADD_FAILED = ErrorKind("", "An error occurred while creating the event")
UPDATE_RECORDS = ErrorKind("", "The event's CRM links list must be an array")
UPDATE_FAILED = ErrorKind("", "An error occurred while changing the event")
BAD_MODE = ErrorKind("", "An invalid editing type for the recurring event is specified")
DELETE_FAILED = ErrorKind("", "An error occurred while deleting the event")

THIS, NEXT, ALL = "this", "next", "all"
"""How much of a recurring event is changed."""


def _grant(ctx: Ctx, operation: Operation) -> Hashable | None:
    if not ctx.actor.is_employee:
        return None
    if ctx.actor.is_admin:
        return EVERY
    return SEEN if operation is Operation.READ else FILLED


def _covers(grant: Hashable, row: FromClause, scans: bool) -> ColumnElement[bool]:
    booking = row.c.CAL_TYPE == constant(RESOURCE)
    if grant == FILLED:
        booking = and_(booking, row.c.CREATED_BY == bindparam("actor"))
    return or_(sections.covers(grant, row, scans), booking)


def _dated(change: Change) -> None:
    now = change.ctx.clock.stamp()
    change.new["TIMESTAMP_X"] = now
    if not change.old:
        change.new.update(DATE_CREATE=now, CREATED_BY=change.ctx.actor.user_id, VERSION=1)
    else:
        change.new["VERSION"] = change.old["VERSION"] + 1


def _named(change: Change) -> None:
    if not (change.row.get("NAME") or "").strip():
        raise change.dialect.misfit(FIELDS.by_name["NAME"])


def _organized(change: Change) -> None:
    """Whoever makes a meeting of it is its host."""
    row = change.row
    if row["IS_MEETING"] == "N":
        change.new["MEETING_HOST"] = None
    elif not row.get("MEETING_HOST"):
        change.new["MEETING_HOST"] = change.ctx.actor.user_id


def _own_parent(change: Change) -> None:
    if not change.old:
        change.new["PARENT_ID"] = change.new["ID"]
        change.ctx.tx.update(ENTRY, {"ID": change.new["ID"]}, {"PARENT_ID": change.new["ID"]})


def _forgotten(change: Change) -> None:
    attendance.forget(change.ctx, change.row["ID"])


def told(ctx: Ctx, verb: str, number: int) -> None:
    """Tell applications of what happened to an event."""
    tell(ctx, (events.ENTRY.format(verb=verb),), {"id": number}, events.CALENDAR)


ENTRIES = Collection(
    noun="event",
    plural="events",
    table=ENTRY,
    fields=FIELDS,
    access=Access(_grant, _covers),
    before_save=(_dated, _named, _organized),
    after_save=(_own_parent,),
    after_delete=(_forgotten,),
    tell=lambda change, verb: told(change.ctx, verb, change.row["ID"]),
)

ADDING = replace(
    CLASSIC,
    denied=DENIED,
    unreadable=DENIED,
    not_found=DENIED,
    invalid=ADD_INVALID,
    required=ADD_INVALID,
    called={name: name.lower() for name in FIELDS.by_name},
)
CHANGING = replace(ADDING, invalid=sections.INVALID, required=sections.INVALID)
DELETING = replace(ADDING, denied=DELETE_FAILED, not_found=DELETE_FAILED)


def add(ctx: Ctx, kind: str, owner: int, asked: Said) -> int:
    """Add an event to a calendar; its id.

    :param asked: what the client says of it, by the documented names
    :raises CallError: ``DENIED``, ``NO_SECTION``, ``ADD_INVALID``, ``ADD_RECORDS``, ``ADD_FAILED``
    """
    if not (sections.owner_is_there(ctx, kind, owner) or (kind, owner) == (RESOURCE, 0)):
        raise DENIED()
    fixed: Values = {"CAL_TYPE": kind, "OWNER_ID": owner, "SECTION_ID": _section(ctx, kind, owner, asked)}
    if kind == RESOURCE:
        fixed |= {"EVENT_TYPE": BOOKING, "IS_MEETING": "N"}
    try:
        given = said.fields(ctx, asked, {})
        people = said.people(ctx, asked.get("attendees"))
    except said.NotAnArrayError:
        raise ADD_RECORDS() from None
    except (ValueError, TypeError, OverflowError):
        raise ADD_FAILED() from None
    row = writing.create(ctx, ENTRIES, given, ADDING, fixed)
    attendance.settle(ctx, row, people)
    number: int = row["ID"]
    return number


def _section(ctx: Ctx, kind: str, owner: int, asked: Said) -> int:
    """The calendar that a new event goes into."""
    named = asked.get("section")
    detects = asked.get("auto_detect_section")
    if kind != RESOURCE and (read_flag(detects, NO_ZONE) == "Y" or (is_empty(named) and is_empty(detects))):
        return sections.usual(ctx, kind, owner)
    return _section_named(ctx, kind, owner, named)


def _section_named(ctx: Ctx, kind: str, owner: int, named: Any) -> int:
    collection = sections.RESOURCES if kind == RESOURCE else sections.SECTIONS
    try:
        number = int(str(named))
        if abs(number) < 2**63 and sections.is_of(ctx, number, kind, owner, collection):
            return number
    except ValueError:
        pass
    raise NO_SECTION()


def change(ctx: Ctx, number: int, kind: str, owner: int, asked: Said) -> int | dict[str, Any]:
    """Change an event; its id. Where a part of a recurring event was changed: what became of it.

    :raises CallError: ``DENIED``, ``NO_SECTION``, ``CHANGING.invalid``, ``UPDATE_RECORDS``, ``UPDATE_FAILED``,
        ``BAD_MODE``
    """
    mode = ALL if is_empty(asked.get("recurrence_mode")) else asked["recurrence_mode"]
    if mode not in (THIS, NEXT, ALL):
        raise BAD_MODE()
    row = reading.stored(ctx, ENTRIES, {"ID": number})
    if row is None or (row["CAL_TYPE"], row["OWNER_ID"]) != (kind, owner) or row["PARENT_ID"] != number:
        raise DENIED()
    if not reading.may(ctx, ENTRIES, Operation.WRITE, {"ID": number}):
        raise DENIED()
    if row["IS_MEETING"] == "Y" and row["MEETING_HOST"] not in (ctx.actor.user_id, _number(asked.get("host"))):
        raise DENIED()
    try:
        return _changed(ctx, row, mode, asked)
    except said.NotAnArrayError:
        raise UPDATE_RECORDS() from None
    except (ValueError, TypeError, OverflowError):
        raise UPDATE_FAILED() from None


def _number(given: Any) -> int | None:
    try:
        return int(str(given))
    except ValueError:
        return None


def _changed(ctx: Ctx, row: Values, mode: str, asked: Said) -> int | dict[str, Any]:
    number: int = row["ID"]
    people = None
    if "is_meeting" in asked:
        people = said.people(ctx, asked.get("attendees"))
    where: Values = {}
    if not is_empty(asked.get("section")):
        where["SECTION_ID"] = _section_named(ctx, row["CAL_TYPE"], row["OWNER_ID"], asked["section"])
    rule = said.rule_of(row)
    if rule is None or mode == ALL:
        return _whole(ctx, row, {**said.fields(ctx, asked, row), **where}, people)
    start, at = recurrence.moment_of(row["DATE_FROM"]), _occurrence(ctx, row, rule, asked.get("current_date_from"))
    base = _apart(row, at)
    if mode == THIS:
        asked = {name: value for name, value in asked.items() if name != "rrule"}
        _whole(ctx, row, {"EXDATE": ";".join(sorted({*days_off(row), at.date().isoformat()}))}, None, edited=False)
        base |= {
            "RRULE": None,
            "EXDATE": None,
            "RECURRENCE_ID": number,
            "ORIGINAL_DATE_FROM": at.isoformat(" ", "seconds"),
            "RELATIONS": f'{{"COMMENT_XML_ID":"EVENT_{number}_{at:%d.%m.%Y}"}}',
            "LAST_TS": last_moment(base, None),
        }
    else:
        before = len(list(recurrence.between(rule, start, start, at - timedelta(seconds=1))))
        if not before:
            return _whole(ctx, row, {**said.fields(ctx, asked, row), **where}, people)
        first = replace(rule, until=at.date() - timedelta(days=1), count=None)
        left = replace(rule, count=None if rule.count is None else rule.count - before)
        _whole(ctx, row, {"RRULE": first.stored(), "LAST_TS": last_moment(row, first)}, None, edited=False)
        base |= {"RRULE": _json(left), "RELATIONS": f'{{"ORIGINAL_RECURSION_ID":{number}}}'}
    return _parted(ctx, row, at, base, {**said.fields(ctx, asked, base), **where}, people)


def _json(rule: recurrence.Rule) -> Any:
    return FIELDS.by_name["RRULE"].read(rule.stored(), NO_ZONE)


def _whole(ctx: Ctx, row: Values, given: Values, people: frozenset[int] | None, *, edited: bool = True) -> int:
    changed = writing.change(ctx, ENTRIES, {"ID": row["ID"]}, given, CHANGING)
    attendance.settle(ctx, changed, people, edited=edited)
    number: int = row["ID"]
    return number


def _parted(
    ctx: Ctx, row: Values, at: datetime, base: Values, given: Values, people: frozenset[int] | None
) -> dict[str, Any]:
    """Make an event of its own of a part of a recurring one."""
    if people is None:
        people = attendance.people(ctx, row["ID"])
    made = writing.create(ctx, ENTRIES, given, CHANGING, usual=base)
    attendance.settle(ctx, made, people)
    return {
        "originalDate": f"{at:%d.%m.%Y %H:%M:%S}",
        "originalDavXmlId": key_of(row),
        "instanceTz": row["TZ_FROM"],
        "recEventId": made["ID"],
        "id": row["ID"],
    }


def _occurrence(ctx: Ctx, row: Values, rule: recurrence.Rule, given: Any) -> datetime:
    """When an event begins that recurs on a day; ValueError when none does."""
    day: date = parse_moment(given, ctx.clock.zone).date()
    start = recurrence.moment_of(row["DATE_FROM"])
    found = recurrence.between(rule, start, datetime.combine(day, time()), datetime.combine(day, time.max))
    at = next(found, None)
    if at is None or day.isoformat() in days_off(row):
        raise ValueError("nothing happens on the day")
    return at


def _apart(row: Values, at: datetime) -> Values:
    """What one of the events has of the recurring one, as columns."""
    own = ("ID", "PARENT_ID", "VERSION", "ACTIVITY_ID", "CREATED_BY", "DATE_CREATE", "TIMESTAMP_X")
    kept = {name: value for name, value in row.items() if name not in own}
    return kept | occurrence(row, at)


def days_off(row: Values) -> list[str]:
    """The days on which a recurring event does not happen, as ``YYYY-MM-DD``."""
    return row["EXDATE"].split(";") if row["EXDATE"] else []


def delete(ctx: Ctx, number: int) -> None:
    """Delete an event for all who take part; a participant's copy for the participant alone.

    :raises CallError: ``DELETE_FAILED``
    """
    writing.delete(ctx, ENTRIES, {"ID": number}, DELETING)


def key_of(row: Values) -> str:
    """By what other calendars know an event: the same for all copies of it."""
    begins = datetime.fromtimestamp(row["FROM_TS"], NO_ZONE)
    digest = sha256(f"{row['PARENT_ID']} {row['DATE_CREATE']}".encode()).hexdigest()[:32]
    return f"{begins:%Y%m%dT%H%M%SZ}-{digest}@homeport"
