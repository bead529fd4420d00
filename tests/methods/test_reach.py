"""What somebody may see does not let him change or destroy what lies behind it."""

import base64

import pytest

from tests.conftest import Api, Wire, api_of

SCOPES = "catalog,crm,disk,log,task"
HIDDEN_DEAL = 2
"""The salesperson may not read it."""


@pytest.fixture
def admin(wire: Wire) -> Api:
    return api_of(wire, 1, SCOPES)


@pytest.fixture
def seller(wire: Wire) -> Api:
    return api_of(wire, 3, SCOPES)


def test_a_file_that_a_post_shows_stays_on_its_owners_disk(admin: Api, seller: Api) -> None:
    (mine,) = admin("disk.storage.getlist", filter={"ENTITY_TYPE": "user", "ENTITY_ID": 1})
    reading = next(each["ID"] for each in admin("disk.rights.getTasks") if each["NAME"] == "disk_access_read")
    file = admin(
        "disk.folder.uploadFile",
        id=mine["ROOT_OBJECT_ID"],
        data={"NAME": "plan.txt"},
        fileContent=["plan.txt", base64.b64encode(b"plan").decode()],
        rights=[{"TASK_ID": reading, "ACCESS_CODE": "U3"}],
    )["ID"]
    post = seller("log.blogpost.add", POST_MESSAGE="Look", UF_BLOG_POST_FILE=[f"n{file}"], DEST=["U3"])
    seller("log.blogpost.delete", POST_ID=post)
    assert admin("disk.file.get", id=file)["NAME"] == "plan.txt"


def test_a_file_that_came_with_a_post_goes_with_it(seller: Api) -> None:
    content = base64.b64encode(b"plan").decode()
    post = seller("log.blogpost.add", POST_MESSAGE="Look", FILES=[["plan.txt", content]], DEST=["U3"])
    (file,) = seller("log.blogpost.get", POST_ID=post)[0]["UF_BLOG_POST_FILE"]["VALUE"] or [0]
    seller("log.blogpost.delete", POST_ID=post)
    assert seller.send("disk.attachedObject.get", id=file).status == 400


def test_a_task_is_not_bound_to_a_record_that_its_writer_may_not_read(admin: Api, seller: Api) -> None:
    task = {"TITLE": "Spy", "RESPONSIBLE_ID": 3, "UF_CRM_TASK": [f"D_{HIDDEN_DEAL}"]}
    assert seller.send("tasks.task.add", fields=task).status == 400
    assert seller("tasks.template.add", fields=task) == 0, "what templates answer when they are refused"
    before = admin("crm.deal.get", id=HIDDEN_DEAL)["LAST_ACTIVITY_BY"]
    own = seller("tasks.task.add", fields={**task, "UF_CRM_TASK": ["D_1"]})["task"]["id"]
    assert seller.send("tasks.task.update", taskId=own, fields={"UF_CRM_TASK": task["UF_CRM_TASK"]}).status == 400
    assert admin("crm.deal.get", id=HIDDEN_DEAL)["LAST_ACTIVITY_BY"] == before


def test_a_call_list_is_changed_by_who_made_it(admin: Api, seller: Api) -> None:
    made = admin("crm.calllist.add", ENTITY_TYPE="CONTACT", ENTITIES=[2, 14])
    number = made if isinstance(made, int) else made["ID"]
    refused = seller.send("crm.calllist.update", LIST_ID=number, ENTITY_TYPE="CONTACT", ENTITIES=[1])
    assert refused.status == 400
    assert len(admin("crm.calllist.items.get", LIST_ID=number)) == 2
    assert admin.send("crm.calllist.items.get", LIST_ID=number, FILTER={"STATUS": ["x"]}).status == 400


def test_a_stage_of_no_group_is_refused(seller: Api) -> None:
    for entity in (99999999999999999999999, "9" * 30, [1], {"a": 1}, "x"):
        assert seller.send("task.stages.add", fields={"TITLE": "x", "ENTITY_ID": entity}).status == 400
