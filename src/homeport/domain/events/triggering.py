"""Events on demand: told as if they had happened, to whoever wants to know."""

import copy
from typing import Any

from homeport import documented
from homeport.core.clock import Clock
from homeport.domain.events import emission
from homeport.domain.records import scopes
from homeport.store import Transaction

_NAMES = ("ID", "id")


class NoSuchEventError(LookupError):
    """There is no event of that code; the text says so."""


def trigger(tx: Transaction, clock: Clock, code: str, record: str, *, user_id: int = 0) -> int:
    """Tell everyone who wants to know of an event that it happened to a record; how many are told.

    :param code: the event's, in letters of any case
    :param record: the id of the record; whatever there is of it is left as it is
    :param user_id: whose tokens calls carry that want those of whoever caused it; 0: none
    :raises NoSuchEventError: when the portal tells no such event
    """
    known = {event.code.upper(): event for event in scopes.events(scopes.object_types(tx))}
    event = known.get(code.strip().upper())
    if event is None:
        raise NoSuchEventError(f"There is no event {code}")
    return emission.emit(tx, clock, user_id, (event.code,), _data(event.code, record), event.scope, triggered=True)


def _data(code: str, record: str) -> dict[str, Any]:
    """What is told of a record: as the documentation shows it, with the record's id."""
    facts = next((each for each in documented.events().values() if str(each.get("code")).upper() == code.upper()), {})
    example = (facts.get("payload_example") or {}).get("data")
    if not isinstance(example, dict):
        return {"FIELDS": {"ID": record}}
    told: dict[str, Any] = copy.deepcopy(example)
    for part in (told, *told.values()):
        if isinstance(part, dict):
            part.update({name: record for name in _NAMES if name in part})
    return told
