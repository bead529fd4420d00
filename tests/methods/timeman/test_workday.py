"""``timeman.*``: days begun, paused, gone on with, ended, on the portal's clock."""

from typing import Any

import pytest

from homeport.domain.portal.tables import USER
from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.timeman.conftest import NINE

HOUR = 3600
WHY = {"REPORT": "Forgot it"}


def test_a_day_is_begun_paused_gone_on_with_and_ended(wire: Wire, clara: AppApi) -> None:
    none = clara("timeman.status")
    assert (none["STATUS"], none["TIME_START"], none["TIME_FINISH"]) == ("CLOSED", None, None)
    begun = clara("timeman.open", LAT=53.5, LON="9.99")
    assert begun == {
        "STATUS": "OPENED", "TIME_START": "2026-04-15T09:00:00+00:00", "TIME_FINISH": None, "DURATION": "00:00:00",
        "TIME_LEAKS": "00:00:00", "ACTIVE": True, "IP_OPEN": begun["IP_OPEN"], "IP_CLOSE": "", "LAT_OPEN": 53.5,
        "LON_OPEN": 9.99, "LAT_CLOSE": 0, "LON_CLOSE": 0, "TZ_OFFSET": 0,
    }  # fmt: skip
    wire.freeze(NINE + HOUR)
    assert clara("timeman.open") == begun  # it is open
    assert clara("timeman.pause")["STATUS"] == "PAUSED"
    assert clara("timeman.pause")["STATUS"] == "PAUSED"
    wire.freeze(NINE + HOUR + 1200)
    going_on = clara("timeman.open")
    assert (going_on["STATUS"], going_on["TIME_LEAKS"]) == ("OPENED", "00:20:00")
    wire.freeze(NINE + 9 * HOUR)
    ended = clara("timeman.close", LAT=1)
    assert {name: ended[name] for name in ("STATUS", "TIME_FINISH", "DURATION", "TIME_LEAKS", "LAT_CLOSE")} == {
        "STATUS": "CLOSED", "TIME_FINISH": "2026-04-15T18:00:00+00:00", "DURATION": "08:40:00",
        "TIME_LEAKS": "00:20:00", "LAT_CLOSE": 1,
    }  # fmt: skip
    assert clara("timeman.close") == clara("timeman.status") == ended


def test_a_day_that_was_ended_goes_on_and_the_time_between_was_a_break(wire: Wire, clara: AppApi) -> None:
    clara("timeman.open")
    wire.freeze(NINE + HOUR)
    clara("timeman.close")
    wire.freeze(NINE + 2 * HOUR)
    assert clara("timeman.open")["TIME_LEAKS"] == "01:00:00"
    wire.freeze(NINE + 3 * HOUR)
    assert clara("timeman.close")["DURATION"] == "02:00:00"
    wire.freeze(NINE + 4 * HOUR)
    # a pause goes on with it too, but what was between counts as work
    paused = clara("timeman.pause")
    assert (paused["STATUS"], paused["TIME_LEAKS"]) == ("PAUSED", "01:00:00")
    wire.freeze(NINE + 5 * HOUR)
    ended = clara("timeman.close")
    assert (ended["DURATION"], ended["TIME_LEAKS"]) == ("03:00:00", "02:00:00")


def test_a_day_that_nobody_ended_is_ended_on_its_own_day(wire: Wire, clara: AppApi) -> None:
    clara("timeman.open")
    wire.freeze(NINE + 24 * HOUR)
    expired = clara("timeman.status")
    assert (expired["STATUS"], expired["TIME_FINISH_DEFAULT"]) == ("EXPIRED", "2026-04-15T18:00:00+00:00")
    text = "Day close date should correspond to the day open date"
    assert clara.send("timeman.close").error == (400, "WRONG_DATETIME", text)
    for wrong in ("2026-04-16T08:00:00+00:00", "2026-04-15T08:59:00+00:00"):
        assert clara.refused("timeman.close", TIME=wrong, **WHY) == (400, "WRONG_DATETIME")
    assert clara.refused("timeman.open") == (400, "WRONG_DATETIME")
    ended = clara("timeman.close", TIME="2026-04-15T20:00:00+02:00", **WHY)
    assert (ended["TIME_FINISH"], ended["DURATION"]) == ("2026-04-15T18:00:00+00:00", "09:00:00")
    assert clara("timeman.open")["TIME_START"] == "2026-04-16T09:00:00+00:00"


def test_who_says_when_it_was_says_why_and_waits_for_a_confirmation(clara: AppApi) -> None:
    early = {"TIME": "2026-04-15T09:00:00+02:00"}
    assert clara.refused("timeman.open", **early) == (400, "REPORT")
    begun = clara("timeman.open", **early, **WHY)
    assert (begun["TIME_START"], begun["TZ_OFFSET"], begun["ACTIVE"]) == ("2026-04-15T09:00:00+02:00", 7200, False)
    assert clara.refused("timeman.close", TIME="2026-04-15T10:59:00+02:00") == (400, "REPORT")
    assert clara("timeman.close")["ACTIVE"] is False


def test_a_little_is_not_asked_of(clara: AppApi) -> None:
    assert clara("timeman.open", TIME="2026-04-15T08:50:00Z", **WHY)["ACTIVE"] is True


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("2026-04-14T12:00:00Z", "WRONG_DATETIME"),
        ("2026-04-15T09:01:00Z", "WRONG_DATETIME"),
        ("2026-04-16T00:30:00+02:00", "WRONG_DATETIME"),
        ("soon", "WRONG_DATETIME"),
    ],
)
def test_a_day_is_begun_on_its_day(clara: AppApi, moment: str, code: str) -> None:
    assert clara.refused("timeman.open", TIME=moment, **WHY) == (400, code)
    assert clara("timeman.status")["TIME_START"] is None


def test_only_a_closed_day_is_begun_at_another_time(wire: Wire, clara: AppApi) -> None:
    early = {"TIME": "2026-04-15T08:00:00Z", **WHY}
    clara("timeman.open")
    assert clara.send("timeman.open", **early).error == (400, "TIME", "Unable to set time, work day is opened")
    clara("timeman.pause")
    assert clara.send("timeman.open", **early).error == (400, "TIME", "Unable to set time, work day is paused")
    wire.freeze(NINE + HOUR)
    clara("timeman.close")
    assert clara("timeman.open", **early)["TIME_START"] == "2026-04-15T08:00:00+00:00"


def test_a_day_is_of_the_zone_of_its_beginning(wire: Wire, clara: AppApi) -> None:
    wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 3}, {"TIME_ZONE": "Asia/Tokyo"}))
    begun = clara("timeman.open")
    assert (begun["TIME_START"], begun["TZ_OFFSET"]) == ("2026-04-15T18:00:00+09:00", 9 * HOUR)
    wire.freeze(NINE + 6 * HOUR + 1)
    assert clara("timeman.status")["STATUS"] == "EXPIRED"  # it is past midnight there


def test_managers_keep_the_days_of_whom_they_head(admin: AppApi, clara: AppApi) -> None:
    department = admin("department.add", NAME="Quay", PARENT=1, UF_HEAD=4)
    admin("user.update", ID=3, UF_DEPARTMENT=[department])
    head, colleague = admin.as_user(4), admin.as_user(5)
    assert head("timeman.open", USER_ID=3, TIME="2026-04-15T08:00:00Z", **WHY)["ACTIVE"] is True
    assert clara("timeman.status")["STATUS"] == "OPENED"
    assert admin("timeman.close", USER_ID=3)["STATUS"] == "CLOSED"
    for method in ("open", "pause", "close", "status", "settings"):
        assert colleague.send(f"timeman.{method}", USER_ID=3).error == (400, "", "User not found")
        assert admin.send(f"timeman.{method}", USER_ID=99).error == (400, "", "User not found")
    assert "ADMIN" not in head("timeman.settings", USER_ID=3)
    assert head("timeman.settings")["ADMIN"] is True
    assert clara("timeman.settings")["ADMIN"] is False


def test_guests_have_no_days(guest: AppApi, admin: AppApi) -> None:
    assert guest.send("timeman.open").error == (400, "", "User not found")
    assert admin.send("timeman.open", USER_ID=6).error == (400, "", "User not found")


def test_everybody_works_by_the_schedule(clara: AppApi) -> None:
    assert clara("timeman.settings") == {
        "UF_TIMEMAN": True, "UF_TM_FREE": False, "UF_TM_MAX_START": "09:15:00", "UF_TM_MIN_FINISH": "17:45:00",
        "UF_TM_MIN_DURATION": "08:00:00", "UF_TM_ALLOWED_DELTA": "00:15:00", "ADMIN": False,
    }  # fmt: skip
    found = clara("timeman.schedule.get", id="1")
    assert (found["SHIFTS"][0]["WORK_TIME_START"], found["SCHEDULE_VIOLATION_RULES"]["MAX_EXACT_START"]) == (
        32400,
        33300,
    )
    assert clara("timeman.schedule.get", id=2) == clara("timeman.schedule.get") == []


@pytest.mark.parametrize("place", [{"LAT": 91}, {"LON": "east"}, {"LON": -181}])
def test_what_is_no_place_on_earth_is_refused(clara: AppApi, place: dict[str, Any]) -> None:
    assert clara.refused("timeman.open", **place) == (400, "INVALID_ARG_VALUE")
    assert clara("timeman.status")["TIME_START"] is None
