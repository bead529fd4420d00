"""Counters that all workers of a server share: limits must hold for the server, not for each process.

A table in memory that forked processes have in common, of records of numbers by a key. Records that were not used for
the longest time give way when their part of the table is full. Beside it are cells, which no key is kept of: none gives
way to others, and keys that meet in one of them count together.
"""

import contextlib
import fcntl
import math
import mmap
import threading
from collections.abc import Hashable

from homeport.store.memory_file import MemoryFile

SLOTS = 1 << 14
FIELDS = 22
CELLS = 1 << 17
CELL_FIELDS = 2
_PROBES = 8
_WIDTH = FIELDS + 2
_CELLS_AT = SLOTS * _WIDTH
_SIZE = (_CELLS_AT + CELLS * CELL_FIELDS) * 8


class Counters:
    """The table. Hold its ``lock`` to read and change ``values`` alone.

    :param shared: whether processes forked later will use it too; the lock then holds between processes, and one that
        dies gives it back

    Keys are told apart by their hash, which is the same in processes forked from one.
    """

    def __init__(self, *, shared: bool = False) -> None:
        memory = memoryview(mmap.mmap(-1, _SIZE))  # of none but this process and those forked from it
        self._keys = memory.cast("q")
        self.values = memory.cast("d")
        self.lock: contextlib.AbstractContextManager[object] = _SharedLock() if shared else threading.Lock()

    def cell(self, key: Hashable) -> int:
        """Where the numbers of a key's cell begin in ``values``: :data:`CELL_FIELDS` of them, all 0 at the start."""
        return _CELLS_AT + hash(key) % CELLS * CELL_FIELDS

    def record(self, key: Hashable, now: float) -> int:
        """Where the numbers of a key begin in ``values``: :data:`FIELDS` of them, all 0 when the key is new.

        :param now: any clock's, by which the record that was not used for the longest time is known
        """
        hashed = hash(key) or 1
        keys, values = self._keys, self.values
        oldest, oldest_used = -1, math.inf
        place = hashed % SLOTS * _WIDTH
        for _ in range(_PROBES):
            found = keys[place]
            if found == hashed:
                values[place + 1] = now
                return place + 2
            if found == 0:
                oldest = place
                break
            if values[place + 1] < oldest_used:
                oldest, oldest_used = place, values[place + 1]
            place = (place + _WIDTH) % (SLOTS * _WIDTH)
        keys[oldest] = hashed
        values[oldest + 1] = now
        for field in range(oldest + 2, oldest + _WIDTH):
            values[field] = 0.0
        return oldest + 2


class _SharedLock:
    """A lock between the threads of all processes forked from the one that made it."""

    def __init__(self) -> None:
        self._file = MemoryFile("homeport-counters")
        self._threads = threading.Lock()

    def __enter__(self) -> None:
        self._threads.acquire()
        fcntl.lockf(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_UN)
        self._threads.release()
