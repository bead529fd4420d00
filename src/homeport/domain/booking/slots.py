"""When resources may be booked: intervals of days of the week, each in a time zone.

Sources: the pages in ``booking/resource/slots/``.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import Column, Index, Integer, Table, Text, bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.booking import resources
from homeport.domain.booking.said import INVALID, Said, each, number, require
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
END_OF_DAY = 1440
"""The minutes of a day."""
MOST = 50
"""Intervals of a resource."""

TABLE = Table(
    "booking_slot",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("RESOURCE_ID", Integer, nullable=False),
    Column("BEGINS", Integer, nullable=False),
    Column("ENDS", Integer, nullable=False),
    Column("ZONE", Text, nullable=False),
    Column("DAYS", Text, nullable=False),
    Column("SIZE", Integer, nullable=False),
    Index("booking_slot_resource", "RESOURCE_ID"),
    sqlite_autoincrement=True,
)
"""BEGINS, ENDS and SIZE are minutes, the first two of the day; DAYS has commas between names of days."""

_OF_RESOURCE = Query(select(*TABLE.c).where(TABLE.c.RESOURCE_ID == bindparam("resource_id")).order_by(TABLE.c.ID))
_ZONES = cache(available_timezones)


class Slot(NamedTuple):
    """An interval of days of the week; its times are minutes of the day.

    :param size: how long what is booked by itself lasts, in minutes
    """

    id: int
    begins: int
    ends: int
    zone: str
    days: tuple[str, ...]
    size: int


def put(ctx: Ctx, resource: int, given: Any) -> None:
    """Give a resource intervals in place of those that it had. What is booked stays booked.

    :raises CallError: ``NOT_FOUND`` of the resource, ``REQUIRED``, ``INVALID``
    """
    resources.require(ctx.tx, resource)
    rows = [_read(said) for said in each(given)]
    if len(rows) > MOST:
        raise INVALID(field="slots")
    forget(ctx.tx, resource)
    resources.keep_hours(ctx.tx, resource)
    for row in rows:
        ctx.tx.insert(TABLE, {"RESOURCE_ID": resource, **row})


def clear(ctx: Ctx, resource: int) -> None:
    """Take all intervals from a resource, so that nobody books it.

    :raises CallError: ``NOT_FOUND`` of the resource
    """
    resources.require(ctx.tx, resource)
    forget(ctx.tx, resource)
    resources.keep_hours(ctx.tx, resource)


def listed(ctx: Ctx, resource: int) -> list[dict[str, Any]]:
    """The intervals of a resource as they are answered.

    :raises CallError: ``NOT_FOUND`` of the resource
    """
    resources.require(ctx.tx, resource)
    return [
        {
            "from": slot.begins,
            "id": slot.id,
            "slotSize": slot.size,
            "timezone": slot.zone,
            "to": slot.ends,
            "weekDays": list(slot.days),
        }
        for slot in of(ctx.tx, resource)
    ]


def of(tx: Transaction, resource: int) -> list[Slot]:
    """The intervals of a resource."""
    return [
        Slot(row["ID"], row["BEGINS"], row["ENDS"], row["ZONE"], tuple(row["DAYS"].split(",")), row["SIZE"])
        for row in tx.dicts(_OF_RESOURCE, resource_id=resource)
    ]


def allow(tx: Transaction, resource: int, begins: int, ends: int) -> bool:
    """Whether a resource may be booked for a time, as far as its intervals go; without a word on them always.

    :param begins: seconds since 1970
    :param ends: seconds since 1970
    """
    return not resources.keeps_hours(tx, resource) or cover(of(tx, resource), begins, ends)


def forget(tx: Transaction, resource: int) -> None:
    """Remove the intervals of a resource."""
    tx.delete(TABLE, RESOURCE_ID=resource)


def is_zone(name: Any) -> bool:
    """Whether a time zone is called so."""
    return isinstance(name, str) and name in _ZONES()


def cover(slots: Iterable[Slot], begins: int, ends: int) -> bool:
    """Whether there is no moment of a time that is in none of some intervals.

    :param begins: seconds since 1970
    :param ends: seconds since 1970
    """
    weeks = [(ZoneInfo(zone), week) for zone, week in _weeks(slots).items()]
    moment = begins
    while moment < ends:
        reached = max((_until(week, zone, moment) for zone, week in weeks), default=moment)
        if reached <= moment:
            return False
        moment = reached
    return True


_Week = Mapping[str, list[tuple[int, int]]]
"""By the name of a day, the times of it in order, none of which touches the next."""


def _weeks(slots: Iterable[Slot]) -> dict[str, _Week]:
    """By zone, when some intervals are."""
    weeks: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for slot in sorted(slots, key=lambda slot: slot.begins):
        for day in slot.days if slot.begins < slot.ends else ():
            times = weeks.setdefault(slot.zone, {}).setdefault(day, [])
            if times and slot.begins <= times[-1][1]:
                times[-1] = times[-1][0], max(times[-1][1], slot.ends)
            else:
                times.append((slot.begins, slot.ends))
    return weeks  # type: ignore[return-value]


def _until(week: _Week, zone: ZoneInfo, moment: int) -> int:
    """When the interval ends that a moment is in; the moment itself where it is in none."""
    local = datetime.fromtimestamp(moment, zone)
    times = week.get(DAYS[local.weekday()], [])
    minute = local.hour * 60 + local.minute
    at = bisect_right(times, (minute, END_OF_DAY)) - 1
    return _moment(local.date(), times[at][1], zone) if at >= 0 and minute < times[at][1] else moment


def _moment(day: date, minutes: int, zone: ZoneInfo) -> int:
    return int((datetime.combine(day, time(), zone) + timedelta(minutes=minutes)).timestamp())


def _read(said: Said) -> dict[str, Any]:
    require(said, "from", "to", "timezone", "weekDays", "slotSize")
    begins, ends, size = (number(said[name]) for name in ("from", "to", "slotsize"))
    days = as_map(said["weekdays"]).values()
    for name, right in {
        "from": str(said["from"]).strip() == str(begins) and begins <= END_OF_DAY,
        "to": str(said["to"]).strip() == str(ends) and begins <= ends <= END_OF_DAY,
        "timezone": is_zone(said["timezone"]),
        "weekDays": bool(days) and all(isinstance(day, str) and day in DAYS for day in days),
        "slotSize": 0 < size <= END_OF_DAY,
    }.items():
        if not right:
            raise INVALID(field=name)
    return {
        "BEGINS": begins,
        "ENDS": ends,
        "ZONE": said["timezone"],
        "DAYS": ",".join(dict.fromkeys(days)),
        "SIZE": size,
    }
