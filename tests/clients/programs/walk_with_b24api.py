"""b24api, a client of webhooks, walks every list with each of its helpers."""

from collections.abc import Iterable
from typing import Any

from b24api import Bitrix24
from b24api.settings import Settings
from outcomes import SETTINGS, report

client = Bitrix24(settings=Settings(webhook_url=SETTINGS["webhook"]))


def request(each: dict[str, Any]) -> dict[str, Any]:
    return {"method": each["method"], "parameters": dict(each["params"])}


def uncounted(each: dict[str, Any]) -> Iterable[Any]:
    asked = request(each)
    asked["parameters"] = {"select": ["*"], **asked["parameters"]}
    return client.list_batched_no_count(asked, id_key=each["key"])


def by_reference(each: dict[str, Any]) -> Iterable[Any]:
    asked = request(each)
    asked["parameters"] = {"select": ["*"], "filter": {}}
    return client.reference_batched_no_count(asked, [each["params"].get("filter", {})], id_key=each["key"])


calls = {}
for each in SETTINGS["lists"]:
    name = each["method"]
    if each["token"]:
        continue
    calls[f"list_sequential {name}"] = lambda each=each: list(client.list_sequential(request(each)))
    calls[f"list_batched {name}"] = lambda each=each: list(client.list_batched(request(each)))
    # these know the parameters of most lists and no others, and order by ID whatever the key
    if each["key"] == "ID" and not set(each["params"]) - {"select", "filter"}:
        calls[f"list_batched_no_count {name}"] = lambda each=each: list(uncounted(each))
        calls[f"reference_batched_no_count {name}"] = lambda each=each: list(by_reference(each))
report(calls, lambda error: {})
