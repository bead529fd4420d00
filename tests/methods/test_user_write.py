"""``user.add`` and ``user.update`` through the wire."""

from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire, api_of

DENIED = (400, "ERROR_CORE", "access_denied")
VERA = {"EMAIL": "vera.helm@example.test", "UF_DEPARTMENT": [2]}


def user(api: Api, number: int) -> dict[str, Any]:
    found: dict[str, Any] = api("user.get", ID=number)[0]
    return found


def test_an_employee_is_invited(admin: Api) -> None:
    number = admin(
        "user.add",
        **VERA,
        NAME="Vera",
        LAST_NAME="Helm",
        WORK_POSITION="Pilot",
        PERSONAL_BIRTHDAY="1990-05-04",
        PERSONAL_GENDER="F",
        UF_PHONE_INNER="17",
    )
    assert number == 7
    found = user(admin, number)
    assert (found["NAME"], found["LAST_NAME"], found["EMAIL"]) == ("Vera", "Helm", "vera.helm@example.test")
    assert (found["ACTIVE"], found["USER_TYPE"], found["UF_DEPARTMENT"]) == (True, "employee", [2])
    assert (found["WORK_POSITION"], found["UF_PHONE_INNER"]) == ("Pilot", "17")
    assert found["PERSONAL_BIRTHDAY"].startswith("1990-05-04T00:00:00")


def test_one_department_may_stand_alone(admin: Api) -> None:
    number = admin("user.add", email="vera.helm@example.test", uf_department="3")
    assert user(admin, number)["UF_DEPARTMENT"] == [3]


def test_a_guest_comes_into_a_group_and_no_department(admin: Api) -> None:
    group = app_of(admin.wire, 1, "sonet")("sonet_group.create", NAME="Garden")
    given = {"EMAIL": "gil@example.test", "EXTRANET": "Y", "SONET_GROUP_ID": [group]}
    found = user(admin, admin("user.add", **given))
    assert (found["USER_TYPE"], found["UF_DEPARTMENT"]) == ("extranet", [])


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"EMAIL": None}, ("ERROR_ARGUMENT", "wrong_email")),
        ({"EMAIL": ""}, ("ERROR_ARGUMENT", "wrong_email")),
        ({"EMAIL": "vera"}, ("ERROR_ARGUMENT", "wrong_email")),
        ({"EMAIL": f"{'v' * 250}@example.test"}, ("ERROR_ARGUMENT", "wrong_email")),
        ({"EMAIL": "Clara.Mast@EXAMPLE.test"}, ("ERROR_ARGUMENT", "A user with this email already exists")),
        ({"UF_DEPARTMENT": None}, ("ERROR_ARGUMENT", "no_extranet_field")),
        ({"UF_DEPARTMENT": []}, ("ERROR_ARGUMENT", "no_extranet_field")),
        ({"UF_DEPARTMENT": [99]}, ("ERROR_CORE", "Invalid value for the field UF_DEPARTMENT")),
        ({"UF_DEPARTMENT": [{"ID": 2}]}, ("ERROR_CORE", "Invalid value for the field UF_DEPARTMENT")),
        ({"EXTRANET": "Y"}, ("ERROR_GROUPID", "Group code not specified")),
        ({"EXTRANET": "Y", "SONET_GROUP_ID": ["mine"]}, ("ERROR_NO_GROUP", "Group is specified incorrectly")),
        ({"EXTRANET": "Y", "SONET_GROUP_ID": 0}, ("ERROR_NO_GROUP", "Group is specified incorrectly")),
        ({"EXTRANET": "Y", "SONET_GROUP_ID": 4}, ("ERROR_NO_GROUP", "Group is specified incorrectly")),
        ({"PERSONAL_BIRTHDAY": "in May"}, ("ERROR_CORE", "Invalid value for the field PERSONAL_BIRTHDAY")),
        ({"PERSONAL_PHOTO": ["a.png", "QUJD"]}, ("ERROR_CORE", "Invalid value for the field PERSONAL_PHOTO")),
        ({"NAME": {"first": "Vera"}}, ("ERROR_CORE", "Invalid value for the field NAME")),
    ],
)
def test_who_cannot_be_invited(admin: Api, given: dict[str, Any], refusal: tuple[str, str]) -> None:
    assert admin.send("user.add", **{**VERA, **given}).error == (400, *refusal)
    assert admin.send("user.get").json["total"] == 6


def test_what_is_said_of_a_user_changes_and_nothing_else(admin: Api) -> None:
    before = user(admin, 3)
    assert admin("user.update", ID="3", WORK_POSITION="Pilot", SECOND_NAME="M.", ACTIVE="") is True
    after = user(admin, 3)
    assert after["TIMESTAMP_X"] >= before["TIMESTAMP_X"]
    changed = {name for name in after if after[name] != before.get(name)} - {"TIMESTAMP_X"}
    assert changed == {"WORK_POSITION", "SECOND_NAME"}
    admin("user.update", ID=3, EMAIL="Clara.Mast@example.test", NAME="")
    assert (user(admin, 3)["EMAIL"], user(admin, 3)["NAME"]) == ("Clara.Mast@example.test", "")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"ID": 99}, ("ERROR_CORE", "access_denied")),
        ({"ID": "three"}, ("ERROR_CORE", "access_denied")),
        ({"ID": None}, ("ERROR_CORE", "access_denied")),
        ({"EMAIL": ""}, ("ERROR_ARGUMENT", "wrong_email")),
        ({"EMAIL": "clara"}, ("ERROR_ARGUMENT", "wrong_email")),
        ({"EMAIL": "Ada.Keel@example.test"}, ("ERROR_ARGUMENT", "A user with this email already exists")),
        ({"UF_DEPARTMENT": [2, 99]}, ("ERROR_CORE", "Invalid value for the field UF_DEPARTMENT")),
        ({"UF_EMPLOYMENT_DATE": "soon"}, ("ERROR_CORE", "Invalid value for the field UF_EMPLOYMENT_DATE")),
    ],
)
def test_an_unfit_change_changes_nothing(admin: Api, given: dict[str, Any], refusal: tuple[str, str]) -> None:
    before = user(admin, 3)
    assert admin.send("user.update", **{"ID": 3, "NAME": "Cleo", **given}).error == (400, *refusal)
    assert user(admin, 3) == before


def test_only_administrators_invite_and_change(seller: Api) -> None:
    assert seller.send("user.add", **VERA).error == DENIED
    assert seller.send("user.update", ID=3, NAME="Cleo").error == DENIED
    assert seller.send("user.update", ID=99, NAME="Cleo").error == DENIED
    assert user(seller, 3)["NAME"] == "Clara"


@pytest.mark.parametrize("scope", ["user_basic", "user_brief"])
def test_smaller_scopes_do_not_write(wire: Wire, scope: str) -> None:
    api = api_of(wire, 1, scope)
    for method, given in (("user.add", VERA), ("user.update", {"ID": 3})):
        assert api.refused(method, **given) == (403, "insufficient_scope")


def test_a_dismissed_user_may_not_call_until_taken_back(admin: Api, seller: Api) -> None:
    admin("user.update", ID=3, ACTIVE="N")
    assert user(admin, 3)["ACTIVE"] is False
    assert seller.refused("user.current") == (403, "INVALID_CREDENTIALS")
    admin("user.update", ID=3, ACTIVE=True)
    assert seller("user.current")["ID"] == "3"


def test_rights_follow_the_department_at_once(admin: Api, seller: Api) -> None:
    """The role of the salespeople is given to department 2."""
    deal = admin("crm.deal.add", fields={"TITLE": "Open", "ASSIGNED_BY_ID": 1, "OPENED": "Y"})
    assert seller("crm.deal.get", id=deal)["TITLE"] == "Open"
    admin("user.update", ID=3, UF_DEPARTMENT=[3])
    assert user(admin, 3)["UF_DEPARTMENT"] == [3]
    assert seller.send("crm.deal.get", id=deal).status == 400
    admin("user.update", ID=3, UF_DEPARTMENT={"0": "2", "1": "3"})
    assert user(admin, 3)["UF_DEPARTMENT"] == [2, 3]
    assert seller("crm.deal.get", id=deal)["TITLE"] == "Open"


def test_applications_are_told_who_joins(wire: Wire) -> None:
    app: AppApi = app_of(wire, 1, "user,crm")
    app("event.bind", event="ONUSERADD", event_type="offline")
    number = app("user.add", **VERA, NAME="Vera")
    told_of = app("event.offline.list")
    assert [row["EVENT_NAME"] for row in told_of] == ["ONUSERADD"], told_of
    assert str(told_of[0]["EVENT_DATA"]["ID"]) == str(number)
