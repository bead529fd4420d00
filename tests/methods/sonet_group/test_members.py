"""``sonet_group.user.*``: who is in a group."""

import pytest

from tests.apps import AppApi
from tests.methods.sonet_group.conftest import MakesGroup


def roles(admin: AppApi, number: int) -> dict[int, str]:
    return {int(each["USER_ID"]): each["ROLE"] for each in admin("sonet_group.user.get", ID=number)}


def test_administrators_add_members_at_once(admin: AppApi, group: MakesGroup) -> None:
    number = group(2)
    assert admin("sonet_group.user.add", GROUP_ID=number, USER_ID=[3, 2, 99, 4]) == ["3", "4"]
    assert roles(admin, number) == {2: "A", 3: "K", 4: "K"}
    assert admin("sonet_group.get", GROUP_ID=number)[0]["NUMBER_OF_MEMBERS"] == "3"
    refused = admin.as_user(2).send("sonet_group.user.add", GROUP_ID=number, USER_ID=5).error
    assert refused == (400, "", "No permissions to add users")
    for users in ([], None, "x", [3, "x"]):
        assert admin.send("sonet_group.user.add", GROUP_ID=number, USER_ID=users).error[2] == "Wrong user IDs"
    assert admin.send("sonet_group.user.add", GROUP_ID=0, USER_ID=3).error[2] == "Wrong group ID"
    assert admin.send("sonet_group.user.add", GROUP_ID=99, USER_ID=3).error[2] == "Socialnetwork group not found"


def test_administrators_change_roles_but_not_the_owner(admin: AppApi, group: MakesGroup) -> None:
    number = group(2)
    admin("sonet_group.user.add", GROUP_ID=number, USER_ID=[3, 4])
    assert admin("sonet_group.user.update", GROUP_ID=number, USER_ID=[2, 3, 5], ROLE="E") == ["3"]
    assert roles(admin, number) == {2: "A", 3: "E", 4: "K"}
    whole = admin("socialnetwork.api.workgroup.get", params={"groupId": number})
    assert (whole["NUMBER_OF_MODERATORS"], whole["MODERATOR_MEMBERS"]) == (2, [2, 3])
    assert admin("sonet_group.user.update", GROUP_ID=number, USER_ID=2, ROLE="K") == []
    assert admin.send("sonet_group.user.update", GROUP_ID=number, USER_ID=3, ROLE="A").error[2] == "Incorrect role code"
    refused = admin.as_user(2).send("sonet_group.user.update", GROUP_ID=number, USER_ID=3, ROLE="K").error
    assert refused == (400, "", "No permissions to update users role")


def test_administrators_remove_members_but_not_who_leads(admin: AppApi, group: MakesGroup) -> None:
    number = group(2, SCRUM_MASTER_ID=3)
    admin("sonet_group.user.add", GROUP_ID=number, USER_ID=[4, 5])
    assert admin("sonet_group.user.delete", GROUP_ID=number, USER_ID=[2, 3, 4, 6]) == ["4"]
    assert roles(admin, number) == {2: "A", 3: "E", 5: "K"}
    assert admin("sonet_group.user.delete", GROUP_ID=number, USER_ID=2) == []
    assert admin("sonet_group.get", GROUP_ID=number)[0]["NUMBER_OF_MEMBERS"] == "3"
    refused = admin.as_user(2).send("sonet_group.user.delete", GROUP_ID=number, USER_ID=5).error
    assert refused == (400, "", "No permissions to update users role")


@pytest.mark.parametrize(("perms", "invites"), [("A", "A"), ("E", "AE"), ("K", "AEK")])
def test_a_group_says_who_invites(admin: AppApi, group: MakesGroup, perms: str, invites: str) -> None:
    number = group(2, INITIATE_PERMS=perms)
    admin("sonet_group.user.add", GROUP_ID=number, USER_ID=[3, 4])
    admin("sonet_group.user.update", GROUP_ID=number, USER_ID=3, ROLE="E")
    for role, user in zip("AEK-", (2, 3, 4, 5), strict=True):
        invited = admin.as_user(user)("sonet_group.user.invite", GROUP_ID=number, USER_ID=6, MESSAGE="Come")
        assert invited == (["6"] if role in invites else [])
        admin("sonet_group.user.add", GROUP_ID=number, USER_ID=6)
        admin("sonet_group.user.delete", GROUP_ID=number, USER_ID=6)


def test_who_is_invited_joins_by_asking(admin: AppApi, group: MakesGroup) -> None:
    number = group(2)
    owner, asked = admin.as_user(2), admin.as_user(3)
    assert owner("sonet_group.user.invite", GROUP_ID=number, USER_ID=[2, 3, 99]) == ["3"]
    assert owner("sonet_group.user.invite", GROUP_ID=number, USER_ID=3) == []
    assert roles(admin, number) == {2: "A"}
    assert asked("sonet_group.user.groups") == []
    whole = admin("socialnetwork.api.workgroup.get", params={"groupId": number})
    assert (whole["INVITED_MEMBERS"], whole["NUMBER_OF_MEMBERS"]) == ([3], 1)
    assert asked("sonet_group.user.request", GROUP_ID=number) is True
    assert roles(admin, number) == {2: "A", 3: "K"}


def test_who_asks_waits_until_a_group_invites(admin: AppApi, group: MakesGroup) -> None:
    number = group(2)
    asking = admin.as_user(3)
    assert asking("sonet_group.user.request", GROUP_ID=number, MESSAGE="Please") is True
    assert asking.send("sonet_group.user.request", GROUP_ID=number).error[2] == "Cannot request to join group"
    assert roles(admin, number) == {2: "A"}
    counters = {"params": {"groupId": number, "select": ["COUNTERS", "LIST_OF_MEMBERS_AWAITING_INVITE"]}}
    found = admin("socialnetwork.api.workgroup.get", **counters)
    assert found["COUNTERS"] == {"workgroup_requests_out": 0, "workgroup_requests_in": 1}
    assert found["LIST_OF_MEMBERS_AWAITING_INVITE"] == [{"id": 3, "name": "Clara Mast", "photo": ""}]
    assert admin.as_user(2)("sonet_group.user.invite", GROUP_ID=number, USER_ID=3) == ["3"]
    assert roles(admin, number) == {2: "A", 3: "K"}


def test_an_open_group_takes_in_whoever_asks_unless_it_is_archived(admin: AppApi, group: MakesGroup) -> None:
    number = group(2, OPENED="Y")
    assert admin.as_user(3)("sonet_group.user.request", GROUP_ID=number) is True
    assert roles(admin, number) == {2: "A", 3: "K"}
    assert admin.as_user(3).send("sonet_group.user.request", GROUP_ID=number).error[2] == "Cannot request to join group"
    admin("sonet_group.update", GROUP_ID=number, CLOSED="Y")
    assert admin.as_user(4).send("sonet_group.user.request", GROUP_ID=number).error[2] == "Cannot request to join group"
    assert admin.as_user(2)("sonet_group.user.invite", GROUP_ID=number, USER_ID=4) == []


def test_members_who_were_dismissed_are_not_listed(admin: AppApi, group: MakesGroup) -> None:
    number = group(2)
    admin("sonet_group.user.add", GROUP_ID=number, USER_ID=3)
    admin("user.update", ID=3, ACTIVE="N")
    assert roles(admin, number) == {2: "A"}


def test_a_new_guest_comes_into_groups(admin: AppApi, group: MakesGroup) -> None:
    number = group(2)
    fields = {"EMAIL": "guest@example.test", "EXTRANET": "Y"}
    assert admin.refused("user.add", **fields, SONET_GROUP_ID=[number, 999]) == (400, "ERROR_NO_GROUP")
    user = admin("user.add", **fields, SONET_GROUP_ID=[number])
    assert roles(admin, number) == {2: "A", user: "K"}
    assert admin("sonet_group.get", GROUP_ID=number)[0]["NUMBER_OF_MEMBERS"] == "2"
