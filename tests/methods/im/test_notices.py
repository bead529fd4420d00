"""``im.notify.*``: notices sent, read, answered by a button, deleted and searched."""

from typing import Any

import pytest

from homeport.console.caller import Caller
from homeport.core.errors import CallError
from homeport.domain.portal.portal import actor_of
from homeport.methods import load
from tests.apps import AppApi
from tests.conftest import Api, Wire, api_of
from tests.methods.im.conftest import ADA, CLARA, DMITRI, NOON, texts


def listed(api: Api, **given: Any) -> list[str]:
    return [each["text"] for each in api("im.notify.get", **given)["notifications"]]


def test_notices_come_from_people_and_from_the_portal(clara: AppApi, dmitri: AppApi) -> None:
    assert dmitri("im.notify.get") == {"notifications": [], "users": []}
    first = clara(
        "im.notify", USER_ID=DMITRI, MESSAGE=" [b]Hello[/b] ", TAG="A", SUB_TAG="B", ATTACH=[{"MESSAGE": "C"}]
    )
    second = clara("im.notify", USER_ID=DMITRI, TYPE="SYSTEM", MESSAGE="It rains")
    found = dmitri("im.notify.get")
    assert (found["total_count"], found["total_unread_count"], found["chat_id"] > 0) == (2, 2, True)
    system, personal = found["notifications"]
    assert (system["id"], system["author_id"], system["notify_type"]) == (second, 0, 4)
    tag = f"MP|{clara.keys.client_id}|"
    assert personal == {
        "id": first, "chat_id": found["chat_id"], "author_id": CLARA, "date": "2026-04-15T12:00:00+00:00",
        "notify_type": 2, "notify_module": "rest", "notify_event": "rest_notify", "notify_tag": f"{tag}A",
        "notify_sub_tag": f"{tag}B", "notify_title": "", "setting_name": "rest|rest_notify", "text": "[b]Hello[/b]",
        "notify_read": "N", "params": {"ATTACH": [{"COLOR_TOKEN": "base", "BLOCKS": [{"MESSAGE": "C"}]}]},
    }  # fmt: skip
    assert [each["id"] for each in found["users"]] == [CLARA]
    assert listed(dmitri, CONVERT_TEXT="Y") == ["It rains", "Hello"]
    assert clara("im.notify.get") == {"notifications": [], "users": []}
    assert clara("im.notify.personal.add", USER_ID=DMITRI, MESSAGE="Third") > second
    assert clara("im.notify.system.add", USER_ID=DMITRI, MESSAGE="Fourth") > second
    assert clara("im.notify", USER_ID=999, MESSAGE="A") is False
    assert dmitri("im.recent.get") == []
    assert dmitri.refused("im.dialog.get", DIALOG_ID=f"chat{found['chat_id']}") == (403, "ACCESS_ERROR")


@pytest.mark.parametrize("method", ["im.notify", "im.notify.personal.add", "im.notify.system.add"])
def test_a_notice_that_cannot_be_is_refused(clara: AppApi, dmitri: AppApi, method: str) -> None:
    for given, code in (
        ({"MESSAGE": "A"}, "USER_ID_EMPTY"),
        ({"USER_ID": -1, "MESSAGE": "A"}, "USER_ID_EMPTY"),
        ({"USER_ID": DMITRI, "MESSAGE": "  "}, "MESSAGE_EMPTY"),
        ({"USER_ID": DMITRI, "MESSAGE": "A", "ATTACH": "A"}, "ATTACH_ERROR"),
        ({"USER_ID": DMITRI, "MESSAGE": "A", "ATTACH": [{"MESSAGE": "A" * 60_000}]}, "ATTACH_OVERSIZE"),
    ):
        assert clara.refused(method, **given) == (400, code)
    assert listed(dmitri) == []


def test_nobody_sends_notices_by_signing_in(wire: Wire, ada: AppApi) -> None:
    ada("im.revision.get")
    with wire.portal.store.snapshot() as tx:
        signed_in = Caller(wire.portal, load(), actor_of(tx, ADA))
    for method in ("im.notify", "im.notify.personal.add", "im.notify.system.add"):
        with pytest.raises(CallError) as refused:
            wire.run(signed_in(method, USER_ID=DMITRI, MESSAGE="A"))
        assert (refused.value.code, refused.value.status) == ("WRONG_AUTH_TYPE", 403)
    with pytest.raises(CallError) as refused:
        wire.run(signed_in("im.notify.delete", TAG="A", CLIENT_ID="shop"))
    assert refused.value.code == "PARAMS_ERROR"


def test_a_tag_is_taken_once(ada: AppApi, clara: AppApi, dmitri: AppApi) -> None:
    for text in ("One", "Two"):
        clara("im.notify", USER_ID=DMITRI, MESSAGE=text, TAG="A", SUB_TAG="S")
    clara("im.notify", USER_ID=ADA, MESSAGE="Three", TAG="A", SUB_TAG="S")
    clara("im.notify", USER_ID=DMITRI, MESSAGE="Four", TAG="B", SUB_TAG="S")
    assert listed(dmitri) == ["Four", "Two"]
    hook = api_of(ada.wire, ADA, "im")
    assert hook("im.notify", USER_ID=DMITRI, MESSAGE="Five", TAG="A", CLIENT_ID="shop") > 0
    assert listed(dmitri) == ["Five", "Four", "Two"]
    assert hook.refused("im.notify.delete", TAG="A") == (403, "ACCESS_DENIED")
    assert hook.refused("im.notify.delete") == (400, "PARAMS_ERROR")
    assert hook("im.notify.delete", TAG="A", CLIENT_ID="shop") is True
    assert clara("im.notify.delete", TAG="B") is True
    assert clara("im.notify.delete", TAG="B") is False
    assert (listed(dmitri), listed(ada)) == (["Two"], ["Three"])
    assert clara("im.notify.delete", SUB_TAG="S") is True
    assert (listed(dmitri), listed(ada)) == ([], [])


def test_notices_are_read_and_deleted_by_whom_they_are_to(clara: AppApi, dmitri: AppApi) -> None:
    first, second, third = (clara("im.notify", USER_ID=DMITRI, MESSAGE=text) for text in ("A", "B", "C"))

    def read() -> str:
        return "".join(each["notify_read"] for each in reversed(dmitri("im.notify.get")["notifications"]))

    assert clara("im.notify.read", ID=first) is True
    assert (read(), dmitri("im.counters.get")["TYPE"]["NOTIFY"]) == ("NNN", 3)
    assert dmitri("im.notify.read", ID=second) is True
    assert read() == "NYY"
    assert dmitri("im.notify.read", ID=third, ACTION="N", ONLY_CURRENT="Y") is True
    assert read() == "NYN"
    assert dmitri("im.notify.read") is True
    assert dmitri("im.notify.read.list", IDS=[first, 0, third]) is True
    assert read() == "YYN"
    assert dmitri("im.notify.read.list", IDS=[first], ACTION="X") is True
    assert dmitri.refused("im.notify.read.list", IDS=first) == (400, "PARAMS_ERROR")
    assert dmitri("im.notify.read.all") == {"result": True, "newCounter": 0}
    assert read() == "YYY"
    assert clara("im.notify.delete", ID=first) is False
    assert dmitri("im.notify.delete", ID=first) is True
    assert listed(dmitri) == ["C", "B"]


def test_notices_are_searched_and_paged(wire: Wire, clara: AppApi, dmitri: AppApi, ada: AppApi) -> None:
    said = ["Pears are red", "Pears are green", "Quinces"]
    made = [clara("im.notify", USER_ID=DMITRI, MESSAGE=text, SUB_TAG=text) for text in said]
    wire.freeze(NOON + 86_400)
    made.append(ada("im.notify", USER_ID=DMITRI, MESSAGE="Plums"))

    def found(**given: Any) -> list[int]:
        return [each["id"] for each in dmitri("im.notify.history.search", **given)["notifications"]]

    assert found(SEARCH_TEXT="pears") == [made[1], made[0]]
    assert found(SEARCH_TEXT="pears", LAST_ID=made[1]) == [made[0]]
    assert found(SEARCH_AUTHORS=[ADA]) == found(SEARCH_DATE="2026-04-16T00:00:00+00:00") == [made[3]]
    assert found(SEARCH_TYPE="rest|rest_notify", LIMIT=2) == [made[3], made[2]]
    assert found(SEARCH_TYPES=["tasks", "rest"], GROUP_TAG="Quinces") == [made[2]]
    span = {"SEARCH_DATE_FROM": "2026-04-15T00:00:00+00:00", "SEARCH_DATE_TO": "2026-04-16T00:00:00+00:00"}
    assert found(SEARCH_TEXT="quinces", **span) == [made[2]]
    answer = dmitri("im.notify.history.search", SEARCH_TEXT="pears", LIMIT=1)
    assert (answer["total_results"], len(answer["notifications"])) == (2, 1)
    assert "total_results" not in dmitri("im.notify.history.search", SEARCH_TEXT="pears", LAST_ID=made[1])
    assert dmitri.refused("im.notify.history.search", SEARCH_TEXT="pe") == (400, "SEARCH_TEXT_ERROR")
    assert dmitri.refused("im.notify.history.search", SEARCH_TYPE="rest", LAST_ID="x") == (400, "LAST_ID_STRING")
    assert listed(dmitri, LIMIT=2) == ["Plums", "Quinces"]
    assert listed(dmitri, LIMIT=2, LAST_ID=made[2], LAST_TYPE=3) == ["Pears are green", "Pears are red"]
    assert dmitri.refused("im.notify.get", LAST_ID=1) == (400, "LAST_ID_AND_LAST_TYPE")
    assert dmitri.refused("im.notify.get", LAST_ID="x", LAST_TYPE=3) == (400, "LAST_ID_STRING")
    types = [kind["ID"] for each in clara("im.notify.schema.get").values() for kind in each["LIST"]]
    assert "rest|rest_notify" in types


def test_invitations_are_answered_by_a_button(ada: AppApi, clara: AppApi, dmitri: AppApi) -> None:
    group = ada("sonet_group.create", NAME="Quay")
    for user in (CLARA, DMITRI):
        ada("sonet_group.user.invite", GROUP_ID=group, USER_ID=[user], MESSAGE="Do come")
    clara("im.notify", USER_ID=DMITRI, MESSAGE="Later")
    notice, later = dmitri("im.notify.get")["notifications"]
    assert (notice["text"], notice["notify_type"]) == ('You are invited to the group "Quay": Do come', 1)
    assert '"VALUE":"Y"' in notice["notify_buttons"]
    assert listed(dmitri, LIMIT=1) == [notice["text"]]
    assert listed(dmitri, LAST_ID=notice["id"], LAST_TYPE=1) == [later["text"]]
    press = {"NOTIFY_ID": notice["id"]}
    assert clara("im.notify.confirm", **press, NOTIFY_VALUE="Y") == {"result_message": False}
    assert dmitri("im.notify.confirm", **press, NOTIFY_VALUE="X") == {"result_message": False}
    assert dmitri("im.notify.confirm", **press, NOTIFY_VALUE="Y") == {"result_message": ["Invitation accepted"]}
    assert dmitri("im.notify.confirm", **press, NOTIFY_VALUE="Y") == {"result_message": False}
    other = clara("im.notify.get")["notifications"][0]["id"]
    declined = clara("im.notify.confirm", NOTIFY_ID=other, NOTIFY_VALUE="N")
    assert declined == {"result_message": ["Invitation declined"]}
    assert [each["USER_ID"] for each in ada("sonet_group.user.get", ID=group)] == [str(ADA), str(DMITRI)]
    assert dmitri.refused("im.notify.confirm", NOTIFY_ID=1) == (400, "NOTIFY_VALUE_ERROR")
    assert dmitri.refused("im.notify.confirm", NOTIFY_VALUE="Y") == (400, "ID_ERROR")
    given = {"NOTIFY_ID": later["id"], "ANSWER_TEXT": "I shall"}
    assert clara("im.notify.answer", **given) == {"result_message": False}
    assert dmitri("im.notify.answer", **given) == {"result_message": ["Your response has been successfully sent."]}
    assert texts(clara, DMITRI) == ["I shall"]
    assert dmitri.refused("im.notify.answer", NOTIFY_ID=1) == (400, "ANSWER_TEXT_ERROR")
    assert dmitri.refused("im.notify.answer", ANSWER_TEXT="A") == (400, "ID_ERROR")
