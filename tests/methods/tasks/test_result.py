"""``tasks.task.result.addFromComment|list|deleteFromComment``: comments as results."""

from typing import Any

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.tasks.conftest import ADA, DMITRI, added

UNKNOWN = 999_999


def said(api: AppApi, task: int, text: str = "Sent on [B]Monday[/B]") -> int:
    number: int = api("task.commentitem.add", TASKID=task, FIELDS={"POST_MESSAGE": text})
    return number


def results(api: AppApi, task: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api("tasks.task.result.list", taskId=task)
    return found


def test_a_comment_is_a_result_until_it_is_none(wire: Wire, clara: AppApi) -> None:
    wire.freeze(1_767_603_600.0)
    task = added(clara)
    comment = said(clara, task)
    result = clara("tasks.task.result.addFromComment", commentId=comment)
    now = "2026-01-05T09:00:00+00:00"
    assert result == {
        "id": result["id"],
        "taskId": task,
        "commentId": comment,
        "createdBy": 3,
        "createdAt": now,
        "updatedAt": now,
        "status": 0,
        "text": "Sent on [B]Monday[/B]",
        "formattedText": "Sent on <b>Monday</b>",
        "files": None,
    }
    assert results(clara, task) == [{**result, "files": []}]
    again = clara.send("tasks.task.result.addFromComment", commentId=comment).error
    assert again == (400, "0", "Result already exists.")
    wire.freeze(1_767_603_660.0)
    clara("task.commentitem.update", TASKID=task, ITEMID=comment, FIELDS={"POST_MESSAGE": "Sent"})
    assert [(each["text"], each["updatedAt"]) for each in results(clara, task)] == [
        ("Sent", "2026-01-05T09:01:00+00:00")
    ]
    assert clara("tasks.task.result.deleteFromComment", commentId=comment) is None
    assert results(clara, task) == []
    assert clara("task.commentitem.get", TASKID=task, ITEMID=comment)["POST_MESSAGE"] == "Sent"


def test_a_result_is_closed_with_its_task_and_stays_so(clara: AppApi) -> None:
    task = added(clara, SE_PARAMETER=[{"CODE": 3, "VALUE": "Y"}])
    comment = said(clara, task)
    assert clara.refused("tasks.task.complete", taskId=task) == (400, "ERROR_CORE")

    def info() -> list[str]:
        listed = clara("tasks.task.list", filter={"ID": task}, params={"WITH_RESULT_INFO": "Y"})["tasks"][0]
        return [listed[name] for name in ("taskRequireResult", "taskHasOpenResult", "taskHasResult")]

    assert info() == ["Y", "N", "N"]
    clara("tasks.task.result.addFromComment", commentId=comment)
    assert info() == ["Y", "Y", "Y"]
    clara("tasks.task.complete", taskId=task)
    assert info() == ["Y", "N", "Y"]
    clara("tasks.task.renew", taskId=task)
    assert [each["status"] for each in results(clara, task)] == [1]
    clara("tasks.task.result.addFromComment", commentId=comment)
    assert [each["status"] for each in results(clara, task)] == [0, 1]
    clara("task.commentitem.delete", TASKID=task, ITEMID=comment)
    assert results(clara, task) == []


def test_people_pin_their_own_comments_and_administrators_any(
    ada: AppApi, clara: AppApi, dmitri: AppApi, farid: AppApi
) -> None:
    task = added(clara, RESPONSIBLE_ID=DMITRI)
    comment = said(dmitri, task)
    denied = (400, "0", "Access denied.")
    for verb in ("addFromComment", "deleteFromComment"):
        for other in (clara, farid):
            assert other.send(f"tasks.task.result.{verb}", commentId=comment).error == denied
        missing = dmitri.send(f"tasks.task.result.{verb}", commentId=UNKNOWN).error
        assert missing == (400, "0", "Comment not found.")
        wrong = dmitri.send(f"tasks.task.result.{verb}", commentId="x").error
        assert wrong[1:] == (
            "100",
            "Invalid value {x} to match with parameter {commentId}. Should be value of type int.",
        )
    assert farid.send("tasks.task.result.list", taskId=task).error == denied
    assert ada("tasks.task.result.addFromComment", commentId=comment)["createdBy"] == ADA
    assert len(results(clara, task)) == 1
    ada("tasks.task.result.deleteFromComment", commentId=comment)
    assert dmitri("tasks.task.result.addFromComment", commentId=comment)["createdBy"] == DMITRI
