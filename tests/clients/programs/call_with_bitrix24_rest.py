"""bitrix24-rest, which calls by GET and fetches all pages by itself."""

from typing import Any

from bitrix24 import Bitrix24, BitrixError
from outcomes import SETTINGS, report

LIST = "crm.activity.binding.list"


def call(name: str, method: str, **params: Any) -> Any:
    return Bitrix24(SETTINGS[name]).callMethod(method, params)


def walk(method: str) -> list[int]:
    records = call("admin", method, select=["ID"], filter={"ORIGINATOR_ID": SETTINGS["mark"]}, order={"ID": "ASC"})
    return [int(record["ID"]) for record in records]


def walk_items() -> list[int]:
    marked = {"originatorId": SETTINGS["mark"]}
    found = call("admin", "crm.item.list", entityTypeId=2, select=["id"], filter=marked, order={"id": "ASC"})
    return [record["id"] for record in found["items"]]


def in_batch() -> Any:
    # the client has no helper for it, and no encoding of commands: whoever uses it writes them out
    return call("admin", "batch", cmd={"a": f"{LIST}?activityId={SETTINGS['activity']}", "b": "crm.deal.list"})


def describe(error: Exception) -> dict[str, Any]:
    return {"code": error.code, "message": error.message} if isinstance(error, BitrixError) else {}


report(
    {
        "list": lambda: call("admin", LIST, activityId=SETTINGS["activity"]),
        "missing": lambda: call("admin", LIST),
        "unknown": lambda: call("admin", LIST, activityId=SETTINGS["missing"]),
        "denied": lambda: call("seller", LIST, activityId=SETTINGS["hidden"]),
        "wrong code": lambda: call("wrong", LIST, activityId=SETTINGS["activity"]),
        "no credential": lambda: Bitrix24(SETTINGS["bare"] + "/").callMethod(LIST),
        "narrow": lambda: call("narrow", LIST, activityId=SETTINGS["activity"]),
        "no method": lambda: call("admin", "crm.activity.binding.unheard"),
        "batch": in_batch,
        "walk crm.deal.list": lambda: walk("crm.deal.list"),
        "walk crm.lead.list": lambda: walk("crm.lead.list"),
        "walk crm.contact.list": lambda: walk("crm.contact.list"),
        "walk crm.item.list": walk_items,
    },
    describe,
)
