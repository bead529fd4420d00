"""How often a database file was committed to: who reads can tell without asking the database whether there is news."""

import mmap
import os

_BYTES = 8


class Commits:
    """A count that all processes share which write or read a file.

    :param file: the descriptor of its lock file, in which the count is kept
    """

    def __init__(self, file: int) -> None:
        if os.fstat(file).st_size < _BYTES:
            os.pwrite(file, bytes(_BYTES), 0)  # takes the room now: a full disk cannot refuse it later
        self._count = memoryview(mmap.mmap(file, _BYTES)).cast("Q")

    def count(self) -> int:
        """How many there were."""
        return self._count[0]

    def add(self) -> None:
        """Count one, after it and before anybody is told of it; the lock of the file is held."""
        self._count[0] += 1
