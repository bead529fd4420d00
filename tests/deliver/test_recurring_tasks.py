"""Tasks that templates make when their time has come by the portal's clock, whoever moves it."""

from typing import Any

import pytest

from homeport.testing.credentials import Application
from homeport.testing.portal import LocalPortal
from tests.handler import Handler

MONDAY = "2026-01-05T09:00:00+00:00"
DAY = 24 * 3600.0
CLARA, DMITRI = 3, 4


@pytest.fixture
def app(portal: LocalPortal, handler: Handler) -> Application:
    """An application that is told of new tasks."""
    portal.clock.freeze(MONDAY)
    app = portal.app(scope="task")
    app.call("event.bind", event="ONTASKADD", handler=handler.url)
    return app


def template(app: Application, rule: dict[str, Any], **fields: Any) -> int:
    given = {"TITLE": "Water the flowers", "CREATED_BY": CLARA, "RESPONSIBLE_ID": CLARA, **fields}
    params = {"TIME": "08:00", **rule}
    number: int = app.call("tasks.template.add", fields={**given, "REPLICATE": "Y", "REPLICATE_PARAMS": params})
    return number


def made(app: Application, handler: Handler) -> dict[str, Any]:
    """The next task that is made."""
    task = handler.next()["data"]["FIELDS_AFTER"]["ID"]
    select = ["ID", "TITLE", "CREATED_BY", "RESPONSIBLE_ID", "DEADLINE", "AUDITORS", "TAGS", "FORKED_BY_TEMPLATE_ID"]
    found: dict[str, Any] = app.call("tasks.task.get", taskId=task, select=select)["task"]
    return found


def test_tasks_are_made_when_the_clock_is_moved(portal: LocalPortal, app: Application, handler: Handler) -> None:
    fields = {"AUDITORS": [DMITRI], "TAGS": ["garden"], "DEADLINE_AFTER": 2 * 3600}
    number = template(app, {"REPEAT_TILL": "times", "TIMES": 3}, **fields)
    add = "tasks.template.checklist.add"
    top = app.call(add, templateId=number, fields={"TITLE": "Where", "PARENT_ID": 0})["checkListItem"]["id"]
    app.call(add, templateId=number, fields={"TITLE": "In the hall", "PARENT_ID": top})
    portal.clock.advance(DAY)
    task = made(app, handler)
    names = ("title", "createdBy", "responsibleId", "deadline", "auditors", "forkedByTemplateId")
    assert {name: task[name] for name in names} == {
        "title": "Water the flowers",
        "createdBy": str(CLARA),
        "responsibleId": str(CLARA),
        "deadline": "2026-01-06T10:00:00+00:00",
        "auditors": [str(DMITRI)],
        "forkedByTemplateId": str(number),
    }
    assert [tag["title"] for tag in task["tags"].values()] == ["garden"]
    steps = app.call("task.checklistitem.getlist", TASKID=task["id"], ORDER={"ID": "asc"})
    assert [(step["TITLE"], step["PARENT_ID"]) for step in steps] == [("Where", "0"), ("In the hall", steps[0]["ID"])]
    portal.clock.advance(30 * DAY)  # those between are made up for, and then it is enough
    assert [made(app, handler)["deadline"][:10] for _ in range(2)] == ["2026-01-07", "2026-01-08"]
    assert app.call("tasks.template.get", templateId=number)["TPARAM_REPLICATION_COUNT"] == "3"
    other = template(app, {"REPEAT_TILL": "times", "TIMES": 1}, TITLE="Another")
    portal.clock.advance(DAY)
    assert made(app, handler)["title"] == "Another"
    assert app.call("tasks.template.get", templateId=other)["TPARAM_REPLICATION_COUNT"] == "1"


def test_each_responsible_gets_a_task(portal: LocalPortal, app: Application, handler: Handler) -> None:
    template(app, {"PERIOD": "weekly", "WEEK_DAYS": [1]}, MULTITASK="Y", RESPONSIBLES=[CLARA, DMITRI])
    portal.clock.advance(7 * DAY)
    assert sorted(made(app, handler)["responsibleId"] for _ in range(2)) == [str(CLARA), str(DMITRI)]


def test_what_cannot_be_made_does_not_hold_up_others(portal: LocalPortal, app: Application, handler: Handler) -> None:
    app.call("task.item.userfield.add", PARAMS={"FIELD_NAME": "A", "USER_TYPE_ID": "string"})
    stopped = template(app, {}, TITLE="Stopped")
    template(app, {"REPEAT_TILL": "times", "TIMES": 1}, TITLE="Goes on")
    app.call("tasks.template.update", templateId=stopped, fields={"REPLICATE": "N"})
    portal.clock.advance(DAY)
    assert made(app, handler)["title"] == "Goes on"
    app.call("tasks.template.update", templateId=stopped, fields={"REPLICATE": "Y"})
    [field] = app.call("task.item.userfield.getlist", FILTER={"FIELD_NAME": "UF_A"})
    app.call("task.item.userfield.update", ID=field["ID"], DATA={"MANDATORY": "Y"})
    portal.clock.advance(DAY)  # a task without the field cannot be
    assert app.call("tasks.template.get", templateId=stopped)["TPARAM_REPLICATION_COUNT"] == "0"
    assert handler.is_idle
    app.call("task.item.userfield.update", ID=field["ID"], DATA={"MANDATORY": "N"})
    portal.clock.advance(DAY)
    assert made(app, handler)["title"] == "Stopped"
