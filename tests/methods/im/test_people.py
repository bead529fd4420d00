"""``im.department.*`` and ``im.user.*``: people and departments as the messenger shows them."""

from typing import Any

import pytest

from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER
from tests.apps import AppApi, app_of
from tests.conftest import Wire

NOON = 1_776_254_400.0
"""12:00 UTC on 15 April 2026."""


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    wire.freeze(NOON)
    return app_of(wire, 1, "im,calendar,department,user,sonet")


@pytest.fixture
def clara(admin: AppApi) -> AppApi:
    """User 3, a salesperson."""
    return admin.as_user(3)


@pytest.fixture
def guest(wire: Wire, admin: AppApi) -> AppApi:
    """A guest of the portal."""
    wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": 6}, {"USER_TYPE": "extranet"}), changed(tx)))
    return admin.as_user(6)


@pytest.fixture
def quay(admin: AppApi) -> int:
    """A department that user 4 heads and user 3 works in, and one below it, of user 5 and nobody's."""
    number: int = admin("department.add", NAME="Quay", PARENT=1, UF_HEAD=4)
    crane = admin("department.add", NAME="Crane", PARENT=number)
    admin("user.update", ID=3, UF_DEPARTMENT=[number])
    admin("user.update", ID=5, UF_DEPARTMENT=[crane])
    return number


def test_a_user_is_shown_with_what_is_known(wire: Wire, admin: AppApi, clara: AppApi) -> None:
    said = {
        "PERSONAL_MOBILE": "555", "UF_PHONE_INNER": "42", "WORK_PHONE": None, "PERSONAL_BIRTHDAY": "1990-09-10",
        "PERSONAL_WWW": "clara.example.test", "PERSONAL_GENDER": "F", "LAST_ACTIVITY_DATE": "2026-04-15 10:00:00",
    }  # fmt: skip
    wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 3}, said))
    found = admin("im.user.get", ID=3)
    known = admin("user.get", ID=3)[0]
    assert found == {
        "id": 3, "active": True, "name": f"{known['NAME']} {known['LAST_NAME']}", "first_name": known["NAME"],
        "last_name": known["LAST_NAME"], "work_position": known["WORK_POSITION"], "color": found["color"],
        "avatar": "", "avatar_hr": "", "gender": "F", "birthday": "10-09", "extranet": False, "network": False,
        "bot": False, "connector": False, "external_auth_id": "default", "status": "online", "idle": False,
        "last_activity_date": "2026-04-15T10:00:00+00:00", "mobile_last_date": False, "desktop_last_date": False,
        "absent": False, "departments": known["UF_DEPARTMENT"],
        "phones": {"personal_mobile": "555", "inner_phone": "42"}, "bot_data": None, "type": "user",
        "website": "clara.example.test", "email": known["EMAIL"],
    }  # fmt: skip
    assert clara("im.user.get") == found


def test_who_is_absent_is_back_at_the_end_of_the_event(admin: AppApi, clara: AppApi) -> None:
    of = {"type": "user", "ownerId": 3, "name": "Away"}
    hour = {"from": "2026-04-15T11:00:00Z", "to": "2026-04-15T13:30:00Z"}
    clara("calendar.event.add", **of, **hour)
    later = {"from": "2026-04-15T13:00:00Z", "to": "2026-04-15T14:00:00Z"}
    clara("calendar.event.add", **of, **later, accessibility="absent")
    assert admin("im.user.get", ID=3)["absent"] is False
    clara("calendar.event.add", **of, **hour, accessibility="absent")
    assert admin("im.user.get", ID=3)["absent"] == "2026-04-15T13:30:00+00:00"
    days = {"from": "2026-04-14", "to": "2026-04-16", "skip_time": "Y"}
    clara("calendar.event.add", **of, **days, accessibility="absent")
    assert admin("im.user.get", ID=3)["absent"] == "2026-04-17T00:00:00+00:00"


@pytest.mark.parametrize(
    ("number", "code"), [(0, "ID_EMPTY"), ("me", "ID_EMPTY"), (-3, "ID_EMPTY"), (99, "USER_NOT_EXISTS")]
)
def test_whom_there_is_not_is_not_shown(admin: AppApi, number: Any, code: str) -> None:
    assert admin.refused("im.user.get", ID=number) == (400, code)


def test_some_users_are_asked_for_at_once(admin: AppApi) -> None:
    assert [each["id"] for each in admin("im.user.list.get", ID=[4, 3, 99], RESULT_TYPE="array")] == [4, 3]
    assert set(admin("im.user.list.get", ID="[3,4]")) == {"3", "4"}
    for wrong in (None, "", "3,4", [], ["me"], 3):
        assert admin.refused("im.user.list.get", ID=wrong) == (400, "INVALID_FORMAT")


def test_guests_are_shown_who_is_in_their_groups(admin: AppApi, guest: AppApi) -> None:
    denied = (400, "ACCESS_DENIED", "You can request only users who are part of your extranet group")
    assert guest("im.user.get")["type"] == "extranet"
    assert guest.send("im.user.get", ID=3).error == denied
    group = admin("sonet_group.create", NAME="Garden")
    admin("sonet_group.user.add", GROUP_ID=group, USER_ID=[3, 6])
    assert guest("im.user.get", ID=3)["id"] == 3
    assert set(guest("im.user.list.get", ID=[3, 4, 6])) == {"3", "6"}
    for method in ("get", "employees.get", "managers.get", "colleagues.list"):
        assert guest.refused(f"im.department.{method}", ID=[1]) == (403, "ACCESS_ERROR")


def test_people_say_how_they_are(wire: Wire, admin: AppApi, clara: AppApi) -> None:
    assert clara("im.user.status.get") is False
    assert clara("im.user.status.set", STATUS="dnd") is True
    assert (clara("im.user.status.get"), admin("im.user.status.get")) == ("dnd", False)
    assert clara("im.user.status.idle.start", AGO=5) is True
    assert (admin("im.user.get", ID=3)["status"], admin("im.user.get", ID=3)["idle"]) == (
        "dnd", "2026-04-15T11:55:00+00:00",
    )  # fmt: skip
    clara("im.user.status.idle.start")
    assert admin("im.user.get", ID=3)["idle"] == "2026-04-15T11:50:00+00:00"
    assert clara("im.user.status.idle.end") is True
    assert admin("im.user.get", ID=3)["idle"] is False
    for wrong in ("DND", "", None, ["dnd"]):
        assert clara.send("im.user.status.set", STATUS=wrong).error == (400, "STATUS_ERROR", "Status is not available")
    assert clara("im.user.status.get") == "dnd"


def test_departments_are_shown_with_those_above_and_who_heads_them(clara: AppApi, quay: int) -> None:
    company = clara("im.department.get", ID=[1])[0]["name"]
    assert clara("im.department.get", ID=[quay, 999]) == [
        {"id": quay, "name": "Quay", "full_name": f"Quay / {company}", "manager_user_id": 4}
    ]
    found = clara("im.department.get", ID=f"[{quay + 1}, {quay}]", USER_DATA="Y")
    assert [each["full_name"] for each in found] == [f"Crane / Quay / {company}", f"Quay / {company}"]
    assert [each["manager_user_data"] and each["manager_user_data"]["id"] for each in found] == [None, 4]
    assert clara("im.department.employees.get", ID=[quay, quay + 1]) == {str(quay): [4, 3], str(quay + 1): [5]}
    assert clara("im.department.managers.get", ID=[quay, quay + 1]) == {str(quay): [4], str(quay + 1): []}
    whole = clara("im.department.employees.get", ID=[quay], USER_DATA="Y")
    assert [each["id"] for each in whole[str(quay)]] == [4, 3]
    assert clara.refused("im.department.get") == (400, "INVALID_FORMAT")
    for method in ("employees", "managers"):
        assert clara.refused(f"im.department.{method}.get", ID="quay") == (400, "ID_EMPTY")


def test_colleagues_are_those_of_the_department_and_for_who_heads_it_those_below_and_above(
    admin: AppApi, clara: AppApi, quay: int
) -> None:
    assert clara("im.department.colleagues.list") == [4]
    heads = {int(each["UF_HEAD"]) for each in admin("department.get", ID=1) if each.get("UF_HEAD")}
    below = {3, 5}
    found = admin.as_user(4)("im.department.colleagues.list", LIMIT=50)
    assert below <= set(found)
    assert (heads - {4}) <= set(found)
    assert 4 not in found
    page = admin.as_user(4).send("im.department.colleagues.list", LIMIT=1, OFFSET=1, USER_DATA="Y")
    assert [each["id"] for each in page.result] == [found[1]]
    assert page.json["total"] == len(found)
    assert page.json.get("next") == (2 if len(found) > 2 else None)
