"""``im.v2.Event.*``: what happens in chats, kept for whoever has asked for it."""

from typing import Any

from tests.apps import AppApi
from tests.conftest import Wire
from tests.contract.office import PICTURE
from tests.methods.im.conftest import CLARA, DMITRI, ELIF, NOON


def test_events_are_kept_until_they_are_confirmed(wire: Wire, clara: AppApi, dmitri: AppApi, chat: int) -> None:
    dialog = f"chat{chat}"
    clara("im.message.add", DIALOG_ID=dialog, MESSAGE="Before")
    assert dmitri("im.v2.Event.get") == {"events": [], "nextOffset": 0, "hasMore": False}
    assert dmitri("im.v2.Event.subscribe") is dmitri("im.v2.Event.subscribe") is True
    number = clara("im.message.add", DIALOG_ID=dialog, MESSAGE="Hello")
    clara("im.message.add", DIALOG_ID=ELIF, MESSAGE="Not of Dmitri's")
    clara("im.message.update", MESSAGE_ID=number, MESSAGE="Good day")
    dmitri("im.message.like", MESSAGE_ID=number)
    clara("im.chat.user.add", CHAT_ID=chat, USERS=[ELIF])
    clara("im.message.delete", MESSAGE_ID=number)
    found = dmitri("im.v2.Event.get")
    kinds = [each["type"] for each in found["events"]]
    assert kinds == [
        "ONIMV2MESSAGEADD", "ONIMV2MESSAGEUPDATE", "ONIMV2REACTIONCHANGE", "ONIMV2MESSAGEADD", "ONIMV2JOINCHAT",
        "ONIMV2MESSAGEDELETE",
    ]  # fmt: skip
    data: list[dict[str, Any]] = [each["data"] for each in found["events"]]
    added = data[0]
    assert added["message"] == {
        "id": number, "chatId": chat, "authorId": CLARA, "date": "2026-04-15T12:00:00+00:00", "text": "Hello",
        "isSystem": False, "uuid": added["message"]["uuid"], "forward": None, "params": {}, "viewedByOthers": False,
    }  # fmt: skip
    assert (added["chat"]["id"], added["chat"]["dialogId"], added["chat"]["textFieldEnabled"]) == (chat, dialog, "Y")
    assert not {"role", "muteList"} & added["chat"].keys()
    assert (added["user"]["id"], added["user"]["type"], added["user"]["lastActivityDate"]) == (CLARA, "employee", False)
    assert not {"network", "botData", "avatarHr"} & added["user"].keys()
    assert data[1]["message"]["text"] == "Good day"
    assert (data[2]["reaction"], data[2]["action"], data[2]["user"]["id"]) == ("like", "add", DMITRI)
    assert data[3]["message"]["isSystem"] is True
    assert (data[4]["dialogId"], data[4]["user"]["id"]) == (dialog, ELIF)
    assert (data[5]["messageId"], data[5]["language"]) == (number, "en")
    page = dmitri("im.v2.Event.get", limit=2)
    assert (len(page["events"]), page["hasMore"]) == (2, True)
    rest = dmitri("im.v2.Event.get", offset=page["nextOffset"])
    assert ([each["type"] for each in rest["events"]], rest["hasMore"]) == (kinds[2:], False)
    assert dmitri("im.v2.Event.get", offset=rest["nextOffset"])["events"] == []
    clara("im.message.add", DIALOG_ID=dialog, MESSAGE="Once more")
    assert dmitri("im.v2.Event.unsubscribe") is dmitri("im.v2.Event.unsubscribe") is True
    clara("im.message.add", DIALOG_ID=dialog, MESSAGE="Unheard")
    assert [each["data"]["message"]["text"] for each in dmitri("im.v2.Event.get")["events"]] == ["Once more"]
    wire.freeze(NOON + 86_401)
    assert dmitri("im.v2.Event.get")["events"] == []


def test_everybody_is_told_of_a_chat_as_it_is_for_them(wire: Wire, clara: AppApi, dmitri: AppApi, chat: int) -> None:
    clara("im.chat.updateAvatar", CHAT_ID=chat, AVATAR=PICTURE[1])
    for api in (clara, dmitri):
        api("im.v2.Event.subscribe")
    clara("im.message.add", DIALOG_ID=DMITRI, MESSAGE="Hello")
    clara("im.message.add", DIALOG_ID=f"chat{chat}", MESSAGE="Hello")
    told = {api.user_id: [each["data"]["chat"] for each in api("im.v2.Event.get")["events"]] for api in (clara, dmitri)}
    assert [(each[0]["dialogId"], each[0]["name"]) for each in told.values()] == [
        (str(DMITRI), "Dmitri Quay"), (str(CLARA), "Clara Mast")
    ]  # fmt: skip
    path, _, query = told[DMITRI][1]["avatar"].partition("?")

    def answered() -> int:
        return wire.send(path.removeprefix("http://localhost"), verb="GET", query=query, content_type=None).status

    assert answered() == 200
    dmitri("im.chat.leave", CHAT_ID=chat)
    assert answered() in (400, 403, 404)
