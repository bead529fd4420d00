"""A portal as one file: to keep, to send, to open elsewhere."""

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from homeport.core.clock import Clock
from homeport.domain.portal import copies, info
from homeport.portals import contents, inspection
from homeport.portals.errors import UnfitError
from homeport.portals.folder import DataFolder
from homeport.portals.lifecycle import check_vacant, protect, settle
from homeport.portals.saved import check_existing
from homeport.store import GoneError, files
from homeport.store.schema import NewerSchemaError, NotAPortalError, migrate, revision_of


def export(folder: DataFolder, name: str, target: Path) -> None:
    """Write a portal's contents as they are at one moment to a file, also while servers write. It replaces a file of
    that name, at once and whole.

    Codes, tokens and passwords are in it only as hashes, most of them keyed with the folder's key.

    :raises NotThereError: when there is no such portal
    :raises UnfitError: when the content of a file is missing
    """
    check_existing(folder, name)
    with folder.blobs.holding(), files.beside(target) as fresh:
        folder.stores.copy(name, fresh)
        with files.edited(fresh) as tx:
            copies.forget_deliveries(tx)
        with closing(sqlite3.connect(fresh)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # else a reader would want to write beside it
        contents.pack(folder.blobs, fresh)
        files.replace(fresh, target)


def import_(folder: DataFolder, name: str, source: Path, *, called: str = "") -> None:
    """Make a portal of an exported file, or of a portal's database file that no server has open.

    It is the portal that was exported, under its member id, unless the folder has that one still: then it is another.
    Webhooks and applications are called with codes that were hashed with the key of the folder they were made in; in
    another folder they are known to nobody.

    :param called: what a refusal calls the file, when its path says nothing to whoever sent it
    :raises AlreadyThereError: when there is a portal of that name
    :raises OSError: when the file cannot be read
    :raises UnfitError: when the name is no host name; when the file is no portal's, damaged, or of a later version
    """
    check_vacant(folder, name)
    known = member_ids(folder)
    with folder.new_file(name) as copied, folder.new_file(name) as fresh:
        shutil.copyfile(source, copied)  # the original may lie where nothing can be written
        _copy_journal(source, copied)
        try:
            inspection.look_at_schema(copied)
            if revision_of(copied) is None:
                raise LookupError
            inspection.look_at_pages(copied)
            contents.unpack(folder.blobs, copied)
            files.copy(copied, fresh)
            migrate(fresh)
            inspection.look_at_tables(fresh)
            inspection.index_anew(fresh)
            with files.edited(fresh) as tx:
                inspection.look_at_settings(tx)
                copies.forget_deliveries(tx)
                if info.member_id_of(tx) in known:
                    copies.forget_sign_ins(tx)
                    info.become_new(tx, Clock())
                protect(folder, tx)
        except NewerSchemaError:
            revision = revision_of(copied)
            raise UnfitError(
                f"{called or source} has schema {revision}, of a later Homeport. Upgrade this one."
            ) from None
        except (inspection.UnfitFileError, NotAPortalError, LookupError, SQLAlchemyError, sqlite3.DatabaseError):
            raise UnfitError(f"{called or source} is not a portal's database, or is damaged.") from None
        settle(folder, name, fresh)


def _copy_journal(source: Path, copied: Path) -> None:
    journal = source.with_name(source.name + "-wal")
    if journal.exists():
        shutil.copyfile(journal, copied.with_name(copied.name + "-wal"))


def member_ids(folder: DataFolder) -> set[str]:
    """Those of a folder's portals."""
    found = set()
    for name in folder.names():
        with suppress(NotAPortalError, GoneError):
            found.add(folder.stores.look(name, info.member_id_of))
    return found
