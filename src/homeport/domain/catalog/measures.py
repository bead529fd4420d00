"""Units of measurement, by which products are counted. One of them is the usual one of new products.

Sources: ``api-reference/catalog/measure/``, ``api-reference/crm/outdated/measure/``.
"""

from typing import NamedTuple

from sqlalchemy import Column, Integer, Table, Text, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.catalog import events
from homeport.domain.events.emission import telling
from homeport.domain.records.collection import ADMINISTRATORS, Change, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.store import Query, Row, Transaction
from homeport.store.schema import METADATA

CODE_TAKEN = ErrorKind("200600000000", "Measure with this code already exists")
DEFAULT_TAKEN = ErrorKind("200600000010", "Default measure already exists")
NOT_FOUND = ErrorKind("200600000020", "Measure with this ID does not exist")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("CODE", v.INTEGER, "Code", required=True, unique=True),
        F("MEASURE_TITLE", v.STRING, "Name", required=True),
        F("SYMBOL_RUS", v.STRING, "Symbol", item="symbol"),
        F("SYMBOL_INTL", v.STRING, "International symbol"),
        F("SYMBOL_LETTER_INTL", v.STRING, "International letter code"),
        F("IS_DEFAULT", v.CHAR, "Default", default="N"),
    )
)

TABLE = Table(
    "catalog_measure",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("CODE", Integer, nullable=False, unique=True),
    Column("MEASURE_TITLE", Text, nullable=False),
    Column("SYMBOL_RUS", Text),
    Column("SYMBOL_INTL", Text),
    Column("SYMBOL_LETTER_INTL", Text),
    Column("IS_DEFAULT", Text, nullable=False),
    sqlite_autoincrement=True,
)

STANDARD = (
    (6, "Meter", "m", "m", "MTR", "N"),
    (112, "Liter", "l", "l", "LTR", "N"),
    (163, "Gram", "g", "g", "GRM", "N"),
    (166, "Kilogram", "kg", "kg", "KGM", "N"),
    (796, "Piece", "pcs", "pc. 1", "PCE. NMB", "Y"),
)
"""What a new portal has: code, name, symbols, and whether new products are counted by it."""

_DEFAULT = Query(select(TABLE.c.ID).where(TABLE.c.IS_DEFAULT == bindparam("yes")))

_UNIT = select(TABLE.c.CODE, TABLE.c.SYMBOL_RUS, TABLE.c.MEASURE_TITLE)
_USUAL = Query(_UNIT.where(TABLE.c.IS_DEFAULT == bindparam("yes")))
_OF_CODE = Query(_UNIT.where(TABLE.c.CODE == bindparam("code")))


_BY_ID = Query(_UNIT.where(TABLE.c.ID == bindparam("id")))


class Unit(NamedTuple):
    """A unit as rows of goods name it.

    :param symbol: its short name; its whole name where it has none
    """

    code: int
    symbol: str


def usual(tx: Transaction) -> Unit | None:
    """The unit of new products."""
    return _unit(tx.one(_USUAL, yes="Y"))


def of_id(tx: Transaction, number: int) -> Unit | None:
    """The unit of a number."""
    return _unit(tx.one(_BY_ID, id=number))


def usual_id(ctx: Ctx) -> int | None:
    """The number of the unit of new products."""
    found: int | None = ctx.tx.value(_DEFAULT, yes="Y")
    return found


def exists(ctx: Ctx, number: int) -> bool:
    """Whether there is a unit of this number."""
    return ctx.tx.one(_BY_ID, id=number) is not None


def of_code(tx: Transaction, code: int) -> Unit | None:
    """The unit of a code."""
    return _unit(tx.one(_OF_CODE, code=code))


def _unit(row: Row | None) -> Unit | None:
    return None if row is None else Unit(row[0], row[1] or row[2])


def _one_default(change: Change) -> None:
    """Only one unit of the whole directory is the usual one."""
    becomes = change.new.get("IS_DEFAULT") == "Y" and change.old.get("IS_DEFAULT") != "Y"
    if becomes and change.ctx.tx.value(_DEFAULT, yes="Y") is not None:
        raise DEFAULT_TAKEN()


MEASURES = Collection(
    noun="measure",
    plural="measures",
    table=TABLE,
    fields=FIELDS,
    access=ADMINISTRATORS,
    before_save=(_one_default,),
    tell=telling((events.MEASURE, events.CATALOG), (events.CRM_MEASURE, "crm")),
)


def install(tx: Transaction) -> None:
    """Write the units of a new portal; always the same ids."""
    names = ("CODE", "MEASURE_TITLE", "SYMBOL_RUS", "SYMBOL_INTL", "SYMBOL_LETTER_INTL", "IS_DEFAULT")
    tx.insert_many(TABLE, [dict(zip(names, row, strict=True)) for row in STANDARD])
