"""Shipments of orders, and what is in each.

Sources: ``api-reference/sale/shipment/``, ``shipment-item/``.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.events.emission import tell
from homeport.domain.records.collection import DELETE, Change, Collection
from homeport.domain.records.looked_up import LookedUp
from homeport.domain.records.row_rules import alone, coded, names
from homeport.domain.sale import basket_fields, deliveries, delivery_calls, events, orders, parts, removal, statuses
from homeport.domain.sale.kinds import STORE
from homeport.domain.sale.orders import MAX_NUMBER, stamp
from homeport.domain.sale.shipment_fields import ITEM, ITEM_FIELDS, SHIPMENT, SHIPMENT_FIELDS
from homeport.store import Query

NOT_FOUND = ErrorKind("201140400001", "shipment does not exist")
NO_ORDER = ErrorKind("0", "Unable to load order")
NO_SERVICE = ErrorKind("SALE_SHIPMENT_WRONG_DELIVERY_SERVICE", "The delivery service does not exist")
INVALID = ErrorKind("BX_INVALID_VALUE", "Invalid value of the field: {field}")
SHIPPED = ErrorKind("SALE_SHIPMENT_EXIST_SHIPPED", "The shipment has already been shipped. Please cancel the shipment")

NO_PART = ErrorKind("201240400001", "shipment item does not exist")
NO_SHIPMENT = ErrorKind("201240400002", "shipment not exists")
NO_ITEM = ErrorKind("201240400003", "basket item not exists")
ITEM_SHIPPED = ErrorKind("201250000001", "Duplicate entry for key [basketId, orderDeliveryId]")

_STAMPED = (
    ("ALLOW_DELIVERY", "DATE_ALLOW_DELIVERY", "EMP_ALLOW_DELIVERY_ID"),
    ("DEDUCTED", "DATE_DEDUCTED", "EMP_DEDUCTED_ID"),
)
_ORDER_OF = Query(select(SHIPMENT.c.ORDER_ID).where(SHIPMENT.c.ID == bindparam("id")))


def order_of(ctx: Ctx, shipment: int) -> int | None:
    """The order that a shipment is of; None when there is no such shipment."""
    found: int | None = ctx.tx.value(_ORDER_OF, id=shipment)
    return found


def _of_order(change: Change) -> None:
    number = change.new.get("ORDER_ID")
    if change.old or number is None:
        return
    order = orders.find(change.ctx, number)
    if order is None:
        raise NO_ORDER()
    change.new["CURRENCY"] = order["CURRENCY"]
    change.new["ACCOUNT_NUMBER"] = orders.part_number(change.ctx, number)
    change.new["DATE_INSERT"] = change.ctx.clock.stamp()


def _by_service(change: Change) -> None:
    number = change.new.get("DELIVERY_ID")
    if number is not None and number != change.old.get("DELIVERY_ID"):
        service = deliveries.find(change.ctx, number)
        if service is None:
            raise change.dialect.misfit(SHIPMENT_FIELDS.by_name["DELIVERY_ID"]) if change.old else NO_SERVICE()
        change.new["DELIVERY_NAME"] = service["NAME"]
    status = change.new.get("STATUS_ID")
    if status is not None and statuses.type_of(change.ctx, status) != "D":
        raise change.dialect.misfit(SHIPMENT_FIELDS.by_name["STATUS_ID"])


def _stamped(change: Change) -> None:
    stamp(change, _STAMPED)
    if change.new.get("RESPONSIBLE_ID") not in (None, change.old.get("RESPONSIBLE_ID")):
        change.new["DATE_RESPONSIBLE_ID"] = change.ctx.clock.stamp()
        change.new["EMP_RESPONSIBLE_ID"] = change.ctx.actor.user_id


def _priced(change: Change) -> None:
    """Both prices are the one without discounts if that is said, else the other one, else nothing."""
    for name in ("BASE_PRICE_DELIVERY", "PRICE_DELIVERY"):
        value: Any = change.said.get(name)
        if value is not None and not 0 <= value <= MAX_NUMBER:
            raise change.dialect.misfit(SHIPMENT_FIELDS.by_name[name])
    said = [change.said.get(name) for name in ("BASE_PRICE_DELIVERY", "PRICE_DELIVERY")]
    price = next((value for value in said if value is not None), 0.0)
    change.new.update({"BASE_PRICE_DELIVERY": price, "PRICE_DELIVERY": price})


def _settled(change: Change) -> None:
    orders.settle(change.ctx, change.row["ORDER_ID"])


def _unshipped(change: Change) -> None:
    if change.old["DEDUCTED"] == "Y":
        raise SHIPPED()


def _forgotten(change: Change) -> None:
    removal.forget_shipment(change.ctx.tx, change.old["ID"])
    orders.settle(change.ctx, change.old["ORDER_ID"])


def _told(change: Change, verb: str) -> None:
    code = events.SHIPMENT_DELETED if verb == DELETE else events.SHIPMENT_SAVED
    tell(change.ctx, (code,), {"FIELDS": {"ID": change.row["ID"]}}, events.SALE)


SHIPMENTS = Collection(
    noun="shipment",
    plural="shipments",
    table=SHIPMENT,
    fields=SHIPMENT_FIELDS,
    access=STORE,
    beside={
        "DELIVERY_XML_ID": LookedUp("DELIVERY_ID", deliveries.TABLE, "XML_ID"),
        "STATUS_XML_ID": LookedUp("STATUS_ID", statuses.TABLE, "XML_ID"),
    },
    before_save=(_of_order, _by_service, _stamped, _priced),
    after_save=(coded, _settled, delivery_calls.follow),
    before_delete=(_unshipped,),
    after_delete=(_forgotten,),
    tell=_told,
    settles=True,
)


_SETTLED = parts.settling("ORDER_DELIVERY_ID", order_of)

SHIPPED_ITEMS = Collection(
    noun="shipmentItem",
    plural="shipmentItems",
    table=ITEM,
    fields=ITEM_FIELDS,
    access=STORE,
    before_save=(
        names("ORDER_DELIVERY_ID", SHIPMENT, NO_SHIPMENT),
        names("BASKET_ID", basket_fields.ITEM, NO_ITEM),
        parts.of_one_order("ORDER_DELIVERY_ID", order_of, "BASKET_ID", basket_fields.ITEM, NO_ITEM),
        alone(ITEM, ("ORDER_DELIVERY_ID", "BASKET_ID"), ITEM_SHIPPED),
        parts.begun,
    ),
    after_save=(coded, _SETTLED),
    after_delete=(_SETTLED,),
)
