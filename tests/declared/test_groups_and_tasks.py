"""Workgroups and tasks of a file."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.declared.conftest import Apply

Problems = Callable[[str], list[tuple[int, int, str]]]

FILE = """
[users.omar]
id = 3
email = "clara.mast@example.test"
[groups.yard]
name = "The yard"
owner = "omar"
members = [4, 5]
moderators = [6]
visible = false
[tasks.order]
title = "Order the paint"
responsible = "omar"
parent = "paint"
status = 5
[tasks.paint]
id = 700
title = "Paint the boat"
created_by = 4
responsible = "omar"
auditors = [6]
group = "yard"
deadline = 2027-04-01T12:00:00Z
tags = ["paint"]
records = ["deals.boat"]
[deals.boat]
TITLE = "A boat"
"""


@pytest.fixture
def ada(wire: Wire) -> AppApi:
    return app_of(wire, 1, "task,sonet,crm")


def test_groups_and_tasks_are_there_as_the_file_says(applied: Apply, ada: AppApi) -> None:
    outcome = applied(FILE)
    assert {change.name for change in outcome.changes} >= {"groups.yard", "tasks.order", "tasks.paint", "deals.boat"}
    [group] = ada("sonet_group.get", FILTER={"NAME": "The yard"}, IS_ADMIN="Y")
    assert (group["OWNER_ID"], group["VISIBLE"]) == ("3", "N")
    people = {each["USER_ID"]: each["ROLE"] for each in ada("sonet_group.user.get", ID=group["ID"])}
    assert people == {"3": "A", "4": "K", "5": "K", "6": "E"}
    select = ["*", "TAGS", "UF_CRM_TASK"]
    task = ada("tasks.task.get", taskId=700, select=select)["task"]
    [deal] = ada("crm.deal.list", filter={"TITLE": "A boat"})
    shown = {"title", "createdBy", "responsibleId", "groupId", "deadline", "auditors", "ufCrmTask"}
    assert {name: task[name] for name in shown} == {
        "title": "Paint the boat",
        "createdBy": "4",
        "responsibleId": "3",
        "groupId": group["ID"],
        "deadline": "2027-04-01T12:00:00+00:00",
        "auditors": ["6"],
        "ufCrmTask": [f"D_{deal['ID']}"],
    }
    assert [tag["title"] for tag in task["tags"].values()] == ["paint"]
    [part] = ada("tasks.task.list", filter={"PARENT_ID": 700})["tasks"]
    assert (part["title"], part["status"]) == ("Order the paint", "5")
    assert applied(FILE).changes == ()


def test_a_change_of_the_file_changes_what_it_says(applied: Apply, ada: AppApi) -> None:
    applied(FILE)
    changed = FILE.replace("members = [4, 5]", "members = [5]").replace("Paint the boat", "Paint it blue")
    assert [change.name for change in applied(changed).changes] == ["groups.yard", "tasks.paint"]
    [group] = ada("sonet_group.get", FILTER={"NAME": "The yard"}, IS_ADMIN="Y")
    assert [each["USER_ID"] for each in ada("sonet_group.user.get", ID=group["ID"])] == ["3", "5", "6"]
    assert ada("tasks.task.get", taskId=700)["task"]["title"] == "Paint it blue"


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ('responsible = "omar"\nparent', "parent", "responsible"),
        ('parent = "paint"', 'parent = "pain"', "pain"),
        ('records = ["deals.boat"]', 'records = ["deals.bot"]', "deals.bot"),
        ("status = 5", "status = 9", "Invalid status"),
        ("auditors = [6]", "auditors = [999]", "999 in users"),
        ("moderators = [6]", 'moderators = ["nobody"]', "nobody"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_changed(
    problems: Problems, ada: AppApi, old: str, new: str, text: str
) -> None:
    found: list[Any] = problems(FILE.replace(old, new, 1))
    assert any(text in str(problem) for problem in found), found
    assert ada("sonet_group.get", FILTER={"NAME": "The yard"}, IS_ADMIN="Y") == []
