"""``im.message.*`` and ``im.dialog.*``: messages said, read, changed, taken back, liked, found, made something of."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.im.conftest import CLARA, DMITRI, ELIF, NOON, counters, texts

DAY = 86_400.0


def test_two_speak_in_a_dialog_of_theirs(clara: AppApi, dmitri: AppApi, elif_: AppApi) -> None:
    assert clara("im.dialog.messages.get", DIALOG_ID=DMITRI)["messages"] == []
    first = clara("im.message.add", DIALOG_ID=DMITRI, MESSAGE="Hello")
    second = dmitri("im.message.add", DIALOG_ID=str(CLARA), MESSAGE="Good day")
    found = clara("im.dialog.messages.get", DIALOG_ID=DMITRI)
    assert [(each["id"], each["author_id"], each["text"]) for each in found["messages"]] == [
        (second, DMITRI, "Good day"), (first, CLARA, "Hello"),
    ]  # fmt: skip
    assert [each["id"] for each in found["users"]] == [DMITRI, CLARA]
    assert (found["messages"][0]["date"], found["messages"][0]["unread"]) == ("2026-04-15T12:00:00+00:00", True)
    shown = clara("im.dialog.get", DIALOG_ID=DMITRI)
    assert (shown["name"], shown["type"], shown["message_type"]) == ("Dmitri Quay", "private", "P")
    assert (shown["counter"], shown["unread_id"], shown["dialog_id"]) == (1, second, str(DMITRI))
    for verb, given in (("leave", {}), ("user.add", {"USERS": [ELIF]}), ("user.delete", {"USER_ID": DMITRI})):
        assert clara.refused(f"im.chat.{verb}", CHAT_ID=shown["id"], **given) == (403, "ACCESS_ERROR")
    assert elif_.refused("im.dialog.get", DIALOG_ID=f"chat{shown['id']}") == (403, "ACCESS_ERROR")
    assert clara("im.message.add", DIALOG_ID=CLARA, MESSAGE="To myself") > 0
    assert texts(clara, CLARA) == ["To myself"]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"MESSAGE": " \n "}, (400, "MESSAGE_EMPTY")),
        ({"DIALOG_ID": ""}, (400, "USER_ID_EMPTY")),
        ({"DIALOG_ID": "chatX"}, (400, "USER_ID_EMPTY")),
        ({"DIALOG_ID": 999}, (400, "USER_NOT_FOUND")),
        ({"DIALOG_ID": "chat999"}, (400, "CHAT_ID")),
        ({"MESSAGE": ["A"]}, (400, "PARAMS_ERROR")),
        ({"ATTACH": "{"}, (400, "ATTACH_ERROR")),
        ({"ATTACH": {"BLOCKS": []}}, (400, "ATTACH_ERROR")),
        ({"ATTACH": [{"MESSAGE": "A", "LINK": {"LINK": "/a"}}]}, (400, "ATTACH_ERROR")),
        ({"ATTACH": [{"PICTURE": {}}]}, (400, "ATTACH_ERROR")),
        ({"ATTACH": [{"LINK": {"LINK": "javascript:alert(1)"}}]}, (400, "ATTACH_ERROR")),
        ({"ATTACH": [{"GRID": [{"NAME": "A", "VALUE": "B"}]}]}, (400, "ATTACH_ERROR")),
        ({"ATTACH": {"COLOR_TOKEN": "pink", "BLOCKS": [{"MESSAGE": "A"}]}}, (400, "ATTACH_ERROR")),
        ({"ATTACH": [{"MESSAGE": "A" * 60_000}]}, (400, "ATTACH_OVERSIZE")),
        ({"KEYBOARD": [{"TEXT": "A"}]}, (400, "KEYBOARD_ERROR")),
        ({"KEYBOARD": [{"LINK": "/a"}]}, (400, "KEYBOARD_ERROR")),
        ({"KEYBOARD": [{"TEXT": "A", "ACTION": "PUT"}]}, (400, "KEYBOARD_ERROR")),
        ({"KEYBOARD": {"BUTTONS": "A"}}, (400, "KEYBOARD_ERROR")),
        ({"MENU": [{"TEXT": "A", "LINK": "ftp://a"}]}, (400, "MENU_ERROR")),
        ({"MENU": [{"TEXT": "A" * 60_000, "LINK": "/a"}]}, (400, "MENU_ERROR")),
        ({"REPLY_ID": 99_999}, (403, "REPLY_ACCESS_ERROR")),
    ],
)
def test_a_message_that_cannot_be_is_refused(clara: AppApi, given: dict[str, Any], refusal: tuple[int, str]) -> None:
    assert clara.refused("im.message.add", **{"DIALOG_ID": DMITRI, "MESSAGE": "A", **given}) == refusal
    assert clara("im.recent.get") == []


def test_attachments_keyboards_and_menus_come_with_messages(clara: AppApi, chat: int) -> None:
    dialog = f"chat{chat}"

    def params(number: int) -> Any:
        found = clara("im.dialog.messages.get", DIALOG_ID=dialog)["messages"]
        return next(each["params"] for each in found if each["id"] == number)

    attach = {"ID": 1, "COLOR": "#29619b", "BLOCKS": [{"MESSAGE": "[b]A[/b]"}, {"DELIMITER": {"SIZE": "x"}}]}
    keyboard = [{"TEXT": "Site", "LINK": "https://example.test"}, {"TYPE": "NEWLINE"}, {"TEXT": "Go", "COMMAND": "go"}]
    menu = '[{"TEXT": "Call", "ACTION": "CALL", "ACTION_VALUE": "+1"}]'
    number = clara("im.message.add", DIALOG_ID=dialog, ATTACH=attach, KEYBOARD=keyboard, MENU=menu, URL_PREVIEW="N")
    assert params(number) == {
        "ATTACH": [
            {
                "ID": 1, "COLOR": "#29619b", "COLOR_TOKEN": "base",
                "BLOCKS": [{"MESSAGE": "[b]A[/b]"}, {"DELIMITER": {"SIZE": 200}}],
            }
        ],
        "KEYBOARD": {"BUTTONS": keyboard},
        "MENU": {"ITEMS": [{"TEXT": "Call", "ACTION": "CALL", "ACTION_VALUE": "+1"}]},
        "URL_PREVIEW": "N",
    }  # fmt: skip
    blocks = [
        {"LINK": {"LINK": "/crm/", "NAME": "CRM"}}, {"USER": {"NAME": "Ada", "USER_ID": 1}},
        {"GRID": [{"DISPLAY": "ROW", "NAME": "A", "VALUE": "B"}]}, {"IMAGE": [{"LINK": "https://example.test/a.png"}]},
        {"FILE": {"LINK": "/a.pdf", "SIZE": 5}},
    ]  # fmt: skip
    assert clara("im.message.update", MESSAGE_ID=number, ATTACH=blocks, KEYBOARD="N", MENU="") is True
    shown = params(number)
    assert (set(shown), len(shown["ATTACH"][0]["BLOCKS"]), shown["IS_EDITED"]) == (
        {"ATTACH", "URL_PREVIEW", "IS_EDITED"}, 5, "Y",
    )  # fmt: skip
    wrong = clara.send("im.message.update", MESSAGE_ID=number, MENU=[{"TEXT": "A"}]).error
    assert wrong[:2] == (400, "menu_ERROR")
    long = [{"TEXT": "A" * 60_000, "LINK": "/a"}]
    assert clara.refused("im.message.update", MESSAGE_ID=number, KEYBOARD=long) == (400, "KEYBOARD_OVERSIZE")
    assert clara.refused("im.message.update", MESSAGE_ID=number, MENU=long) == (400, "MENU_OVERSIZE")
    other = clara("im.message.add", DIALOG_ID=dialog, ATTACH=blocks)
    clara("im.message.update", MESSAGE_ID=other, ATTACH=blocks[:1], IS_EDITED="N")
    assert "IS_EDITED" not in params(other)
    reply = clara("im.message.add", DIALOG_ID=dialog, MESSAGE="Yes", REPLY_ID=number)
    assert params(reply) == {"REPLY_ID": number}
    elsewhere = clara.send("im.message.add", DIALOG_ID=DMITRI, MESSAGE="Yes", REPLY_ID=number).error
    assert elsewhere[:2] == (400, "REPLY_FROM_OTHER_CHAT_ERROR")
    system = clara("im.message.add", DIALOG_ID=dialog, MESSAGE="It rains", SYSTEM="Y")
    assert clara("im.dialog.messages.get", DIALOG_ID=dialog, LAST_ID=system + 1)["messages"] == []
    assert clara("im.dialog.messages.get", DIALOG_ID=dialog)["messages"][0]["author_id"] == 0


def test_a_long_message_is_cut(clara: AppApi) -> None:
    clara("im.message.add", DIALOG_ID=DMITRI, MESSAGE="A" * 20_000)
    clara("im.message.add", DIALOG_ID=DMITRI, MESSAGE="B" * 20_001)
    whole, cut = texts(clara, DMITRI)
    assert (len(whole), len(cut), cut[-7:]) == (20_000, 20_000, "B (...)")


def test_messages_are_changed_and_taken_back_for_some_days(
    wire: Wire, clara: AppApi, dmitri: AppApi, chat: int
) -> None:
    dialog = f"chat{chat}"
    number = dmitri("im.message.add", DIALOG_ID=dialog, MESSAGE="Two")
    assert clara.refused("im.message.update", MESSAGE_ID=number, MESSAGE="Three") == (403, "CANT_EDIT_MESSAGE")
    assert dmitri("im.message.update", MESSAGE_ID=number, MESSAGE="Three") is True
    assert texts(clara, dialog) == ["Three"]
    assert clara("im.message.like", MESSAGE_ID=number) is True
    assert clara("im.message.delete", MESSAGE_ID=number) is True  # who leads the chat may
    found = dmitri("im.dialog.messages.get", DIALOG_ID=dialog)["messages"][0]
    assert (found["text"], found["params"]) == ("Message deleted", {"IS_DELETED": "Y"})
    assert dmitri.refused("im.message.update", MESSAGE_ID=number, MESSAGE="A") == (403, "CANT_EDIT_MESSAGE")
    assert dmitri.refused("im.message.delete", MESSAGE_ID=number) == (403, "CANT_EDIT_MESSAGE")
    other = clara("im.message.add", DIALOG_ID=dialog, MESSAGE="Four")
    assert dmitri.refused("im.message.delete", MESSAGE_ID=other) == (403, "CANT_EDIT_MESSAGE")
    assert clara("im.message.update", MESSAGE_ID=other, MESSAGE="") is True
    assert texts(clara, dialog) == ["Message deleted"] * 2
    old = clara("im.message.add", DIALOG_ID=DMITRI, MESSAGE="Five")
    wire.freeze(NOON + 3 * DAY)
    assert clara("im.message.update", MESSAGE_ID=old, MESSAGE="Six") is True
    wire.freeze(NOON + 3 * DAY + 1)
    for method in ("update", "delete"):
        assert clara.refused(f"im.message.{method}", MESSAGE_ID=old, MESSAGE="A") == (403, "CANT_EDIT_MESSAGE")
        assert clara.refused(f"im.message.{method}", MESSAGE="A") == (400, "MESSAGE_ID_ERROR")
    assert texts(clara, DMITRI) == ["Six"]


def test_messages_are_liked(clara: AppApi, dmitri: AppApi, chat: int) -> None:
    number = clara("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE="Two")
    for action, refused in (("plus", False), ("plus", True), ("auto", False), ("minus", True), (None, False)):
        answer = dmitri.send("im.message.like", MESSAGE_ID=number, ACTION=action)
        assert (answer.status == 400 and answer.error[1] == "WITHOUT_CHANGES") is refused, action
    assert dmitri("im.dialog.messages.get", DIALOG_ID=f"chat{chat}")["messages"][0]["params"] == {"LIKE": [DMITRI]}
    assert dmitri.refused("im.message.like", MESSAGE_ID="x") == (400, "MESSAGE_ID_ERROR")


def test_pages_of_messages_follow_each_other(clara: AppApi, chat: int) -> None:
    dialog = f"chat{chat}"
    said = [clara("im.message.add", DIALOG_ID=dialog, MESSAGE=f"M{number}") for number in range(5)]

    def page(**given: Any) -> list[int]:
        return [each["id"] for each in clara("im.dialog.messages.get", DIALOG_ID=dialog, **given)["messages"]]

    assert page(LIMIT=2) == [said[4], said[3]]
    assert page(LIMIT=2, LAST_ID=said[3]) == [said[2], said[1]]
    assert page(LIMIT=2, FIRST_ID=said[0]) == [said[2], said[1]]
    assert page(LAST_ID=99_999) == page(FIRST_ID=99_999) == []
    for name in ("FIRST_ID", "LAST_ID"):
        assert clara.refused("im.dialog.messages.get", DIALOG_ID=dialog, **{name: "x"}) == (400, f"{name}_STRING")
    assert clara.refused("im.dialog.messages.get") == (400, "DIALOG_ID_EMPTY")


def test_messages_are_searched(wire: Wire, clara: AppApi, dmitri: AppApi, chat: int) -> None:
    dialog = f"chat{chat}"
    pears = clara("im.message.add", DIALOG_ID=dialog, MESSAGE="Pears and 100% apples")
    wire.freeze(NOON + 2 * DAY)
    quince = clara("im.message.add", DIALOG_ID=dialog, MESSAGE="QUINCE and pears")
    dmitri("im.message.like", MESSAGE_ID=quince)

    def found(**given: Any) -> list[int]:
        return [each["id"] for each in clara("im.dialog.messages.search", CHAT_ID=chat, **given)["messages"]]

    assert found(SEARCH_MESSAGE="pears") == [quince, pears]
    assert found(SEARCH_MESSAGE="pears", ORDER={"ID": "ASC"}) == [pears, quince]
    assert found(SEARCH_MESSAGE="pears", ORDER={"ID": "ASC"}, LAST_ID=pears) == [quince]
    assert found(SEARCH_MESSAGE="pears", LAST_ID=quince) == found(SEARCH_MESSAGE="100%") == [pears]
    assert found(SEARCH_MESSAGE="pears", LIMIT=1) == [quince]
    assert found(DATE="2026-04-17T00:00:00+00:00") == [quince]
    assert found(SEARCH_MESSAGE="pears", DATE_TO="2026-04-16T00:00:00+00:00") == [pears]
    assert found(SEARCH_MESSAGE="pears", DATE_FROM="2026-04-16T00:00:00+00:00") == [quince]
    answer = clara("im.dialog.messages.search", CHAT_ID=chat, SEARCH_MESSAGE="quince")
    assert answer["reactions"] == [
        {"messageId": quince, "reactionCounters": {"like": 1}, "reactionUsers": {"like": [DMITRI]}, "ownReactions": []}
    ]
    assert [each["id"] for each in answer["usersShort"]] == [DMITRI]
    [shown] = answer["messages"]
    assert (shown["viewedByOthers"], shown["viewedCount"], shown["viewed"]) == (False, 0, True)
    dmitri("im.dialog.read", DIALOG_ID=dialog)
    [shown] = clara("im.dialog.messages.search", CHAT_ID=chat, SEARCH_MESSAGE="quince")["messages"]
    assert (shown["viewedByOthers"], shown["viewedCount"]) == (True, 1)
    assert clara.refused("im.dialog.messages.search") == (400, "CHAT_ID_EMPTY")


def test_what_was_read_is_counted(clara: AppApi, dmitri: AppApi, chat: int) -> None:
    dialog = f"chat{chat}"
    said = [clara("im.message.add", DIALOG_ID=dialog, MESSAGE=f"M{number}") for number in range(3)]
    clara("im.message.add", DIALOG_ID=DMITRI, MESSAGE="Here")
    assert counters(dmitri) == {"CHAT": {str(chat): 3}, "DIALOG": {str(CLARA): 1}}
    assert dmitri("im.counters.get")["TYPE"] == {
        "ALL": 4, "NOTIFY": 0, "CHAT": 3, "LINES": 0, "DIALOG": 1, "MESSENGER": 4,
    }  # fmt: skip
    read = dmitri("im.dialog.read", DIALOG_ID=dialog, MESSAGE_ID=said[0])
    assert read == {"dialogId": dialog, "chatId": chat, "lastId": said[0], "counter": 2}
    assert dmitri("im.dialog.get", DIALOG_ID=dialog)["unread_id"] == said[1]
    assert dmitri("im.dialog.read", DIALOG_ID=dialog)["counter"] == 0
    readers = clara("im.dialog.get", DIALOG_ID=dialog)
    assert readers["readed_list"][0]["message_id"] == said[2]
    assert readers["last_message_views"]["count_of_viewers"] == 1
    assert dmitri("im.dialog.unread", DIALOG_ID=dialog, MESSAGE_ID=said[1]) is True
    assert counters(dmitri) == {"CHAT": {str(chat): 2}, "DIALOG": {str(CLARA): 1}}
    assert dmitri.send("im.dialog.unread", DIALOG_ID=dialog).error == (
        400, "MESSAGE_ID_ERROR", "First unread message id can't be empty",
    )  # fmt: skip
    assert dmitri("im.chat.mute", CHAT_ID=chat) is True
    assert counters(dmitri) == {"CHAT_MUTED": {str(chat): 2}, "DIALOG": {str(CLARA): 1}}
    assert dmitri("im.dialog.get", DIALOG_ID=dialog)["mute_list"] == {str(DMITRI): True}
    assert dmitri("im.chat.mute", DIALOG_ID=dialog, MUTE="N") is True
    assert dmitri("im.dialog.read.all") is True
    assert counters(dmitri) == {}
    assert dmitri("im.message.add", DIALOG_ID=dialog, MESSAGE="All read") > 0
    assert counters(clara) == {"CHAT": {str(chat): 1}}


def test_things_are_made_of_messages(wire: Wire, clara: AppApi, dmitri: AppApi, chat: int) -> None:
    number = dmitri("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE="Paint the [b]crane[/b]")
    given = {"MESSAGE_ID": number, "DIALOG_ID": f"chat{chat}"}
    for kind in ("CHAT", "TASK", "POST", "CALEND"):
        assert clara("im.message.share", **given, TYPE=kind) is True
    [task] = clara("tasks.task.list", filter={"TITLE": "Paint the crane"}, select=["ID", "DESCRIPTION"])["tasks"]
    assert clara("tasks.task.get", taskId=task["id"])["task"]["responsibleId"] == str(CLARA)
    assert clara("log.blogpost.get")[0]["DETAIL_TEXT"] == "Paint the [b]crane[/b]"
    hours = clara("calendar.event.get", type="user", ownerId=CLARA, **{"from": "2026-04-15", "to": "2026-04-16"})
    assert [each["NAME"] for each in hours] == ["Paint the crane"]
    [found] = [each for each in clara("im.search.chat.list", FIND="crane") if each["type"] == "chat"]
    assert texts(dmitri, f"chat{found['id']}") == ["Paint the [b]crane[/b]"]
    assert clara.refused("im.message.share", **given, TYPE="POEM") == (400, "PARAMS_ERROR")
    assert clara.refused("im.message.share", **{**given, "DIALOG_ID": "x"}, TYPE="TASK") == (400, "DIALOG_ID_EMPTY")
    assert clara.refused("im.message.share", DIALOG_ID=f"chat{chat}", TYPE="TASK") == (400, "MESSAGE_ID_ERROR")
    assert clara.refused("im.message.share", MESSAGE_ID=number, DIALOG_ID="chat999", TYPE="TASK")[1] == "ACCESS_ERROR"


def test_people_in_a_dialog_are_listed(clara: AppApi, chat: int) -> None:
    clara("im.chat.user.add", CHAT_ID=chat, USERS=[ELIF])
    listed = clara.send("im.dialog.users.list", DIALOG_ID=f"chat{chat}", LIMIT=2).json
    assert ([each["id"] for each in listed["result"]], listed["total"], listed["next"]) == ([CLARA, DMITRI], 3, 2)
    rest = clara.send("im.dialog.users.list", DIALOG_ID=f"chat{chat}", LAST_ID=DMITRI, SKIP_EXTERNAL="Y").json
    assert ([each["id"] for each in rest["result"]], "next" in rest) == ([ELIF], False)
    assert clara("im.dialog.writing", DIALOG_ID=f"chat{chat}") is True
    assert clara("im.dialog.writing", DIALOG_ID=ELIF) is True
    assert clara.refused("im.dialog.writing", DIALOG_ID=999) == (403, "ACCESS_ERROR")
