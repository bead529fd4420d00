"""Several serving processes: forked from one that has already loaded everything, and replaced when one dies.

Each has listening sockets of its own, which the parent holds open too: the kernel spreads connections over them, and
those that wait for a worker that died, or leaves, are answered by the one that takes its place. Sockets shared by all
were measured to give one worker every connection at times, since the first to wake accepts all that wait.
"""

import contextlib
import os
import select
import signal
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from homeport.core.log import LOG, WORKERS
from homeport.server.terminal import Terminal

LEAVE = signal.SIGUSR1
"""Tells a worker that another answers in its place."""
GENERATIONS = 2
"""How many workers a place may have at a time."""
RESTART_SECONDS = 1.0
"""The least time between two starts in one place, so that a worker that cannot live does not spin."""
_STOPS = frozenset({signal.SIGINT, signal.SIGTERM})


class WorkerFailedError(Exception):
    """A worker ended before the server was ready."""

    def __init__(self) -> None:
        super().__init__("A worker could not start; its reason is above.")


class _Started(NamedTuple):
    """Which slot a worker has, and when it was started."""

    slot: int
    at: float


class Duties(ABC):
    """What the workers of a server do, and what is done for them in the process that starts them.

    A worker is in a *slot*. Each of the places that there are workers for has :data:`GENERATIONS` of them, so that a
    worker can be there before the one leaves whose place it takes.
    """

    @abstractmethod
    def run(self, slot: int, ready: Callable[[], None], parent_gone: int) -> None:
        """What a worker does, in its process.

        SIGTERM waits there until the worker unblocks it: it must not end one that has calls to answer yet.

        :param ready: to be called once it answers
        :param parent_gone: a file descriptor that becomes readable when the process that started it is gone
        """

    @abstractmethod
    def renew(self) -> bool:
        """Get ready what new workers shall have; whether all may be replaced by such."""

    @abstractmethod
    def ended(self, slot: int) -> None:
        """A slot is free again."""

    @abstractmethod
    def stopping(self) -> None:
        """No worker will be started any more."""


class Workers:
    """Keeps a number of workers running until SIGINT or SIGTERM, and replaces all of them at SIGHUP.

    :param count: how many
    :param duties: what they do
    :param terminal: which ends them when it is gone
    """

    def __init__(self, count: int, duties: Duties, terminal: Terminal) -> None:
        self._count = count
        self._duties = duties
        self._terminal = terminal
        self._started: dict[int, _Started] = {}
        self._current = list(range(count))
        """The slot of each place's worker."""
        self._reload_asked = False
        self._to_replace: deque[int] = deque()
        self._coming: int | None = None
        """The slot of a worker that was started to replace one, and does not answer yet."""
        self._stopping = threading.Event()
        self._wake_read, self._wake_write = os.pipe()
        self._ready_read, self._ready_write = os.pipe()
        self._life_read, life = os.pipe()
        self._life = os.fdopen(life, "wb", buffering=0)
        """What workers read the end of when they are to stop though nobody tells them."""
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
        signal.signal(signal.SIGHUP, self._hang_up)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            for slot in self._current:
                self._start(slot)
            self._await_ready(on_ready)
            while self._started:
                self._replace_dead()
                self._reload()
                if self._started:
                    self._take_ready(self._wait([self._wake_read, self._ready_read]))
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

    # Starting

    def _start(self, slot: int) -> None:
        started = _Started(slot, time.monotonic())
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)  # until the worker is in the list, and heeds them itself
        try:
            pid = os.fork()
            if pid == 0:
                self._become_worker(slot)
            self._started[pid] = started
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)

    def _become_worker(self, slot: int) -> None:
        """In the new process; never returns."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            # these go to all at the terminal, and the parent passes them on
            for number in (signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._life.close()
            if not self._stopping.is_set():
                self._duties.run(slot, lambda: self._tell_ready(slot), self._life_read)
            code = 0
        except Exception as error:
            LOG.exception("a worker ended: %s", error)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)  # the parent's clean-up must not run here too

    def _tell_ready(self, slot: int) -> None:
        os.write(self._ready_write, bytes([slot]))

    # Replacing

    def _take_ready(self, found: list[int]) -> None:
        """Where the worker answers that was waited for, let the one leave whose place it takes."""
        ready = os.read(self._ready_read, 4096) if self._ready_read in found else b""
        if self._coming is None or self._coming not in ready:
            return
        place = self._to_replace.popleft()
        before, self._current[place] = self._current[place], self._coming
        self._coming = None
        self._signal(LEAVE, before)
        if not self._to_replace:
            WORKERS.info("all workers are replaced")

    def _reload(self) -> None:
        """Start the next worker that takes another's place, when it is time."""
        if self._stopping.is_set():
            return
        if self._reload_asked:
            self._reload_asked = False
            if self._duties.renew():
                coming = [] if self._coming is None else [self._to_replace[0]]  # with what was there before, perhaps
                self._to_replace = deque((*coming, *range(self._count)))
        if self._to_replace and self._coming is None:
            slot = (self._current[self._to_replace[0]] + self._count) % (self._count * GENERATIONS)
            if all(each.slot != slot for each in self._started.values()):  # else one is still about to leave
                self._coming = slot
                self._start(slot)

    def _replace_dead(self) -> None:
        for pid, status, started in self._reap():
            self._duties.ended(started.slot)
            if self._stopping.is_set():
                continue
            if started.slot == self._coming:
                WORKERS.error("worker %d ended with status %d before it answered: no more are replaced", pid, status)
                self._coming = None
                self._to_replace.clear()
            elif started.slot in self._current:
                LOG.warning("worker %d ended with status %d; another takes its place", pid, status)
                until = started.at + RESTART_SECONDS
                while not self._stopping.is_set() and (left := until - time.monotonic()) > 0:
                    self._wait([self._wake_read], left)
                if not self._stopping.is_set():
                    self._start(started.slot)

    def _reap(self) -> list[tuple[int, int, _Started]]:
        """Process id, exit status and start of the workers that have ended since the last call."""
        ended = []
        for pid in list(self._started):
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                ended.append((pid, os.waitstatus_to_exitcode(status), self._started.pop(pid)))
        return ended

    # Signals

    def _hang_up(self, *_: object) -> None:
        if self._terminal.is_gone():
            self._stop()
        else:
            self._reload_asked = True

    def _stop(self, *_: object) -> None:
        """Tell the workers to stop. The second time by what is like the end of this process: where the first signal
        still waits for a worker that is starting, another of its kind would be one with it.
        """
        if not self._stopping.is_set():
            self._stopping.set()
            self._duties.stopping()
            self._signal(signal.SIGTERM)
        elif not self._life.closed:
            self._life.close()
        else:
            self._signal(signal.SIGTERM)

    def _signal(self, number: int, slot: int | None = None) -> None:
        """Send a signal to the worker in a slot, or to all."""
        for pid, started in self._started.items():
            if slot in (None, started.slot):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)

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
        ):
            os.close(file)
        self._life.close()
