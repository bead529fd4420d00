"""b24pysdk, the official Python SDK."""

from typing import Any
from urllib.parse import urlsplit

from b24pysdk import BitrixAppLocal, BitrixTokenLocal, BitrixWebhook, Client
from b24pysdk.errors import BitrixAPIError
from outcomes import SETTINGS, report

DOMAIN = urlsplit(SETTINGS["https"]).netloc
ACTIVITY = SETTINGS["activity"]
MARKED = {"ORIGINATOR_ID": SETTINGS["mark"]}


def token_of(url: str) -> BitrixWebhook:
    return BitrixWebhook(domain=DOMAIN, webhook_token=urlsplit(url).path.removeprefix("/rest/"))


def bindings(url: str, activity: int) -> Any:
    return Client(token_of(url)).crm.activity.binding.list(activity_id=activity).result


def without_a_token() -> Any:
    app = BitrixAppLocal(domain=DOMAIN, client_id="local.none", client_secret="none")
    return BitrixTokenLocal(auth_token="", bitrix_app=app).call_method("crm.activity.binding.list")


def in_batch() -> Any:
    one = client.crm.activity.binding.list(activity_id=ACTIVITY)
    answer = client.call_batch({"bindings": one, "deals": client.crm.deal.list(select=["ID"])}).result
    return {"keys": sorted(answer.result), "bindings": answer.result["bindings"], "next": answer.result_next}


def batch_with_empty_arrays() -> Any:
    items = client.crm.item.list(entity_type_id=2, select=[], filter={}, order={})
    answer = client.call_batch({"items": items}).result
    return {"errors": len(answer.result_error), "has titles": "title" in answer.result["items"]["items"][0]}


def in_batches() -> Any:
    requests = [client.crm.deal.get(bitrix_id=deal) for deal in SETTINGS["walked"]["crm.deal.list"]]
    return [int(deal["ID"]) for deal in client.call_batches(requests).result.result.values()]


def batch_with_errors() -> Any:
    commands = {
        "good": ("crm.activity.binding.list", {"activityId": ACTIVITY}),
        "bad": ("crm.activity.binding.list", {"activityId": SETTINGS["missing"]}),
    }
    return token.call_batch(commands)["result"]


def batch_whose_first_call_fails() -> Any:
    bad, good = (client.crm.activity.binding.list(activity_id=each) for each in (SETTINGS["missing"], ACTIVITY))
    answer = client.call_batch([bad, good]).result
    return {"errors": [answer.result_error[0]["error"]], "results": answer.result}


def about_the_webhook() -> Any:
    info = Client(token_of(SETTINGS["narrow"])).app.info().value
    return {"read as": type(info).__name__, "license": info.license, "scope": info.scope}


def walk(method: str, fast: bool) -> list[int]:
    request = getattr(client.crm, method).list(select=["ID"], filter=MARKED)
    listed = request.as_list_fast() if fast else request.as_list()
    return [int(record["ID"]) for record in listed.result]


def walk_items(fast: bool) -> list[int]:
    marked = {"originatorId": SETTINGS["mark"]}
    request = client.crm.item.list(entity_type_id=2, select=["id"], filter=marked)
    listed = request.as_list_fast() if fast else request.as_list()
    return [record["id"] for record in listed.result]


def timed() -> Any:
    time = client.crm.activity.binding.list(activity_id=ACTIVITY).time
    return {name: type(getattr(time, name)).__name__ for name in ("start", "duration", "date_start", "operating")}


def describe(error: Exception) -> dict[str, Any]:
    if not isinstance(error, BitrixAPIError):
        return {}
    return {"code": error.error, "description": error.error_description, "status": error.status_code}


token = token_of(SETTINGS["admin"])
client = Client(token)
report(
    {
        "list": lambda: bindings(SETTINGS["admin"], ACTIVITY),
        "time": timed,
        "missing": lambda: token.call_method("crm.activity.binding.list"),
        "unknown": lambda: bindings(SETTINGS["admin"], SETTINGS["missing"]),
        "denied": lambda: bindings(SETTINGS["seller"], SETTINGS["hidden"]),
        "wrong code": lambda: bindings(SETTINGS["wrong"], ACTIVITY),
        "no credential": without_a_token,
        "narrow": lambda: bindings(SETTINGS["narrow"], ACTIVITY),
        "no method": lambda: token.call_method("crm.activity.binding.unheard"),
        "batch": in_batch,
        "batch with empty arrays": batch_with_empty_arrays,
        "batches": in_batches,
        "batch with errors": batch_with_errors,
        "batch whose first call fails": batch_whose_first_call_fails,
        "about the webhook": about_the_webhook,
        "walk crm.deal.list": lambda: walk("deal", fast=False),
        "walk crm.lead.list": lambda: walk("lead", fast=False),
        "walk crm.contact.list": lambda: walk("contact", fast=False),
        "walk crm.item.list": lambda: walk_items(fast=False),
        "walk fast crm.deal.list": lambda: walk("deal", fast=True),
        "walk fast crm.lead.list": lambda: walk("lead", fast=True),
        "walk fast crm.contact.list": lambda: walk("contact", fast=True),
        "walk fast crm.item.list": lambda: walk_items(fast=True),
    },
    describe,
)
