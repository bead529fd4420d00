"""a24wh, a client of webhooks that answers dictionaries, errors too."""

from typing import Any

from a24wh import batch_by_params, batch_list, req24, request24
from outcomes import SETTINGS, report

LIST = "crm.activity.binding.list"
METHODS = ("crm.deal.list", "crm.lead.list", "crm.contact.list")
MARKED = {"select": ["ID"], "filter": {"ORIGINATOR_ID": SETTINGS["mark"]}}
ITEMS = {"entityTypeId": 2, "select": ["id"], "filter": {"originatorId": SETTINGS["mark"]}}


def call(name: str, method: str, **params: Any) -> Any:
    return request24(method, params, SETTINGS[name])


def walk(method: str) -> list[int]:
    return [int(record["ID"]) for record in request24(method, MARKED, SETTINGS["admin"], all_iters=True)["result"]]


def walk_in_batches(method: str) -> list[int]:
    return [int(record["ID"]) for record in batch_list(method, MARKED, SETTINGS["admin"])["result"]]


def walk_items() -> list[int]:
    answer = request24("crm.item.list", ITEMS, SETTINGS["admin"], all_iters=True)
    return [record["id"] for record in answer["result"]["items"]]


def walk_items_in_batches() -> list[int]:
    answer = batch_list("crm.item.list", ITEMS, SETTINGS["admin"], items_key="items")
    return [record["id"] for record in answer["result"]["items"]]


def batch() -> list[int]:
    params = [{"id": deal} for deal in SETTINGS["walked"]["crm.deal.list"]]
    return [int(deal["ID"]) for deal in batch_by_params("crm.deal.get", params, SETTINGS["admin"])["result"]]


def batch_with_errors() -> Any:
    return batch_by_params(LIST, [{"activityId": SETTINGS["missing"]}], SETTINGS["admin"])


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
        "REST 3.0": lambda: req24("rest.scope.list", {}, SETTINGS["admin"]),
        "batch": batch,
        "batch with errors": batch_with_errors,
        **{f"walk {method}": lambda method=method: walk(method) for method in METHODS},
        **{f"walk in batches {method}": lambda method=method: walk_in_batches(method) for method in METHODS},
        "walk crm.item.list": walk_items,
        "walk in batches crm.item.list": walk_items_in_batches,
    },
    lambda error: {},
)
