"""Events of telephony: their codes, and telling of calls.

Sources: ``telephony/events/``, ``telephony/voximplant/events/``.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.events.emission import tell

TELEPHONY = "telephony"
"""The scope that an application needs to be told."""

INIT, START, END = "ONVOXIMPLANTCALLINIT", "ONVOXIMPLANTCALLSTART", "ONVOXIMPLANTCALLEND"
WANTED, CALLED_BACK = "ONEXTERNALCALLSTART", "ONEXTERNALCALLBACKSTART"
"""Somebody wants to call; a visitor wants to be called, by a form that no portal here has."""

Row = Mapping[str, Any]


def codes(types: Iterable[int]) -> Iterator[str]:
    """The code of every event of telephony."""
    yield from (INIT, START, END, WANTED, CALLED_BACK)


def begun(ctx: Ctx, call: Row) -> None:
    """A call was registered."""
    told = {"CALL_ID": call["CALL_ID"], "CALL_TYPE": call["TYPE"], "CALLER_ID": call["PHONE_NUMBER"]}
    tell(ctx, (INIT,), {**told, "REST_APP_ID": call["APP_ID"]}, TELEPHONY)


def answered(ctx: Ctx, call: Row) -> None:
    """Whoever a call is of speaks."""
    tell(ctx, (START,), {"CALL_ID": call["CALL_ID"], "USER_ID": call["USER_ID"]}, TELEPHONY)


def ended(ctx: Ctx, row: Row, started: str) -> None:
    """A call has ended.

    :param row: of the statistics
    :param started: when, as the protocol writes it
    """
    names = ("CALL_ID", "CALL_TYPE", "PHONE_NUMBER", "PORTAL_NUMBER", "PORTAL_USER_ID", "CALL_DURATION")
    more = ("COST", "COST_CURRENCY", "CALL_FAILED_CODE", "CALL_FAILED_REASON", "CRM_ACTIVITY_ID")
    told = {name: row[name] for name in names} | {"CALL_START_DATE": started} | {name: row[name] for name in more}
    tell(ctx, (END,), told, TELEPHONY)
