"""``socialnetwork.api.workgroup.*``: groups, as newer pages read them."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Api, Wire, api_of
from tests.methods.sonet_group.conftest import MakesGroup

NO_PICTURE = {"imageId": None, "avatarType": None, "avatar": ""}
APRIL = 1_776_247_200.0
"""10:00 UTC on 15 April 2026."""


def shown(api: Api, number: int, *select: str, **params: Any) -> dict[str, Any]:
    found: dict[str, Any] = api(
        "socialnetwork.api.workgroup.get", params={"groupId": number, "select": list(select), **params}
    )
    return found


def test_a_group_is_named(admin: AppApi, group: MakesGroup) -> None:
    hidden = group(2, VISIBLE="N")
    other = admin.as_user(3)
    refused = other.send("socialnetwork.api.workgroup.get", params={}).error
    assert refused == (400, "SONET_CONTROLLER_WORKGROUP_EMPTY", "No value for the workgroup ID was provided.")
    for number in (hidden, 999, "x"):
        refused = other.send("socialnetwork.api.workgroup.get", params={"groupId": number}).error
        assert refused == (400, "SONET_CONTROLLER_WORKGROUP_NOT_FOUND", "Workgroup not found.")
    assert shown(admin, hidden)["NAME"] == "Garden"


def test_a_group_is_shown_with_its_people(admin: AppApi, group: MakesGroup) -> None:
    number = group(2, KEYWORDS="tulip, rose", PROJECT="Y", PROJECT_DATE_START="2026-04-01T10:00:00+00:00")
    admin("sonet_group.user.add", GROUP_ID=number, USER_ID=[3, 5])
    found = shown(admin, number)
    assert (found["MEMBERS"], found["ORDINARY_MEMBERS"], found["DEPARTMENTS"]) == ([2, 3, 5], [3, 5], [2, 3])
    assert (found["TAGS"], found["SITE_IDS"]) == (["rose", "tulip"], ["s1"])
    assert (found["PROJECT_DATE_START"], found["PROJECT_DATE_FINISH"]) == ("01.04.2026 10:00:00", None)
    people = shown(admin, number, "LIST_OF_MEMBERS", "OWNER_DATA", "GROUP_MEMBERS_LIST")
    assert people["OWNER_DATA"] == {"ID": 2, "PHOTO": "", "FORMATTED_NAME": "Boris Anker"}
    assert [(each["id"], each["isOwner"], each["position"]) for each in people["LIST_OF_MEMBERS"]] == [
        (2, True, "Head of sales"), (3, False, "Salesperson"), (5, False, "Head of support"),
    ]  # fmt: skip
    assert people["GROUP_MEMBERS_LIST"][1] == {"id": 3, "invited": False, "isAwaiting": False, "isMember": True}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"OPENED": "Y"}, "open"),
        ({}, "closed"),
        ({"VISIBLE": "N"}, "secret"),
        ({"VISIBLE": "N", "OPENED": "Y"}, "secret"),
    ],
)
def test_privacy_follows_from_who_sees_and_joins(
    admin: AppApi, group: MakesGroup, given: dict[str, str], code: str
) -> None:
    assert shown(admin, group(2, **given), "PRIVACY_TYPE")["PRIVACY_CODE"] == code


def test_what_the_caller_may_do_is_told(admin: AppApi, group: MakesGroup) -> None:
    number = group(2)
    admin("sonet_group.user.add", GROUP_ID=number, USER_ID=3)
    may = {
        user: {name for name, yes in shown(admin.as_user(user), number, "ACTIONS")["ACTIONS"].items() if yes}
        for user in (2, 3, 4)
    }
    assert may == {
        2: {"EDIT", "DELETE", "INVITE", "FOLLOW", "PIN", "EDIT_FEATURES"},
        3: {"INVITE", "LEAVE", "FOLLOW", "PIN"},
        4: {"JOIN"},
    }


def test_the_callers_role_is_told(admin: AppApi, group: MakesGroup) -> None:
    number = group(2)
    admin.as_user(2)("sonet_group.user.invite", GROUP_ID=number, USER_ID=3)
    owner, invited, stranger = (shown(admin.as_user(user), number, "USER_DATA", mode="mobile") for user in (2, 3, 4))
    assert owner["USER_DATA"] == {"ROLE": "A", "INITIATED_BY_TYPE": "G", "IS_SUBSCRIBED": True}
    assert invited["USER_DATA"] == {"ROLE": "Z", "INITIATED_BY_TYPE": "G", "IS_SUBSCRIBED": False}
    assert stranger["USER_DATA"] == {"ROLE": False, "INITIATED_BY_TYPE": False, "IS_SUBSCRIBED": False}
    assert invited["ADDITIONAL_DATA"] == {"ROLE": "Z", "INITIATED_BY_TYPE": "G"}
    assert stranger["ADDITIONAL_DATA"] == {"ROLE": "", "INITIATED_BY_TYPE": ""}


def test_dates_are_readable_when_asked_for(wire: Wire) -> None:
    wire.freeze(APRIL)
    api, found = api_of(wire, 1, "sonet,socialnetwork"), []
    number = api("sonet_group.create", NAME="Garden")
    for later in (0, 86_400, 3 * 86_400, 400 * 86_400):
        wire.freeze(APRIL + later)
        found.append(shown(api, number, "DATE_CREATE")["DATE_CREATE"])
    assert found == ["today, 10:00", "yesterday, 10:00", "April 15, 10:00", "April 15, 2026 10:00"]
    assert shown(api, number)["DATE_CREATE"] == "15.04.2026 10:00:00"


def listed(api: AppApi, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api("socialnetwork.api.workgroup.list", **params)["workgroups"]
    return found


def test_a_list_has_ids_unless_more_is_selected(admin: AppApi, group: MakesGroup) -> None:
    first, second = group(2, NAME="First"), group(2, NAME="Second", PROJECT="Y")
    assert listed(admin) == [{"id": str(second)}, {"id": str(first)}]
    named = listed(admin, select=["NAME", "TYPE", "AVATAR"], order={"ID": "ASC"}, filter={"PROJECT": "Y"})
    assert named == [{"id": str(second), "name": "Second", "type": "project", **NO_PICTURE}]
    answer = admin.send("socialnetwork.api.workgroup.list", start=-1)
    assert "total" not in answer.json
    assert admin.send("socialnetwork.api.workgroup.list").json["total"] == 2


def test_lists_are_of_one_site_and_of_what_the_caller_sees(admin: AppApi, guest: AppApi, group: MakesGroup) -> None:
    group(2, NAME="Hidden", VISIBLE="N")
    group(2, NAME="Both", SITE_ID=["s1", "ex"])
    group(2, NAME="Theirs", SITE_ID=["ex"])
    admin("sonet_group.user.add", GROUP_ID=group(2, NAME="Ours"), USER_ID=6)

    def found(api: AppApi, **params: str) -> list[str]:
        return [each["name"] for each in listed(api, select=["NAME"], order={"ID": "ASC"}, params=params)]

    assert found(admin) == ["Both", "Ours"]
    assert found(admin, IS_ADMIN="Y") == ["Hidden", "Both", "Ours"]
    assert found(admin.as_user(2), IS_ADMIN="Y") == ["Hidden", "Both", "Ours"]
    assert found(admin.as_user(3), IS_ADMIN="Y") == ["Both", "Ours"]
    assert found(admin, siteId="ex") == ["Both", "Theirs"]
    assert found(guest, siteId="s1") == []
    assert [each["NAME"] for each in guest("sonet_group.get")] == ["Ours"]


def test_mobile_applications_get_more(admin: AppApi, group: MakesGroup) -> None:
    group(2)
    asked = {"mode": "mobile", "features": ["tasks", "chess"], "mandatoryFeatures": ["blog"]}
    found = listed(admin.as_user(2), params={**asked, "shouldSelectDialogId": "Y"})[0]
    assert found["additionalData"] == {"role": "A", "initiatedByType": "G", "features": ["tasks", "blog"]}
    assert found["dialogId"] == ""
    plain = listed(admin, params={"mode": "mobile"})[0]
    assert plain["additionalData"] == {"role": "", "initiatedByType": ""}
