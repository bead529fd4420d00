"""Lists: made by administrators, found by their type with a number or a code.

Source: ``api-reference/lists/lists/``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none
from homeport.domain.files.fields import FieldFiles
from homeport.domain.iblock import blocks
from homeport.domain.lists import removal, rights
from homeport.domain.lists.rights import DENIED, MANAGE, OF_LISTS, READ
from homeport.domain.lists.tables import FIELD, LIST, LIST_FIELDS, OF_GROUPS, OWNER, RIGHT, TYPES
from homeport.domain.portal import generation
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.filters import as_map
from homeport.domain.sonet_group import groups
from homeport.store import Query, Transaction

DOOR = "lists.list"
MISSING = ErrorKind("ERROR_REQUIRED_PARAMETERS_MISSING", "Required parameter `{name}` is missing")
TAKEN = ErrorKind("ERROR_IBLOCK_ALREADY_EXISTS", "Iblock already exists")
NOT_FOUND = ErrorKind("ERROR_IBLOCK_NOT_FOUND", "Iblock not found")
NOT_ADDED = ErrorKind("ERROR_ADD_IBLOCK", "Invalid value of the field '{field}'")
NOT_UPDATED = ErrorKind("ERROR_UPDATE_IBLOCK", "Invalid value of the field '{field}'")

FINDING = (MISSING, NOT_FOUND, DENIED)

ADDING = replace(CLASSIC, denied=DENIED, unreadable=DENIED, not_found=NOT_FOUND, invalid=NOT_ADDED, required=NOT_ADDED)
UPDATING = replace(ADDING, invalid=NOT_UPDATED, required=NOT_UPDATED)

MESSAGES = {
    "ELEMENTS_NAME": "Elements",
    "ELEMENT_NAME": "Element",
    "ELEMENT_ADD": "Add element",
    "ELEMENT_EDIT": "Edit element",
    "ELEMENT_DELETE": "Delete element",
    "SECTIONS_NAME": "Sections",
    "SECTION_NAME": "Section",
    "SECTION_ADD": "Add section",
    "SECTION_EDIT": "Edit section",
    "SECTION_DELETE": "Delete section",
}
"""How people call elements and sections unless told."""
MOST_LETTERS = 255

ALWAYS: dict[str, Any] = {
    "LID": "s1", "API_CODE": None, "ACTIVE": "Y", "LIST_PAGE_URL": None, "DETAIL_PAGE_URL": None,
    "SECTION_PAGE_URL": None, "CANONICAL_PAGE_URL": None, "DESCRIPTION_TYPE": "text", "RSS_TTL": "24",
    "RSS_ACTIVE": "Y", "RSS_FILE_ACTIVE": "N", "RSS_FILE_LIMIT": None, "RSS_FILE_DAYS": None,
    "RSS_YANDEX_ACTIVE": "N", "XML_ID": None, "TMP_ID": None, "INDEX_ELEMENT": "Y", "INDEX_SECTION": "N",
    "WORKFLOW": "N", "SECTION_CHOOSER": "L", "LIST_MODE": None, "RIGHTS_MODE": "E", "SECTION_PROPERTY": None,
    "PROPERTY_INDEX": None, "VERSION": "1", "LAST_CONV_ELEMENT": "0", "EDIT_FILE_BEFORE": None,
    "EDIT_FILE_AFTER": None, "REST_ON": "N", "FULLTEXT_INDEX": "N", "EXTERNAL_ID": None, "LANG_DIR": "/",
    "SERVER_NAME": None,
}  # fmt: skip
"""What every list is."""
SHOWN = ("ELEMENTS_NAME", "ELEMENT_NAME", "SECTIONS_NAME", "SECTION_NAME")
ORDERED = {"ID": "ID", "IBLOCK_TYPE": "IBLOCK_TYPE_ID", "NAME": "NAME", "CODE": "CODE", "SORT": "SORT",
           "TIMESTAMP_X": "TIMESTAMP_X"}  # fmt: skip

_BY_ID = Query(select(LIST.c.ID, LIST.c.IBLOCK_TYPE_ID).where(LIST.c.ID == bindparam("id")))
_BY_CODE = Query(select(LIST.c.ID, LIST.c.IBLOCK_TYPE_ID).where(LIST.c.CODE == bindparam("code")).order_by(LIST.c.ID))


def _stamp(change: Change) -> None:
    change.new["TIMESTAMP_X"] = change.ctx.clock.stamp()


COLLECTION = Collection(
    noun="list",
    plural="lists",
    table=LIST,
    fields=LIST_FIELDS,
    access=OF_LISTS,
    order=(("ID", True),),
    number=lambda tx: blocks.make(tx, OWNER),
    files=FieldFiles(DOOR, answer=lambda held: held.url),
    before_save=(_stamp,),
)


def kind(given: Any) -> str:
    """A type of lists as a client sent it.

    :raises CallError: ``MISSING``, ``NOT_FOUND``
    """
    if is_empty(given):
        raise MISSING(name="IBLOCK_TYPE_ID")
    if given not in TYPES:
        raise NOT_FOUND()
    return str(given)


def find(ctx: Ctx, type_id: Any, number: Any, code: Any) -> int:
    """The number of a list by its type, with a number or a code.

    :raises CallError: ``MISSING``, ``NOT_FOUND``
    """
    wanted = kind(type_id)
    if is_empty(number) and is_empty(code):
        raise MISSING(name="IBLOCK_ID")
    found = [row[0] for row in _named(ctx.tx, number, code) if row[1] == wanted]
    if not found:
        raise NOT_FOUND()
    return int(found[0])


def type_of(ctx: Ctx, number: Any, code: Any) -> str | None:
    """The type of a list that the caller reads; None when there is none."""
    for found, type_id in _named(ctx.tx, number, code):
        if rights.may(ctx, found, READ):
            return str(type_id)
    return None


def _named(tx: Transaction, number: Any, code: Any) -> list[Any]:
    if not is_empty(number):
        return tx.all(_BY_ID, id=number_or_none(number) or 0)
    return [] if is_empty(code) else tx.all(_BY_CODE, code=str(code))


def add(ctx: Ctx, type_id: Any, code: Any, said: Mapping[str, Any], *, group: Any, messages: Any, access: Any) -> int:
    """Make a list; its number.

    :param said: its fields
    :param access: who may do what; where it is left out, whoever makes the list may do everything
    :raises CallError: ``DENIED``, ``MISSING``, ``NOT_FOUND`` for no type of lists, ``TAKEN``, ``NOT_ADDED``
    """
    if not ctx.actor.is_admin:
        raise DENIED()
    wanted = kind(type_id)
    if is_empty(code):
        raise MISSING(name="IBLOCK_CODE")
    name = str(code).strip()[:MOST_LETTERS]
    if ctx.tx.all(_BY_CODE, code=name):
        raise TAKEN()
    fixed = {"IBLOCK_TYPE_ID": wanted, "CODE": name, "SOCNET_GROUP_ID": _group(ctx, group, NOT_ADDED)}
    if wanted == OF_GROUPS and fixed["SOCNET_GROUP_ID"] is None:
        raise MISSING(name="SOCNET_GROUP_ID")
    fixed["MESSAGES"] = _messages(messages, {})
    number: int = writing.create(ctx, COLLECTION, said, ADDING, fixed)["ID"]
    row = {"NAME": "Name", "SORT": 10, "IS_REQUIRED": "Y", "SETTINGS": "{}"}
    ctx.tx.insert(FIELD, {"LIST_ID": number, "FIELD_ID": "NAME", **row})
    rights.give(ctx, number, {f"U{ctx.actor.user_id}": MANAGE} if is_empty(access) else access)
    return number


def change(ctx: Ctx, number: int, said: Mapping[str, Any], *, group: Any, messages: Any, access: Any) -> None:
    """Change a list as who may do everything with it.

    :raises CallError: ``DENIED``, ``NOT_UPDATED``
    """
    writing.change(ctx, COLLECTION, {"ID": number}, said, UPDATING)
    changes: dict[str, Any] = {}
    if not is_empty(group):
        changes["SOCNET_GROUP_ID"] = _group(ctx, group, NOT_UPDATED)
    if not is_empty(messages):
        row: Any = reading.stored(ctx, COLLECTION, {"ID": number})
        changes["MESSAGES"] = _messages(messages, msgspec.json.decode(row["MESSAGES"]))
    if changes:
        ctx.tx.update(LIST, {"ID": number}, changes)
    rights.give(ctx, number, access)


def _group(ctx: Ctx, given: Any, refusal: ErrorKind) -> int | None:
    if is_empty(given):
        return None
    number = number_or_none(given)
    if number is None or not groups.exists(ctx.tx, number):
        raise refusal(field="SOCNET_GROUP_ID")
    return number


def _messages(given: Any, held: Mapping[str, str]) -> str:
    said = as_map(given) if isinstance(given, dict | list) else {}
    found = {name: str(said[name])[:MOST_LETTERS] for name in MESSAGES if isinstance(said.get(name), str)}
    return msgspec.json.encode({**held, **found}).decode()


def delete(ctx: Ctx, number: int) -> None:
    """Delete a list with all that is in it, as who may do everything with it.

    :raises CallError: ``DENIED``
    """
    rights.require(ctx, number, MANAGE)
    writing.delete(ctx, COLLECTION, {"ID": number}, UPDATING)
    removal.empty(ctx.tx, number)
    for table in (RIGHT, FIELD):
        ctx.tx.delete(table, LIST_ID=number)
    blocks.forget(ctx.tx, number)
    generation.changed(ctx.tx)


def page(ctx: Ctx, type_id: Any, number: Any, code: Any, *, group: Any, order: Any, start: Any) -> Page:
    """A page of the lists of a type that the caller reads.

    :raises CallError: ``MISSING``; ``DENIED`` for lists of groups without the group
    """
    wanted: dict[str, Any] = {"IBLOCK_TYPE_ID": kind(type_id)}
    if wanted["IBLOCK_TYPE_ID"] == OF_GROUPS and is_empty(group):
        raise DENIED()
    for name, value in (("ID", number), ("CODE", code), ("SOCNET_GROUP_ID", group)):
        if not is_empty(value):
            wanted[f"={name}"] = value
    by = {ORDERED[name.upper()]: way for name, way in as_map(order).items() if name.upper() in ORDERED}
    found = reading.page(ctx, COLLECTION, UPDATING, filter=wanted, order=by, start=start)
    return found._replace(result=[_shown(row) for row in found.result])


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    called = {**MESSAGES, **msgspec.json.decode(row.pop("MESSAGES"))}
    names = {name: called[name] for name in SHOWN}
    return {**ALWAYS, **row, **names, "DESCRIPTION": row["DESCRIPTION"] or ""}
