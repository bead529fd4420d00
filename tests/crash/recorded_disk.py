"""What SQLite tells the disk, recorded by a layer between it and the operating system, and what a disk without power
keeps of it.

The layer is a copy of SQLite's own table of functions (https://www.sqlite.org/vfs.html), in the very library that
Python uses, with a few of them replaced by ones that take notes.
"""

import _sqlite3
import ctypes
import random
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any, NamedTuple

SECTOR = 512
"""Bytes that a disk writes wholly or not at all."""
_OK = 0

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class _System(Structure):
    """``sqlite3_vfs``."""

    _fields_ = [
        ("version", c_int),
        ("size_of_file", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _OPEN),
        ("delete", _DELETE),
        ("rest", c_void_p * 12),
    ]


class _Methods(Structure):
    """``sqlite3_io_methods``."""

    _fields_ = [
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        ("rest", c_void_p * 13),
    ]


class Step(NamedTuple):
    """What the disk was told.

    :param what: ``write``, ``truncate``, ``sync``, ``delete``; or ``told``, when a caller was answered
    :param name: of the file
    :param at: where it was written, or how long the file is now
    """

    what: str
    name: str = ""
    at: int = 0
    content: bytes = b""


class Recorder:
    """Notes what is done to the database files of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[int, str] = {}
        self._methods: dict[int, _Methods] = {}
        self.steps: list[Step] = []
        self.before = {path.name: path.read_bytes() for path in folder.glob("*.db*") if not path.name.endswith("-shm")}
        """What is on the disk before the first step."""

    def system(self, of: _System) -> _System:
        """A copy of SQLite's functions that takes notes."""
        copy = _System.from_buffer_copy(of)
        copy.name = b"recorded"

        def open_(_: int, name: int | None, file: int, flags: int, out: int) -> int:
            done = of.open(ctypes.addressof(of), name, file, flags, out)
            path = Path(((name and ctypes.string_at(name)) or b"").decode())
            if done == _OK and path.parent == self._folder:
                self._open[file] = path.name
                methods = c_void_p.from_address(file)  # of a file, the first thing is where its functions are
                methods.value = ctypes.addressof(self._noting(methods.value or 0))
            return done

        def delete(_: int, name: bytes, durably: int) -> int:
            done = of.delete(ctypes.addressof(of), name, durably)
            path = Path(name.decode())
            if done == _OK and path.parent == self._folder:
                self.steps.append(Step("delete", path.name, durably))
            return done

        copy.open, copy.delete = _OPEN(open_), _DELETE(delete)
        return copy

    def _noting(self, address: int) -> _Methods:
        if address in self._methods:
            return self._methods[address]
        of = _Methods.from_address(address)
        copy = _Methods.from_buffer_copy(of)

        def write(file: int, content: int, size: int, at: int) -> int:
            self.steps.append(Step("write", self._open[file], at, ctypes.string_at(content, size)))
            return of.write(file, content, size, at)

        def truncate(file: int, size: int) -> int:
            self.steps.append(Step("truncate", self._open[file], size))
            return of.truncate(file, size)

        def sync(file: int, flags: int) -> int:
            done = of.sync(file, flags)
            self.steps.append(Step("sync", self._open[file]))
            return done

        copy.write, copy.truncate, copy.sync = _WRITE(write), _TRUNCATE(truncate), _SYNC(sync)
        self._methods[address] = copy
        return copy


@contextmanager
def recording(folder: Path) -> Iterator[Recorder]:
    """Record what is done to the files of a folder. Connections that are opened within must be closed within."""
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = POINTER(_System)
    usual = library.sqlite3_vfs_find(None)
    recorder = Recorder(folder)
    noting = recorder.system(usual.contents)
    assert library.sqlite3_vfs_register(byref(noting), 1) == _OK
    try:
        yield recorder
    finally:
        library.sqlite3_vfs_register(usual, 1)
        library.sqlite3_vfs_unregister(byref(noting))


class Disk:
    """A disk that may lose power: what was synced is on it; of what was not, any sectors may be.

    :param files: what is on it
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self._kept: dict[str, bytearray | None] = {name: bytearray(content) for name, content in files.items()}
        self._waiting: dict[str, list[Step]] = {}

    def take(self, step: Step) -> None:
        """Go one step on."""
        if step.what in ("write", "truncate"):
            self._waiting.setdefault(step.name, []).append(step)
        elif step.what == "sync":
            content = self._kept.get(step.name) or bytearray()
            for each in self._waiting.pop(step.name, ()):
                _apply(content, each)
            self._kept[step.name] = content
        elif step.what == "delete":
            self._waiting.setdefault(step.name, []).append(step)
            if step.at:
                self._kept[step.name] = None
                del self._waiting[step.name]

    def lose_power(self, chance: float, chosen: random.Random) -> dict[str, bytes]:
        """The files that are there afterwards.

        :param chance: of each sector that waits to have been written
        """
        found: dict[str, bytes] = {}
        for name in {**self._kept, **self._waiting}:
            kept = self._kept.get(name)
            content = None if kept is None else bytearray(kept)
            for step in self._waiting.get(name, ()):
                for part in _sectors(step):
                    if chosen.random() < chance:
                        if part.what == "delete":
                            content = None
                        else:
                            content = bytearray() if content is None else content
                            _apply(content, part)
            if content is not None:
                found[name] = bytes(content)
        return found


def _sectors(step: Step) -> Iterator[Step]:
    if step.what != "write":
        yield step
        return
    first = 0
    while first < len(step.content):
        end = first + SECTOR - (step.at + first) % SECTOR
        yield Step("write", step.name, step.at + first, step.content[first:end])
        first = end


def _apply(content: bytearray, step: Step) -> None:
    end = step.at + len(step.content)
    if step.what == "truncate":
        del content[step.at :]
    else:
        content.extend(bytes(max(0, end - len(content))))
        content[step.at : end] = step.content


def write_files(folder: Path, files: dict[str, Any]) -> None:
    """Put a disk's files into a folder."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
