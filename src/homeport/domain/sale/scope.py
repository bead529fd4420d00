"""What the online store brings to the portal."""

from homeport.domain.records.scopes import Scope
from homeport.domain.sale import events

_HERE = "homeport.domain.sale"

SCOPE = Scope(
    name="sale",
    needed=events.SALE,
    events=events.codes,
    tables=tuple(
        f"{_HERE}.{name}"
        for name in (
            "basket_fields",
            "cashboxes",
            "deliveries",
            "delivery_tables",
            "order_fields",
            "pay_systems",
            "payment_fields",
            "person_types",
            "property_fields",
            "receipt_tables",
            "shipment_fields",
            "statuses",
        )
    ),
    install=tuple(
        f"{_HERE}.{name}"
        for name in (
            "person_types",
            "property_groups",
            "properties",
            "statuses",
            "trade",
            "pay_systems",
            "deliveries",
        )
    ),
    of_applications=tuple(f"{_HERE}.{name}" for name in ("pay_systems", "deliveries", "cashboxes")),
    errands={
        "sale.receipt": f"{_HERE}.receipts",
        "sale.delivery.calculate": f"{_HERE}.delivery_prices",
        "sale.delivery.request": f"{_HERE}.delivery_calls",
    },
    integrity=(f"{_HERE}.integrity",),
)
