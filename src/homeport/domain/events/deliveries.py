"""The inbox: what was sent to each handler, how often, and what it answered. Kept for the last calls."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select

from homeport.domain.events.outbox import Call
from homeport.domain.portal.apps.tables import DELIVERY
from homeport.store import Query, Transaction

KEPT = 5_000
"""Attempts that are kept."""
MAX_ANSWER = 4_000
"""Letters of an answer that are kept."""

_OF_CALL = Query(select(DELIVERY).where(DELIVERY.c.CALL_ID == bindparam("call_id")).order_by(DELIVERY.c.ID))
_BEYOND = Query(delete(DELIVERY).where(DELIVERY.c.ID <= bindparam("last")))


class Delivery(NamedTuple):
    """An attempt at a call.

    :param sent_at: by the portal's clock, in seconds since 1970
    :param seconds: until it ended
    :param status: of the answer; 0 when there was none
    :param outcome: the status, or why there was none
    :param request: the form that was sent, without secrets
    :param answer: the beginning of what came back
    """

    id: int
    call_id: int
    sent_at: float
    seconds: float
    status: int
    outcome: str
    request: dict[str, Any]
    answer: str


def note(
    tx: Transaction,
    call: Call,
    *,
    sent_at: float,
    seconds: float,
    status: int,
    outcome: str,
    request: Mapping[str, Any],
    answer: str,
) -> None:
    """Keep an attempt.

    :param request: without secrets
    """
    added = tx.insert(
        DELIVERY,
        {
            "CALL_ID": call.id,
            "SENT_AT": sent_at,
            "SECONDS": seconds,
            "STATUS": status,
            "OUTCOME": outcome,
            "REQUEST": json.dumps(request, ensure_ascii=False),
            "ANSWER": answer[:MAX_ANSWER],
        },
    )
    tx.execute(_BEYOND, last=added - KEPT)


def of_call(tx: Transaction, call_id: int) -> list[Delivery]:
    """The attempts at a call, the first one first."""
    return [
        Delivery(
            row["ID"], row["CALL_ID"], row["SENT_AT"], row["SECONDS"], row["STATUS"], row["OUTCOME"],
            json.loads(row["REQUEST"]), row["ANSWER"],
        )
        for row in tx.dicts(_OF_CALL, call_id=call_id)
    ]  # fmt: skip
