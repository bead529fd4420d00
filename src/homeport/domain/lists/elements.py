"""Elements of a list, with values of its properties.

Source: ``api-reference/lists/elements/``.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty
from homeport.domain.disk import attached
from homeport.domain.files import doors, files
from homeport.domain.files.fields import FieldFiles
from homeport.domain.iblock.collections import growing
from homeport.domain.iblock.fields import PREFIX, PropertyField, property_fields
from homeport.domain.iblock.filed import stored
from homeport.domain.iblock.tables import VALUE
from homeport.domain.iblock.types import DISK_FILE, FILE
from homeport.domain.lists import removal, rights, sections
from homeport.domain.lists.element_values import BY_ID, VALUES
from homeport.domain.lists.lists import MISSING
from homeport.domain.lists.rights import DENIED
from homeport.domain.lists.speaking import called, conditions, stamp
from homeport.domain.lists.tables import ELEMENT, ELEMENT_FIELDS, FIELD, OWNER
from homeport.domain.portal.tables import USER
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.filters import as_map
from homeport.domain.records.scopes import followers
from homeport.store import Query, Transaction

DOOR, VALUE_DOOR = "lists.element", "lists.value"
ABOVE = "IBLOCK_SECTION_ID"

NOT_FOUND = ErrorKind("ERROR_ELEMENT_NOT_FOUND", "Element not found")
TAKEN = ErrorKind("ERROR_ELEMENT_ALREADY_EXISTS", "Element already exists")
NOT_ADDED = ErrorKind("ERROR_ADD_ELEMENT", "Invalid value of the field '{field}'")
NOT_UPDATED = ErrorKind("ERROR_UPDATE_ELEMENT", "Invalid value of the field '{field}'")
ADDING_ERRORS = (TAKEN, NOT_ADDED, BY_ID)
UPDATING_ERRORS = (NOT_FOUND, NOT_UPDATED, BY_ID)

ADDING = replace(CLASSIC, denied=DENIED, unreadable=DENIED, not_found=NOT_FOUND, invalid=NOT_ADDED, required=NOT_ADDED)
UPDATING = replace(ADDING, invalid=NOT_UPDATED, required=NOT_UPDATED)

MOST_LETTERS = 255
GONE = "_DEL"
"""Ends the name of what says which values of a property of files go."""

_SHOWN_FIELDS = Query(
    select(FIELD.c.FIELD_ID, FIELD.c.IS_REQUIRED, FIELD.c.DEFAULT_VALUE).where(FIELD.c.LIST_ID == bindparam("list"))
)
_NAME = Query(select(USER.c.NAME, USER.c.LAST_NAME, USER.c.EMAIL).where(USER.c.ID == bindparam("id")))


def _fit(change: Change) -> None:
    """What is shown as required of every element is there, and a new one holds what is said to be usual."""
    for name, required, usual in change.ctx.tx.all(_SHOWN_FIELDS, list=change.collection.within["BLOCK_ID"]):
        if name not in ELEMENT_FIELDS.by_name:
            continue
        field = ELEMENT_FIELDS.by_name[name]
        if not change.old and usual and name not in change.said and not field.read_only:
            change.new[name] = field.read(msgspec.json.decode(usual), change.ctx.clock.zone)
        if required == "Y" and is_empty(change.row.get(name)) and not field.read_only:
            raise change.dialect.required(field=name)


def _start(change: Change) -> None:
    """What starts by itself for an element."""
    for module in followers("process_document"):
        module.saved(change.ctx, OWNER, change.collection.within["BLOCK_ID"], change.row, change.old)


def _forgotten(change: Change) -> None:
    removal.of_element(change.ctx.tx, change.collection.within["BLOCK_ID"], change.old["ID"])


@lru_cache(512)
def of(block: int) -> Collection:
    """The elements of a list."""
    return Collection(
        noun="element",
        plural="elements",
        table=ELEMENT,
        fields=ELEMENT_FIELDS,
        access=rights.within(block),
        within={"BLOCK_ID": block},
        files=FieldFiles(DOOR, str(block), answer=lambda held: held.url),
        before_save=(stamp, _fit),
        after_save=(_start,),
        after_delete=(_forgotten,),
        grown=growing(block, VALUES),
    )


def find(ctx: Ctx, block: int, number: Any, code: Any) -> int:
    """An element by its number or its code.

    :raises CallError: ``MISSING``, ``NOT_FOUND``
    """
    if is_empty(number) and is_empty(code):
        raise MISSING(name="ELEMENT_ID")
    found = called(ctx.tx, ELEMENT, block, number, code)
    if found is None:
        raise NOT_FOUND()
    return found


def named(ctx: Ctx, block: int, number: Any, code: Any) -> int:
    """As :func:`find`, but 0 where there is none."""
    return called(ctx.tx, ELEMENT, block, number, code) or 0


def add(ctx: Ctx, block: int, code: Any, section: Any, given: Mapping[str, Any]) -> int:
    """Add an element; its number.

    :raises CallError: ``MISSING``, ``TAKEN``, ``NOT_ADDED``, ``BY_ID``
    """
    if is_empty(code):
        raise MISSING(name="ELEMENT_CODE")
    said = str(code).strip()[:MOST_LETTERS]
    if called(ctx.tx, ELEMENT, block, None, said) is not None:
        raise TAKEN()
    fixed = {"CODE": said, ABOVE: sections.place(ctx, block, section, NOT_ADDED)}
    number: int = writing.create(ctx, of(block).now(ctx.tx), given, ADDING, fixed)["ID"]
    return number


def change(ctx: Ctx, block: int, element: int, given: Mapping[str, Any]) -> None:
    """Say an element anew: what is not said is emptied, but for files.

    :raises CallError: ``NOT_UPDATED``, ``BY_ID``
    """
    collection = of(block).now(ctx.tx)
    said = {str(name).upper(): value for name, value in given.items()}
    for field in collection.fields:
        is_file = field in collection.fields.files or (
            isinstance(field, PropertyField)
            and (field.definition.letter == FILE or field.definition.type.code == DISK_FILE)
        )
        if not (is_file or field.read_only or field.name == "NAME"):
            said.setdefault(field.name, None)
    writing.change(ctx, collection, {"ID": element}, said, UPDATING)
    for field in property_fields(collection.fields):
        _remove(ctx, field, element, said.get(f"{field.name}{GONE}"))


def _remove(ctx: Ctx, field: PropertyField, element: int, given: Any) -> None:
    """Remove files of a property that a client names by the numbers of values."""
    code = field.definition.type.code
    if code not in (FILE, DISK_FILE) or not isinstance(given, dict | list):
        return
    wanted = {key for key, value in as_map(given).items() if str(value).upper() == "Y"}
    for number, value in stored(ctx.tx, field.definition.id, element):
        if str(number) in wanted:
            if code == FILE:
                files.forget(ctx.tx, int(value))
            else:
                attached.detach(ctx.tx, int(value))
            ctx.tx.delete(VALUE, ID=number)


def delete(ctx: Ctx, block: int, element: int) -> None:
    """Delete an element."""
    writing.delete(ctx, of(block).now(ctx.tx), {"ID": element}, UPDATING)


def page(
    ctx: Ctx,
    block: int,
    *,
    element: int | None,
    filter: Any,  # noqa: A002  the documented names
    select: Any,
    order: Any,
    start: Any,
) -> Page:
    """A page of the elements of a list.

    :param element: the number of the only one that is wanted
    """
    collection = of(block).now(ctx.tx)
    names = [str(name).upper() for name in reading.names_of(select)]
    wanted = conditions(filter)
    if element is not None:
        wanted["=ID"] = element
    found = reading.page(
        ctx,
        collection,
        UPDATING,
        select=[*names, "ID", "CREATED_BY"] if names else [],
        filter=wanted,
        order={str(name).upper(): way for name, way in as_map(order).items()},
        start=start,
    )
    return found._replace(result=[_shown(ctx.tx, row, names) for row in found.result])


def _shown(tx: Transaction, row: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """An element: of properties those that have values."""
    maker = tx.one(_NAME, id=int(row["CREATED_BY"])) or ("", "", "")
    whole = {**row, "CREATED_USER_NAME": f"({maker[2]}) {maker[0]} {maker[1]}".strip()}
    return {
        name: value
        for name, value in whole.items()
        if (not names or name in names or name == "ID") and not (name.startswith(PREFIX) and value is None)
    }


def urls(ctx: Ctx, block: int, element: int, property_id: Any) -> list[str]:
    """Where the files of a property are to be had, as paths of the portal."""
    text = str(property_id).upper().removeprefix(PREFIX)
    for field in property_fields(of(block).now(ctx.tx).fields):
        definition = field.definition
        if str(definition.id) == text and definition.type.code in (FILE, DISK_FILE):
            held = [value for _, value in stored(ctx.tx, definition.id, element)]
            if definition.letter == FILE:
                found = (doors.download_url(ctx, VALUE_DOOR, element, f"{block}|{text}|{each}") for each in held)
            else:
                found = (doors.download_url(ctx, attached.DOOR, int(each)) for each in held)
            return [each.removeprefix(ctx.address) for each in found]
    return []
