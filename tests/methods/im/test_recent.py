"""``im.recent.*`` and ``im.search.*``: dialogs lately had, and what is found by words."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.im.conftest import CLARA, DMITRI, ELIF, NOON, counters


def ids(api: AppApi, **given: Any) -> list[Any]:
    return [each["id"] for each in api("im.recent.list", **given)["items"]]


def test_dialogs_are_listed_by_what_has_happened_in_them(wire: Wire, clara: AppApi, dmitri: AppApi, chat: int) -> None:
    dialog = f"chat{chat}"
    wire.freeze(NOON + 60)
    clara("im.message.add", DIALOG_ID=DMITRI, MESSAGE="Good [b]day[/b]\nto you")
    assert ids(clara) == [DMITRI, dialog]
    wire.freeze(NOON + 120)
    dmitri("im.message.add", DIALOG_ID=dialog, MESSAGE="Pears", ATTACH=[{"MESSAGE": "A"}])
    first, second = clara("im.recent.get")
    assert (first["id"], first["type"], first["title"], first["counter"]) == (dialog, "chat", "Pears", 1)
    assert (first["message"]["text"], first["message"]["attach"], first["message"]["file"]) == ("Pears", True, False)
    assert (first["chat"]["role"], first["user"]["id"]) == ("OWNER", DMITRI)
    assert (second["id"], second["type"], second["title"]) == (DMITRI, "user", "Dmitri Quay")
    assert (second["message"]["text"], second["message"]["status"]) == ("Good day to you", "received")
    assert second["date_update"] == "2026-04-15T12:01:00+00:00"
    dmitri("im.dialog.read", DIALOG_ID=CLARA)
    original = clara("im.recent.list", GET_ORIGINAL_TEXT="Y", SKIP_CHAT="Y")["items"]
    assert [(each["message"]["text"], each["message"]["status"]) for each in original] == [
        ("Good [b]day[/b]\nto you", "delivered"),
    ]  # fmt: skip
    assert ids(clara, SKIP_DIALOG="Y") == ids(clara, UNREAD_ONLY="Y") == ids(clara, CAN_MANAGE_MESSAGES="Y") == [dialog]
    assert ids(clara, LAST_MESSAGE_DATE="2026-04-15T12:02:00+00:00") == [DMITRI]
    assert ids(clara, ONLY_COPILOT="Y") == ids(clara, ONLY_CHANNEL="Y") == []
    since = clara("im.recent.get", LAST_SYNC_DATE="2026-04-15T12:02:00+00:00")
    assert [each["id"] for each in since] == [dialog]
    assert clara("im.recent.get", ONLY_OPENLINES="Y") == []
    page = clara("im.recent.list", LIMIT=1)
    assert (len(page["items"]), page["hasMore"], ids(clara, LIMIT=1, OFFSET=1)) == (1, True, [DMITRI])
    assert clara.send("im.recent.list").json["total"] == -1


def test_dialogs_are_pinned_marked_and_hidden(wire: Wire, clara: AppApi, dmitri: AppApi, chat: int) -> None:
    dialog = f"chat{chat}"
    clara("im.message.add", DIALOG_ID=DMITRI, MESSAGE="A")
    wire.freeze(NOON + 60)
    dmitri("im.message.add", DIALOG_ID=dialog, MESSAGE="B")
    clara("im.recent.pin", DIALOG_ID=DMITRI)
    assert ids(clara) == [DMITRI, dialog]
    assert [each["pinned"] for each in clara("im.recent.get")] == [True, False]
    clara("im.recent.pin", DIALOG_ID=DMITRI, PIN="N")
    assert ids(clara) == [dialog, DMITRI]
    assert clara("im.recent.unread", DIALOG_ID=DMITRI) is True
    assert counters(clara) == {"CHAT": {str(chat): 1}, "DIALOG_UNREAD": [DMITRI]}
    assert clara("im.recent.get")[1]["unread"] is True
    assert clara("im.recent.unread", DIALOG_ID=dialog, ACTION="N") is True
    assert clara("im.recent.unread", DIALOG_ID=DMITRI, ACTION="N") is True
    assert counters(clara) == {}
    assert clara("im.recent.hide", DIALOG_ID=dialog) is True
    assert ids(clara) == [DMITRI]
    dmitri("im.message.add", DIALOG_ID=dialog, MESSAGE="C")
    assert ids(clara) == [dialog, DMITRI]
    for method in ("pin", "unread", "hide"):
        assert clara.refused(f"im.recent.{method}", DIALOG_ID="me") == (400, "DIALOG_ID_EMPTY")
    assert clara.refused("im.recent.pin", DIALOG_ID=ELIF) == (400, "ACCESS_ERROR")


def test_chats_people_and_departments_are_found_by_the_beginnings_of_words(clara: AppApi, elif_: AppApi) -> None:
    number = clara("im.chat.add", TITLE="Project of the 100% harbour", USERS=[DMITRI])

    def found(phrase: str) -> list[int]:
        return [each["id"] for each in clara("im.search.chat.list", FIND=phrase)]

    assert found("proj") == found("HARB proj") == found("quay") == found("dmitri proj") == found("100%") == [number]
    assert found("roject") == found("proj elif_") == found("1_0") == []
    assert elif_("im.search.chat.list", FIND="proj") == []
    assert clara("im.search.chat.list", FIND_LINES="proj") == []
    other = clara("im.chat.add", TITLE="Proverbs")
    page = clara.send("im.search.chat.list", FIND="pro", LIMIT=1).json
    assert ([each["id"] for each in page["result"]], page["total"], page["next"]) == ([other], 2, 1)
    assert (page["result"][0]["counter"], page["result"][0]["role"]) == (0, "owner")
    assert set(clara("im.search.user.list", FIND="dmi qu")) == {str(DMITRI)}
    assert clara("im.search.user.list", FIND="uay") == []
    assert clara.send("im.search.user.list", FIND="a", LIMIT=1).error[1] == "FIND_SHORT"
    assert clara.refused("im.search.chat.list") == (400, "FIND_SHORT")
    offices = clara("im.search.department.list", FIND="")
    assert offices[0]["id"] == 1
    word = offices[-1]["name"].split()[0]
    assert offices[-1]["id"] in [each["id"] for each in clara("im.search.department.list", FIND=word[:3])]
    shown = clara("im.search.department.list", FIND="", USER_DATA="Y", LIMIT=1)[0]
    assert "manager_user_data" in shown
    assert clara.refused("im.search.department.list") == (400, "FIND_SHORT")


def test_dialogs_that_were_looked_for_are_remembered(wire: Wire, clara: AppApi, elif_: AppApi, chat: int) -> None:
    dialog = f"chat{chat}"
    assert clara("im.search.last.add", DIALOG_ID=DMITRI) is True
    wire.freeze(NOON + 1)
    assert clara("im.search.last.add", DIALOG_ID=dialog) is True
    assert elif_("im.search.last.add", DIALOG_ID=dialog) is False
    assert [each["id"] for each in clara("im.search.last.get")] == [dialog, DMITRI]
    assert [each["type"] for each in clara("im.search.last.get", SKIP_CHAT="Y")] == ["user"]
    wire.freeze(NOON + 2)
    clara("im.search.last.add", DIALOG_ID=str(DMITRI))
    assert [each["id"] for each in clara("im.search.last.get")] == [DMITRI, dialog]
    assert clara("im.search.last.delete", DIALOG_ID=DMITRI) is True
    assert clara("im.search.last.delete", DIALOG_ID=DMITRI) is False
    assert [each["id"] for each in clara("im.search.last.get", SKIP_DIALOG="Y")] == [dialog]
    assert elif_("im.search.last.get") == []


@pytest.mark.parametrize("method", ["im.search.last.add", "im.search.last.delete"])
def test_what_names_no_dialog_is_not_looked_for(clara: AppApi, method: str) -> None:
    assert clara.refused(method, DIALOG_ID="Dmitri") == (400, "DIALOG_ID_EMPTY")


def test_the_messenger_says_what_it_can_do(clara: AppApi) -> None:
    assert clara("im.revision.get")["rest"] == 32
    assert clara("im.user.get", ID=CLARA)["id"] == CLARA


def test_a_comment_of_tomorrow_holds_no_dialog_at_the_top(clara: AppApi, dmitri: AppApi, chat: int) -> None:
    fields = {"TITLE": "Pears", "RESPONSIBLE_ID": DMITRI}
    task = int(clara("tasks.task.add", fields=fields)["task"]["id"])
    tomorrow = {"POST_MESSAGE": "First", "POST_DATE": "2999-01-01T00:00:00+00:00"}
    clara("task.commentitem.add", TASKID=task, FIELDS=tomorrow)
    dmitri.wire.freeze(NOON + 60)
    clara("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE="Hello")
    assert ids(dmitri)[0] == f"chat{chat}"
