"""A month or a week of a calendar."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.responses import Response

from homeport.console.apps import widgets
from homeport.console.calendar.whose import calendars_of, chosen
from homeport.console.section import Signed

PLACEMENT = "CALENDAR_GRIDVIEW"
"""Where applications are bound to the grid."""
SHOWN = 5
"""Events of a day that a month shows; a week shows all."""
_DAY = timedelta(days=1)


class Shown(NamedTuple):
    """An event on a day.

    :param time: when it begins that day; empty for one of whole days, or that began before
    :param until: when it ends that day; as above
    :param answer: what the person said to the invitation: ``Q`` for nothing yet, ``N`` for no
    """

    path: str
    name: str
    time: str
    until: str
    location: str
    answer: str


class Day(NamedTuple):
    """A day of the grid.

    :param inside: whether it is of the month that is shown
    :param more: how many more events it has than are shown
    """

    day: date
    inside: bool
    today: bool
    events: list[Shown]
    more: int


class Span(NamedTuple):
    """The days that an event is on, both included, with its moments."""

    first: date
    last: date
    begins: datetime
    ends: datetime
    whole: bool


async def show(visit: Signed) -> Response:
    """A month, or a week."""
    calendars = await calendars_of(visit)
    whose = chosen(visit, calendars, visit.query("of"))
    zone = visit.portal.clock.zone
    today = datetime.fromtimestamp(visit.portal.clock.now(), zone).date()
    by_week = visit.query("view") == "week"
    day = read_day(visit.query("day")) or today
    first, last = _range(day, by_week)
    # a day more on either side: what zones shift is sorted out by the days here
    found = await visit.call(
        "calendar.event.get",
        type=whose.type,
        ownerId=whose.owner,
        **{"from": (first - _DAY).isoformat(), "to": (last + _DAY).isoformat()},
    )
    spans = [(each, span_of(each, zone)) for each in found]

    def address(**changed: str) -> str:
        given = {"of": whose.code, "view": "week" if by_week else "", "day": day.isoformat(), **changed}
        return f"/calendar/?{urlencode({name: value for name, value in given.items() if value})}"

    days = [
        _day(first + _DAY * number, day.month if not by_week else 0, today, spans, SHOWN if not by_week else 1_000)
        for number in range((last - first).days + 1)
    ]
    bound = (await widgets.at_each(visit, PLACEMENT))[PLACEMENT]
    return visit.page(
        "calendar/grid",
        calendars=[(each, address(of=each.code)) for each in calendars],
        whose=whose,
        by_week=by_week,
        title=f"{first.day} {first:%b} to {last.day} {last:%b %Y}" if by_week else f"{day:%B %Y}",
        weeks=[days[at : at + 7] for at in range(0, len(days), 7)],
        day=day,
        address=address,
        back=address(day=((first - _DAY) if by_week else (day.replace(day=1) - _DAY)).isoformat()),
        further=address(day=((last + _DAY) if by_week else _next_month(day)).isoformat()),
        applications=widgets.listed(bound, viewRangeFrom=first.isoformat(), viewRangeTo=last.isoformat()),
    )


def span_of(event: dict[str, Any], zone: ZoneInfo) -> Span:
    """The days of an event. One that ends at midnight is not on the day that begins then."""
    whole = event["DT_SKIP_TIME"] == "Y"
    where = UTC if whole else zone
    begins = datetime.fromtimestamp(int(event["DATE_FROM_TS_UTC"]), where)
    ends = datetime.fromtimestamp(int(event["DATE_TO_TS_UTC"]), where)
    last = ends if whole or ends <= begins else ends - timedelta(seconds=1)
    return Span(begins.date(), last.date(), begins, ends, whole)


def _day(day: date, month: int, today: date, spans: list[tuple[dict[str, Any], Span]], most: int) -> Day:
    on = [(event, span) for event, span in spans if span.first <= day <= span.last]
    on.sort(key=lambda each: (not each[1].whole, each[1].begins, each[0]["ID"]))
    return Day(day, month in (0, day.month), day == today, [_shown(*each, day) for each in on[:most]], len(on[most:]))


def _shown(event: dict[str, Any], span: Span, day: date) -> Shown:
    return Shown(
        f"/calendar/event/{event['ID']}/",
        event["NAME"],
        "" if span.whole or span.first != day else f"{span.begins:%H:%M}",
        "" if span.whole or span.last != day else f"{span.ends:%H:%M}",
        event["LOCATION"] or "",
        event["MEETING_STATUS"] if event["IS_MEETING"] else "",
    )


def _range(day: date, by_week: bool) -> tuple[date, date]:
    """The first and the last day of a grid; weeks begin on Monday."""
    if by_week:
        first = day - _DAY * day.weekday()
        return first, first + _DAY * 6
    first = day.replace(day=1)
    last = _next_month(day) - _DAY
    return first - _DAY * first.weekday(), last + _DAY * (6 - last.weekday())


def _next_month(day: date) -> date:
    return (day.replace(day=28) + _DAY * 4).replace(day=1)


def read_day(text: str) -> date | None:
    """A day of an address; None for what is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2100 else None
