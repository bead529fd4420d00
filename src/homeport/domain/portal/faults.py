"""Faults that a test asks for: an error, a bare status, a delay, a dropped connection, each on the calls it names.

Whether the n-th matching call fails follows from the rule's seed and n alone, so that a run can be repeated.
"""

import random
from collections.abc import Hashable
from fnmatch import fnmatchcase
from typing import Annotated, Literal, NamedTuple

import msgspec
from sqlalchemy import select

from homeport.core.errors import SYSTEM, CallError
from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import FAULT
from homeport.store import Query, Transaction
from homeport.store.counters import Counters

_ALL = Query(select(FAULT.c.ID, FAULT.c.RULE).order_by(FAULT.c.ID))

Text = Annotated[str, msgspec.Meta(max_length=500)]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One rule. The first that fires decides; a rule with a delay only lets the next ones look too.

    :param method: a glob on the method's name, such as ``crm.deal.*``; for the authorization server ``oauth/token``
    :param credential: a glob on the credential's key, such as ``webhook:5`` or ``app:*``
    :param skip: matching calls that pass before the rule begins
    :param times: how often it fires; None: always
    :param probability: how likely each matching call fails
    :param seed: makes another sequence of failures
    :param when: before the method runs, or after what it wrote is durable
    :param error: answer this code; its documented description and status unless they are given too
    :param description: the ``error_description``
    :param status: the HTTP status; alone, without ``error``, a page that is no JSON is answered
    :param delay: seconds to wait
    :param drop: close the connection without an answer
    """

    method: Text = "*"
    credential: Text = "*"
    skip: Annotated[int, msgspec.Meta(ge=0)] = 0
    times: Annotated[int, msgspec.Meta(ge=1)] | None = None
    probability: Annotated[float, msgspec.Meta(gt=0, le=1)] = 1.0
    seed: int = 0
    when: Literal["before", "after"] = "before"
    error: Text | None = None
    description: Text | None = None
    status: Annotated[int, msgspec.Meta(ge=400, le=599)] | None = None
    delay: Annotated[float, msgspec.Meta(ge=0, le=600)] = 0.0
    drop: bool = False

    def __post_init__(self) -> None:
        if not (self.error is not None or self.status or self.delay or self.drop):
            raise ValueError("a fault needs an error, a status, a delay or drop")

    def as_error(self) -> CallError:
        """The refusal that the rule asks for; a known code's documented text and status where it says none."""
        code = self.error or ""
        kind = SYSTEM.get(code.lower())
        text = self.description if self.description is not None else (kind.text if kind else code)
        return CallError(kind.code if kind else code, text, self.status or (kind.status if kind else 400))


class Fault(NamedTuple):
    """A stored rule."""

    id: int
    rule: Rule


def add(tx: Transaction, rule: Rule) -> int:
    """Store a rule; its id."""
    fault_id = tx.insert(FAULT, {"RULE": msgspec.json.encode(rule).decode()})
    changed(tx)
    return fault_id


def remove(tx: Transaction, fault_id: int) -> bool:
    """Remove a rule; whether there was one."""
    found = tx.delete(FAULT, ID=fault_id) > 0
    changed(tx)
    return found


def clear(tx: Transaction) -> None:
    """Remove every rule."""
    tx.delete(FAULT)
    changed(tx)


def listed(tx: Transaction) -> tuple[Fault, ...]:
    """Every rule in order."""
    return tuple(Fault(fault_id, msgspec.json.decode(text, type=Rule)) for fault_id, text in tx.all(_ALL))


class Firing(NamedTuple):
    """What happens to one call.

    :param faults: the ids of the rules that fired
    :param delay: seconds to wait first
    :param rule: the one that ends the call, if any
    """

    faults: tuple[int, ...]
    delay: float
    rule: Rule | None


def fire(
    counters: Counters, contents: Hashable, faults: tuple[Fault, ...], method: str, credential: str, now: float
) -> Firing | None:
    """Which faults a call meets; counts the call for each rule that it matches.

    :param counters: where matching calls are counted, for all workers
    :param contents: names the portal's contents, whose rules are told apart by their ids
    """
    fired: list[int] = []
    delay = 0.0
    for fault_id, rule in faults:
        if fnmatchcase(method.lower(), rule.method.lower()) and fnmatchcase(credential, rule.credential):
            with counters.lock:
                place = counters.record((contents, "fault", fault_id), now)
                counters.values[place] += 1
                fires = _fires(rule, int(counters.values[place]) - rule.skip, counters.values[place + 1])
                counters.values[place + 1] += fires
            if fires:
                fired.append(fault_id)
                delay += rule.delay
                if rule.error is not None or rule.status or rule.drop:
                    return Firing(tuple(fired), delay, rule)
    return Firing(tuple(fired), delay, None) if fired else None


def _fires(rule: Rule, number: int, fired: float) -> bool:
    if number <= 0 or (rule.times is not None and fired >= rule.times):
        return False
    return rule.probability >= 1 or random.Random(f"{rule.seed}:{number}").random() < rule.probability  # noqa: S311
