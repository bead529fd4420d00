"""Faults that a test asks for: an error, a bare status, a delay, a dropped connection, each on the calls it names.

Whether the n-th matching call fails follows from the rule's seed and n alone, so that a run can be repeated.
"""

import random
from collections.abc import Callable
from fnmatch import fnmatchcase
from itertools import islice
from typing import Annotated, Literal, NamedTuple

import msgspec
from sqlalchemy import select

from homeport.core.errors import SYSTEM, CallError
from homeport.core.values import MAX_INTEGER, Id
from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import FAULT
from homeport.store import Query, Transaction

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
    :param when: on arrival, before anything of the request is looked at, so whoever sends it; before the method runs;
        or after what it wrote is durable
    :param error: answer this code; its documented description and status unless they are given too
    :param description: the ``error_description``
    :param status: the HTTP status; alone, without ``error``, a page that is no JSON is answered
    :param delay: seconds to wait
    :param drop: close the connection without an answer
    """

    method: Text = "*"
    credential: Text = "*"
    skip: Annotated[int, msgspec.Meta(ge=0, le=MAX_INTEGER)] = 0
    times: Annotated[int, msgspec.Meta(ge=1, le=MAX_INTEGER)] | None = None
    probability: Annotated[float, msgspec.Meta(gt=0, le=1)] = 1.0
    seed: Id = 0
    when: Literal["arrival", "before", "after"] = "before"
    error: Text | None = None
    description: Text | None = None
    status: Annotated[int, msgspec.Meta(ge=400, le=599)] | None = None
    delay: Annotated[float, msgspec.Meta(ge=0, le=600)] = 0.0
    drop: bool = False

    def __post_init__(self) -> None:
        if not (self.error is not None or self.status or self.delay or self.drop):
            raise ValueError("a fault needs an error, a status, a delay or drop")
        if self.when == "arrival" and self.credential != "*":
            raise ValueError("on arrival nobody knows the credential yet, so the fault is for all of them")

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


def fire(count: Callable[[int], int], faults: tuple[Fault, ...], method: str, credential: str) -> Firing | None:
    """Which faults a call meets; counts the call for each rule that it matches.

    :param count: counts a call for the rule of an id, and says how many it were of all workers
    """
    fired: list[int] = []
    delay = 0.0
    for fault_id, rule in faults:
        if fnmatchcase(method.lower(), rule.method.lower()) and fnmatchcase(credential, rule.credential):
            if not _fires(rule, count(fault_id) - rule.skip):
                continue
            fired.append(fault_id)
            delay += rule.delay
            if rule.error is not None or rule.status or rule.drop:
                return Firing(tuple(fired), delay, rule)
    return Firing(tuple(fired), delay, None) if fired else None


def _fires(rule: Rule, number: int) -> bool:
    if number <= 0 or not _drawn(rule, number):
        return False
    if rule.times is None:
        return True
    if rule.probability >= 1:
        return number <= rule.times
    fired_before = (earlier for earlier in range(1, number) if _drawn(rule, earlier))
    return next(islice(fired_before, rule.times - 1, None), None) is None


def _drawn(rule: Rule, number: int) -> bool:
    return rule.probability >= 1 or random.Random(f"{rule.seed}:{number}").random() < rule.probability  # noqa: S311
