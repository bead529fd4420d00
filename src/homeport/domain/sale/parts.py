"""What a payment is for, and what is in a shipment: rows that name their whole, and something of its order."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table, bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records.collection import Change, Hook
from homeport.domain.sale import orders
from homeport.domain.sale.orders import MAX_NUMBER
from homeport.store import Query

OrderOf = Callable[[Ctx, int], int | None]
"""The order of a payment, or of a shipment."""


def of_one_order(whole: str, order_of: OrderOf, column: str, table: Table, refusal: ErrorKind) -> Hook:
    """What a part names is of the order that its whole is of.

    :param whole: the field that names the payment, or the shipment
    :param column: the field that names something of the order
    :param table: of that
    """
    query = Query(select(table.c.ORDER_ID).where(table.c.ID == bindparam("id")))

    def check(change: Change) -> None:
        named, above = change.new.get(column), change.new.get(whole)
        if change.old or named is None or above is None:
            return
        if change.ctx.tx.value(query, id=named) != order_of(change.ctx, above):
            raise refusal()

    return check


def begun(change: Change) -> None:
    """A part has the moment when it was made, and a quantity that can be."""
    if not change.old:
        change.new["DATE_INSERT"] = change.ctx.clock.stamp()
    quantity: Any = change.new.get("QUANTITY")
    if quantity is not None and not 0 < quantity <= MAX_NUMBER:
        raise change.dialect.misfit(change.collection.fields.by_name["QUANTITY"])


def settling(whole: str, order_of: OrderOf) -> Hook:
    """The sums of an order follow its parts.

    :param whole: the field that names the payment, or the shipment
    """

    def settle(change: Change) -> None:
        number = order_of(change.ctx, change.row[whole])
        if number is not None:
            orders.settle(change.ctx, number)

    return settle
