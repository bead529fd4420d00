"""fast_bitrix24, which walks lists by ``batch``."""

from typing import Any

from aiohttp import ClientResponseError
from fast_bitrix24 import Bitrix
from outcomes import SETTINGS, report

ACTIVITY = {"activityId": SETTINGS["activity"]}
LIST = "crm.activity.binding.list"


def client_of(name: str) -> Bitrix:
    return Bitrix(SETTINGS[name], verbose=False)


def in_batch(**commands: str) -> Any:
    return admin.call_batch({"halt": 0, "cmd": commands})


def walk(method: str, **params: Any) -> list[int]:
    return sorted(int(record.get("ID") or record["id"]) for record in admin.get_all(method, params))


def marked(name: str) -> dict[str, Any]:
    return {"select": [name], "filter": {"ORIGINATOR_ID": SETTINGS["mark"]}}


def titles() -> Any:
    deals = SETTINGS["walked"]["crm.deal.list"]
    return {key: deal["TITLE"] for key, deal in admin.get_by_ID("crm.deal.get", deals[:60]).items()}


def describe(error: Exception) -> dict[str, Any]:
    return {"status": error.status} if isinstance(error, ClientResponseError) else {}


admin = client_of("admin")
report(
    {
        "list": lambda: admin.call(LIST, ACTIVITY, raw=True)["result"],
        "list all": lambda: admin.get_all(LIST, ACTIVITY),
        "missing": lambda: admin.call(LIST, {}, raw=True),
        "unknown": lambda: admin.call(LIST, {"activityId": SETTINGS["missing"]}, raw=True),
        "denied": lambda: client_of("seller").call(LIST, {"activityId": SETTINGS["hidden"]}, raw=True),
        "wrong code": lambda: client_of("wrong").call(LIST, ACTIVITY, raw=True),
        "no credential": lambda: client_of("bare").call(LIST, ACTIVITY, raw=True),
        "narrow": lambda: client_of("narrow").call(LIST, ACTIVITY, raw=True),
        "no method": lambda: admin.call("crm.activity.binding.unheard", {}, raw=True),
        "batch": lambda: in_batch(a=f"{LIST}?activityId={SETTINGS['activity']}", b="crm.deal.list?select[]=ID"),
        "batch with errors": lambda: in_batch(a=f"{LIST}?activityId={SETTINGS['missing']}"),
        "each": lambda: admin.call("crm.deal.get", [{"ID": deal} for deal in SETTINGS["walked"]["crm.deal.list"][:3]]),
        "by id": titles,
        "walk crm.deal.list": lambda: walk("crm.deal.list", **marked("ID")),
        "walk crm.lead.list": lambda: walk("crm.lead.list", **marked("ID")),
        "walk crm.contact.list": lambda: walk("crm.contact.list", **marked("ID")),
        "walk crm.item.list": lambda: walk(
            "crm.item.list", entityTypeId=2, select=["id"], filter={"originatorId": SETTINGS["mark"]}
        ),
    },
    describe,
)
