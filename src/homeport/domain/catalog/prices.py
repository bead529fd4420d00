"""Prices of products, one of each type; and how prices are rounded.

Sources: ``api-reference/catalog/price/``, ``api-reference/catalog/rounding-rule/``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.catalog import events, money, price_extras, price_types, products
from homeport.domain.catalog.price_fields import FIELDS, PRICE, ROUNDING, ROUNDING_FIELDS
from homeport.domain.events.emission import telling
from homeport.domain.records import writing
from homeport.domain.records.collection import ADMINISTRATORS, SETTINGS, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.store import Query, Transaction

NOT_FOUND = ErrorKind("", "Price does not exist")
NO_TYPE = ErrorKind("0", "Validate price error. Catalog price group is wrong")
NO_PRODUCT = ErrorKind("0", "Validate price error. Catalog product is wrong")
NO_CURRENCY = ErrorKind("0", "Validate price error. Currency is wrong")
NOT_SINGLE = ErrorKind(
    "0",
    "Validate price error. Catalog product is allowed has only single price without ranges in price group",
)
NO_RULE = ErrorKind("200900000000", "Rounding rule does not exist")

_HELD = select(PRICE.c.ID, PRICE.c.CATALOG_GROUP_ID, PRICE.c.PRICE, PRICE.c.CURRENCY)
_OF_PRODUCT = Query(_HELD.where(PRICE.c.PRODUCT_ID == bindparam("product")).order_by(PRICE.c.ID))


class Held(NamedTuple):
    """A price that a product has.

    :param price: in its currency
    """

    id: int
    type: int
    price: float
    currency: str


def of_product(tx: Transaction, product: int) -> list[Held]:
    """The prices of a product."""
    return [Held(*row) for row in tx.all(_OF_PRODUCT, product=product)]


def base_of(tx: Transaction, product: int) -> Held | None:
    """The base price of a product; None when it has none."""
    base = price_types.base(tx)
    return next((held for held in of_product(tx, product) if held.type == base), None)


def _right(change: Change) -> None:
    """A price is of a product and a type that there are, and the only one of both."""
    ctx, row = change.ctx, change.row
    if row.get("CATALOG_GROUP_ID") is not None and not price_types.exists(ctx, row["CATALOG_GROUP_ID"]):
        raise NO_TYPE()
    if row.get("PRODUCT_ID") is not None and products.kind_of(ctx, row["PRODUCT_ID"]) is None:
        raise NO_PRODUCT()
    if row.get("CURRENCY") is not None and not money.exists(ctx, row["CURRENCY"]):
        raise NO_CURRENCY()
    if row.get("PRICE") is not None and not 0 <= row["PRICE"] <= products.MAX_NUMBER:
        raise change.dialect.misfit(FIELDS.by_name["PRICE"])
    if change.new.get("EXTRA_ID") and not price_extras.exists(ctx, change.new["EXTRA_ID"]):
        raise change.dialect.misfit(FIELDS.by_name["EXTRA_ID"])
    if not change.old and row.get("PRODUCT_ID") is not None:
        held = of_product(ctx.tx, row["PRODUCT_ID"])
        if any(each.type == row.get("CATALOG_GROUP_ID") for each in held):
            raise NOT_SINGLE()


def _scaled(change: Change) -> None:
    row = change.row
    change.new["TIMESTAMP_X"] = change.ctx.clock.stamp()
    if row.get("PRICE") is not None and row.get("CURRENCY") is not None:
        change.new["PRICE_SCALE"] = money.in_base(change.ctx, row["PRICE"], row["CURRENCY"])


PRICES = Collection(
    noun="price",
    plural="prices",
    table=PRICE,
    fields=FIELDS,
    access=SETTINGS,
    before_save=(_right, _scaled),
    tell=telling((events.PRICE, events.CATALOG)),
)


def _sound(change: Change) -> None:
    row = change.row
    if row.get("CATALOG_GROUP_ID") is not None and not price_types.exists(change.ctx, row["CATALOG_GROUP_ID"]):
        raise change.dialect.misfit(ROUNDING_FIELDS.by_name["CATALOG_GROUP_ID"])
    for name, least in (("PRICE", 0), ("ROUND_PRECISION", 1e-4)):
        if row.get(name) is not None and not least <= row[name] <= products.MAX_NUMBER:
            raise change.dialect.misfit(ROUNDING_FIELDS.by_name[name])


ROUNDING_RULES = Collection(
    noun="roundingRule",
    plural="roundingRules",
    table=ROUNDING,
    fields=ROUNDING_FIELDS,
    access=ADMINISTRATORS,
    before_save=(_sound, price_types.signed),
    tell=telling((events.ROUNDING, events.CATALOG)),
)


def put(ctx: Ctx, product: int, given: Sequence[Mapping[str, Any]], dialect: Dialect) -> list[int]:
    """Put prices in place of those that a product has; their ids. Those with an id change, unless they become prices
    of another type: these, and those without an id, are new.

    :raises CallError: the dialect's refusals, ``NO_PRODUCT``, ``NO_TYPE`` or ``NOT_SINGLE``
    """
    if products.kind_of(ctx, product) is None:
        raise NO_PRODUCT()
    held = {each.id: each for each in of_product(ctx.tx, product)}
    kinds = [writing.read(ctx, PRICES, each, dialect).get("CATALOG_GROUP_ID") for each in given]
    said = [kind for kind in kinds if kind is not None]
    if len(set(said)) < len(said):
        raise NOT_SINGLE()
    named = [_named(ctx, each, held, dialect) for each in given]
    staying = {
        number for number, kind in zip(named, kinds, strict=True) if number and kind in (None, held[number].type)
    }
    for gone in held.keys() - staying:
        writing.delete(ctx, PRICES, {"ID": gone}, dialect)
    ids = []
    for number, each in zip(named, given, strict=True):
        if number is not None and number in staying:
            row = writing.change(ctx, PRICES, {"ID": number}, each, dialect)
        else:
            row = writing.create(ctx, PRICES, each, dialect, {"PRODUCT_ID": product})
        ids.append(row["ID"])
    return ids


def _named(ctx: Ctx, given: Mapping[str, Any], held: Mapping[int, Held], dialect: Dialect) -> int | None:
    """The price of the product that a client means to change."""
    said = next((value for name, value in given.items() if name.lower() == "id"), None)
    try:
        number: int | None = FIELDS.by_name["ID"].read(said, ctx.clock.zone)
    except (ValueError, TypeError):
        raise dialect.misfit(FIELDS.by_name["ID"]) from None
    if number is not None and number not in held:
        raise NOT_FOUND()
    return number
