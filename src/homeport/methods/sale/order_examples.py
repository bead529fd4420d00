"""Examples of orders, and of what they consist of."""

from homeport.rpc.example import Call, Example, Made

_NEW: Call = (
    "sale.order.add",
    {"fields": {"lid": "s1", "personTypeId": 3, "currency": "EUR", "comments": "By telephone", "responsibleId": 3}},
)
_ORDER = Made(("order", "id"), 0)
_ROPE: Call = (
    "sale.basketitem.add",
    {
        "fields": {
            "orderId": _ORDER,
            "productId": 0,
            "name": "Rope",
            "currency": "EUR",
            "quantity": 20,
            "price": 3.2,
            "vatRate": 0.19,
            "vatIncluded": "Y",
        }
    },
)
_ITEM = Made(("basketItem", "id"), 1)
_FROM_CATALOGUE: Call = (
    "sale.basketitem.addCatalogProduct",
    {"fields": {"orderId": _ORDER, "productId": 1, "currency": "EUR", "quantity": 2, "name": "As in the catalogue"}},
)
_COLOUR: Call = (
    "sale.basketproperties.add",
    {"fields": {"basketId": _ITEM, "name": "Colour", "value": "White", "code": "COLOUR", "sort": 200}},
)
_PAYMENT: Call = ("sale.payment.add", {"fields": {"orderId": _ORDER, "paySystemId": 1, "sum": 64, "comments": "Bar"}})
_PAID = Made(("payment", "id"), 2)
_PAID_ITEM: Call = ("sale.paymentitembasket.add", {"fields": {"paymentId": _PAID, "basketId": _ITEM, "quantity": 20}})
_SHIPMENT: Call = (
    "sale.shipment.add",
    {
        "fields": {
            "orderId": _ORDER,
            "allowDelivery": "Y",
            "deducted": "N",
            "deliveryId": 2,
            "basePriceDelivery": 9.9,
            "trackingNumber": "RR 123",
        }
    },
)
_SHIPPED = Made(("shipment", "id"), 2)
_SHIPPED_ITEM: Call = (
    "sale.shipmentitem.add",
    {"fields": {"orderDeliveryId": _SHIPPED, "basketId": _ITEM, "quantity": 20}},
)
_PAID_SHIPMENT: Call = (
    "sale.paymentitemshipment.add",
    {"fields": {"paymentId": Made(("payment", "id"), 3), "shipmentId": _SHIPPED}},
)
_ANSWERS: Call = (
    "sale.propertyvalue.modify",
    {"fields": {"order": {"id": _ORDER, "propertyValues": [{"orderPropsId": 1, "value": "Ann Example"}]}}},
)
_VALUE = Made(("propertyValues", 0, "id"))
_QUAY: Call = (
    "sale.shipmentproperty.add",
    {"fields": {"personTypeId": 3, "propsGroupId": 2, "name": "Quay", "type": "STRING"}},
)
_MOORED: Call = (
    "sale.shipmentpropertyvalue.modify",
    {
        "fields": {
            "shipment": {
                "id": _SHIPPED,
                "propertyValues": [{"shipmentPropsId": Made(("property", "id"), 3), "value": "Quay 4"}],
            }
        }
    },
)

_BASKET, _WITH_PAYMENT, _WITH_SHIPMENT = (_NEW, _ROPE), (_NEW, _ROPE, _PAYMENT), (_NEW, _ROPE, _SHIPMENT)
_BOTH = (*_WITH_SHIPMENT, _PAYMENT)
_LAST = {"order": {"id": "DESC"}}

ORDERS: dict[str, Example] = {
    "sale.order.add": Example(_NEW[1]),
    "sale.order.get": Example({"id": _ORDER}, (*_WITH_SHIPMENT, _SHIPPED_ITEM, _PAYMENT, _COLOUR, _ANSWERS)),
    "sale.order.list": Example({"filter": {">=price": 10}, "select": ["id", "price", "statusId"], **_LAST}, _BASKET),
    "sale.order.update": Example({"id": _ORDER, "fields": {"statusId": "P", "comments": "Paid at the quay"}}, (_NEW,)),
    "sale.order.delete": Example({"id": _ORDER}, _BASKET),
    "sale.basketitem.add": Example(_ROPE[1], (_NEW,)),
    "sale.basketitem.get": Example({"id": _ITEM}, _BASKET),
    "sale.basketitem.list": Example({"filter": {"productId": 0}, "select": ["id", "name", "price"], **_LAST}, _BASKET),
    "sale.basketitem.update": Example({"id": _ITEM, "fields": {"quantity": 30}}, _BASKET),
    "sale.basketitem.delete": Example({"id": _ITEM}, _BASKET),
    "sale.basketitem.addCatalogProduct": Example(_FROM_CATALOGUE[1], (_NEW,)),
    "sale.basketitem.updateCatalogProduct": Example(
        {"id": _ITEM, "fields": {"quantity": 3, "sort": 10}}, (_NEW, _FROM_CATALOGUE)
    ),
    "sale.basketproperties.add": Example(_COLOUR[1], _BASKET),
    "sale.basketproperties.get": Example({"id": Made(("basketProperty", "id"))}, (*_BASKET, _COLOUR)),
    "sale.basketproperties.list": Example({"filter": {"code": "COLOUR"}}, (*_BASKET, _COLOUR)),
    "sale.basketproperties.update": Example(
        {"id": Made(("basketProperty", "id")), "fields": {"value": "Red"}}, (*_BASKET, _COLOUR)
    ),
    "sale.basketproperties.delete": Example({"id": Made(("basketProperty", "id"))}, (*_BASKET, _COLOUR)),
    "sale.payment.add": Example(_PAYMENT[1], _BASKET),
    "sale.payment.get": Example({"id": _PAID}, _WITH_PAYMENT),
    "sale.payment.list": Example({"filter": {"paid": "N"}, "select": ["id", "sum", "paySystemName"]}, _WITH_PAYMENT),
    "sale.payment.update": Example({"id": _PAID, "fields": {"paySystemId": 1, "paid": "Y"}}, _WITH_PAYMENT),
    "sale.payment.delete": Example({"id": _PAID}, _WITH_PAYMENT),
    "sale.paymentitembasket.add": Example(_PAID_ITEM[1], _WITH_PAYMENT),
    "sale.paymentitembasket.get": Example({"id": Made(("paymentItemBasket", "id"))}, (*_WITH_PAYMENT, _PAID_ITEM)),
    "sale.paymentitembasket.list": Example({"select": ["id", "quantity"]}, (*_WITH_PAYMENT, _PAID_ITEM)),
    "sale.paymentitembasket.update": Example(
        {"id": Made(("paymentItemBasket", "id")), "fields": {"quantity": 10}}, (*_WITH_PAYMENT, _PAID_ITEM)
    ),
    "sale.paymentitembasket.delete": Example({"id": Made(("paymentItemBasket", "id"))}, (*_WITH_PAYMENT, _PAID_ITEM)),
    "sale.paymentitemshipment.add": Example(_PAID_SHIPMENT[1], _BOTH),
    "sale.paymentitemshipment.get": Example({"id": Made(("paymentItemShipment", "id"))}, (*_BOTH, _PAID_SHIPMENT)),
    "sale.paymentitemshipment.list": Example({"select": ["id", "shipmentId"]}, (*_BOTH, _PAID_SHIPMENT)),
    "sale.paymentitemshipment.update": Example(
        {"id": Made(("paymentItemShipment", "id")), "fields": {"xmlId": "p1"}}, (*_BOTH, _PAID_SHIPMENT)
    ),
    "sale.paymentitemshipment.delete": Example({"id": Made(("paymentItemShipment", "id"))}, (*_BOTH, _PAID_SHIPMENT)),
    "sale.shipment.add": Example(_SHIPMENT[1], _BASKET),
    "sale.shipment.get": Example({"id": _SHIPPED}, (*_WITH_SHIPMENT, _SHIPPED_ITEM)),
    "sale.shipment.list": Example({"filter": {"statusId": "DN"}, "select": ["id", "deliveryName"]}, _WITH_SHIPMENT),
    "sale.shipment.update": Example(
        {
            "id": _SHIPPED,
            "fields": {
                "allowDelivery": "Y",
                "deducted": "Y",
                "deliveryId": 2,
                "statusId": "DF",
                "basePriceDelivery": 12.5,
            },
        },
        _WITH_SHIPMENT,
    ),
    "sale.shipment.delete": Example({"id": _SHIPPED}, _WITH_SHIPMENT),
    "sale.shipmentitem.add": Example(_SHIPPED_ITEM[1], _WITH_SHIPMENT),
    "sale.shipmentitem.get": Example({"id": Made(("shipmentItem", "id"))}, (*_WITH_SHIPMENT, _SHIPPED_ITEM)),
    "sale.shipmentitem.list": Example({"select": ["id", "quantity"]}, (*_WITH_SHIPMENT, _SHIPPED_ITEM)),
    "sale.shipmentitem.update": Example(
        {"id": Made(("shipmentItem", "id")), "fields": {"quantity": 10}}, (*_WITH_SHIPMENT, _SHIPPED_ITEM)
    ),
    "sale.shipmentitem.delete": Example({"id": Made(("shipmentItem", "id"))}, (*_WITH_SHIPMENT, _SHIPPED_ITEM)),
    "sale.propertyvalue.modify": Example(_ANSWERS[1], (_NEW,)),
    "sale.propertyvalue.get": Example({"id": _VALUE}, (_NEW, _ANSWERS)),
    "sale.propertyvalue.list": Example({"filter": {"code": "FIO"}, "select": ["orderId", "value"]}, (_NEW, _ANSWERS)),
    "sale.propertyvalue.delete": Example({"id": _VALUE}, (_NEW, _ANSWERS)),
    "sale.shipmentpropertyvalue.modify": Example(_MOORED[1], (*_WITH_SHIPMENT, _QUAY)),
    "sale.shipmentpropertyvalue.get": Example({"id": _VALUE}, (*_WITH_SHIPMENT, _QUAY, _MOORED)),
    "sale.shipmentpropertyvalue.list": Example({"select": ["id", "value"]}, (*_WITH_SHIPMENT, _QUAY, _MOORED)),
    "sale.shipmentpropertyvalue.delete": Example({"id": _VALUE}, (*_WITH_SHIPMENT, _QUAY, _MOORED)),
}
