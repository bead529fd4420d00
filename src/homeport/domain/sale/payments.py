"""Payments of orders, and what each is for.

Sources: ``api-reference/sale/payment/``, ``payment-item-basket/``, ``payment-item-shipment/``.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.events.emission import tell
from homeport.domain.records.collection import DELETE, Change, Collection
from homeport.domain.records.looked_up import LookedUp
from homeport.domain.records.row_rules import alone, coded, names
from homeport.domain.sale import basket_fields, events, orders, parts, pay_systems, receipts, removal, shipment_fields
from homeport.domain.sale.kinds import STORE
from homeport.domain.sale.orders import MAX_NUMBER, stamp
from homeport.domain.sale.payment_fields import (
    BASKET,
    BASKET_FIELDS,
    PAYMENT,
    PAYMENT_FIELDS,
    SHIPMENT,
    SHIPMENT_FIELDS,
)
from homeport.store import Query

NOT_FOUND = ErrorKind("200640400001", "payment does not exist")
NO_ORDER = ErrorKind("0", "Unable to load order")
NO_SYSTEM = ErrorKind("0", "Pay system not found")

NO_PART = ErrorKind("201240400001", "payment item does not exist")
NO_PAYMENT = ErrorKind("201240400002", "payment not exists")
NO_ITEM = ErrorKind("201240400003", "basket item not exists")
NO_SHIPMENT = ErrorKind("201240400003", "shipment not exists")
ITEM_PAID = ErrorKind("201250000001", "Duplicate entry for key [paymentId, basketId]")
SHIPMENT_PAID = ErrorKind("201250000001", "Duplicate entry for key [paymentId, shipmentId]")

_STAMPED = (("PAID", "DATE_PAID", "EMP_PAID_ID"), ("MARKED", "DATE_MARKED", "EMP_MARKED_ID"))
_REGISTRY = Query(select(pay_systems.TABLE.c.ENTITY_REGISTRY_TYPE).where(pay_systems.TABLE.c.ID == bindparam("id")))
_ORDER_OF = Query(select(PAYMENT.c.ORDER_ID).where(PAYMENT.c.ID == bindparam("id")))


def order_of(ctx: Ctx, payment: int) -> int | None:
    """The order that a payment is of; None when there is no such payment."""
    found: int | None = ctx.tx.value(_ORDER_OF, id=payment)
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
    if change.new.get("DATE_BILL") is None:
        change.new["DATE_BILL"] = change.ctx.clock.stamp()


def _by_system(change: Change) -> None:
    number = change.new.get("PAY_SYSTEM_ID")
    if number is None or number == change.old.get("PAY_SYSTEM_ID"):
        return
    if change.ctx.tx.value(_REGISTRY, id=number) != pay_systems.REGISTRIES[0]:
        raise NO_SYSTEM()
    change.new["PAY_SYSTEM_NAME"] = pay_systems.name_of(change.ctx, number)


def _stamped(change: Change) -> None:
    said = change.said.get("DATE_PAID")
    stamp(change, _STAMPED)
    if said is not None:
        change.new["DATE_PAID"] = said
    elif change.new.get("PAID") == "N" and change.old.get("PAID") == "Y":
        change.new.update({"DATE_PAID": None, "EMP_PAID_ID": None})
    if change.new.get("RESPONSIBLE_ID") not in (None, change.old.get("RESPONSIBLE_ID")):
        change.new["DATE_RESPONSIBLE_ID"] = change.ctx.clock.stamp()
        if change.said.get("EMP_RESPONSIBLE_ID") is None:
            change.new["EMP_RESPONSIBLE_ID"] = change.ctx.actor.user_id
    for name in ("SUM", "PS_SUM", "PRICE_COD"):
        value: Any = change.new.get(name)
        if value is not None and not 0 <= value <= MAX_NUMBER:
            raise change.dialect.misfit(PAYMENT_FIELDS.by_name[name])


def _settled(change: Change) -> None:
    orders.settle(change.ctx, change.row["ORDER_ID"])


def _forgotten(change: Change) -> None:
    removal.forget_payment(change.ctx.tx, change.old["ID"])
    orders.settle(change.ctx, change.old["ORDER_ID"])


def _told(change: Change, verb: str) -> None:
    code = events.PAYMENT_DELETED if verb == DELETE else events.PAYMENT_SAVED
    tell(change.ctx, (code,), {"FIELDS": {"ID": change.row["ID"]}}, events.SALE)


PAYMENTS = Collection(
    noun="payment",
    plural="payments",
    table=PAYMENT,
    fields=PAYMENT_FIELDS,
    access=STORE,
    beside={
        "PAY_SYSTEM_IS_CASH": LookedUp("PAY_SYSTEM_ID", pay_systems.TABLE, "IS_CASH"),
        "PAY_SYSTEM_XML_ID": LookedUp("PAY_SYSTEM_ID", pay_systems.TABLE, "XML_ID"),
    },
    before_save=(_of_order, _by_system, _stamped),
    after_save=(coded, _settled, receipts.follow),
    after_delete=(_forgotten,),
    tell=_told,
    settles=True,
)


_SETTLED = parts.settling("PAYMENT_ID", order_of)

PAID_ITEMS = Collection(
    noun="paymentItemBasket",
    plural="paymentItemsBasket",
    table=BASKET,
    fields=BASKET_FIELDS,
    access=STORE,
    before_save=(
        names("PAYMENT_ID", PAYMENT, NO_PAYMENT),
        names("BASKET_ID", basket_fields.ITEM, NO_ITEM),
        parts.of_one_order("PAYMENT_ID", order_of, "BASKET_ID", basket_fields.ITEM, NO_ITEM),
        alone(BASKET, ("PAYMENT_ID", "BASKET_ID"), ITEM_PAID),
        parts.begun,
    ),
    after_save=(coded, _SETTLED),
    after_delete=(_SETTLED,),
)

PAID_SHIPMENTS = Collection(
    noun="paymentItemShipment",
    plural="paymentItemsShipment",
    table=SHIPMENT,
    fields=SHIPMENT_FIELDS,
    access=STORE,
    before_save=(
        names("PAYMENT_ID", PAYMENT, NO_PAYMENT),
        names("SHIPMENT_ID", shipment_fields.SHIPMENT, NO_SHIPMENT),
        parts.of_one_order("PAYMENT_ID", order_of, "SHIPMENT_ID", shipment_fields.SHIPMENT, NO_SHIPMENT),
        alone(SHIPMENT, ("PAYMENT_ID", "SHIPMENT_ID"), SHIPMENT_PAID),
        parts.begun,
    ),
    after_save=(coded, _SETTLED),
    after_delete=(_SETTLED,),
)
