"""A day of resources, side by side; on narrow screens a week, day by day; and who waits."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.booking.every import Row, every, name_of, resources_of, span_of
from homeport.console.calendar.grid import read_day
from homeport.console.section import Signed
from homeport.domain.booking.slots import Slot, cover

PATH = "/booking/"
MOST_COLUMNS = 12
"""Resources that a day shows side by side."""
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_USUAL = (9, 18)
"""The hours of a day on which nothing can be booked."""


class Shown(NamedTuple):
    """A booking on a day.

    :param of: the names of its resources
    """

    path: str
    name: str
    time: str
    of: str


class Cell(NamedTuple):
    """An hour of a resource.

    :param begun: the bookings that begin in it, or go on from the day before
    :param look: ``taken``, ``free`` or ``closed``
    :param book: the address of the form for it; empty where it is not free
    """

    begun: list[Shown]
    look: str
    book: str


class _Booked(NamedTuple):
    shown: Row
    begins: datetime
    ends: datetime


async def show(visit: Signed) -> Response:
    """The page."""
    zone = visit.portal.clock.zone
    today = datetime.fromtimestamp(visit.portal.clock.now(), zone).date()
    day = read_day(visit.query("day")) or today
    monday = day - _DAY * day.weekday()
    week = [monday + _DAY * number for number in range(7)]
    resources = await resources_of(visit)
    within = {"dateFrom": _moment(monday, zone), "dateTo": _moment(monday + 7 * _DAY, zone)}
    found = await every(
        visit, "booking.v1.booking.list", "booking", filter={"within": within}, order={"dateFrom": "ASC"}
    )
    booked = [_Booked(each, *span_of(each, zone)) for each in found]
    names = {each["id"]: each["name"] for each in resources}
    columns = [each for each in resources if each["isMain"] == "Y"][:MOST_COLUMNS]
    slots = {each["id"]: await _slots(visit, each["id"]) for each in columns}

    def address(at: date) -> str:
        return f"{PATH}?{urlencode({'day': at.isoformat()})}"

    return visit.page(
        "booking/schedule",
        title=f"{day:%A}, {day.day} {day:%B %Y}",
        day=day,
        columns=columns,
        hours=[
            (hour, [_cell(booked, names, slots[each["id"]], each["id"], day, hour, zone) for each in columns])
            for hour in _hours(booked, slots, day, zone)
        ],
        week=[
            (each, each == today, [_shown(one, names, each) for one in booked if _is_on(one, each)]) for each in week
        ],
        waiting=await every(visit, "booking.v1.waitlist.list", "waitList"),
        back=address(day - _DAY),
        further=address(day + _DAY),
    )


async def change(visit: Signed) -> Response:
    """Put somebody on the waiting list, or take an entry off it."""
    form = await visit.form()
    if form.get("do") == "delete":
        await visit.call("booking.v1.waitlist.delete", id=form.get("entry", ""))
    else:
        await visit.call("booking.v1.waitlist.add", fields={"note": form.get("note", "").strip()})
    day = read_day(form.get("day", ""))
    return done(visit, PATH if day is None else f"{PATH}?day={day.isoformat()}")


async def _slots(visit: Signed, resource: int) -> list[Slot]:
    found = (await visit.call("booking.v1.resource.slots.list", resourceId=resource))["slots"]
    return [
        Slot(each["id"], each["from"], each["to"], each["timezone"], tuple(each["weekDays"]), each["slotSize"])
        for each in found
    ]


def _moment(day: date, zone: ZoneInfo, hour: int = 0) -> int:
    return int((datetime.combine(day, time(), zone) + _HOUR * hour).timestamp())


def _is_on(one: _Booked, day: date) -> bool:
    return one.begins.date() <= day <= (one.ends - timedelta(seconds=1)).date()


def _hours(booked: list[_Booked], slots: dict[int, list[Slot]], day: date, zone: ZoneInfo) -> range:
    """The hours in which something is booked or can be."""
    busy = [
        hour
        for hour in range(24)
        if any(_is_in(each, day, hour, zone) for each in booked)
        or any(_is_open(each, day, hour, zone) for each in slots.values())
    ]
    return range(busy[0], busy[-1] + 1) if busy else range(*_USUAL)


def _is_in(one: _Booked, day: date, hour: int, zone: ZoneInfo) -> bool:
    begins, ends = _moment(day, zone, hour), _moment(day, zone, hour + 1)
    return one.begins.timestamp() < ends and one.ends.timestamp() > begins


def _is_open(slots: list[Slot], day: date, hour: int, zone: ZoneInfo) -> bool:
    return cover(slots, _moment(day, zone, hour), _moment(day, zone, hour + 1))


def _cell(
    booked: list[_Booked], names: dict[int, str], slots: list[Slot], resource: int, day: date, hour: int, zone: ZoneInfo
) -> Cell:
    here = [each for each in booked if resource in each.shown["resourceIds"] and _is_in(each, day, hour, zone)]
    begun = [each for each in here if hour == 0 or each.begins.timestamp() >= _moment(day, zone, hour)]
    if here:
        return Cell([_shown(one, names, day) for one in begun], "taken", "")
    if not _is_open(slots, day, hour, zone):
        return Cell([], "closed", "")
    asked = urlencode({"resource": resource, "from": f"{day.isoformat()}T{hour:02}:00"})
    return Cell([], "free", f"{PATH}add/?{asked}")


def _shown(one: _Booked, names: dict[int, str], day: date) -> Shown:
    begins = f"{one.begins:%H:%M}" if one.begins.date() == day else ""
    ends = f"{one.ends:%H:%M}" if one.ends.date() == day else ""
    of: list[Any] = [names.get(each, "") for each in one.shown["resourceIds"]]
    return Shown(
        f"{PATH}{one.shown['id']}/", name_of(one.shown), " to ".join(filter(None, (begins, ends))), ", ".join(of)
    )
