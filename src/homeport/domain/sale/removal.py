"""What goes with orders, payments, shipments and items of baskets when they are deleted."""

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.events.emission import tell
from homeport.domain.files import public
from homeport.domain.sale import basket_fields, delivery_tables, events, payment_fields, receipt_tables, shipment_fields
from homeport.domain.sale.order_fields import BINDING, CLIENT, ENTITY
from homeport.domain.sale.property_fields import ORDER_VALUE, SHIPMENT_VALUE
from homeport.store import Query, Transaction

PAYMENT_LINK = "sale.payment"
"""The kind of public links of payments."""

_ITEMS = Query(select(basket_fields.ITEM.c.ID).where(basket_fields.ITEM.c.ORDER_ID == bindparam("id")))
_PAYMENTS = Query(select(payment_fields.PAYMENT.c.ID).where(payment_fields.PAYMENT.c.ORDER_ID == bindparam("id")))
_SHIPMENTS = Query(select(shipment_fields.SHIPMENT.c.ID).where(shipment_fields.SHIPMENT.c.ORDER_ID == bindparam("id")))
_VALUES = Query(select(ORDER_VALUE.c.ID).where(ORDER_VALUE.c.ORDER_ID == bindparam("id")))


def forget_order(ctx: Ctx, number: int) -> None:
    """Delete all that a deleted order consisted of, and tell of its payments, shipments and values."""
    tx = ctx.tx
    for query, table, forget, code in (
        (_PAYMENTS, payment_fields.PAYMENT, forget_payment, events.PAYMENT_DELETED),
        (_SHIPMENTS, shipment_fields.SHIPMENT, forget_shipment, events.SHIPMENT_DELETED),
        (_ITEMS, basket_fields.ITEM, forget_item, ""),
    ):
        for (part,) in tx.all(query, id=number):
            forget(tx, part)
            tx.delete(table, ID=part)
            if code:
                tell(ctx, (code,), {"FIELDS": {"ID": part}}, events.SALE)
    for (value,) in tx.all(_VALUES, id=number):
        tx.delete(ORDER_VALUE, ID=value)
        tell(ctx, (events.VALUE_DELETED,), {"FIELDS": {"ID": value}}, events.SALE)
    for owned in (CLIENT, BINDING, ENTITY):
        tx.delete(owned, ORDER_ID=number)


def forget_item(tx: Transaction, number: int) -> None:
    """Delete what belongs to a deleted item of a basket."""
    tx.delete(basket_fields.PROPERTY, BASKET_ID=number)
    tx.delete(payment_fields.BASKET, BASKET_ID=number)
    tx.delete(shipment_fields.ITEM, BASKET_ID=number)


def forget_payment(tx: Transaction, number: int) -> None:
    """Delete what belongs to a deleted payment."""
    tx.delete(payment_fields.BASKET, PAYMENT_ID=number)
    tx.delete(payment_fields.SHIPMENT, PAYMENT_ID=number)
    public.revoke(tx, PAYMENT_LINK, number)
    receipt_tables.forget(tx, "PAYMENT_ID", number)


def forget_shipment(tx: Transaction, number: int) -> None:
    """Delete what belongs to a deleted shipment."""
    delivery_tables.forget_shipment(tx, number)
    tx.delete(shipment_fields.ITEM, ORDER_DELIVERY_ID=number)
    tx.delete(payment_fields.SHIPMENT, SHIPMENT_ID=number)
    tx.delete(SHIPMENT_VALUE, SHIPMENT_ID=number)
