"""What holds of every property, and of the entries of those of the type list.

Sources: ``api-reference/catalog/product-property/``, ``product-property-enum/``.
"""

import re

import msgspec
from sqlalchemy import bindparam, delete, func, select, update

from homeport.core.errors import ErrorKind
from homeport.domain.iblock.tables import ENUM, PROPERTY, VALUE
from homeport.domain.iblock.types import LIST, type_of
from homeport.domain.portal import generation
from homeport.domain.records.collection import Change
from homeport.store import Query, Transaction

NO_TYPE = ErrorKind("0", "Invalid property type specified")
BAD_CODE = ErrorKind("0", "Property code cannot start with a digit")

_CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_IS_LIST = Query(select(PROPERTY.c.PROPERTY_TYPE).where(PROPERTY.c.ID == bindparam("id")))
_FIRST = select(func.min(VALUE.c.ID)).where(VALUE.c.PROPERTY_ID == bindparam("id")).group_by(VALUE.c.ELEMENT_ID)
_ONE_EACH = Query(delete(VALUE).where(VALUE.c.PROPERTY_ID == bindparam("id"), VALUE.c.ID.not_in(_FIRST)))
_MULTIPLE = Query(select(PROPERTY.c.MULTIPLE).where(PROPERTY.c.ID == bindparam("id")))
_NO_OTHER = Query(
    update(ENUM).where(ENUM.c.PROPERTY_ID == bindparam("property"), ENUM.c.ID != bindparam("but")).values(DEF="N")
)


def typed(change: Change) -> None:
    """A property is of a type that there is, with what that is told unless it is."""
    row = change.row
    if row.get("PROPERTY_TYPE") is None:
        return
    kind = type_of(row["PROPERTY_TYPE"], row.get("USER_TYPE"))
    if kind is None:
        raise NO_TYPE()
    said = row.get("USER_TYPE_SETTINGS")
    if kind.settings and ("USER_TYPE_SETTINGS" in change.new or not change.old):
        known = {name.upper(): name for name in kind.settings}
        given = msgspec.json.decode(said) if said else {}
        settings = {**kind.settings, **{known.get(name.upper(), name): value for name, value in given.items()}}
        change.new["USER_TYPE_SETTINGS"] = msgspec.json.encode(settings).decode()


def coded(change: Change) -> None:
    """A code is a name: letters, figures and underscores, and no figure first."""
    code = change.new.get("CODE")
    if code and code[0].isdigit():
        raise BAD_CODE()
    if code and not _CODE.fullmatch(code):
        raise change.dialect.misfit(change.collection.fields.by_name["CODE"])


def dated(change: Change) -> None:
    """When it was written."""
    change.new["TIMESTAMP_X"] = change.ctx.clock.stamp()


def noticed(change: Change) -> None:
    """Whoever keeps what properties there are looks again."""
    generation.changed(change.ctx.tx)


def shrunk(change: Change) -> None:
    """Of a property that has no longer several values, elements keep the first."""
    if change.old and change.old["MULTIPLE"] == "Y" and change.new.get("MULTIPLE") == "N":
        change.ctx.tx.execute(_ONE_EACH, id=change.old["ID"])


def forgotten(change: Change) -> None:
    """With a property go its entries and its values."""
    number = change.old["ID"]
    change.ctx.tx.delete(VALUE, PROPERTY_ID=number)
    change.ctx.tx.delete(ENUM, PROPERTY_ID=number)


def is_list(tx: Transaction, number: int) -> bool:
    """Whether a property is of the type list."""
    return bool(tx.value(_IS_LIST, id=number) == LIST)


def one_default(change: Change) -> None:
    """Of a property with one value, one entry at most is what new elements hold."""
    row, tx = change.row, change.ctx.tx
    if change.new.get("DEF") == "Y" and tx.value(_MULTIPLE, id=row["PROPERTY_ID"]) == "N":
        tx.execute(_NO_OTHER, property=row["PROPERTY_ID"], but=row["ID"])


def entry_forgotten(change: Change) -> None:
    """With an entry go the values that name it."""
    change.ctx.tx.delete(VALUE, PROPERTY_ID=change.old["PROPERTY_ID"], NUMBER=float(change.old["ID"]))
