"""fast_bitrix24 walks every list, and gets each of its rows by its id where one method does that."""

from typing import Any

from fast_bitrix24 import Bitrix
from outcomes import SETTINGS, report

UNHELD = {"verbose": False, "requests_per_second": 1000.0, "request_pool_size": 1000, "operating_time_limit": 10**9}
"""It adds up the ``operating`` of all answers, each of which is a sum already, and would rest for ten minutes."""

webhook = Bitrix(SETTINGS["webhook"], **UNHELD)


async def token() -> str:
    return str(SETTINGS["access"])


application = Bitrix(f"{SETTINGS['https']}/rest/", token_func=token, **UNHELD)


def get_all(each: dict[str, Any]) -> Any:
    return (application if each["token"] else webhook).get_all(each["method"], dict(each["params"]))


def get_by_id(each: dict[str, Any]) -> Any:
    ids = [row[each["key"]] for row in get_all(each)]
    params = {key: value for key, value in each["params"].items() if key == "entityTypeId"}
    getter = each["method"].removesuffix(".list") + ".get"
    found = webhook.get_by_ID(getter, ids, ID_field_name=each["key"], params=params or None)
    return [{"key": key} for key in found]


calls = {}
for each in SETTINGS["lists"]:
    calls[f"get_all {each['method']}"] = lambda each=each: get_all(each)
    if each["method"] in SETTINGS["getters"] and each["key"] and not each["token"]:
        calls[f"get_by_ID {each['method']}"] = lambda each=each: get_by_id(each)
report(calls, lambda error: {})
