"""Events: outgoing webhooks, and the inbox of what every handler was told and what it answered."""

from datetime import datetime
from typing import Any, NamedTuple

from starlette.responses import Response
from starlette.routing import BaseRoute

from homeport.console.developer.pages import DeveloperSection
from homeport.console.json_text import coloured
from homeport.console.pages import ProblemError, redirect
from homeport.console.section import Signed
from homeport.domain.events import inbox, outbox, outgoing, subscriptions
from homeport.domain.events.inbox import State, Wanted
from homeport.domain.events.outbox import Call
from homeport.domain.portal.settings import clock_of
from homeport.domain.records import scopes
from homeport.store import Transaction

PATH = "/developer/events/"
SHOWN = 100
MAX_FILTER = 200


class Line(NamedTuple):
    """A call in the list.

    :param time: of the portal's zone
    :param to: the handler's address, without secrets
    """

    call: Call
    record: str
    state: State
    time: str
    to: str


class Made(NamedTuple):
    """An outgoing webhook that was just made."""

    id: int
    url: str
    token: str
    first: str


class Events(DeveloperSection):
    """The pages, and what their buttons do."""

    def routes(self) -> list[BaseRoute]:
        return [
            self.open("/events", self._show),
            self.open("/events", self._add, "POST"),
            self.open("/events/clear", self._clear, "POST"),
            self.open("/events/outgoing/{id}/remove", self._remove, "POST"),
            self.open("/events/handlers/{id}/pause", self._pause, "POST"),
            self.open("/events/{id}", self._one),
            self.open("/events/{id}/resend", self._resend, "POST"),
        ]

    async def _show(self, visit: Signed) -> Response:
        return await self._page(visit)

    async def _page(
        self, visit: Signed, *, made: Made | None = None, trouble: str = "", given: dict[str, str] | None = None
    ) -> Response:
        filters, wanted = _filters(visit)
        calls = await visit.portal.read(lambda tx: inbox.newest(tx, wanted, SHOWN))
        return visit.page(
            "developer/events",
            400 if trouble else 200,
            lines=[_line(visit, call) for call in calls],
            filters=filters,
            states=list(State),
            shown=SHOWN,
            webhooks=await visit.portal.read(outgoing.listed),
            handlers=await visit.portal.read(subscriptions.listed),
            codes=await visit.portal.read(_codes),
            made=made,
            trouble=trouble,
            given=given or {},
        )

    async def _add(self, visit: Signed) -> Response:
        form = await visit.form()
        portal, events = visit.portal, form.get("events", "").replace(",", " ").split()

        def add(tx: Transaction) -> Made:
            added = outgoing.add(
                tx,
                clock_of(tx),
                url=form.get("url", "").strip(),
                events=events,
                title=form.get("title", "").strip(),
                user_id=visit.someone.user_id,
            )
            return Made(added.id, added.url, outgoing.token(tx, portal.key, added), added.events[0])

        try:
            made = await portal.store.write(add)
        except outgoing.OutgoingError as error:
            text = str(error)
            return await self._page(visit, trouble=f"{text[:1].upper()}{text[1:]}.", given=form)
        return await self._page(visit, made=made)

    async def _remove(self, visit: Signed) -> Response:
        await visit.form()
        webhook_id = visit.number("id")
        await visit.portal.store.write(lambda tx: outgoing.remove(tx, webhook_id))
        return redirect(PATH)

    async def _pause(self, visit: Signed) -> Response:
        form = await visit.form()
        handler_id, paused = visit.number("id"), form.get("paused") == "yes"
        await visit.portal.store.write(lambda tx: subscriptions.pause(tx, clock_of(tx), handler_id, paused))
        return redirect(PATH)

    async def _clear(self, visit: Signed) -> Response:
        await visit.form()
        await visit.portal.store.write(outbox.clear)
        return redirect(PATH)

    async def _one(self, visit: Signed) -> Response:
        call_id = visit.number("id")
        call = await visit.portal.read(lambda tx: outbox.find(tx, call_id))
        if call is None:
            raise ProblemError("There is no such call", "The newest are kept, and perhaps it was cleared.", 404)
        attempts = await visit.portal.read(lambda tx: inbox.attempts(tx, call_id))
        return visit.page(
            "developer/event",
            line=_line(visit, call),
            data=coloured(call.data),
            attempts=[
                {"attempt": each, "time": _time(visit, each.sent_at), "request": coloured(each.request)}
                for each in reversed(attempts)
            ],
        )

    async def _resend(self, visit: Signed) -> Response:
        await visit.form()
        call_id = visit.number("id")
        await visit.portal.store.write(lambda tx: outbox.resend(tx, clock_of(tx), call_id))
        return redirect(f"{PATH}{call_id}/")


def _filters(visit: Signed) -> tuple[dict[str, str], Wanted]:
    """The filters as they were typed, and what they mean."""
    given = {name: visit.query(name).strip()[:MAX_FILTER] for name in ("event", "record", "state")}
    filters = {name: value for name, value in given.items() if value}
    kept: dict[str, Any] = dict(filters)
    if "event" in kept and "*" not in kept["event"]:
        kept["event"] = f"*{kept['event']}*"  # what somebody types in a hurry
    if "state" in kept:
        kept["state"] = next((state for state in State if state.value == kept["state"]), None)
    return filters, Wanted(**kept)


def _codes(tx: Transaction) -> list[str]:
    return sorted(event.code for event in scopes.events(scopes.object_types(tx)))


def _line(visit: Signed, call: Call) -> Line:
    return Line(call, inbox.record_of(call), inbox.state_of(call), _time(visit, call.created), inbox.address_of(call))


def _time(visit: Signed, moment: float) -> str:
    return datetime.fromtimestamp(moment, visit.portal.clock.zone).strftime("%Y-%m-%d %H:%M:%S")
