"""A bot of the second generation as its owner calls for it, and what addresses are told of one."""

import json
from typing import Any

from sqlalchemy import select

from homeport.domain.events.outbox import OUTBOX
from homeport.store import Query
from tests.conftest import Api, Wire

URL = "http://127.0.0.1:9/bot"
ECHO = {"code": "echo", "properties": {"name": "Echo", "lastName": "Bot", "workPosition": "Repeats", "gender": "F"}}
TOKEN = {"botToken": "a secret word"}


class Bot:
    """A bot, as its owner calls for it."""

    def __init__(self, api: Api, **fields: Any) -> None:
        self.api = api
        self.token = {"botToken": fields["botToken"]} if "botToken" in fields else {}
        self.id: int = api("imbot.v2.Bot.register", fields=ECHO | fields)["bot"]["id"]

    def __call__(self, verb: str, **params: Any) -> Any:
        return self.api(f"imbot.v2.{verb}", botId=self.id, **{**self.token, **params})

    def refused(self, verb: str, **params: Any) -> Any:
        return self.api.refused(f"imbot.v2.{verb}", botId=self.id, **{**self.token, **params})

    def events(self, **params: Any) -> list[tuple[str, dict[str, Any]]]:
        """What it has not fetched yet."""
        found = self("Event.get", **params)
        self("Event.get", offset=found["nextOffset"])
        return [(each["type"].removeprefix("ONIMBOTV2"), each["data"]) for each in found["events"]]


def told(wire: Wire) -> list[tuple[str, str, str, dict[str, Any]]]:
    """What addresses are to be told: of what, which, with whose word, and what."""
    query = Query(select(OUTBOX.c.EVENT, OUTBOX.c.URL, OUTBOX.c.CLIENT_ID, OUTBOX.c.DATA).order_by(OUTBOX.c.ID))
    with wire.portal.store.snapshot() as tx:
        found = tx.all(query)
    return [(event, url, client, json.loads(data)) for event, url, client, data in found]
