"""``calendar.event.*``: events and meetings."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE, ErrorKind
from homeport.core.values import is_empty
from homeport.domain.calendar import entries, listing, showing
from homeport.domain.calendar.entries import ENTRIES
from homeport.domain.calendar.sections import DENIED, INVALID
from homeport.domain.calendar.tables import COMPANY, USER
from homeport.domain.records import reading
from homeport.domain.records.filters import as_map
from homeport.methods.calendar._required import REQUIRED, day_of, number_of, owner_of, required
from homeport.methods.family import as_id
from homeport.rpc import Flag, Params, method

NO_ID = ErrorKind("", "Event id not specified")
MOST_DAYS = 3_660


class Owned(Params):
    type: Any = None
    owner_id: Any = None


class Said(Owned):
    """What may be said of an event."""

    from_: Any = msgspec.UNSET
    to: Any = msgspec.UNSET
    from_ts: Any = msgspec.field(default=msgspec.UNSET, name="from_ts")
    to_ts: Any = msgspec.field(default=msgspec.UNSET, name="to_ts")
    section: Any = msgspec.UNSET
    name: Any = msgspec.UNSET
    skip_time: Any = msgspec.field(default=msgspec.UNSET, name="skip_time")
    timezone_from: Any = msgspec.field(default=msgspec.UNSET, name="timezone_from")
    timezone_to: Any = msgspec.field(default=msgspec.UNSET, name="timezone_to")
    description: Any = msgspec.UNSET
    color: Any = msgspec.UNSET
    text_color: Any = msgspec.field(default=msgspec.UNSET, name="text_color")
    accessibility: Any = msgspec.UNSET
    importance: Any = msgspec.UNSET
    private_event: Any = msgspec.field(default=msgspec.UNSET, name="private_event")
    rrule: Any = msgspec.UNSET
    is_meeting: Any = msgspec.field(default=msgspec.UNSET, name="is_meeting")
    location: Any = msgspec.UNSET
    remind: Any = msgspec.UNSET
    attendees: Any = msgspec.UNSET
    meeting: Any = msgspec.UNSET
    crm_fields: Any = msgspec.field(default=msgspec.UNSET, name="crm_fields")

    def given(self) -> dict[str, Any]:
        """What was said, by the documented names."""
        fields = msgspec.structs.fields(type(self))
        said = {field.encode_name: getattr(self, field.name) for field in fields}
        return {name: value for name, value in said.items() if value is not msgspec.UNSET}


class Add(Said):
    auto_detect_section: Any = msgspec.field(default=msgspec.UNSET, name="auto_detect_section")


class Update(Said):
    id: Any = None
    recurrence_mode: Any = msgspec.field(default=msgspec.UNSET, name="recurrence_mode")
    current_date_from: Any = msgspec.field(default=msgspec.UNSET, name="current_date_from")
    host: Any = msgspec.UNSET


class ById(Params):
    id: Any = None


class Get(Owned):
    from_: Any = None
    to: Any = None
    section: Any = None


class Nearest(Owned):
    days: Any = 60
    for_current_user: Flag = Flag(True)
    max_events_count: Any = None
    detail_url: Any = None


@method(
    "calendar.event.add",
    writes=True,
    errors=(REQUIRED, DENIED, entries.NO_SECTION, entries.ADD_INVALID, entries.ADD_RECORDS, entries.ADD_FAILED),
)
def add(ctx: Ctx, p: Add) -> int:
    """Add an event to a calendar, for its participants too."""
    name = "calendar.event.add"
    kind, owner = owner_of(p.type, p.owner_id, name, ctx.actor.user_id)
    asked = p.given()
    required(asked.get("name"), "name", name)
    for side in ("from", "to"):
        if is_empty(asked.get(f"{side}_ts")):
            required(asked.get(side), side, name)
    return entries.add(ctx, kind, owner, asked)


@method(
    "calendar.event.update",
    writes=True,
    errors=(
        REQUIRED, DENIED, INVALID, entries.NO_SECTION, entries.BAD_MODE, entries.UPDATE_RECORDS, entries.UPDATE_FAILED,
    ),
)  # fmt: skip
def update(ctx: Ctx, p: Update) -> int | dict[str, Any]:
    """Change an event; of a recurring one also a single event, or one with all that follow."""
    name = "calendar.event.update"
    number = as_id(required(p.id, "id", name), DENIED)
    kind, owner = owner_of(p.type, p.owner_id, name, ctx.actor.user_id)
    return entries.change(ctx, number, kind, owner, p.given())


@method("calendar.event.delete", writes=True, errors=(NO_ID, entries.DELETE_FAILED))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete an event for all who take part."""
    if is_empty(p.id):
        raise NO_ID()
    entries.delete(ctx, as_id(p.id, entries.DELETE_FAILED))
    return True


@method("calendar.event.getbyid", errors=(REQUIRED, DENIED))
def get_by_id(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return an event; of a recurring one the first."""
    number = as_id(required(p.id, "id", "calendar.event.getbyid"), DENIED)
    reading.get(ctx, ENTRIES, {"ID": number}, entries.ADDING)
    row = reading.stored(ctx, ENTRIES, {"ID": number})
    assert row is not None
    return showing.shown(ctx, [row])[0]


@method("calendar.event.get", heavy=True, errors=(REQUIRED, DENIED, INVALID_ARG_VALUE))
def get(ctx: Ctx, p: Get) -> list[dict[str, Any]]:
    """List the events in the calendars of a user, a group or the company, each time that they happen."""
    kind, owner = owner_of(p.type, p.owner_id, "calendar.event.get", ctx.actor.user_id)
    period = listing.around(ctx, day_of(ctx, p.from_, "from"), day_of(ctx, p.to, "to"))
    named = as_map(p.section).values() if isinstance(p.section, dict | list) else (p.section,)
    wanted = frozenset(as_id(each, DENIED) for each in named if not is_empty(each))
    return listing.of_owner(ctx, kind, owner, period, wanted or None)


@method("calendar.event.get.nearest", heavy=True, errors=(DENIED, INVALID_ARG_VALUE))
def nearest(ctx: Ctx, p: Nearest) -> list[dict[str, Any]]:
    """List what comes next in the caller's calendars, or in others."""
    kind, owner = USER, ctx.actor.user_id
    named = p.type == COMPANY or not (is_empty(p.type) or is_empty(p.owner_id))
    if named and not p.for_current_user:
        kind, owner = owner_of(p.type, p.owner_id or 0, "calendar.event.get.nearest", owner)
    days = number_of(p.days, "days", MOST_DAYS)
    most = None if is_empty(p.max_events_count) else number_of(p.max_events_count, "maxEventsCount", listing.MOST)
    return listing.nearest(ctx, kind, owner, days, most)
