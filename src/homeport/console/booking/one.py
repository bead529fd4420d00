"""The page of a booking, and the form of a new one."""

from datetime import datetime, timedelta
from typing import Any

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.booking.every import name_of, resources_of, span_of, when
from homeport.console.booking.schedule import PATH
from homeport.console.crm.kinds import kinds_of
from homeport.console.crm.names import Names
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.core.errors import CallError
from homeport.core.values import number_or_none
from homeport.domain.booking.links import CLIENT_TYPES, LINKED_TYPES

_FORM = "%Y-%m-%dT%H:%M"


async def show(visit: Signed) -> Response:
    """A booking, with its form."""
    number = visit.number("id")
    try:
        booking = (await visit.call("booking.v1.booking.get", id=number))["booking"]
    except CallError as error:
        raise ProblemError("There is no such booking", "It may have been deleted, or is waiting again.", 404) from error
    begins, ends = span_of(booking, visit.portal.clock.zone)
    clients = (await visit.call("booking.v1.booking.client.list", bookingId=number))["bookingClient"]
    deals = (await visit.call("booking.v1.booking.externalData.list", bookingId=number))["externalData"]
    records = [(CLIENT_TYPES[each["type"]["code"]], each["id"]) for each in clients]
    linked = [(LINKED_TYPES[each["entityTypeId"]], int(each["value"])) for each in deals]
    names = Names(visit.call, await kinds_of(visit.call))
    for record in (*records, *linked):
        names.want_record(*record)
    await names.load()
    return visit.page(
        "booking/one",
        booking=booking,
        name=name_of(booking),
        when=when(begins, ends),
        day=begins.date().isoformat(),
        begins=begins.strftime(_FORM),
        ends=ends.strftime(_FORM),
        resources=await resources_of(visit),
        clients=[found for each in records if (found := names.record(*each))],
        deals=[found for each in linked if (found := names.record(*each))],
    )


async def save(visit: Signed) -> Response:
    """Change a booking, delete it, or let it wait."""
    form = await visit.form()
    number = visit.number("id")
    match form.get("do"):
        case "delete":
            await visit.call("booking.v1.booking.delete", id=number)
        case "wait":
            await visit.call("booking.v1.waitlist.createfrombooking", bookingId=number)
        case _:
            await visit.call("booking.v1.booking.update", id=number, fields=_read(visit, form))
            return done(visit, f"{PATH}{number}/")
    return done(visit, f"{PATH}?day={form.get('day', '')[:10]}")


async def start(visit: Signed) -> Response:
    """The form of a new booking, perhaps of an entry of the waiting list."""
    zone = visit.portal.clock.zone
    now = datetime.fromtimestamp(visit.portal.clock.now(), zone).replace(minute=0) + timedelta(hours=1)
    try:
        begins = datetime.strptime(visit.query("from")[:16], _FORM)
    except ValueError:
        begins = now
    entry = number_or_none(visit.query("entry"))
    note = ""
    if entry:
        try:
            note = (await visit.call("booking.v1.waitlist.get", id=entry))["waitList"]["note"]
        except CallError as error:
            raise ProblemError("Nobody waits there", "The entry may have been deleted, or is booked.", 404) from error
    booking = {"id": 0, "name": "", "description": note, "resourceIds": [number_or_none(visit.query("resource"))]}
    return visit.page(
        "booking/form",
        booking=booking,
        entry=entry or "",
        begins=begins.strftime(_FORM),
        ends=(begins + timedelta(hours=1)).strftime(_FORM) if begins.year < 9999 else begins.strftime(_FORM),
        resources=await resources_of(visit),
    )


async def add(visit: Signed) -> Response:
    """Add the booking of a form."""
    form = await visit.form()
    fields = _read(visit, form)
    entry = number_or_none(form.get("entry", ""))
    if entry:
        number = await visit.call("booking.v1.booking.createfromwaitlist", waitListId=entry, fields=fields)
    else:
        number = (await visit.call("booking.v1.booking.add", fields=fields))["id"]
    return done(visit, f"{PATH}{number}/")


def _read(visit: Signed, form: dict[str, str]) -> dict[str, Any]:
    """What a form says of a booking."""
    zone = visit.portal.clock.zone

    def moment(name: str) -> dict[str, Any]:
        try:
            said = datetime.strptime(form.get(name, "")[:16], _FORM).replace(tzinfo=zone)
        except ValueError:
            return {}
        return {"timestamp": int(said.timestamp()), "timezone": str(zone)}

    return {
        "name": form.get("name", "").strip(),
        "description": form.get("description", ""),
        "resourceIds": [value for name, value in form.items() if name.startswith("resource.")],
        "datePeriod": {"from": moment("from"), "to": moment("to")},
    }
