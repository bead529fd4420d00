"""A portal from one store to another: from files to a database, back, or between two of a kind."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from homeport.core.clock import Clock
from homeport.domain.portal import copies, info
from homeport.portals import contents
from homeport.portals.errors import UnfitError
from homeport.portals.folder import DataFolder
from homeport.portals.lifecycle import check_vacant, protect, settle
from homeport.portals.saved import check_existing
from homeport.portals.transfer import member_ids
from homeport.store import files
from homeport.store.schema import migrate
from homeport.store.searching import is_of_index


class Content(NamedTuple):
    """What a table holds.

    :param hash: of every row, in the order of the table's key
    """

    rows: int
    hash: str


def copy(
    source: DataFolder, name: str, target: DataFolder, new: str, told: Callable[[str], None]
) -> dict[str, Content]:
    """Make a portal of another's contents as they are at one moment, and see that it holds what that held.

    It is the same portal, under its member id, unless the target has that one: then it is another. What waits to be
    delivered stays with the original.

    :param told: gets a line for each step
    :raises AlreadyThereError: when the target has a portal of the new name
    :raises NotThereError: when there is no such portal
    :raises UnfitError: when the new name is none, or the copy is not equal; it is removed then
    """
    check_existing(source, name)
    check_vacant(target, new)
    known = member_ids(target)
    with source.blobs.holding(), target.new_file(new) as fresh, target.new_file(new) as again:
        told(f"Reading {name} …")
        source.stores.copy(name, fresh)
        migrate(fresh)
        with files.edited(fresh) as tx:
            copies.forget_deliveries(tx)
            if info.member_id_of(tx) in known:
                copies.forget_sign_ins(tx)
                info.become_new(tx, Clock())
            protect(target, tx)
        contents.carry(source.blobs, target.blobs, contents.of_file(fresh))
        wanted = content_of(fresh)
        told(f"Writing {sum(content.rows for content in wanted.values())} rows of {len(wanted)} tables …")
        settle(target, new, fresh)
        told("Reading them back …")
        target.stores.copy(new, again)
        different = [table for table, content in content_of(again).items() if wanted.get(table) != content]
        if different:
            target.stores.remove(new)
            raise UnfitError(f"The copy was not equal in {', '.join(different)}, and was removed. Nothing is changed.")
    return wanted


def content_of(path: Path) -> dict[str, Content]:
    """What every table of a portal's file holds."""
    found = {}
    with closing(sqlite3.connect(path)) as file:
        names = file.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('alembic_version', 'sqlite_stat1')"
        )
        for (name,) in names.fetchall():
            if is_of_index(name):
                continue
            columns = file.execute("SELECT name, pk FROM pragma_table_info(?) ORDER BY name", (name,)).fetchall()
            key = [column for column, place in sorted(columns, key=lambda each: each[1]) if place] or ["name"]
            listed, order = (", ".join(f'"{each}"' for each in names) for names in ([c for c, _ in columns], key))
            digest, rows = hashlib.blake2b(digest_size=16), 0
            for row in file.execute(f'SELECT {listed} FROM "{name}" ORDER BY {order}'):  # noqa: S608  names of ours
                digest.update(repr(row).encode())
                rows += 1
            found[name] = Content(rows, digest.hexdigest())
    return found
