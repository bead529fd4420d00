"""Several serving processes: forked from one that has already loaded everything, and replaced when one dies.

Each has listening sockets of its own, which the parent holds open too: the kernel spreads connections over them, and
those that wait for a worker that died are answered by the one that takes its place. Sockets shared by all were measured
to give one worker every connection at times, since the first to wake accepts all that wait.
"""

import contextlib
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from homeport.core.log import LOG

RESTART_SECONDS = 1.0
"""The least time between two starts in one place, so that a worker that cannot live does not spin."""


class WorkerFailedError(Exception):
    """A worker ended before the server was ready."""

    def __init__(self) -> None:
        super().__init__("A worker could not start; its reason is above.")


class _Started(NamedTuple):
    """Which place a worker has, and when it was started."""

    place: int
    at: float


class Workers:
    """Keeps a number of workers running until SIGINT or SIGTERM.

    :param count: how many
    :param work: what a worker does; it gets its place, counted from 0, a function to call once it answers, and a file
        descriptor that becomes readable when the process that started it is gone
    """

    def __init__(self, count: int, work: Callable[[int, Callable[[], None], int], None]) -> None:
        self._count = count
        self._work = work
        self._started: dict[int, _Started] = {}
        self._stopping = threading.Event()
        self._wake_read, self._wake_write = os.pipe()
        self._ready_read, self._ready_write = os.pipe()
        self._life_read, self._life_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)

    def run(self, on_ready: Callable[[], None]) -> None:
        """Run until told to stop.

        :param on_ready: called once a worker answers
        :raises WorkerFailedError: when one ends before that
        """
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            for place in range(self._count):
                self._start(place)
            self._await_ready(on_ready)
            while self._started:
                self._replace_dead()
                if self._started:
                    self._wait([self._wake_read])
        finally:
            self._end_all()

    def _await_ready(self, on_ready: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            if self._ready_read in self._wait([self._wake_read, self._ready_read]):
                on_ready()
                return
            if self._reap() and not self._stopping.is_set():
                raise WorkerFailedError

    def _wait(self, files: list[int], seconds: float | None = None) -> list[int]:
        found = select.select(files, [], [], seconds)[0]
        if self._wake_read in found:
            with contextlib.suppress(BlockingIOError):
                os.read(self._wake_read, 4096)
        return found

    def _start(self, place: int) -> None:
        started = _Started(place, time.monotonic())
        pid = os.fork()
        if pid == 0:
            self._become_worker(place)
        self._started[pid] = started
        if self._stopping.is_set():  # told so while the worker was not yet in the list
            os.kill(pid, signal.SIGTERM)

    def _become_worker(self, place: int) -> None:
        """In the new process; never returns."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all, and the parent passes it on
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.close(self._life_write)
            if not self._stopping.is_set():
                self._work(place, self._tell_ready, self._life_read)
            code = 0
        except Exception as error:
            LOG.exception("a worker ended: %s", error)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)  # the parent's clean-up must not run here too

    def _tell_ready(self) -> None:
        os.write(self._ready_write, b".")

    def _stop(self, *_: object) -> None:
        self._stopping.set()
        self._signal_all(signal.SIGTERM)

    def _signal_all(self, number: int) -> None:
        for pid in self._started:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)

    def _reap(self) -> list[tuple[int, int, _Started]]:
        """Process id, exit status and start of the workers that have ended since the last call."""
        ended = []
        for pid in list(self._started):
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                ended.append((pid, os.waitstatus_to_exitcode(status), self._started.pop(pid)))
        return ended

    def _replace_dead(self) -> None:
        for pid, status, started in self._reap():
            if self._stopping.is_set():
                continue
            LOG.warning("worker %d ended with status %d; another takes its place", pid, status)
            until = started.at + RESTART_SECONDS
            while not self._stopping.is_set() and (left := until - time.monotonic()) > 0:
                self._wait([self._wake_read], left)
            if not self._stopping.is_set():
                self._start(started.place)

    def _end_all(self) -> None:
        if not self._stopping.is_set():
            self._stop()
        for pid in list(self._started):
            os.waitpid(pid, 0)
            del self._started[pid]
        signal.set_wakeup_fd(-1)
        for file in (
            self._wake_read,
            self._wake_write,
            self._ready_read,
            self._ready_write,
            self._life_read,
            self._life_write,
        ):
            os.close(file)
