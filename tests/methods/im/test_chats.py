"""``im.chat.*`` and ``im.dialog.get``: chats, what they are called and look like, and who is in them."""

import base64
from typing import Any

import pytest

from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER
from tests.apps import AppApi
from tests.conftest import Wire
from tests.contract.office import PICTURE
from tests.methods.im.conftest import ADA, CLARA, DMITRI, ELIF, texts

UNAVAILABLE = (403, "ACCESS_ERROR", "Action unavailable")


def test_a_chat_is_made_with_people_in_it(clara: AppApi, dmitri: AppApi) -> None:
    given = {"TITLE": " Deal\n chat ", "DESCRIPTION": "On the deal", "COLOR": "PINK", "MESSAGE": "Welcome"}
    number = clara("im.chat.add", USERS=[DMITRI, CLARA, 999], ENTITY_TYPE="CRM", ENTITY_ID="DEAL|1", **given)
    found = clara("im.dialog.get", DIALOG_ID=f"chat{number}")
    assert (found["name"], found["description"], found["color"], found["type"]) == (
        "Deal chat", "On the deal", "#f76187", "crm",
    )  # fmt: skip
    assert (found["owner"], found["role"], found["user_counter"]) == (CLARA, "owner", 2)
    assert found["entity_link"] == {"type": "DEAL", "url": "/crm/deal/details/1/", "id": "DEAL|1"}
    assert (found["restrictions"]["rename"], found["restrictions"]["extend"]) == (False, True)
    assert texts(dmitri, f"chat{number}") == ["Welcome"]
    assert dmitri("im.dialog.get", DIALOG_ID=f"chat{number}")["role"] == "member"
    assert dmitri("im.chat.get", ENTITY_TYPE="CRM", ENTITY_ID="DEAL|1") == {"ID": number}
    refused = clara.send("im.chat.updateTitle", CHAT_ID=number, TITLE="Other").error
    assert refused == (403, "ACCESS_ERROR", "This chat cannot be renamed")
    alone = clara("im.chat.add")
    shown = clara("im.dialog.get", DIALOG_ID=f"chat{alone}")
    assert (shown["user_counter"], shown["message_type"], shown["name"].endswith(f" chat No. {alone}")) == (
        1,
        "C",
        True,
    )
    assert clara("im.dialog.get", DIALOG_ID=f"chat{clara('im.chat.add', USERS=[DMITRI])}")["name"].startswith(
        "Chat with"
    )


def test_a_stranger_learns_nothing_of_a_chat(ada: AppApi, elif_: AppApi, clara: AppApi, chat: int) -> None:
    message = clara("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE="Between us")
    for stranger in (elif_, ada):  # an administrator has no part in what others say
        for number in (chat, 999):
            dialog = {"DIALOG_ID": f"chat{number}"}
            for method in ("im.dialog.get", "im.dialog.messages.get", "im.dialog.users.list"):
                assert stranger.refused(method, **dialog) == (403, "ACCESS_ERROR"), method
            assert stranger.refused("im.dialog.writing", **dialog) == (403, "ACCESS_ERROR")
            assert stranger.refused("im.chat.updateTitle", CHAT_ID=number, TITLE="A") == (403, "ACCESS_ERROR")
            assert stranger.refused("im.chat.updateColor", CHAT_ID=number, COLOR="RED") == (400, "WRONG_REQUEST")
            assert stranger.refused("im.chat.setOwner", CHAT_ID=number, USER_ID=ELIF) == (403, "ACCESS_ERROR")
            assert stranger.refused("im.chat.user.add", CHAT_ID=number, USERS=[ELIF]) == (403, "ACCESS_ERROR")
            assert stranger.refused("im.chat.user.delete", CHAT_ID=number, USER_ID=DMITRI) == (403, "ACCESS_ERROR")
            assert stranger.refused("im.chat.leave", CHAT_ID=number) == (403, "ACCESS_ERROR")
            assert stranger.refused("im.chat.mute", CHAT_ID=number) == (403, "ACCESS_ERROR")
            assert stranger.refused("im.recent.pin", **dialog) == (400, "ACCESS_ERROR")
            assert stranger.refused("im.message.add", **dialog, MESSAGE="A") == (400, "CHAT_ID")
            assert stranger.refused("im.dialog.messages.search", CHAT_ID=number) == (403, "ACCESS_ERROR")
            assert stranger.refused("im.disk.folder.get", CHAT_ID=number) == (403, "ACCESS_ERROR")
            assert stranger("im.chat.user.list", CHAT_ID=number) == []
            assert stranger("im.dialog.read", **dialog) is False
            assert stranger("im.recent.unread", **dialog) is False
        for of in (message, 99_999):
            assert stranger.refused("im.message.update", MESSAGE_ID=of, MESSAGE="A") == (403, "CANT_EDIT_MESSAGE")
            assert stranger.refused("im.message.delete", MESSAGE_ID=of) == (403, "CANT_EDIT_MESSAGE")
            assert stranger.refused("im.message.like", MESSAGE_ID=of) == (400, "MESSAGE_ID_ERROR")
        assert stranger("im.recent.get") == []
        assert stranger.send("im.search.chat.list", FIND="Pears").json["total"] == 0


def test_an_open_chat_is_read_by_the_company_and_spoken_in_by_those_who_enter(clara: AppApi, elif_: AppApi) -> None:
    number = clara("im.chat.add", TYPE="OPEN", TITLE="Harbour", MESSAGE="Hello")
    dialog = f"chat{number}"
    assert (elif_("im.dialog.get", DIALOG_ID=dialog)["role"], texts(elif_, dialog)) == ("guest", ["Hello"])
    assert elif_.refused("im.message.add", DIALOG_ID=dialog, MESSAGE="A") == (403, "ACCESS_ERROR")
    assert elif_.refused("im.chat.user.add", CHAT_ID=number, USERS=[DMITRI]) == (403, "ACCESS_DENIED_EXTEND")
    assert elif_("im.chat.user.add", CHAT_ID=number, USERS=[ELIF], HIDE_HISTORY="N") is True
    assert elif_("im.message.add", DIALOG_ID=dialog, MESSAGE="Here") > 0
    assert texts(clara, dialog) == ["Hello", "Here"]


def test_who_is_added_reads_what_is_said_from_then_on(clara: AppApi, elif_: AppApi, chat: int) -> None:
    dialog = f"chat{chat}"
    before = clara("im.message.add", DIALOG_ID=dialog, MESSAGE="Before")
    assert clara("im.chat.user.add", CHAT_ID=chat, USERS=[ELIF]) is True
    after = clara("im.message.add", DIALOG_ID=dialog, MESSAGE="After")
    assert texts(elif_, dialog) == ["After"]
    joined = elif_("im.dialog.messages.get", DIALOG_ID=dialog)["messages"][-1]
    assert (joined["params"], joined["author_id"], joined["uuid"]) == ({"CODE": ["CHAT_JOIN"], "NOTIFY": "N"}, 0, None)
    assert elif_.refused("im.message.like", MESSAGE_ID=before) == (400, "MESSAGE_ID_ERROR")
    assert elif_("im.message.like", MESSAGE_ID=after) is True
    assert clara("im.chat.user.list", CHAT_ID=chat) == [CLARA, DMITRI, ELIF]
    assert clara("im.chat.user.add", CHAT_ID=chat, USERS=[ELIF]) is True
    assert clara.refused("im.chat.user.add", CHAT_ID=chat, USERS=[999]) == (403, "ACCESS_DENIED_EXTEND")


def test_leaders_put_people_out_and_everybody_leaves(clara: AppApi, dmitri: AppApi, elif_: AppApi, chat: int) -> None:
    clara("im.chat.user.add", CHAT_ID=chat, USERS=[ELIF])
    assert dmitri.refused("im.chat.user.delete", CHAT_ID=chat, USER_ID=ELIF) == (403, "ACCESS_DENIED_KICK")
    assert clara("im.chat.user.delete", CHAT_ID=chat, USER_ID=ELIF) is True
    assert clara.refused("im.chat.user.delete", CHAT_ID=chat, USER_ID=ELIF) == (400, "USER_NOT_FOUND")
    assert clara.refused("im.chat.user.delete", CHAT_ID=chat) == (400, "USER_ID_EMPTY")
    assert elif_.refused("im.dialog.get", DIALOG_ID=f"chat{chat}") == (403, "ACCESS_ERROR")
    assert dmitri.send("im.chat.setOwner", CHAT_ID=chat, USER_ID=DMITRI).error[1] == "WRONG_REQUEST"
    assert clara.send("im.chat.setOwner", CHAT_ID=chat, USER_ID=ELIF).error[1] == "WRONG_REQUEST"
    assert clara("im.chat.setOwner", DIALOG_ID=f"chat{chat}", USER_ID=DMITRI) is True
    assert clara("im.dialog.get", DIALOG_ID=f"chat{chat}")["owner"] == DMITRI
    assert dmitri("im.chat.leave", CHAT_ID=chat) is True
    assert clara("im.dialog.get", DIALOG_ID=f"chat{chat}")["owner"] == CLARA
    codes = [each["params"] for each in clara("im.dialog.messages.get", DIALOG_ID=f"chat{chat}")["messages"]]
    assert sum(each.get("CODE") == ["CHAT_LEAVE"] for each in codes if each) == 2


def test_chats_are_called_and_look_otherwise(clara: AppApi, dmitri: AppApi, chat: int) -> None:
    one = {"CHAT_ID": chat}
    assert dmitri("im.chat.updateTitle", **one, TITLE=" Apples \n and pears ") is True
    assert clara("im.dialog.get", DIALOG_ID=f"chat{chat}")["name"] == "Apples and pears"
    said = clara("im.dialog.messages.get", DIALOG_ID=f"chat{chat}")["messages"][0]["text"]
    assert said.endswith('changed the chat title to "Apples and pears"')
    assert clara.refused("im.chat.updateTitle", **one, TITLE=" \n ") == (400, "TITLE_EMPTY")
    assert clara("im.chat.updateColor", **one, COLOR="MINT") is True
    assert clara("im.dialog.get", DIALOG_ID=f"chat{chat}")["color"] == "#4ba984"
    assert clara.refused("im.chat.updateColor", **one, COLOR="MINT") == (400, "WRONG_REQUEST")
    assert clara.refused("im.chat.updateColor", **one, COLOR="#fff") == (400, "WRONG_COLOR")
    assert clara("im.chat.updateAvatar", **one, AVATAR=PICTURE[1]) is True
    url = dmitri("im.dialog.get", DIALOG_ID=f"chat{chat}")["avatar"]
    path, _, query = url.partition("?")
    answer = dmitri.wire.send("/" + path.split("/", 3)[-1], verb="GET", query=query)
    assert answer.body == base64.b64decode(PICTURE[1])
    for wrong in ("", "no picture", base64.b64encode(b"text").decode()):
        assert clara.refused("im.chat.updateAvatar", **one, AVATAR=wrong) == (400, "AVATAR_ERROR")


@pytest.mark.parametrize("dialog", [str(DMITRI), DMITRI, "chat", "chat0", "x5", ["chat5"]])
def test_what_is_no_chat_of_several_is_refused(clara: AppApi, chat: int, dialog: Any) -> None:
    for method in ("im.chat.setOwner", "im.chat.updateTitle", "im.chat.updateColor", "im.chat.updateAvatar"):
        given = {"TITLE": "A", "COLOR": "RED", "AVATAR": "A", "USER_ID": DMITRI}
        assert clara.refused(method, DIALOG_ID=dialog, **given) == (400, "DIALOG_ID_EMPTY")
        assert clara.refused(method, CHAT_ID=f"chat{chat}", **given) == (400, "CHAT_ID_EMPTY")


def test_a_group_has_one_chat_for_its_members(ada: AppApi, clara: AppApi, elif_: AppApi) -> None:
    group = ada("sonet_group.create", NAME="Quay")
    ada("sonet_group.user.add", GROUP_ID=group, USER_ID=[CLARA])
    dialog = f"sg{group}"
    found = clara("im.dialog.get", DIALOG_ID=dialog)
    assert (found["name"], found["type"], found["entity_id"]) == ("Quay", "sonetGroup", str(group))
    assert found["restrictions"]["path"] == f"/workgroups/group/{group}/"
    assert ada("im.message.add", DIALOG_ID=dialog, MESSAGE="Hello") > 0
    assert clara("im.counters.get")["CHAT"] == {str(found["id"]): 1}
    assert (texts(clara, dialog), clara("im.chat.user.list", CHAT_ID=found["id"])) == (["Hello"], [ADA, CLARA])
    assert clara("im.chat.get", ENTITY_TYPE="SONET_GROUP", ENTITY_ID=group) == {"ID": found["id"]}
    assert clara("im.chat.add", ENTITY_TYPE="SONET_GROUP", ENTITY_ID=str(group)) == found["id"]
    assert elif_.refused("im.chat.add", ENTITY_TYPE="SONET_GROUP", ENTITY_ID=str(group)) == (400, "ACCESS_DENIED")
    assert elif_.refused("im.dialog.get", DIALOG_ID=dialog) == (403, "ACCESS_ERROR")
    for method, given in (("leave", {}), ("user.add", {"USERS": [ELIF]}), ("updateTitle", {"TITLE": "A"})):
        assert clara.refused(f"im.chat.{method}", CHAT_ID=found["id"], **given) == (403, "ACCESS_ERROR")
    ada("sonet_group.update", GROUP_ID=group, NAME="Crane")
    assert clara("im.dialog.get", DIALOG_ID=dialog)["name"] == "Crane"
    ada("sonet_group.user.delete", GROUP_ID=group, USER_ID=CLARA)
    assert clara.refused("im.dialog.get", DIALOG_ID=dialog) == (403, "ACCESS_ERROR")
    assert clara("im.recent.get") == []
    ada("sonet_group.delete", GROUP_ID=group)
    assert ada.refused("im.dialog.get", DIALOG_ID=dialog) == (403, "ACCESS_ERROR")


def test_the_chat_of_a_task_and_its_comments_are_one(clara: AppApi, dmitri: AppApi, elif_: AppApi) -> None:
    made = clara("tasks.task.add", fields={"TITLE": "Paint", "RESPONSIBLE_ID": DMITRI})["task"]
    task, chat = made["id"], made["chatId"]
    dialog = f"chat{chat}"
    said = dmitri("im.message.add", DIALOG_ID=dialog, MESSAGE="It is [b]red[/b]")
    comment = clara("task.commentitem.add", TASKID=task, FIELDS={"POST_MESSAGE": "Or blue"})
    assert texts(dmitri, dialog) == ["It is [b]red[/b]", "Or blue"]
    listed = clara("task.commentitem.getlist", TASKID=task, ORDER={"ID": "asc"})
    assert [(each["ID"], each["POST_MESSAGE"]) for each in listed] == [
        (str(said), "It is [b]red[/b]"), (str(comment), "Or blue"),
    ]  # fmt: skip
    assert clara("im.counters.get")["CHAT"] == []
    assert dmitri("im.counters.get")["CHAT"] == {str(chat): 1}
    assert dmitri("im.message.delete", MESSAGE_ID=said) is True
    assert [each["ID"] for each in clara("task.commentitem.getlist", TASKID=task)] == [str(comment)]
    clara("task.commentitem.delete", TASKID=task, ITEMID=comment)
    assert (texts(clara, dialog), dmitri("im.counters.get")["CHAT"]) == (["Message deleted"], [])
    found = clara("im.dialog.get", DIALOG_ID=dialog)
    assert (found["type"], found["entity_id"], found["name"]) == ("tasksTask", str(task), "Paint")
    assert clara("im.chat.get", ENTITY_TYPE="TASKS_TASK", ENTITY_ID=task) == {"ID": chat}
    assert elif_.refused("im.dialog.get", DIALOG_ID=dialog) == (403, "ACCESS_ERROR")
    assert elif_("im.chat.get", ENTITY_TYPE="TASKS_TASK", ENTITY_ID=task) is None
    clara("tasks.task.update", taskId=task, fields={"TITLE": "Varnish", "AUDITORS": [ELIF]})
    assert elif_("im.dialog.get", DIALOG_ID=dialog)["name"] == "Varnish"
    clara("tasks.task.delete", taskId=task)
    assert clara.refused("im.dialog.get", DIALOG_ID=dialog) == (403, "ACCESS_ERROR")


def test_guests_speak_with_who_is_in_their_groups(wire: Wire, ada: AppApi, clara: AppApi) -> None:
    wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": 6}, {"USER_TYPE": "extranet"}), changed(tx)))
    guest = ada.as_user(6)
    public = clara("im.chat.add", TYPE="OPEN", TITLE="Company")
    assert guest.refused("im.dialog.get", DIALOG_ID=f"chat{public}") == (403, "ACCESS_ERROR")
    assert guest.refused("im.message.add", DIALOG_ID=CLARA, MESSAGE="A") == (400, "USER_NOT_FOUND")
    group = ada("sonet_group.create", NAME="Garden")
    ada("sonet_group.user.add", GROUP_ID=group, USER_ID=[CLARA, 6])
    assert guest("im.message.add", DIALOG_ID=CLARA, MESSAGE="Hello") > 0
    assert set(guest("im.search.user.list", FIND="clara")) == {str(CLARA)}
    assert guest.send("im.search.user.list", FIND="dmitri").json["total"] == 0
