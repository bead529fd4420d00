"""Items of a storage, with values of its properties.

Source: ``api-reference/entity/items/``.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.entity import properties, rights, sections
from homeport.domain.entity.item_values import VALUES, called_by_code
from homeport.domain.entity.speaking import dialect, stamp
from homeport.domain.entity.tables import ITEM, ITEM_FIELDS
from homeport.domain.files import doors, files
from homeport.domain.files.fields import FieldFiles
from homeport.domain.iblock import filed, values
from homeport.domain.iblock.collections import growing
from homeport.domain.iblock.fields import PREFIX
from homeport.domain.iblock.types import FILE
from homeport.domain.records import writing
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.store import Query

DOOR, VALUE_DOOR = "entity.item", "entity.value"

NOT_FOUND = ErrorKind("ERROR_ITEM_NOT_FOUND", "Item not found")
UNFIT = ErrorKind("ERROR_ARGUMENT", "Invalid value of the field '{field}'")
DIALECT = dialect(NOT_FOUND, UNFIT, {})
GIVEN = "PROPERTY_VALUES"

_BLOCK = Query(select(ITEM.c.BLOCK_ID).where(ITEM.c.ID == bindparam("id")))


def _placed(change: Change) -> None:
    """An item is in a section of its own storage, and active from a moment to a later one."""
    row, fields = change.row, change.collection.fields.by_name
    section = change.new.get("SECTION")
    if section is not None and sections.block_of(change.ctx.tx, section) != change.collection.within["BLOCK_ID"]:
        raise change.dialect.misfit(fields["SECTION"])
    first, last = row.get("DATE_ACTIVE_FROM"), row.get("DATE_ACTIVE_TO")
    if first and last and last < first:
        raise change.dialect.misfit(fields["DATE_ACTIVE_TO"])


def _forgotten(change: Change) -> None:
    """With an item go its values, and the files among them."""
    tx, block = change.ctx.tx, change.collection.within["BLOCK_ID"]
    for each in properties.of(tx, block):
        if each["PROPERTY_TYPE"] == FILE:
            for number in filed.held(tx, each["ID"], change.old["ID"]):
                files.forget(tx, number)
    values.forget(tx, block, change.old["ID"])


@lru_cache(512)
def of(block: int) -> Collection:
    """The items of a storage."""
    return Collection(
        noun="item",
        plural="items",
        table=ITEM,
        fields=ITEM_FIELDS,
        access=rights.access(block),
        within={"BLOCK_ID": block},
        files=FieldFiles(DOOR, str(block), answer=lambda held: held.url),
        before_save=(stamp, _placed),
        after_delete=(_forgotten,),
        grown=growing(block, VALUES, called_by_code),
    )


def add(ctx: Ctx, block: int, given: dict[str, Any]) -> int:
    """Add an item; its number."""
    number: int = writing.create(ctx, of(block).now(ctx.tx), _said(ctx, block, given), DIALECT)["ID"]
    return number


def change(ctx: Ctx, block: int, item: int, given: dict[str, Any]) -> None:
    """Change an item; what is not said of it stays.

    :raises CallError: ``NOT_FOUND``, ``rights.DENIED``, ``UNFIT``
    """
    _require(ctx, block, item)
    writing.change(ctx, of(block).now(ctx.tx), {"ID": item}, _said(ctx, block, given), DIALECT)


def delete(ctx: Ctx, block: int, item: int) -> None:
    """Delete an item.

    :raises CallError: ``NOT_FOUND``, ``rights.DENIED``
    """
    _require(ctx, block, item)
    writing.delete(ctx, of(block).now(ctx.tx), {"ID": item}, DIALECT)


def _require(ctx: Ctx, block: int, item: int) -> None:
    if ctx.tx.value(_BLOCK, id=item) != block:
        raise NOT_FOUND()
    rights.require(ctx, block, rights.WRITE)


def _said(ctx: Ctx, block: int, given: dict[str, Any]) -> dict[str, Any]:
    """What is said of an item, with the values of properties beside its fields."""
    plain = {name: value for name, value in given.items() if not name.startswith(PREFIX)}
    known = {row["CODE"].lower() for row in properties.of(ctx.tx, block)}
    said = given.get(GIVEN)
    for code, value in as_map(said).items() if isinstance(said, dict) else ():
        if code.lower() in known:
            plain[f"{PREFIX}{code.upper()}"] = value
        else:
            ctx.drop(GIVEN, code)
    return plain


def shown(ctx: Ctx, block: int, rows: list[Values]) -> list[Values]:
    """Items as they are answered: with the values of properties in an object, where there are properties."""
    held = properties.of(ctx.tx, block)
    for row in rows:
        found = {each["CODE"]: row.pop(f"{PREFIX}{each['CODE'].upper()}") for each in held}
        for each in held:
            if each["PROPERTY_TYPE"] == FILE and found[each["CODE"]] is not None:
                said = f"{block}|{each['ID']}|{found[each['CODE']]}"
                found[each["CODE"]] = doors.download_url(ctx, VALUE_DOOR, int(row["ID"]), said)
        if held:
            row[GIVEN] = found
    return rows
