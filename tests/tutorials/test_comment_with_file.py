"""``how-to-create-comment-with-file.md``: a file sent into the chat of a task is a comment of the task."""

from base64 import b64encode

import pytest

from tests.conftest import Answer, Api, Wire, api_of

SCOPES = "task,im"
CONTENT = b64encode(b"%PDF-1.7 not really one").decode()


def _as(encoding: type[Api], api: Api) -> Api:
    return encoding(api.wire, api.user_id, api.base.split("/")[3])


@pytest.fixture
def hook(wire: Wire, encoding: type[Api]) -> Api:
    """The incoming webhook of the tutorial."""
    return _as(encoding, api_of(wire, 3, SCOPES))


@pytest.fixture
def task(hook: Api) -> int:
    number = hook("tasks.task.add", fields={"TITLE": "Check the invoice", "RESPONSIBLE_ID": 3})["task"]["id"]
    return int(number)


def sent(hook: Api, dialog: str, **fields: str) -> Answer:
    given = {"name": "file.pdf", "content": CONTENT, "message": "Comment with a file", **fields}
    return hook.send("im.v2.File.upload", dialogId=dialog, fields=given)


def test_a_comment_with_a_file_is_sent_into_the_chat_of_the_task(hook: Api, task: int) -> None:
    found = hook("tasks.task.get", taskId=task, select=["ID", "CHAT_ID"])["task"]
    dialog = f"chat{found['chatId']}"
    answer = sent(hook, dialog).result
    assert answer["messageId"] > 0
    assert (answer["chatId"], answer["dialogId"]) == (found["chatId"], dialog)
    file = answer["file"]
    assert (file["chatId"], file["name"], file["extension"], file["status"], file["progress"]) == (
        found["chatId"], "file.pdf", "pdf", "done", 100,
    )  # fmt: skip
    url = hook("im.v2.File.download", dialogId=dialog, fileId=file["id"])["downloadUrl"]
    path, _, query = url.partition("?")
    assert hook.wire.send("/" + path.split("/", 3)[-1], verb="GET", query=query).body == b"%PDF-1.7 not really one"
    [comment] = hook("task.commentitem.getlist", TASKID=task)
    assert (comment["ID"], comment["POST_MESSAGE"]) == (str(answer["messageId"]), "Comment with a file")
    assert [each["NAME"] for each in comment["ATTACHED_OBJECTS"].values()] == ["file.pdf"]
    assert sent(hook, dialog).result["messageId"] > answer["messageId"]  # run again, it says it again


def test_the_errors_of_the_table(wire: Wire, hook: Api, task: int) -> None:
    dialog = f"chat{hook('tasks.task.get', taskId=task, select=['CHAT_ID'])['task']['chatId']}"
    assert sent(hook, dialog, content="").error[1] == "FILE_EMPTY"
    assert sent(hook, dialog, content=f"data:application/pdf;base64,{CONTENT}").error[1] == "FILE_INVALID_CONTENT"
    assert sent(hook, "861").error[1] == "ACCESS_DENIED"
    assert sent(hook, "chat").error[1] == "CHAT_NOT_FOUND"
    stranger = api_of(wire, 6, SCOPES)
    refused = stranger.refused("im.v2.File.upload", dialogId=dialog, fields={"name": "a.pdf", "content": CONTENT})
    assert refused == (403, "ACCESS_DENIED")
    wire.set(file_bytes=8)
    assert sent(hook, dialog).error[1] == "FILE_TOO_LARGE"
