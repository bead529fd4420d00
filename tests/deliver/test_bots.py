"""What the address of a chatbot is sent: a form, with the authorization twice."""

from typing import Any

from homeport.testing.portal import LocalPortal
from tests.handler import Handler

ECHO = {"code": "echo", "properties": {"name": "Echo"}, "eventMode": "webhook"}


def test_a_bot_is_told_with_tokens_that_let_it_answer(portal: LocalPortal, handler: Handler) -> None:
    app = portal.app(scope="im,imbot")
    bot = app.call("imbot.v2.Bot.register", fields={**ECHO, "webhookUrl": handler.url})["bot"]["id"]
    said = app.call("im.message.add", user=3, DIALOG_ID=bot, MESSAGE="Hello")
    assert handler.next()["event"] == "ONIMBOTV2JOINCHAT"
    body = handler.next()
    data = body["data"]
    assert body["event"] == "ONIMBOTV2MESSAGEADD"
    assert data["bot"] == {"id": str(bot), "code": "echo", "auth": body["auth"]}
    assert (body["auth"]["user_id"], bool(body["auth"]["access_token"])) == ("3", True)
    assert (data["message"]["id"], data["message"]["isSystem"], data["message"]["forward"]) == (str(said), "0", "")
    assert (data["user"]["active"], data["user"]["lastActivityDate"], data["chat"]["dialogId"]) == ("1", "0", "3")


def test_each_token_recognises_the_portal_by_an_own_word(portal: LocalPortal, handler: Handler) -> None:
    hook, app = portal.webhook(scope="im,imbot"), portal.app(scope="im")

    def word(bot: int) -> tuple[str, Any]:
        app.call("im.message.add", user=3, DIALOG_ID=bot, MESSAGE="Hello")
        while (body := handler.next())["event"] != "ONIMBOTV2MESSAGEADD":
            pass
        return body["auth"]["application_token"], body["auth"].get("access_token")

    words = []
    for token in ("one", "two"):
        fields = {**ECHO, "webhookUrl": handler.url, "botToken": token, "code": f"bot-{token}"}
        bot = hook.call("imbot.v2.Bot.register", fields=fields)["bot"]["id"]
        words.append(word(bot))
    hook.call("imbot.v2.Bot.update", botId=bot, botToken="two", fields={"botToken": "three"})
    words.append(word(bot))
    assert len(set(words)) == 3
    assert {access for _, access in words} == {None}
