"""Examples of payment systems, delivery services and cash registers."""

from homeport.rpc.example import Call, Example, Made

_CODES = {
    "SHOP": {"NAME": "Number of the shop", "SORT": "100"},
    "PAYMENT_ID": {"NAME": "Number", "DEFAULT": {"PROVIDER_KEY": "PAYMENT", "PROVIDER_VALUE": "ACCOUNT_NUMBER"}},
}
_PAY_HANDLER: Call = (
    "sale.paysystem.handler.add",
    {
        "NAME": "Harbour bank",
        "CODE": "harbour",
        "SORT": 200,
        "SETTINGS": {"CODES": _CODES, "FORM_DATA": {"ACTION_URI": "https://bank.example.test/pay", "METHOD": "POST"}},
    },
)
_CARDS: Call = (
    "sale.paysystem.add",
    {
        "NAME": "Card",
        "PERSON_TYPE_ID": 3,
        "BX_REST_HANDLER": "harbour",
        "ACTIVE": "Y",
        "ENTITY_REGISTRY_TYPE": "ORDER",
        "SETTINGS": {"SHOP": {"TYPE": "VALUE", "VALUE": "4711"}},
    },
)
_SYSTEM = Made((), 1)
_ORDER: Call = ("sale.order.add", {"fields": {"lid": "s1", "personTypeId": 3, "currency": "EUR", "price": 64}})
_PAYMENT: Call = (
    "sale.payment.add",
    {"fields": {"orderId": Made(("order", "id"), 2), "paySystemId": _SYSTEM, "sum": 64}},
)
_PAID = {"PAYMENT_ID": Made(("payment", "id"), 3), "PAY_SYSTEM_ID": _SYSTEM}
_OF_PAYMENT = (_PAY_HANDLER, _CARDS, _ORDER, _PAYMENT)

_BILL: Call = (
    "crm.invoice.add",
    {"fields": {"ORDER_TOPIC": "Winter storage", "PERSON_TYPE_ID": 1, "PAY_SYSTEM_ID": 3, "UF_COMPANY_ID": 1}},
)
_OF_INVOICE = {"INVOICE_ID": Made(), "PAY_SYSTEM_ID": 3}

_BOATS: Call = (
    "sale.delivery.handler.add",
    {
        "NAME": "Boats",
        "CODE": "boats",
        "SETTINGS": {
            "CALCULATE_URL": "https://boats.example.test/price",
            "CONFIG": [{"TYPE": "STRING", "CODE": "KEY", "NAME": "Key"}],
        },
        "PROFILES": [{"NAME": "Launch", "CODE": "LAUNCH"}, {"NAME": "Barge", "CODE": "BARGE"}],
    },
)
_SERVICE: Call = (
    "sale.delivery.add",
    {"REST_CODE": "boats", "NAME": "By boat", "CURRENCY": "EUR", "CONFIG": [{"CODE": "KEY", "VALUE": "abc"}]},
)
_BOAT, _LAUNCH = Made(("parent", "ID"), 1), Made(("profiles", 0, "ID"), 1)
_CRANE: Call = (
    "sale.delivery.extra.service.add",
    {"DELIVERY_ID": _LAUNCH, "TYPE": "checkbox", "NAME": "Crane", "PRICE": 25, "ACTIVE": "Y", "CODE": "crane"},
)
_PRINTER: Call = (
    "sale.cashbox.handler.add",
    {
        "CODE": "printer",
        "NAME": "Printer",
        "SETTINGS": {
            "PRINT_URL": "https://till.example.test/print",
            "CHECK_URL": "https://till.example.test/check",
            "CONFIG": {"AUTH": {"LABEL": "Signing in", "ITEMS": {"KEY": {"TYPE": "STRING", "LABEL": "Key"}}}},
        },
    },
)
_TILL: Call = (
    "sale.cashbox.add",
    {"NAME": "Till", "REST_CODE": "printer", "EMAIL": "till@example.test", "SETTINGS": {"AUTH": {"KEY": "k"}}},
)

_PAY: tuple[Call, ...] = tuple(
    ("sale.payment.update", {"id": 1, "fields": {"paid": paid, "paySystemId": 1}}) for paid in ("N", "Y")
)

_BY_BOAT: tuple[Call, ...] = (
    (
        _BOATS[0],
        {
            **_BOATS[1],
            "SETTINGS": {
                "CALCULATE_URL": "https://boats.example.test/price",
                "CREATE_DELIVERY_REQUEST_URL": "https://boats.example.test/order",
                "CONFIG": [{"TYPE": "STRING", "CODE": "KEY", "NAME": "Key"}],
            },
        },
    ),
    _SERVICE,
    (
        "sale.shipment.add",
        {"fields": {"orderId": 1, "allowDelivery": "Y", "deducted": "N", "deliveryId": _LAUNCH, "priceDelivery": 25}},
    ),
)
_REQUEST = {"DELIVERY_ID": _LAUNCH, "REQUEST_ID": "request|1"}

SERVICES: dict[str, Example] = {
    "sale.paysystem.handler.add": Example(_PAY_HANDLER[1]),
    "sale.paysystem.handler.list": Example({}, (_PAY_HANDLER,)),
    "sale.paysystem.handler.update": Example({"ID": Made(), "FIELDS": {"NAME": "Bank"}}, (_PAY_HANDLER,)),
    "sale.paysystem.handler.delete": Example({"ID": Made()}, (_PAY_HANDLER,)),
    "sale.paysystem.add": Example(_CARDS[1], (_PAY_HANDLER,)),
    "sale.paysystem.list": Example({"FILTER": {"ACTIVE": "Y"}, "SELECT": ["ID", "NAME", "PERSON_TYPE_ID"]}),
    "sale.paysystem.update": Example({"ID": _SYSTEM, "FIELDS": {"NAME": "Cards"}}, (_PAY_HANDLER, _CARDS)),
    "sale.paysystem.delete": Example({"ID": _SYSTEM}, (_PAY_HANDLER, _CARDS)),
    "sale.paysystem.settings.get": Example({"ID": _SYSTEM, "PERSON_TYPE_ID": 0}, (_PAY_HANDLER, _CARDS)),
    "sale.paysystem.settings.update": Example(
        {"ID": _SYSTEM, "PERSON_TYPE_ID": 3, "SETTINGS": {"SHOP": {"TYPE": "VALUE", "VALUE": "815"}}},
        (_PAY_HANDLER, _CARDS),
    ),
    "sale.paysystem.settings.payment.get": Example(_PAID, _OF_PAYMENT),
    "sale.paysystem.pay.payment": Example(_PAID, _OF_PAYMENT),
    "sale.paysystem.settings.invoice.get": Example(_OF_INVOICE, (_BILL,)),
    "sale.paysystem.pay.invoice": Example(_OF_INVOICE, (_BILL,)),
    "sale.delivery.handler.add": Example(_BOATS[1]),
    "sale.delivery.handler.list": Example({}, (_BOATS,)),
    "sale.delivery.handler.update": Example({"ID": Made(), "NAME": "Ships", "SORT": 50}, (_BOATS,)),
    "sale.delivery.handler.delete": Example({"ID": Made()}, (_BOATS,)),
    "sale.delivery.add": Example(_SERVICE[1], (_BOATS,)),
    "sale.delivery.getlist": Example({"FILTER": {"ACTIVE": "Y"}, "SELECT": ["ID", "NAME", "PARENT_ID"]}),
    "sale.delivery.update": Example({"ID": _BOAT, "NAME": "By ship", "SORT": 50}, (_BOATS, _SERVICE)),
    "sale.delivery.delete": Example({"ID": _BOAT}, (_BOATS, _SERVICE)),
    "sale.delivery.config.get": Example({"ID": _BOAT}, (_BOATS, _SERVICE)),
    "sale.delivery.config.update": Example(
        {"ID": _BOAT, "CONFIG": [{"CODE": "KEY", "VALUE": "def"}]}, (_BOATS, _SERVICE)
    ),
    "sale.delivery.extra.service.add": Example(_CRANE[1], (_BOATS, _SERVICE)),
    "sale.delivery.extra.service.get": Example({"DELIVERY_ID": _LAUNCH}, (_BOATS, _SERVICE, _CRANE)),
    "sale.delivery.extra.service.update": Example({"ID": Made(), "PRICE": 30}, (_BOATS, _SERVICE, _CRANE)),
    "sale.delivery.extra.service.delete": Example({"ID": Made()}, (_BOATS, _SERVICE, _CRANE)),
    "sale.cashbox.handler.add": Example(_PRINTER[1]),
    "sale.cashbox.handler.list": Example({}, (_PRINTER,)),
    "sale.cashbox.handler.update": Example({"ID": Made(), "FIELDS": {"NAME": "Old printer"}}, (_PRINTER,)),
    "sale.cashbox.handler.delete": Example({"ID": Made()}, (_PRINTER,)),
    "sale.cashbox.add": Example(_TILL[1], (_PRINTER,)),
    "sale.cashbox.list": Example({"FILTER": {"=NAME": "Till"}, "SELECT": ["ID", "NAME"]}, (_PRINTER, _TILL)),
    "sale.cashbox.update": Example({"ID": Made((), 1), "FIELDS": {"ACTIVE": "Y"}}, (_PRINTER, _TILL)),
    "sale.delivery.request.update": Example(
        {**_REQUEST, "STATUS": {"TEXT": "A launch is on its way", "SEMANTIC": "process"}}, _BY_BOAT
    ),
    "sale.delivery.request.sendmessage": Example(
        {**_REQUEST, "ADDRESSEE": "RECIPIENT", "MESSAGE": {"SUBJECT": "On its way", "BODY": "Expect us at noon"}},
        _BY_BOAT,
    ),
    "sale.delivery.request.delete": Example(_REQUEST, _BY_BOAT),
    "sale.cashbox.check.apply": Example(
        {"UUID": "check|1", "FISCAL_DOC_NUMBER": "12345", "SHIFT_NUMBER": "1"},
        (_PRINTER, (_TILL[0], {**_TILL[1], "ACTIVE": "Y"}), *_PAY),
    ),
    "sale.cashbox.delete": Example({"ID": Made((), 1)}, (_PRINTER, _TILL)),
}
