"""Two requests of the log beside each other: what was asked and answered, and where they differ."""

import difflib
from typing import Any, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import BaseRoute

from homeport.console.developer.pages import DeveloperSection, people
from homeport.console.json_text import shown
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.domain.portal.calls import requests
from homeport.domain.portal.calls.requests import Entry
from homeport.store.journal import Journal

MOST_LINES = 2_000
"""Lines of parameters, and of answers, that are compared."""
_MARKS = {"- ": "was", "+ ": "now", "  ": ""}


class Fact(NamedTuple):
    """Something that is said of both."""

    title: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether it is not the same of both."""
        return self.one != self.other


class Line(NamedTuple):
    """A line of the parameters, or of the answers.

    :param mark: ``was`` for one that only the first has, ``now`` for one that only the second has
    """

    mark: str
    text: str


class Comparing(DeveloperSection):
    """The page."""

    def routes(self) -> list[BaseRoute]:
        return [self.open("/requests/compare", self._show)]

    async def _show(self, visit: Signed) -> Response:
        journal = Journal(self._portals.folder.journal_file(visit.portal.name))
        found = [await run_in_threadpool(requests.find, journal, visit.query(name)) for name in ("one", "other")]
        one, other = found
        if one is None or other is None:
            raise ProblemError("There are no two such requests", "The log keeps the newest only.", 404)
        names = await people(visit)
        facts = [
            Fact(title, said, its)
            for (title, said), (_, its) in zip(_said(one, names), _said(other, names), strict=True)
        ]
        return visit.page(
            "developer/compare",
            one=one,
            other=other,
            facts=facts,
            lines=differences(one.params, other.params),
            answers=_answers(one, other),
        )


def _answers(one: Entry, other: Entry) -> list[Line]:
    """The answers of two requests line by line: without their times, which always differ."""
    return differences(*(_without_time(each.answered) for each in (one, other)))


def _without_time(answer: Any) -> Any:
    return {name: value for name, value in answer.items() if name != "time"} if isinstance(answer, dict) else answer


def differences(one: Any, other: Any) -> list[Line]:
    """Two values line by line."""
    before, after = (shown(each if each is not None else {}).splitlines() for each in (one, other))
    lines = difflib.ndiff(before[:MOST_LINES], after[:MOST_LINES])
    return [Line(_MARKS[each[:2]], each[2:]) for each in lines if each[:2] in _MARKS]


def _said(entry: Entry, names: dict[int, str]) -> list[tuple[str, str]]:
    return [
        ("Method", entry.method),
        ("Asked", f"{entry.verb} by {'HTTPS' if entry.secure else 'HTTP'}"),
        ("Credential", entry.credential),
        ("User", names.get(entry.user) or str(entry.user or "")),
        ("Status", str(entry.status)),
        ("Error", f"{entry.error} {entry.description}".strip()),
        ("Ignored", ", ".join(f"{each.name} in {each.part}" for each in entry.dropped)),
        ("Faults", ", ".join(map(str, entry.faults))),
        ("Took", f"{entry.duration * 1000:.2f} ms, {entry.statements} SQL statements"),
        ("Answer", f"{entry.size} bytes"),
    ]
