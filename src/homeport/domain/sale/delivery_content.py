"""A shipment, as the handler of its delivery service is given it.

Sources: ``sale/delivery/webhooks/calculate.md``, ``create-delivery-request.md``.
"""

from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.amounts import exact, product, rounded
from homeport.domain.portal.tables import USER
from homeport.domain.records.fields import Values
from homeport.domain.sale import basket_fields, deliveries
from homeport.domain.sale.property_fields import ORDER_VALUE, PROPERTY, SHIPMENT_VALUE
from homeport.domain.sale.shipment_fields import ITEM, SHIPMENT
from homeport.store import Query, Transaction, constant

_SHIPMENT = Query(select(SHIPMENT).where(SHIPMENT.c.ID == bindparam("id")))
_SERVICE = Query(select(deliveries.TABLE).where(deliveries.TABLE.c.ID == bindparam("id")))
_SETTINGS = Query(select(deliveries.HANDLER.c.SETTINGS).where(deliveries.HANDLER.c.CODE == bindparam("code")))
_GOODS = basket_fields.ITEM
_ITEMS = Query(
    select(_GOODS.c.NAME, _GOODS.c.PRICE, _GOODS.c.WEIGHT, _GOODS.c.DIMENSIONS, ITEM.c.QUANTITY)
    .join(_GOODS, _GOODS.c.ID == ITEM.c.BASKET_ID)
    .where(ITEM.c.ORDER_DELIVERY_ID == bindparam("id"))
    .order_by(ITEM.c.ID)
)
_VALUES = Query(
    select(PROPERTY.c.ID, PROPERTY.c.TYPE, SHIPMENT_VALUE.c.VALUE)
    .join(PROPERTY, PROPERTY.c.ID == SHIPMENT_VALUE.c.SHIPMENT_PROPS_ID)
    .where(SHIPMENT_VALUE.c.SHIPMENT_ID == bindparam("id"))
    .order_by(PROPERTY.c.ID)
)
_SAID = {
    name: Query(
        select(ORDER_VALUE.c.VALUE)
        .join(PROPERTY, PROPERTY.c.ID == ORDER_VALUE.c.ORDER_PROPS_ID)
        .where(ORDER_VALUE.c.ORDER_ID == bindparam("id"), PROPERTY.c[name] == constant("Y"))
        .limit(1)
    )
    for name in ("IS_PAYER", "IS_PHONE")
}
_PHONES = {"WORK_PHONE": "WORK", "PERSONAL_MOBILE": "MOBILE", "PERSONAL_PHONE": "HOME"}
_RESPONSIBLE = Query(
    select(USER.c.NAME, USER.c.LAST_NAME, *(USER.c[name] for name in _PHONES)).where(USER.c.ID == bindparam("id"))
)
_SIDES = ("WIDTH", "HEIGHT", "LENGTH")


def shipment_of(tx: Transaction, number: int) -> Values | None:
    """A shipment as it is stored; None when there is none."""
    for row in tx.dicts(_SHIPMENT, id=number):
        return row
    return None


def addresses_of(tx: Transaction, service: int) -> Values:
    """The settings of the handler that a delivery service is made of; none of one that is made of none."""
    for row in tx.dicts(_SERVICE, id=service):
        text = tx.value(_SETTINGS, code=row["REST_CODE"]) if row["REST_CODE"] else None
        found: Values = {} if text is None else msgspec.json.decode(text)
        return found
    return {}


def content_of(tx: Transaction, shipment: Values) -> dict[str, Any]:
    """What is told of a shipment."""
    currency = shipment["CURRENCY"]
    rows = tx.dicts(_ITEMS, id=shipment["ID"])
    price = sum((product(row["PRICE"] or 0.0, row["QUANTITY"]) for row in rows), exact(0.0))
    weight = sum((product(row["WEIGHT"] or 0.0, row["QUANTITY"]) for row in rows), exact(0.0))
    values = tx.dicts(_VALUES, id=shipment["ID"])
    return {
        "ID": shipment["ID"],
        "DELIVERY_SERVICE": _service(tx, shipment["DELIVERY_ID"]),
        "PRICE": rounded(price),
        "CURRENCY": currency,
        "WEIGHT": rounded(weight),
        "PROPERTY_VALUES": [{**row, "VALUE": _value(row["VALUE"])} for row in values],
        "ITEMS": [_item(row, currency) for row in rows],
        "EXTRA_SERVICES_VALUES": [],
        "RESPONSIBLE_CONTACT": _responsible(tx, shipment["RESPONSIBLE_ID"]),
        "RECIPIENT_CONTACT": _recipient(tx, shipment["ORDER_ID"]),
    }


def _service(tx: Transaction, number: int) -> dict[str, Any]:
    row = tx.dicts(_SERVICE, id=number)[0]
    found = {"ID": number, "CONFIG": deliveries.config_of(row)}
    if row["PARENT_ID"]:
        parent = tx.dicts(_SERVICE, id=row["PARENT_ID"])[0]
        found["PARENT"] = {"ID": parent["ID"], "CONFIG": deliveries.config_of(parent)}
    return found


def _item(row: Values, currency: str) -> dict[str, Any]:
    found = {"NAME": row["NAME"] or "", "PRICE": row["PRICE"] or 0.0, "WEIGHT": row["WEIGHT"] or 0.0}
    found |= {"CURRENCY": currency, "QUANTITY": row["QUANTITY"]}
    sides = _value(row["DIMENSIONS"])
    return found | ({"DIMENSIONS": {side: sides.get(side) for side in _SIDES}} if isinstance(sides, dict) else {})


def _value(stored: Any) -> Any:
    """A value that is kept as JSON where it is an object."""
    if not isinstance(stored, str) or not stored.startswith("{"):
        return stored
    try:
        return msgspec.json.decode(stored)
    except msgspec.DecodeError:
        return stored


def _responsible(tx: Transaction, user: int | None) -> dict[str, Any]:
    row = tx.one(_RESPONSIBLE, id=user or 0)
    if row is None:
        return {"NAME": "", "PHONES": []}
    phones = [{"TYPE": kind, "VALUE": value} for kind, value in zip(_PHONES.values(), row[2:], strict=True) if value]
    return {"NAME": " ".join(filter(None, row[:2])), "PHONES": phones}


def _recipient(tx: Transaction, order: int) -> dict[str, Any]:
    name, phone = (tx.value(_SAID[kind], id=order) or "" for kind in _SAID)
    return {"NAME": name, "PHONES": [{"TYPE": "WORK", "VALUE": phone}] if phone else []}
