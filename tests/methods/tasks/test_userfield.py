"""``task.item.userfield.*``, and their values in tasks."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.tasks.conftest import added, task_of

UNKNOWN = 999_999
SYSTEM = ["UF_CRM_TASK", "UF_MAIL_MESSAGE", "UF_TASK_WEBDAV_FILES"]


def made(ada: AppApi, name: str, kind: str = "string", **more: Any) -> int:
    field: int = ada("task.item.userfield.add", PARAMS={"FIELD_NAME": name, "USER_TYPE_ID": kind, **more})
    return field


def names(api: AppApi, **params: Any) -> list[str]:
    return [field["FIELD_NAME"] for field in api("task.item.userfield.getlist", **params)]


def test_a_field_is_made_found_changed_and_deleted(ada: AppApi, clara: AppApi) -> None:
    field = made(ada, "CLIENT_REQUEST", XML_ID="REQUEST", LABEL="Request", SORT=220, MANDATORY="N")
    found = clara("task.item.userfield.get", ID=field)
    shown = ("ID", "ENTITY_ID", "FIELD_NAME", "XML_ID", "SORT", "SHOW_IN_LIST", "EDIT_IN_LIST")
    assert [found[name] for name in shown] == [
        str(field),
        "TASKS_TASK",
        "UF_CLIENT_REQUEST",
        "REQUEST",
        "220",
        "Y",
        "Y",
    ]
    assert found["EDIT_FORM_LABEL"]["en"] == "Request"
    assert ada("task.item.userfield.update", ID=field, DATA={"LABEL": "Wish", "SORT": 5, "MANDATORY": "Y"}) is True
    found = clara("task.item.userfield.get", ID=field)
    assert (found["EDIT_FORM_LABEL"]["de"], found["SORT"], found["MANDATORY"]) == ("Wish", "5", "Y")
    assert ada("task.item.userfield.delete", ID=field) is True
    answer = clara.send("task.item.userfield.get", ID=field)
    assert answer.error == (400, "ERROR_NOT_FOUND", f"The entity with ID '{field}' is not found")


def test_the_list_has_the_fields_of_every_portal_too(ada: AppApi, clara: AppApi) -> None:
    made(ada, "UF_BUDGET", "double", SORT=30)
    made(ada, "UF_NOTE", MULTIPLE="Y", SORT=20)
    answer = clara.send("task.item.userfield.getlist")
    assert (answer.json["total"], names(clara)) == (0, ["UF_BUDGET", "UF_NOTE", *SYSTEM])
    assert names(clara, ORDER={"SORT": "asc"})[:2] == ["UF_NOTE", "UF_BUDGET"]
    assert names(clara, FILTER={"USER_TYPE_ID": ["double", "crm"]}) == ["UF_BUDGET", "UF_CRM_TASK"]
    assert names(clara, FILTER={"MULTIPLE": "Y", "XML_ID": ""}) == ["UF_NOTE", "UF_CRM_TASK"]
    [bound] = clara("task.item.userfield.getlist", FILTER={"FIELD_NAME": "UF_CRM_TASK"})
    assert bound["SETTINGS"] == dict.fromkeys(("LEAD", "CONTACT", "COMPANY", "DEAL"), "Y")
    assert clara("task.item.userfield.get", ID=bound["ID"])["USER_TYPE_ID"] == "crm"
    assert ada.refused("task.item.userfield.delete", ID=bound["ID"]) == (400, "ERROR_NOT_FOUND")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"FIELD_NAME": "A"}, "The 'USER_TYPE_ID' field is not found."),
        ({"USER_TYPE_ID": "string"}, "The 'FIELD_NAME' field is not found"),
        ({"FIELD_NAME": "A", "USER_TYPE_ID": "enumeration"}, "Invalid user type specified."),
        ({"FIELD_NAME": "A", "USER_TYPE_ID": "nothing"}, "Invalid user type specified."),
        (
            {"FIELD_NAME": "UF_TAKEN", "USER_TYPE_ID": "string"},
            "The field UF_TAKEN for the object TASKS_TASK already exists.",
        ),
    ],
)
def test_a_field_that_cannot_be_is_refused(ada: AppApi, given: dict[str, str], text: str) -> None:
    made(ada, "TAKEN")
    assert ada.send("task.item.userfield.add", PARAMS=given).error == (400, "ERROR_CORE", text)
    assert names(ada) == ["UF_TAKEN", *SYSTEM]


def test_only_administrators_make_and_change_fields(ada: AppApi, clara: AppApi) -> None:
    field = made(ada, "A")
    denied = (400, "ERROR_CORE", "Access denied")
    assert clara.send("task.item.userfield.add", PARAMS={"FIELD_NAME": "B", "USER_TYPE_ID": "string"}).error == denied
    assert clara.send("task.item.userfield.update", ID=field, DATA={"SORT": 1}).error == denied
    assert clara.send("task.item.userfield.delete", ID=field).error == denied


def test_a_field_must_be_named_by_a_number(ada: AppApi) -> None:
    for verb in ("update", "delete"):
        method = f"task.item.userfield.{verb}"
        assert "Invalid arguments" in ada.send(method).error[2]
        assert ada.send(method, ID="x", DATA={}).error == (400, "ERROR_CORE", "ID is not defined or invalid.")
        assert ada.refused(method, ID=UNKNOWN, DATA={}) == (400, "ERROR_NOT_FOUND")
    assert ada.send("task.item.userfield.get").error == (400, "ERROR_CORE", "No parameters found")
    assert ada.refused("task.item.userfield.get", ID=0) == (400, "ERROR_CORE")


def test_types_and_properties_are_described(clara: AppApi) -> None:
    answer = clara.send("task.item.userfield.gettypes").json
    assert {"string", "double", "datetime", "boolean"} <= {kind["ID"] for kind in answer["result"]}
    assert answer["total"] == 0
    assert clara("task.item.userfield.getfields")["FIELD_NAME"]["isImmutable"] is True


def test_tasks_have_their_values(wire: Wire, ada: AppApi, clara: AppApi) -> None:
    made(ada, "BUDGET", "double", SETTINGS={"PRECISION": 2})
    made(ada, "NOTES", MULTIPLE="Y")
    made(ada, "DUE", "datetime")
    made(ada, "URGENT", "boolean")
    low = added(clara, UF_BUDGET=10.504, UF_NOTES=["one", "two"], UF_DUE="2026-01-05T09:00:00+00:00", UF_URGENT=1)
    high = added(clara, UF_BUDGET=70)
    wanted = ["UF_BUDGET", "UF_NOTES", "UF_DUE", "UF_URGENT"]
    task = task_of(clara, low, "ID", *wanted)
    assert task["UF_NOTES"] == ["one", "two"]
    assert task["UF_DUE"] == "2026-01-05T09:00:00+00:00"
    assert (str(task["UF_BUDGET"]), str(task["UF_URGENT"])) == ("10.5", "1")
    assert "UF_BUDGET" not in task_of(clara, low)
    assert set(wanted) <= task_of(clara, low, "ID", "UF_*").keys()

    def found(**given: Any) -> list[int]:
        listed = clara("tasks.task.list", select=["ID"], order={"ID": "asc"}, filter=given)["tasks"]
        return [int(each["id"]) for each in listed]

    assert found(**{">UF_BUDGET": 20}) == [high]
    assert found(UF_NOTES="two") == [low]
    ordered = clara("task.items.getlist", ORDER={"UF_BUDGET": "desc"}, FILTER={}, TASKDATA=["ID", "UF_BUDGET"])
    assert [int(each["ID"]) for each in ordered] == [high, low]
    clara("tasks.task.update", taskId=low, fields={"UF_BUDGET": 99})
    assert str(clara("task.item.getdata", TASKID=low)["UF_BUDGET"]) == "99"
    assert clara("tasks.task.getFields")["fields"]["UF_BUDGET"]["type"] == "double"
    clara("tasks.task.delete", taskId=low)
    assert found(UF_NOTES="two") == []


def test_a_mandatory_field_must_be_filled(ada: AppApi, clara: AppApi) -> None:
    made(ada, "REQUEST", MANDATORY="Y", LABEL="Request")
    answer = clara.send("tasks.task.add", fields={"TITLE": "A task", "RESPONSIBLE_ID": 3})
    assert answer.error == (400, "ERROR_CORE", "Required field Request value not entered<br>")
    assert clara("tasks.task.list") == {"tasks": []}
    added(clara, UF_REQUEST="Something")
