"""``calendar.settings.*``, ``calendar.user.settings.*``."""

from typing import Any

import pytest

from homeport.domain.portal.tables import USER
from tests.apps import AppApi
from tests.conftest import Wire


def test_the_portals_settings_are_for_all_to_read(clara: AppApi) -> None:
    found = clara("calendar.settings.get")
    assert (found["week_start"], found["week_holidays"], found["work_time_start"]) == ("MO", ["SA", "SU"], "9")


def test_what_a_user_sets_is_the_users_alone(admin: AppApi, clara: AppApi) -> None:
    before = clara("calendar.user.settings.get")
    said = {
        "view": "week",
        "showDeclined": "Y",
        "showWeekNumbers": "Y",
        "crmSection": 4,
        "defaultSections": {"user1": 4, "group6": "49"},
        "defaultReminders": {"fullDay": [], "withTime": [{"type": "hour", "count": "2"}]},
    }
    assert clara("calendar.user.settings.set", settings=said) is True
    read = {
        "view": "week",
        "showDeclined": True,
        "showWeekNumbers": "Y",
        "crmSection": "4",
        "defaultSections": {"user1": "4", "group6": "49"},
        "defaultReminders": {"fullDay": [], "withTime": [{"type": "hour", "count": 2}]},
    }
    assert clara("calendar.user.settings.get") == {**before, **read}
    clara("calendar.user.settings.set", settings={"view": "day", "unheard": "of"})
    assert clara("calendar.user.settings.get") == {**before, **read, "view": "day"}
    assert admin("calendar.user.settings.get")["view"] == "month"


@pytest.mark.parametrize(
    "wrong",
    [
        {"view": "year"}, {"meetSection": "mine"}, {"syncPeriodPast": -1}, {"defaultSections": {"club1": 4}},
        {"defaultSections": {"user": 4}}, {"defaultReminders": {"withTime": [{"type": "week", "count": 1}]}},
        {"defaultReminders": {"later": []}},
    ],
)  # fmt: skip
def test_what_a_setting_cannot_be_changes_nothing(clara: AppApi, wrong: dict[str, Any]) -> None:
    before = clara("calendar.user.settings.get")
    assert clara.refused("calendar.user.settings.set", settings={"showTasks": "N", **wrong}) == (
        400,
        "INVALID_ARG_VALUE",
    )
    assert clara("calendar.user.settings.get") == before


def test_settings_are_asked_for(clara: AppApi) -> None:
    text = 'The required parameter "settings" for the method "calendar.user.settings.set" is not set'
    assert clara.send("calendar.user.settings.set").error == (400, "", text)


def test_the_first_calendar_takes_invitations(clara: AppApi) -> None:
    assert clara("calendar.user.settings.get")["meetSection"] == ""
    first = clara("calendar.section.add", type="user", name="Trips")
    clara("calendar.section.add", type="user", name="Duties")
    found = clara("calendar.user.settings.get")
    assert (found["meetSection"], found["crmSection"]) == (str(first), str(first))


def test_the_time_zone_is_the_users_or_the_portals(wire: Wire, clara: AppApi) -> None:
    found = clara("calendar.user.settings.get")
    assert [found[name] for name in ("timezoneName", "timezoneOffsetUTC", "timezoneDefaultName")] == ["", 0, "UTC"]
    wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 3}, {"TIME_ZONE": "Asia/Tokyo"}))
    found = clara("calendar.user.settings.get")
    assert [found[name] for name in ("timezoneName", "timezoneOffsetUTC", "timezoneDefaultName")] == [
        "Asia/Tokyo", 9 * 3600, "",
    ]  # fmt: skip
