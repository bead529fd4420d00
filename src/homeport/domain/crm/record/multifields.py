"""Phones, e-mail addresses, websites and messengers of a record.

Source: ``api-reference/crm/data-types.md#crm_multifield``.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.owner import Owner
from homeport.core.values import read_flag, read_string
from homeport.domain.crm.entities.multifields import MULTIFIELDS
from homeport.domain.crm.record.comparable import comparable
from homeport.domain.crm.tables import MULTIFIELD
from homeport.domain.records.filters import as_map
from homeport.store import Query, Row, Transaction

MAX_ENTRIES = 100

_OF_RECORD = Query(
    select(MULTIFIELD.c.ID, MULTIFIELD.c.TYPE_ID, MULTIFIELD.c.VALUE_TYPE, MULTIFIELD.c.VALUE)
    .where(MULTIFIELD.c.ENTITY_TYPE_ID == bindparam("type_id"), MULTIFIELD.c.ENTITY_ID == bindparam("id"))
    .order_by(MULTIFIELD.c.ID)
)

DEFAULT_TYPES = {"PHONE": "WORK", "EMAIL": "WORK", "WEB": "WORK", "IM": "TELEGRAM", "LINK": "USER"}


_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


class UnfitAddressError(ValueError):
    """A value is no e-mail address; says of which kind it should be: ``WORK e-mail``."""


class Entry:
    """What a client wants of one value: add it, change it, or remove it."""

    __slots__ = ("entry_id", "kind", "removes", "value", "value_type")

    def __init__(self, kind: str, given: dict[str, Any]) -> None:
        lowered = {key.upper(): value for key, value in given.items()}
        self.kind = kind
        self.value = read_string(lowered.get("VALUE"), _NO_ZONE)
        self.value_type = read_string(lowered.get("VALUE_TYPE", lowered.get("VALUETYPE")), _NO_ZONE)
        entry_id = str(lowered.get("ID") or "")
        self.entry_id = int(entry_id) if entry_id.isascii() and entry_id.isdecimal() and len(entry_id) < 19 else None
        self.removes = read_flag(lowered.get("DELETE"), _NO_ZONE) == "Y" or (
            self.entry_id is not None and self.value == ""
        )
        if kind == "EMAIL" and self.value and not self.removes and not _ADDRESS.fullmatch(self.value):
            raise UnfitAddressError(f"{(self.value_type or DEFAULT_TYPES[kind]).capitalize()} e-mail")


_NO_ZONE: Any = None
"""Texts and flags do not depend on a zone."""


def parse_classic(kind: str, given: Any) -> list[Entry]:
    """The entries of one classic field: ``PHONE: [{"VALUE": …, "VALUE_TYPE": …}]``.

    :raises ValueError: when it is no list of such
    """
    return [Entry(kind, item) for item in _maps(given)]


def parse_universal(given: Any) -> list[Entry]:
    """The entries of ``fm``: ``[{"typeId": "PHONE", "valueType": …, "value": …}]``.

    :raises ValueError: when it is no list of such
    """
    entries = []
    for item in _maps(given):
        lowered = {key.lower(): value for key, value in item.items()}
        kind = str(lowered.get("typeid") or lowered.get("type_id") or "").upper()
        if kind not in MULTIFIELDS:
            raise ValueError("no such type of multifield")
        entries.append(Entry(kind, item))
    return entries


def _maps(given: Any) -> list[dict[str, Any]]:
    if given is None or given == "":
        return []
    items = list(as_map(given).values())
    if not isinstance(given, dict | list) or len(items) > MAX_ENTRIES or not all(isinstance(i, dict) for i in items):
        raise ValueError("not a list of multifield values")
    return items


def save(tx: Transaction, record: Owner, entries: Sequence[Entry]) -> None:
    """Carry out what a client wants of a record's values; ids of other records' values are left alone."""
    for entry in entries:
        key = {
            "ID": entry.entry_id,
            "ENTITY_TYPE_ID": record.entity_type_id,
            "ENTITY_ID": record.entity_id,
            "TYPE_ID": entry.kind,
        }
        if entry.entry_id is not None and entry.removes:
            tx.delete(MULTIFIELD, **key)
        elif entry.entry_id is not None:
            changed = {"VALUE": entry.value, "VALUE_TYPE": entry.value_type}
            changed = {name: value for name, value in changed.items() if value}
            if entry.value:
                changed["COMPARABLE"] = comparable(entry.kind, entry.value)
            tx.update(MULTIFIELD, key, changed)
        elif entry.value and not entry.removes:
            value_type = entry.value_type or DEFAULT_TYPES[entry.kind]
            del key["ID"]
            said = {"VALUE": entry.value, "COMPARABLE": comparable(entry.kind, entry.value)}
            tx.insert(MULTIFIELD, {**key, "VALUE_TYPE": value_type, **said})


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


_COMPUTED = {
    "phoneMobile": ("PHONE", "MOBILE"),
    "phoneWork": ("PHONE", "WORK"),
    "phoneMailing": ("PHONE", "MAILING"),
    "emailHome": ("EMAIL", "HOME"),
    "emailWork": ("EMAIL", "WORK"),
    "emailMailing": ("EMAIL", "MAILING"),
    "imol": ("IM", "OPENLINE"),
    "email": ("EMAIL", None),
    "phone": ("PHONE", None),
}


def write_universal(rows: Sequence[Row]) -> dict[str, Any]:
    """``fm`` and the fields that ``crm.item.*`` makes from it, such as ``phoneWork``."""
    answer: dict[str, Any] = {
        name: next((value for _, k, t, value in rows if k == kind and value_type in (None, t)), "")
        for name, (kind, value_type) in _COMPUTED.items()
    }
    answer["fm"] = [
        {"id": entry_id, "typeId": kind, "valueType": value_type, "value": value}
        for entry_id, kind, value_type, value in rows
    ]
    return answer
