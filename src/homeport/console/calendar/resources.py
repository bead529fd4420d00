"""What is booked: the resources of the company, and by whom they are taken in a week."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.calendar.grid import Span, read_day, span_of
from homeport.console.section import Signed

PATH = "/calendar/resources/"
_DAY = timedelta(days=1)
_WEEK = 7 * _DAY


class Booking(NamedTuple):
    """A resource that is taken.

    :param time: from when until when that day; empty for all of it
    """

    name: str
    time: str


class Resource(NamedTuple):
    """A resource, and what is booked of it, day by day."""

    number: str
    name: str
    mine: bool
    days: list[list[Booking]]


async def show(visit: Signed) -> Response:
    """A week of all resources."""
    zone = visit.portal.clock.zone
    today = datetime.fromtimestamp(visit.portal.clock.now(), zone).date()
    day = read_day(visit.query("day")) or today
    first = day - _DAY * day.weekday()
    days = [first + _DAY * number for number in range(7)]
    found = await visit.call("calendar.resource.list")
    asked = {
        "resourceTypeIdList": [each["ID"] for each in found],
        "from": first.isoformat(),
        "to": days[-1].isoformat(),
    }
    booked = await visit.call("calendar.resource.booking.list", filter=asked) if found else []
    spans = [(each, span_of(each, zone)) for each in booked]

    def address(**changed: str) -> str:
        return f"{PATH}?{urlencode(changed)}"

    return visit.page(
        "calendar/resources",
        title=f"{first.day} {first:%b} to {days[-1].day} {days[-1]:%b %Y}",
        days=[(each, each == today) for each in days],
        resources=[
            Resource(
                each["ID"],
                each["NAME"],
                visit.is_admin or int(each["CREATED_BY"]) == visit.someone.user_id,
                [[_booking(*one, on) for one in spans if _is_on(*one, each["ID"], on)] for on in days],
            )
            for each in found
        ],
        back=address(day=(first - _WEEK).isoformat()),
        further=address(day=(first + _WEEK).isoformat()),
    )


async def change(visit: Signed) -> Response:
    """Add a resource, delete one, or book it."""
    form = await visit.form()
    match form.get("do"):
        case "delete":
            await visit.call("calendar.resource.delete", resourceId=form.get("resource", ""))
        case "book":
            times = {"from": form.get("from", ""), "to": form.get("to", "")}
            asked = {"name": form.get("name", "").strip(), "section": form.get("resource", ""), **times}
            await visit.call("calendar.event.add", type="resource", ownerId=0, **asked)
        case _:
            await visit.call("calendar.resource.add", name=form.get("name", "").strip())
    return done(visit, f"{PATH}?{urlencode({'day': form.get('from', '')[:10]})}")


def _is_on(booking: dict[str, Any], span: Span, resource: str, day: Any) -> bool:
    return str(booking["SECTION_ID"]) == resource and bool(span.first <= day <= span.last)


def _booking(booking: dict[str, Any], span: Span, day: Any) -> Booking:
    begins = f"{span.begins:%H:%M}" if span.first == day and not span.whole else ""
    ends = f"{span.ends:%H:%M}" if span.last == day and not span.whole else ""
    return Booking(booking["NAME"], " to ".join(filter(None, (begins, ends))))
