"""``how-to-connect-task-to-spa.md``: a task that is bound to an item of a smart process."""

from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire

NAMING = {"TASKS_TASK|UF_CRM_TASK": "true"}


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm,task")


def a_type(admin: AppApi, **fields: Any) -> int:
    given = {"title": "Equipment procurement", "isUseInUserfieldEnabled": "Y", "linkedUserFields": NAMING, **fields}
    number: int = admin("crm.type.add", fields=given)["type"]["entityTypeId"]
    return number


def bound(admin: AppApi, type_id: int) -> tuple[str, list[str]]:
    """What a task is bound to by the tutorial's steps, and what it says to be bound to."""
    codes = {each["ID"]: each["SYMBOL_CODE_SHORT"] for each in admin("crm.enum.ownertype")}
    admin("crm.item.add", entityTypeId=type_id, fields={"title": "A crane"})
    [item] = admin("crm.item.list", entityTypeId=type_id, select=["id"])["items"]
    binding = f"{codes[type_id]}_{item['id']}"
    fields = {"TITLE": "task for test", "RESPONSIBLE_ID": 1, "UF_CRM_TASK": [binding]}
    task = admin("tasks.task.add", fields=fields)["task"]["id"]
    found: Any = admin("tasks.task.get", taskId=task, select=["ID", "TITLE", "UF_CRM_TASK"])["task"]["ufCrmTask"]
    return binding, found


def test_the_task_names_the_item_and_stands_under_it(admin: AppApi) -> None:
    type_id = a_type(admin)
    binding, found = bound(admin, type_id)
    assert found == [binding]
    assert binding.partition("_")[0] == f"T{type_id:x}"
    listed = admin("crm.activity.list", filter={"OWNER_TYPE_ID": type_id, "OWNER_ID": binding.partition("_")[2]})
    assert [activity["SUBJECT"] for activity in listed] == ["task for test"]


@pytest.mark.parametrize("fields", [{"linkedUserFields": {}}, {"isUseInUserfieldEnabled": "N"}])
def test_without_both_settings_the_link_is_not_kept(admin: AppApi, fields: dict[str, Any]) -> None:
    assert bound(admin, a_type(admin, **fields))[1] == []
