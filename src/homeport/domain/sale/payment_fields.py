"""Tables of payments, and of what each is for: items of a basket, and shipments.

Sources: ``api-reference/sale/payment/``, ``payment-item-basket/``, ``payment-item-shipment/``.
"""

from dataclasses import replace

from sqlalchemy import Index, Table, UniqueConstraint

from homeport.core import values as v
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.sale.kinds import TEXT, USER
from homeport.domain.sale.order_fields import WORD, looked_up, seen
from homeport.store.schema import METADATA

COD = replace(v.DOUBLE, item=lambda value, zone: v.DOUBLE.classic(value, zone) and f"{value:g}")
"""A sum that is answered as a text."""

PAYMENT_FIELDS = FieldTable(
    (
        seen("ACCOUNT_NUMBER", v.STRING, "Number"),
        F("COMMENTS", TEXT, "Comment"),
        F("COMPANY_ID", v.LINK, "Company"),
        seen("CURRENCY", v.STRING, "Currency"),
        F("DATE_BILL", v.DATETIME, "Billed"),
        seen("DATE_MARKED", v.DATETIME, "Marked at"),
        F("DATE_PAID", v.DATETIME, "Paid at"),
        F("DATE_PAY_BEFORE", v.DATETIME, "To be paid before"),
        seen("DATE_RESPONSIBLE_ID", v.DATETIME, "Somebody is responsible since"),
        F("EMP_MARKED_ID", USER, "Marked by"),
        F("EMP_PAID_ID", USER, "Paid by"),
        F("EMP_RESPONSIBLE_ID", USER, "Who made somebody responsible"),
        F("EMP_RETURN_ID", USER, "Returned by"),
        F("EXTERNAL_PAYMENT", WORD, "From another system", default="N", values=("Y", "F", "N")),
        seen("ID", v.INTEGER, "ID"),
        F("ID_1C", TEXT, "ID in an accounting system"),
        F("IS_RETURN", v.CHAR, "Returned", default="N"),
        F("MARKED", v.CHAR, "Marked", default="N"),
        F("ORDER_ID", v.INTEGER, "Order", required=True, immutable=True),
        F("PAID", v.CHAR, "Paid", default="N"),
        F("PAY_RETURN_COMMENT", TEXT, "Comment of the return"),
        F("PAY_RETURN_DATE", v.DATETIME, "Returned at"),
        F("PAY_RETURN_NUM", TEXT, "Number of the return"),
        F("PAY_SYSTEM_ID", v.INTEGER, "Payment system", required=True),
        looked_up("PAY_SYSTEM_IS_CASH", v.CHAR, "In cash"),
        seen("PAY_SYSTEM_NAME", v.STRING, "Name of the payment system"),
        looked_up("PAY_SYSTEM_XML_ID", TEXT, "External code of the payment system"),
        F("PAY_VOUCHER_DATE", v.DATETIME, "Date of the voucher"),
        F("PAY_VOUCHER_NUM", TEXT, "Number of the voucher"),
        F("PRICE_COD", COD, "Price of payment on delivery", default=0.0),
        F("PS_CURRENCY", TEXT, "Currency of the payment system"),
        F("PS_INVOICE_ID", v.STRING, "ID in the payment system"),
        F("PS_RESPONSE_DATE", v.DATETIME, "Answered by the payment system"),
        F("PS_STATUS", WORD, "Accepted by the payment system", values=("Y", "N")),
        F("PS_STATUS_CODE", TEXT, "Code of the payment system"),
        F("PS_STATUS_DESCRIPTION", TEXT, "Description by the payment system"),
        F("PS_STATUS_MESSAGE", TEXT, "Message of the payment system"),
        F("PS_SUM", v.DOUBLE, "Sum of the payment system"),
        F("REASON_MARKED", TEXT, "Why it is marked"),
        F("RESPONSIBLE_ID", USER, "Responsible"),
        F("SUM", v.DOUBLE, "Sum", default=0.0),
        F("UPDATED_1C", v.CHAR, "Updated by an accounting system", default="N"),
        F("VERSION_1C", TEXT, "Version in an accounting system"),
        F("XML_ID", TEXT, "External code"),
    )
)

PAYMENT = Table(
    "sale_payment",
    METADATA,
    *(field.column() for field in PAYMENT_FIELDS if field.stored),
    Index("sale_payment_order", "ORDER_ID"),
    Index("sale_payment_system", "PAY_SYSTEM_ID"),
    sqlite_autoincrement=True,
)

BASKET_FIELDS = FieldTable(
    (
        F("BASKET_ID", v.INTEGER, "Item", required=True, immutable=True),
        seen("DATE_INSERT", v.DATETIME, "Created"),
        seen("ID", v.INTEGER, "ID"),
        F("PAYMENT_ID", v.INTEGER, "Payment", required=True, immutable=True),
        F("QUANTITY", v.DOUBLE, "Quantity", required=True),
        F("XML_ID", v.STRING, "External code"),
    )
)
BASKET = Table(
    "sale_payment_basket",
    METADATA,
    *(field.column() for field in BASKET_FIELDS),
    UniqueConstraint("PAYMENT_ID", "BASKET_ID"),
    Index("sale_payment_basket_item", "BASKET_ID"),
    sqlite_autoincrement=True,
)

SHIPMENT_FIELDS = FieldTable(
    (
        seen("DATE_INSERT", v.DATETIME, "Created"),
        seen("ID", v.INTEGER, "ID"),
        F("PAYMENT_ID", v.INTEGER, "Payment", required=True, immutable=True),
        F("SHIPMENT_ID", v.INTEGER, "Shipment", required=True, immutable=True),
        F("XML_ID", v.STRING, "External code"),
    )
)
SHIPMENT = Table(
    "sale_payment_shipment",
    METADATA,
    *(field.column() for field in SHIPMENT_FIELDS),
    UniqueConstraint("PAYMENT_ID", "SHIPMENT_ID"),
    Index("sale_payment_shipment_of", "SHIPMENT_ID"),
    sqlite_autoincrement=True,
)
