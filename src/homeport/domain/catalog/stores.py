"""Warehouses.

Source: ``api-reference/catalog/store/``.
"""

from dataclasses import replace

from sqlalchemy import Table, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.pictures import PICTURE
from homeport.domain.catalog import pictures, stock
from homeport.domain.portal.people import users
from homeport.domain.records.collection import ADMINISTRATORS, Change, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.store import Query
from homeport.store.schema import METADATA

NOT_FOUND = ErrorKind("201100000000", "Store does not exist")

_BY = replace(v.USER, name="integer")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("TITLE", v.STRING, "Name"),
        F("ACTIVE", v.CHAR, "Active", default="Y"),
        F("ADDRESS", v.STRING, "Address", required=True),
        F("DESCRIPTION", v.STRING, "Description"),
        F("GPS_N", v.DOUBLE, "Latitude"),
        F("GPS_S", v.DOUBLE, "Longitude"),
        F("IMAGE_ID", PICTURE, "Picture"),
        F("DATE_MODIFY", v.DATETIME, "Modified"),
        F("DATE_CREATE", v.DATETIME, "Created"),
        F("USER_ID", _BY, "Created by"),
        F("MODIFIED_BY", _BY, "Modified by"),
        F("PHONE", v.STRING, "Phone"),
        F("SCHEDULE", v.STRING, "Working hours"),
        F("XML_ID", v.STRING, "External code"),
        F("SORT", v.INTEGER, "Sorting", default=100),
        F("EMAIL", v.STRING, "E-mail"),
        F("ISSUING_CENTER", v.CHAR, "Pickup point", default="N"),
        F("CODE", v.STRING, "Code"),
    )
)
TABLE = Table("catalog_store", METADATA, *(field.column() for field in FIELDS), sqlite_autoincrement=True)


_EXISTS = Query(select(TABLE.c.ID).where(TABLE.c.ID == bindparam("id")))


def exists(ctx: Ctx, number: int) -> bool:
    """Whether there is a warehouse of this number."""
    return ctx.tx.one(_EXISTS, id=number) is not None


def _signed(change: Change) -> None:
    """Who wrote it, and when: whatever moments a client gives, as the examples show."""
    ctx, new = change.ctx, change.new
    for name in ("USER_ID", "MODIFIED_BY"):
        if new.get(name) and not users.exists(ctx.tx, new[name]):
            raise change.dialect.misfit(FIELDS.by_name[name])
    new["DATE_MODIFY"] = ctx.clock.stamp()
    new["MODIFIED_BY"] = change.said.get("MODIFIED_BY") or ctx.actor.user_id
    if change.old:
        new["DATE_CREATE"] = change.old["DATE_CREATE"]
    else:
        new["DATE_CREATE"] = new["DATE_MODIFY"]
        new.setdefault("USER_ID", ctx.actor.user_id)


def _on_earth(change: Change) -> None:
    for name, most in (("GPS_N", 90), ("GPS_S", 180)):
        if change.new.get(name) is not None and abs(change.new[name]) > most:
            raise change.dialect.misfit(FIELDS.by_name[name])


STORES = Collection(
    noun="store",
    plural="stores",
    table=TABLE,
    fields=FIELDS,
    access=ADMINISTRATORS,
    files=pictures.OF_STORES,
    before_save=(_signed, _on_earth),
    before_delete=(stock.empty,),
    after_delete=(stock.swept,),
)
