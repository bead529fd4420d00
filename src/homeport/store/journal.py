"""A bounded file of lines that all workers append to and any process reads: what a server was asked.

Lines are collected while a turn of the event loop lasts and written together. When the file is half of what it may be,
it becomes the older half and a new one begins.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

HALF = 16 * 1024 * 1024
"""Bytes of one of the two files."""


class Journal:
    """The journal in ``path`` and, its older half, ``path.old``.

    :param half: bytes after which the older half is dropped
    """

    def __init__(self, path: Path, half: int = HALF) -> None:
        self.path = path
        self._older = path.with_name(path.name + ".old")
        self._half = half
        self._file = -1
        self._lines: list[bytes] = []

    def append(self, line: bytes) -> None:
        """Take a line, without its end; it is written at the end of this turn of the event loop."""
        if not self._lines:
            asyncio.get_running_loop().call_soon(self.flush)
        self._lines.append(line)

    def flush(self) -> None:
        """Write the lines taken so far."""
        if not self._lines:
            return
        self._lines.append(b"")
        text = b"\n".join(self._lines)
        self._lines.clear()
        if self._file < 0:
            self._open()
        elif os.fstat(self._file).st_ino != _inode(self.path):  # another worker has begun a new file
            self._reopen()
        os.write(self._file, text)
        if os.fstat(self._file).st_size > self._half:
            self.path.replace(self._older)
            self._reopen()

    def _open(self) -> None:
        self._file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def _reopen(self) -> None:
        os.close(self._file)
        self._open()

    def lines(self) -> Iterator[bytes]:
        """Every line that is kept, the oldest first."""
        for path in (self._older, self.path):
            try:
                with path.open("rb") as file:
                    # the last line may be half written by another process
                    yield from (line[:-1] for line in file if line.endswith(b"\n"))
            except FileNotFoundError:
                continue

    def clear(self) -> None:
        """Drop every line."""
        self._lines.clear()
        for path in (self._older, self.path):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Write what is left. May be called twice."""
        self.flush()
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return -1
