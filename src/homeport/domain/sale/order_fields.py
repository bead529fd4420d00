"""Tables of orders: the order, whose it is, and where it came from.

Sources: ``api-reference/sale/order/``, ``api-reference/sale/data-types.md``.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import Index, PrimaryKeyConstraint, Table

from homeport.core import values as v
from homeport.domain.records.fields import F, Field, FieldTable
from homeport.domain.sale.kinds import CODE, CURRENCY, SITE, TEXT, USER
from homeport.store.schema import METADATA

WORD = replace(CODE, item=TEXT.item)


def seen(name: str, kind: v.FieldType, title: str, *, default: Any = None) -> Field:
    """A field that nobody writes."""
    return F(name, kind, title, read_only=True, default=default)


def looked_up(name: str, kind: v.FieldType, title: str) -> Field:
    """A field of a row that another one names."""
    return F(name, kind, title, read_only=True, stored=False)


ORDER_FIELDS = FieldTable(
    (
        seen("ACCOUNT_NUMBER", v.STRING, "Number"),
        F("ADDITIONAL_INFO", TEXT, "Additional information"),
        F("AFFILIATE_ID", v.LINK, "Affiliate"),
        F("CANCELED", v.CHAR, "Canceled", default="N"),
        F("COMMENTS", TEXT, "Comment of the manager"),
        F("COMPANY_ID", v.LINK, "Company"),
        F("CURRENCY", CURRENCY, "Currency", required=True, immutable=True),
        seen("DATE_CANCELED", v.DATETIME, "Canceled at"),
        F("DATE_INSERT", v.DATETIME, "Created"),
        seen("DATE_LOCK", v.DATETIME, "Locked at"),
        seen("DATE_MARKED", v.DATETIME, "Marked at"),
        seen("DATE_STATUS", v.DATETIME, "In the status since"),
        seen("DATE_UPDATE", v.DATETIME, "Changed"),
        seen("DEDUCTED", v.CHAR, "Shipped", default="N"),
        F("DISCOUNT_VALUE", v.DOUBLE, "Discount", default=0.0),
        F("EMP_CANCELED_ID", USER, "Canceled by"),
        F("EMP_MARKED_ID", USER, "Marked by"),
        F("EMP_STATUS_ID", USER, "Status set by"),
        F("EXTERNAL_ORDER", v.CHAR, "From another system", default="N"),
        seen("ID", v.INTEGER, "ID"),
        F("ID_1C", TEXT, "ID in an accounting system"),
        F("LID", v.STRING, "Site", required=True, immutable=True, values=(SITE,)),
        F("LOCKED_BY", WORD, "Locked by"),
        F("MARKED", v.CHAR, "Marked", default="N"),
        F("ORDER_TOPIC", TEXT, "Topic"),
        seen("PAYED", v.CHAR, "Paid", default="N"),
        F("PERSON_TYPE_ID", v.INTEGER, "Type of payers", required=True, immutable=True),
        looked_up("PERSON_TYPE_XML_ID", TEXT, "External code of the type of payers"),
        F("PRICE", v.DOUBLE, "Price", default=0.0),
        F("REASON_CANCELED", TEXT, "Why it is canceled"),
        F("REASON_MARKED", TEXT, "Why it is marked"),
        F("RECOUNT_FLAG", v.CHAR, "Counted anew", default="Y"),
        F("RECURRING_ID", WORD, "Renewal of a subscription"),
        F("RESPONSIBLE_ID", USER, "Responsible"),
        F("STATUS_ID", CODE, "Status", default="N"),
        looked_up("STATUS_XML_ID", TEXT, "External code of the status"),
        seen("TAX_VALUE", v.DOUBLE, "Tax"),
        F("UPDATED_1C", v.CHAR, "Updated by an accounting system", default="N"),
        F("USER_DESCRIPTION", TEXT, "Comment of the buyer"),
        F("USER_ID", USER, "Buyer", immutable=True),
        seen("VERSION", v.INTEGER, "Version", default=0),
        F("VERSION_1C", TEXT, "Version in an accounting system"),
        F("XML_ID", TEXT, "External code"),
    )
)

ORDER = Table(
    "sale_order",
    METADATA,
    *(field.column() for field in ORDER_FIELDS if field.stored),
    Index("sale_order_status", "STATUS_ID"),
    Index("sale_order_person_type", "PERSON_TYPE_ID"),
    Index("sale_order_date", "DATE_INSERT"),
    sqlite_autoincrement=True,
)

CLIENT_FIELDS = FieldTable(
    (
        F("ENTITY_ID", v.INTEGER, "Contact or company"),
        F("ENTITY_TYPE_ID", v.INTEGER, "Type"),
        F("ID", v.INTEGER, "ID"),
        F("IS_PRIMARY", v.CHAR, "The first"),
        F("ORDER_ID", v.INTEGER, "Order"),
        F("ROLE_ID", v.INTEGER, "Not used"),
        F("SORT", v.INTEGER, "Sorting"),
    )
)
CLIENT = Table(
    "sale_order_client",
    METADATA,
    *(field.column() for field in CLIENT_FIELDS),
    Index("sale_order_client_order", "ORDER_ID"),
    Index("sale_order_client_record", "ENTITY_TYPE_ID", "ENTITY_ID"),
    sqlite_autoincrement=True,
)

PLATFORM_FIELDS = FieldTable(
    (
        F("ACTIVE", v.CHAR, "Active"),
        F("CATALOG_SECTION_TAB_CLASS_NAME", v.STRING, "Class of the tab of sections"),
        F("CLASS", v.STRING, "Class"),
        F("CODE", v.STRING, "Code", required=True),
        F("DESCRIPTION", v.STRING, "Description"),
        seen("ID", v.INTEGER, "ID"),
        F("NAME", v.STRING, "Name", required=True),
        F("SETTINGS", v.STRING, "Settings"),
        F("XML_ID", v.STRING, "External code"),
    )
)
PLATFORM = Table(
    "sale_trade_platform", METADATA, *(field.column() for field in PLATFORM_FIELDS), sqlite_autoincrement=True
)

BINDING_FIELDS = FieldTable(
    (
        F("EXTERNAL_ORDER_ID", v.STRING, "Number in the other system", required=True, immutable=True),
        seen("ID", v.INTEGER, "ID"),
        F("ORDER_ID", v.INTEGER, "Order", required=True, immutable=True),
        F("PARAMS", v.STRING, "Parameters"),
        F("TRADING_PLATFORM_ID", replace(v.INTEGER, item=v.INTEGER.classic), "Source", required=True, immutable=True),
        looked_up("TRADING_PLATFORM_XML_ID", v.STRING, "External code of the source"),
        F("XML_ID", v.STRING, "External code"),
    )
)
BINDING = Table(
    "sale_trade_binding",
    METADATA,
    *(field.column() for field in BINDING_FIELDS if field.stored),
    Index("sale_trade_binding_order", "ORDER_ID"),
    Index("sale_trade_binding_platform", "TRADING_PLATFORM_ID"),
    sqlite_autoincrement=True,
)

ENTITY_FIELDS = FieldTable(
    (
        F("ORDER_ID", v.INTEGER, "Order", required=True, immutable=True),
        F("OWNER_ID", v.INTEGER, "Record", required=True, immutable=True),
        F("OWNER_TYPE_ID", v.INTEGER, "Type of the record", required=True, immutable=True),
    )
)
ENTITY = Table(
    "sale_order_entity",
    METADATA,
    *(field.column() for field in ENTITY_FIELDS),
    PrimaryKeyConstraint("ORDER_ID"),
    Index("sale_order_entity_owner", "OWNER_TYPE_ID", "OWNER_ID"),
)
"""The deal or invoice that an order belongs to: one at most. The CRM's methods speak of it."""
