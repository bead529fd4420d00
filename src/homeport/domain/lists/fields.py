"""The fields of a list: those that every element has, as far as they are shown, and properties that people add.

Source: ``api-reference/lists/fields/``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.values import is_empty, number_or_none, read_integer, read_string
from homeport.domain.disk import attached
from homeport.domain.files import files
from homeport.domain.iblock import properties
from homeport.domain.iblock.fields import PREFIX
from homeport.domain.iblock.filed import held
from homeport.domain.iblock.tables import PROPERTY, PROPERTY_FIELDS, VALUE
from homeport.domain.iblock.types import DISK_FILE, ELEMENT, FILE, LIST, SECTION, TYPES
from homeport.domain.lists import entries
from homeport.domain.lists.rights import DENIED
from homeport.domain.lists.tables import ELEMENT_FIELDS, FIELD, OWNER
from homeport.domain.lists.tables import LIST as LISTS
from homeport.domain.portal import generation
from homeport.domain.records import writing
from homeport.domain.records.collection import EVERYBODY, Collection
from homeport.domain.records.dialect import CLASSIC, Dialect
from homeport.domain.records.filters import as_map
from homeport.domain.records.row_rules import exists
from homeport.store import Query, Transaction

SYSTEM = {
    "SORT": "Sorting",
    "ACTIVE_FROM": "Start of activity",
    "ACTIVE_TO": "End of activity",
    "PREVIEW_PICTURE": "Preview image",
    "PREVIEW_TEXT": "Preview text",
    "DETAIL_PICTURE": "Detail image",
    "DETAIL_TEXT": "Detail text",
    "DATE_CREATE": "Creation date",
    "CREATED_BY": "Created by",
    "TIMESTAMP_X": "Modification date",
    "MODIFIED_BY": "Modified by",
}
"""What every element has, and a list may show."""
NAME = "NAME"
"""What every list shows."""
CUSTOM = ("S", "N", "L", "F", "G", "E", "S:Date", "S:DateTime", "S:HTML", "E:EList", "N:Sequence", "S:ECrm",
          "S:Money", "S:DiskFile", "S:employee")  # fmt: skip
"""Types of properties that lists have."""
SETTINGS = {
    "SHOW_ADD_FORM": "Y",
    "SHOW_EDIT_FORM": "Y",
    "ADD_READ_ONLY_FIELD": "N",
    "EDIT_READ_ONLY_FIELD": "N",
    "SHOW_FIELD_PREVIEW": "N",
}
"""How forms have a field unless told."""
LINKS = (ELEMENT, SECTION)
COPIED = ("NAME", "MULTIPLE", "IS_REQUIRED", "SORT", "DEFAULT_VALUE", "ROW_COUNT", "COL_COUNT", "LINK_IBLOCK_ID",
          "USER_TYPE_SETTINGS", "CODE")  # fmt: skip
MOST_LETTERS = 255

NOT_SAVED = ErrorKind("ERROR_SAVE_FIELD", "Error saving the field")
NOT_UPDATED = ErrorKind("ERROR_UPDATE_FIELD", "Error updating the field")
TAKEN = "Property already exists"
NO_CODE = "Please fill the code fields"
NO_DEFAULT = "The default value of the field '{name}' is required"
WRONG_LISTS = "Incorrect lists specified for '{name}' property"

_PROPERTIES = Query(
    select(*PROPERTY.c).where(PROPERTY.c.IBLOCK_ID == bindparam("block")).order_by(PROPERTY.c.SORT, PROPERTY.c.ID)
)
_FIELDS = Query(select(FIELD).where(FIELD.c.LIST_ID == bindparam("list")).order_by(FIELD.c.SORT, FIELD.c.FIELD_ID))
_ELEMENTS = Query(select(VALUE.c.ELEMENT_ID).where(VALUE.c.PROPERTY_ID == bindparam("property")).distinct())
_IS_LIST = exists(LISTS)

Row = dict[str, Any]

COLLECTION = Collection(
    noun="field",
    plural="fields",
    table=PROPERTY,
    fields=PROPERTY_FIELDS,
    access=EVERYBODY,
    within={"OWNER": OWNER},
    before_save=(properties.typed, properties.coded, properties.dated),
    after_save=(properties.shrunk, properties.noticed),
    after_delete=(properties.forgotten, properties.noticed),
)
"""Properties of lists; who may change them is asked before."""


def _dialect(refusal: ErrorKind) -> Dialect:
    return replace(CLASSIC, denied=DENIED, unreadable=DENIED, not_found=refusal, invalid=refusal, required=refusal)


def _said(given: Any, refusal: ErrorKind) -> Row:
    if not given or not isinstance(given, dict):
        raise refusal()
    said = {str(name).upper(): value for name, value in given.items()}
    if is_empty(said.get("NAME")) or not isinstance(said["NAME"], str):
        raise refusal()
    return said


def _settings(said: Row, held: Mapping[str, str], refusal: ErrorKind) -> str:
    """How forms have a field, in JSON; what nobody may fill in has a value that it holds."""
    given = as_map(said.get("SETTINGS")) if isinstance(said.get("SETTINGS"), dict | list) else {}
    found = {**held, **{name: "Y" if given[name] == "Y" else "N" for name in SETTINGS if name in given}}
    if found.get("ADD_READ_ONLY_FIELD") == "Y" and is_empty(said.get("DEFAULT_VALUE")):
        raise ErrorKind(refusal.code, NO_DEFAULT)(name=said["NAME"])
    return msgspec.json.encode(found).decode()


def add(ctx: Ctx, block: int, given: Any) -> str:
    """Add a field; what it is called by.

    :raises CallError: ``NOT_SAVED``, with one of its texts
    """
    said = _said(given, NOT_SAVED)
    kind = said.get("TYPE")
    settings = _settings(said, {}, NOT_SAVED)
    if not isinstance(kind, str) or kind not in {*SYSTEM, *CUSTOM}:
        raise NOT_SAVED()
    if kind in SYSTEM:
        return _add_system(ctx, block, kind, said, settings)
    if is_empty(said.get("CODE")):
        raise ErrorKind(NOT_SAVED.code, NO_CODE)()
    if any(str(row["CODE"]).lower() == str(said["CODE"]).lower() for row in of(ctx.tx, block)):
        raise ErrorKind(NOT_SAVED.code, TAKEN)()
    _require_link(ctx, kind, said, NOT_SAVED)
    letter, _, user_type = kind.partition(":")
    fixed = {"IBLOCK_ID": block, "PROPERTY_TYPE": letter, "USER_TYPE": user_type or None}
    number = _written(ctx, None, {**_copied(said, letter), **fixed}, NOT_SAVED)
    if letter == LIST:
        entries.put(ctx, number, said, NOT_SAVED)
    name = f"{PREFIX}{number}"
    _shown_in(ctx, block, name, said, settings, NOT_SAVED)
    return name


def _add_system(ctx: Ctx, block: int, kind: str, said: Row, settings: str) -> str:
    if said.get("MULTIPLE") == "Y" or kind in shown_names(ctx.tx, block):
        raise NOT_SAVED()
    _shown_in(ctx, block, kind, said, settings, NOT_SAVED)
    return kind


def change(ctx: Ctx, block: int, field: str, given: Any) -> None:
    """Change a field, which stays of its type.

    :raises CallError: ``NOT_UPDATED``, with one of its texts
    """
    said = _said(given, NOT_UPDATED)
    row = next((each for each in listed(ctx.tx, block) if each["FIELD_ID"] == field), None)
    if row is None or said.get("TYPE", row["TYPE"]) != row["TYPE"]:
        raise NOT_UPDATED()
    settings = _settings(said, row["SETTINGS"] or {}, NOT_UPDATED)
    if field.startswith(PREFIX):
        _require_link(ctx, row["TYPE"], {"LINK_IBLOCK_ID": row["LINK_IBLOCK_ID"], **said}, NOT_UPDATED)
        number = int(field.removeprefix(PREFIX))
        _written(ctx, number, _copied(said, row["TYPE"][0]), NOT_UPDATED)
        if row["TYPE"] == LIST:
            entries.put(ctx, number, said, NOT_UPDATED)
    elif said.get("MULTIPLE") == "Y":
        raise NOT_UPDATED()
    _shown_in(ctx, block, field, {"SORT": row["SORT"], **said}, settings, NOT_UPDATED)


def _copied(said: Row, letter: str) -> Row:
    """What is said of a property. What a list holds by default is said of its entries."""
    return {name: said[name] for name in COPIED if name in said and not (letter == LIST and name == "DEFAULT_VALUE")}


def _written(ctx: Ctx, number: int | None, row: Row, refusal: ErrorKind) -> int:
    try:
        if number is None:
            return int(writing.create(ctx, COLLECTION, row, _dialect(refusal))["ID"])
        writing.change(ctx, COLLECTION, {"ID": number}, row, _dialect(refusal))
    except CallError as error:
        raise ErrorKind(refusal.code, error.description)() from None
    return number


def _require_link(ctx: Ctx, kind: str, said: Row, refusal: ErrorKind) -> None:
    """What names elements or sections says of which list."""
    if kind[0] not in LINKS:
        return
    number = number_or_none(said.get("LINK_IBLOCK_ID"))
    if number is None or ctx.tx.one(_IS_LIST, id=number) is None:
        raise ErrorKind(refusal.code, WRONG_LISTS)(name=said["NAME"])


def _shown_in(ctx: Ctx, block: int, field: str, said: Row, settings: str, refusal: ErrorKind) -> None:
    """Note how a list shows a field."""
    usual = said.get("DEFAULT_VALUE")
    try:
        sort = 500 if is_empty(said.get("SORT")) else read_integer(said["SORT"], ctx.clock.zone)
        name = (read_string(said["NAME"], ctx.clock.zone) or "")[:MOST_LETTERS]
        if field in ELEMENT_FIELDS.by_name and not is_empty(usual):
            ELEMENT_FIELDS.by_name[field].read(usual, ctx.clock.zone)
    except (ValueError, OverflowError):
        raise refusal() from None
    ctx.tx.delete(FIELD, LIST_ID=block, FIELD_ID=field)
    row = {"NAME": name, "SORT": sort, "IS_REQUIRED": "Y" if said.get("IS_REQUIRED") == "Y" or field == NAME else "N"}
    kept = None if is_empty(usual) or not isinstance(usual, str | int | float) else msgspec.json.encode(usual).decode()
    ctx.tx.insert(FIELD, {"LIST_ID": block, "FIELD_ID": field, **row, "DEFAULT_VALUE": kept, "SETTINGS": settings})


def delete(ctx: Ctx, block: int, field: str) -> None:
    """Delete a field: a property with its values, of all others that it is shown. The name stays."""
    if field.startswith(PREFIX):
        row = next((each for each in of(ctx.tx, block) if f"{PREFIX}{each['ID']}" == field), None)
        if row is None:
            return
        _forget_files(ctx.tx, row)
        writing.delete(ctx, COLLECTION, {"ID": row["ID"]}, _dialect(NOT_UPDATED))
    elif field == NAME:
        return
    ctx.tx.delete(FIELD, LIST_ID=block, FIELD_ID=field)
    generation.changed(ctx.tx)


def _forget_files(tx: Transaction, row: Row) -> None:
    code = f"{row['PROPERTY_TYPE']}:{row['USER_TYPE']}" if row["USER_TYPE"] else row["PROPERTY_TYPE"]
    if code not in (FILE, DISK_FILE):
        return
    for (element,) in tx.all(_ELEMENTS, property=row["ID"]):
        for number in held(tx, row["ID"], element):
            if code == FILE:
                files.forget(tx, number)
            else:
                attached.detach(tx, number)


def of(tx: Transaction, block: int) -> list[Row]:
    """The properties of a list, in their order."""
    return tx.dicts(_PROPERTIES, block=block)


def shown_names(tx: Transaction, block: int) -> list[str]:
    """What the fields of a list are called by."""
    return [row["FIELD_ID"] for row in tx.dicts(_FIELDS, list=block)]


def listed(tx: Transaction, block: int) -> list[Row]:
    """The fields of a list as they are answered, in their order."""
    owned = {f"{PREFIX}{row['ID']}": row for row in of(tx, block)}
    found = [
        _property(tx, each, owned[each["FIELD_ID"]]) if each["FIELD_ID"] in owned else _system(each)
        for each in tx.dicts(_FIELDS, list=block)
    ]
    return sorted(found, key=lambda each: each["SORT"])


def _system(row: Row) -> Row:
    return {
        "FIELD_ID": row["FIELD_ID"],
        "SORT": row["SORT"],
        "NAME": row["NAME"],
        "IS_REQUIRED": row["IS_REQUIRED"],
        "MULTIPLE": "N",
        "DEFAULT_VALUE": None if row["DEFAULT_VALUE"] is None else msgspec.json.decode(row["DEFAULT_VALUE"]),
        "TYPE": row["FIELD_ID"],
        "SETTINGS": _told(row),
    }


def _told(row: Row) -> Row | None:
    said = msgspec.json.decode(row["SETTINGS"])
    return {**SETTINGS, **said} if said or row["FIELD_ID"].startswith(PREFIX) else None


def _property(tx: Transaction, row: Row, own: Row) -> Row:
    letter, user_type = own["PROPERTY_TYPE"], own["USER_TYPE"]
    usual = own["DEFAULT_VALUE"]
    settings = own["USER_TYPE_SETTINGS"]
    found = {
        "FIELD_ID": row["FIELD_ID"],
        "SORT": own["SORT"],
        "NAME": own["NAME"],
        "IS_REQUIRED": own["IS_REQUIRED"],
        "MULTIPLE": own["MULTIPLE"],
        "DEFAULT_VALUE": msgspec.json.decode(usual) if usual else None,
        "TYPE": f"{letter}:{user_type}" if user_type else letter,
        "PROPERTY_TYPE": letter,
        "PROPERTY_USER_TYPE": user_type or False,
        "CODE": own["CODE"],
        "ID": str(own["ID"]),
        "LINK_IBLOCK_ID": None if own["LINK_IBLOCK_ID"] is None else str(own["LINK_IBLOCK_ID"]),
        "ROW_COUNT": str(own["ROW_COUNT"]),
        "COL_COUNT": str(own["COL_COUNT"]),
        "USER_TYPE_SETTINGS": msgspec.json.decode(settings) if settings else None,
        "SETTINGS": _told(row),
    }
    if letter == LIST:
        held = entries.of(tx, own["ID"])
        chosen = [str(each["ID"]) for each in held if each["DEF"] == "Y"]
        found["DISPLAY_VALUES_FORM"] = {str(each["ID"]): each["VALUE"] for each in held} or []
        found["DEFAULT_VALUE"] = chosen if own["MULTIPLE"] == "Y" else next(iter(chosen), None)
    return found


def types(tx: Transaction, block: int, field: Any) -> dict[str, str]:
    """The types that a field may still be of: each of what every element has once.

    :param field: of a field that is there, whose type is among them too
    """
    there = set(shown_names(tx, block)) - {str(field).upper()}
    system = {name: title for name, title in SYSTEM.items() if name not in there}
    return system | {code: TYPES[code].title for code in CUSTOM}
