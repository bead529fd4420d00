"""bitrix24-api-client, which has a synchronous and an asynchronous client."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from bitrix24_client import AsyncBitrix24Client, Bitrix24Client
from outcomes import SETTINGS, report

LIST = "crm.activity.binding.list"
METHODS = ("crm.deal.list", "crm.lead.list", "crm.contact.list")
MARKED = {"select": ["ID"], "filter": {"ORIGINATOR_ID": SETTINGS["mark"]}}
ITEMS = {"entityTypeId": 2, "select": ["id"], "filter": {"originatorId": SETTINGS["mark"]}}


def credential(name: str) -> dict[str, Any]:
    _, _, user_id, code, _ = urlsplit(SETTINGS[name]).path.split("/")
    return {"base_url": SETTINGS["https"], "access_token": code, "user_id": int(user_id)}


def call(name: str, method: str, fetch_all: bool = False, **params: Any) -> Any:
    with Bitrix24Client(**credential(name)) as client:
        return client.call_method(method, params, fetch_all=fetch_all)


def call_async(name: str, method: str, fetch_all: bool = False, **params: Any) -> Any:
    async def job() -> Any:
        async with AsyncBitrix24Client(**credential(name)) as client:
            return await client.call_method(method, params, fetch_all=fetch_all)

    return asyncio.run(job())


def ids(records: list[dict[str, Any]], key: str = "ID") -> list[int]:
    return [int(record[key]) for record in records]


report(
    {
        "list": lambda: call("admin", LIST, activityId=SETTINGS["activity"]),
        "list async": lambda: call_async("admin", LIST, activityId=SETTINGS["activity"]),
        "missing": lambda: call("admin", LIST),
        "unknown": lambda: call("admin", LIST, activityId=SETTINGS["missing"]),
        "denied": lambda: call("seller", LIST, activityId=SETTINGS["hidden"]),
        "wrong code": lambda: call("wrong", LIST, activityId=SETTINGS["activity"]),
        "narrow": lambda: call("narrow", LIST, activityId=SETTINGS["activity"]),
        "no method": lambda: call("admin", "crm.activity.binding.unheard"),
        **{f"walk {method}": lambda method=method: ids(call("admin", method, True, **MARKED)) for method in METHODS},
        **{
            f"walk async {method}": lambda method=method: ids(call_async("admin", method, True, **MARKED))
            for method in METHODS
        },
        "walk crm.item.list": lambda: ids(call("admin", "crm.item.list", True, **ITEMS), "id"),
        "walk async crm.item.list": lambda: ids(call_async("admin", "crm.item.list", True, **ITEMS), "id"),
    },
    lambda error: {"status": getattr(error, "status_code", None)},
)
