"""aiobitrix24, an asynchronous client of webhooks."""

import asyncio
from typing import Any

from aiobitrix24 import BatchQuery, CRMItem, bx24
from outcomes import SETTINGS, report

LIST = "crm.activity.binding.list"
MARKED = {"originatorId": SETTINGS["mark"]}


def call(name: str, method: str, **params: Any) -> Any:
    bx24.url(SETTINGS[name])
    return asyncio.run(bx24.request(method, params)).json()


def call_by_query() -> Any:
    bx24.url(SETTINGS["admin"])
    params = {"select": ["ID", "TITLE"], "filter": {"ORIGINATOR_ID": SETTINGS["mark"]}}
    return len(asyncio.run(bx24.request("crm.deal.list", params, is_query_complex=True)).json()["result"])


def batch() -> Any:
    bx24.url(SETTINGS["admin"])
    activities = {"good": SETTINGS["activity"], "bad": SETTINGS["missing"]}
    queries = [BatchQuery(name, LIST, {"activityId": each}) for name, each in activities.items()]
    return asyncio.run(bx24.batch_request(queries)).json()["result"]


def walk() -> list[int]:
    bx24.url(SETTINGS["admin"])
    return [item.fields["id"] for item in asyncio.run(CRMItem.select(2, MARKED, ["id"]))]


def create_and_update() -> Any:
    async def job() -> Any:
        items = [CRMItem({"title": f"Made {number}"}, name=f"made {number}") for number in range(3)]
        made = await CRMItem.batch_create(2, items)
        for item in made:
            item.fields = {"id": item.fields["id"], "entityTypeId": 2, "title": item.fields["title"] + ", changed"}
        return [item.fields["title"] for item in await CRMItem.batch_update(made)]

    bx24.url(SETTINGS["admin"])
    return asyncio.run(job())


bx24.timeout(0)
report(
    {
        "list": lambda: call("admin", LIST, activityId=SETTINGS["activity"])["result"],
        "missing": lambda: call("admin", LIST),
        "unknown": lambda: call("admin", LIST, activityId=SETTINGS["missing"]),
        "denied": lambda: call("seller", LIST, activityId=SETTINGS["hidden"]),
        "wrong code": lambda: call("wrong", LIST, activityId=SETTINGS["activity"]),
        "no credential": lambda: call("bare", LIST, activityId=SETTINGS["activity"]),
        "narrow": lambda: call("narrow", LIST, activityId=SETTINGS["activity"]),
        "no method": lambda: call("admin", "crm.activity.binding.unheard"),
        "by query": call_by_query,
        "batch": batch,
        "walk crm.item.list": walk,
        "create and update": create_and_update,
    },
    lambda error: {},
)
