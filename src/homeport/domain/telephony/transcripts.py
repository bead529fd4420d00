"""What was said in a call that has ended, by whom and when.

Source: ``api-reference/telephony/telephony-call-attach-transcription.md``.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, read_integer
from homeport.domain.records.filters import as_map
from homeport.domain.telephony import finishing, statistics
from homeport.domain.telephony.reading import text
from homeport.domain.telephony.tables import TRANSCRIPT
from homeport.store import Query, Transaction

NO_CALL = ErrorKind("ERROR_CORE", "CALL_ID should be set")
NOT_AN_ARRAY = ErrorKind("ERROR_CORE", "MESSAGES should be an array")
NO_SIDE = ErrorKind("ERROR_CORE", "MESSAGES[{number}][SIDE] should be either Client or User")
NO_START = ErrorKind("ERROR_CORE", "MESSAGES[{number}][START_TIME] should be greater or equal to zero")
NO_STOP = ErrorKind("ERROR_CORE", "MESSAGES[{number}][STOP_TIME] should be greater than zero")
NO_MESSAGE = ErrorKind("ERROR_CORE", "MESSAGES[{number}][MESSAGE] is empty")
NOT_FOUND = ErrorKind("ERROR_CORE", "Call {call} is not found. Is it finished?")

SIDES = ("User", "Client")
MOST, LONGEST = 10_000, 10_000
"""Utterances of a call, and letters of one."""

_OF_CALL = Query(select(TRANSCRIPT.c.MESSAGES).where(TRANSCRIPT.c.CALL == bindparam("call")))

Message = dict[str, Any]


def attach(ctx: Ctx, call_id: Any, messages: Any, cost: Any, currency: Any) -> int:
    """Attach a transcript to a call, in place of the one it has; its id.

    :raises CallError: the refusals above
    """
    if is_empty(call_id):
        raise NO_CALL()
    if not isinstance(messages, list | dict) or len(messages) > MOST:
        raise NOT_AN_ARRAY()
    said = [_read(number, each) for number, each in as_map(messages).items()]
    call = statistics.of_call(ctx.tx, call_id)
    if call is None:
        raise NOT_FOUND(call=text(call_id))
    ctx.tx.delete(TRANSCRIPT, CALL=call["ID"])
    amount = finishing.cost_of(cost)
    row = {"CALL": call["ID"], "MESSAGES": msgspec.json.encode(said).decode(), "COST": amount}
    number = ctx.tx.insert(TRANSCRIPT, row | {"COST_CURRENCY": None if amount is None else text(currency) or None})
    ctx.tx.update(statistics.TABLE, {"ID": call["ID"]}, {"TRANSCRIPT_ID": number})
    return number


def of_activity(tx: Transaction, activity: int) -> list[Message]:
    """What was said in the call that an activity is of, in its order; nothing where that is not known."""
    call = statistics.of_activity(tx, activity)
    stored = None if call is None else tx.value(_OF_CALL, call=call["ID"])
    return msgspec.json.decode(stored, type=list[Message]) if stored else []


def as_text(messages: list[Message]) -> str:
    """What was said, a line each."""
    return "\n".join(f"{each['SIDE']}: {each['MESSAGE']}" for each in messages)


def _read(number: str, given: Any) -> Message:
    said: Mapping[str, Any] = {str(name).upper(): value for name, value in as_map(given).items()}
    if said.get("SIDE") not in SIDES:
        raise NO_SIDE(number=number)
    start, stop = _seconds(said.get("START_TIME")), _seconds(said.get("STOP_TIME"))
    if start is None or start < 0:
        raise NO_START(number=number)
    if stop is None or stop <= 0:
        raise NO_STOP(number=number)
    message = text(said.get("MESSAGE"), LONGEST)
    if not message:
        raise NO_MESSAGE(number=number)
    return {"SIDE": said["SIDE"], "START_TIME": start, "STOP_TIME": stop, "MESSAGE": message}


def _seconds(given: Any) -> int | None:
    try:
        return read_integer(given, None)  # type: ignore[arg-type]  # numbers do not depend on a zone
    except (ValueError, OverflowError):
        return None
