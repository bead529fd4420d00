"""Adding, changing and deleting user fields, as the classic methods speak of them.

Sources: ``crm-deal-userfield-add.md`` and its likes, ``userfieldconfig-add.md``, ``user-userfield-add.md``.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import bindparam, func, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.uploads import FILE
from homeport.core.values import is_empty, read_flag, read_integer, read_string
from homeport.domain.events.emission import tell
from homeport.domain.files.fields import forget
from homeport.domain.portal import generation
from homeport.domain.records.filters import as_map
from homeport.domain.user_fields import items, slots
from homeport.domain.user_fields.applications import types_of_applications
from homeport.domain.user_fields.definitions import LABELS, Definition, find
from homeport.domain.user_fields.homes import Home
from homeport.domain.user_fields.tables import FIELD, ITEM, VALUE
from homeport.domain.user_fields.types import ENUMERATION, TYPES, UserType, type_of
from homeport.store import Query


class Refusals(NamedTuple):
    """How a family of methods words what keeps a field from being made or changed."""

    name_missing: ErrorKind
    type_missing: ErrorKind
    type_empty: ErrorKind
    name_too_long: ErrorKind
    name_unfit: ErrorKind
    type_unknown: ErrorKind
    exists: ErrorKind
    too_many: ErrorKind
    repeated: ErrorKind


_NAME_MISSING = ErrorKind("", "The 'FIELD_NAME' field is not found.")
_TYPE_MISSING = ErrorKind("", "The 'USER_TYPE_ID' field is not found.")
_FAILED = ErrorKind("", "Fail to create new user field.")

CLASSIC = Refusals(
    _NAME_MISSING,
    _TYPE_MISSING,
    _TYPE_MISSING,
    ErrorKind("ERROR_CORE", "Field name is too long (more than 50 characters)."),
    ErrorKind("ERROR_CORE", "Field name contains invalid characters. Allowed characters are: A-Z, 0-9 and _."),
    ErrorKind("ERROR_CORE", "Invalid custom type specified."),
    ErrorKind("ERROR_CORE", "Field {name} for {entity} object already exists."),
    ErrorKind("ERROR_CORE", "Fail to create new user field."),
    ErrorKind("ERROR_CORE", "List item with XML_ID={xml_id} already exists."),
)
"""``crm.*.userfield.*``."""

SETTINGS = Refusals(
    _NAME_MISSING,
    _TYPE_MISSING,
    _TYPE_MISSING,
    _FAILED,
    _FAILED,
    _FAILED,
    ErrorKind("", "Field {name} for {entity} object already exists."),
    _FAILED,
    ErrorKind("", "Fail to save enumeration field values."),
)
"""``userfieldconfig.*``."""

LONGEST_NAME = 50
MOST = 1_016
"""Fields of one entity: a table has room for so many columns, as ``user/userfields/index.md`` says of users."""

LANGUAGES = (
    "ar", "br", "de", "en", "fr", "hi", "id", "in", "it", "ja", "kz", "la", "ms", "pl", "ru", "sc", "tc", "th", "tr",
    "ua", "vn",
)  # fmt: skip
"""Those that the texts of a field are in."""

FLAGS = ("MANDATORY", "SHOW_IN_LIST", "EDIT_IN_LIST", "IS_SEARCHABLE")
_UTC = ZoneInfo("UTC")
_NAME = re.compile(r"[A-Z0-9_]+")
_COUNT = Query(select(func.count()).where(FIELD.c.ENTITY_ID == bindparam("entity_id")))
_TAKEN = Query(
    select(FIELD.c.ID).where(FIELD.c.ENTITY_ID == bindparam("entity_id"), FIELD.c.FIELD_NAME == bindparam("name"))
)
_OF_ENTITY = Query(select(FIELD.c.ID).where(FIELD.c.ENTITY_ID == bindparam("entity_id")))


def add(
    ctx: Ctx, home: Home, given: Mapping[str, Any], *, shown: str = "N", refusals: Refusals = CLASSIC
) -> Definition:
    """Make a user field.

    :param given: its properties by name; unknown ones are ignored
    :param shown: what ``SHOW_IN_LIST`` is unless it is given
    :raises CallError: one of ``refusals``
    """
    said = {str(name).upper(): value for name, value in given.items()}
    name, kind = _name(said, home.prefix, refusals), _kind(ctx, said, refusals)
    if ctx.tx.one(_TAKEN, entity_id=home.entity_id, name=name) is not None:
        raise refusals.exists(name=name, entity=home.entity_id)
    if home.types is not None and kind.id not in home.types:
        raise refusals.type_unknown()
    if ctx.tx.value(_COUNT, entity_id=home.entity_id) >= MOST:
        raise refusals.too_many()
    several = kind.several and _flag(said, "MULTIPLE", "N") == "Y"
    row = {
        "ENTITY_ID": home.entity_id,
        "FIELD_NAME": name,
        "USER_TYPE_ID": kind.id,
        "XML_ID": _text(said.get("XML_ID")),
        "SORT": _sort(said.get("SORT"), 100),
        "MULTIPLE": "Y" if several else "N",
        "MANDATORY": _flag(said, "MANDATORY", "N"),
        "SHOW_FILTER": _filter_mode(said.get("SHOW_FILTER")) or "N",
        "SHOW_IN_LIST": _flag(said, "SHOW_IN_LIST", shown),
        "EDIT_IN_LIST": _flag(said, "EDIT_IN_LIST", "Y"),
        "IS_SEARCHABLE": _flag(said, "IS_SEARCHABLE", "N"),
        "SETTINGS": _json(kind.clean(as_map(said.get("SETTINGS")))),
        "LABELS": _json({label: _label(said.get(label), said.get("LABEL")) for label in LABELS}),
        "SLOT": slots.take(ctx.tx, home.table, home.entity_id, "T" if several else kind.slot),
    }
    field_id = ctx.tx.insert(FIELD, row)
    generation.changed(ctx.tx)
    listed = kind.id == ENUMERATION and items.save(
        ctx, home, _found(ctx, field_id), said.get("LIST"), refusals.repeated
    )
    definition = _found(ctx, field_id)
    _keep_order(ctx, home, definition, before=False, now=definition.lists_by_it)
    _tell(ctx, home, definition, "ADD")
    if listed:
        _tell(ctx, home, definition, "SETENUMVALUES")
    return definition


def change(
    ctx: Ctx,
    home: Home,
    old: Definition,
    given: Mapping[str, Any],
    *,
    whole_settings: bool = False,
    refusals: Refusals = CLASSIC,
) -> Definition:
    """Change a user field. Its name, its type and whether it holds several values stay.

    :param whole_settings: whether settings that are not given become what holds unless told; else they stay
    :raises CallError: the refusal of an entry that repeats a code
    """
    said = {str(name).upper(): value for name, value in given.items()}
    row: dict[str, Any] = {name: _flag(said, name, old.row()[name]) for name in FLAGS if name in said}
    if "XML_ID" in said:
        row["XML_ID"] = _text(said["XML_ID"])
    if "SORT" in said:
        row["SORT"] = _sort(said["SORT"], old.sort)
    if "SHOW_FILTER" in said:
        row["SHOW_FILTER"] = _filter_mode(said["SHOW_FILTER"]) or old.show_filter
    if "SETTINGS" in said:
        row["SETTINGS"] = _json(old.type.clean(as_map(said["SETTINGS"]), None if whole_settings else old.settings))
    labels = {label: _label(said[label], "") for label in LABELS if label in said}
    if labels:
        row["LABELS"] = _json(old.labels | labels)
    ctx.tx.update(FIELD, {"ID": old.id}, row)
    generation.changed(ctx.tx)
    listed = (
        old.type_name == ENUMERATION and "LIST" in said and items.save(ctx, home, old, said["LIST"], refusals.repeated)
    )
    definition = _found(ctx, old.id)
    _keep_order(ctx, home, definition, before=old.lists_by_it, now=definition.lists_by_it)
    if row or not listed:
        _tell(ctx, home, definition, "UPDATE")
    if listed:
        _tell(ctx, home, definition, "SETENUMVALUES")
    return definition


def delete(ctx: Ctx, home: Home, definition: Definition) -> None:
    """Delete a user field with its values."""
    _remove(ctx, home, definition)
    _tell(ctx, home, definition, "DELETE")


def delete_all(ctx: Ctx, home: Home) -> None:
    """Delete the user fields of an entity that is deleted itself: nobody is told of each."""
    for (field_id,) in ctx.tx.all(_OF_ENTITY, entity_id=home.entity_id):
        _remove(ctx, home, _found(ctx, field_id))


def _keep_order(ctx: Ctx, home: Home, definition: Definition, *, before: bool, now: bool) -> None:
    """Make or drop the index by which records are listed in a field's order. Types that share a table keep it."""
    if now != before and (now or not home.key):
        slots.keep_order(ctx.tx, home.table, definition.slot, wanted=now)


def _remove(ctx: Ctx, home: Home, definition: Definition) -> None:
    _keep_order(ctx, home, definition, before=definition.lists_by_it, now=False)
    if definition.type_name == FILE.name:
        for stored in slots.held(ctx.tx, home.table, definition.slot, home.key):
            forget(ctx.tx, stored)
    slots.clear(ctx.tx, home.table, definition.slot, home.key)
    if home.forget is not None:
        home.forget(ctx.tx, definition)
    ctx.tx.delete(VALUE, FIELD_ID=definition.id)
    ctx.tx.delete(ITEM, FIELD_ID=definition.id)
    ctx.tx.delete(FIELD, ID=definition.id)
    generation.changed(ctx.tx)


def _found(ctx: Ctx, field_id: int) -> Definition:
    found = find(ctx.tx, field_id)
    assert found is not None
    return found


def full_name(name: str, prefix: str) -> str:
    """The name that a field gets whose code a client gave."""
    name = name.strip().upper()
    return name if name.startswith(prefix) else prefix + name.removeprefix("UF_")


def _name(said: Mapping[str, Any], prefix: str, refusals: Refusals) -> str:
    given = said.get("FIELD_NAME")
    name = "" if isinstance(given, dict | list) or given is None else str(given).strip().upper()
    if not name:
        raise refusals.name_missing()
    name = full_name(name, prefix)
    if len(name) > LONGEST_NAME:
        raise refusals.name_too_long()
    if not _NAME.fullmatch(name):
        raise refusals.name_unfit()
    return name


def _kind(ctx: Ctx, said: Mapping[str, Any], refusals: Refusals) -> UserType:
    given = said.get("USER_TYPE_ID")
    if is_empty(given) or not isinstance(given, str):
        raise refusals.type_missing() if given is None else refusals.type_empty()
    if given not in TYPES and not any(each.full_name == given for each in types_of_applications(ctx)):
        raise refusals.type_unknown()
    return type_of(given)


def _flag(said: Mapping[str, Any], name: str, otherwise: str) -> str:
    given = said.get(name)
    return otherwise if is_empty(given) or isinstance(given, dict | list) else read_flag(given, _UTC)


def _filter_mode(given: Any) -> str | None:
    """``N``, or how the field is offered in filters; ``Y`` leaves that to the portal."""
    if is_empty(given) or isinstance(given, dict | list):
        return None
    word = str(given).upper()
    return word if word in ("N", "I", "E", "S") else "E" if read_flag(given, _UTC) == "Y" else "N"


def _sort(given: Any, otherwise: int) -> int:
    try:
        number = read_integer(given, _UTC)
    except (ValueError, OverflowError):
        return otherwise
    return number if number is not None and number > 0 else otherwise


def _text(given: Any) -> str | None:
    try:
        return (read_string(given, _UTC) or "")[:255] or None
    except ValueError:
        return None


def _label(given: Any, otherwise: Any) -> dict[str, str]:
    """A text in every language: one for all, or each its own and ``otherwise`` for the rest."""
    rest = _text(otherwise) or ""
    if isinstance(given, dict):
        said = {str(language).lower(): _text(text) or "" for language, text in given.items()}
        return {language: said.get(language, rest) for language in LANGUAGES}
    text = rest if given is None else _text(given) or ""
    return dict.fromkeys(LANGUAGES, text)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _tell(ctx: Ctx, home: Home, definition: Definition, verb: str) -> None:
    if home.event:
        fields = {"ID": definition.id, "ENTITY_ID": definition.entity_id, "FIELD_NAME": definition.name}
        tell(ctx, (home.event.format(verb=verb),), {"FIELDS": fields}, home.scope)
