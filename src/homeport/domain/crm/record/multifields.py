"""Phones, e-mail addresses, websites and messengers of a record.

What of them cannot be used is dropped, and the record saved all the same. Sources:
``api-reference/crm/data-types.md#crm_multifield``, ``how-to-change-email-or-phone.md``.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.dropped import UNFIT
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.values import is_empty, read_flag, read_string
from homeport.domain.crm.entities.multifields import ALL, FIRST
from homeport.domain.crm.record.comparable import backwards, comparable
from homeport.domain.crm.tables import MULTIFIELD
from homeport.domain.records.collection import Beside, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values
from homeport.domain.records.filters import as_map
from homeport.store import Query, Row, Transaction, constant

INVALID_EMAIL = ErrorKind("ERROR_CORE", "The field {field} contains an invalid address")

MAX_ENTRIES = 100
"""Of one field in one call; what goes beyond is dropped."""

_OF_RECORD = Query(
    select(MULTIFIELD.c.ID, MULTIFIELD.c.TYPE_ID, MULTIFIELD.c.VALUE_TYPE, MULTIFIELD.c.VALUE)
    .where(MULTIFIELD.c.ENTITY_TYPE_ID == bindparam("type_id"), MULTIFIELD.c.ENTITY_ID == bindparam("id"))
    .order_by(MULTIFIELD.c.ID)
)

DEFAULT_TYPES = {"PHONE": "WORK", "EMAIL": "WORK", "WEB": "WORK", "IM": "TELEGRAM", "LINK": "USER"}


VALUE_TYPES = {
    "PHONE": {"WORK", "MOBILE", "FAX", "HOME", "PAGER", "MAILING", "OTHER"},
    "EMAIL": {"WORK", "HOME", "MAILING", "OTHER"},
    "WEB": {"WORK", "HOME", "VK", "LIVEJOURNAL", "TWITTER", "OTHER"},
    "IM": {"TELEGRAM", "VK", "SKYPE", "VIBER", "BITRIX24", "OPENLINE", "IMOL", "ICQ", "MSN", "JABBER", "OTHER"},
    "LINK": {"USER"},
}
"""The documented types of values."""

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


class UnfitAddressError(ValueError):
    """A value is no e-mail address; says of which kind it should be: ``WORK e-mail``."""


class Entry(NamedTuple):
    """What a client wants of one value: add it, change it, or remove it.

    :param entry_id: of the value that is there; None for a new one
    :param may_be_new: whether an id that the record has not is left out, and the value a new one
    """

    kind: str
    value_type: str | None
    value: str | None
    entry_id: int | None
    removes: bool
    may_be_new: bool


_NO_ZONE: Any = None
"""Texts and flags do not depend on a zone."""


def parse_classic(ctx: Ctx, kind: str, given: Any) -> list[Entry]:
    """The entries of one classic field: ``PHONE: [{"VALUE": …, "VALUE_TYPE": …, "ID": …}]``.

    :raises UnfitAddressError: for an e-mail address that is none
    """
    entries = []
    for key, item in _usable(ctx, kind, given):
        entry = _entry(kind, item.get("ID"), item, may_be_new=False)
        if entry is None:
            ctx.drop("fields", f"{kind}[{key}]", UNFIT)
        else:
            entries.append(entry)
    return entries


def parse_universal(ctx: Ctx, given: Any, *, documented: bool) -> list[Entry]:
    """The entries of ``fm``: ``{"458": {"typeId": "PHONE", "valueType": …, "value": …}, "n0": …}``.

    A key that is a number is the id of a value; the keys of a list are not.

    :param documented: whether types that are not documented are refused, rather than kept as they are
    :raises ValueError: for such a type, and for an e-mail address that is none
    """
    keyed = isinstance(given, dict) and list(given) != [str(index) for index in range(len(given))]
    entries = []
    for key, item in _usable(ctx, "fm", given):
        kind = item.get("TYPEID", item.get("TYPE_ID"))
        entry = None
        if isinstance(kind, str) and kind:
            entry = _entry(kind.upper(), item.get("ID") or (key if keyed else None), item, may_be_new=True)
        if entry is None:
            ctx.drop("fields", f"fm[{key}]", UNFIT)
            continue
        if documented and not _is_documented(entry):
            raise ValueError("no such type of value")
        entries.append(entry)
    return entries


def _is_documented(entry: Entry) -> bool:
    types = VALUE_TYPES.get(entry.kind)
    return types is not None and (not entry.value_type or entry.value_type.upper() in types)


def _usable(ctx: Ctx, field: str, given: Any) -> list[tuple[str, dict[str, Any]]]:
    """What may be entries, with their keys; names are in capital letters."""
    found: list[tuple[str, dict[str, Any]]] = []
    for key, item in as_map(given).items():
        if isinstance(item, dict) and len(found) < MAX_ENTRIES:
            found.append((key, {name.upper(): value for name, value in item.items()}))
        else:
            ctx.drop("fields", f"{field}[{key}]", UNFIT)
    if not (is_empty(given) or isinstance(given, dict | list)):
        ctx.drop("fields", field, UNFIT)
    return found


def _entry(kind: str, entry_id: Any, given: dict[str, Any], *, may_be_new: bool) -> Entry | None:
    """An entry; None when its texts cannot be stored."""
    try:
        stored_kind = read_string(kind, _NO_ZONE)
        value = read_string(given.get("VALUE"), _NO_ZONE)
        value_type = read_string(given.get("VALUETYPE", given.get("VALUE_TYPE")), _NO_ZONE)
    except ValueError:
        return None
    assert stored_kind is not None
    digits = str(entry_id or "")
    number = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 19 else None
    removes = read_flag(given.get("DELETE"), _NO_ZONE) == "Y" or (number is not None and "VALUE" in given and not value)
    if kind == "EMAIL" and value and not removes and not _ADDRESS.fullmatch(value):
        raise UnfitAddressError(f"{(value_type or DEFAULT_TYPES[kind]).capitalize()} e-mail")
    return Entry(stored_kind, value_type, value, number, removes, may_be_new)


def save(ctx: Ctx, record: Owner, entries: Sequence[Entry]) -> None:
    """Carry out what a client wants of a record's values; ids of other records' values are left alone."""
    tx = ctx.tx
    own = {(row[0], row[1]) for row in of_record(tx, record)} if any(entry.entry_id for entry in entries) else set()
    for entry in entries:
        of_kind = {
            "ENTITY_TYPE_ID": record.entity_type_id,
            "ENTITY_ID": record.entity_id,
            "TYPE_ID": entry.kind,
        }
        if (entry.entry_id, entry.kind) in own:
            key = {"ID": entry.entry_id, **of_kind}
            if entry.removes:
                tx.delete(MULTIFIELD, **key)
            else:
                changed = {"VALUE": entry.value, "VALUE_TYPE": entry.value_type}
                changed = {name: value for name, value in changed.items() if value}
                if entry.value:
                    changed |= _looked_up(entry.kind, entry.value)
                tx.update(MULTIFIELD, key, changed)
        elif entry.value and not entry.removes and (entry.entry_id is None or entry.may_be_new):
            value_type = entry.value_type or DEFAULT_TYPES.get(entry.kind, "OTHER")
            said = {"VALUE": entry.value, **_looked_up(entry.kind, entry.value)}
            tx.insert(MULTIFIELD, {**of_kind, "VALUE_TYPE": value_type, **said})
        elif entry.entry_id is not None:
            ctx.drop("fields", f"{entry.kind}[ID={entry.entry_id}]", UNFIT)


def _looked_up(kind: str, value: str) -> dict[str, str | None]:
    """What a value is looked up by."""
    found = comparable(kind, value)
    return {"COMPARABLE": found, "BACKWARDS": backwards(found) if kind == "PHONE" else None}


def of_record(tx: Transaction, record: Owner) -> list[Row]:
    """(id, type, value type, value) of a record's values."""
    return tx.all(_OF_RECORD, type_id=record.entity_type_id, id=record.entity_id)


def of_records(tx: Transaction, entity_type_id: int, ids: Sequence[int]) -> dict[int, list[Row]]:
    """As :func:`of_record`, for a page of records at once."""
    found: dict[int, list[Row]] = defaultdict(list)
    if ids:
        params = {f"id{index}": entry for index, entry in enumerate(ids)}
        for entity_id, *row in tx.all(_of_page(len(ids)), type_id=entity_type_id, **params):
            found[entity_id].append(tuple(row))
    return found


@lru_cache(128)
def _of_page(count: int) -> Query:
    return Query(
        select(
            MULTIFIELD.c.ENTITY_ID, MULTIFIELD.c.ID, MULTIFIELD.c.TYPE_ID, MULTIFIELD.c.VALUE_TYPE, MULTIFIELD.c.VALUE
        )
        .where(
            MULTIFIELD.c.ENTITY_TYPE_ID == bindparam("type_id"),
            MULTIFIELD.c.ENTITY_ID.in_([bindparam(f"id{index}") for index in range(count)]),
        )
        .order_by(MULTIFIELD.c.ID)
    )


def forget(tx: Transaction, record: Owner) -> None:
    """Remove all values of a record that is deleted."""
    tx.delete(MULTIFIELD, ENTITY_TYPE_ID=record.entity_type_id, ENTITY_ID=record.entity_id)


def presence(rows: Sequence[Row]) -> dict[str, str]:
    """The flags of a record that say which kinds of value it has."""
    kinds = {row[1] for row in rows}
    channels = any(row[1] == "IM" and row[2] == "OPENLINE" for row in rows)
    return {
        "HAS_PHONE": "Y" if "PHONE" in kinds else "N",
        "HAS_EMAIL": "Y" if "EMAIL" in kinds else "N",
        "HAS_IMOL": "Y" if channels else "N",
    }


def write_classic(rows: Sequence[Row]) -> dict[str, list[dict[str, str]]]:
    """``{"PHONE": [{"ID": …, "VALUE_TYPE": …, "VALUE": …, "TYPE_ID": …}]}``, only the kinds that there are."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for entry_id, kind, value_type, value in rows:
        found[kind].append({"ID": str(entry_id), "VALUE_TYPE": value_type, "VALUE": value, "TYPE_ID": kind})
    return dict(found)


def first_of(rows: Sequence[Row], kind: str, value_type: str | None) -> str:
    """The first value of a kind, and of a type unless it may be any."""
    return next((value for _, k, t, value in rows if k == kind and value_type in (None, t)), "")


class Multifields(Beside):
    """The fields that hold values of the record's kinds.

    :param entity_type_id: of the records that have them
    """

    alone = True

    def __init__(self, entity_type_id: int) -> None:
        self._type_id = entity_type_id

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[Entry]:
        try:
            if field.name == ALL:
                return parse_universal(ctx, value, documented=not changes)
            return parse_classic(ctx, field.name, value)
        except UnfitAddressError as error:
            raise dialect.misfit(field) if dialect.camel else INVALID_EMAIL(field=error) from None

    def holds(self, change: Change, values: Mapping[str, Any]) -> bool:
        return not any(values.values())

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        entries = [entry for found in values.values() for entry in found]
        if entries:
            record = Owner(self._type_id, change.row["ID"])
            save(change.ctx, record, entries)
            has = presence(of_record(change.ctx.tx, record))
            change.ctx.tx.update(change.collection.table, {"ID": record.entity_id}, has)

    def written(
        self, tx: Transaction, collection: Collection, dialect: Dialect, fields: Sequence[Field], ids: Sequence[int]
    ) -> dict[int, Values]:
        found = of_records(tx, self._type_id, ids)
        if dialect.camel:
            called = [dialect.name(field) for field in fields if dialect.name(field)]
            return {number: _universal(found.get(number, []), called) for number in ids}
        kinds = {field.name for field in fields}
        return {
            number: {kind: entries for kind, entries in write_classic(rows).items() if kind in kinds}
            for number, rows in found.items()
        }

    def rows(self, collection: Collection, field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        of_kind = (
            MULTIFIELD.c.ENTITY_TYPE_ID == constant(self._type_id),
            MULTIFIELD.c.TYPE_ID == constant(field.name),
        )
        return select(MULTIFIELD.c.ENTITY_ID).where(*of_kind), MULTIFIELD.c.VALUE


def _universal(rows: Sequence[Row], called: Iterable[str]) -> Values:
    """The values of a record as ``crm.item.*`` answers them, by the names of its fields."""
    return {name: first_of(rows, *FIRST[name]) if name in FIRST else _listed(rows) for name in called}


def _listed(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [
        {"id": entry_id, "typeId": kind, "valueType": value_type, "value": value}
        for entry_id, kind, value_type, value in rows
    ]
