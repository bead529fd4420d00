"""Sections of a storage: a tree, in whose order each knows where it begins and ends.

Source: ``api-reference/entity/sections/``.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.entity import rights
from homeport.domain.entity.speaking import dialect, stamp
from homeport.domain.entity.tables import SECTION, SECTION_FIELDS
from homeport.domain.files.fields import FieldFiles
from homeport.domain.iblock import trees
from homeport.domain.records import writing
from homeport.domain.records.collection import Change, Collection
from homeport.store import Query, Transaction

DOOR = "entity.section"

NOT_FOUND = ErrorKind("ERROR_SECTION_NOT_FOUND", "Section not found")
NOT_ADDED = ErrorKind("ERROR_CORE", "Internal error adding entity section. Try adding again.")
NOT_UPDATED = ErrorKind("ERROR_CORE", "Internal error updating entity section. Try updating again.")
NO_PARENT = ErrorKind("ERROR_CORE", "Invalid parent section!")
FOREIGN_PARENT = ErrorKind("ERROR_CORE", "The section block code does not match the parent section block code!")
NO_PICTURE = ErrorKind("ERROR_CORE", "Invalid file type")

_MISFITS = {"PICTURE": NO_PICTURE, "DETAIL_PICTURE": NO_PICTURE}
ADDING = dialect(NOT_FOUND, NOT_ADDED, _MISFITS)
UPDATING = dialect(NOT_FOUND, NOT_UPDATED, _MISFITS)

_PLACE = Query(select(SECTION.c.BLOCK_ID, SECTION.c.SECTION).where(SECTION.c.ID == bindparam("id")))


def block_of(tx: Transaction, number: int) -> int | None:
    """The storage of a section; None when there is no such section."""
    found = tx.one(_PLACE, id=number)
    return None if found is None else found[0]


def _placed(change: Change) -> None:
    """A section is below one of its own storage, and never below itself."""
    tx, block, seen = change.ctx.tx, change.collection.within["BLOCK_ID"], {change.old.get("ID")}
    above = change.row.get("SECTION")
    while above is not None:
        place = tx.one(_PLACE, id=above)
        if place is None or above in seen:
            raise NO_PARENT()
        if place[0] != block:
            raise FOREIGN_PARENT()
        seen.add(above)
        above = place[1]


def _numbered(change: Change) -> None:
    trees.number(change.ctx.tx, SECTION, "SECTION", change.collection.within["BLOCK_ID"])


@lru_cache(512)
def of(block: int) -> Collection:
    """The sections of a storage."""
    return Collection(
        noun="section",
        plural="sections",
        table=SECTION,
        fields=SECTION_FIELDS,
        access=rights.access(block),
        within={"BLOCK_ID": block},
        files=FieldFiles(DOOR, str(block), answer=lambda held: held.url),
        before_save=(stamp, _placed),
        after_save=(_numbered,),
    )


def add(ctx: Ctx, block: int, given: dict[str, Any]) -> int:
    """Add a section; its number."""
    number: int = writing.create(ctx, of(block), given, ADDING)["ID"]
    return number


def change(ctx: Ctx, block: int, section: int, given: dict[str, Any]) -> None:
    """Change a section."""
    require(ctx, block, section)
    writing.change(ctx, of(block), {"ID": section}, given, UPDATING)


def require(ctx: Ctx, block: int, section: int) -> None:
    """Refuse a section that the storage does not have, and a caller who may not write in it."""
    if block_of(ctx.tx, section) != block:
        raise NOT_FOUND()
    rights.require(ctx, block, rights.WRITE)
