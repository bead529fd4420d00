"""The request log: what integrations asked and what they were told, as it happens."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from homeport.console.developer import batches
from homeport.console.developer.pages import DeveloperSection, people
from homeport.console.json_text import coloured
from homeport.console.pages import ProblemError, redirect, render
from homeport.console.section import Signed
from homeport.core.errors import CallError
from homeport.domain.portal.calls import requests
from homeport.domain.portal.calls.requests import Entry, Wanted
from homeport.exports import curl
from homeport.exports.calls import as_test
from homeport.reference import open_book
from homeport.reference.refusals import reason_of, scopes_of
from homeport.store import GoneError
from homeport.store.journal import Journal, Tail

PATH = "/developer/requests/"
SHOWN = 100
COMPARED = 20
"""Calls of the same method that a request is compared with."""
CHECK_SECONDS = 1.0
"""How often it is looked whether who follows may still see the log."""
MAX_FILTER = 200


class Line(NamedTuple):
    """A request in the list.

    :param time: of the day, in the portal's zone
    :param date: the day, short
    :param who: the name of the user it acted as
    :param commands: how many a batch had
    """

    entry: Entry
    time: str
    day: str
    date: str
    who: str
    errors: str
    commands: int


class Log(DeveloperSection):
    """The pages."""

    def routes(self) -> list[BaseRoute]:
        return [
            self.open("/requests", self._show),
            self.open("/requests/clear", self._clear, "POST"),
            self.open("/requests/follow", self._follow),
            self.open("/requests/{id}", self._one),
        ]

    def _journal(self, visit: Signed) -> Journal:
        return Journal(self._portals.folder.journal_file(visit.portal.name))

    async def _show(self, visit: Signed) -> Response:
        filters, wanted, trouble = _filters(visit)
        found = await run_in_threadpool(requests.newest, self._journal(visit), wanted, SHOWN)
        names = await people(visit)
        lines = [_line(visit, names, entry) for entry in reversed(found)]
        return visit.page(
            "developer/requests",
            lines=lines,
            filters=filters,
            trouble=trouble,
            follow=f"{PATH}follow/?{urlencode(filters)}",
            kept=visit.portal.journal is not None,
            shown=SHOWN,
        )

    async def _follow(self, visit: Signed) -> Response:
        _, wanted, _ = _filters(visit)
        return StreamingResponse(
            self._events(visit, wanted), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _events(self, visit: Signed, wanted: Wanted) -> AsyncIterator[bytes]:
        """The table's rows, as server-sent events."""
        names = await people(visit)
        tail = Tail(self._portals.folder.journal_file(visit.portal.name))
        loop = asyncio.get_running_loop()
        checked = loop.time()

        async def ended() -> bool:
            nonlocal checked
            if self._portals.closing:
                return True
            if loop.time() - checked < CHECK_SECONDS:
                return False
            checked = loop.time()
            return not await self._may_see(visit)

        yield b": following\n\n"
        async for entry in requests.follow(tail, wanted, ended):
            if entry is None:
                yield b": still here\n\n"
            else:
                row = render("developer/request_row", line=_line(visit, names, entry))
                yield b"data: " + " ".join(row.split()).encode() + b"\n\n"

    async def _may_see(self, visit: Signed) -> bool:
        """Whether who follows is still signed in, and the portal still there."""
        try:
            again = await self.visit(visit.request)
        except (CallError, GoneError):
            return False
        return again.person is not None and again.is_admin

    async def _clear(self, visit: Signed) -> Response:
        await visit.form()
        self._journal(visit).clear()
        return redirect(PATH)

    async def _one(self, visit: Signed) -> Response:
        entry = await run_in_threadpool(requests.find, self._journal(visit), visit.path("id"))
        if entry is None:
            raise ProblemError(
                "There is no such request", "The log keeps the newest only, and was perhaps cleared.", 404
            )
        book = await open_book(self._registry)
        call = "/" not in entry.method and entry.method != ""
        same = await run_in_threadpool(requests.newest, self._journal(visit), Wanted(method=entry.method), COMPARED)
        names = await people(visit)
        scopes = ",".join(sorted(await visit.portal.read(lambda tx: scopes_of(tx, entry.credential)))) or "crm"
        return visit.page(
            "developer/request",
            line=_line(visit, names, entry),
            others=[_line(visit, names, each) for each in reversed(same) if each.id != entry.id] if call else [],
            fault=urlencode(_fault(entry)),
            entry=entry,
            commands=batches.commands(book, entry),
            known=entry.error in book.uses.codes,
            params=coloured(entry.params) if entry.params is not None else None,
            answer=coloured(answer) if (answer := entry.answered) is not None else None,
            cut=entry.cut,
            reason=await visit.portal.read(lambda tx: reason_of(tx, visit.portal, book, entry)),
            article=book.of_call(entry.method, entry.version) if call else None,
            again=call,
            curl=curl.command(entry),
            test=as_test(entry, scopes) if call and entry.version == 2 and entry.status and entry.user else "",
        )


def _fault(entry: Entry) -> dict[str, str]:
    """What the form of faults begins with, to make the same happen again."""
    given = {"method": entry.method, "credential": entry.credential, "error": entry.error, "times": "1"}
    if entry.error:
        given["status"] = str(entry.status)
    return {name: value for name, value in given.items() if value}


def _filters(visit: Signed) -> tuple[dict[str, str], Wanted, str]:
    """The filters as they were typed; what they mean; and what is wrong with them."""
    given = {name: visit.query(name).strip()[:MAX_FILTER] for name in ("method", "status", "error", "credential")}
    filters = {name: value for name, value in given.items() if value}
    if visit.query("faulted"):
        filters["faulted"] = "yes"
    kept: dict[str, Any] = {name: value for name, value in filters.items() if name not in ("status", "faulted")}
    if "method" in kept and "*" not in kept["method"]:
        kept["method"] = f"*{kept['method']}*"  # what somebody types in a hurry
    try:
        if "status" in filters:
            kept["status"] = msgspec.convert(filters["status"], int, strict=False)
    except msgspec.ValidationError:
        return filters, Wanted(), "A status is a number such as 400, or 0 for a dropped connection."
    return filters, Wanted(**kept, faulted="faulted" in filters), ""


def _line(visit: Signed, names: dict[int, str], entry: Entry) -> Line:
    when = datetime.fromtimestamp(entry.at, visit.portal.clock.zone)
    who = names.get(entry.user) or (f"User {entry.user}" if entry.user else "")
    errors = ", ".join(sorted({code for code in (entry.errors or {}).values() if code}))
    time, day, date = when.strftime("%H:%M:%S.%f")[:-3], when.strftime("%Y-%m-%d"), when.strftime("%d %b")
    return Line(entry, time, day, date, who, errors, batches.count(entry))
