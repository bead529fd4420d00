"""Delivers what waits in the outboxes of a data folder's portals, and does what is due there, while a server runs."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from homeport.core.clock import Clock
from homeport.core.errors import CallError
from homeport.core.log import LOG
from homeport.deliver.attempt import Attempt
from homeport.deliver.errands import Runner
from homeport.deliver.lanes import Lanes
from homeport.deliver.sender import TIMED_OUT, Sender
from homeport.domain.events import outbox
from homeport.domain.events.outbox import Call, Lane
from homeport.domain.portal import settings
from homeport.domain.portal.portal import Portal
from homeport.domain.records import errands, timers
from homeport.portals.folder import DataFolder
from homeport.store import BusyError, GoneError, Transaction, UnreachableError
from homeport.store.schema import NotAPortalError

T = TypeVar("T")

LOOK_SECONDS = 0.5
"""How often is looked at what other processes wrote."""
TURN_SECONDS = 5.0
"""How long one handler is delivered to before others of its owner have a turn."""
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

    :param authorities: certificates of authorities that handlers' certificates may come from, beside the machine's
    """

    def __init__(self, folder: DataFolder, portals: Portals, *, authorities: Iterable[Path] = ()) -> None:
        self._folder = folder
        self._portals = portals
        self._sender = Sender(authorities)
        self._lock = folder.stores.delivery_lock()
        self._nudged = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._marks: dict[str, Hashable] = {}
        self._waiting: dict[str, _Waiting] = {}
        self._looked_at_all = -LOOK_AT_ALL_SECONDS
        self._lanes = Lanes()
        self._tasks: dict[tuple[str, Lane], asyncio.Task[None]] = {}
        self._runner = Runner(self._sender)

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
            # nobody knows whether a handler takes what is on its way: the next start tries again what is repeated
            tasks = (task, *self._tasks.values(), *self._runner.tasks())
            for each in tasks:
                each.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
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

        def waiting(tx: Transaction) -> _Waiting | None:
            found = [at for at in (outbox.next_at(tx), timers.next_at(tx), errands.next_at(tx)) if at is not None]
            return _Waiting(min(found), settings.clock_of(tx)) if found else None

        try:
            found = self._folder.stores.look(name, waiting)
            if found is not None:
                self._waiting[name] = found
        except (NotAPortalError, GoneError) as error:  # removed meanwhile, or not brought to this version yet
            LOG.info("the outbox of %s cannot be read now: %s", name, error)

    async def _start(self, name: str) -> None:
        """Begin to deliver what is due in a portal: calls to one address one after the other, lanes together."""
        try:
            await self._run_timers(name)
            self._runner.start(await self._portals.turn(lambda: self._portals.current(name)), self.nudge)
            portal, lanes, now = await self._portals.turn(lambda: self._due_of(name))
            for lane, until in self._lanes.resting(name, lanes, now).items():
                await portal.store.write(partial(_postpone, portal, lane, until))
        except (CallError, GoneError):  # removed meanwhile
            return
        except UnreachableError:
            raise
        except Exception as error:  # whatever is wrong with one portal, the others' calls go on
            LOG.exception("deliveries of %s are looked at again in a moment: %s", name, error)
            return
        for lane in self._lanes.begin(name, lanes, now):
            key = (name, lane)
            task = self._tasks[key] = asyncio.create_task(self._deliver_lane(portal, lane))
            task.add_done_callback(partial(self._finish, key))

    async def _run_timers(self, name: str) -> None:
        """Do what is due in a portal by its clock."""
        portal = await self._portals.turn(lambda: self._portals.current(name))
        at = await portal.read(timers.next_at)
        if at is None or at > portal.clock.now():
            return
        await portal.store.write(lambda tx: timers.run(tx, portal.clock))

    def _due_of(self, name: str) -> tuple[Portal, list[Lane], float]:
        """A portal, the lanes of it that have something to deliver, and what time it is there."""
        portal = self._portals.current(name)
        portal.state()  # sets its clock
        now = portal.clock.now()
        return portal, outbox.lanes_due(portal.store.reading(), now), now

    def _finish(self, key: tuple[str, Lane], task: asyncio.Task[None]) -> None:
        del self._tasks[key]
        self._lanes.end(*key)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            self._nudged.set()  # more may have come for the same handler meanwhile, and others may have waited
        elif isinstance(error, UnreachableError | BusyError | GoneError):  # it is due still, if the portal is there
            LOG.warning("a delivery of %s waits: %s", key[0], error)
        else:
            LOG.error("a delivery of %s failed", key[0], exc_info=error)

    async def _deliver_lane(self, portal: Portal, lane: Lane) -> None:
        """Deliver to a handler until it has had its turn: others of its owner may wait."""
        end = time.monotonic() + TURN_SECONDS
        if (await portal.store.turn(portal.state)).settings.deliveries == "retry":
            await portal.store.write(lambda tx: outbox.queue(tx, lane, portal.clock.now()))
        waiting: list[Any] = []
        last: Attempt | None = None
        for call in await portal.read(lambda tx: outbox.due(tx, portal.clock.now(), lane)):
            if not await self._is_ours():  # whoever delivers now goes on behind what was last begun
                break
            if call.data in waiting:  # the next turn lets it queue behind
                continue
            last = await self._try(portal, call, last)
            if last.repeats and not outbox.is_success(last.answer.outcome):
                waiting.append(call.data)
            if last.answer.outcome == TIMED_OUT:
                self._lanes.timed_out(portal.name, lane, portal.clock.now())
                break
            self._lanes.answered(portal.name, lane)
            if time.monotonic() > end:
                break
        if last is not None:
            await portal.store.write(last.note)

    async def _is_ours(self) -> bool:
        """Whether this process is still the one who delivers."""
        return self._lock.lasts or await asyncio.to_thread(self.take)

    async def deliver(self, portal: Portal, call: Call) -> Call:
        """Try to deliver a call; the call as it is then. Whoever calls this has the lock."""
        return await portal.store.write((await self._try(portal, call, None)).note)

    async def _try(self, portal: Portal, call: Call, last: Attempt | None) -> Attempt:
        """Try to deliver a call; how that ended is to be noted.

        :param last: the attempt before, which is noted in the same transaction as that this one begins
        """
        attempt = Attempt(portal, call, self._portals.address(portal))

        def begin(tx: Transaction) -> None:
            if last is not None:
                last.note(tx)
            attempt.begin(tx)

        await portal.store.write(begin)
        await attempt.send(self._sender)
        return attempt


def _postpone(portal: Portal, lane: Lane, until: float, tx: Transaction) -> None:
    outbox.postpone(tx, lane, portal.clock.now(), until)


class _Waiting(NamedTuple):
    """When a portal has something to deliver or to do, by its own clock."""

    at: float
    clock: Clock

    def is_due(self) -> bool:
        return self.clock.now() >= self.at
