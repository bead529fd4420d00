"""Delivers what waits in the outboxes of a data folder's portals, as long as a server runs."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterable
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from homeport.core.clock import Clock
from homeport.core.errors import CallError
from homeport.core.log import LOG
from homeport.deliver.sender import Sender
from homeport.domain.events import handler_calls, outbox
from homeport.domain.events.outbox import Call
from homeport.domain.portal import settings
from homeport.domain.portal.portal import Portal
from homeport.portals.folder import DataFolder
from homeport.store import BusyError, GoneError, Transaction, UnreachableError

T = TypeVar("T")

LOOK_SECONDS = 0.5
"""How often is looked at what other processes wrote."""
LOOK_AT_ALL_SECONDS = 60.0
"""How often also at portals whose files seem to be as they were."""


class Portals(Protocol):
    """The portals of the data folder, opened when first asked for."""

    def turn(self, job: Callable[[], T]) -> Awaitable[T]:
        """Run a job that asks for portals and reads of them."""

    def current(self, name: str) -> Portal:
        """A portal by its name, as it is now; within a turn."""

    def address(self, portal: Portal) -> str:
        """Where a portal is reached by HTTPS, such as ``https://portal.example.test``."""


class Deliverer:
    """Delivers, in the one process of all that the lock lets do it.

    A portal's file is only opened here when it has changed, and the portal itself only when a call is due.

    :param public: whether every portal calls public addresses only, whatever it is set to
    :param authorities: certificates of authorities that handlers' certificates may come from, beside the machine's
    """

    def __init__(
        self, folder: DataFolder, portals: Portals, *, public: bool = False, authorities: Iterable[Path] = ()
    ) -> None:
        self._folder = folder
        self._portals = portals
        self._public = public
        self._sender = Sender(authorities)
        self._lock = folder.stores.delivery_lock()
        self._nudged = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._marks: dict[str, Hashable] = {}
        self._waiting: dict[str, _Waiting] = {}
        self._looked_at_all = -LOOK_AT_ALL_SECONDS
        self._tasks: dict[tuple[str, str], asyncio.Task[None]] = {}

    def nudge(self) -> None:
        """Look at once. May be called from any thread."""
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # it was closed meanwhile: the next start delivers
                loop.call_soon_threadsafe(self._nudged.set)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Deliver until the block ends."""
        self._loop = asyncio.get_running_loop()
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            self._loop = None
            # what is on its way is tried again by the next start: nobody knows whether the handler took it
            for each in (task, *self._tasks.values()):
                each.cancel()
            await asyncio.gather(task, *self._tasks.values(), return_exceptions=True)
            await self.close()

    async def close(self) -> None:
        """Close connections, and let another process deliver."""
        await self._sender.close()
        self._lock.release()

    def take(self) -> bool:
        """Become the one who delivers; whether this process is it now."""
        return self._lock.take()

    async def _run(self) -> None:
        while True:
            try:
                if await asyncio.to_thread(self.take):
                    for name in await asyncio.to_thread(self._due):
                        await self._start(name)
            except UnreachableError as error:
                LOG.warning("deliveries wait: %s", error)
            except Exception as error:
                LOG.exception("deliveries are looked at again in a moment: %s", error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._nudged.wait(), LOOK_SECONDS)
            self._nudged.clear()

    def _due(self) -> list[str]:
        """The portals that have something to deliver now. Runs in a thread."""
        now = time.monotonic()
        everything = now - self._looked_at_all >= LOOK_AT_ALL_SECONDS
        if everything:
            self._looked_at_all = now
        marks = self._folder.stores.marks()
        for name, mark in marks.items():
            if everything or mark is None or mark != self._marks.get(name):
                self._marks[name] = mark
                self._look(name)
        return [name for name in marks if name in self._waiting and self._waiting[name].is_due()]

    def _look(self, name: str) -> None:
        self._waiting.pop(name, None)
        try:
            with self._folder.stores.reading(name) as tx:
                at = outbox.next_at(tx)
                if at is not None:
                    self._waiting[name] = _Waiting(at, settings.clock_of(tx))
        except (sqlite3.DatabaseError, GoneError) as error:  # removed meanwhile, or not brought to this version yet
            LOG.info("the outbox of %s cannot be read now: %s", name, error)

    async def _start(self, name: str) -> None:
        """Begin to deliver what is due in a portal: one application's calls one after the other, those of several
        together.
        """
        try:
            portal, due = await self._portals.turn(lambda: self._due_of(name))
        except (CallError, GoneError):  # removed meanwhile
            return
        for client_id, calls in due.items():
            key = (name, client_id)
            if key not in self._tasks:
                task = self._tasks[key] = asyncio.create_task(self._deliver_each(portal, calls))
                task.add_done_callback(lambda task, key=key: self._finish(key, task))  # type: ignore[misc]

    def _due_of(self, name: str) -> tuple[Portal, dict[str, list[Call]]]:
        """A portal, and what is due of it by application, but for those that are being delivered to."""
        portal = self._portals.current(name)
        portal.state()  # sets its clock
        tx, now = portal.store.reading(), portal.clock.now()
        clients = [each for each in outbox.clients_due(tx, now) if (name, each) not in self._tasks]
        return portal, {each: outbox.due(tx, now, each) for each in clients}

    def _finish(self, key: tuple[str, str], task: asyncio.Task[None]) -> None:
        del self._tasks[key]
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            self._nudged.set()  # more may have come for the same application meanwhile
        elif isinstance(error, UnreachableError | BusyError | GoneError):  # it is due still, if the portal is there
            LOG.warning("a delivery of %s waits: %s", key[0], error)
        else:
            LOG.error("a delivery of %s failed", key[0], exc_info=error)

    async def _deliver_each(self, portal: Portal, calls: list[Call]) -> None:
        for call in calls:
            await self.deliver(portal, call)

    async def deliver(self, portal: Portal, call: Call) -> Call:
        """Try to deliver a call; the call as it is then. Whoever calls this has the lock."""
        address = self._portals.address(portal)
        settings_now = (await portal.store.turn(portal.state)).settings
        public = self._public or settings_now.handlers == "public"
        again = True
        try:
            body = await portal.store.write(
                lambda tx: handler_calls.compose(tx, portal.clock, portal.key, call, address)
            )
        except handler_calls.EndedError as error:
            outcome, again = f"not called: {error}", False
        else:
            outcome = await self._sender.send(call.url, body, public=public)
        LOG.info("%s to %s: %s", call.event, call.client_id, outcome)

        def note(tx: Transaction) -> Call:
            outbox.tried(tx, portal.clock, call, outcome, again=again)
            return outbox.find(tx, call.id) or call._replace(outcome=outcome, next_at=None)

        return await portal.store.write(note)


class _Waiting(NamedTuple):
    """When a portal has something to deliver, by its own clock."""

    at: float
    clock: Clock

    def is_due(self) -> bool:
        return self.clock.now() >= self.at
