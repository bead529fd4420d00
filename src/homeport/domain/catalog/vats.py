"""VAT rates of products.

Sources: ``api-reference/catalog/vat/``, ``api-reference/crm/outdated/vat/``.
"""

from sqlalchemy import Column, Float, Integer, Table, Text, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records.collection import ADMINISTRATORS, Change, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

NOT_FOUND = ErrorKind("200800000000", "VAT rate with this ID does not exist")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", size="11", read_only=True),
        F("TIMESTAMP_X", v.DATETIME, "Modification Date", read_only=True),
        F("ACTIVE", v.CHAR, "Activity", size="1", default="Y"),
        F("C_SORT", v.INTEGER, "Sorting", item="sort", size="18", default=100),
        F("NAME", v.STRING, "Name", size="50", required=True, length=50),
        F("RATE", v.DOUBLE, "Rate", size="18,2", required=True),
    )
)

TABLE = Table(
    "catalog_vat",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TIMESTAMP_X", Text, nullable=False),
    Column("ACTIVE", Text, nullable=False),
    Column("C_SORT", Integer, nullable=False),
    Column("NAME", Text, nullable=False),
    Column("RATE", Float),
    sqlite_autoincrement=True,
)
"""RATE is empty for what bears no VAT, which is not the same as a rate of zero."""


_RATE = Query(select(TABLE.c.RATE).where(TABLE.c.ID == bindparam("id")))


def exists(ctx: Ctx, number: int) -> bool:
    """Whether there is a rate of this number."""
    return ctx.tx.one(_RATE, id=number) is not None


def rate_of(tx: Transaction, number: int) -> float | None:
    """How many percent a rate is; None for none."""
    found: float | None = tx.value(_RATE, id=number)
    return found


def _dated(change: Change) -> None:
    change.new["TIMESTAMP_X"] = change.ctx.clock.stamp()


VATS = Collection(
    noun="vat",
    plural="vats",
    table=TABLE,
    fields=FIELDS,
    access=ADMINISTRATORS,
    before_save=(_dated,),
)


def install(tx: Transaction) -> None:
    """Write the rate of a new portal: none."""
    tx.insert(
        TABLE,
        {"TIMESTAMP_X": "2026-01-01 00:00:00", "ACTIVE": "Y", "C_SORT": 100, "NAME": "No VAT", "RATE": None},
    )
