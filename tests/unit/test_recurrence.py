"""The days on which templates make tasks."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from homeport.domain.tasks.templates import recurrence

BERLIN = ZoneInfo("Europe/Berlin")
BEGUN = date(2026, 1, 5)
"""A Monday."""


def days(count: int, begun: date = BEGUN, made: int = 0, **params: Any) -> list[str]:
    """The first times after the day on which a template was made."""
    rule = recurrence.read({"TIME": "08:00", **params}, BERLIN)
    at: datetime | None = datetime(begun.year, begun.month, begun.day, 12, tzinfo=BERLIN)
    found = []
    for number in range(count):
        at = recurrence.following(rule, at, begun, made + number)
        if at is None:
            break
        found.append(f"{at:%Y-%m-%d %H:%M}")
    return found


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"PERIOD": "daily"}, ["2026-01-06", "2026-01-07", "2026-01-08"]),
        ({"PERIOD": "daily", "EVERY_DAY": 3}, ["2026-01-08", "2026-01-11", "2026-01-14"]),
        ({"PERIOD": "daily", "EVERY_DAY": 4, "WORKDAY_ONLY": "Y"}, ["2026-01-09", "2026-01-15", "2026-01-21"]),
        ({"PERIOD": "daily", "EVERY_DAY": 27, "DAILY_MONTH_INTERVAL": 1}, ["2026-03-27", "2026-05-20", "2026-07-13"]),
        ({"PERIOD": "weekly", "WEEK_DAYS": [2, 5]}, ["2026-01-06", "2026-01-09", "2026-01-13"]),
        ({"PERIOD": "weekly", "EVERY_WEEK": 2, "WEEK_DAYS": [1]}, ["2026-01-19", "2026-02-02", "2026-02-16"]),
        ({"PERIOD": "weekly"}, ["2026-01-12", "2026-01-19", "2026-01-26"]),
        ({"PERIOD": "monthly", "MONTHLY_DAY_NUM": 31}, ["2026-01-31", "2026-02-28", "2026-03-31"]),
        (
            {"PERIOD": "monthly", "MONTHLY_DAY_NUM": 1, "MONTHLY_MONTH_NUM_1": 3},
            ["2026-04-01", "2026-07-01", "2026-10-01"],
        ),
        (
            {"PERIOD": "monthly", "MONTHLY_TYPE": 2, "MONTHLY_WEEK_DAY_NUM": 1, "MONTHLY_WEEK_DAY": 2},
            ["2026-01-14", "2026-02-11", "2026-03-11"],
        ),
        (
            {"PERIOD": "monthly", "MONTHLY_TYPE": 2, "MONTHLY_WEEK_DAY_NUM": 4, "MONTHLY_WEEK_DAY": 6},
            ["2026-01-25", "2026-02-22", "2026-03-29"],
        ),
        ({"PERIOD": "yearly", "YEARLY_DAY_NUM": 29, "YEARLY_MONTH_1": 1}, ["2026-02-28", "2027-02-28", "2028-02-29"]),
        (
            {"PERIOD": "yearly", "YEARLY_TYPE": 2, "YEARLY_WEEK_DAY_NUM": 0, "YEARLY_WEEK_DAY": 0, "YEARLY_MONTH_2": 8},
            ["2026-09-07", "2027-09-06", "2028-09-04"],
        ),
        ({"START_DATE": "31.03.2026 10:00:00"}, ["2026-04-01", "2026-04-02", "2026-04-03"]),
        ({"START_DATE": "03/16/2026 00:00:00", "EVERY_DAY": 7}, ["2026-03-16", "2026-03-23", "2026-03-30"]),
        ({"REPEAT_TILL": "times", "TIMES": 2}, ["2026-01-06", "2026-01-07"]),
        ({"REPEAT_TILL": "date", "END_DATE": "08.01.2026 07:59:00"}, ["2026-01-06", "2026-01-07"]),
        ({"REPEAT_TILL": "times"}, []),
    ],
)
def test_a_rule_falls_on_its_days(params: dict[str, Any], expected: list[str]) -> None:
    assert days(3, **params) == [f"{day} 08:00" for day in expected]


@pytest.mark.parametrize(("before", "offsets"), [("2026-03-27", [1, 2]), ("2026-10-23", [2, 1])])
def test_the_hour_stays_when_summer_time_comes_and_goes(before: str, offsets: list[int]) -> None:
    rule = recurrence.read({"TIME": "08:00"}, BERLIN)
    at: datetime | None = datetime.fromisoformat(f"{before}T12:00").replace(tzinfo=BERLIN)
    found = []
    for _ in offsets:
        assert at is not None
        at = recurrence.following(rule, at, BEGUN, 0)
        assert at is not None
        found.append((at.hour, (at.utcoffset() or timedelta()).seconds // 3600))
    assert found == [(8, offset) for offset in offsets]


def test_a_time_of_today_that_is_still_to_come_counts() -> None:
    rule = recurrence.read({"TIME": "08:00"}, BERLIN)
    found = recurrence.following(rule, datetime(2026, 1, 5, 7, tzinfo=BERLIN), BEGUN, 0)
    assert found == datetime(2026, 1, 5, 8, tzinfo=BERLIN)
