"""Examples of orders, payments and deliveries of deals."""

from homeport.rpc.example import Call, Example, Made

_ROW: Call = (
    "crm.item.productrow.add",
    {"fields": {"ownerType": "D", "ownerId": 2, "productName": "Anchor chain", "price": 120, "quantity": 4}},
)
_PAYMENT: Call = ("crm.item.payment.add", {"entityTypeId": 2, "entityId": 2})
_OF_PAYMENT: Call = ("sale.payment.get", {"id": Made((), 0)})
_ORDER = Made(("payment", "orderId"), 1)
_SHIPMENT: Call = (
    "sale.shipment.add",
    {
        "fields": {
            "orderId": _ORDER,
            "allowDelivery": "N",
            "deducted": "N",
            "deliveryId": 2,
            "basePriceDelivery": 9.9,
        }
    },
)
_DELIVERY = Made(("shipment", "id"), 2)
_SHIPPED = (_PAYMENT, _OF_PAYMENT, _SHIPMENT)
_PAID: Call = ("crm.item.payment.delivery.add", {"paymentId": Made((), 0), "deliveryId": _DELIVERY})
_PRODUCT: Call = (
    "crm.item.payment.product.add",
    {"paymentId": Made((), 0), "rowId": Made(("productRow", "id"), 1), "quantity": 2},
)
_BOUGHT = (_PAYMENT, _ROW)
_ORDERED: Call = ("sale.order.add", {"fields": {"lid": "s1", "personTypeId": 3, "currency": "EUR"}})
_BOUND: Call = (
    "crm.orderentity.add",
    {"fields": {"orderId": Made(("order", "id"), 0), "ownerTypeId": 2, "ownerId": 2}},
)

EXAMPLES = {
    "crm.item.payment.add": Example(_PAYMENT[1]),
    "crm.item.payment.get": Example({"id": Made()}, (_PAYMENT,)),
    "crm.item.payment.list": Example({"entityTypeId": 2, "entityId": 2, "filter": {"paid": "N"}}, (_PAYMENT,)),
    "crm.item.payment.update": Example({"id": Made(), "fields": {"paid": "Y", "paySystemId": 2}}, (_PAYMENT,)),
    "crm.item.payment.delete": Example({"id": Made()}, (_PAYMENT,)),
    "crm.item.payment.pay": Example({"id": Made()}, (_PAYMENT,)),
    "crm.item.payment.unpay": Example({"id": Made()}, (_PAYMENT,)),
    "crm.item.payment.product.add": Example(_PRODUCT[1], _BOUGHT),
    "crm.item.payment.product.list": Example({"paymentId": Made((), 0), "filter": {}}, (*_BOUGHT, _PRODUCT)),
    "crm.item.payment.product.setQuantity": Example({"id": Made(), "quantity": 3}, (*_BOUGHT, _PRODUCT)),
    "crm.item.payment.product.delete": Example({"id": Made()}, (*_BOUGHT, _PRODUCT)),
    "crm.item.payment.delivery.add": Example(_PAID[1], _SHIPPED),
    "crm.item.payment.delivery.list": Example({"paymentId": Made((), 0), "filter": {}}, (*_SHIPPED, _PAID)),
    "crm.item.payment.delivery.setDelivery": Example({"id": Made(), "deliveryId": _DELIVERY}, (*_SHIPPED, _PAID)),
    "crm.item.payment.delivery.delete": Example({"id": Made()}, (*_SHIPPED, _PAID)),
    "crm.item.delivery.get": Example({"id": _DELIVERY}, _SHIPPED),
    "crm.item.delivery.list": Example({"entityTypeId": 2, "entityId": 2}, _SHIPPED),
    "crm.orderentity.add": Example(_BOUND[1], (_ORDERED,)),
    "crm.orderentity.list": Example(
        {"filter": {"ownerTypeId": 2}, "select": ["orderId", "ownerId"]}, (_ORDERED, _BOUND)
    ),
    "crm.orderentity.deletebyfilter": Example(_BOUND[1], (_ORDERED, _BOUND)),
    "crm.paysystem.list": Example({"order": {"SORT": "ASC"}}),
    "crm.persontype.list": Example({"filter": {"NAME": "CRM_COMPANY"}}),
}
