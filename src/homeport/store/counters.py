"""Counters that all workers of a server share: limits must hold for the server, not for each process.

A table in memory that forked processes have in common, of records of numbers by a key. Records that were not used for
the longest time give way when their part of the table is full.
"""

import fcntl
import mmap
import os
import threading
import time
from collections.abc import Hashable

SLOTS = 1 << 14
FIELDS = 22
_PROBES = 8
_WIDTH = FIELDS + 2


class Counters:
    """The table. Enter it (``with counters:``) to read and change ``values`` alone.

    :param shared: whether processes forked later will use it too; then entering also takes a lock between processes,
        which a process that dies gives back

    Keys are told apart by their hash, which is the same in processes forked from one.
    """

    def __init__(self, *, shared: bool = False) -> None:
        self._file = os.memfd_create("homeport-counters")
        os.ftruncate(self._file, SLOTS * _WIDTH * 8)
        memory = memoryview(mmap.mmap(self._file, SLOTS * _WIDTH * 8))
        self._keys = memory.cast("q")
        self.values = memory.cast("d")
        self._shared = shared
        self._lock = threading.Lock()

    def __enter__(self) -> "Counters":
        self._lock.acquire()
        if self._shared:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
        return self

    def __exit__(self, *_: object) -> None:
        if self._shared:
            fcntl.lockf(self._file, fcntl.LOCK_UN)
        self._lock.release()

    def record(self, key: Hashable) -> int:
        """Where the numbers of a key begin in ``values``: :data:`FIELDS` of them, all 0 when the key is new."""
        hashed = hash(key) or 1
        keys, values = self._keys, self.values
        oldest, oldest_used = -1, float("inf")
        place = hashed % SLOTS * _WIDTH
        for _ in range(_PROBES):
            found = keys[place]
            if found == hashed:
                values[place + 1] = time.monotonic()
                return place + 2
            if found == 0:
                oldest = place
                break
            if values[place + 1] < oldest_used:
                oldest, oldest_used = place, values[place + 1]
            place = (place + _WIDTH) % (SLOTS * _WIDTH)
        keys[oldest] = hashed
        values[oldest + 1] = time.monotonic()
        for field in range(oldest + 2, oldest + _WIDTH):
            values[field] = 0.0
        return oldest + 2
