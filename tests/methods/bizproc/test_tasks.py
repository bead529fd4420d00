"""Tasks within processes: who has them, who sees them, how they are answered and given away."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.bpt import node
from tests.methods.bizproc.conftest import Office, error_of

LIST, COMPLETE, DELEGATE = (f"bizproc.task.{verb}" for verb in ("list", "complete", "delegate"))
NOON = 1_772_000_000.0
FIELDS = [
    {"Name": "phone", "Title": "Phone", "Type": "string", "Required": "1"},
    {"Name": "day", "Title": "Day", "Type": "date"},
    {"Name": "sizes", "Title": "Sizes", "Type": "int", "Multiple": "1", "Default": [1]},
    {"Name": "color", "Title": "Color", "Type": "select", "Options": {"r": "Red", "g": "Green"}},
    {"Name": "who", "Title": "Who", "Type": "user", "Default": "Author"},
]


def logged(text: str, name: str) -> dict[str, Any]:
    return node("SequenceActivity", f"S{name}", {}, node("LogActivity", f"L{name}", {"Text": text}))


def task(kind: str, *branches: dict[str, Any], users: Any = ("user_1",), **more: Any) -> dict[str, Any]:
    said = {"Users": list(users), "Name": "Check {=Document:TITLE}", "Description": "With care", **more}
    return node(kind, "T1", said, *branches)


def approval(**more: Any) -> dict[str, Any]:
    yes, no = logged("Approved by {=T1:LastApprover}: {=T1:Comments}", "yes"), logged("Rejected", "no")
    return task("ApproveActivity", yes, no, **more)


def begun(office: Office, step: dict[str, Any]) -> int:
    """The number of the task of a new process."""
    office.start(office.template(step, node("LogActivity", "Z", {"Text": "End"})), office.deal())
    return int(office(LIST, ORDER={"ID": "DESC"})[0]["ID"])


@pytest.fixture
def clara(office: Office) -> AppApi:
    return office.app.as_user(3)


def test_an_approval_is_listed_and_answered(office: Office) -> None:
    office.at(NOON)
    more = {"SetStatusMessage": "Y", "StatusMessage": "Waiting", "TaskButton1Message": "Fine", "TimeoutDuration": 60}
    number = begun(office, approval(**more))
    row = office(LIST, SELECT=["*"])[0]
    workflow, modified = row.pop("WORKFLOW_ID"), row.pop("MODIFIED")
    deal = row["DOCUMENT_ID"].removeprefix("DEAL_")
    assert row == {
        "ID": str(number),
        "DESCRIPTION": "With care",
        "NAME": "Check Rope",
        "WORKFLOW_STARTED": modified,
        "WORKFLOW_STARTED_BY": "1",
        "OVERDUE_DATE": "2026-02-25T06:14:20+00:00",
        "WORKFLOW_TEMPLATE_ID": row["WORKFLOW_TEMPLATE_ID"],
        "WORKFLOW_TEMPLATE_NAME": "Checks",
        "WORKFLOW_STATE": "Waiting",
        "STATUS": "0",
        "USER_ID": "1",
        "USER_STATUS": "0",
        "MODULE_ID": "crm",
        "ENTITY": "CCrmDocumentDeal",
        "DOCUMENT_ID": f"DEAL_{deal}",
        "ACTIVITY": "ApproveActivity",
        "ACTIVITY_NAME": "T1",
        "DOCUMENT_NAME": "Rope",
        "DOCUMENT_URL": f"/crm/deal/details/{deal}/",
        "PARAMETERS": {
            "CommentLabel": "Comment",
            "CommentRequired": "N",
            "ShowComment": "Y",
            "StatusYesLabel": "Fine",
            "StatusNoLabel": "Reject",
        },
    }
    usual = {"ENTITY", "DOCUMENT_ID", "ID", "WORKFLOW_ID", "DOCUMENT_NAME", "NAME", "DOCUMENT_URL"}
    assert set(office(LIST)[0]) == usual
    assert office("im.notify.get")["notifications"][0]["text"] == "Check Rope: Rope"
    assert office(COMPLETE, TASK_ID=number, STATUS="yes", COMMENT="Nice") is True
    assert office.notes() == ["Approved by user_1: Nice", "End"]
    found = office(LIST, SELECT=["STATUS", "USER_STATUS"], FILTER={"workflow_id": workflow})
    assert found == [{"STATUS": "1", "USER_STATUS": "1"}]
    assert office.error(COMPLETE, TASK_ID=number, STATUS=1)[0] == "ERROR_TASK_COMPLETED"
    office.at(NOON + 86_400)
    assert office(LIST) == [], "a day after the process has ended"


def test_a_task_is_over_when_its_time_is(office: Office) -> None:
    office.at(NOON)
    number = begun(office, approval(TimeoutDuration="1", TimeoutDurationType="h"))
    office.at(NOON + 3_600)
    assert office.notes() == ["Rejected", "End"]
    assert office(LIST, SELECT=["STATUS"]) == [{"STATUS": "4"}]
    assert office.error(COMPLETE, TASK_ID=number, STATUS=1) == ("ERROR_TASK_COMPLETED", "Task already completed")


@pytest.mark.parametrize(
    ("way", "answers", "notes"),
    [
        ("all", ["yes"], []),
        ("all", ["no"], ["Rejected", "End"]),
        ("all", ["yes", "yes"], ["Approved by user_3: ", "End"]),
        ("any", ["yes"], ["Approved by user_1: ", "End"]),
        ("vote", ["no"], []),
        ("vote", ["no", "yes"], ["Approved by user_3: ", "End"]),
        ("vote", ["no", "no"], ["Rejected", "End"]),
    ],
)
def test_how_several_people_approve(
    office: Office, clara: AppApi, way: str, answers: list[str], notes: list[str]
) -> None:
    number = begun(office, approval(users=["user_1", "user_3"], ApproveType=way, ApproveMinPercent=50))
    callers: list[Office | AppApi] = [office, clara]
    for api, answer in zip(callers, answers, strict=False):
        assert api(COMPLETE, TASK_ID=number, STATUS=answer) is True
    assert office.notes() == notes


def test_what_is_read_by_all(office: Office, clara: AppApi) -> None:
    number = begun(office, task("ReviewActivity", users=["1;3"], CommentRequired="Y"))
    assert office.error(COMPLETE, TASK_ID=number, STATUS=1) == ("ERROR_TASK_VALIDATION", "incorrect STATUS")
    refused = office.error(COMPLETE, TASK_ID=number, STATUS=3)
    assert refused == ("ERROR_TASK_EXECUTION", 'The field "Comment" is required')
    office(COMPLETE, TASK_ID=number, STATUS="ok", COMMENT="Read")
    assert office.notes() == []
    clara(COMPLETE, TASK_ID=number, STATUS="ok", COMMENT="Me too")
    assert office.notes() == ["End"]


def test_what_is_asked_for_becomes_known(office: Office) -> None:
    answered = node("LogActivity", "L", {"Text": "{=Variable:phone} {=T1:day} {=Variable:sizes} {=T1:color} {=T1:who}"})
    asked = task("RequestInformationActivity", RequestedInformation=FIELDS)
    office.start(office.template(asked, answered), office.deal())
    row = office(LIST, SELECT=["ID", "PARAMETERS"])[0]
    assert row["PARAMETERS"]["StatusOkLabel"] == "Save"
    assert row["PARAMETERS"]["Fields"][2] == {
        "Id": "sizes",
        "Type": "int",
        "Name": "Sizes",
        "Description": "",
        "Multiple": True,
        "Required": False,
        "Options": None,
        "Settings": None,
        "Default": [1],
    }
    good = {"phone": "+49 30 1", "day": "2026-03-01T23:30:00+00:00", "sizes": ["2", 3], "color": "g"}
    for more, why in (
        ({"phone": ""}, 'The field "Phone" is required'),
        ({"day": "soon"}, 'Invalid value of the field "Day"'),
        ({"sizes": "big"}, 'Invalid value of the field "Sizes"'),
        ({"sizes": [[1]]}, 'Invalid value of the field "Sizes"'),
        ({"sizes": [None]}, 'Invalid value of the field "Sizes"'),
        ({"color": "b"}, 'Invalid value of the field "Color"'),
        ({"who": "user_999"}, 'Invalid value of the field "Who"'),
    ):
        refused = office.error(COMPLETE, TASK_ID=row["ID"], STATUS=3, FIELDS={**good, **more})
        assert refused == ("ERROR_TASK_EXECUTION", why)
    office(COMPLETE, TASK_ID=row["ID"], STATUS=3, FIELDS=good)
    assert office.notes() == ["+49 30 1 2026-03-01 2, 3 g user_1"]


def test_processes_keep_no_files(office: Office) -> None:
    fields = [{"Name": "scan", "Title": "Scan", "Type": "file"}]
    number = begun(office, task("RequestInformationActivity", RequestedInformation=fields))
    refused = office.error(COMPLETE, TASK_ID=number, STATUS=3, FIELDS={"scan": ["a.txt", "b25l"]})
    assert refused == ("ERROR_TASK_EXECUTION", 'Invalid value of the field "Scan"')
    assert office(COMPLETE, TASK_ID=number, STATUS=3) is True


def test_what_is_asked_for_may_be_refused(office: Office) -> None:
    branches = logged("Got {=T1:phone}", "yes"), logged("Refused", "no")
    step = task("RequestInformationOptionalActivity", *branches, RequestedInformation=FIELDS[:1])
    number = begun(office, step)
    office(COMPLETE, TASK_ID=number, STATUS="cancel")
    number = begun(office, step)
    office(COMPLETE, TASK_ID=number, STATUS=3, FIELDS={"phone": "7"})
    assert office.notes() == ["Refused", "End", "Got 7", "End"]


def test_a_task_that_nobody_has_stops_the_process(office: Office) -> None:
    office.start(office.template(approval(users=["user_999"])), office.deal())
    assert office.notes() == ["Stopped: nobody has the task"]


def test_who_sees_which_tasks(office: Office, clara: AppApi) -> None:
    for user in (1, 2, 3):
        begun(office, approval(users=[user]))
    found = office(LIST, SELECT=["USER_ID"], ORDER={"USER_ID": "asc"})
    assert [row["USER_ID"] for row in found] == ["1", "2", "3"]
    assert office(LIST, SELECT=["USER_ID"], FILTER={"USER_ID": 2, "STATUS": 0}) == [{"USER_ID": "2"}]
    assert clara(LIST, SELECT=["USER_ID"]) == [{"USER_ID": "3"}]
    assert error_of(clara, LIST, FILTER={"USER_ID": 1}) == ("ACCESS_DENIED", "Access denied!")
    assert clara(LIST, FILTER={"!USER_ID": 3}) == []
    boris = office.app.as_user(2)
    assert boris(LIST, SELECT=["USER_ID"]) == [{"USER_ID": "2"}]
    assert boris(LIST, SELECT=["USER_ID"], FILTER={"USER_ID": 3}) == [{"USER_ID": "3"}], "whom he heads"
    for wrong in ("ID", [["ID"]]):
        refused = office.error(LIST, SELECT=wrong)
        assert refused == ("ERROR_SELECT_VALIDATION_FAILURE", "Invalid data in SELECT parameter")


def test_what_is_wrong_with_an_answer_is_said(office: Office, clara: AppApi) -> None:
    number = begun(office, approval())
    for given, refusal in (
        ({"TASK_ID": "", "STATUS": 1}, ("ERROR_TASK_VALIDATION", "empty TASK_ID")),
        ({"TASK_ID": number, "STATUS": 9}, ("ERROR_TASK_VALIDATION", "incorrect STATUS")),
        ({"TASK_ID": number, "STATUS": "ok"}, ("ERROR_TASK_VALIDATION", "incorrect STATUS")),
        ({"TASK_ID": number + 1, "STATUS": 1}, ("ERROR_TASK_NOT_FOUND", "Task not found")),
    ):
        assert office.error(COMPLETE, **given) == refusal
    assert error_of(clara, COMPLETE, TASK_ID=number, STATUS=1)[0] == "ERROR_TASK_NOT_FOUND", "it is somebody else's"
    assert office.notes() == []


def test_tasks_are_given_to_somebody_else(office: Office, clara: AppApi) -> None:
    free, fixed, below = (begun(office, approval(DelegationType=way)) for way in ("1", "2", "0"))
    given = {"TASK_IDS": [free], "FROM_USER_ID": 1, "TO_USER_ID": 3}
    no = "ERROR_DELEGATION_NOT_ALLOWED"
    for more, refusal in (
        ({"TASK_IDS": []}, ("ERROR_TASK_VALIDATION", "Invalid TASK_IDS")),
        ({"TASK_IDS": ["x"]}, ("ERROR_TASK_VALIDATION", "Invalid TASK_IDS")),
        ({"FROM_USER_ID": "x"}, ("ERROR_INVALID_USER_ID", "Invalid FROM_USER_ID")),
        ({"TO_USER_ID": 999}, ("ERROR_INVALID_USER_ID", "Invalid TO_USER_ID")),
        ({"FROM_USER_ID": 2}, (no, "User is not responsible for the task")),
        ({"TASK_IDS": [free, fixed]}, (no, "The task may not be delegated")),
        ({"TO_USER_ID": 1}, (no, "User 1 has the task already")),
    ):
        assert office.error(DELEGATE, **{**given, **more}) == refusal, more
    assert error_of(clara, DELEGATE, **given) == (no, "User is not responsible for the task")
    refused = error_of(clara, DELEGATE, TASK_IDS=[below], FROM_USER_ID=3, TO_USER_ID=1)
    assert refused == (no, "User is not responsible for the task")
    number = begun(office, approval(users=[2]))
    refused = office.error(DELEGATE, TASK_IDS=[number], FROM_USER_ID=2, TO_USER_ID=6)
    assert refused == (no, "The task may be delegated to subordinates only")
    assert office.app.as_user(2)(DELEGATE, TASK_IDS=[number], FROM_USER_ID=2, TO_USER_ID=3) is True, "whom he heads"
    assert clara(COMPLETE, TASK_ID=number, STATUS=2) is True
    assert office.notes() == ["Rejected", "End"]
    assert office(DELEGATE, **given) is True
    assert [row["ID"] for row in clara(LIST, FILTER={"STATUS": 0})] == [str(free)]
    assert office.error(COMPLETE, TASK_ID=free, STATUS=1)[0] == "ERROR_TASK_NOT_FOUND"
    assert clara(COMPLETE, TASK_ID=free, STATUS=1) is True
    assert office.notes()[2:] == ["Approved by user_3: ", "End"]


def test_open_tasks_are_over_with_their_process(office: Office) -> None:
    for method, left in (("bizproc.workflow.terminate", [{"STATUS": "4"}]), ("bizproc.workflow.kill", [])):
        begun(office, approval())
        workflow = office(LIST, SELECT=["WORKFLOW_ID"], ORDER={"ID": "DESC"})[0]["WORKFLOW_ID"]
        office(method, ID=workflow)
        assert office(LIST, SELECT=["STATUS"], FILTER={"WORKFLOW_ID": workflow}) == left
        assert office(LIST, FILTER={"STATUS": 0}) == []
