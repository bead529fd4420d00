"""b24api since its second version, which is asynchronous and names each way to walk a list."""

import asyncio
from collections.abc import AsyncIterable, Callable, Coroutine
from typing import Any

from b24api import (
    ApiResponseError,
    Bitrix24,
    IdentityCoercion,
    IdentitySpec,
    ReplaySafety,
    Request,
    ResultSelector,
    RouteKind,
)
from b24api.contracts import Command
from outcomes import SETTINGS, report

LIST = "crm.activity.binding.list"
METHODS = ("crm.deal.list", "crm.lead.list", "crm.contact.list")
MARKED = {"select": ["ID"], "filter": {"ORIGINATOR_ID": SETTINGS["mark"]}}
ITEMS = {"entityTypeId": 2, "select": ["id"], "filter": {"originatorId": SETTINGS["mark"]}}
TEXT = IdentitySpec(("ID",), "ID", "ID", IdentityCoercion.DECIMAL_STRING_INTEGER)
NUMBER = IdentitySpec(("id",), "id", "id", IdentityCoercion.EXACT_INTEGER)

Job = Callable[[Bitrix24], Coroutine[Any, Any, Any]]


def request(method: str, params: dict[str, Any]) -> Request:
    return Request(method, params, ReplaySafety.SAFE, route=RouteKind.BARE)


def run(name: str, job: Job) -> Any:
    async def within() -> Any:
        async with Bitrix24.from_webhook(SETTINGS[name]) as client:
            return await job(client)

    return asyncio.run(within())


def call(name: str, method: str, **params: Any) -> Callable[[], Any]:
    return lambda: run(name, lambda client: client.call(request(method, params)))


async def read(stream: Any, key: str) -> dict[str, Any]:
    ids = [int(record[key]) async for record in stream]
    return {"ids": ids, "state": stream.report.state.value}


def walk(method: str, helper: str, **options: Any) -> Callable[[], Any]:
    def job(client: Bitrix24) -> Coroutine[Any, Any, Any]:
        return read(getattr(client, helper)(request(method, MARKED), **options), "ID")

    return lambda: run("admin", job)


def walk_items(helper: str, **options: Any) -> Callable[[], Any]:
    def job(client: Bitrix24) -> Coroutine[Any, Any, Any]:
        stream = getattr(client, helper)(
            request("crm.item.list", ITEMS), selector=ResultSelector(("items",)), **options
        )
        return read(stream, "id")

    return lambda: run("admin", job)


async def texts(outcomes: AsyncIterable[Any]) -> list[str]:
    return [type(outcome).__name__ async for outcome in outcomes]


async def batch(client: Bitrix24) -> list[int]:
    deals = SETTINGS["walked"]["crm.deal.list"]
    commands = [Command(request("crm.deal.get", {"id": deal}), correlation=deal) for deal in deals]
    async with client.batch(commands) as stream:
        return [int(outcome.result["ID"]) async for outcome in stream]


async def batch_with_errors(client: Bitrix24) -> list[str]:
    activities = (SETTINGS["missing"], SETTINGS["activity"])
    commands = [Command(request(LIST, {"activityId": each}), correlation=each) for each in activities]
    async with client.batch_outcomes(commands) as stream:
        return await texts(stream)


def describe(error: Exception) -> dict[str, Any]:
    if not isinstance(error, ApiResponseError):
        return {}
    return {"status": error.http_status, "code": error.original_code, "description": error.description}


report(
    {
        "list": call("admin", LIST, activityId=SETTINGS["activity"]),
        "missing": call("admin", LIST),
        "unknown": call("admin", LIST, activityId=SETTINGS["missing"]),
        "denied": call("seller", LIST, activityId=SETTINGS["hidden"]),
        "wrong code": call("wrong", LIST, activityId=SETTINGS["activity"]),
        "narrow": call("narrow", LIST, activityId=SETTINGS["activity"]),
        "no method": call("admin", "crm.activity.binding.unheard"),
        "batch": lambda: run("admin", batch),
        "batch with errors": lambda: run("admin", batch_with_errors),
        **{f"walk {method}": walk(method, "iter_list") for method in METHODS},
        **{f"walk counted {method}": walk(method, "iter_list_counted", identity=TEXT) for method in METHODS},
        **{
            f"walk by key {method}": walk(method, "iter_list_keyset", selector=ResultSelector(()), identity=TEXT)
            for method in METHODS
        },
        "walk crm.item.list": walk_items("iter_list"),
        "walk counted crm.item.list": walk_items("iter_list_counted", identity=NUMBER),
        "walk by key crm.item.list": walk_items("iter_list_keyset", identity=NUMBER),
    },
    describe,
)
