"""Who has no part in a chat, or no part any more, learns nothing of it and changes nothing in it."""

import base64
from typing import Any

import pytest

from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER
from tests.apps import AppApi
from tests.conftest import Api, Wire, api_of
from tests.methods.im.conftest import ADA, CLARA, DMITRI, ELIF, SCOPES, texts
from tests.methods.im.test_bots import HANDLERS, LANG, NAMED, URL

FARID = 6
FILE = {"name": "plan.txt", "content": base64.b64encode(b"Plan").decode()}


def happened(api: AppApi, since: int) -> list[str]:
    """What somebody was told of since."""
    return [each["type"] for each in api("im.v2.Event.get", offset=since)["events"]]


def group_of(ada: AppApi, members: list[int]) -> int:
    number = int(ada("sonet_group.create", NAME="Pears", VISIBLE="Y", OPENED="N"))
    ada("sonet_group.user.add", GROUP_ID=number, USER_ID=members)
    return number


def put_out_of_group(ada: AppApi) -> tuple[str, Any]:
    group = group_of(ada, [CLARA, DMITRI])
    return f"sg{group}", lambda: ada("sonet_group.user.delete", GROUP_ID=group, USER_ID=CLARA)


def put_out_of_task(ada: AppApi) -> tuple[str, Any]:
    fields = {"TITLE": "Pears", "RESPONSIBLE_ID": DMITRI, "AUDITORS": [CLARA]}
    task = ada("tasks.task.add", fields=fields)["task"]["id"]
    chat = ada("tasks.task.get", taskId=task, select=["ID", "CHAT_ID"])["task"]["chatId"]
    return f"chat{chat}", lambda: ada("tasks.task.update", taskId=task, fields={"AUDITORS": []})


@pytest.mark.parametrize("made", [put_out_of_group, put_out_of_task])
def test_who_leaves_what_has_a_chat_has_its_files_and_is_told_of_it_no_longer(
    ada: AppApi, clara: AppApi, dmitri: AppApi, made: Any
) -> None:
    dialog, put_out = made(ada)
    ada("im.disk.folder.get", DIALOG_ID=dialog) if dialog.startswith("sg") else None
    clara("im.v2.Event.subscribe")
    file = ada("im.v2.File.upload", dialogId=dialog, fields=FILE)["file"]["id"]
    message = ada("im.message.add", DIALOG_ID=dialog, MESSAGE="Before")
    assert clara("disk.file.get", id=file)["NAME"] == "plan.txt"
    since = clara("im.v2.Event.get")["nextOffset"]
    put_out()
    assert clara.refused("disk.file.get", id=file)[0] in (400, 403)
    ada("im.message.update", MESSAGE_ID=message, MESSAGE="After")
    dmitri("im.message.like", MESSAGE_ID=message)
    assert happened(clara, since) == []


def test_a_folder_that_nothing_was_said_with_goes_with_the_part_in_a_group(ada: AppApi, clara: AppApi) -> None:
    group = group_of(ada, [CLARA])
    folder = ada("im.disk.folder.get", DIALOG_ID=f"sg{group}")["ID"]
    assert clara("disk.folder.get", id=folder)["ID"] == str(folder)
    ada("sonet_group.user.delete", GROUP_ID=group, USER_ID=CLARA)
    assert clara.refused("disk.folder.get", id=folder)[0] in (400, 403)


def test_who_moderates_a_group_no_longer_takes_back_no_messages_of_others(ada: AppApi, clara: AppApi) -> None:
    group = group_of(ada, [CLARA])
    ada("sonet_group.user.update", GROUP_ID=group, USER_ID=CLARA, ROLE="E")
    message = ada("im.message.add", DIALOG_ID=f"sg{group}", MESSAGE="One")
    ada("sonet_group.user.update", GROUP_ID=group, USER_ID=CLARA, ROLE="K")
    assert clara.refused("im.message.delete", MESSAGE_ID=message) == (403, "CANT_EDIT_MESSAGE")


def test_a_webhook_takes_no_notice_that_is_not_its_own(ada: AppApi, clara: AppApi, dmitri: AppApi) -> None:
    group = int(ada("sonet_group.create", NAME="Pears", VISIBLE="Y", OPENED="N"))
    ada("sonet_group.user.invite", GROUP_ID=group, USER_ID=[DMITRI])
    ada("im.notify.system.add", USER_ID=DMITRI, MESSAGE="Of the application", TAG="A", SUB_TAG="S")
    hook, client = api_of(ada.wire, CLARA, "im"), ada.keys.client_id
    before = dmitri("im.notify.get")["notifications"]
    assert len(before) == 2
    assert hook("im.notify", USER_ID=DMITRI, MESSAGE="Mine", TAG=f"SOCNET|INVITE_GROUP|{DMITRI}|{group}") > 0
    assert hook("im.notify.delete", TAG="A", CLIENT_ID=client) is False
    assert hook("im.notify.delete", SUB_TAG="S", CLIENT_ID=client) is False
    assert hook("im.notify", USER_ID=DMITRI, MESSAGE="Mine too", TAG="A", CLIENT_ID=client) > 0
    after = dmitri("im.notify.get")["notifications"]
    assert [each for each in after if not each["text"].startswith("Mine")] == before
    assert len(after) == 4


@pytest.fixture
def hook(ada: AppApi) -> Api:
    """Calls by the salesperson's webhook."""
    return api_of(ada.wire, CLARA, SCOPES)


@pytest.fixture
def bot(hook: Api) -> int:
    number: int = hook("imbot.register", CODE="echo", CLIENT_ID="shop", **HANDLERS, **NAMED)
    return number


def command_of(hook: Api, bot: int, **more: str) -> int:
    given = {"BOT_ID": bot, "CLIENT_ID": "shop", "COMMAND": "go", "EVENT_COMMAND_ADD": URL, "LANG": LANG, **more}
    number: int = hook("imbot.command.register", **given)
    return number


def test_a_command_is_answered_where_its_bot_or_the_caller_may_speak(ada: AppApi, hook: Api, bot: int) -> None:
    chat = ada("im.chat.add", TITLE="News", TYPE="OPEN", USERS=[DMITRI])
    message = ada("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE="Hello")
    everywhere = command_of(api_of(ada.wire, 1, SCOPES), bot, COMMON="Y")
    given = {"COMMAND_ID": everywhere, "CLIENT_ID": "shop", "MESSAGE": "Spam"}
    assert hook.refused("imbot.command.answer", MESSAGE_ID=message, **given) == (400, "WRONG_REQUEST")
    assert texts(ada, f"chat{chat}") == ["Hello"]
    hook("im.chat.user.add", CHAT_ID=chat, USERS=[CLARA], HIDE_HISTORY="Y")
    assert hook.refused("imbot.command.answer", MESSAGE_ID=message, **given) == (400, "WRONG_REQUEST")
    own = hook("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE="Come")
    assert hook("imbot.command.answer", MESSAGE_ID=own, **given) > own


@pytest.mark.parametrize("common", ["N", "Y"])
def test_a_command_of_a_bot_that_is_elsewhere_is_not_pressed(dmitri: AppApi, hook: Api, bot: int, common: str) -> None:
    command_of(hook, bot, COMMON=common)  # everywhere is for applications and administrators
    chat = dmitri("im.chat.add", TITLE="Pears", USERS=[ELIF])
    message = dmitri("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE="Hello")
    pressed = {"MESSAGE_ID": message, "BOT_ID": bot, "COMMAND": "go"}
    assert dmitri.refused("im.message.command", **pressed) == (400, "PARAMS_ERROR")
    dmitri("im.chat.user.add", CHAT_ID=chat, USERS=[bot])
    assert dmitri("im.message.command", **pressed) is True


def test_a_bot_is_changed_into_nobody_that_cannot_be(hook: Api, dmitri: AppApi, bot: int) -> None:
    again = {"CODE": "echo", "CLIENT_ID": "shop", **HANDLERS}
    for wrong in ({"EMAIL": "clara.mast@example.test"}, {"PERSONAL_BIRTHDAY": "soon"}):
        profile = {**NAMED["PROPERTIES"], **wrong}
        assert hook.refused("imbot.register", **again, PROPERTIES=profile) == (400, "WRONG_REQUEST")
        changed = {"BOT_ID": bot, "CLIENT_ID": "shop", "FIELDS": {"PROPERTIES": wrong}}
        assert hook.refused("imbot.update", **changed) == (400, "WRONG_REQUEST")
    assert hook("imbot.register", **again, PROPERTIES={**NAMED["PROPERTIES"], "PERSONAL_BIRTHDAY": "2020-05-06"}) == bot
    shown = dmitri("im.user.get", ID=bot)
    assert (shown["birthday"], shown["email"]) == ("06-05", "")


@pytest.mark.parametrize("long", ["x" * 60_000, "\U0001f600" * 20_000, "%" * 30_000])
def test_what_is_searched_for_may_be_long(wire: Wire, ada: AppApi, clara: AppApi, chat: int, long: str) -> None:
    clara("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE="Hello")
    ada("im.notify.system.add", USER_ID=CLARA, MESSAGE="Hello")
    assert clara("im.dialog.messages.search", CHAT_ID=chat, SEARCH_MESSAGE=long)["messages"] == []
    assert clara("im.notify.history.search", SEARCH_TEXT=long)["notifications"] == []
    for method in ("im.search.chat.list", "im.search.user.list", "im.search.department.list"):
        assert clara(method, FIND=long) == []


def test_a_guest_speaks_to_nobody_outside_the_own_groups_also_not_by_a_bot(ada: AppApi, dmitri: AppApi) -> None:
    ada.wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": FARID}, {"USER_TYPE": "extranet"}), changed(tx)))
    group_of(ada, [FARID, DMITRI])
    guest = api_of(ada.wire, FARID, SCOPES)
    assert guest("im.notify", USER_ID=CLARA, MESSAGE="Hello") is False
    assert guest("im.notify", USER_ID=DMITRI, MESSAGE="Hello") > 0
    chat = ada("im.chat.add", TITLE="News", TYPE="OPEN", USERS=[DMITRI])
    number = guest("imbot.register", CODE="echo", CLIENT_ID="shop", **HANDLERS, **NAMED)
    by_bot = {"BOT_ID": number, "CLIENT_ID": "shop"}
    assert guest.refused("imbot.message.add", DIALOG_ID=CLARA, MESSAGE="Hello", **by_bot) == (400, "WRONG_REQUEST")
    for method in ("imbot.chat.user.list", "imbot.chat.user.add"):
        assert guest.refused(method, CHAT_ID=chat, USERS=[number], **by_bot) == (403, "ACCESS_ERROR")
    assert dmitri("im.chat.user.list", CHAT_ID=chat) == [ADA, DMITRI]


@pytest.mark.parametrize("client", [None, "", " ", [], ["shop"], {"shop": 1}])
def test_a_webhook_calls_itself_by_a_text(hook: Api, client: Any) -> None:
    for method in ("imbot.register", "imbot.unregister", "imbot.command.unregister"):
        assert hook.refused(method, CODE="echo", CLIENT_ID=client, **HANDLERS, **NAMED) == (403, "ACCESS_DENIED")
