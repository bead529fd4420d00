"""Markups, which prices may name. Nothing makes one over the protocol.

Source: ``api-reference/catalog/extra/``.
"""

from sqlalchemy import Table, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records.collection import ADMINISTRATORS, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.store import Query
from homeport.store.schema import METADATA

NOT_FOUND = ErrorKind("202000000000", "Extra does not exist")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("NAME", v.STRING, "Name", required=True),
        F("PERCENTAGE", v.DOUBLE, "Per cent", required=True),
    )
)

TABLE = Table("catalog_extra", METADATA, *(field.column() for field in FIELDS), sqlite_autoincrement=True)

EXTRAS = Collection(noun="extra", plural="extras", table=TABLE, fields=FIELDS, access=ADMINISTRATORS)

_EXISTS = Query(select(TABLE.c.ID).where(TABLE.c.ID == bindparam("id")))


def exists(ctx: Ctx, number: int) -> bool:
    """Whether there is a markup of this number."""
    return ctx.tx.one(_EXISTS, id=number) is not None
