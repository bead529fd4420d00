"""What was told to whom, as people look for it: by event, record, handler and state."""

from collections.abc import Iterator
from enum import StrEnum
from fnmatch import fnmatchcase
from itertools import islice
from typing import Any

import msgspec

from homeport.core.secrets import without_secrets
from homeport.core.values import Id
from homeport.domain.events import deliveries, outbox
from homeport.domain.events.deliveries import Delivery
from homeport.domain.events.outbox import HELD, UNKNOWN, Call
from homeport.store import Transaction

_IDS = ("ID", "id")


class State(StrEnum):
    """How far a call is."""

    WAITING = "waiting"
    HELD = "held"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"


class Wanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which calls are wanted.

    :param event: a glob on its code, in letters of any case, such as ``ONCRMDEAL*``
    :param record: the id that the event is about
    :param handler: the id of the subscription
    :param url: a glob on the handler's address
    :param state: how far it is
    """

    event: str = "*"
    record: str | None = None
    handler: Id | None = None
    url: str = "*"
    state: State | None = None

    def covers(self, call: Call) -> bool:
        """Whether a call is one of them."""
        return (
            fnmatchcase(call.event.upper(), self.event.upper())
            and self.record in (None, record_of(call))
            and self.handler in (None, call.handler_id)
            and fnmatchcase(call.url, self.url)
            and self.state in (None, state_of(call))
        )


def state_of(call: Call) -> State:
    """How far a call is."""
    if call.next_at is not None:
        return State.HELD if call.next_at == HELD else State.WAITING
    if call.outcome == UNKNOWN:
        return State.SENDING
    return State.DELIVERED if call.delivered else State.FAILED


def record_of(call: Call) -> str:
    """The id that an event is about; empty when it names none."""
    found = next(_ids(call.data), None)
    return "" if found is None else str(found)


def address_of(call: Call) -> str:
    """Where a call goes, as it may be shown: an address may have a secret in it."""
    return without_secrets(call.url)


def _ids(data: dict[str, Any]) -> Iterator[Any]:
    for value in (*(data[name] for name in data if name.startswith("FIELDS")), data):
        if isinstance(value, dict):
            yield from (value[name] for name in _IDS if isinstance(value.get(name), str | int))


def newest(tx: Transaction, wanted: Wanted, limit: int) -> list[Call]:
    """The newest calls that are wanted, the newest first."""
    return list(islice(filter(wanted.covers, reversed(outbox.listed(tx))), limit))


def said(call: Call) -> dict[str, Any]:
    """What is said of a call."""
    return {
        "id": call.id,
        "event": call.event,
        "record": record_of(call),
        "state": state_of(call).value,
        "handler": call.handler_id,
        "url": address_of(call),
        "client_id": call.client_id,
        "data": call.data,
        "created": call.created,
        "attempts": call.attempts,
        "next_at": None if call.next_at == HELD else call.next_at,
        "outcome": call.outcome,
        "triggered": call.triggered == "Y",
    }


def attempts(tx: Transaction, call_id: int) -> list[Delivery]:
    """What was sent of a call, and what came back."""
    return deliveries.of_call(tx, call_id)
