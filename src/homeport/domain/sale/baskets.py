"""Baskets: items of orders, with prices of the catalogue or entered by hand, and what else is said of each.

Sources: ``api-reference/sale/basket-item/``, ``basket-properties/``, ``tutorials/sale/add-basket-item-to-order.md``.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.amounts import exact, rounded
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.catalog import catalogs, measures, money, prices, rounding, vats
from homeport.domain.catalog.product_fields import PRODUCT
from homeport.domain.catalog.products import SERVICE
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.fields import FieldTable, Values
from homeport.domain.records.row_rules import coded, names, not_emptied
from homeport.domain.sale import orders, removal
from homeport.domain.sale.basket_fields import ITEM, ITEM_FIELDS, PROPERTY, PROPERTY_FIELDS
from homeport.domain.sale.kinds import LOOKING
from homeport.domain.sale.orders import MAX_NUMBER
from homeport.store import Query

NOT_FOUND = ErrorKind("200140400001", "basket item does not exist")
NO_CATALOG = ErrorKind("200140400006", "Module catalog does not exist")
BAD = ErrorKind("200140400007", "basket item is not saved - bad data")
NO_ORDER_ID = ErrorKind("200140400008", "Required fields: fields[ORDER_ID]")
NO_ORDER = ErrorKind("200140400009", "Order not found")
OTHER_CURRENCY = ErrorKind("200140400011", "Currency must be the currency of the order")

NO_ITEM_ID = ErrorKind("200240400004", "Basket item id is absent")
BAD_ITEM_ID = ErrorKind("200240400005", "Basket item id is bad")
NO_ITEM = ErrorKind("200240400001", "basket item does not exist")
NO_PROPERTY = ErrorKind("200240400003", "basket property does not exist")

SERVICE_ITEM = 2
"""The type of an item that is a service of the catalogue."""

_TAKEN = (
    "NAME",
    "WEIGHT",
    "WIDTH",
    "HEIGHT",
    "LENGTH",
    "MEASURE",
    "VAT_ID",
    "VAT_INCLUDED",
    "ACTIVE",
    "TYPE",
    "XML_ID",
)
_PRODUCT = Query(
    select(*(PRODUCT.c[name] for name in (*_TAKEN, "CATALOG_ID", "BARCODE_MULTI"))).where(
        PRODUCT.c.ID == bindparam("id")
    )
)
_CATALOG = Query(select(catalogs.TABLE.c.XML_ID).where(catalogs.TABLE.c.ID == bindparam("id")))
_VAT = Query(select(vats.TABLE.c.RATE).where(vats.TABLE.c.ID == bindparam("id")))


def _of_order(change: Change) -> None:
    """An item is of an order that there is, and costs in its currency."""
    if change.old:
        return
    if "ORDER_ID" in change.said and not change.said["ORDER_ID"]:
        raise NO_ORDER_ID()
    number = change.new.get("ORDER_ID")
    if number is None:
        return
    order = orders.find(change.ctx, number)
    if order is None:
        raise NO_ORDER()
    if change.new.get("CURRENCY") not in (None, order["CURRENCY"]):
        raise OTHER_CURRENCY()
    change.new["DATE_INSERT"] = change.ctx.clock.stamp()


def _counted(change: Change) -> None:
    change.new["DATE_UPDATE"] = change.ctx.clock.stamp()
    for name in ("QUANTITY", "PRICE", "BASE_PRICE", "DISCOUNT_PRICE", "VAT_RATE", "WEIGHT"):
        value: Any = change.new.get(name)
        least = -MAX_NUMBER if name == "DISCOUNT_PRICE" else 0
        if value is not None and (not least <= value <= MAX_NUMBER or (name == "QUANTITY" and not value)):
            raise change.dialect.misfit(ITEM_FIELDS.by_name[name])


def _taken(change: Change) -> None:
    """What a new item says not, it takes from its product."""
    number = change.new.get("PRODUCT_ID")
    if change.old or not number:
        return
    found = _product(change.ctx, number)
    if found is None or found["ACTIVE"] != "Y":
        raise BAD()
    change.new.update((name, value) for name, value in found["TAKEN"].items() if change.said.get(name) is None)


def _product(ctx: Ctx, number: int) -> Values | None:
    row = ctx.tx.one(_PRODUCT, id=number)
    if row is None:
        return None
    found = dict(zip((*_TAKEN, "CATALOG_ID", "BARCODE_MULTI"), row, strict=True))
    unit = measures.of_id(ctx.tx, found["MEASURE"]) if found["MEASURE"] else measures.usual(ctx.tx)
    rate = ctx.tx.value(_VAT, id=found["VAT_ID"]) if found["VAT_ID"] else None
    taken = {
        "NAME": found["NAME"],
        "WEIGHT": found["WEIGHT"] or 0.0,
        "DIMENSIONS": _dimensions(found),
        "MEASURE_CODE": str(unit.code) if unit else None,
        "MEASURE_NAME": unit.symbol if unit else None,
        "VAT_RATE": None if rate is None else rounded(exact(float(rate)) / 100, 6),
        "VAT_INCLUDED": found["VAT_INCLUDED"] or "N",
        "CATALOG_XML_ID": ctx.tx.value(_CATALOG, id=found["CATALOG_ID"]),
        "PRODUCT_XML_ID": found["XML_ID"] or str(number),
        "BARCODE_MULTI": found["BARCODE_MULTI"] or "N",
        "TYPE": SERVICE_ITEM if found["TYPE"] == SERVICE else None,
    }
    return {**found, "TAKEN": taken}


def _dimensions(found: Values) -> str:
    """The sizes of a product as PHP writes an array."""
    parts = []
    for name in ("WIDTH", "HEIGHT", "LENGTH"):
        value = found[name]
        written = "N" if value is None else f"i:{int(value)}" if float(value).is_integer() else f"d:{value!r}"
        parts.append(f's:{len(name)}:"{name}";{written};')
    return f"a:3:{{{''.join(parts)}}}"


def _priced(change: Change) -> None:
    """Whoever says a price enters it by hand; else a product's is that of the catalogue, and an item's what is left."""
    row, said = change.row, {name for name, value in change.said.items() if value is not None}
    of_catalogue = bool(row.get("PRODUCT_ID"))
    if said & {"PRICE", "BASE_PRICE"} and not (of_catalogue and change.said.get("CUSTOM_PRICE") == "N"):
        change.new["CUSTOM_PRICE"] = "Y"
    if of_catalogue and change.row.get("CUSTOM_PRICE") != "Y":
        if not change.old or change.said.get("CUSTOM_PRICE") == "N":
            _from_catalogue(change)
    elif not change.old or said & {"PRICE", "BASE_PRICE", "DISCOUNT_PRICE"}:
        _completed(change)


def _from_catalogue(change: Change) -> None:
    held = prices.base_of(change.ctx.tx, change.row["PRODUCT_ID"])
    price = 0.0
    if held is not None:
        price = money.converted(change.ctx, held.price, held.currency, change.row["CURRENCY"])
        price = rounding.in_cart(change.ctx.tx, price, held.type)
    change.new.update({"PRICE": price, "BASE_PRICE": price, "DISCOUNT_PRICE": 0.0, "CUSTOM_PRICE": "N"})


def _completed(change: Change) -> None:
    """The price without discounts is the price and the discount; whatever two are said, the third follows."""
    said = {name: change.said.get(name) for name in ("PRICE", "BASE_PRICE", "DISCOUNT_PRICE")}
    row = change.row
    discount = said["DISCOUNT_PRICE"]
    if said["PRICE"] is None:
        if said["BASE_PRICE"] is not None:
            change.new["PRICE"] = _less(said["BASE_PRICE"], discount if discount is not None else row["DISCOUNT_PRICE"])
        elif discount is not None and row.get("BASE_PRICE") is not None:
            change.new["PRICE"] = _less(row["BASE_PRICE"], discount)
        elif not change.old:
            change.new.update({"PRICE": 0.0, "BASE_PRICE": discount or 0.0})
    elif said["BASE_PRICE"] is None:
        off = discount if discount is not None else row.get("DISCOUNT_PRICE") or 0.0
        change.new["BASE_PRICE"] = float(exact(said["PRICE"]) + exact(off))
    elif discount is None:
        change.new["DISCOUNT_PRICE"] = float(exact(said["BASE_PRICE"]) - exact(said["PRICE"]))


def _less(price: float, discount: float | None) -> float:
    return float(exact(price) - exact(discount or 0.0))


def _settled(change: Change) -> None:
    orders.settle(change.ctx, change.row["ORDER_ID"])


def _forgotten(change: Change) -> None:
    removal.forget_item(change.ctx.tx, change.old["ID"])
    orders.settle(change.ctx, change.old["ORDER_ID"])


ITEMS = Collection(
    noun="basketItem",
    plural="basketItems",
    table=ITEM,
    fields=ITEM_FIELDS,
    access=LOOKING,
    before_save=(_of_order, _counted, _taken, _priced),
    after_save=(coded, _settled),
    after_delete=(_forgotten,),
)

_OF_CATALOGUE = frozenset(
    {"ORDER_ID", "SORT", "PRODUCT_ID", "PRICE", "BASE_PRICE", "DISCOUNT_PRICE", "CURRENCY", "CUSTOM_PRICE", "QUANTITY",
     "XML_ID", "NAME"}
)  # fmt: skip
_SEEN = frozenset({"PRICE", "BASE_PRICE", "DISCOUNT_PRICE"})


def _of_product(change: Change) -> None:
    """Only products of the catalogue."""
    if not change.row.get("PRODUCT_ID") and ("PRODUCT_ID" in change.new or change.old):
        raise BAD()


CATALOG_ITEMS = replace(
    ITEMS,
    fields=FieldTable(
        tuple(
            replace(field, read_only=field.read_only or field.name not in _OF_CATALOGUE, required=field.required)
            for field in ITEM_FIELDS
        )
    ),
    before_save=(_of_product, *ITEMS.before_save),
)
"""The items whose product is in the catalogue: only few of their fields are said."""
CATALOG_CHANGES = replace(
    CATALOG_ITEMS,
    fields=FieldTable(
        tuple(
            replace(
                field, read_only=field.name not in ("SORT", "QUANTITY", "XML_ID"), required=field.name == "QUANTITY"
            )
            for field in ITEM_FIELDS
        )
    ),
)
DESCRIBED = replace(
    CATALOG_ITEMS,
    fields=FieldTable(
        tuple(replace(field, read_only=field.read_only or field.name in _SEEN) for field in CATALOG_ITEMS.fields)
    ),
)
"""As the page of the fields of catalogue items has them."""


def _item_settled(change: Change) -> None:
    order = change.ctx.tx.value(_ORDER_OF, id=change.row["BASKET_ID"])
    orders.settle(change.ctx, order)


_ORDER_OF = Query(select(ITEM.c.ORDER_ID).where(ITEM.c.ID == bindparam("id")))

PROPERTIES = Collection(
    noun="basketProperty",
    plural="basketProperties",
    table=PROPERTY,
    fields=PROPERTY_FIELDS,
    access=LOOKING,
    before_save=(not_emptied({"BASKET_ID": NO_ITEM_ID}), names("BASKET_ID", ITEM, NO_ITEM)),
    after_save=(coded, _item_settled),
    after_delete=(_item_settled,),
)
