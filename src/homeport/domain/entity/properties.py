"""Properties of the items of a storage: texts, numbers and files, called by codes.

Source: ``api-reference/entity/items/properties/``.
"""

import re
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, read_integer, read_string
from homeport.domain.entity import rights
from homeport.domain.entity.storages import EMPTY
from homeport.domain.entity.tables import OWNER
from homeport.domain.files import files
from homeport.domain.iblock.tables import COMPARED, PROPERTY, VALUE
from homeport.domain.iblock.types import FILE, LIST, NUMBER, TYPES
from homeport.domain.portal import generation
from homeport.store import Query, Transaction

WRONG_TYPE = ErrorKind("ERROR_ARGUMENT", "Wrong entity item property type")
NO_FILES = ErrorKind("ERROR_ARGUMENT", "Cannot change property type to File")
UNSUPPORTED = ErrorKind("ERROR_UNSUPPORTED_PROPERTY_TYPE", "Invalid property type")
TAKEN = ErrorKind("ERROR_PROPERTY_ALREADY_EXISTS", "Property already exists")
TAKEN_ANEW = ErrorKind("ERROR_PROPERTY_ALREADY_EXISTS", "Property {code} already exists")
NOT_FOUND = ErrorKind("ERROR_PROPERTY_NOT_FOUND", "Property not found")
DIGIT_FIRST = ErrorKind("ERROR_CORE", "Property code cannot start with a digit")
NOT_ADDED = ErrorKind("ERROR_CORE", "Internal error adding entity property. Try adding again.")
NOT_UPDATED = ErrorKind("ERROR_CORE", "Internal error updating entity property. Try updating again.")

STRING = "S"
SUPPORTED = (STRING, NUMBER, FILE)
MOST_LETTERS, LONGEST = 255, 50
USUAL = {"ACTIVE": "Y", "ROW_COUNT": 1, "COL_COUNT": 30, "LIST_TYPE": "L", "MULTIPLE": "N", "SEARCHABLE": "N",
         "FILTRABLE": "N", "IS_REQUIRED": "N"}  # fmt: skip
"""What the engine's properties have that these are not told."""

_OTHER = re.compile(r"[^a-zA-Z0-9_]")
_OF_BLOCK = Query(
    select(PROPERTY.c.ID, PROPERTY.c.CODE, PROPERTY.c.NAME, PROPERTY.c.PROPERTY_TYPE, PROPERTY.c.SORT)
    .where(PROPERTY.c.IBLOCK_ID == bindparam("block"))
    .order_by(PROPERTY.c.SORT, PROPERTY.c.ID)
)
_VALUES = Query(select(VALUE.c.ID, VALUE.c.VALUE).where(VALUE.c.PROPERTY_ID == bindparam("property")))

Row = dict[str, Any]


def of(tx: Transaction, block: int) -> list[Row]:
    """The properties of a storage, in their order."""
    return tx.dicts(_OF_BLOCK, block=block)


def shown(row: Row) -> Row:
    """A property as it is answered."""
    return {"PROPERTY": row["CODE"], "NAME": row["NAME"], "TYPE": row["PROPERTY_TYPE"], "SORT": str(row["SORT"])}


def code(given: Any, name: str = "PROPERTY") -> str:
    """A code as a client sent it, without what no code has.

    :raises CallError: ``EMPTY``
    """
    found = _OTHER.sub("", str(given)) if isinstance(given, str | int) and not isinstance(given, bool) else ""
    if not found:
        raise EMPTY(name=name)
    return found[:LONGEST]


def find(tx: Transaction, block: int, said: str) -> Row:
    """A property by its code.

    :raises CallError: ``NOT_FOUND``
    """
    found = _find(tx, block, said)
    if found is None:
        raise NOT_FOUND()
    return found


def _find(tx: Transaction, block: int, said: str) -> Row | None:
    return next((row for row in of(tx, block) if row["CODE"].lower() == said.lower()), None)


def add(ctx: Ctx, block: int, given: Any, *, name: Any, kind: Any, sort: Any) -> None:
    """Add a property as who manages the storage.

    :raises CallError: ``rights.DENIED``, ``EMPTY``, ``WRONG_TYPE``, ``UNSUPPORTED``, ``TAKEN``, ``DIGIT_FIRST``
    """
    rights.require(ctx, block, rights.MANAGE)
    said, letter = code(given), _type(kind)
    _require_letter(said)
    if _find(ctx.tx, block, said) is not None:
        raise TAKEN()
    row = {"CODE": said, "PROPERTY_TYPE": letter, "NAME": said, "SORT": 500, **_said(ctx, name, sort, NOT_ADDED)}
    of_block = {"IBLOCK_ID": block, "OWNER": OWNER, "TIMESTAMP_X": ctx.clock.stamp()}
    ctx.tx.insert(PROPERTY, {**USUAL, **of_block, **row})
    generation.changed(ctx.tx)


def change(ctx: Ctx, block: int, given: Any, *, new: Any, name: Any, kind: Any, sort: Any) -> None:
    """Change a property as who manages the storage. Values that its new type cannot hold go.

    :param new: another code
    :raises CallError: ``rights.DENIED``, ``NOT_FOUND``, ``WRONG_TYPE``, ``NO_FILES``, ``TAKEN_ANEW``, ``DIGIT_FIRST``
    """
    rights.require(ctx, block, rights.MANAGE)
    row = find(ctx.tx, block, code(given))
    changes: Row = {"TIMESTAMP_X": ctx.clock.stamp(), **_said(ctx, name, sort, NOT_UPDATED)}
    if not is_empty(new):
        changes["CODE"] = code(new, "PROPERTY_NEW")
        other = _find(ctx.tx, block, changes["CODE"])
        if other is not None and other["ID"] != row["ID"]:
            raise TAKEN_ANEW(code=changes["CODE"])
        _require_letter(changes["CODE"])
    if not is_empty(kind):
        if kind not in SUPPORTED:
            raise WRONG_TYPE()
        if kind == FILE != row["PROPERTY_TYPE"]:
            raise NO_FILES()
        changes["PROPERTY_TYPE"] = kind
        _convert(ctx, row, kind)
    ctx.tx.update(PROPERTY, {"ID": row["ID"]}, changes)
    generation.changed(ctx.tx)


def delete(ctx: Ctx, block: int, given: Any) -> None:
    """Delete a property with its values as who manages the storage.

    :raises CallError: ``rights.DENIED``, ``NOT_FOUND``
    """
    rights.require(ctx, block, rights.MANAGE)
    row = find(ctx.tx, block, code(given))
    _forget_files(ctx.tx, row)
    ctx.tx.delete(VALUE, PROPERTY_ID=row["ID"])
    ctx.tx.delete(PROPERTY, ID=row["ID"])
    generation.changed(ctx.tx)


def _type(kind: Any) -> str:
    letter = STRING if is_empty(kind) else kind
    if letter == LIST:
        raise UNSUPPORTED()
    if letter not in SUPPORTED:
        raise WRONG_TYPE()
    return str(letter)


def _require_letter(said: str) -> None:
    if said[0].isdigit():
        raise DIGIT_FIRST()


def _said(ctx: Ctx, name: Any, sort: Any, refusal: ErrorKind) -> Row:
    found: Row = {}
    try:
        if not is_empty(name):
            found["NAME"] = (read_string(name, ctx.clock.zone) or "")[:MOST_LETTERS]
        if not is_empty(sort):
            found["SORT"] = read_integer(sort, ctx.clock.zone)
    except ValueError:
        raise refusal() from None
    return found


def _convert(ctx: Ctx, row: Row, letter: str) -> None:
    """Let the values be of another type; those go that cannot, and files with what they held."""
    if letter == row["PROPERTY_TYPE"]:
        return
    if row["PROPERTY_TYPE"] == FILE:
        _forget_files(ctx.tx, row)
        ctx.tx.delete(VALUE, PROPERTY_ID=row["ID"])
        return
    kind = TYPES[letter]
    for number, value in ctx.tx.all(_VALUES, property=row["ID"]):
        try:
            stored = kind.read(value, ctx.clock.zone)
        except ValueError:
            stored = None
        if stored is None:
            ctx.tx.delete(VALUE, ID=number)
        else:
            compared = {"NUMBER": float(stored), "TEXT": None} if kind.is_number else {"TEXT": stored[:COMPARED]}
            ctx.tx.update(VALUE, {"ID": number}, {"VALUE": stored, "NUMBER": None, **compared})


def _forget_files(tx: Transaction, row: Row) -> None:
    if row["PROPERTY_TYPE"] == FILE:
        for _, value in tx.all(_VALUES, property=row["ID"]):
            files.forget(tx, int(value))
