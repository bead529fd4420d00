"""Portals as SQLite files, one each, in a folder."""

import fcntl
import os
import sqlite3
import time
from collections.abc import Callable, Hashable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from homeport.portals.stores import DeliveryLock, Stored, Stores, following, in_order
from homeport.store import GoneError, MovedError, SqliteStore, Transaction, files
from homeport.store.blobs import Blobs
from homeport.store.schema import migrate, revision_of
from homeport.store.slow import Watch
from homeport.store.sqlite import disk_trouble
from homeport.store.store import Committed, nobody

T = TypeVar("T")

REMOVED = ""
"""What the note for the name of a removed portal says."""
SETTLED_SECONDS = 2.0
"""After how long the time of a file tells writes apart: file systems keep it in steps."""


class FileStores(Stores):
    """Portals in a folder.

    :param folder: which exists
    :param is_name: whether a portal may be called so, and thus has a file
    :param durable: whether what is written is to survive a crash of the machine
    :param blobs: where the contents of files are
    """

    def __init__(self, folder: Path, is_name: Callable[[str], bool], durable: Callable[[], bool], blobs: Blobs) -> None:
        self._blobs = blobs
        self._folder = folder
        self._is_name = is_name
        self._durable = durable

    def file(self, name: str) -> Path:
        """The database file of a portal."""
        return self._folder / f"{name}.db"

    def names(self) -> list[str]:
        found = (path.stem for path in self._folder.glob("*.db"))
        return in_order(name for name in found if self.new_name(name) is None)

    def exists(self, name: str) -> bool:
        return self._is_name(name) and self.file(name).exists() and self.new_name(name) is None

    def new_name(self, name: str) -> str | None:
        # renaming a portal ends when the file with the new name appears: until then the note of it counts for nothing
        found = following(self._leads, name)
        return found if found is not None and self.file(found).exists() else None

    def was_removed(self, name: str) -> bool:
        return self._noted(following(self._leads, name) or name) == REMOVED and not self.file(name).exists()

    def _gone(self, name: str) -> GoneError:
        """Why there is no portal of this name any more."""
        moved = self.new_name(name)
        return GoneError(name) if moved is None else MovedError(moved)

    def _leads(self, name: str) -> str | None:
        return self._noted(name) or None

    def _noted(self, name: str) -> str | None:
        try:
            return self._note(name).read_text()
        except FileNotFoundError:
            return None

    def _note(self, name: str) -> Path:
        """What says where a portal is that had this name, or that it was removed."""
        return self._folder / f"{name}.moved"

    def identities(self, names: Iterable[str]) -> dict[str, Hashable]:
        found = {name: files.file_number(self.file(name)) for name in names}
        return {name: number for name, number in found.items() if number is not None}

    def stored(self, name: str) -> Stored:
        path = self.file(name)
        return Stored(revision_of(path), path.stat().st_size, str(path.resolve()))

    def migrate(self, name: str) -> None:
        migrate(self.file(name))

    def open(
        self,
        name: str,
        woken: Callable[[], None] = nobody,
        committed: Committed = nobody,
        watch: Watch | None = None,
    ) -> SqliteStore:
        path = self.file(name)
        if not path.exists():
            raise self._gone(name)
        try:
            migrate(path)
            return SqliteStore(
                path,
                woken,
                committed,
                durable=self._durable(),
                watch=watch,
                gone=lambda _: self._gone(name),
                blobs=self._blobs,
            )
        except (sqlite3.Error, OSError) as error:
            trouble = disk_trouble(path, error)
            if trouble is None:
                raise
            raise trouble from None

    damage = (*Stores.damage, sqlite3.DatabaseError)

    def reading(self, name: str) -> AbstractContextManager[Transaction]:
        return files.reading(self.file(name))

    at_once = True

    async def turn(self, job: Callable[[], T]) -> T:
        return job()

    def marks(self) -> dict[str, Hashable]:
        return {name: self._mark(name) for name in self.names()}

    def _mark(self, name: str) -> Hashable:
        found = []
        path = self.file(name)
        for each in (path, path.with_name(path.name + "-wal")):
            try:
                status = each.stat()
            except FileNotFoundError:
                found.append((0, 0))
            else:
                found.append((status.st_mtime_ns, status.st_size))
        # a further write could leave the time of one that is fresh as it is
        is_fresh = time.time_ns() - max(at for at, _ in found) < SETTLED_SECONDS * 1e9
        return None if is_fresh else tuple(found)

    def delivery_lock(self) -> DeliveryLock:
        return _FileLock(self._folder.parent / "deliveries.lock")

    def close(self) -> None:
        pass  # files have nothing in common

    def add(self, name: str, fresh: Path) -> None:
        path = self.file(name)
        if self.new_name(name) is not None:
            files.discard(path)  # what a renaming that was cut short has left
        note = self._note(name)
        if note.exists():
            self._note_move(name, REMOVED)  # until the new portal is there, its name is not another's
        try:
            files.put(fresh, path)
        except FileExistsError:
            raise LookupError(name) from None
        note.unlink(missing_ok=True)

    def copy(self, name: str, target: Path) -> None:
        files.copy(self.file(name), target)

    def rename(self, old: str, new: str) -> None:
        path, target = self.file(old), self.file(new)
        with files.locked(path), files.beside(target) as fresh:
            files.copy(path, fresh)
            with files.edited(fresh):
                pass  # the file a server opens is in WAL mode already
            self._note_move(old, new)  # counts once the new file is there
            self.add(new, fresh)
            files.discard(path)

    def _note_move(self, old: str, new: str) -> None:
        note = self._note(old)
        fresh = note.with_name(f"{old}~.moved")
        fresh.write_text(new)
        files.replace(fresh, note)

    def remove(self, name: str) -> None:
        path = self.file(name)
        with files.locked(path):
            self._note_move(name, REMOVED)  # counts once the file is gone
            files.discard(path)
        for note in self._folder.glob("*.moved"):
            if note.read_text() == name:
                self._note_move(note.name.removesuffix(".moved"), REMOVED)


class _FileLock(DeliveryLock):
    """A lock file that the delivering process holds as long as it lives."""

    lasts = True

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1

    def take(self) -> bool:
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
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
