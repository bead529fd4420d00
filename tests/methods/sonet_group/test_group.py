"""``sonet_group.*``: groups, who sees them, who changes them."""

import pytest

from tests.apps import AppApi
from tests.methods.sonet_group.conftest import MakesGroup

WORDS = {"DESCRIPTION": "Flowers", "KEYWORDS": "rose, tulip"}


def names(api: AppApi, **params: object) -> list[str]:
    return [each["NAME"] for each in api("sonet_group.get", **params)]


def test_whoever_creates_a_group_owns_it(admin: AppApi, group: MakesGroup) -> None:
    number = group(3, **WORDS)
    found = admin("sonet_group.get", GROUP_ID=number)[0]
    assert found | {"DATE_CREATE": "", "DATE_UPDATE": "", "DATE_ACTIVITY": ""} == {
        "ID": str(number), "SITE_ID": "s1", "NAME": "Garden", **WORDS, "DATE_CREATE": "", "DATE_UPDATE": "",
        "ACTIVE": "Y", "VISIBLE": "Y", "OPENED": "N", "CLOSED": "N", "SUBJECT_ID": "1", "OWNER_ID": "3",
        "NUMBER_OF_MEMBERS": "1", "DATE_ACTIVITY": "", "SUBJECT_NAME": "Workgroups", "PROJECT": "N",
        "IS_EXTRANET": "N", "IMAGE": "",
    }  # fmt: skip
    assert admin("sonet_group.user.get", ID=number) == [{"USER_ID": "3", "ROLE": "A"}]
    assert admin.as_user(3)("sonet_group.user.groups") == [
        {"GROUP_ID": str(number), "GROUP_NAME": "Garden", "ROLE": "A", "GROUP_IMAGE_ID": None, "GROUP_IMAGE": ""}
    ]


def test_only_administrators_choose_the_owner_of_a_new_group(admin: AppApi, group: MakesGroup) -> None:
    assert admin("sonet_group.get", GROUP_ID=group(3, OWNER_ID=4))[0]["OWNER_ID"] == "3"
    chosen = admin("sonet_group.create", NAME="Garden", OWNER_ID=4)
    assert admin("sonet_group.user.get", ID=chosen) == [{"USER_ID": "4", "ROLE": "A"}]
    assert admin.send("sonet_group.create", NAME="Garden", OWNER_ID=99).error == (400, "", "Incorrect input data")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"NAME": ""}, "Cannot create group"),
        ({"NAME": {"a": "b"}}, "Incorrect input data"),
        ({"PROJECT_DATE_START": "never"}, "Incorrect input data"),
        ({"PROJECT_DATE_START": "2026-05-02", "PROJECT_DATE_FINISH": "2026-05-01"}, "Cannot create group"),
        ({"INITIATE_PERMS": "Q"}, "Incorrect input data"),
        ({"SUBJECT_ID": 7}, "Cannot create group"),
        ({"SITE_ID": ["elsewhere"]}, "Incorrect input data"),
        ({"SCRUM_MASTER_ID": 99}, "Incorrect input data"),
    ],
)
def test_what_is_no_group_is_not_created(admin: AppApi, given: dict[str, object], text: str) -> None:
    assert admin.send("sonet_group.create", **{"NAME": "Garden", **given}).error == (400, "", text)
    assert admin("sonet_group.get") == []


def test_projects_and_scrums_are_groups(admin: AppApi, group: MakesGroup) -> None:
    kinds = [group(), group(PROJECT="Y"), group(2, SCRUM_MASTER_ID=3)]
    found = [admin("socialnetwork.api.workgroup.get", params={"groupId": number}) for number in kinds]
    assert [(each["TYPE"], each["PROJECT"], each["SCRUM_MASTER_ID"]) for each in found] == [
        ("group", "N", 0), ("project", "Y", 0), ("scrum", "Y", 3),
    ]  # fmt: skip
    assert admin("sonet_group.user.get", ID=kinds[2]) == [
        {"USER_ID": "2", "ROLE": "A"}, {"USER_ID": "3", "ROLE": "E"},
    ]  # fmt: skip


def test_hidden_groups_are_there_for_those_who_are_in_or_invited(admin: AppApi, group: MakesGroup) -> None:
    group(2, NAME="Shown")
    hidden = group(2, NAME="Hidden", VISIBLE="N")
    owner, other = admin.as_user(2), admin.as_user(3)
    assert names(owner) == ["Hidden", "Shown"]
    assert names(other) == names(admin) == ["Shown"]
    assert names(admin, IS_ADMIN="Y") == ["Hidden", "Shown"]
    assert names(other, IS_ADMIN="Y") == ["Shown"]
    for method, params in (
        ("sonet_group.user.get", {"ID": hidden}),
        ("sonet_group.user.request", {"GROUP_ID": hidden}),
        ("sonet_group.delete", {"GROUP_ID": hidden}),
    ):
        assert other.send(method, **params).error == (400, "", "Socialnetwork group not found")
        assert other.send(method, **dict.fromkeys(params, 999)).error == (400, "", "Socialnetwork group not found")
    assert other.send("sonet_group.update", GROUP_ID=hidden).error == (400, "", "Wrong group ID")
    assert owner("sonet_group.user.invite", GROUP_ID=hidden, USER_ID=3) == ["3"]
    assert names(other) == ["Hidden", "Shown"]
    assert other("sonet_group.user.get", ID=hidden) == [{"USER_ID": "2", "ROLE": "A"}]


def test_guests_see_what_they_are_in(admin: AppApi, guest: AppApi, group: MakesGroup) -> None:
    first, second = group(2, NAME="First"), group(2, NAME="Second")
    assert names(guest) == []
    admin("sonet_group.user.add", GROUP_ID=second, USER_ID=6)
    assert names(guest) == ["Second"]
    assert guest.send("sonet_group.user.get", ID=first).error == (400, "", "Socialnetwork group not found")


def test_what_guests_make_is_hidden_and_of_their_site(admin: AppApi, guest: AppApi) -> None:
    number = guest("sonet_group.create", NAME="Guests", VISIBLE="Y", OPENED="Y")
    found = guest("sonet_group.get", GROUP_ID=number)[0]
    assert [found[name] for name in ("SITE_ID", "VISIBLE", "OPENED", "IS_EXTRANET")] == ["ex", "N", "N", "Y"]
    guest("sonet_group.update", GROUP_ID=number, VISIBLE="Y", OPENED="Y")
    whole = admin("socialnetwork.api.workgroup.get", params={"groupId": number})
    assert [whole[name] for name in ("VISIBLE", "OPENED", "INITIATE_PERMS", "SITE_IDS")] == ["N", "N", "E", ["ex"]]
    refused = guest.send("sonet_group.create", NAME="Ours", SITE_ID=["s1"])
    assert refused.error == (400, "", "You have no permissions to create a group")
    assert guest("sonet_group.user.groups")[0]["IS_EXTRANET"] == "Y"
    assert names(admin, FILTER={"IS_EXTRANET": "Y"}, IS_ADMIN="Y") == ["Guests"]


def test_lists_are_filtered_and_sorted(admin: AppApi, group: MakesGroup) -> None:
    for name in ("Anchor", "Buoy", "Chain"):
        group(2, NAME=name, CLOSED="Y" if name == "Buoy" else "N")
    assert names(admin, FILTER={"?NAME": "UO"}) == ["Buoy"]
    assert names(admin, FILTER={"!CLOSED": "Y"}) == ["Chain", "Anchor"]
    assert names(admin, FILTER={"!%NAME": "n"}, ORDER={"NAME": "ASC"}) == ["Buoy"]
    ids = [int(each["ID"]) for each in admin("sonet_group.get", ORDER={"NAME": "ASC"})]
    assert names(admin, FILTER={"><ID": [ids[0], ids[1]]}, ORDER={"NAME": "ASC"}) == ["Anchor", "Buoy"]
    assert names(admin, GROUP_ID=ids[2]) == ["Chain"]
    assert admin.send("sonet_group.get").json["total"] == 3


def test_the_owner_and_administrators_change_a_group(admin: AppApi, group: MakesGroup) -> None:
    number = group(2)
    for caller in (admin, admin.as_user(2)):
        assert caller("sonet_group.update", GROUP_ID=number, NAME="Herbs", CLOSED="Y") == number
    assert admin("sonet_group.get", GROUP_ID=number)[0]["NAME"] == "Herbs"
    member = admin.as_user(3)
    admin("sonet_group.user.add", GROUP_ID=number, USER_ID=3)
    admin("sonet_group.user.update", GROUP_ID=number, USER_ID=3, ROLE="E")
    refused = member.send("sonet_group.update", GROUP_ID=number, NAME="Mine").error
    assert refused == (400, "", "User has no permissions to update group")
    assert member.send("sonet_group.delete", GROUP_ID=number).error[2] == "User has no permissions to delete group"
    assert admin.send("sonet_group.update", GROUP_ID=number, NAME="").error == (400, "", "Cannot update group")
    assert admin.send("sonet_group.update", GROUP_ID="x", NAME="a").error == (400, "", "Wrong group ID")
    assert admin("sonet_group.get", GROUP_ID=number)[0]["NAME"] == "Herbs"


def test_a_group_comes_to_another_owner(admin: AppApi, group: MakesGroup) -> None:
    number = group(2)
    assert admin.as_user(2)("sonet_group.setowner", GROUP_ID=number, USER_ID=3) is True
    assert admin("sonet_group.user.get", ID=number) == [
        {"USER_ID": "2", "ROLE": "E"}, {"USER_ID": "3", "ROLE": "A"},
    ]  # fmt: skip
    refused = admin.as_user(2).send("sonet_group.setowner", GROUP_ID=number, USER_ID=2).error
    assert refused == (400, "", "Insufficient permissions to complete the operation.")
    assert admin.send("sonet_group.setowner", GROUP_ID=999, USER_ID=2).error[2] == "Invalid workgroup/project ID"
    assert admin.send("sonet_group.setowner", GROUP_ID=number, USER_ID=99).error[2] == "Invalid user ID"
    assert admin("sonet_group.update", GROUP_ID=number, OWNER_ID=4) == number
    assert admin("sonet_group.user.get", ID=number)[2] == {"USER_ID": "4", "ROLE": "A"}


def test_a_group_that_is_deleted_is_gone_for_its_members(admin: AppApi, group: MakesGroup) -> None:
    number = group(2)
    admin("sonet_group.user.add", GROUP_ID=number, USER_ID=[3, 4])
    assert admin.as_user(2)("sonet_group.delete", GROUP_ID=number) is True
    assert admin.as_user(3)("sonet_group.user.groups") == []
    assert admin.send("sonet_group.delete", GROUP_ID=number).error[2] == "Socialnetwork group not found"
    assert admin.send("sonet_group.delete").error[2] == "Wrong group ID"
    assert group(2) > number


def test_applications_are_told_of_groups(admin: AppApi) -> None:
    for verb in ("ADD", "UPDATE", "DELETE"):
        admin("event.bind", event=f"onSonetGroup{verb.title()}", event_type="offline")
    number = admin("sonet_group.create", NAME="Garden")
    admin("sonet_group.update", GROUP_ID=number, NAME="Herbs")
    admin("sonet_group.delete", GROUP_ID=number)
    told = [(each["EVENT_NAME"], each["EVENT_DATA"]) for each in admin("event.offline.list")]
    assert told == [(f"ONSONETGROUP{verb}", {"FIELDS": {"ID": number}}) for verb in ("ADD", "UPDATE", "DELETE")]


@pytest.mark.parametrize(
    ("tool", "operation", "allowed"),
    [
        ("tasks", "view_all", "AEK"), ("tasks", "create_tasks", "AEK"), ("tasks", "delete_tasks", "AE"),
        ("blog", "write_post", "AEK"), ("blog", "full_post", "AE"), ("calendar", "write", "AEK"),
        ("files", "view", "AEK"), ("photo", "write", "AEK"),
    ],
)  # fmt: skip
def test_tools_are_for_members_by_their_role(
    admin: AppApi, group: MakesGroup, tool: str, operation: str, allowed: str
) -> None:
    number = group(2)
    admin("sonet_group.user.add", GROUP_ID=number, USER_ID=[3, 4])
    admin("sonet_group.user.update", GROUP_ID=number, USER_ID=3, ROLE="E")
    asked = {"GROUP_ID": number, "FEATURE": tool, "OPERATION": operation}
    found = {
        role: admin.as_user(user)("sonet_group.feature.access", **asked)
        for role, user in zip("AEK-", (2, 3, 4, 5), strict=True)
    }
    assert found == {role: role in allowed for role in "AEK-"}
    admin("sonet_group.update", GROUP_ID=number, CLOSED="Y")
    assert admin.as_user(2)("sonet_group.feature.access", **asked) is operation.startswith("view")


def test_tools_and_operations_are_those_that_there_are(admin: AppApi, group: MakesGroup) -> None:
    number = group(2, VISIBLE="N")
    asked = {"GROUP_ID": number, "FEATURE": "tasks", "OPERATION": "view"}
    for wrong, text in (
        ({"GROUP_ID": 0}, "Wrong socialnetwork group ID"),
        ({"FEATURE": "chess"}, "Wrong feature"),
        ({"OPERATION": "write"}, "Wrong operation"),
    ):
        assert admin.send("sonet_group.feature.access", **{**asked, **wrong}).error == (400, "", text)
    hidden = admin.as_user(3).send("sonet_group.feature.access", **asked).error
    assert hidden == (400, "", "Wrong socialnetwork group ID")
