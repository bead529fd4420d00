"""The terminal that a server was started in. SIGHUP means that it is gone, or that somebody asks for a reload."""

import os
import signal


class Terminal:
    """The terminal of this process, if it has one and is to end with it: ``nohup`` says that it is not."""

    def __init__(self) -> None:
        self._had = _is_there() and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN

    def is_gone(self) -> bool:
        """Whether it was there, and is no more."""
        return self._had and not _is_there()


def _is_there() -> bool:
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
