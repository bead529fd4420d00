"""Orders, shipments and items as answers show them alone: with the rows that belong to them."""

from typing import Any

from sqlalchemy import bindparam, column, select, table

from homeport.core.ctx import Ctx
from homeport.domain.records import reading
from homeport.domain.records.children import of_parents
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values, camel
from homeport.domain.sale.baskets import ITEMS, PROPERTIES
from homeport.domain.sale.clients import CLIENTS
from homeport.domain.sale.payments import PAYMENTS
from homeport.domain.sale.property_values import ORDER_VALUES
from homeport.domain.sale.shipments import SHIPMENTS, SHIPPED_ITEMS
from homeport.domain.sale.trade import BINDINGS
from homeport.store import Query

_LINKED = ("BANK_DETAIL_ID", "MC_BANK_DETAIL_ID", "MC_REQUISITE_ID", "REQUISITE_ID")
_LINK = table("crm_requisite_link", column("ENTITY_TYPE_ID"), column("ENTITY_ID"), *map(column, _LINKED))
"""The CRM's table, by its columns, for this floor knows no CRM."""
_REQUISITES = Query(
    select(*(_LINK.c[name] for name in _LINKED)).where(
        _LINK.c.ENTITY_TYPE_ID == bindparam("type"), _LINK.c.ENTITY_ID == bindparam("id")
    )
)
ORDER_TYPE_ID = 14
"""What the CRM calls orders among the types of records."""


def order(ctx: Ctx, collection: Collection, dialect: Dialect, row: Values) -> Values:
    """An order with all that it consists of."""
    number = [row["ID"]]
    found = reading.whole(ctx, collection, dialect, row)
    for name, rows in (
        ("clients", CLIENTS),
        ("payments", PAYMENTS),
        ("propertyValues", ORDER_VALUES),
        ("tradeBindings", BINDINGS),
    ):
        found[name] = of_parents(ctx, rows, dialect, "ORDER_ID", number)[row["ID"]]
    found["basketItems"] = with_parts(ctx, dialect, of_parents(ctx, ITEMS, dialect, "ORDER_ID", number)[row["ID"]])
    found["shipments"] = with_items(ctx, dialect, of_parents(ctx, SHIPMENTS, dialect, "ORDER_ID", number)[row["ID"]])
    found["requisiteLink"] = _requisites(ctx, row["ID"])
    return found


def item(ctx: Ctx, collection: Collection, dialect: Dialect, row: Values) -> Values:
    """An item of a basket with its properties."""
    return with_parts(ctx, dialect, [reading.whole(ctx, collection, dialect, row)])[0]


def shipment(ctx: Ctx, collection: Collection, dialect: Dialect, row: Values) -> Values:
    """A shipment with what is in it."""
    return with_items(ctx, dialect, [reading.whole(ctx, collection, dialect, row)])[0]


def with_parts(ctx: Ctx, dialect: Dialect, items: list[Values]) -> list[Values]:
    """Items of a basket with their properties. Nothing is held back for them in warehouses."""
    properties = of_parents(ctx, PROPERTIES, dialect, "BASKET_ID", [each["id"] for each in items])
    return [{**each, "properties": properties[each["id"]], "reservations": []} for each in items]


def with_items(ctx: Ctx, dialect: Dialect, shipments: list[Values]) -> list[Values]:
    """Shipments with what is in them."""
    parts = of_parents(ctx, SHIPPED_ITEMS, dialect, "ORDER_DELIVERY_ID", [each["id"] for each in shipments])
    return [{**each, "shipmentItems": parts[each["id"]]} for each in shipments]


def _requisites(ctx: Ctx, number: int) -> Any:
    """The requisites that the documents of an order take; an empty list for none, as PHP writes no object."""
    row = ctx.tx.one(_REQUISITES, type=ORDER_TYPE_ID, id=number)
    return [] if row is None else {camel(name): value for name, value in zip(_LINKED, row, strict=True)}
