"""How the portal's integrations do: requests by minute, what was refused, what is slow, which events do not arrive."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import BaseRoute

from homeport.console.developer.pages import DeveloperSection
from homeport.console.section import Signed
from homeport.domain.events import inbox
from homeport.domain.events.inbox import State
from homeport.domain.portal.calls import requests
from homeport.domain.portal.calls.requests import Entry, Wanted
from homeport.store.journal import Journal

LOOKED_AT = 5_000
"""Requests of the log, the newest."""
MINUTES = 60
LISTED = 5
HTTP_ERROR = 400


class Minute(NamedTuple):
    """The requests of a minute.

    :param tall: of the tallest minute, per cent; of its refusals ``bad``
    """

    at: str
    number: int
    refused: int
    tall: float
    bad: float


class Slow(NamedTuple):
    """A method that takes its time.

    :param milliseconds: that the longest call took
    """

    method: str
    milliseconds: float
    calls: int


class Pulse(DeveloperSection):
    """The part of a page that is loaded when the page is there."""

    def routes(self) -> list[BaseRoute]:
        return [self.open("/pulse", self._show)]

    async def _show(self, visit: Signed) -> Response:
        journal = Journal(self._portals.folder.journal_file(visit.portal.name))
        found = await run_in_threadpool(requests.newest, journal, Wanted(), LOOKED_AT)
        failed = await visit.portal.read(lambda tx: inbox.newest(tx, inbox.Wanted(state=State.FAILED), LISTED))
        clock = visit.portal.clock
        recent = [each for each in found if each.at > clock.now() - MINUTES * 60]
        minutes = [
            each._replace(at=datetime.fromtimestamp(float(each.at), clock.zone).strftime("%H:%M"))
            for each in by_minute(recent, clock.now())
        ]
        return visit.part(
            "developer/pulse",
            minutes=minutes,
            total=len(recent),
            refused=sum(map(was_refused, recent)),
            errors=Counter(each.error for each in recent if each.error).most_common(LISTED),
            slow=slowest(recent),
            failed=[(inbox.said(each), inbox.address_of(each)) for each in failed],
        )


def was_refused(entry: Entry) -> bool:
    """Whether a request was answered by an error, or not at all."""
    return entry.status >= HTTP_ERROR or entry.status == 0


def by_minute(recent: list[Entry], now: float) -> list[Minute]:
    """The last minutes, the oldest first; ``at`` is the second that each begins at."""
    counts: Counter[int] = Counter(int(each.at // 60) for each in recent)
    refused: Counter[int] = Counter(int(each.at // 60) for each in recent if was_refused(each))
    tallest = max(counts.values(), default=0) or 1
    last = int(now // 60)
    return [
        Minute(
            str(minute * 60),
            counts[minute],
            refused[minute],
            round(100 * counts[minute] / tallest, 1),
            round(100 * refused[minute] / tallest, 1),
        )
        for minute in range(last - MINUTES + 1, last + 1)
    ]


def slowest(recent: list[Entry]) -> list[Slow]:
    """The methods whose longest calls were longest."""
    longest: dict[str, float] = {}
    for each in recent:
        longest[each.method] = max(longest.get(each.method, 0), each.duration)
    counts = Counter(each.method for each in recent)
    ordered = sorted(longest.items(), key=lambda each: -each[1])[:LISTED]
    return [Slow(method or "—", round(seconds * 1000, 1), counts[method]) for method, seconds in ordered]
