"""What a worker counts of itself, and how all workers of a server are added up.

Counting must cost a request nothing that could be measured, so each worker counts in memory of its own and shows its
numbers to the others now and then.
"""

import contextlib
import fcntl
import os
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from homeport.store.memory_file import MemoryFile
from homeport.store.pool import Use, together

BOUNDS = (
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0
)  # fmt: skip
"""Seconds up to which durations are counted together; what took longer is counted last. A short read takes less than a
tenth of a millisecond, and no request may take longer than a minute."""

MAX_SERIES = 4_000
"""Pairs of method and outcome that are told apart: tests may ask for errors of any name."""

OTHERS = ("", "others")
"""The pair under which the rest is counted."""


class Durations(msgspec.Struct, array_like=True):
    """How long something took, each time that it happened.

    :param counts: how often, for each of :data:`BOUNDS` and beyond the last
    :param seconds: in all
    """

    counts: list[int] = msgspec.field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds

    def merge(self, other: "Durations") -> None:
        """Add what another has counted."""
        self.counts = [mine + its for mine, its in zip(self.counts, other.counts, strict=True)]
        self.seconds += other.seconds


class Tally(msgspec.Struct):
    """What a worker has counted since the server started.

    :param requests: by the method's name and ``ok`` or the code of the refusal
    :param commits: how long it took to make a group of writes durable
    :param writes: writes that were made so
    :param slow: statements that took longer than they may
    :param queued: writes that wait for the writer now
    :param pools: how much is in use of threads and connections, by their kind
    :param workers: how many processes it is of
    :param memory: bytes of memory that they hold
    :param files: files and connections that they have open
    """

    requests: dict[str, dict[str, Durations]] = msgspec.field(default_factory=dict)
    commits: Durations = msgspec.field(default_factory=Durations)
    writes: int = 0
    slow: int = 0
    queued: int = 0
    pools: dict[str, Use] = msgspec.field(default_factory=dict)
    workers: int = 1
    memory: int = 0
    files: int = 0

    def count(self, method: str, outcome: str, seconds: float) -> None:
        """Count a request.

        :param method: empty when it named none that there is
        """
        try:
            self.requests[method][outcome].add(seconds)
        except KeyError:
            if sum(map(len, self.requests.values())) >= MAX_SERIES:
                method, outcome = OTHERS
            self.requests.setdefault(method, {}).setdefault(outcome, Durations()).add(seconds)

    def merge(self, other: "Tally") -> None:
        """Add what another worker has counted."""
        for method, outcomes in other.requests.items():
            mine = self.requests.setdefault(method, {})
            for outcome, durations in outcomes.items():
                mine.setdefault(outcome, Durations()).merge(durations)
        self.commits.merge(other.commits)
        self.writes += other.writes
        self.slow += other.slow
        self.queued += other.queued
        for name, use in other.pools.items():
            self.pools[name] = together((use, self.pools[name])) if name in self.pools else use
        self.workers += other.workers
        self.memory += other.memory
        self.files += other.files


_MEMORY = Path("/proc/self/statm")
_FILES = Path("/proc/self/fd")

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Tally).decode


class Board:
    """Where the workers of a server show each other their numbers: a piece of memory for each, and one for the past.

    Made before they are forked.

    :param places: how many workers there may be
    """

    def __init__(self, places: int = 1) -> None:
        self._past, *self._files = (MemoryFile(f"homeport-meters-{place}") for place in range(places + 1))

    def show(self, place: int, tally: Tally) -> None:
        """Let the others see a worker's numbers."""
        file, content = self._files[place], _encode(tally)
        with _locked(file, fcntl.LOCK_EX):
            file.write(content)

    def others(self, place: int) -> list[Tally]:
        """What the other workers have shown, and those that are no more."""
        found = []
        with _locked(self._past, fcntl.LOCK_SH):  # who is retired meanwhile is neither counted twice nor left out
            found.append(_read(self._past))
            for other, file in enumerate(self._files):
                if other != place:
                    with _locked(file, fcntl.LOCK_SH):
                        found.append(_read(file))
        return [tally for tally in found if tally is not None]

    def retire(self, place: int) -> None:
        """Keep what a worker has counted that is no more. Another may have its place from now on."""
        file = self._files[place]
        with _locked(self._past, fcntl.LOCK_EX):
            ended = _read(file)
            if ended is not None:
                past = _read(self._past) or Tally()
                past.merge(ended)
                past.workers = past.memory = past.files = past.queued = 0
                past.pools = {}
                self._past.write(_encode(past))
                file.write(b"")


@contextlib.contextmanager
def _locked(file: MemoryFile, how: int) -> Iterator[None]:
    fcntl.lockf(file, how)
    try:
        yield
    finally:
        fcntl.lockf(file, fcntl.LOCK_UN)


def _read(file: MemoryFile) -> Tally | None:
    content = file.read()
    return _decode(content) if content else None


class Meters:
    """A worker's own numbers, and its view of all.

    :param board: shared by the workers
    :param place: the worker's
    """

    SHOW_SECONDS = 1.0

    def __init__(self, board: Board | None = None, place: int = 0) -> None:
        self._board = board or Board()
        self._place = place
        self.own = Tally()
        self.waiting: Callable[[], int] = lambda: 0
        """How many writes wait for the writers of this process now."""
        self.uses: Callable[[], dict[str, Use]] = dict
        """How much of its pools is in use now."""
        self._counting = threading.Lock()

    def committed(self, seconds: float, writes: int) -> None:
        """Count a commit. May be called from any thread.

        :param seconds: that it took
        :param writes: that it made durable
        """
        with self._counting:
            self.own.commits.add(seconds)
            self.own.writes += writes

    def slow(self) -> None:
        """Count a statement that took longer than it may. May be called from any thread."""
        with self._counting:
            self.own.slow += 1

    def show(self) -> None:
        """Let the other workers see the numbers as they are."""
        self._measure()
        self._board.show(self._place, self.own)

    def _measure(self) -> None:
        self.own.memory = int(_MEMORY.read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        self.own.files = sum(1 for _ in _FILES.iterdir())
        self.own.queued = self.waiting()
        self.own.pools = self.uses()

    def all(self) -> Tally:
        """The numbers of all workers together; those of others may be :data:`SHOW_SECONDS` old."""
        self._measure()
        total = Tally(workers=0)
        total.merge(self.own)
        for other in self._board.others(self._place):
            total.merge(other)
        return total
