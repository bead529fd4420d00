"""Events within a time: those of a calendar, what comes next, when people are busy, how resources are booked.

Sources: ``calendar-event-get.md``, ``calendar-event-get-nearest.md``, ``calendar-accessibility-get.md``,
``calendar-resource-booking-list.md``.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.core.rights import Operation
from homeport.domain.calendar import recurrence, said, showing
from homeport.domain.calendar.entries import ENTRIES, days_off
from homeport.domain.calendar.entry_fields import ABSENT, DECLINED, ENTRY
from homeport.domain.calendar.moments import DAY, length, occurrence, seconds, zone_from
from homeport.domain.calendar.sections import DENIED
from homeport.domain.calendar.tables import RESOURCE, USER
from homeport.domain.calendar.zones import zone_of
from homeport.domain.records import reading
from homeport.domain.records.fields import Values
from homeport.store import Query, statements

MOST = 10_000
"""How many events an answer has at most."""
TOO_MANY = f"There are more than {MOST} events in the period. Ask for a shorter one"


@dataclass(frozen=True, slots=True)
class Period:
    """Days, as people in a zone count them; all-day events are on days of no zone.

    :param first: the first day
    :param last: the last day
    :param since: events that are over by then do not count, in seconds since 1970
    """

    first: date
    last: date
    zone: ZoneInfo
    since: int = 0

    @property
    def begins(self) -> int:
        """In seconds since 1970."""
        return max(seconds(datetime.combine(self.first, time()), self.zone), self.since)

    @property
    def ends(self) -> int:
        """In seconds since 1970."""
        return seconds(datetime.combine(self.last, time()) + timedelta(days=1), self.zone)

    def holds(self, row: Values) -> bool:
        """Whether an event is within it, at least in part."""
        if row["SKIP_TIME"] == "Y":
            first, last = (datetime.fromtimestamp(row[name], UTC).date() for name in ("FROM_TS", "TO_TS"))
            return first <= self.last and last >= self._first_day()
        over = row["TO_TS"] > self.begins or row["FROM_TS"] == row["TO_TS"] == self.begins
        return bool(over and row["FROM_TS"] < self.ends)

    def _first_day(self) -> date:
        return max(self.first, datetime.fromtimestamp(self.begins, self.zone).date())


def around(ctx: Ctx, first: date | None, last: date | None) -> Period:
    """The days that a caller names; from a month ago to three months from now where none are."""
    zone = zone_of(ctx, ctx.actor.user_id)
    today = datetime.fromtimestamp(ctx.clock.now(), zone).date()
    return Period(first or _shifted(today, -1), last or _shifted(today, 3), zone)


def _shifted(day: date, months: int) -> date:
    """The same day some months on, or the last of a month that is shorter."""
    index = day.year * 12 + day.month - 1 + months
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return min(date(index // 12, index % 12 + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def of_owner(ctx: Ctx, kind: str, owner: int, period: Period, sections: frozenset[int] | None = None) -> list[Values]:
    """The events of an owner's calendars within some days, each time that they happen, as they are answered.

    :param sections: the calendars; None for all of them
    :raises CallError: ``DENIED`` for guests; ``INVALID_ARG_VALUE`` for a period with too many events
    """
    rows = _rows(ctx, kind, (owner,), period)
    found = _within((row for row in rows if sections is None or row["SECTION_ID"] in sections), period)
    return showing.shown(ctx, found)


def nearest(ctx: Ctx, kind: str, owner: int, days: int, most: int | None) -> list[Values]:
    """What is next in an owner's calendars; what the owner has declined is not.

    :param days: how many days from now
    :param most: how many events at most
    """
    zone = zone_of(ctx, ctx.actor.user_id)
    now = int(ctx.clock.now())
    today = datetime.fromtimestamp(now, zone).date()
    period = Period(today, today + timedelta(days=days), zone, since=now)
    rows = _rows(ctx, kind, (owner,), period)
    found = _within((row for row in rows if row["MEETING_STATUS"] != DECLINED), period)
    return showing.shown(ctx, found[:most])


def busy(ctx: Ctx, users: Sequence[int], period: Period) -> dict[str, list[Values]]:
    """When some users are busy, by their ids."""
    rows = [row for row in _rows(ctx, USER, users, period) if row["MEETING_STATUS"] != DECLINED]
    found: dict[str, list[Values]] = {str(user): [] for user in users}
    names = {each["ID"]: each["NAME"] for each in showing.shown(ctx, rows)}
    for row in _within(rows, period):
        found[str(row["OWNER_ID"])].append(
            {
                "ID": str(row["ID"]),
                "NAME": names[str(row["ID"])],
                **showing.moments(row),
                "~USER_OFFSET_FROM": showing.own_offset(ZoneInfo(row["TZ_FROM"]), row["FROM_TS"]),
                "~USER_OFFSET_TO": showing.own_offset(ZoneInfo(row["TZ_TO"]), row["TO_TS"]),
                "ACCESSIBILITY": row["ACCESSIBILITY"],
                "IMPORTANCE": row["IMPORTANCE"],
                "EVENT_TYPE": row["EVENT_TYPE"] or "",
            }
        )
    return found


def absent_until(ctx: Ctx, user: int) -> int | None:
    """When a user is back who is absent now, in seconds since 1970; None for who is not."""
    now = int(ctx.clock.now())
    zone = zone_of(ctx, user)
    today = datetime.fromtimestamp(now, zone).date()
    period = Period(today, today, zone)
    rows = (row for row in _rows(ctx, USER, (user,), period) if row["ACCESSIBILITY"] == ABSENT)
    away = _within((row for row in rows if row["MEETING_STATUS"] != DECLINED), period)
    ends = [_moment_of_end(each, zone) for each in away if _moment_of_start(each, zone) <= now]
    return max((end for end in ends if end > now), default=None)


def _moment_of_start(row: Values, zone: ZoneInfo) -> int:
    local = datetime.fromisoformat(row["DATE_FROM"])
    return seconds(local, zone) if row["SKIP_TIME"] == "Y" else int(row["FROM_TS"])


def _moment_of_end(row: Values, zone: ZoneInfo) -> int:
    local = datetime.fromisoformat(row["DATE_TO"]) + timedelta(days=1)
    return seconds(local, zone) if row["SKIP_TIME"] == "Y" else int(row["TO_TS"])


def booked(ctx: Ctx, period: Period, resources: frozenset[int]) -> list[Values]:
    """How some resources are booked."""
    rows = (row for row in _rows(ctx, RESOURCE, (0,), period) if row["SECTION_ID"] in resources)
    return [_booking(each) for each in showing.shown(ctx, _within(rows, period))]


def bookings(ctx: Ctx, numbers: Sequence[int]) -> list[Values]:
    """Bookings by their ids, those that there are."""
    stored = (reading.stored(ctx, ENTRIES, {"ID": number}) for number in numbers)
    rows = [row for row in stored if row is not None and row["CAL_TYPE"] == RESOURCE]
    return [_booking(each) for each in showing.shown(ctx, rows)]


def _booking(row: Values) -> Values:
    return {**row, "RESOURCE_BOOKING_ID": row["ID"]}


def _within(rows: Iterator[Values] | list[Values], period: Period) -> list[Values]:
    """Each time that events happen within some days, in the order in which they begin."""
    found: list[Values] = []
    for row in rows:
        for each in _times(row, period):
            found.append(each)
            if len(found) > MOST:
                raise INVALID_ARG_VALUE(reason=TOO_MANY)
    return sorted(found, key=lambda row: (row["FROM_TS"], row["ID"]))


def _times(row: Values, period: Period) -> Iterator[Values]:
    rule = said.rule_of(row)
    if rule is None:
        if period.holds(row):
            yield row
        return
    zone = zone_from(row)
    # all-day events are on days of no zone, so a day on either side is looked at as well
    first = datetime.fromtimestamp(max(period.begins - length(row) - DAY, 0), zone).replace(tzinfo=None)
    last = datetime.fromtimestamp(period.ends + DAY, zone).replace(tzinfo=None)
    off = set(days_off(row))
    for at in recurrence.between(rule, recurrence.moment_of(row["DATE_FROM"]), first, last):
        if at.date().isoformat() not in off:
            each = {**row, **occurrence(row, at)}
            if period.holds(each):
                yield each


def _rows(ctx: Ctx, kind: str, owners: Sequence[int], period: Period) -> list[Values]:
    """The events of some owners that may be within some days."""
    grant = ENTRIES.access.grant(ctx, Operation.READ)
    if grant is None:
        raise DENIED()
    found = []
    for owner in owners:
        params = {"actor": ctx.actor.user_id, "type": kind, "owner": owner}
        found += ctx.tx.dicts(_listed(grant), **params, first=period.begins - DAY, last=period.ends + DAY)
    return found


@statements
def _listed(grant: Hashable) -> Query:
    of: tuple[ColumnElement[bool], ...] = (
        ENTRY.c.CAL_TYPE == bindparam("type"),
        ENTRY.c.OWNER_ID == bindparam("owner"),
        ENTRY.c.LAST_TS >= bindparam("first"),
        ENTRY.c.FROM_TS < bindparam("last"),
        ENTRIES.access.covers(grant, ENTRY, True),
    )
    return Query(select(*(ENTRY.c[name] for name in ENTRIES.columns)).where(*of).order_by(ENTRY.c.FROM_TS, ENTRY.c.ID))
