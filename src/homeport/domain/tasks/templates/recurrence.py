"""When a template makes its next task: parameters of recurrence, and the days that they mean.

All of it is in the portal's time zone. Source: ``api-reference/tasks/template/fields.md#replicate_params``.
"""

import calendar
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from homeport.core.values import is_empty
from homeport.domain.records.filters import as_map

FORMS = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y")
"""How moments are written: as the page says, and as its example has them."""
FAR = 366 * 12
"""Days within which a recurrence comes again, or never."""
WORKDAYS = range(1, 6)
LAST = 4
"""The last week of a month, whichever it is."""

Count = Annotated[int, msgspec.Meta(ge=1, le=10_000)]
Weekday = Annotated[int, msgspec.Meta(ge=0, le=6)]


class Recurrence(msgspec.Struct, rename="upper"):
    """Parameters of recurrence, by their documented names."""

    period: Literal["daily", "weekly", "monthly", "yearly"] = "daily"
    workday_only: Literal["Y", "N"] = "N"
    week_days: list[Annotated[int, msgspec.Meta(ge=1, le=7)]] = []
    time: Annotated[str, msgspec.Meta(pattern=r"^([01]?\d|2[0-3]):[0-5]\d$")] = "05:00"
    repeat_till: Literal["endless", "times", "date"] = "endless"
    start_date: str = ""
    every_day: Count = 1
    daily_month_interval: Annotated[int, msgspec.Meta(ge=0, le=1_000)] = 0
    every_week: Count = 1
    monthly_type: Literal[1, 2] = 1
    monthly_day_num: Annotated[int, msgspec.Meta(ge=1, le=31)] = 1
    monthly_month_num_1: Count = 1
    monthly_week_day_num: Annotated[int, msgspec.Meta(ge=0, le=4)] = 0
    monthly_week_day: Weekday = 0
    monthly_month_num_2: Count = 1
    yearly_type: Literal[1, 2] = 1
    yearly_day_num: Annotated[int, msgspec.Meta(ge=1, le=31)] = 1
    yearly_month_1: Annotated[int, msgspec.Meta(ge=0, le=11)] = 0
    yearly_week_day_num: Annotated[int, msgspec.Meta(ge=0, le=4)] = 0
    yearly_week_day: Weekday = 0
    yearly_month_2: Annotated[int, msgspec.Meta(ge=0, le=11)] = 0
    times: Annotated[int, msgspec.Meta(ge=0)] = 0
    end_date: str = ""
    next_execution_time: str = ""
    deadline_offset: Annotated[int, msgspec.Meta(ge=0, lt=2**31)] = 0


_NAMES = frozenset(Recurrence.__struct_encode_fields__)


def read(value: Any, zone: ZoneInfo) -> Recurrence:
    """Parameters that a client sent; those that it leaves out are as usual, unknown ones are ignored.

    :raises ValueError: for what they cannot be
    """
    given: dict[str, Any] = {}
    for name, each in as_map(value).items():
        word = name.strip().upper()
        if word in _NAMES and not is_empty(each):
            given[word] = list(as_map(each).values()) if word == "WEEK_DAYS" else each
    try:
        found = msgspec.convert(given, Recurrence, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None
    for name in ("start_date", "end_date"):
        at = moment(getattr(found, name))
        setattr(found, name, "" if at is None else at.strftime(FORMS[0]))
    found.next_execution_time = ""  # follows from the others
    return found


def stored(text: str) -> Recurrence:
    """Parameters as they are kept."""
    return msgspec.json.decode(text, type=Recurrence)


def moment(text: str) -> datetime | None:
    """A day and time that somebody wrote; None for nothing.

    :raises ValueError: for what is none
    """
    if not text.strip():
        return None
    for form in FORMS:
        try:
            return datetime.strptime(text.strip(), form)
        except ValueError:
            continue
    return datetime.fromisoformat(text.strip()).replace(tzinfo=None)


def following(rule: Recurrence, after: datetime, begun: date, made: int) -> datetime | None:
    """The first time after a moment at which a task is due to be made; None when there is none any more.

    :param after: in the portal's zone, as the result
    :param begun: the day from which intervals are counted where the rule names none
    :param made: how often a task was made
    """
    if rule.repeat_till == "times" and made >= rule.times:
        return None
    start = moment(rule.start_date)
    anchor = start.date() if start else begun
    hours, minutes = map(int, rule.time.split(":"))
    end = moment(rule.end_date) if rule.repeat_till == "date" else None
    day = max(after.date(), anchor)
    for _ in range(FAR):
        at = datetime.combine(day, time(hours, minutes), after.tzinfo)
        if end is not None and at.replace(tzinfo=None) > end:
            return None
        is_late_enough = at > after and (start is None or at.replace(tzinfo=None) >= start)
        if is_late_enough and falls(rule, day, anchor):
            return at
        day += timedelta(days=1)
    return None


def falls(rule: Recurrence, day: date, anchor: date) -> bool:
    """Whether a task is made on a day, counted from another."""
    return _PERIODS[rule.period](rule, day, anchor)


def _daily(rule: Recurrence, day: date, anchor: date) -> bool:
    if _months(anchor, day) % (rule.daily_month_interval + 1):
        return False
    if rule.workday_only == "N":
        return (day - anchor).days % rule.every_day == 0
    return day.isoweekday() in WORKDAYS and _workdays(anchor, day) % rule.every_day == 0


def _weekly(rule: Recurrence, day: date, anchor: date) -> bool:
    weeks = (_monday(day) - _monday(anchor)).days // 7
    return weeks % rule.every_week == 0 and day.isoweekday() in (rule.week_days or [anchor.isoweekday()])


def _monthly(rule: Recurrence, day: date, anchor: date) -> bool:
    months = _months(anchor, day)
    if rule.monthly_type == 1:
        return months % rule.monthly_month_num_1 == 0 and day.day == _within(day, rule.monthly_day_num)
    is_day = _is_in_week(day, rule.monthly_week_day_num, rule.monthly_week_day)
    return months % rule.monthly_month_num_2 == 0 and is_day


def _yearly(rule: Recurrence, day: date, anchor: date) -> bool:
    if rule.yearly_type == 1:
        return day.month == rule.yearly_month_1 + 1 and day.day == _within(day, rule.yearly_day_num)
    return day.month == rule.yearly_month_2 + 1 and _is_in_week(day, rule.yearly_week_day_num, rule.yearly_week_day)


_PERIODS: dict[str, Callable[[Recurrence, date, date], bool]] = {
    "daily": _daily,
    "weekly": _weekly,
    "monthly": _monthly,
    "yearly": _yearly,
}


def _months(anchor: date, day: date) -> int:
    return (day.year - anchor.year) * 12 + day.month - anchor.month


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _workdays(first: date, day: date) -> int:
    """The working days from one day until another, which is not among them."""
    weeks, rest = divmod((day - first).days, 7)
    return weeks * 5 + sum((first + timedelta(days=number)).isoweekday() in WORKDAYS for number in range(rest))


def _within(day: date, number: int) -> int:
    """A day of a month; the last one for those that the month does not have."""
    return min(number, calendar.monthrange(day.year, day.month)[1])


def _is_in_week(day: date, week: int, weekday: int) -> bool:
    """Whether a day is the first, second, … or last of its kind in its month."""
    if day.weekday() != weekday:
        return False
    if week == LAST:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 == week
