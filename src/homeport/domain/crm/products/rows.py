"""The life of a record's rows of goods. To write them is to change the record: with its rights, amount and event.

A row that names a product of the catalogue has its name, unit and type, unless the client says others.
Sources: ``universal/product-rows/``, ``deals/crm-deal-productrows-set.md``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core import values as v
from homeport.core.amounts import rounded
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.catalog import measures, products
from homeport.domain.crm import access
from homeport.domain.crm.entities import BUILT_IN, entity_of, exists
from homeport.domain.crm.products import amounts, prices
from homeport.domain.crm.products.tables import FIELDS, MONETARY, PRODUCT_ROW, SIMPLE
from homeport.domain.crm.record import records
from homeport.domain.crm.record.dialects import CLASSIC, UNIVERSAL
from homeport.domain.crm.record.reading import stored
from homeport.domain.crm.type.types import has_products
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field
from homeport.domain.records.filters import Filter, Filterable, as_map
from homeport.domain.records.rows import Found, order_of, page
from homeport.store import Query

RATE_MISSING = "Discount Rate (DISCOUNT_RATE) is required if Percentage Discount Type (DISCOUNT_TYPE_ID) is defined"
FULL_SUM_MISSING = (
    "Discount Sum (DISCOUNT_SUM) is required if Percentage Discount Type (DISCOUNT_TYPE_ID) is defined "
    "and Discount Rate (DISCOUNT_RATE) is 100%"
)
SUM_MISSING = "Discount Sum (DISCOUNT_SUM) is required if Monetary Discount Type (DISCOUNT_TYPE_ID) is defined"
INVALID = 'Invalid value for the "{field}" field'
TOO_MANY = "More than {most} rows"

NAMELESS = "[{id}]"
"""What a row is called that nobody gave a name."""

MAX_ROWS = 1_000
"""Rows of one record."""

CLASSIC_ROWS = replace(CLASSIC, not_found=ErrorKind("", "Not found."), invalid=ErrorKind("ERROR_CORE", "{reason}<br>"))
UNIVERSAL_ROWS = replace(UNIVERSAL, invalid=ErrorKind("0", "{reason}"))
"""How the two kinds of methods refuse: ``invalid`` takes ``reason``."""

Row = dict[str, Any]

WITH_PRODUCTS = frozenset({owner.LEAD, owner.DEAL, owner.QUOTE, owner.SMART_INVOICE})
"""The built-in types whose records have rows; smart processes have them when they are linked with products."""

_CLASSIC_ONLY = frozenset({"PRICE_EXCLUSIVE", "PRICE_NETTO", "PRICE_BRUTTO"})
"""Prices that the classic methods take, and the universal ones work out."""
_NOT_NEGATIVE = ("PRICE", "QUANTITY", "TAX_RATE", *sorted(_CLASSIC_ONLY))
_NUMBERS = (*_NOT_NEGATIVE, "DISCOUNT_RATE", "DISCOUNT_SUM")

_NAMES = tuple(FIELDS.columns)
_COLUMNS = [PRODUCT_ROW.c[name] for name in _NAMES]
_OF_RECORD = Query(
    select(*_COLUMNS)
    .where(PRODUCT_ROW.c.OWNER_TYPE_ID == bindparam("type_id"), PRODUCT_ROW.c.OWNER_ID == bindparam("id"))
    .order_by(PRODUCT_ROW.c.SORT, PRODUCT_ROW.c.ID)
)
_OWNER = Query(select(PRODUCT_ROW.c.OWNER_TYPE_ID, PRODUCT_ROW.c.OWNER_ID).where(PRODUCT_ROW.c.ID == bindparam("id")))
_ROW = Query(select(*_COLUMNS).where(PRODUCT_ROW.c.ID == bindparam("id")))


def has_rows(ctx: Ctx, entity_type_id: int) -> bool:
    """Whether records of a type have rows of goods."""
    if entity_type_id in BUILT_IN:
        return entity_type_id in WITH_PRODUCTS
    return has_products(ctx.tx, entity_type_id)


def of_record(ctx: Ctx, record: Owner) -> list[Row]:
    """The rows of a record, as they are sorted."""
    found = ctx.tx.all(_OF_RECORD, type_id=record.entity_type_id, id=record.entity_id)
    return [dict(zip(_NAMES, row, strict=True)) for row in found]


def owner_of(ctx: Ctx, row_id: int) -> Owner | None:
    """The record that a row belongs to; None when there is no such row."""
    found = ctx.tx.one(_OWNER, id=row_id)
    return None if found is None else Owner(*found)


def one(ctx: Ctx, row_id: int) -> Row:
    """A row that exists."""
    found = ctx.tx.one(_ROW, id=row_id)
    assert found is not None
    return dict(zip(_NAMES, found, strict=True))


def listed(ctx: Ctx, record: Owner, given: Mapping[str, Any], order: Any, start: Any, *, universal: bool) -> Found:
    """A page of a record's rows that a filter finds.

    :raises CallError: ``INVALID_ARG_VALUE`` for what is no field or no value of one, in the universal spelling
    """

    def find(name: str) -> Filterable | None:
        field = FIELDS.find(name, universal=universal)
        if field is None or not (field.stored or field.name == "OWNER_TYPE"):
            return None
        return Filterable(field.name if field.stored else "OWNER_TYPE_ID", field.type.read)

    mine = {"OWNER_TYPE": owner.abbreviation_of(record.entity_type_id), "OWNER_ID": record.entity_id}
    wanted = Filter({**mine, "0": given}, find, ctx, strict=universal, nested=True)
    named = ((name, direction) for name, direction in as_map(order).items())
    return page(
        ctx.tx,
        PRODUCT_ROW,
        wanted.tree,
        order_of(ctx, named, lambda name: _column(name, universal)),
        wanted.params,
        start,
    )


def _column(name: str, universal: bool) -> str | None:
    field = FIELDS.find(name, universal=universal)
    return field.name if field is not None and field.stored else None


def require(ctx: Ctx, operation: Operation, record: Owner, dialect: Dialect) -> None:
    """Refuse who may not do it to a record.

    :raises CallError: the dialect's ``not_found`` or refusal
    """
    if not access.may(ctx, operation, record):
        refusal = dialect.unreadable if operation is Operation.READ else dialect.denied
        raise refusal() if exists(ctx.tx, record) else dialect.not_found()


def add(ctx: Ctx, record: Owner, given: Mapping[str, Any], dialect: Dialect) -> int:
    """Add a row; its id.

    :raises CallError: the dialect's refusals
    """
    require(ctx, Operation.WRITE, record, dialect)
    if len(of_record(ctx, record)) >= MAX_ROWS:
        raise dialect.invalid(reason=TOO_MANY.format(most=MAX_ROWS))
    row_id = _insert(ctx, record, read(ctx, given, dialect), _rate(ctx, record))
    _changed(ctx, record)
    return row_id


def change(ctx: Ctx, record: Owner, row_id: int, given: Mapping[str, Any], dialect: Dialect) -> None:
    """Change a row of a record.

    :raises CallError: the dialect's refusals
    """
    require(ctx, Operation.WRITE, record, dialect)
    _update(ctx, one(ctx, row_id), read(ctx, given, dialect), _rate(ctx, record))
    _changed(ctx, record)


def delete(ctx: Ctx, record: Owner, row_id: int, dialect: Dialect) -> None:
    """Delete a row of a record.

    :raises CallError: the dialect's refusals
    """
    require(ctx, Operation.WRITE, record, dialect)
    ctx.tx.delete(PRODUCT_ROW, ID=row_id)
    _changed(ctx, record)


def replace_all(
    ctx: Ctx, record: Owner, given: Sequence[Mapping[str, Any]], dialect: Dialect, *, by_id: bool = False
) -> None:
    """Put rows in place of those that a record had.

    :param by_id: whether those that have the id of one that is there change it
    :raises CallError: the dialect's refusals
    """
    require(ctx, Operation.WRITE, record, dialect)
    if len(given) > MAX_ROWS:
        raise dialect.invalid(reason=TOO_MANY.format(most=MAX_ROWS))
    held = {row["ID"]: row for row in of_record(ctx, record)}
    wanted = [(_id_of(ctx, each) if by_id else None, read(ctx, each, dialect)) for each in given]
    rate = _rate(ctx, record)
    staying = {row_id for row_id, _ in wanted}
    for row_id in held.keys() - staying:
        ctx.tx.delete(PRODUCT_ROW, ID=row_id)
    for row_id, said in wanted:
        old = held.pop(row_id, None) if row_id is not None else None
        if old is None:
            _insert(ctx, record, said, rate)
        else:
            _update(ctx, old, said, rate)
    _changed(ctx, record)


def _id_of(ctx: Ctx, given: Mapping[str, Any]) -> int | None:
    try:
        return v.read_integer(
            next((value for name, value in given.items() if name.upper() == "ID"), None), ctx.clock.zone
        )
    except ValueError:
        return None


def read(ctx: Ctx, given: Mapping[str, Any], dialect: Dialect) -> Row:
    """What a client says of a row, as it is stored.

    :raises CallError: a value that a field cannot hold
    """
    said: Row = {}
    for name, value in given.items():
        field = dialect.find(FIELDS, name)
        if field is None or not is_writable(field, dialect):
            continue
        try:
            read = field.type.read(value, ctx.clock.zone)
        except (ValueError, TypeError, OverflowError):
            raise _invalid(field, dialect) from None
        unfit = (
            (field.values and read not in (None, *field.values))
            or (field.name in _NUMBERS and read is not None and abs(read) > prices.MAX_NUMBER)
            or (field.name in _NOT_NEGATIVE and read is not None and read < 0)
            or (field.name == "DISCOUNT_RATE" and read is not None and read > prices.FULL)
        )
        if unfit:
            raise _invalid(field, dialect)
        said[field.name] = read
    _require_discount(said, dialect)
    return said


def is_writable(field: Field, dialect: Dialect) -> bool:
    """Whether clients may say a field of a row."""
    if not field.stored or field.immutable:
        return False
    return not field.read_only or (not dialect.camel and field.name in _CLASSIC_ONLY)


def _require_discount(said: Row, dialect: Dialect) -> None:
    """A type of discount comes with its figure; a discount of all of the price with the sum that it was."""
    if dialect.camel:
        missing = FULL_SUM_MISSING if said.get("DISCOUNT_RATE") == prices.FULL and "DISCOUNT_SUM" not in said else ""
    elif "DISCOUNT_TYPE_ID" not in said:
        missing = ""
    elif said["DISCOUNT_TYPE_ID"] == MONETARY:
        missing = "" if "DISCOUNT_SUM" in said else SUM_MISSING
    elif "DISCOUNT_RATE" not in said:
        missing = RATE_MISSING
    else:
        missing = FULL_SUM_MISSING if said["DISCOUNT_RATE"] == prices.FULL and "DISCOUNT_SUM" not in said else ""
    if missing:
        raise dialect.invalid(reason=missing)


def _insert(ctx: Ctx, record: Owner, said: Row, rate: float) -> int:
    row = {
        **dict.fromkeys(_NAMES[1:]),
        **FIELDS.defaults,
        **{name: each for name, each in said.items() if each is not None},
    }
    row |= {"OWNER_TYPE_ID": record.entity_type_id, "OWNER_ID": record.entity_id}
    _take(ctx, row, said)
    _price(row, said, rate)
    row_id = ctx.tx.insert(PRODUCT_ROW, row)
    if not row["PRODUCT_NAME"]:
        ctx.tx.update(PRODUCT_ROW, {"ID": row_id}, {"PRODUCT_NAME": NAMELESS.format(id=row_id)})
    return row_id


def _update(ctx: Ctx, old: Row, said: Row, rate: float) -> None:
    defaults = FIELDS.defaults
    row = {**old, **{name: defaults.get(name) if each is None else each for name, each in said.items()}}
    if row["PRODUCT_ID"] != old["PRODUCT_ID"]:
        row |= {name: said.get(name) for name in ("PRODUCT_NAME", "MEASURE_CODE")}
        _take(ctx, row, said)
    elif "MEASURE_CODE" in said:
        _measure(ctx, row, said, products.known(ctx.tx, row["PRODUCT_ID"]))
    if not row["PRODUCT_NAME"]:
        row["PRODUCT_NAME"] = old["PRODUCT_NAME"]
    _price(row, said, rate)
    del row["ID"]
    ctx.tx.update(PRODUCT_ROW, {"ID": old["ID"]}, row)


def _take(ctx: Ctx, row: Row, said: Row) -> None:
    """What a row takes from its product, where the client does not say it."""
    product = products.known(ctx.tx, row["PRODUCT_ID"]) if row["PRODUCT_ID"] else None
    row["TYPE"] = product.type if product else SIMPLE
    if product and not row["PRODUCT_NAME"]:
        row["PRODUCT_NAME"] = product.name
    _measure(ctx, row, said, product)


def _measure(ctx: Ctx, row: Row, said: Row, product: products.Known | None) -> None:
    """The unit that a row is counted in: that of its code, else of its product, else the usual one."""
    if row["MEASURE_CODE"] is None and row["PRODUCT_ID"]:
        unit = measures.of_id(ctx.tx, product.measure) if product and product.measure else measures.usual(ctx.tx)
    else:
        unit = measures.of_code(ctx.tx, row["MEASURE_CODE"] or 0)
    if row["MEASURE_CODE"] is None:
        row["MEASURE_CODE"] = unit.code if unit else 0
    if not said.get("MEASURE_NAME"):
        row["MEASURE_NAME"] = unit.symbol if unit else ""


def _rate(ctx: Ctx, record: Owner) -> float:
    """What the currency of a record is worth."""
    return amounts.rate_of(ctx.tx, _stored(ctx, record)["CURRENCY_ID"])


def _price(row: Row, said: Row, rate: float) -> None:
    prices.complete(row, said.keys() & _CLASSIC_ONLY)
    row["PRICE_ACCOUNT"] = rounded(row["PRICE"] * rate)


def _changed(ctx: Ctx, record: Owner) -> None:
    """Let the record follow: its amount, who changed it, and its event."""
    entity = entity_of(record.entity_type_id)
    assert entity is not None
    manual = amounts.is_manual(entity, _stored(ctx, record))
    sums = {} if manual else {"OPPORTUNITY": 0, "TAX_VALUE": 0}  # where there are rows, their sums take this place
    records.change(ctx, entity, record.entity_id, sums, CLASSIC)


def _stored(ctx: Ctx, record: Owner) -> Row:
    entity = entity_of(record.entity_type_id)
    assert entity is not None
    columns = stored(ctx, entity, record.entity_id)
    assert columns is not None
    return columns


def _invalid(field: Field, dialect: Dialect) -> CallError:
    return dialect.invalid(reason=INVALID.format(field=dialect.name(field)))
