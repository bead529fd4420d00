"""Tasks of groups: who sees, creates and changes them, and what is shown of the group."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.tasks.conftest import ADA, BORIS, CLARA, DMITRI, ELIF, FARID, added, task_of

UNKNOWN = 999_999


@pytest.fixture
def ada(wire: Wire) -> AppApi:
    return app_of(wire, ADA, "task,sonet,crm")


@pytest.fixture
def garden(ada: AppApi) -> int:
    """A group that Elif owns, Farid moderates and Dmitri is a member of."""
    group: int = ada.as_user(ELIF)("sonet_group.create", NAME="Garden", OPENED="Y")
    ada("sonet_group.user.add", GROUP_ID=group, USER_ID=[DMITRI, FARID])
    ada("sonet_group.user.update", GROUP_ID=group, USER_ID=[FARID], ROLE="E")
    return group


def test_a_task_shows_its_group(ada: AppApi, dmitri: AppApi, garden: int) -> None:
    task = added(dmitri, GROUP_ID=garden)
    group = {
        "id": str(garden),
        "name": "Garden",
        "opened": True,
        "membersCount": 3,
        "image": "/bitrix/images/socialnetwork/workgroup/folder.png",
        "additionalData": [],
    }
    assert task_of(dmitri, task)["group"] == group
    assert dmitri("tasks.task.start", taskId=task)["task"]["group"] == group
    assert dmitri("tasks.task.list", filter={"GROUP_ID": garden})["tasks"][0]["group"] == group
    alone = added(dmitri)
    assert task_of(dmitri, alone)["group"] == []
    listed = dmitri("tasks.task.list", select=["ID", "GROUP_ID"], filter={"GROUP_ID": [0]})["tasks"]
    assert [each["id"] for each in listed] == [str(alone)]


def test_a_task_shows_the_picture_of_its_group(elif_: AppApi) -> None:
    leaf = BytesIO()
    Image.new("RGB", (8, 8), "green").save(leaf, "PNG")
    content = b64encode(leaf.getvalue()).decode()
    group = elif_("sonet_group.create", NAME="Garden", IMAGE=["leaf.png", content])
    address: Any = task_of(elif_, added(elif_, GROUP_ID=group))["group"]["image"]  # type: ignore[index]
    path, _, query = address.partition("?")
    assert elif_.wire.send("/" + path.split("/", 3)[-1], verb="GET", query=query).body == leaf.getvalue()


def test_a_hidden_group_is_not_shown_to_who_is_not_in_it(dmitri: AppApi, clara: AppApi, elif_: AppApi) -> None:
    hidden = elif_("sonet_group.create", NAME="Secret", VISIBLE="N")
    task = added(elif_, GROUP_ID=hidden, AUDITORS=[CLARA])
    assert task_of(elif_, task)["group"]["name"] == "Secret"  # type: ignore[index]
    assert (task_of(clara, task)["groupId"], task_of(clara, task)["group"]) == (str(hidden), [])


def test_members_see_the_tasks_of_their_group_and_moderators_change_them(ada: AppApi, garden: int) -> None:
    boris, clara, dmitri, elif_, farid = (ada.as_user(user) for user in (BORIS, CLARA, DMITRI, ELIF, FARID))
    task = added(elif_, GROUP_ID=garden)
    for member in (dmitri, elif_, farid):
        assert [each["id"] for each in member("tasks.task.list")["tasks"]] == [str(task)]
    for other in (boris, clara):  # Boris heads Dmitri, which makes him no member
        assert other("tasks.task.list")["tasks"] == []
        assert other("tasks.task.get", taskId=task) == []
    actions: Any = {user: ada.as_user(user)("tasks.task.getaccess", taskId=task) for user in (DMITRI, FARID)}
    may = {user: found["allowedActions"][str(user)] for user, found in actions.items()}
    assert [may[DMITRI][name] for name in ("EDIT", "REMOVE", "START", "CREATE")] == [False, False, False, True]
    assert [may[FARID][name] for name in ("EDIT", "REMOVE", "START", "APPROVE")] == [True, True, True, False]
    assert dmitri.refused("tasks.task.update", taskId=task, fields={"TITLE": "Mine"}) == (400, "0")
    assert dmitri.refused("tasks.task.delete", taskId=task) == (400, "1048582")
    farid("tasks.task.update", taskId=task, fields={"TITLE": "Weed"})
    assert farid("tasks.task.start", taskId=task)["task"]["status"] == "3"
    ada("sonet_group.user.delete", GROUP_ID=garden, USER_ID=[DMITRI])
    assert dmitri("tasks.task.get", taskId=task) == []
    assert farid("tasks.task.delete", taskId=task) == {"task": True}


def test_in_an_archived_group_members_only_look(ada: AppApi, farid: AppApi, garden: int) -> None:
    task = added(ada, GROUP_ID=garden)
    ada("sonet_group.update", GROUP_ID=garden, CLOSED="Y")
    assert task_of(farid, task)["action"]["edit"] is False  # type: ignore[index]
    assert farid.refused("tasks.task.update", taskId=task, fields={"TITLE": "Mine"}) == (400, "0")
    assert farid.refused("tasks.task.delete", taskId=task) == (400, "1048582")
    assert farid.refused("tasks.task.add", fields={"TITLE": "A task", "RESPONSIBLE_ID": FARID, "GROUP_ID": garden})


@pytest.mark.parametrize("group", [UNKNOWN, "garden", -1])
def test_a_task_comes_into_a_group_where_its_writer_may_create_some(clara: AppApi, garden: int, group: Any) -> None:
    text = "Invalid value of the field groupId<br>"
    task = added(clara)
    for each in (group, garden):
        fields = {"TITLE": "A task", "RESPONSIBLE_ID": CLARA, "GROUP_ID": each}
        assert clara.send("tasks.task.add", fields=fields).error == (400, "ERROR_CORE", text)
        assert clara.send("tasks.task.update", taskId=task, fields=fields).error == (400, "ERROR_CORE", text)
    assert task_of(clara, task)["groupId"] == "0"
    clara("sonet_group.user.request", GROUP_ID=garden)
    clara("tasks.task.update", taskId=task, fields={"GROUP_ID": garden})
    assert task_of(clara, task)["groupId"] == str(garden)
    clara("tasks.task.update", taskId=task, fields={"GROUP_ID": ""})
    assert task_of(clara, task)["groupId"] == "0"
    told = clara("tasks.task.history.list", taskId=task, filter={"FIELD": "GROUP_ID"})["list"]
    assert [(each["value"]["from"], each["value"]["to"]) for each in told] == [(str(garden), "0"), ("0", str(garden))]


def test_the_tasks_of_a_deleted_group_are_of_none(ada: AppApi, elif_: AppApi, garden: int) -> None:
    task = added(elif_, GROUP_ID=garden)
    elif_("sonet_group.delete", GROUP_ID=garden)
    assert (task_of(elif_, task)["groupId"], task_of(elif_, task)["group"]) == ("0", [])


def test_counters_are_of_a_group_that_the_caller_sees(ada: AppApi, clara: AppApi, elif_: AppApi, garden: int) -> None:
    past = {"DEADLINE": "2020-01-01", "RESPONSIBLE_ID": ELIF}
    added(elif_, GROUP_ID=garden, **past)
    added(elif_, **past)
    assert elif_("tasks.task.counters.get")["expired"]["counter"] == 2
    assert elif_("tasks.task.counters.get", groupId=garden)["expired"]["counter"] == 1
    in_role = elif_("tasks.task.counters.get", groupId=garden, type="view_role_auditor")
    assert in_role["expired"]["counter"] == 0
    hidden = elif_("sonet_group.create", NAME="Secret", VISIBLE="N")
    refused = (400, "0", "Group not found or access denied. (internal error)")
    for group in (hidden, UNKNOWN, "x"):
        assert clara.send("tasks.task.counters.get", groupId=group).error == refused
