"""pybitrix24, which hands out answers as they come, errors too."""

from typing import Any
from urllib.parse import urlsplit

from outcomes import SETTINGS, report
from pybitrix24 import Bitrix24

HOST = urlsplit(SETTINGS["https"]).netloc
LIST = "crm.activity.binding.list"
ACTIVITY = {"activityId": SETTINGS["activity"]}


def call(name: str, method: str, params: dict[str, Any] | None) -> Any:
    user, code = urlsplit(SETTINGS[name]).path.strip("/").split("/")[1:]
    return Bitrix24(HOST, user_id=int(user)).call_webhook(code, method, params)


def in_batch(halt: bool = False, **calls: Any) -> Any:
    user, code = urlsplit(SETTINGS["admin"]).path.strip("/").split("/")[1:]
    return Bitrix24(HOST, user_id=int(user)).call_batch_webhook(code, calls, halt)["result"]


def walk(method: str, wrapper: str | None = None, **params: Any) -> list[int]:
    found: list[int] = []
    start = 0
    while True:  # this client leaves paging to its user
        answer = call("admin", method, {**params, "start": start})
        page = answer["result"][wrapper] if wrapper else answer["result"]
        found += [int(record["id" if wrapper else "ID"]) for record in page]
        if "next" not in answer:
            assert len(found) == answer["total"]
            return found
        start = answer["next"]


MARKED = {"select": ["ID"], "filter": {"ORIGINATOR_ID": SETTINGS["mark"]}}
report(
    {
        "list": lambda: call("admin", LIST, ACTIVITY)["result"],
        "missing": lambda: call("admin", LIST, {}),
        "missing by GET": lambda: call("admin", LIST, None),
        "unknown": lambda: call("admin", LIST, {"activityId": SETTINGS["missing"]}),
        "denied": lambda: call("seller", LIST, {"activityId": SETTINGS["hidden"]}),
        "wrong code": lambda: call("wrong", LIST, ACTIVITY),
        "no token": lambda: Bitrix24(HOST).call(LIST, ACTIVITY),
        "narrow": lambda: call("narrow", LIST, ACTIVITY),
        "no method": lambda: call("admin", "crm.activity.binding.unheard", None),
        "batch": lambda: in_batch(a=(LIST, ACTIVITY), b={"method": "crm.deal.list", "params": {"select": ["ID"]}}),
        "batch with errors": lambda: in_batch(a=(LIST, {"activityId": SETTINGS["missing"]}), b=(LIST, ACTIVITY)),
        "batch that halts": lambda: in_batch(True, a=LIST, b=(LIST, ACTIVITY)),
        "walk crm.deal.list": lambda: walk("crm.deal.list", **MARKED),
        "walk crm.lead.list": lambda: walk("crm.lead.list", **MARKED),
        "walk crm.contact.list": lambda: walk("crm.contact.list", **MARKED),
        "walk crm.item.list": lambda: walk(
            "crm.item.list", "items", entityTypeId=2, select=["id"], filter={"originatorId": SETTINGS["mark"]}
        ),
    },
    lambda error: {},
)
