"""``UF_CRM_TASK``: tasks stand under the records of the CRM that they are bound to."""

from typing import Any

from tests.apps import AppApi
from tests.methods.tasks.conftest import CLARA, DMITRI, added, task_of

DEAL, CONTACT = 2, 3
TASK = 3


def shown(api: AppApi, deal: int, owner_type: int = DEAL) -> list[dict[str, Any]]:
    given = {"OWNER_TYPE_ID": owner_type, "OWNER_ID": deal, "TYPE_ID": TASK}
    found: list[dict[str, Any]] = api("crm.activity.list", filter=given)
    return found


def a_deal(api: AppApi) -> int:
    number: int = api("crm.deal.add", fields={"TITLE": "A deal"})
    return number


def test_a_task_is_an_activity_of_its_records_and_follows_the_task(ada: AppApi) -> None:
    deal, contact = a_deal(ada), int(ada("crm.contact.add", fields={"NAME": "Klaus"}))
    task = added(
        ada,
        TITLE="Send an offer",
        RESPONSIBLE_ID=CLARA,
        PRIORITY=2,
        DEADLINE="2026-02-01T12:00:00+00:00",
        UF_CRM_TASK=[f"D_{deal}", f"C_{contact}"],
    )
    [activity] = shown(ada, deal)
    wanted = {
        "SUBJECT": "Send an offer",
        "RESPONSIBLE_ID": str(CLARA),
        "PROVIDER_ID": "CRM_TASKS_TASK",
        "PROVIDER_TYPE_ID": "TASKS_TASK",
        "ASSOCIATED_ENTITY_ID": str(task),
        "DEADLINE": "2026-02-01T12:00:00+00:00",
        "COMPLETED": "N",
        "PRIORITY": "3",
    }
    assert {name: activity[name] for name in wanted} == wanted
    bound = ada("crm.activity.binding.list", activityId=activity["ID"])
    assert [(each["entityTypeId"], each["entityId"]) for each in bound] == [(DEAL, deal), (CONTACT, contact)]
    ada("tasks.task.update", taskId=task, fields={"TITLE": "Send two offers", "RESPONSIBLE_ID": DMITRI})
    ada("tasks.task.complete", taskId=task)
    [same] = shown(ada, deal)
    found = [same[name] for name in ("ID", "SUBJECT", "RESPONSIBLE_ID", "COMPLETED", "STATUS")]
    assert found == [activity["ID"], "Send two offers", str(DMITRI), "Y", "2"]
    ada("tasks.task.update", taskId=task, fields={"UF_CRM_TASK": [f"C_{contact}"]})
    assert shown(ada, deal) == []
    assert [each["ID"] for each in shown(ada, contact, CONTACT)] == [activity["ID"]]
    ada("tasks.task.delete", taskId=task)
    assert shown(ada, contact, CONTACT) == []


def test_a_task_without_records_that_there_are_is_no_activity(ada: AppApi) -> None:
    deal = a_deal(ada)
    before = ada.send("crm.activity.list", filter={"TYPE_ID": TASK}).json["total"]
    task = added(ada, UF_CRM_TASK=["D_999999"])
    assert task_of(ada, task, "UF_CRM_TASK")["ufCrmTask"] == ["D_999999"]
    assert ada.send("crm.activity.list", filter={"TYPE_ID": TASK}).json["total"] == before
    ada("tasks.task.update", taskId=task, fields={"UF_CRM_TASK": [f"D_{deal}"]})
    [activity] = shown(ada, deal)
    ada("crm.activity.delete", id=activity["ID"])
    ada("tasks.task.update", taskId=task, fields={"TITLE": "Still there"})
    assert [each["SUBJECT"] for each in shown(ada, deal)] == ["Still there"]
    ada("tasks.task.update", taskId=task, fields={"UF_CRM_TASK": []})
    assert shown(ada, deal) == []
    assert task_of(ada, task, "UF_CRM_TASK")["ufCrmTask"] == []


def test_subtasks_that_are_completed_together_say_so_too(ada: AppApi) -> None:
    deal = a_deal(ada)
    top = added(ada, SE_PARAMETER=[{"CODE": 2, "VALUE": "Y"}])
    below = added(ada, PARENT_ID=top, UF_CRM_TASK=[f"D_{deal}"])
    ada("tasks.task.complete", taskId=top)
    assert task_of(ada, below)["status"] == "5"
    assert [each["COMPLETED"] for each in shown(ada, deal)] == ["Y"]
