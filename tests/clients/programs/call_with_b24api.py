"""b24api, which checks the answers' types and offers HTTP/2."""

from collections.abc import Callable
from typing import Any

from b24api import Bitrix24
from b24api.settings import Settings
from outcomes import SETTINGS, report

LIST = "crm.activity.binding.list"
METHODS = ("crm.deal.list", "crm.lead.list", "crm.contact.list")


def client_of(name: str) -> Bitrix24:
    return Bitrix24(settings=Settings(webhook_url=SETTINGS[name]))


def call(name: str, method: str, **params: Any) -> Any:
    return client_of(name).call({"method": method, "parameters": params})


def marked(method: str) -> dict[str, Any]:
    return {"method": method, "parameters": {"select": ["ID"], "filter": {"ORIGINATOR_ID": SETTINGS["mark"]}}}


def walk(helper: Callable[[Any], Any], method: str) -> Callable[[], list[int]]:
    return lambda: [int(record["ID"]) for record in helper(marked(method))]


def walk_items(helper: Callable[[Any], Any]) -> list[int]:
    params = {"entityTypeId": 2, "select": ["id"], "filter": {"originatorId": SETTINGS["mark"]}}
    return [record["id"] for record in helper({"method": "crm.item.list", "parameters": params})]


def in_batch() -> Any:
    deals = SETTINGS["walked"]["crm.deal.list"]
    requests = ({"method": "crm.deal.get", "parameters": {"id": deal}} for deal in deals)
    return [int(deal["ID"]) for deal in admin.batch(requests)]


def batch_with_errors() -> Any:
    return list(admin.batch([{"method": LIST, "parameters": {"activityId": SETTINGS["missing"]}}]))


admin = client_of("admin")
report(
    {
        "list": lambda: call("admin", LIST, activityId=SETTINGS["activity"]),
        "missing": lambda: call("admin", LIST),
        "unknown": lambda: call("admin", LIST, activityId=SETTINGS["missing"]),
        "denied": lambda: call("seller", LIST, activityId=SETTINGS["hidden"]),
        "wrong code": lambda: call("wrong", LIST, activityId=SETTINGS["activity"]),
        "no credential": lambda: call("bare", LIST, activityId=SETTINGS["activity"]),
        "narrow": lambda: call("narrow", LIST, activityId=SETTINGS["activity"]),
        "no method": lambda: call("admin", "crm.activity.binding.unheard"),
        "batch": in_batch,
        "batch with errors": batch_with_errors,
        **{f"walk {method}": walk(admin.list_sequential, method) for method in METHODS},
        **{f"walk batched {method}": walk(admin.list_batched, method) for method in METHODS},
        **{f"walk uncounted {method}": walk(admin.list_batched_no_count, method) for method in METHODS},
        "walk crm.item.list": lambda: walk_items(admin.list_sequential),
        "walk batched crm.item.list": lambda: walk_items(admin.list_batched),
    },
    lambda error: {},
)
