"""Types of prices: retail, wholesale. One of them is the base one, and stays.

Sources: ``api-reference/catalog/price-type/``.
"""

from dataclasses import replace

from sqlalchemy import Table, UniqueConstraint, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.catalog import events, price_fields
from homeport.domain.events.emission import telling
from homeport.domain.records.collection import ADMINISTRATORS, Change, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

NOT_FOUND = ErrorKind("201000000000", "Price type does not exist")
IS_BASE = ErrorKind("BASE", "The base price type cannot be deleted")

_YES_NO = replace(v.CHAR, name="string")
_BY = replace(v.USER, name="integer")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("NAME", v.STRING, "Code", required=True),
        F("BASE", _YES_NO, "Base", default="N"),
        F("SORT", v.INTEGER, "Sorting", default=100),
        F("XML_ID", v.STRING, "External code"),
        F("TIMESTAMP_X", v.DATETIME, "Modified", read_only=True),
        F("MODIFIED_BY", _BY, "Modified by", read_only=True),
        F("DATE_CREATE", v.DATETIME, "Created", read_only=True),
        F("CREATED_BY", _BY, "Created by", read_only=True),
    )
)

TABLE = Table("catalog_price_type", METADATA, *(field.column() for field in FIELDS), sqlite_autoincrement=True)

NAME_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("CATALOG_GROUP_ID", v.INTEGER, "Price type", required=True),
        F("NAME", v.STRING, "Name", required=True),
        F("LANG", v.STRING, "Language", required=True),
    )
)

NAME = Table(
    "catalog_price_type_name",
    METADATA,
    *(field.column() for field in NAME_FIELDS),
    UniqueConstraint("CATALOG_GROUP_ID", "LANG"),
    sqlite_autoincrement=True,
)
"""Names in other languages: ``price_type_names.py``."""

GROUP_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", immutable=True),
        F("CATALOG_GROUP_ID", v.INTEGER, "Price type", required=True),
        F("GROUP_ID", v.INTEGER, "Group", required=True),
        F("ACCESS", replace(v.CHAR, read=v.read_string), "Access", required=True),
    )
)

GROUP = Table(
    "catalog_price_type_group",
    METADATA,
    *(field.column() for field in GROUP_FIELDS),
    UniqueConstraint("CATALOG_GROUP_ID", "GROUP_ID", "ACCESS"),
    sqlite_autoincrement=True,
)
"""Who sees and buys: ``price_groups.py``."""

_EXISTS = Query(select(TABLE.c.ID).where(TABLE.c.ID == bindparam("id")))
_BASE = Query(select(TABLE.c.ID).where(TABLE.c.BASE == bindparam("yes")))


def exists(ctx: Ctx, number: int) -> bool:
    """Whether there is a type of this number."""
    return ctx.tx.one(_EXISTS, id=number) is not None


def base(tx: Transaction) -> int:
    """The number of the base type."""
    return int(tx.value(_BASE, yes="Y"))


def signed(change: Change) -> None:
    """Who wrote a row, and when."""
    now, actor = change.ctx.clock.stamp(), change.ctx.actor.user_id
    modified = "TIMESTAMP_X" if "TIMESTAMP_X" in change.collection.fields.by_name else "DATE_MODIFY"
    change.new.update({modified: now, "MODIFIED_BY": actor})
    if not change.old:
        change.new.update({"DATE_CREATE": now, "CREATED_BY": actor})


def _one_base(change: Change) -> None:
    """A new base type takes the place of the former, which nothing else does."""
    becomes = change.new.get("BASE")
    if becomes == "Y":
        change.ctx.tx.update(TABLE, {"BASE": "Y"}, {"BASE": "N"})
    elif becomes == "N" and change.old.get("BASE") == "Y":
        raise change.dialect.misfit(FIELDS.by_name["BASE"])


def _not_base(change: Change) -> None:
    if change.old["BASE"] == "Y":
        raise IS_BASE()


def _forgotten(change: Change) -> None:
    price_fields.forget_type(change.ctx.tx, change.old["ID"])
    change.ctx.tx.delete(NAME, CATALOG_GROUP_ID=change.old["ID"])
    change.ctx.tx.delete(GROUP, CATALOG_GROUP_ID=change.old["ID"])


PRICE_TYPES = Collection(
    noun="priceType",
    plural="priceTypes",
    table=TABLE,
    fields=FIELDS,
    access=ADMINISTRATORS,
    before_save=(_one_base, signed),
    before_delete=(_not_base,),
    after_delete=(_forgotten,),
    tell=telling((events.PRICE_TYPE, events.CATALOG)),
)


def install(tx: Transaction) -> None:
    """Write the base type of a new portal."""
    moment = "2026-01-01 00:00:00"
    row = {"NAME": "BASE", "BASE": "Y", "SORT": 100, "XML_ID": "BASE", "TIMESTAMP_X": moment, "DATE_CREATE": moment}
    tx.insert(TABLE, {**row, "MODIFIED_BY": 1, "CREATED_BY": 1})
