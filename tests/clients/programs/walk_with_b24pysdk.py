"""b24pysdk walks every list with each of its helpers."""

from typing import Any
from urllib.parse import urlsplit

from b24pysdk import BitrixAppLocal, BitrixTokenLocal, BitrixWebhook, Config
from b24pysdk.api.requests import BitrixAPIRequest
from outcomes import SETTINGS, report

DOMAIN = urlsplit(SETTINGS["https"]).netloc
Config().configure(default_initial_retry_delay=0.01, default_retry_delay_increment=0)
webhook = BitrixWebhook(domain=DOMAIN, webhook_token=urlsplit(SETTINGS["webhook"]).path.removeprefix("/rest/"))
app = BitrixAppLocal(domain=DOMAIN, client_id=SETTINGS["client_id"], client_secret=SETTINGS["client_secret"])
token = BitrixTokenLocal(auth_token=SETTINGS["access"], bitrix_app=app)


def asking(each: dict[str, Any]) -> BitrixAPIRequest:
    by = token if each["token"] else webhook
    return BitrixAPIRequest(bitrix_token=by, api_method=each["method"], params=dict(each["params"]))


calls = {}
for each in SETTINGS["lists"]:
    name = each["method"]
    calls[f"as_list {name}"] = lambda each=each: asking(each).as_list().result
    if each["key"]:
        calls[f"as_list_fast {name}"] = lambda each=each: list(asking(each).as_list_fast().result)
        calls[f"as_list_fast descending {name}"] = lambda each=each: list(
            asking(each).as_list_fast(descending=True).result
        )
report(calls, lambda error: {})
