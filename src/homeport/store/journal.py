"""A bounded file of lines that all workers append to and any process reads: what a server was asked.

A line is written before the answer that it tells of is sent, so that who got the answer finds it. When the file is half
of what it may be, it becomes the older half and a new one begins.
"""

import contextlib
import fcntl
import math
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

HALF = 16 * 1024 * 1024
"""Bytes of one of the two files."""
LOOK_SECONDS = 0.1
"""How long a worker writes without looking whether another has begun a new file; such lines are in the older half,
which is therefore kept for longer than that."""


class Journal:
    """The journal in ``path`` and, its older half, ``path.old``.

    :param half: bytes after which the older half is dropped
    """

    def __init__(self, path: Path, half: int = HALF) -> None:
        self.path = path
        self._older = path.with_name(path.name + ".old")
        self._half = half
        self._file = -1
        self._look_at = 0.0

    def append(self, line: bytes) -> None:
        """Write a line, given without its end. Any process reads it from now on."""
        if self._file < 0:
            self._open()
        elif time.monotonic() > self._look_at:
            self._look()
        whole = line + b"\n"
        written = os.write(self._file, whole)
        if written < len(whole):  # the disk is full: what comes next shall not be taken for the rest of this line
            os.write(self._file, b"\n")

    def _look(self) -> None:
        """Begin a new file when this one is full, and follow another worker that has begun one."""
        self._look_at = time.monotonic() + LOOK_SECONDS
        kept = os.fstat(self._file)
        if kept.st_ino == _inode(self.path):
            if kept.st_size <= self._half or _since_change(self._older) < 2 * LOOK_SECONDS:
                return
            self._turn()
        os.close(self._file)
        self._open()

    def _turn(self) -> None:
        """Let this file be the older half, unless another worker did so meanwhile: its new file is not to be moved."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            if os.fstat(self._file).st_ino == _inode(self.path):
                with contextlib.suppress(FileNotFoundError):  # removed in this moment, with the portal
                    self.path.replace(self._older)
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def _open(self) -> None:
        self._file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)

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
        """Drop every line. Workers go on with the same file, so it is emptied and not removed."""
        self._older.unlink(missing_ok=True)
        if self.path.exists():
            os.truncate(self.path, 0)

    def move(self, path: Path) -> None:
        """Let it be of another name."""
        for found, new in ((self._older, Journal(path)._older), (self.path, path)):
            if found.exists():
                found.replace(new)

    def remove(self) -> None:
        """Delete its files."""
        for path in (self._older, self.path):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file. May be called twice."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


class Tail:
    """Reads what is appended to a journal from now on, also by other processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self._rest = b""
        if path.exists():
            self._file = path.open("rb")
            self._file.seek(0, os.SEEK_END)

    def read(self) -> list[bytes]:
        """The lines that came since the last call."""
        found = self._more()
        if self._file is None or os.fstat(self._file.fileno()).st_ino != _inode(self._path):
            self.close()
            if self._path.exists():
                self._file = self._path.open("rb")
                found += self._more()
        *lines, self._rest = (self._rest + found).split(b"\n")
        return lines

    def _more(self) -> bytes:
        if self._file is None:
            return b""
        if os.fstat(self._file.fileno()).st_size < self._file.tell():  # it was emptied
            self._file.seek(0)
        return self._file.read()

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _since_change(path: Path) -> float:
    """Seconds since a file got its name or was written to; without end when there is none."""
    try:
        return time.time() - path.stat().st_ctime
    except FileNotFoundError:
        return math.inf


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return -1
