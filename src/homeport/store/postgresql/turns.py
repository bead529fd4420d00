"""Turns of a database: jobs that arrive together share a thread and a read transaction, as they do on SQLite.

What a hop to a thread and the beginning of a transaction cost is then paid once for several requests of a busy server;
where they come singly, each has a turn of its own.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any, TypeVar

from homeport.store.store import BusyError

T = TypeVar("T")
Job = tuple[Callable[[], Any], "asyncio.Future[Any]"]
Outcome = tuple["asyncio.Future[Any]", Any, BaseException | None]

TOGETHER = 8
"""Jobs of one turn at most: the last waits for the others."""


class Turns:
    """Gathers the jobs of one pass of the event loop, and runs them.

    :param loop: the event loop
    :param executor: the threads
    :param run: runs jobs one after the other in a thread, and gives the result or the error of each
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        executor: Executor,
        run: Callable[[list[Job]], list[Outcome]],
    ) -> None:
        self.loop = loop
        self._executor = executor
        self._run = run
        self._jobs: list[Job] = []

    async def run(self, job: Callable[[], T], seconds: float) -> T:
        """Run a job with those that arrive in the same pass.

        :param seconds: how long it waits for a thread
        :raises BusyError: when none takes it in time
        """
        future: asyncio.Future[T] = self.loop.create_future()
        if not self._jobs:
            self.loop.call_soon(self._begin, seconds)
        self._jobs.append((job, future))
        return await future

    def _begin(self, seconds: float) -> None:
        jobs, self._jobs = self._jobs, []
        for first in range(0, len(jobs), TOGETHER):
            self._start(jobs[first : first + TOGETHER], seconds)

    def _start(self, jobs: list[Job], seconds: float) -> None:
        try:
            thread = self._executor.submit(self._work, jobs)
        except RuntimeError as error:  # the store was closed meanwhile
            _settle([(future, None, error) for _, future in jobs])
            return

        def give_up() -> None:
            if thread.cancel():  # not once it runs
                _settle([(future, None, BusyError()) for _, future in jobs])

        timer = self.loop.call_later(seconds, give_up)

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
        self.loop.call_soon_threadsafe(_settle, outcomes)


def _settle(outcomes: list[Outcome]) -> None:
    for future, result, error in outcomes:
        if future.done():
            continue  # its caller has gone
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)
