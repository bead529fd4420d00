"""Faults on purpose, and the portal's clock: what a test asks for, by hand."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import BaseRoute

from homeport.console.developer.pages import DeveloperSection
from homeport.console.pages import redirect
from homeport.console.section import Signed
from homeport.core.clock import REAL, Clock
from homeport.core.errors import SYSTEM
from homeport.domain.portal import clocks
from homeport.domain.portal.calls import faults, requests
from homeport.domain.portal.calls.faults import Rule
from homeport.domain.portal.calls.requests import Wanted
from homeport.store import Transaction
from homeport.store.journal import Journal

PATH = "/developer/faults/"
SPANS = {"1 minute": 60, "10 minutes": 600, "1 hour": 3600, "1 day": 86_400, "30 days": 30 * 86_400}
"""How far the clock is moved, in seconds."""
MAX_ASKED = 500
"""Characters of what the address puts into the form."""
_WHEN = {"arrival": ", whoever calls", "before": "", "after": ", after the method ran"}
_TEXTS = ("method", "credential", "error", "description", "when")
_NUMBERS = ("status", "delay", "times", "skip", "probability", "seed")


class Shown(NamedTuple):
    """A fault in the list.

    :param does: what it does to a call, in words
    :param on: to which calls, in words
    :param fired: how often the log has it
    """

    id: int
    does: str
    on: str
    fired: int


class Faults(DeveloperSection):
    """The page, and what its buttons do."""

    def routes(self) -> list[BaseRoute]:
        return [
            self.open("/faults", self._show),
            self.open("/faults", self._add, "POST"),
            self.open("/faults/clear", self._clear, "POST"),
            self.open("/faults/clock", self._clock, "POST"),
            self.open("/faults/{id}/remove", self._remove, "POST"),
        ]

    async def _show(self, visit: Signed) -> Response:
        asked = {name: visit.query(name)[:MAX_ASKED] for name in (*_TEXTS, *_NUMBERS) if visit.query(name)}
        return await self._page(visit, given=asked)

    async def _page(
        self, visit: Signed, *, trouble: str = "", clock_trouble: str = "", given: dict[str, str] | None = None
    ) -> Response:
        journal = Journal(self._portals.folder.journal_file(visit.portal.name))
        fired = await run_in_threadpool(_firings, journal)
        clock = visit.portal.clock
        return visit.page(
            "developer/faults",
            400 if trouble or clock_trouble else 200,
            faults=[
                Shown(each.id, _does(each.rule), _on(each.rule), fired[each.id])
                for each in await visit.portal.read(faults.listed)
            ],
            codes=sorted(kind.code for kind in SYSTEM.values()),
            given=given or {},
            trouble=trouble,
            clock_trouble=clock_trouble,
            now=datetime.fromtimestamp(clock.now(), clock.zone),
            state=_state(clock),
            frozen=clock.state.frozen_at is not None,
            real=clock.state == REAL,
            spans=list(SPANS),
        )

    async def _add(self, visit: Signed) -> Response:
        form = await visit.form()
        values: dict[str, Any] = {name: form[name].strip() for name in _TEXTS if form.get(name, "").strip()}
        values |= {name: form[name].strip() for name in _NUMBERS if form.get(name, "").strip()}
        values["drop"] = form.get("drop") == "yes"
        try:
            rule = msgspec.convert(values, Rule, strict=False)
        except msgspec.ValidationError as error:
            return await self._page(visit, trouble=f"{error}.", given=form)
        await visit.portal.store.write(lambda tx: faults.add(tx, rule))
        return redirect(PATH)

    async def _remove(self, visit: Signed) -> Response:
        await visit.form()
        fault_id = visit.number("id")
        await visit.portal.store.write(lambda tx: faults.remove(tx, fault_id))
        return redirect(PATH)

    async def _clear(self, visit: Signed) -> Response:
        await visit.form()
        await visit.portal.store.write(faults.clear)
        return redirect(PATH)

    async def _clock(self, visit: Signed) -> Response:
        form = await visit.form()
        try:
            change = _change(form, visit.portal.clock)
            await visit.portal.store.write(change)
        except ValueError as error:  # what msgspec raises is one
            return await self._page(visit, clock_trouble=f"{error}.")
        return redirect(PATH)


def _change(form: dict[str, str], clock: Clock) -> Callable[[Transaction], Clock]:
    """What a button of the clock does.

    :raises ValueError: when what was typed is no moment
    """
    match form.get("do"):
        case "freeze":
            return clocks.freeze
        case "advance":
            seconds = SPANS.get(form.get("span", ""), 0)
            return lambda tx: clocks.advance(tx, seconds)
        case "set":
            typed = datetime.fromisoformat(form.get("at", ""))
            at = clocks.moment(typed if typed.tzinfo else typed.replace(tzinfo=clock.zone))
            return (lambda tx: clocks.freeze(tx, at)) if form.get("hold") else (lambda tx: clocks.start(tx, at))
        case _:
            return clocks.real


def _state(clock: Clock) -> str:
    if clock.state.frozen_at is not None:
        return "It stands still."
    if clock.state.offset:
        ahead = clock.state.offset
        return f"It runs, {abs(ahead):,.0f} seconds {'ahead of' if ahead > 0 else 'behind'} the machine's."
    return "It is the machine's."


def _firings(journal: Journal) -> Counter[int]:
    """How often each fault is in the log."""
    wanted = Wanted(faulted=True)
    return Counter(fault for entry in requests.entries(journal) if wanted.covers(entry) for fault in entry.faults)


def _does(rule: Rule) -> str:
    parts = [f"waits {rule.delay:g} seconds"] if rule.delay else []
    if rule.drop:
        parts.append("drops the connection")
    elif rule.error is not None:
        error = rule.as_error()
        parts.append(f"answers {error.status} {error.code or error.description}")
    elif rule.status:
        parts.append(f"answers {rule.status} and no JSON")
    return ", then ".join(parts) + _WHEN[rule.when]


def _on(rule: Rule) -> str:
    parts = [f"calls of {rule.method}" if rule.method != "*" else "every call"]
    if rule.credential != "*":
        parts.append(f"by {rule.credential}")
    if rule.skip:
        parts.append(f"after the first {rule.skip}")
    if rule.times is not None:
        parts.append("once" if rule.times == 1 else f"{rule.times} times")
    if rule.probability < 1:
        parts.append(f"{rule.probability:.0%} of them, seed {rule.seed}")
    return ", ".join(parts)
