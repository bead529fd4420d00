"""bitrix24-rest, a client of webhooks, fetches all pages of every list."""

from bitrix24 import Bitrix24
from outcomes import SETTINGS, report

client = Bitrix24(SETTINGS["webhook"])


def walk(each):  # type: ignore[no-untyped-def]  what comes is what the client makes of it
    found = client.callMethod(each["method"], dict(each["params"]))
    return found[each["wrapper"]] if each["wrapper"] else found


report(
    {f"callMethod {each['method']}": lambda each=each: walk(each) for each in SETTINGS["lists"] if not each["token"]},
    lambda error: {},
)
