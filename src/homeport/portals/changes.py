"""A number that any process raises when portals come or go, and that servers see at once without asking the disk."""

import fcntl
import mmap
import os
from pathlib import Path

_SIZE = 8


class Changes:
    """The number, in a file of eight bytes that is mapped into memory.

    :param path: the file; made when it is missing
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            if os.fstat(file).st_size < _SIZE:
                os.ftruncate(file, _SIZE)
            self._memory = mmap.mmap(file, _SIZE)
        finally:
            os.close(file)

    def now(self) -> bytes:
        """The number as it is, to be compared with what it was."""
        return self._memory[:]

    def count(self) -> None:
        """Raise it."""
        with self._path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # given back when the file is closed
            self._memory[:] = (int.from_bytes(self._memory[:], "little") + 1).to_bytes(_SIZE, "little")
