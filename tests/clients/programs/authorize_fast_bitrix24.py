"""fast_bitrix24 with a token function, and how it backs off from a busy portal."""

import json
import ssl
import urllib.request
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientResponseError
from fast_bitrix24 import Bitrix
from outcomes import SETTINGS, report


class Tokens:
    """What an application writes for this client: a function that gives a token, a new one each time it is asked."""

    def __init__(self, name: str) -> None:
        self.access, self.refresh = SETTINGS[name]
        self.asked = 0

    async def __call__(self) -> str:
        self.asked += 1
        if self.asked > 1:  # the portal has refused the one that was stored
            self._renew()
        return str(self.access)

    def _renew(self) -> None:
        query = {
            "grant_type": "refresh_token",
            "client_id": SETTINGS["client_id"],
            "client_secret": SETTINGS["client_secret"],
            "refresh_token": self.refresh,
        }
        with urllib.request.urlopen(
            f"{SETTINGS['https']}/oauth/token/?{urlencode(query)}", context=ssl.create_default_context()
        ) as answer:
            given = json.load(answer)
        self.access, self.refresh = given["access_token"], given["refresh_token"]


def calling(name: str, method: str, params: dict[str, Any] | None = None) -> Any:
    tokens = Tokens(name)

    async def token() -> str:  # the client takes nothing but a coroutine function
        return await tokens()

    client = Bitrix(f"{SETTINGS['https']}/rest/", token_func=token, verbose=False)
    return {"result": client.call(method, params or {}, raw=True)["result"], "tokens": tokens.asked}


def walk(name: str) -> Any:
    tokens = Tokens(name)

    async def token() -> str:
        return await tokens()

    client = Bitrix(f"{SETTINGS['https']}/rest/", token_func=token, verbose=False)
    found = client.get_all("crm.contact.list", {"select": ["ID"]})
    return {"found": sorted(int(contact["ID"]) for contact in found), "tokens": tokens.asked}


def describe(error: Exception) -> dict[str, Any]:
    return {"status": error.status} if isinstance(error, ClientResponseError) else {}


report(
    {
        "fresh": lambda: calling("fresh", "profile"),
        "expired": lambda: calling("expired", "profile"),
        "expired before a list": lambda: walk("expired before a list"),
        "beyond the scope": lambda: calling("fresh", "department.get"),
        "busy": lambda: calling("fresh", "crm.lead.fields"),
        "slowed down": lambda: calling("fresh", "crm.deal.fields"),
    },
    describe,
)
