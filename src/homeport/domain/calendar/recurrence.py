"""Recurring events: rules in the terms of iCalendar, the days they name, and how they are told.

A rule names times of day in the zone that the event begins in: across a change to summer time the hour stays, and the
moment shifts. An hour that there is not on a day is counted with the offset before the change, as iCalendar has it.
Source: ``calendar-event-add.md``; RFC 5545.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, Literal
from zoneinfo import ZoneInfo

from dateutil import rrule

from homeport.core.values import is_empty, parse_moment, read_integer
from homeport.domain.records.filters import as_map

Frequency = Literal[0, 1, 2, 3, 4, 5, 6]
FREQUENCIES: dict[str, Frequency] = {
    "DAILY": rrule.DAILY,
    "WEEKLY": rrule.WEEKLY,
    "MONTHLY": rrule.MONTHLY,
    "YEARLY": rrule.YEARLY,
}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
END = date(2038, 1, 1)
"""The day until which a rule goes that says no end."""
LAST_YEAR = 2100
MOST = 5_000
"""How many times an event may recur by its ``COUNT``."""

_UTC = ZoneInfo("UTC")
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    :param frequency: ``DAILY`` and so on
    :param interval: every how many days, weeks, months or years
    :param days: the days of the week that it names, by their two letters
    :param until: the last day on which an event may begin
    :param count: how many events there are, where that was said
    """

    frequency: str
    interval: int
    days: tuple[str, ...]
    until: date
    count: int | None = None

    def stored(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "FREQ": self.frequency,
            "INTERVAL": self.interval,
            "BYDAY": list(self.days),
            "UNTIL": self.until.isoformat(),
            "COUNT": self.count,
        }


def of_stored(kept: dict[str, Any]) -> Rule:
    """A rule as :meth:`Rule.stored` made it."""
    until = date.fromisoformat(kept["UNTIL"])
    return Rule(kept["FREQ"], kept["INTERVAL"], tuple(kept["BYDAY"]), until, kept["COUNT"])


def read(given: Any, start: datetime) -> Rule | None:
    """The rule that a client sent; None for none.

    :param start: when the first event begins, by the clock of its zone
    :raises ValueError: for what is no rule, or one by which nothing happens
    """
    if is_empty(given):
        return None
    said = {name.upper(): value for name, value in as_map(given).items()}
    frequency = str(said.get("FREQ", "")).upper()
    if frequency in ("", "NONE"):
        return None
    if frequency not in FREQUENCIES:
        raise ValueError("no such frequency")
    interval, count = (_number(said.get(name)) for name in ("INTERVAL", "COUNT"))
    until = END if is_empty(said.get("UNTIL")) else parse_moment(said["UNTIL"], _UTC).date()
    if until.year > LAST_YEAR or (count or 0) > MOST:
        raise ValueError("out of range")
    rule = Rule(frequency, interval or 1, _days(said.get("BYDAY")), until, count)
    if count is None:
        last = next(between(rule, start, start, datetime.combine(until, time.max)), None)
        if last is None:
            raise ValueError("nothing happens by the rule")
        return rule
    named = list(islice(between(rule, start, start, datetime.combine(until, time.max)), count))
    if not named:
        raise ValueError("nothing happens by the rule")
    return Rule(frequency, rule.interval, rule.days, named[-1].date(), count)


def between(rule: Rule, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    """When the events begin that begin within a time, by the clock of their zone.

    :param start: when the first of all begins
    :param last: the end of that time, included
    """
    begin = _near(rule, start, first)
    until = min(last, datetime.combine(rule.until, time.max))
    if begin > until:
        return
    days = [getattr(rrule, name) for name in rule.days] or None
    found = rrule.rrule(FREQUENCIES[rule.frequency], dtstart=begin, interval=rule.interval, byweekday=days, until=until)
    for moment in found:
        if moment >= first:
            yield moment


def _near(rule: Rule, start: datetime, first: datetime) -> datetime:
    """A moment from which the rule goes on as from its start, close to where somebody looks."""
    step = {"DAILY": rule.interval, "WEEKLY": 7 * rule.interval}.get(rule.frequency)
    if step is None or first <= start:
        return start
    return start + timedelta(days=step * ((first - start).days // step))


def _number(given: Any) -> int | None:
    number = read_integer(given, _UTC)
    if number is not None and not 0 < number <= 1_000_000:
        raise ValueError("out of range")
    return number


def _days(given: Any) -> tuple[str, ...]:
    if is_empty(given):
        return ()
    named = given.split(",") if isinstance(given, str) else [str(each) for each in as_map(given).values()]
    found = {each.strip().upper() for each in named}
    if not found <= set(DAYS):
        raise ValueError("no such day of the week")
    return tuple(day for day in DAYS if day in found)


def shown(rule: Rule) -> dict[str, Any]:
    """A rule as it is answered."""
    until = f"{rule.until:%d.%m.%Y}"
    answer: dict[str, Any] = {"FREQ": rule.frequency}
    if rule.count is not None:
        answer["COUNT"] = rule.count
    midnight = datetime.combine(rule.until, time(), _UTC)
    return {
        **answer,
        "BYDAY": {day: day for day in rule.days},
        "INTERVAL": rule.interval,
        "UNTIL": until,
        "~UNTIL": until,
        "UNTIL_TS": int(midnight.timestamp()),
    }


def told(rule: Rule, start: date) -> str:
    """A rule in words: ``every 2 weeks on: Mon, Wed, from 11.12.2024 to 24.12.2024``."""
    unit = _UNITS[rule.frequency]
    often = f"every {unit}" if rule.interval == 1 else f"every {rule.interval} {unit}s"
    on = f" on: {', '.join(_short(rule.days))}" if rule.days else ""
    return f"{often}{on}, from {start:%d.%m.%Y} to {rule.until:%d.%m.%Y}"


def _short(days: Sequence[str]) -> list[str]:
    names = dict(zip(DAYS, ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))
    return [names[day] for day in days]


def moment_of(stored: str) -> datetime:
    """A moment by the clock, as events keep it."""
    return datetime.fromisoformat(stored)
