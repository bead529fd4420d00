"""Calls that have ended, and a line of the application that tells of them."""

from collections.abc import Callable
from typing import Any

from tests.clients.goods import MANY


def fill(as_application: Callable[..., Any]) -> None:
    """Make them.

    :param as_application: calls a method
    """
    as_application("telephony.externalLine.add", NUMBER="1", NAME="Walked")
    for number in range(MANY):
        given = {"USER_ID": 1, "PHONE_NUMBER": f"55{number}", "TYPE": 1, "SHOW": 0, "ADD_TO_CHAT": 0}
        call = as_application("telephony.externalCall.register", **given)["result"]["CALL_ID"]
        as_application("telephony.externalCall.finish", CALL_ID=call, USER_ID=1, ADD_TO_CHAT=0)
