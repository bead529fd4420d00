"""Contents of files in a data folder: which are named, which are left over, whether they are whole; carried along."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from homeport.domain.files.files import hashes
from homeport.domain.files.tables import FILE
from homeport.portals.errors import UnfitError
from homeport.portals.folder import DataFolder
from homeport.store import GoneError
from homeport.store.blobs import GRACE_SECONDS, Blobs, MissingError
from homeport.store.schema import NotAPortalError

PART = 1024 * 1024
"""Bytes of a content that are in one row of an exported file."""

_CARRIED = "file_content"
"""The table of an exported file that has the contents; no portal has it."""


# Which there are


def sweep(folder: DataFolder, grace: float = GRACE_SECONDS) -> int:
    """Remove contents that nothing names any more, also while servers write; how many there were.

    :param grace: seconds that contents are kept in any case
    :raises NotAPortalError: when a portal, a baseline or a snapshot cannot be read: nobody knows what it names
    """
    return folder.blobs.sweep(lambda: named(folder), grace)


def named(folder: DataFolder) -> set[str]:
    """The contents that portals, baselines and snapshots name.

    :raises NotAPortalError: when one of them cannot be read
    """
    found = _of_portals(folder)
    for path in (*folder.baselines.rglob("*.db"), *folder.snapshots.glob("*/*.db")):
        found |= of_file(path)
    return found | _of_portals(folder)  # what was put back from a snapshot meanwhile, and the snapshot removed


def _of_portals(folder: DataFolder) -> set[str]:
    found: set[str] = set()
    for name in folder.names():
        with suppress(GoneError):
            found |= folder.stores.look(name, hashes)
    return found


def of_file(path: Path) -> set[str]:
    """The contents that a portal's database file names; none where it is of a version without files.

    :raises NotAPortalError: when it cannot be read
    """
    try:
        with closing(sqlite3.connect(path)) as file:
            if not _has(file, FILE.name):
                return set()
            return {row[0] for row in file.execute(f'SELECT DISTINCT HASH FROM "{FILE.name}"')}  # noqa: S608  ours
    except sqlite3.DatabaseError as error:
        raise NotAPortalError(path) from error


def broken(blobs: Blobs, wanted: Iterable[str]) -> Iterator[str]:
    """What is wrong with contents: missing, or not what their hashes say."""
    for hash_ in sorted(wanted):
        try:
            if not blobs.is_whole(hash_):
                yield f"{blobs.where(hash_)} is damaged"
        except MissingError:
            yield f"{hash_} is missing"


# Carried along


def carry(source: Blobs, target: Blobs, wanted: Iterable[str]) -> None:
    """Let a data folder have contents of another.

    :raises UnfitError: when one is missing
    """
    if source.place == target.place:
        return
    for hash_ in wanted:
        with target.draft() as draft:
            try:
                with source.open(hash_) as file:
                    while part := file.read(PART):
                        draft.write(part)
            except MissingError:
                raise UnfitError(f"The content {hash_} of a file is missing. Put a backup in its place.") from None
            draft.keep()


def pack(blobs: Blobs, path: Path) -> None:
    """Put the contents that a portal's file names into it.

    :raises UnfitError: when one is missing
    """
    wanted = of_file(path)
    if not wanted:
        return
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"CREATE TABLE {_CARRIED} (HASH TEXT, PLACE INTEGER, PART BLOB, PRIMARY KEY (HASH, PLACE))")
        for hash_ in sorted(wanted):
            try:
                with blobs.open(hash_) as content:
                    for place, part in enumerate(iter(lambda: content.read(PART), b"")):
                        file.execute(f"INSERT INTO {_CARRIED} VALUES (?, ?, ?)", (hash_, place, part))  # noqa: S608
            except MissingError:
                raise UnfitError(f"The content {hash_} of a file is missing. Put a backup in its place.") from None
        file.commit()


def unpack(blobs: Blobs, path: Path) -> None:
    """Take the contents out of a portal's file, which nobody else has. What is here already must be in it too: whoever
    knows a hash need not know the content.

    :raises UnfitError: when one is missing, or damaged
    :raises sqlite3.DatabaseError: when the file is damaged
    """
    with closing(sqlite3.connect(path)) as file:
        carried = _has(file, _CARRIED)
        for hash_ in sorted(of_file(path)):
            with blobs.draft() as draft:
                if carried:
                    query = f"SELECT PART FROM {_CARRIED} WHERE HASH = ? ORDER BY PLACE"  # noqa: S608
                    for (part,) in file.execute(query, (hash_,)):
                        draft.write(part)
                if draft.hash != hash_:
                    raise UnfitError(f"The content {hash_} of a file is not in {path.name}, or is damaged.")
                draft.keep()
        if carried:
            file.execute(f"DROP TABLE {_CARRIED}")
            file.commit()


def _has(file: sqlite3.Connection, table: str) -> bool:
    found = file.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,))
    return found.fetchone() is not None
