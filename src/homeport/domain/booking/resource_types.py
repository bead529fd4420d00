"""Types of resources, such as rooms and cars: what their resources have in common.

Sources: the pages in ``booking/resource/resource-type/``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Index, Table, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, ErrorKind
from homeport.domain.booking import events, notifications, said
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import EVERYBODY, Change, Collection
from homeport.domain.records.dialect import CATALOG, Dialect
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.store import Query
from homeport.store.schema import METADATA

NOT_FOUND = ErrorKind("1013", "Resource type not found")
NOT_CHANGED = ErrorKind("1007", "Resource type not found")
NOT_DELETED = ErrorKind("1012", "Resource type has not been found")
IN_USE = ErrorKind("1012", "Resource type with id {id} has resources")
TAKEN = ErrorKind("1010", "Resource type with code {field} already exists")
TAKEN_BY_ANOTHER = ErrorKind("1011", "Resource type with code {field} already exists")

MODULE = "booking"
"""Whose types are that people and applications have made: there are no others."""

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("MODULE_ID", v.STRING, read_only=True, default=MODULE, described=False),
        F("NAME", v.STRING, required=True, length=255),
        F("CODE", v.STRING, required=True, length=255),
        *notifications.settings("INFO"),
    )
)
TABLE = Table("booking_resource_type", METADATA, *(field.column() for field in FIELDS), sqlite_autoincrement=True)
Index("booking_resource_type_code", TABLE.c.CODE, unique=True)

DIALECT = replace(
    CATALOG,
    denied=ACCESS_DENIED,
    unreadable=ACCESS_DENIED,
    not_found=NOT_FOUND,
    invalid=said.INVALID,
    required=said.REQUIRED,
    keeps_empty=True,
)
"""How all rows of online booking are spoken of."""
CHANGING = replace(DIALECT, not_found=NOT_CHANGED, required=said.INVALID)
DELETING = replace(DIALECT, not_found=NOT_DELETED)

_CODED = Query(select(TABLE.c.ID).where(TABLE.c.CODE == bindparam("code")))


def _only_one(change: Change) -> None:
    """No two types have the same code."""
    code = change.new.get("CODE")
    if not code or code == change.old.get("CODE"):
        return
    if change.ctx.tx.one(_CODED, code=code) is not None:
        raise (TAKEN_BY_ANOTHER if change.old else TAKEN)(field=code)


TYPES = Collection(
    noun="resourceType",
    plural="resource",
    table=TABLE,
    fields=FIELDS,
    access=EVERYBODY,
    before_save=(notifications.within_bounds, _only_one),
    tell=events.told_of_types,
)


def add(ctx: Ctx, fields: Mapping[str, Any]) -> int:
    """Add a type; its id.

    :raises CallError: ``REQUIRED``, ``INVALID``, ``TAKEN``
    """
    number: int = writing.create(ctx, TYPES, notifications.as_read(fields), DIALECT)["ID"]
    return number


def change(ctx: Ctx, number: int, fields: Mapping[str, Any]) -> None:
    """Change a type; its resources keep what they have.

    :raises CallError: ``NOT_CHANGED``, ``INVALID``, ``TAKEN_BY_ANOTHER``
    """
    writing.change(ctx, TYPES, {"ID": number}, notifications.as_read(fields), CHANGING)


def get(ctx: Ctx, number: int) -> Values:
    """A type as it is answered.

    :raises CallError: ``NOT_FOUND``
    """
    return answered(DIALECT, TYPES, reading.get(ctx, TYPES, {"ID": number}, DIALECT))


def answered(dialect: Dialect, collection: Collection, row: Values) -> Values:
    """A row without the fields that its pages do not show."""
    hidden = {dialect.name(field) for field in collection.fields if not field.described}
    return {name: value for name, value in row.items() if name not in hidden}
