"""Database files as a whole: copying them while others write, finishing them, putting them in place for good.

A file that a server may have open is never copied by reading it: closing any other handle of the file within a process
would drop the locks that SQLite holds on it.
"""

import contextlib
import fcntl
import os
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from homeport.store.blobs import Blobs
from homeport.store.durable import finish, finish_folder
from homeport.store.sqlite_transaction import SqliteTransaction
from homeport.store.transaction import Transaction, with_files

PAGE_SIZE = 4096
"""Of every portal's file: contents are exchanged page by page."""


def copy(source: Path, target: Path) -> None:
    """Write a compact copy of a database as it is at one moment, also while others write to it. Not yet durable.

    :raises sqlite3.DatabaseError: when the source cannot be read
    """
    with contextlib.closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout=30000")
        connection.execute(f"PRAGMA page_size={PAGE_SIZE}")
        connection.execute("VACUUM INTO ?", (str(target),))


@contextlib.contextmanager
def reading(path: Path) -> Iterator[Transaction]:
    """A read transaction on a file, also while others write to it.

    :raises sqlite3.OperationalError: when there is none
    """
    # not to be created: whoever removes a portal may be faster
    source = f"{path.absolute().as_uri()}?mode=rw"
    with contextlib.closing(sqlite3.connect(source, uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("BEGIN")
        yield SqliteTransaction(connection, writable=False)


@contextlib.contextmanager
def edited(path: Path, blobs: Blobs | None = None) -> Iterator[Transaction]:
    """A write transaction on a file that nobody else has. It is in WAL mode afterwards, and not yet durable.

    :param blobs: where contents are kept that rows are to name
    """
    kind = SqliteTransaction if blobs is None else with_files(SqliteTransaction, blobs)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("BEGIN")
        yield kind(connection, writable=True)
        connection.execute("COMMIT")


def put(fresh: Path, path: Path) -> None:
    """Give a finished file its name.

    :raises FileExistsError: when there is one of that name
    """
    finish(fresh)
    if not path.exists():
        discard_beside(path)  # a journal that was left behind would be taken for the new file's
    path.hardlink_to(fresh)
    fresh.unlink()
    finish_folder(path.parent)


def replace(fresh: Path, path: Path) -> None:
    """Put a finished file, which nobody has open, in place of another."""
    finish(fresh)
    fresh.replace(path)
    finish_folder(path.parent)


def discard(path: Path) -> None:
    """Delete a database file and what SQLite and we keep beside it, as far as they are there."""
    path.unlink(missing_ok=True)  # first: without its journal, what is left could be half a change
    discard_beside(path)


def discard_beside(path: Path) -> None:
    """Delete what SQLite and we keep beside a database file."""
    for beside in (*(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")), lock_file(path)):
        beside.unlink(missing_ok=True)


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """The name of a file to be made next to another; gone afterwards if it was not moved."""
    fresh = path.with_name(f"{path.stem}~{secrets.token_hex(4)}.new")  # no portal's name has a tilde
    try:
        yield fresh
    finally:
        discard(fresh)


def lock_file(path: Path) -> Path:
    """What processes that write a database file queue on."""
    return path.with_suffix(".lock")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep every process from writing to a database file."""
    file = os.open(lock_file(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


def file_number(path: Path) -> int | None:
    """Tells a file from another that was put in its place, as long as it is open; None when there is none."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None
