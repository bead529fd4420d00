"""Built-in baselines as this code makes them, in the cache folder of whoever runs it: each is made once, not once for
each data folder.

To make one takes seconds of a processor, and what comes of it follows from the code alone: the demo portal has the same
rows on any day, and nothing in it is secret or one portal's own before it is copied. Where there is no cache folder, or
it cannot be written, each is made where it is needed. A file is whole when it gets its name, so any number of processes
may start at once.
"""

import hashlib
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import homeport
from homeport.portals import contents
from homeport.portals.errors import UnfitError
from homeport.store import files
from homeport.store.blobs import Blobs
from homeport.store.schema import NotAPortalError, revision_of

KEPT = 8
"""Baselines that the cache folder has at most: those that were used last."""
LEFT_SECONDS = 3600
"""After how long nobody is writing a file any more that is not finished."""
PACKAGE = Path(homeport.__file__).parent
"""Whose code makes them."""

_DAMAGED = (OSError, sqlite3.DatabaseError, NotAPortalError, UnfitError)


def take(name: str, zone: str, path: Path, blobs: Blobs) -> bool:
    """Copy a built-in baseline, if it has been made; whether it has.

    :param zone: its time zone, an IANA name
    :param path: the file to be written
    :param blobs: gets the contents that it names
    """
    source = _file(name, zone)
    if source is None:
        return False
    try:
        shutil.copyfile(source, path)
        revision_of(path)  # says whether it is a portal's
        contents.unpack(blobs, path)
    except _DAMAGED:  # it is made anew, and replaced
        files.discard(path)
        return False
    with suppress(OSError):  # others may have made it for us
        os.utime(source)
    return True


def keep(name: str, zone: str, path: Path, blobs: Blobs) -> None:
    """Let others take a built-in baseline that was made, as far as there is a place for it.

    :param zone: its time zone, an IANA name
    :param path: the file, which nobody has open
    :param blobs: has the contents that it names
    """
    target = _file(name, zone)
    if target is None:
        return
    with suppress(OSError, sqlite3.OperationalError), files.beside(target) as fresh:  # no room: there is none to take
        shutil.copyfile(path, fresh)
        contents.pack(blobs, fresh)
        files.replace(fresh, target)
        _prune(target.parent)


def _file(name: str, zone: str) -> Path | None:
    folder = _folder()
    if folder is None:
        return None
    made_by = f"{_code(str(PACKAGE))} {sys.version_info[:2]} {sqlite3.sqlite_version} {name} {zone}"
    return folder / f"{name}-{hashlib.sha256(made_by.encode()).hexdigest()[:32]}.db"


def _folder() -> Path | None:
    """The cache folder; None where there is none that nobody else writes to."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    try:
        folder = (Path(given) if given.startswith("/") else Path.home() / ".cache") / "homeport"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (OSError, RuntimeError):  # no home, or not to be written
        return None
    return folder if found.st_uid == os.geteuid() and not found.st_mode & 0o022 else None


def _prune(folder: Path) -> None:
    """Remove what has not been used for longest, and what a process left that was killed."""
    used = {path: path.stat().st_mtime for path in folder.iterdir()}
    by_use = sorted((path for path in used if path.suffix == ".db"), key=lambda path: used[path], reverse=True)
    left = [path for path in used if path.suffix != ".db" and used[path] < time.time() - LEFT_SECONDS]
    for path in (*by_use[KEPT:], *left):
        path.unlink(missing_ok=True)


@cache
def _code(package: str) -> str:
    """Stands for all that a package says, wherever it is: what makes the demo portal may be anywhere in it."""
    digest = hashlib.sha256()
    for path in sorted(_sources(package)):
        with open(path, "rb") as file:  # noqa: PTH123  by the thousand
            digest.update(f"{path.removeprefix(package)}\0".encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def _sources(folder: str) -> Iterator[str]:
    for each in os.scandir(folder):
        if not each.is_dir():
            yield each.path
        elif each.name != "__pycache__":
            yield from _sources(each.path)
