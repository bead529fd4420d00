"""Resources: what can be booked, each of a type, from which it takes its first settings.

Sources: the pages in ``booking/resource/``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Index, Table, Text, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.booking import events, notifications, resource_types, said
from homeport.domain.booking.resource_types import DIALECT, TYPES
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import EVERYBODY, Change, Collection
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.domain.records.row_rules import exists
from homeport.store import Query, Transaction, constant
from homeport.store.schema import METADATA

NOT_FOUND = ErrorKind("1009", "Resource not found")
NOT_CHANGED = ErrorKind("1007", "Resource not found")
NOT_DELETED = ErrorKind("1008", "Resource has not been found")
NO_TYPE = ErrorKind("1006", "ResourceType not found")
UNKNOWN_TYPE = ErrorKind("1013", "Resource type with id {id} does not exist")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("TYPE_ID", v.INTEGER),
        F("NAME", v.STRING, required=True, length=255),
        F("DESCRIPTION", v.STRING, default=""),
        F("IS_MAIN", v.STRING, default="Y", values=notifications.YES_OR_NO),
        *notifications.settings(),
    )
)
TABLE = Table(
    "booking_resource",
    METADATA,
    *(field.column() for field in FIELDS),
    Column("KEEPS_HOURS", Text, nullable=False, server_default="N"),
    sqlite_autoincrement=True,
)
"""KEEPS_HOURS is ``Y`` once it was said when the resource is booked: it is booked within its slots from then on."""
Index("booking_resource_type_id", TABLE.c.TYPE_ID)

_THERE = exists(TABLE)
_KEEPS_HOURS = Query(select(TABLE.c.KEEPS_HOURS).where(TABLE.c.ID == bindparam("id")))
_OF_TYPE = Query(select(TABLE.c.ID).where(TABLE.c.TYPE_ID == bindparam("type_id")).limit(constant(1)))


def _of_its_type(change: Change) -> None:
    """A resource has a type; a new one begins with its settings."""
    type_id = change.new.get("TYPE_ID", change.old.get("TYPE_ID"))
    if type_id is None:
        raise (UNKNOWN_TYPE(id="") if change.old else NO_TYPE())
    if type_id == change.old.get("TYPE_ID"):
        return
    kind = reading.stored(change.ctx, TYPES, {"ID": type_id})
    if kind is None:
        raise UNKNOWN_TYPE(id=type_id)
    if not change.old:
        change.new.update((name, kind[name]) for name in notifications.NAMES if name not in change.said)


RESOURCES = Collection(
    noun="resource",
    plural="resource",
    table=TABLE,
    fields=FIELDS,
    access=EVERYBODY,
    before_save=(notifications.within_bounds, _of_its_type),
    tell=events.told_of_resources,
)
_CHANGING = replace(DIALECT, not_found=NOT_CHANGED, required=said.INVALID)


def add(ctx: Ctx, fields: Mapping[str, Any]) -> int:
    """Add a resource; its id. It may be booked at any time until it is said when.

    :raises CallError: ``REQUIRED``, ``INVALID``, ``NO_TYPE``, ``UNKNOWN_TYPE``
    """
    number: int = writing.create(ctx, RESOURCES, notifications.as_read(fields), DIALECT)["ID"]
    return number


def change(ctx: Ctx, number: int, fields: Mapping[str, Any]) -> None:
    """Change a resource.

    :raises CallError: ``NOT_CHANGED``, ``INVALID``, ``UNKNOWN_TYPE``
    """
    writing.change(ctx, RESOURCES, {"ID": number}, notifications.as_read(fields), _CHANGING)


def get(ctx: Ctx, number: int) -> Values:
    """A resource as it is answered.

    :raises CallError: ``NOT_FOUND``
    """
    return reading.get(ctx, RESOURCES, {"ID": number}, replace(DIALECT, not_found=NOT_FOUND))


def keep_hours(tx: Transaction, number: int) -> None:
    """Note that it was said when a resource is booked."""
    tx.update(TABLE, {"ID": number}, {"KEEPS_HOURS": "Y"})


def keeps_hours(tx: Transaction, number: int) -> bool:
    """Whether a resource is booked within its slots only."""
    return bool(tx.value(_KEEPS_HOURS, id=number) == "Y")


def require(tx: Transaction, number: int) -> None:
    """Refuse the number of no resource.

    :raises CallError: ``NOT_FOUND``
    """
    if not is_there(tx, number):
        raise NOT_FOUND()


def is_there(tx: Transaction, number: int) -> bool:
    """Whether there is a resource."""
    return tx.one(_THERE, id=number) is not None


def delete_type(ctx: Ctx, number: int) -> None:
    """Delete a type of resources that has none any more.

    :raises CallError: ``NOT_DELETED``, ``IN_USE``
    """
    if ctx.tx.one(_OF_TYPE, type_id=number) is not None:
        raise resource_types.IN_USE(id=number)
    writing.delete(ctx, TYPES, {"ID": number}, resource_types.DELETING)
