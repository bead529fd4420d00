"""Finished database files that portals are made from: baselines and snapshots.

Each belongs to the portal that it was saved from, by its member id, which the file has kept. A server's operator makes
any portal from any baseline; a portal's administrator has to do with its own and the built-in ones alone.
"""

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from homeport.domain.portal import copies, info
from homeport.portals import built_in
from homeport.portals.errors import AlreadyThereError, NotThereError, UnfitError
from homeport.portals.folder import DataFolder
from homeport.store import Transaction, files
from homeport.store.schema import migrate


class Saved(NamedTuple):
    """A baseline or a snapshot.

    :param bytes: its size
    :param saved: when it was saved, as ISO 8601 in UTC; empty for the built-in baselines
    """

    name: str
    bytes: int
    saved: str


# Baselines


def baselines(folder: DataFolder, member_id: str | None = None) -> list[Saved]:
    """Every baseline, the built-in ones first.

    :param member_id: the portal whose ones are wanted; None: every portal's
    """
    found = _listed(folder.baselines)
    own = [each for each in found if member_id is None or _owner(folder.baseline_file(each.name)) == member_id]
    return [Saved(name, 0, "") for name in built_in.NAMES] + own


def baseline(folder: DataFolder, name: str, zone: str = built_in.UTC, member_id: str | None = None) -> Path:
    """The file of a baseline, brought to the newest schema. A built-in one is made when it is first asked for.

    :param zone: the time zone that a built-in one is to be in; others have their own
    :param member_id: the portal that it must belong to; None: any
    :raises NotThereError: when there is none of that name
    :raises UnfitError: when there is no such time zone
    """
    if name in built_in.NAMES:
        return built_in.file_of(folder, name, zone)
    path = _file(folder.baseline_file, name)
    if not path.exists() or member_id not in (None, _owner(path)):
        known = ", ".join(each.name for each in baselines(folder, member_id))
        raise NotThereError(f"There is no baseline {name}. There are: {known}.")
    migrate(path)
    return path


def save_baseline(
    folder: DataFolder, name: str, portal: str, *, replace: bool = False, member_id: str | None = None
) -> None:
    """Keep a portal's contents as a baseline, without what was issued to people who signed in.

    :param replace: whether it may take the place of one that has the name
    :param member_id: the portal that such a one must belong to; None: any
    :raises AlreadyThereError: when there is one of that name
    :raises NotThereError: when there is no such portal
    :raises UnfitError: when the name is none, or a built-in baseline's
    """
    if name in built_in.NAMES:
        raise UnfitError(f"The baseline {name} comes with Homeport. Take another name.")

    def prepare(tx: Transaction) -> None:
        copies.forget_sign_ins(tx)
        info.set_baseline(tx, name)

    path = _file(folder.baseline_file, name)
    if path.exists() and member_id not in (None, _owner(path)):
        raise UnfitError(f"The name {name} is taken. Take another one.")
    _save(folder, portal, path, prepare, f"baseline {name}", replace=replace)


def remove_baseline(folder: DataFolder, name: str, member_id: str | None = None) -> None:
    """Delete a baseline. Portals made from it stay.

    :param member_id: the portal that it must belong to; None: any
    :raises NotThereError: when there is none of that name
    :raises UnfitError: when it is a built-in one
    """
    if name in built_in.NAMES:
        raise UnfitError(f"The baseline {name} comes with Homeport and cannot be removed.")
    files.discard(baseline(folder, name, member_id=member_id))


# Snapshots


def snapshots(folder: DataFolder, portal: str) -> list[Saved]:
    """Every snapshot of a portal."""
    return _listed(folder.snapshots / portal)


def snapshot(folder: DataFolder, portal: str, name: str) -> Path:
    """The file of a snapshot, brought to the newest schema.

    :raises NotThereError: when the portal has none of that name
    """
    path = _snapshot_file(folder, portal, name)
    if not path.exists():
        known = ", ".join(each.name for each in snapshots(folder, portal)) or "none"
        raise NotThereError(f"{portal} has no snapshot {name}. There are: {known}.")
    migrate(path)
    return path


def save_snapshot(folder: DataFolder, portal: str, name: str, *, replace: bool = False) -> None:
    """Keep a portal's contents as they are now, to be restored later.

    :param replace: whether it may take the place of one that has the name
    :raises AlreadyThereError: when the portal has one of that name
    :raises NotThereError: when there is no such portal
    :raises UnfitError: when the name is none
    """
    path = _snapshot_file(folder, portal, name)
    _save(folder, portal, path, lambda tx: None, f"snapshot {name} of {portal}", replace=replace)


def remove_snapshot(folder: DataFolder, portal: str, name: str) -> None:
    """Delete a snapshot.

    :raises NotThereError: when the portal has none of that name
    """
    files.discard(snapshot(folder, portal, name))


def move_snapshots(folder: DataFolder, old: str, new: str) -> None:
    """Let the snapshots of a portal belong to another name."""
    if (folder.snapshots / old).exists():
        remove_snapshots(folder, new)
        (folder.snapshots / old).rename(folder.snapshots / new)


def remove_snapshots(folder: DataFolder, portal: str) -> None:
    """Delete every snapshot of a portal."""
    if (folder.snapshots / portal).exists():
        shutil.rmtree(folder.snapshots / portal)


# Both


def check_existing(folder: DataFolder, portal: str) -> None:
    """Refuse the name of a portal that there is not.

    :raises NotThereError: when there is no such portal
    """
    if not folder.exists(portal):
        raise NotThereError(f"There is no portal {portal}. There are: {', '.join(folder.names()) or 'none'}.")


def _save(
    folder: DataFolder, portal: str, path: Path, prepare: Callable[[Transaction], None], what: str, *, replace: bool
) -> None:
    check_existing(folder, portal)
    if path.exists() and not replace:
        raise AlreadyThereError(f"There is a {what} already. To put this one in its place: --replace")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with files.beside(path) as fresh:
        folder.stores.copy(portal, fresh)
        with files.edited(fresh) as tx:
            copies.forget_deliveries(tx)
            prepare(tx)
        files.replace(fresh, path)


def _owner(path: Path) -> str:
    """The member id of the portal that a baseline was saved from; empty where nobody can tell."""
    try:
        with files.reading(path) as tx:
            return info.member_id_of(tx)
    except (sqlite3.DatabaseError, LookupError):
        return ""


def _file(file_of: Callable[[str], Path], name: str) -> Path:
    try:
        return file_of(name)
    except ValueError as error:
        raise UnfitError(f"{error}.") from None


def _snapshot_file(folder: DataFolder, portal: str, name: str) -> Path:
    check_existing(folder, portal)
    return _file(lambda name: folder.snapshot_file(portal, name), name)


def _listed(folder: Path) -> list[Saved]:
    return [
        Saved(path.stem, found.st_size, datetime.fromtimestamp(int(found.st_mtime), UTC).isoformat())
        for path in sorted(folder.glob("*.db"))
        for found in (path.stat(),)
    ]
