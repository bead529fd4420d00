"""Rows of the online store, as many as walks of lists need."""

from typing import Any

from homeport.domain.sale.order_fields import BINDING
from homeport.store import Transaction
from tests.clients.goods import MANY, Several

MOST = {
    "crm.paysystem.list": 1,
    "crm.persontype.list": 2,
    "sale.statusLang.getListLangs": 18,
    "sale.tradePlatform.list": 5,
}
"""Lists of what a portal has of itself."""

_CODES = [f"{chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(MANY + 26) if number // 26 != 3][:MANY]
"""Ids of statuses: none that begins as those of deliveries do."""


def fill(several: Several) -> dict[str, dict[str, Any]]:
    """Make the rows; what lists need to be told to show them."""

    def each(method: str, name: str, fields: Any) -> list[Any]:
        made = several((method, {"fields": fields(number)}) for number in range(MANY))
        return [row[name].get("id") for row in made]

    payers = each("sale.persontype.add", "personType", lambda n: {"name": f"Walked {n}"})
    several(
        ("sale.businessValuePersonDomain.add", {"fields": {"personTypeId": number, "domain": "I"}}) for number in payers
    )
    each("sale.status.add", "status", lambda n: {"id": _CODES[n], "type": "O"})
    each("sale.statusLang.add", "statusLang", lambda n: {"statusId": _CODES[n], "lid": "en", "name": "Walked"})
    each("sale.propertygroup.add", "propertyGroup", lambda n: {"personTypeId": 3, "name": f"Walked {n}"})
    asked = {"personTypeId": 3, "propsGroupId": 1, "type": "ENUM"}
    lists = each("sale.property.add", "property", lambda n: {**asked, "name": f"Walked {n}"})
    of_shipments = each("sale.shipmentproperty.add", "property", lambda n: {**asked, "name": f"Walked {n}"})
    option = {"orderPropsId": lists[0], "name": "Walked"}
    each("sale.propertyvariant.add", "propertyVariant", lambda n: {**option, "value": str(n)})
    relation = {"entityType": "L", "propertyId": 1}
    each("sale.propertyRelation.add", "propertyRelation", lambda n: {**relation, "entityId": 1 + n})
    new = {"lid": "s1", "personTypeId": 3, "currency": "EUR"}
    orders = each("sale.order.add", "order", lambda n: new)
    item = {"productId": 0, "currency": "EUR", "quantity": 1, "name": "Walked"}
    items = each("sale.basketitem.add", "basketItem", lambda n: {**item, "orderId": orders[n]})
    said = {"name": "Walked", "value": "yes", "code": "WALKED"}
    each("sale.basketproperties.add", "basketProperty", lambda n: {**said, "basketId": items[n]})
    payments = each("sale.payment.add", "payment", lambda n: {"orderId": orders[n], "paySystemId": 1})
    sent = {"allowDelivery": "N", "deducted": "N", "deliveryId": 2}
    shipments = each("sale.shipment.add", "shipment", lambda n: {**sent, "orderId": orders[n]})
    each(
        "sale.paymentitembasket.add",
        "paymentItemBasket",
        lambda n: {"paymentId": payments[n], "basketId": items[n], "quantity": 1},
    )
    each(
        "sale.paymentitemshipment.add",
        "paymentItemShipment",
        lambda n: {"paymentId": payments[n], "shipmentId": shipments[n]},
    )
    each(
        "sale.shipmentitem.add",
        "shipmentItem",
        lambda n: {"orderDeliveryId": shipments[n], "basketId": items[n], "quantity": 1},
    )
    several(
        (
            "sale.propertyvalue.modify",
            {"fields": {"order": {"id": order, "propertyValues": {"0": {"orderPropsId": 1, "value": "Walked"}}}}},
        )
        for order in orders
    )
    answer = {"0": {"shipmentPropsId": of_shipments[0], "value": "Walked"}}
    several(
        ("sale.shipmentpropertyvalue.modify", {"fields": {"shipment": {"id": number, "propertyValues": answer}}})
        for number in shipments
    )
    linked = {"ownerTypeId": 2, "ownerId": 1}
    several(("crm.orderentity.add", {"fields": {**linked, "orderId": order}}) for order in orders)
    several(iter(_REGISTERED))
    service = {"DELIVERY_ID": 2, "TYPE": "checkbox", "NAME": "Walked"}
    several(("sale.delivery.extra.service.add", service) for _ in range(2))
    deal = {"entityTypeId": 2, "entityId": 5}
    return {
        "sale.delivery.config.get": {"ID": 5},
        "sale.delivery.extra.service.get": {"DELIVERY_ID": 2},
        "crm.item.payment.list": deal,
        "crm.item.delivery.list": deal,
        "crm.item.payment.product.list": {"paymentId": 1},
        "crm.item.payment.delivery.list": {"paymentId": 1},
    }


_PAGE = "https://walked.example.test/"
_REGISTERED: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "sale.paysystem.handler.add",
        {
            "NAME": "Walked",
            "CODE": "walked",
            "SETTINGS": {"CODES": {"A": {"NAME": "A"}}, "FORM_DATA": {"ACTION_URI": _PAGE}},
        },
    ),
    (
        "sale.delivery.handler.add",
        {
            "NAME": "Walked",
            "CODE": "walked",
            "SETTINGS": {"CALCULATE_URL": _PAGE},
            "PROFILES": {"0": {"NAME": "Walked", "CODE": "W"}},
        },
    ),
    ("sale.delivery.add", {"REST_CODE": "walked", "NAME": "Walked", "CURRENCY": "EUR"}),
    (
        "sale.cashbox.handler.add",
        {
            "NAME": "Walked",
            "CODE": "walked",
            "SETTINGS": {
                "PRINT_URL": _PAGE,
                "CHECK_URL": _PAGE,
                "CONFIG": {"A": {"LABEL": "A", "ITEMS": {"B": {"TYPE": "STRING", "LABEL": "B"}}}},
            },
        },
    ),
    ("sale.cashbox.add", {"NAME": "Walked", "REST_CODE": "walked", "EMAIL": "walked@example.test"}),
)


def sources(tx: Transaction) -> None:
    """Orders of sources, which only payments of deals make."""
    row = {"ORDER_ID": 1, "TRADING_PLATFORM_ID": 1, "EXTERNAL_ORDER_ID": "5"}
    tx.insert_many(BINDING, [row for _ in range(MANY)])
