"""Who delivers: one process of all that use a data folder, so that no handler is called twice."""

import fcntl
import os
from pathlib import Path


class DeliveryLock:
    """A lock file that the delivering process holds as long as it lives.

    :param path: the file; made when it is missing
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1

    def take(self) -> bool:
        """Become the one who delivers; whether this process is it now."""
        if self._file < 0:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(file)
                return False
            self._file = file
        return True

    def release(self) -> None:
        """Let another process deliver. May be called twice."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
