"""Tables of shipments, and of what is in them.

Sources: ``api-reference/sale/shipment/``, ``shipment-item/``.
"""

from sqlalchemy import Index, Table, UniqueConstraint

from homeport.core import values as v
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.sale.kinds import CODE, TEXT, USER
from homeport.domain.sale.order_fields import WORD, looked_up, seen
from homeport.store.schema import METADATA

SHIPMENT_FIELDS = FieldTable(
    (
        seen("ACCOUNT_NUMBER", v.STRING, "Number"),
        F("ALLOW_DELIVERY", v.CHAR, "May be delivered", required=True),
        F("BASE_PRICE_DELIVERY", v.DOUBLE, "Price without discounts"),
        seen("CANCELED", v.CHAR, "Canceled", default="N"),
        F("COMMENTS", TEXT, "Comment"),
        F("COMPANY_ID", v.LINK, "Company"),
        seen("CURRENCY", v.STRING, "Currency"),
        seen("CUSTOM_PRICE_DELIVERY", v.CHAR, "Price entered by hand", default="N"),
        seen("DATE_ALLOW_DELIVERY", v.DATETIME, "Allowed at"),
        seen("DATE_CANCELED", v.DATETIME, "Canceled at"),
        seen("DATE_DEDUCTED", v.DATETIME, "Shipped at"),
        seen("DATE_INSERT", v.DATETIME, "Created"),
        seen("DATE_MARKED", v.DATETIME, "Marked at"),
        seen("DATE_RESPONSIBLE_ID", v.DATETIME, "Somebody is responsible since"),
        F("DEDUCTED", v.CHAR, "Shipped", required=True),
        F("DELIVERY_DOC_DATE", v.DATETIME, "Date of the document"),
        F("DELIVERY_DOC_NUM", TEXT, "Number of the document"),
        F("DELIVERY_ID", v.INTEGER, "Delivery service", required=True),
        seen("DELIVERY_NAME", v.STRING, "Name of the delivery service"),
        looked_up("DELIVERY_XML_ID", TEXT, "External code of the delivery service"),
        seen("DISCOUNT_PRICE", v.DOUBLE, "Discount", default=0.0),
        seen("EMP_ALLOW_DELIVERY_ID", USER, "Allowed by"),
        seen("EMP_CANCELED_ID", USER, "Canceled by"),
        seen("EMP_DEDUCTED_ID", USER, "Shipped by"),
        seen("EMP_MARKED_ID", USER, "Marked by"),
        seen("EMP_RESPONSIBLE_ID", USER, "Who made somebody responsible"),
        seen("EXTERNAL_DELIVERY", v.CHAR, "From another system", default="N"),
        seen("ID", v.INTEGER, "ID"),
        seen("ID_1C", TEXT, "ID in an accounting system"),
        seen("MARKED", v.CHAR, "Marked", default="N"),
        F("ORDER_ID", v.INTEGER, "Order", required=True, immutable=True),
        F("PRICE_DELIVERY", v.DOUBLE, "Price"),
        seen("REASON_MARKED", TEXT, "Why it is marked"),
        seen("REASON_UNDO_DEDUCTED", TEXT, "Why it came back"),
        F("RESPONSIBLE_ID", USER, "Responsible"),
        F("STATUS_ID", CODE, "Status", default="DN"),
        looked_up("STATUS_XML_ID", WORD, "External code of the status"),
        seen("SYSTEM", v.CHAR, "Made by the system", default="N"),
        seen("TRACKING_DESCRIPTION", TEXT, "Description of its way"),
        seen("TRACKING_LAST_CHECK", TEXT, "Looked for at"),
        F("TRACKING_NUMBER", TEXT, "Number to track it by"),
        seen("TRACKING_STATUS", TEXT, "Where it is"),
        seen("UPDATED_1C", v.CHAR, "Updated by an accounting system", default="N"),
        seen("VERSION_1C", TEXT, "Version in an accounting system"),
        F("XML_ID", TEXT, "External code"),
    )
)

SHIPMENT = Table(
    "sale_shipment",
    METADATA,
    *(field.column() for field in SHIPMENT_FIELDS if field.stored),
    Index("sale_shipment_order", "ORDER_ID"),
    Index("sale_shipment_status", "STATUS_ID"),
    Index("sale_shipment_delivery", "DELIVERY_ID"),
    sqlite_autoincrement=True,
)

ITEM_FIELDS = FieldTable(
    (
        F("BASKET_ID", v.INTEGER, "Item", required=True, immutable=True),
        seen("DATE_INSERT", v.DATETIME, "Created"),
        seen("ID", v.INTEGER, "ID"),
        F("ORDER_DELIVERY_ID", v.INTEGER, "Shipment", required=True, immutable=True),
        F("QUANTITY", v.DOUBLE, "Quantity", required=True),
        seen("RESERVED_QUANTITY", v.DOUBLE, "Held back", default=0.0),
        F("XML_ID", v.STRING, "External code"),
    )
)
ITEM = Table(
    "sale_shipment_item",
    METADATA,
    *(field.column() for field in ITEM_FIELDS),
    UniqueConstraint("ORDER_DELIVERY_ID", "BASKET_ID"),
    Index("sale_shipment_item_basket", "BASKET_ID"),
    sqlite_autoincrement=True,
)
