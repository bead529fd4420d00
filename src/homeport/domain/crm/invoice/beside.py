"""What is kept beside an old invoice: its rows of goods, what it says of the client, and who is responsible.

Source: ``api-reference/crm/outdated/invoice/crm-invoice-fields.md``.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, select

from homeport.core.amounts import rounded
from homeport.core.ctx import Ctx
from homeport.core.values import read_integer, read_string
from homeport.domain.catalog import measures, products
from homeport.domain.crm.invoice.tables import INVOICE_PROPERTY, INVOICE_ROW, ROW_FIELDS
from homeport.domain.crm.products.prices import FULL, MAX_NUMBER, complete
from homeport.domain.crm.products.tables import MONETARY
from homeport.domain.portal.tables import USER
from homeport.domain.records.collection import Beside, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

MAX_ROWS = 500
MAX_PROPERTIES = 100
LONGEST = 255
"""Characters of a property's code."""

_NUMBERS = ("PRICE", "DISCOUNT_PRICE", "QUANTITY", "VAT_RATE")
_ROW_IDS = Query(select(INVOICE_ROW.c.ID).where(INVOICE_ROW.c.INVOICE_ID == bindparam("id")))


class Rows(Beside):
    """The rows of goods: one with the id of a row that is there changes it, all others take the places of the rest."""

    alone = True

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[Values]:
        if value not in (None, "") and not isinstance(value, dict | list):
            raise ValueError("not a list of rows")
        rows = list(as_map(value).values())
        if len(rows) > MAX_ROWS:
            raise ValueError("too many rows")
        return [_read_row(ctx, row) for row in rows]

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        tx, invoice_id = change.ctx.tx, change.row["ID"]
        held = {row[0] for row in tx.all(_ROW_IDS, id=invoice_id)}
        for rows in values.values():
            for row_id in held - {row["ID"] for row in rows}:
                tx.delete(INVOICE_ROW, ID=row_id)
            for row in rows:
                said = {**row, "INVOICE_ID": invoice_id}
                row_id = said.pop("ID")
                if row_id in held:
                    tx.update(INVOICE_ROW, {"ID": row_id}, said)
                else:
                    tx.insert(INVOICE_ROW, said)

    def written(
        self, tx: Transaction, collection: Collection, dialect: Dialect, fields: Sequence[Field], ids: Sequence[int]
    ) -> dict[int, Values]:
        found: dict[int, list[Values]] = defaultdict(list)
        for row in _of_invoices(tx, INVOICE_ROW, ids):
            found[row["INVOICE_ID"]].append({field.name: _text(row[field.name]) for field in ROW_FIELDS})
        return {number: {field.name: found[number] for field in fields} for number in ids}


class Properties(Beside):
    """What an invoice says of the client, by the codes of properties. Those that are not named stay."""

    alone = True

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> dict[str, str]:
        if value not in (None, "", []) and not isinstance(value, dict):
            raise ValueError("not an object")
        given = value or {}
        if len(given) > MAX_PROPERTIES or any(len(str(name)) > LONGEST for name in given):
            raise ValueError("too many properties")
        return {str(name).upper(): read_string(each, ctx.clock.zone) or "" for name, each in given.items()}

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        for said in values.values():
            for code, value in said.items():
                key = {"INVOICE_ID": change.row["ID"], "CODE": code}
                if not change.ctx.tx.update(INVOICE_PROPERTY, key, {"VALUE": value}):
                    change.ctx.tx.insert(INVOICE_PROPERTY, {**key, "VALUE": value})

    def written(
        self, tx: Transaction, collection: Collection, dialect: Dialect, fields: Sequence[Field], ids: Sequence[int]
    ) -> dict[int, Values]:
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for row in _of_invoices(tx, INVOICE_PROPERTY, ids):
            found[row["INVOICE_ID"]][row["CODE"]] = row["VALUE"]
        return {number: {field.name: found[number] for field in fields} for number in ids}


class OfResponsible(Beside):
    """What is known of who is responsible."""

    single = True
    computed = True

    def column(self, collection: Collection, field: Field) -> ColumnElement[Any]:
        name = field.name.removeprefix("RESPONSIBLE_")
        value = USER.c["EMAIL" if name == "LOGIN" else name]
        mine = select(value).where(USER.c.ID == collection.table.c.RESPONSIBLE_ID)
        return mine.correlate(collection.table).scalar_subquery()


def amounts_of(rows: Sequence[Values]) -> tuple[float, float]:
    """What rows sum up to, and how much of it is tax."""
    price = tax = 0.0
    for row in rows:
        paid, of_row = _paid(row)
        price, tax = rounded(price + paid), rounded(tax + of_row)
    return price, tax


def _paid(row: Values) -> tuple[float, float]:
    """What is paid for a row, and how much of it is tax."""
    price, rate = rounded(row["PRICE"] * row["QUANTITY"]), row["VAT_RATE"]
    if row["VAT_INCLUDED"] == "Y":
        return price, rounded(price - price / (1 + rate))
    tax = rounded(price * rate)
    return rounded(price + tax), tax


def sold(tx: Transaction, invoice_id: int) -> list[tuple[Values, tuple[float, float]]]:
    """The rows of an invoice as records have theirs, each with what is paid for it and how much of that is tax."""
    return [(_as_of_records(row), _paid(row)) for row in _of_invoices(tx, INVOICE_ROW, [invoice_id])]


def properties(tx: Transaction, invoice_id: int) -> dict[str, str]:
    """What an invoice says of the client, by the codes of properties."""
    return {row["CODE"]: row["VALUE"] for row in _of_invoices(tx, INVOICE_PROPERTY, [invoice_id])}


def _as_of_records(row: Values) -> Values:
    tax = row["VAT_RATE"]
    found = {
        "PRODUCT_NAME": row["PRODUCT_NAME"],
        "PRODUCT_DESCRIPTION": None,
        "MEASURE_NAME": row["MEASURE_NAME"],
        "QUANTITY": row["QUANTITY"],
        "PRICE": row["PRICE"] if row["VAT_INCLUDED"] == "Y" else rounded(row["PRICE"] * (1 + tax)),
        "TAX_RATE": rounded(tax * FULL) if tax else None,
        "DISCOUNT_TYPE_ID": MONETARY,
        "DISCOUNT_SUM": row["DISCOUNT_PRICE"],
        "DISCOUNT_RATE": 0.0,
    }
    complete(found, ())
    return found


def forget(tx: Transaction, invoice_id: int) -> None:
    """Remove what is kept beside a deleted invoice."""
    for table in (INVOICE_ROW, INVOICE_PROPERTY):
        tx.delete(table, INVOICE_ID=invoice_id)


def _read_row(ctx: Ctx, given: Any) -> Values:
    """A row as it is stored, with what follows from its product.

    :raises ValueError: for what is no row, or a value that it cannot hold
    """
    if not isinstance(given, dict):
        raise ValueError("not a row")
    named = {str(name).upper(): value for name, value in given.items()}
    row: Values = dict.fromkeys(field.name for field in ROW_FIELDS) | ROW_FIELDS.defaults
    for field in ROW_FIELDS:
        value = field.read(named.get(field.name), ctx.clock.zone) if field.name in named else None
        if value is not None and not field.read_only:
            row[field.name] = value
    row["ID"] = read_integer(named.get("ID"), ctx.clock.zone) or 0
    if any(not 0 <= row[name] <= MAX_NUMBER for name in _NUMBERS):
        raise ValueError("out of range")
    product = products.known(ctx.tx, row["PRODUCT_ID"]) if row["PRODUCT_ID"] else None
    if product and not row["PRODUCT_NAME"]:
        row["PRODUCT_NAME"] = product.name
    if row["MEASURE_CODE"] is None:
        unit = measures.of_id(ctx.tx, product.measure) if product and product.measure else measures.usual(ctx.tx)
        row |= {"MEASURE_CODE": unit.code if unit else 0, "MEASURE_NAME": unit.symbol if unit else ""}
    return row


def _text(value: Any) -> str | None:
    """A value as classic methods have it; numbers without places that are nothing."""
    return str(int(value) if isinstance(value, float) and value.is_integer() else value) if value is not None else None


def _of_invoices(tx: Transaction, table: Table, ids: Sequence[int]) -> list[Values]:
    return tx.dicts(_rows(table, len(ids)), **{f"id{index}": number for index, number in enumerate(ids)})


@lru_cache(128)
def _rows(table: Table, count: int) -> Query:
    order = table.c.ID if "ID" in table.c else table.c.CODE
    wanted = table.c.INVOICE_ID.in_([bindparam(f"id{index}") for index in range(count)])
    return Query(select(table).where(wanted).order_by(table.c.INVOICE_ID, order))
