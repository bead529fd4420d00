"""pybitrix24 as an application: a code, tokens, and their renewal, which it leaves to its user."""

from typing import Any
from urllib.parse import urlsplit

from outcomes import SETTINGS, report
from pybitrix24 import Bitrix24, get_error_if_present

HOST = urlsplit(SETTINGS["https"]).netloc


def application(**changed: str) -> Bitrix24:
    keys = {"client_id": SETTINGS["client_id"], "client_secret": SETTINGS["client_secret"], **changed}
    return Bitrix24(HOST, **keys)


def holding(name: str, **changed: str) -> Bitrix24:
    client = application(**changed)
    client._access_token, client._refresh_token = SETTINGS[name]  # the client keeps tokens for one run only
    return client


def exchange() -> Any:
    client = application()
    given = client.obtain_tokens(SETTINGS["code"], scope="crm")
    return {
        "given": sorted(given),
        "user": given["user_id"],
        "calls as": client.call("profile")["result"]["ID"],
        "with parameters": client.call("crm.contact.list", {"select": ["ID"], "start": 0})["next"],
        "in batch": client.call_batch({"who": "profile"})["result"]["result"]["who"]["ID"],
    }


def renew() -> Any:
    client = holding("expired")
    before = get_error_if_present(client.call("profile"))
    client.refresh_tokens()
    return {"before": before, "after": client.call("profile")["result"]["ID"]}


report(
    {
        "authorization URL": lambda: application().build_authorization_url(state="s1"),
        "exchange": exchange,
        "exchange again": lambda: application().obtain_tokens(SETTINGS["code"]),
        "expired": renew,
        "used refresh token": lambda: holding("expired").refresh_tokens(),
        "wrong secret": lambda: holding("fresh", client_secret="wrong").refresh_tokens(),
        "unknown client": lambda: holding("fresh", client_id="local.none").refresh_tokens(),
    },
    lambda error: {},
)
