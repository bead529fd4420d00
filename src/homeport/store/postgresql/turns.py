"""Turns of a database: jobs that arrive together share a thread and a read transaction, as they do on SQLite.

What a hop to a thread and the beginning of a transaction cost is then paid once for several requests. While one turn
runs, what arrives waits for its end, and is a turn together: two threads would only wait for each other's Python. Not
for long, though, as a turn may wait for the database.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any, TypeVar

from homeport.store.outcomes import tell
from homeport.store.store import BusyError

T = TypeVar("T")
Job = tuple[Callable[[], Any], "asyncio.Future[Any]"]
Outcome = tuple["asyncio.Future[Any]", Any, BaseException | None]

TOGETHER = 16
"""Jobs of one turn at most: the last waits for the others."""
PATIENCE = 0.002
"""Seconds that jobs wait for a turn that runs, before they begin another: as long as some short reads take."""


class Turns:
    """Gathers jobs, and runs them.

    :param loop: the event loop
    :param executor: the threads
    :param run: runs jobs one after the other in a thread, and gives the result or the error of each
    :param seconds: how long jobs wait for a thread
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        executor: Executor,
        run: Callable[[list[Job]], list[Outcome]],
        seconds: float,
    ) -> None:
        self.loop = loop
        self._executor = executor
        self._run = run
        self._seconds = seconds
        self._jobs: list[Job] = []
        self._running = 0
        self._due: asyncio.Handle | None = None

    async def run(self, job: Callable[[], T]) -> T:
        """Run a job with those that arrive in the same pass of the event loop, or while a turn runs.

        :raises BusyError: when no thread takes it in time
        """
        future: asyncio.Future[T] = self.loop.create_future()
        self._jobs.append((job, future))
        if self._due is None:
            if self._running:
                self._due = self.loop.call_later(PATIENCE, self._begin)
            else:
                self._due = self.loop.call_soon(self._begin)
        return await future

    def _begin(self) -> None:
        """Begin a turn with what waits; what is too much for it waits for its end."""
        jobs, self._jobs = self._jobs[:TOGETHER], self._jobs[TOGETHER:]
        self._due = self.loop.call_later(PATIENCE, self._begin) if self._jobs else None
        self._start(jobs)

    def _start(self, jobs: list[Job]) -> None:
        try:
            thread = self._executor.submit(self._work, jobs)
        except RuntimeError as error:  # the store was closed meanwhile
            tell([(future, None, error) for _, future in jobs])
            return
        self._running += 1

        def give_up() -> None:
            if thread.cancel():  # not once it runs
                self._end([(future, None, BusyError()) for _, future in jobs])

        timer = self.loop.call_later(self._seconds, give_up)

        def rest(_: object) -> None:
            if all(future.done() for _, future in jobs):
                timer.cancel()

        for _, future in jobs:
            future.add_done_callback(rest)

    def _work(self, jobs: list[Job]) -> None:
        try:
            outcomes = self._run([job for job in jobs if not job[1].cancelled()])
        except BaseException as error:  # of the transaction's end: nobody shall wait for ever
            outcomes = [(future, None, error) for _, future in jobs]
        self.loop.call_soon_threadsafe(self._end, outcomes)

    def _end(self, outcomes: list[Outcome]) -> None:
        """Tell those who wait how a turn went, and begin the next with those who came meanwhile."""
        self._running -= 1
        tell(outcomes)
        if self._due is not None:
            self._due.cancel()
            self._begin()
