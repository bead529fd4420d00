"""What a receipt says, as a cash register's handler is given it.

Source: ``sale-cashbox-handler-add.md#print_url``.
"""

from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.amounts import exact, product, quotient, rounded
from homeport.domain.records.fields import Values
from homeport.domain.sale import cashboxes, pay_systems
from homeport.domain.sale.basket_fields import ITEM
from homeport.domain.sale.payment_fields import BASKET, PAYMENT
from homeport.domain.sale.property_fields import ORDER_VALUE, PROPERTY
from homeport.store import Query, Transaction, constant

_PAYMENT = Query(
    select(PAYMENT, pay_systems.TABLE.c.IS_CASH)
    .join(pay_systems.TABLE, pay_systems.TABLE.c.ID == PAYMENT.c.PAY_SYSTEM_ID)
    .where(PAYMENT.c.ID == bindparam("id"))
)
_COLUMNS = (ITEM.c.NAME, ITEM.c.BASE_PRICE, ITEM.c.PRICE, ITEM.c.MEASURE_CODE, ITEM.c.VAT_RATE, ITEM.c.VAT_INCLUDED)
_PAID = Query(
    select(*_COLUMNS, BASKET.c.QUANTITY)
    .join(ITEM, ITEM.c.ID == BASKET.c.BASKET_ID)
    .where(BASKET.c.PAYMENT_ID == bindparam("id"))
    .order_by(BASKET.c.ID)
)
_ORDERED = Query(select(*_COLUMNS, ITEM.c.QUANTITY).where(ITEM.c.ORDER_ID == bindparam("id")).order_by(ITEM.c.ID))
_BOX = Query(select(cashboxes.TABLE).where(cashboxes.TABLE.c.ID == bindparam("id")))
_REACH = {
    name: Query(
        select(ORDER_VALUE.c.VALUE)
        .join(PROPERTY, PROPERTY.c.ID == ORDER_VALUE.c.ORDER_PROPS_ID)
        .where(ORDER_VALUE.c.ORDER_ID == bindparam("id"), PROPERTY.c[name] == constant("Y"))
        .limit(1)
    )
    for name in ("IS_EMAIL", "IS_PHONE")
}


def content_of(tx: Transaction, receipt: Values) -> dict[str, Any]:
    """What is printed on a receipt: the items that its payment is for, or all of the order where it says none."""
    payment = tx.dicts(_PAYMENT, id=receipt["PAYMENT_ID"])[0]
    box = tx.dicts(_BOX, id=receipt["CASHBOX_ID"])[0]
    order, currency, cash = payment["ORDER_ID"], payment["CURRENCY"], payment["IS_CASH"] == "Y"
    rows = tx.dicts(_PAID, id=payment["ID"]) or tx.dicts(_ORDERED, id=order)
    returned = payment["IS_RETURN"] not in (None, "", "N")
    return {
        "type": ("sellreturncash" if cash else "sellreturn") if returned else "sell",
        "calculated_sign": "consumption" if returned else "income",
        "operation": "consumption" if returned else "income",
        "unique_id": receipt["ID"],
        "items": [_item(row, currency) for row in rows],
        "date_create": receipt["CREATED"],
        "payments": [
            {
                "type": "cash" if cash else "cashless",
                "is_cash": "Y" if cash else "N",
                "sum": payment["SUM"],
                "currency": currency,
            }
        ],
        "client_email": tx.value(_REACH["IS_EMAIL"], id=order) or "",
        "client_phone": tx.value(_REACH["IS_PHONE"], id=order) or "",
        "total_sum": payment["SUM"],
        "uuid": receipt["UUID"],
        "number_kkm": box["NUMBER_KKM"] or "",
        "service_email": box["EMAIL"],
        "cashbox_params": msgspec.json.decode(box["SETTINGS"] or "{}"),
    }


def _item(row: Values, currency: str) -> dict[str, Any]:
    price, quantity, rate = row["PRICE"] or 0.0, row["QUANTITY"], row["VAT_RATE"] or 0.0
    total = rounded(product(price, quantity))
    without = quotient(exact(total), 1 + exact(rate)) if row["VAT_INCLUDED"] == "Y" else exact(total)
    return {
        "name": row["NAME"] or "",
        "base_price": row["BASE_PRICE"] if row["BASE_PRICE"] is not None else price,
        "price": price,
        "sum": total,
        "currency": currency,
        "quantity": quantity,
        "measure_code": row["MEASURE_CODE"] or "",
        "vat_sum": rounded(exact(total) - without if row["VAT_INCLUDED"] == "Y" else product(total, rate)),
        "payment_object": "commodity",
        "payment_method": "full_payment",
    }
