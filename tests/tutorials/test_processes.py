"""How to end workflows that began before a day, and those that wait for somebody who was dismissed: two tutorials."""

from typing import Any

from homeport.domain.portal import clocks
from homeport.domain.user import staff
from tests.apps import app_of
from tests.bpt import bpt, node
from tests.conftest import Api, api_of

DEAL = ["crm", "CCrmDocumentDeal", "DEAL"]
AUTUMN, SPRING = 1_790_000_000.0, 1_806_000_000.0
ASKS = node("ApproveActivity", "A1", {"Users": ["user_3"], "Name": "Approve the address"})


def begun(admin: Api) -> str:
    """A process that waits for user 3."""
    wire = admin.wire
    app = app_of(wire, 1, "bizproc,crm")
    given = {"DOCUMENT_TYPE": DEAL, "NAME": "Checks", "TEMPLATE_DATA": bpt(ASKS)}
    template = app("bizproc.workflow.template.add", **given)
    found: str = app("bizproc.workflow.start", TEMPLATE_ID=template, DOCUMENT_ID=[*DEAL[:2], "DEAL_1"])
    return found


def caller(admin: Api) -> Api:
    """An incoming webhook of the administrator with the scenario's scopes, speaking as the test does."""
    made = api_of(admin.wire, 1, "bizproc,user")
    return type(admin)(admin.wire, 1, made.base.split("/")[3])


def at(admin: Api, seconds: float) -> None:
    admin.wire.portal.store.write_now(lambda tx: clocks.freeze(tx, seconds))
    admin("profile")  # who is asked sees the clock


def test_processes_that_began_before_a_day_are_deleted(admin: Api) -> None:
    at(admin, AUTUMN)
    old = [begun(admin) for _ in range(2)]
    at(admin, SPRING)
    new = begun(admin)
    ask = caller(admin)
    given: dict[str, Any] = {"filter": {"<STARTED": "2027-01-01T00:00:00Z"}, "select": ["ID", "STARTED"]}
    answer = ask.send("bizproc.workflow.instances", **given).json
    assert sorted(each["ID"] for each in answer["result"]) == sorted(old)
    assert answer["total"] == 2
    assert all(each["STARTED"] == "2026-09-21T14:13:20+00:00" for each in answer["result"])
    for each in answer["result"]:
        assert ask("bizproc.workflow.kill", ID=each["ID"]) is True
    assert ask("bizproc.workflow.instances", **given) == []
    assert [each["ID"] for each in ask("bizproc.workflow.instances")] == [new]


def test_processes_that_wait_for_somebody_who_was_dismissed_are_deleted(admin: Api) -> None:
    workflow = begun(admin)
    admin.wire.portal.store.write_now(lambda tx: staff.dismiss(tx, 3))
    ask = caller(admin)
    people = ask("user.get", filter={"NAME": "Clara", "LAST_NAME": "Mast", "ACTIVE": 0})
    assert [(each["ID"], each["ACTIVE"]) for each in people] == [("3", False)]
    given: dict[str, Any] = {"filter": {"USER_ID": people[0]["ID"], "STATUS": 0}}
    given["select"] = ["ID", "WORKFLOW_ID", "DOCUMENT_NAME", "NAME"]
    (task,) = ask("bizproc.task.list", **given)
    assert (task["WORKFLOW_ID"], task["NAME"]) == (workflow, "Approve the address")
    assert ask("bizproc.workflow.kill", ID=task["WORKFLOW_ID"]) is True
    assert ask("bizproc.task.list", **given) == []


def test_what_the_tables_of_errors_say(admin: Api) -> None:
    begun(admin)
    ask = caller(admin)
    assert admin.refused("bizproc.workflow.instances")[0] == 403, "the webhook lacks the scope"
    for method in ("bizproc.workflow.kill", "bizproc.workflow.terminate"):
        assert ask.refused(method, ID="") == (400, "ERROR_WRONG_WORKFLOW_ID")
        assert ask.refused(method, ID=["x"]) == (400, "ERROR_WRONG_WORKFLOW_ID")
    assert ask("user.get", filter={"NAME": "Nobody"}) == []
    assert ask("bizproc.task.list", filter={"USER_ID": 5}) == []
    assert ask("bizproc.workflow.instances", filter={"<STARTED": "2000-01-01T00:00:00Z"}) == []
