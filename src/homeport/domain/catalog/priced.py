"""Products as the CRM's older methods have them: of every kind, and with their base price as if it were a field.

Sources: ``api-reference/crm/outdated/products/``.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.domain.catalog import catalogs, money, price_types, prices
from homeport.domain.catalog.price_fields import PRICE
from homeport.domain.catalog.prices import PRICES
from homeport.domain.catalog.product_fields import FIELDS
from homeport.domain.catalog.products import PRODUCTS, is_taken
from homeport.domain.records import writing
from homeport.domain.records.collection import SETTINGS, Beside, Change, Collection
from homeport.domain.records.dialect import CATALOG, Dialect
from homeport.domain.records.fields import F, Field, FieldTable
from homeport.store import constant

CODE_LENGTH = 100
"""Characters of a code that is made of a name."""

_COLUMN = {"PRICE": "PRICE", "CURRENCY_ID": "CURRENCY"}


class BasePrice(Beside):
    """The base price of a product, and its currency: a row among its prices."""

    single = True

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> Any:
        return field.type.read(value, ctx.clock.zone)

    def holds(self, change: Change, values: Mapping[str, Any]) -> bool:
        held = prices.base_of(change.ctx.tx, change.row["ID"])
        found = {"PRICE": held.price, "CURRENCY_ID": held.currency} if held else {}
        return all(found.get(name) == value for name, value in values.items())

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        product = change.row["ID"]
        held = prices.base_of(change.ctx.tx, product)
        price = values.get("PRICE", held.price if held else None)
        if price is None:
            if held:
                writing.delete(change.ctx, PRICES, {"ID": held.id}, CATALOG)
            return
        currency = values.get("CURRENCY_ID") or (held.currency if held else money.base(change.ctx))
        given = {"price": price, "currency": currency}
        if held:
            writing.change(change.ctx, PRICES, {"ID": held.id}, given, CATALOG)
        else:
            of = {"PRODUCT_ID": product, "CATALOG_GROUP_ID": price_types.base(change.ctx.tx)}
            writing.create(change.ctx, PRICES, given, CATALOG, of)

    def rows(self, collection: Collection, field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        base = select(price_types.TABLE.c.ID).where(price_types.TABLE.c.BASE == constant("Y"))
        found = select(PRICE.c.PRODUCT_ID).where(PRICE.c.CATALOG_GROUP_ID == base.scalar_subquery())
        return found, PRICE.c[_COLUMN[field.name]]

    def column(self, collection: Collection, field: Field) -> ColumnElement[Any]:
        rows, value = self.rows(collection, field)
        mine = rows.with_only_columns(value).where(PRICE.c.PRODUCT_ID == collection.table.c.ID)
        return mine.limit(1).correlate(collection.table).scalar_subquery()


def _in_a_currency(change: Change) -> None:
    """Whoever changes a price says its currency."""
    if change.old and change.beside.get("PRICE") is not None and not change.beside.get("CURRENCY_ID"):
        raise change.dialect.required(field="CURRENCY_ID")


def _in_the_catalogue(change: Change) -> None:
    if not change.old:
        change.new.setdefault("CATALOG_ID", catalogs.PRODUCTS)


def _coded(change: Change) -> None:
    """A new product has a code made of its name, unless another product has it."""
    row = change.row
    if change.old or row.get("CODE") or not row.get("NAME"):
        return
    plain = unicodedata.normalize("NFKD", row["NAME"]).encode("ascii", "ignore").decode().lower()
    code = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:CODE_LENGTH]
    if code and not is_taken(change.ctx, code, row["CATALOG_ID"]):
        change.new["CODE"] = code


_PRICE = BasePrice()

PRICED = replace(
    PRODUCTS,
    fields=FieldTable(
        (
            *FIELDS,
            F("PRICE", v.DOUBLE, "Price", item="", stored=False),
            F("CURRENCY_ID", replace(v.CURRENCY, name="string"), "Currency", item="", stored=False),
        )
    ),
    access=SETTINGS,
    within={},
    beside={**PRODUCTS.beside, "PRICE": _PRICE, "CURRENCY_ID": _PRICE},
    before_save=(_in_the_catalogue, _in_a_currency, _coded, *PRODUCTS.before_save),
)
