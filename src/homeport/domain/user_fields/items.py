"""Entries of lists: added, changed and deleted with their field.

Source: ``crm-deal-userfield-update.md#uf_enum_element``, ``crm-userfield-enumeration-fields.md``,
``userfieldconfig-update.md``.
"""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Integer, Text, bindparam, column, delete, select, update
from sqlalchemy import table as plain_table

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, read_flag, read_integer, read_string
from homeport.domain.records.filters import as_map
from homeport.domain.user_fields.definitions import Definition
from homeport.domain.user_fields.homes import Home
from homeport.domain.user_fields.tables import ITEM, VALUE
from homeport.store import Query

MOST = 2_000
"""Entries of a list."""

_UTC = ZoneInfo("UTC")
_HAVING = Query(
    select(VALUE.c.RECORD_ID).where(VALUE.c.FIELD_ID == bindparam("field_id"), VALUE.c.NUMBER == bindparam("number"))
)
_FORGETTING = Query(
    delete(VALUE).where(
        VALUE.c.FIELD_ID == bindparam("field_id"),
        VALUE.c.RECORD_ID == bindparam("record_id"),
        VALUE.c.NUMBER == bindparam("number"),
    )
)
_LEFT = Query(
    select(VALUE.c.NUMBER)
    .where(VALUE.c.FIELD_ID == bindparam("field_id"), VALUE.c.RECORD_ID == bindparam("record_id"))
    .order_by(VALUE.c.POSITION)
)


def save(ctx: Ctx, home: Home, field: Definition, given: Any, repeated: ErrorKind) -> bool:
    """Change the list of a field; whether anything of it changed.

    An entry with an ``ID`` of the list changes it, or deletes it with ``DEL``; one without is added. What is not named
    stays.

    :param repeated: the refusal of an entry with the code of another
    :raises CallError: ``repeated``
    """
    entries = [
        {str(name).upper().replace("XMLID", "XML_ID"): value for name, value in entry.items()}
        for entry in list(as_map(given).values())[:MOST]
        if isinstance(entry, dict)
    ]
    editing = _Editing(ctx, home, field, repeated)
    changed = [editing.apply(entry) for entry in entries]
    return any(changed)


class _Editing:
    """The list of a field, while it is changed entry by entry."""

    def __init__(self, ctx: Ctx, home: Home, field: Definition, repeated: ErrorKind) -> None:
        self._ctx = ctx
        self._home = home
        self._field = field
        self._repeated = repeated
        self._codes = {item.xml_id: item.id for item in field.items}
        self._chosen = False

    def apply(self, said: Mapping[str, Any]) -> bool:
        """Do what one entry says; whether it says anything."""
        number = _number(said.get("ID"))
        if number not in self._codes.values():
            return self._add(said)
        if _flag(said.get("DEL")) == "Y":
            self._codes = {code: item for code, item in self._codes.items() if item != number}
            _delete(self._ctx, self._home, self._field, number)
            return True
        row = self._row(said, number)
        if not row.get("VALUE", "kept"):
            del row["VALUE"]
        self._ctx.tx.update(ITEM, {"ID": number}, row)
        return bool(row)

    def _add(self, said: Mapping[str, Any]) -> bool:
        row = {"SORT": 0, "DEF": "N", **self._row(said, 0)}
        if not row.get("VALUE"):
            return False
        code = row.setdefault("XML_ID", self._new_code(row["VALUE"]))
        self._codes[code] = self._ctx.tx.insert(ITEM, {"FIELD_ID": self._field.id, **row})
        return True

    def _row(self, said: Mapping[str, Any], own: int) -> dict[str, Any]:
        row: dict[str, Any] = {}
        if "VALUE" in said:
            row["VALUE"] = _text(said["VALUE"])
        if "SORT" in said:
            row["SORT"] = max(_number(said["SORT"]), 0)
        if "DEF" in said:
            row["DEF"] = self._default(_flag(said["DEF"]))
        code = _text(said.get("XML_ID"))
        if code:
            if self._codes.get(code, own) != own:
                raise self._repeated(xml_id=code)
            self._codes = {known: item for known, item in self._codes.items() if not own or item != own} | {code: own}
            row["XML_ID"] = code
        return row

    def _default(self, said: str) -> str:
        """Whether an entry is chosen unless told: of a field that holds one value, the first that is said to be."""
        if said == "N" or self._field.several:
            return said
        if self._chosen:
            return "N"
        self._chosen = True
        self._ctx.tx.update(ITEM, {"FIELD_ID": self._field.id, "DEF": "Y"}, {"DEF": "N"})
        return "Y"

    def _new_code(self, value: str) -> str:
        """A code for an entry that came without one."""
        number = len(self._codes)
        while (code := _hashed(f"{self._field.id}/{number}/{value}")) in self._codes:
            number += 1
        return code


def _hashed(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _delete(ctx: Ctx, home: Home, field: Definition, item_id: int) -> None:
    """Delete an entry, also from the records that have it."""
    ctx.tx.delete(ITEM, ID=item_id)
    if not field.several:
        query = _taking(home.table.name, field.slot, tuple(home.key))
        ctx.tx.execute(query, **home.key, item=item_id, left=None)
        return
    for (record_id,) in set(ctx.tx.all(_HAVING, field_id=field.id, number=item_id)):
        ctx.tx.execute(_FORGETTING, field_id=field.id, record_id=record_id, number=item_id)
        left = [int(row[0]) for row in ctx.tx.all(_LEFT, field_id=field.id, record_id=record_id)]
        stored = msgspec.json.encode(left).decode() if left else None
        ctx.tx.execute(_leaving(home.table.name, field.slot, tuple(home.key)), **home.key, id=record_id, left=stored)


@lru_cache(512)
def _taking(table: str, slot: str, key: tuple[str, ...]) -> Query:
    rows = plain_table(table, column(slot, Integer), *(column(name) for name in key))
    of_entity = (rows.c[name] == bindparam(name) for name in key)
    return Query(update(rows).where(rows.c[slot] == bindparam("item"), *of_entity).values({slot: bindparam("left")}))


@lru_cache(512)
def _leaving(table: str, slot: str, key: tuple[str, ...]) -> Query:
    rows = plain_table(table, column("ID"), column(slot, Text), *(column(name) for name in key))
    of_entity = (rows.c[name] == bindparam(name) for name in key)
    return Query(update(rows).where(rows.c.ID == bindparam("id"), *of_entity).values({slot: bindparam("left")}))


def _number(given: Any) -> int:
    try:
        return read_integer(given, _UTC) or 0
    except (ValueError, TypeError, OverflowError):
        return 0


def _flag(given: Any) -> str:
    return "N" if is_empty(given) or isinstance(given, dict | list) else read_flag(given, _UTC)


def _text(given: Any) -> str:
    try:
        return (read_string(given, _UTC) or "").strip()[:255]
    except ValueError:
        return ""
