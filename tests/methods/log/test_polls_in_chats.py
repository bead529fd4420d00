"""Polls in chats, and the reports of polls."""

import csv
import io
from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.log.test_attached_vote import CAKES, DRINKS, asked, poll, vote

KIND = "Bitrix\\Vote\\Attachment\\ImMessageConnector"
ASKING = "vote.Integration.Im.send"
LONG = [{"MESSAGE": "a" * 2000}] * 2


@pytest.fixture
def boris(admin: AppApi) -> AppApi:
    """Who heads Clara."""
    return admin.as_user(2)


@pytest.fixture
def dmitri(admin: AppApi) -> AppApi:
    """Who works beside her."""
    return admin.as_user(4)


@pytest.fixture
def chat(admin: AppApi) -> int:
    """The chat of a task of Clara's."""
    found: int = admin("tasks.task.add", fields={"TITLE": "Drinks", "RESPONSIBLE_ID": 3})["task"]["chatId"]
    return found


def data(*questions: Any, **said: Any) -> dict[str, Any]:
    return {"QUESTIONS": [*questions], **said}


def test_a_poll_is_asked_in_a_chat_of_whoever_sees_the_task(
    admin: AppApi, clara: AppApi, boris: AppApi, dmitri: AppApi, chat: int
) -> None:
    made = clara(ASKING, chatId=chat, IM_MESSAGE_VOTE_DATA=data(DRINKS), templateId="once")
    assert clara(ASKING, chatId=chat, IM_MESSAGE_VOTE_DATA=data(DRINKS), templateId="once") == made
    other = admin(ASKING, chatId=chat, IM_MESSAGE_VOTE_DATA=data(CAKES), templateId="once")
    assert other["voteId"] != made["voteId"]
    named = {"moduleId": "im", "entityType": KIND, "entityId": made["messageId"]}
    shown = boris("vote.AttachedVote.get", **named)["attach"]  # who heads Clara
    assert (shown["ID"], shown["entityId"]) == (made["voteId"], made["messageId"])
    assert vote(boris, made["voteId"], "Tea")["COUNTER"] == 1
    assert dmitri.refused("vote.AttachedVote.get", **named) == (403, "ATTACH_READ_ACCESS_DENIED")
    answer = dmitri.send(ASKING, chatId=chat, IM_MESSAGE_VOTE_DATA=data(DRINKS))
    assert (answer.status, answer.json["error_description"]) == (403, "Insufficient rights to create a survey")
    assert dmitri.refused(ASKING, chatId=999, IM_MESSAGE_VOTE_DATA=data(DRINKS)) == (403, "403")
    admin("tasks.task.delete", taskId=admin("tasks.task.list")["tasks"][0]["id"])
    assert admin.refused("vote.AttachedVote.get", attachId=made["voteId"]) == (400, "ATTACH_NOT_FOUND")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (None, "Please enter a question and answer options"),
        (data(), "Please enter a question and answer options"),
        (data({"QUESTION": " ", "ANSWERS": DRINKS["ANSWERS"]}), "Please enter a question and answer options"),
        (data({"QUESTION": "Tea?"}), "Please enter a question and answer options"),
        (data(DRINKS, CAKES), "Maximum number of questions: 1"),
        (data({"QUESTION": "Tea?", "ANSWERS": [{"MESSAGE": "Yes"}]}), "Minimum number of answers: 2"),
        (data({"QUESTION": "Tea?", "ANSWERS": [{"MESSAGE": "Yes"}] * 11}), "Maximum number of answers: 10"),
        (
            data({"QUESTION": "Tea?", "ANSWERS": [{"MESSAGE": "a" * 2000}] * 2}),
            "Failed to save survey data. Please try again",
        ),
    ],
)
def test_a_poll_that_cannot_be_is_not_asked(admin: AppApi, chat: int, given: Any, text: str) -> None:
    answer = admin.send(ASKING, chatId=chat, IM_MESSAGE_VOTE_DATA=given)
    assert (answer.status, answer.json["error"], answer.json["error_description"]) == (400, "400", text)


def test_a_report_of_a_poll_is_a_table(wire: Wire, admin: AppApi, clara: AppApi, dmitri: AppApi) -> None:
    _, number = asked(admin, dest=("U3",))
    vote(clara, number, "Tea", "Plum")
    answer = clara.send("vote.AttachedVote.download", signedAttachId=poll(clara, number)["signedAttachId"])
    assert answer.status == 302
    path, _, query = answer.headers["location"].removeprefix("http://localhost").partition("?")
    sent = wire.send(path, verb="GET", query=query)
    assert sent.headers["content-disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(sent.body.decode())))
    assert rows[2] == ["Coffee or tea?", "Tea", "1", "100", "Clara Mast"]
    assert dmitri.refused("vote.AttachedVote.download", attachId=number) == (403, "ATTACH_READ_ACCESS_DENIED")
    assert clara.refused("vote.AttachedVote.download", attachId=999) == (400, "ATTACH_NOT_FOUND")
