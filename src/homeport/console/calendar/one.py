"""The page of an event, and its form."""

from datetime import datetime
from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.calendar.grid import span_of
from homeport.console.calendar.whose import calendars_of, chosen, code_of
from homeport.console.crm.names import full_name
from homeport.console.crm.people import people_of
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.core.errors import CallError
from homeport.core.values import number_or_none

ANSWERS = {
    "H": ("Invites", "accent"),
    "Y": ("Comes", "good"),
    "N": ("Does not come", "bad"),
    "Q": ("Has not answered", ""),
}
"""What people say to invitations, and how their badges look."""
REPEATS = {"": "Once", "DAILY": "Every day", "WEEKLY": "Every week", "MONTHLY": "Every month", "YEARLY": "Every year"}


class Attendee(NamedTuple):
    """Somebody who is invited."""

    name: str
    path: str
    answer: str
    look: str


async def _event(visit: Signed) -> dict[str, Any]:
    try:
        found = await visit.call("calendar.event.getbyid", id=visit.number("id"))
    except CallError as error:
        raise ProblemError("There is no such event", "It may have gone, or it is not open to you.", 404) from error
    if not found:
        raise ProblemError("There is no such event", "It may have gone, or it is not open to you.", 404)
    event: dict[str, Any] = found
    return event


async def show(visit: Signed) -> Response:
    """An event."""
    event = await _event(visit)
    span = span_of(event, visit.portal.clock.zone)
    invited = {int(each["id"]): each["status"] for each in event["ATTENDEE_LIST"] or []}
    people = await visit.call("user.get", filter={"ID": sorted(invited)}, ADMIN_MODE=True) if invited else []
    own = invited.get(visit.someone.user_id, "")
    return visit.page(
        "calendar/event",
        event=event,
        path=f"/calendar/event/{event['ID']}/",
        when=_when(span.begins, span.ends, whole=span.whole),
        day=span.first.isoformat(),
        of=code_of(visit, event["CAL_TYPE"], int(event["OWNER_ID"] or 0)),
        repeats=event["~RRULE_DESCRIPTION"],
        attendees=[
            Attendee(full_name(each), f"/company/personal/user/{each['ID']}/", *ANSWERS[invited[int(each["ID"])]])
            for each in people
        ],
        own=own,
        host=own in ("", "H"),
    )


def _when(begins: datetime, ends: datetime, *, whole: bool) -> str:
    first, last = f"{begins.day} {begins:%b %Y}", f"{ends.day} {ends:%b %Y}"
    if whole:
        return first if first == last else f"{first} to {last}"
    return f"{first}, {begins:%H:%M} to {'' if first == last else f'{last}, '}{ends:%H:%M}"


async def answer(visit: Signed) -> Response:
    """Say whether one comes."""
    form = await visit.form()
    number = visit.number("id")
    await visit.call("calendar.meeting.status.set", eventId=number, status=form.get("status", ""))
    return done(visit, f"/calendar/event/{number}/")


async def delete(visit: Signed) -> Response:
    """Delete an event."""
    form = await visit.form()
    event = await _event(visit)
    owner = {"type": event["CAL_TYPE"], "ownerId": int(event["OWNER_ID"] or 0)}
    await visit.call("calendar.event.delete", id=visit.number("id"), **owner)
    return done(visit, f"/calendar/?of={code_of(visit, owner['type'], owner['ownerId'])}&day={form.get('day', '')}")


async def start(visit: Signed) -> Response:
    """The form of a new event, on a day that the address may say."""
    day = visit.query("day")[:10] or datetime.fromtimestamp(
        visit.portal.clock.now(), visit.portal.clock.zone
    ).date().isoformat()  # fmt: skip
    event = {"ID": "", "NAME": "", "DESCRIPTION": "", "LOCATION": "", "DT_SKIP_TIME": "N", "PRIVATE_EVENT": "N"}
    return await _form(visit, event, f"{day}T10:00", f"{day}T11:00", visit.query("of"), set(), "")


async def edit(visit: Signed) -> Response:
    """The form of an event."""
    event = await _event(visit)
    span = span_of(event, visit.portal.clock.zone)
    invited = {int(each["id"]) for each in event["ATTENDEE_LIST"] or []}
    of = code_of(visit, event["CAL_TYPE"], int(event["OWNER_ID"] or 0))
    begins, ends = f"{span.begins:%Y-%m-%dT%H:%M}", f"{span.ends:%Y-%m-%dT%H:%M}"
    repeats = event["RRULE"]["FREQ"] if event["RRULE"] else ""
    return await _form(visit, event, begins, ends, of, invited, repeats)


async def _form(
    visit: Signed, event: dict[str, Any], begins: str, ends: str, of: str, invited: set[int], repeats: str
) -> Response:
    calendars = await calendars_of(visit)
    return visit.page(
        "calendar/form",
        event=event,
        path=f"/calendar/event/{event['ID']}/" if event["ID"] else "/calendar/",
        begins=begins,
        ends=ends,
        calendars=calendars,
        whose=chosen(visit, calendars, of),
        people=await people_of(visit.call),
        invited=invited,
        repeats=repeats,
        choices=REPEATS,
    )


async def add(visit: Signed) -> Response:
    """Add the event of a form."""
    form = await visit.form()
    whose = chosen(visit, await calendars_of(visit), form.get("of", ""))
    given = _read(visit, form)
    if form.get("repeats") in REPEATS and form["repeats"]:
        given["rrule"] = {"FREQ": form["repeats"], "INTERVAL": 1}
    number = await visit.call("calendar.event.add", type=whose.type, ownerId=whose.owner, **given)
    return done(visit, f"/calendar/event/{number}/")


async def save(visit: Signed) -> Response:
    """Write what was typed into the form of an event; of one that repeats, of all its repeats."""
    form = await visit.form()
    event = await _event(visit)
    owner = {"type": event["CAL_TYPE"], "ownerId": int(event["OWNER_ID"] or 0)}
    await visit.call("calendar.event.update", id=int(event["ID"]), **owner, **_read(visit, form))
    return done(visit, f"/calendar/event/{event['ID']}/")


def _read(visit: Signed, form: dict[str, str]) -> dict[str, Any]:
    """What a form says of an event."""
    whole = form.get("whole") == "Y"
    length = 10 if whole else 19
    chosen = (number_or_none(value) for name, value in form.items() if name.startswith("attendee."))
    attendees = [number for number in chosen if number is not None]
    found: dict[str, Any] = {
        "name": form.get("name", "").strip(),
        "from": form.get("from", "")[:length],
        "to": form.get("to", "")[:length],
        "skip_time": "Y" if whole else "N",
        "description": form.get("description", ""),
        "location": form.get("location", ""),
        "private_event": "Y" if form.get("private") == "Y" else "N",
        "is_meeting": "Y" if attendees else "N",
    }
    if attendees:
        found["attendees"] = sorted({visit.someone.user_id, *attendees})
    if not whole:
        zone = str(visit.portal.clock.zone)
        found |= {"timezone_from": zone, "timezone_to": zone}
    return found
