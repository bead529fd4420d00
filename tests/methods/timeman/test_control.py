"""``timeman.networkrange.*``, ``timeman.timecontrol.*``: office networks, what is noted of days, reports."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.timeman.conftest import NINE

HOUR = 3600
ADMINISTRATORS = (400, "ACCESS_ERROR", "You don't have access to use this method")
APRIL = {"MONTH": 4, "YEAR": 2026}
OFFICE = {"ip_range": "10.0.0.0-10.255.255.255", "name": "Office"}


def test_office_networks_are_ranges_of_addresses(admin: AppApi) -> None:
    quay, six = {"ip_range": "192.0.2.7", "name": "Quay"}, {"ip_range": "2001:db8::1-2001:db8::f", "name": "Six"}
    assert admin("timeman.networkrange.get") == []
    assert admin("timeman.networkrange.set", RANGES=[OFFICE, quay, six]) == {"result": True}
    assert admin("timeman.networkrange.get") == [OFFICE, quay, six]

    def found(address: str) -> Any:
        return admin("timeman.networkrange.check", IP=address)

    assert found("10.10.255.25") == {"ip": "10.10.255.25", "range": OFFICE["ip_range"], "name": "Office"}
    assert (found("192.0.2.7")["name"], found("2001:db8::a")["name"]) == ("Quay", "Six")
    assert found("11.0.0.0") is found("192.0.2.8") is found("nowhere") is False
    wrong = {"ip_range": "a172.16.0.0-172.31.255.255", "name": "Wrong"}
    backwards = {"ip_range": "10.0.0.9-10.0.0.1", "name": "Backwards"}
    answer = admin("timeman.networkrange.set", RANGES=[OFFICE, wrong, backwards])
    assert answer == {"result": False, "error_ranges": [wrong, backwards]}
    assert len(admin("timeman.networkrange.get")) == 3
    for ranges in ("10.0.0.1", [], ["10.0.0.1"], None, [{"name": "Office"}]):
        assert admin.refused("timeman.networkrange.set", RANGES=ranges) == (400, "INVALID_FORMAT")


def test_the_callers_own_address_is_looked_for(wire: Wire, admin: AppApi) -> None:
    own = admin("timeman.open")["IP_OPEN"]
    assert own
    admin("timeman.networkrange.set", RANGES=[{"ip_range": own, "name": "Here"}])
    assert admin("timeman.networkrange.check") == {"ip": own, "range": own, "name": "Here"}


ADMINISTRATIVE = (
    "networkrange.get", "networkrange.set", "networkrange.check", "timecontrol.settings.get",
    "timecontrol.settings.set",
)  # fmt: skip


@pytest.mark.parametrize("method", ADMINISTRATIVE)
def test_settings_are_administrators(clara: AppApi, method: str) -> None:
    assert clara.send(f"timeman.{method}").error == ADMINISTRATORS


def test_time_control_is_set_part_by_part(admin: AppApi) -> None:
    before = admin("timeman.timecontrol.settings.get")
    assert (before["active"], before["minimum_idle_for_report"]) == (False, 15)
    said = {"ACTIVE": True, "MINIMUM_IDLE_FOR_REPORT": "20", "REPORT_FULL_TYPE": "user", "REPORT_FULL_USERS": [3, "4"]}
    assert admin("timeman.timecontrol.settings.set", **said) is True
    full = {"active": True, "minimum_idle_for_report": 20, "report_full_type": "user", "report_full_users": [3, 4]}
    assert admin("timeman.timecontrol.settings.get") == {**before, **full}
    admin("timeman.timecontrol.settings.set", ACTIVE=False, REPORT_FULL_TYPE="none")
    now = admin("timeman.timecontrol.settings.get")
    assert (now["active"], now["report_full_users"]) == (True, [])  # a false says nothing, and nobody has no list
    for wrong in ({"REPORT_FULL_TYPE": "some"}, {"MINIMUM_IDLE_FOR_REPORT": -1}, {"REPORT_FULL_USERS": [99]}):
        assert admin.refused("timeman.timecontrol.settings.set", ACTIVE=0, **wrong) == (400, "INVALID_ARG_VALUE")
    assert admin("timeman.timecontrol.settings.get") == now
    admin("timeman.timecontrol.settings.set", ACTIVE=0)
    assert admin("timeman.timecontrol.settings.get")["active"] is False


@pytest.fixture
def worked(wire: Wire, admin: AppApi, clara: AppApi) -> dict[str, Any]:
    """Clara's day, with a break of an hour, and another of ten minutes; her report."""
    admin("timeman.timecontrol.settings.set", ACTIVE=1)
    for hours, step in ((0, "open"), (3, "pause"), (4, "open"), (5, "pause"), (5 + 1 / 6, "open"), (9, "close")):
        wire.freeze(NINE + hours * HOUR)
        clara(f"timeman.{step}")
    found: dict[str, Any] = clara("timeman.timecontrol.reports.get", USER_ID=3, **APRIL)
    return found


def test_a_month_shows_what_was_noted_of_its_days(worked: dict[str, Any], admin: AppApi, clara: AppApi) -> None:
    report = worked["report"]
    assert (report["month_title"], report["date_start"], report["date_finish"]) == (
        "April", "2026-04-01T00:00:00+00:00", "2026-04-30T23:59:59+00:00",
    )  # fmt: skip
    (day,) = report["days"]
    assert {name: value for name, value in day.items() if name != "reports"} == {
        "index": "20260415", "day_title": "15.04.2026", "workday_date_start": "2026-04-15T09:00:00+00:00",
        "workday_date_finish": "2026-04-15T18:00:00+00:00", "workday_complete": True, "workday_time_leaks_user": 4200,
        "workday_time_leaks_final": 0, "workday_duration": 9 * HOUR, "workday_duration_final": 8 * HOUR,
        "workday_duration_config": 8 * HOUR, "workday_time_leaks_real": HOUR,
    }  # fmt: skip
    kinds = [(each["type"], each["duration"]) for each in day["reports"]]
    assert kinds == [
        ("TM_START", 0), ("TM_PAUSE", 3600), ("TM_CONTINUE", 0), ("TM_PAUSE", 600), ("TM_CONTINUE", 0), ("TM_END", 0),
    ]  # fmt: skip
    assert "ip_start" not in day["reports"][0]
    assert (worked["user"]["id"], worked["user"]["active"]) == (3, True)
    assert clara("timeman.timecontrol.reports.get", USER_ID=3, MONTH=5, YEAR=2026)["report"]["days"] == []
    seen = admin("timeman.timecontrol.reports.get", USER_ID=3, **APRIL, IDLE_MINUTES=5, WORKDAY_HOURS=9)
    (whole,) = seen["report"]["days"]
    assert (whole["workday_time_leaks_real"], whole["workday_time_leaks_final"]) == (4200, 4200)
    assert (whole["reports"][0]["ip_start_network"], whole["reports"][0]["system_text"]) == (False, None)


def test_who_sees_how_much_is_set(worked: dict[str, Any], admin: AppApi, clara: AppApi) -> None:
    admin("timeman.timecontrol.settings.set", REPORT_FULL_TYPE="none")
    asked = {"USER_ID": 3, **APRIL}
    assert clara("timeman.timecontrol.reports.get", **asked)["report"]["days"][0]["reports"] == []
    assert clara("timeman.timecontrol.reports.settings.get")["report_view_type"] == "simple"
    admin("timeman.timecontrol.settings.set", REPORT_SIMPLE_TYPE="user", REPORT_SIMPLE_USERS=[4])
    text = "You don't have access to this method"
    assert clara.send("timeman.timecontrol.reports.get", **asked).error == (400, "ACCESS_ERROR", text)
    other = admin.as_user(5)
    text = "You don't have access to report for this user"
    assert other.send("timeman.timecontrol.reports.get", **asked).error == (400, "USER_ACCESS_ERROR", text)
    for wrong in ({"MONTH": 13}, {"YEAR": "soon"}, {"MONTH": None}, {"WORKDAY_HOURS": 25}):
        assert admin.refused("timeman.timecontrol.reports.get", **{**asked, **wrong}) == (400, "INVALID_ARG_VALUE")


def test_an_absence_for_work_is_none_and_stands_in_the_calendar(
    worked: dict[str, Any], admin: AppApi, clara: AppApi
) -> None:
    pause = worked["report"]["days"][0]["reports"][1]["id"]
    say = {"REPORT_ID": pause, "TEXT": "Met a customer", "TYPE": "WORK"}
    assert clara("timeman.timecontrol.report.add", **say) is True
    (day,) = clara("timeman.timecontrol.reports.get", USER_ID=3, **APRIL)["report"]["days"]
    assert (day["workday_time_leaks_real"], day["reports"][1]["report_type"]) == (0, "WORK")
    assert day["reports"][1]["report_text"] == "Met a customer"
    period = {"from": "2026-04-15", "to": "2026-04-15"}
    mine = {"type": "user", "ownerId": 3, **period}
    (event,) = clara("calendar.event.get", **mine)
    assert (event["NAME"], event["DATE_FROM"], event["DT_LENGTH"], event["ACCESSIBILITY"]) == (
        "Met a customer", "15.04.2026 12:00:00", HOUR, "absent",
    )  # fmt: skip
    assert admin("timeman.timecontrol.report.add", ID=pause, USER_ID=3, TEXT="Lunch", CALENDAR="Y") is True
    assert [each["NAME"] for each in clara("calendar.event.get", **mine)] == ["Lunch"]
    denied = (400, "ACCESS_ERROR", "You don't have access for this report")
    for api, wrong in (
        (admin, {}),
        (admin.as_user(5), {"USER_ID": 3}),
        (clara, {"REPORT_ID": 999}),
        (clara, {"REPORT_ID": ""}),
    ):
        assert api.send("timeman.timecontrol.report.add", **{**say, **wrong}).error == denied
    assert clara.send("timeman.timecontrol.report.add", **{**say, "TEXT": " "}).error[1:] == (
        "TEXT_EMPTY",
        "Text can't be empty",
    )
    assert clara.refused("timeman.timecontrol.report.add", **{**say, "TYPE": "FUN"}) == (400, "INVALID_ARG_VALUE")


def test_nothing_is_noted_while_time_control_is_off(wire: Wire, admin: AppApi, clara: AppApi) -> None:
    clara("timeman.open")
    assert clara("timeman.timecontrol.reports.get", USER_ID=3, **APRIL)["report"]["days"] == []
    admin("timeman.timecontrol.settings.set", ACTIVE=1)
    clara("timeman.pause")
    admin("timeman.timecontrol.settings.set", ACTIVE=0)
    wire.freeze(NINE + HOUR)
    clara("timeman.close")
    (day,) = clara("timeman.timecontrol.reports.get", USER_ID=3, **APRIL)["report"]["days"]
    assert [(each["type"], each["active"], each["duration"]) for each in day["reports"]] == [("TM_PAUSE", False, HOUR)]


def test_managers_see_the_people_of_their_department(admin: AppApi, clara: AppApi) -> None:
    department = admin("department.add", NAME="Quay", PARENT=1, UF_HEAD=4)
    admin("user.update", ID=3, UF_DEPARTMENT=[department])
    head = admin.as_user(4)

    def people(api: AppApi, **asked: Any) -> list[int]:
        return [each["id"] for each in api("timeman.timecontrol.reports.users.get", **asked)]

    assert people(clara) == people(clara, DEPARTMENT_ID=department) == [3]
    assert people(head, DEPARTMENT_ID=department) == people(head) == [3, 4]
    assert people(head, DEPARTMENT_ID=999) == []
    assert len(people(admin)) > 4
    assert people(admin, DEPARTMENT_ID=department) == [3, 4]
    shown = head("timeman.timecontrol.reports.settings.get")
    assert (shown["user_head"], shown["user_admin"], shown["report_view_type"]) == (True, False, "head")
    assert shown["departments"] == [{"id": str(department), "name": "Quay"}]
    assert clara("timeman.timecontrol.reports.settings.get")["departments"] == []
    assert head("timeman.timecontrol.reports.get", USER_ID=3, **APRIL)["user"]["id"] == 3
