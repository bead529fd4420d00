"""Files without a name, in memory: what processes forked from one share, and lock between each other."""

import os
import weakref


class MemoryFile:
    """A file in memory, which goes with its object.

    :param name: under which the system shows it
    :ivar number: its descriptor
    """

    def __init__(self, name: str) -> None:
        self.number = os.memfd_create(name)
        weakref.finalize(self, os.close, self.number).atexit = False

    def fileno(self) -> int:
        """Its descriptor."""
        return self.number

    def read(self) -> bytes:
        """All of it."""
        return os.pread(self.number, os.fstat(self.number).st_size, 0)

    def write(self, content: bytes) -> None:
        """Put this in the place of what it held."""
        os.pwrite(self.number, content, 0)
        os.ftruncate(self.number, len(content))
