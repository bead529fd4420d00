"""Public links of payments: a page that says what is to be paid, and a QR code of its address.

Source: ``salescenter-payment-get-public-url.md``.
"""

import base64
import io
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.crm.documents.values import money
from homeport.domain.crm.orders import payments
from homeport.domain.files import public
from homeport.domain.files.public import Opened, Public, Sheet
from homeport.domain.sale.basket_fields import ITEM
from homeport.domain.sale.payment_fields import BASKET, PAYMENT
from homeport.domain.sale.removal import PAYMENT_LINK
from homeport.store import Query, Transaction
from homeport.store.numbers import fraction

NOT_FOUND = ErrorKind("200640400001", "payment is not exists")

_TURN = 1
"""Payments have one link for ever: no method takes it back."""
_SCALE = 8
"""Pixels of a square of a QR code."""
_PAYMENT = Query(select(PAYMENT).where(PAYMENT.c.ID == bindparam("id")))
_ITEMS = Query(
    select(ITEM.c.NAME, BASKET.c.QUANTITY, ITEM.c.PRICE)
    .join(ITEM, ITEM.c.ID == BASKET.c.BASKET_ID)
    .where(BASKET.c.PAYMENT_ID == bindparam("id"))
    .order_by(BASKET.c.ID)
)


def link_of(ctx: Ctx, number: int) -> dict[str, Any]:
    """The public link of a payment, for whoever may read the record that its order belongs to.

    :raises CallError: :data:`NOT_FOUND`, ``ACCESS_DENIED``
    """
    found = payments.payment(ctx, number, Operation.READ, NOT_FOUND)
    short = public.link_of(ctx, PAYMENT_LINK, number, _TURN)
    url = f"{short}?orderId={found['ORDER_ID']}&paymentId={number}"
    return {"url": url, "shortUrl": short, "qr": _drawn(short)}


def _drawn(address: str) -> str:
    """A QR code as a PNG in base64."""
    import segno  # noqa: PLC0415  few calls need it

    out = io.BytesIO()
    segno.make_qr(address).save(out, kind="png", scale=_SCALE)
    return base64.b64encode(out.getvalue()).decode()


def _opened(tx: Transaction, clock: Clock, number: int) -> Opened:
    found = tx.dicts(_PAYMENT, id=number)
    if not found:
        return None
    payment = found[0]
    currency = payment["CURRENCY"]
    facts = {
        "Order": str(payment["ORDER_ID"]),
        "Sum": money(tx, payment["SUM"], currency),
        "By": payment["PAY_SYSTEM_NAME"] or "",
        "Paid": "yes" if payment["PAID"] == "Y" else "no",
    }
    rows = tuple(
        (name or "", fraction(quantity), money(tx, price, currency))
        for name, quantity, price in tx.all(_ITEMS, id=number)
    )
    head = ("Name", "Quantity", "Price") if rows else ()
    return Sheet(f"Payment {payment['ACCOUNT_NUMBER']}", facts, head, rows)


PUBLIC = {PAYMENT_LINK: Public(_opened)}
