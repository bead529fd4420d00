"""pybitrix24, which leaves paging to its user, walks every list by ``next``."""

from typing import Any
from urllib.parse import urlsplit

from outcomes import SETTINGS, report
from pybitrix24 import Bitrix24

HOST = urlsplit(SETTINGS["https"]).netloc
USER, CODE = urlsplit(SETTINGS["webhook"]).path.strip("/").split("/")[1:]
webhook = Bitrix24(HOST, user_id=int(USER))
application = Bitrix24(HOST, client_id=SETTINGS["client_id"], client_secret=SETTINGS["client_secret"])
application._access_token = SETTINGS["access"]  # the client keeps tokens for one run only


def call(each: dict[str, Any], start: int) -> Any:
    params = {**each["params"], "start": start}
    if each["token"]:
        return application.call(each["method"], params)
    return webhook.call_webhook(CODE, each["method"], params)


def walk(each: dict[str, Any]) -> list[Any]:
    found: list[Any] = []
    start = 0
    while True:
        answer = call(each, start)
        found += answer["result"][each["wrapper"]] if each["wrapper"] else answer["result"]
        if "next" not in answer:
            return found
        start = answer["next"]


report({f"next {each['method']}": lambda each=each: walk(each) for each in SETTINGS["lists"]}, lambda error: {})
