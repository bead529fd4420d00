"""Old invoices, their rows of goods and what they say of the client.

Source: ``api-reference/crm/outdated/invoice/crm-invoice-fields.md``, ``crm-invoice-list.md``.
"""

from dataclasses import replace

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.core import owner
from homeport.core import values as v
from homeport.domain.records.fields import F, Field, FieldTable, list_field
from homeport.store.schema import METADATA

STATUSES = "INVOICE_STATUS"
"""The directory of statuses."""

RIGHTS = owner.SMART_INVOICE
"""The type of records whose rights are the old invoices' too."""

_ARRAY = replace(v.STRING, name="array")


def _of_responsible(name: str, title: str, kind: v.FieldType = v.STRING) -> Field:
    return F(f"RESPONSIBLE_{name}", kind, title, read_only=True, stored=False)


FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("ACCOUNT_NUMBER", v.STRING, "Number", required=True),
        F("COMMENTS", v.TEXT, "Comment of the manager"),
        F("CREATED_BY", v.LINK, "Created by", read_only=True),
        F("CURRENCY", v.CURRENCY, "Currency", read_only=True),
        F("DATE_BILL", v.DATE, "Date of the invoice"),
        F("DATE_INSERT", v.DATETIME, "Created"),
        F("DATE_MARKED", v.DATETIME, "Rejected"),
        F("DATE_PAY_BEFORE", v.DATE, "To be paid before"),
        F("DATE_PAYED", v.DATETIME, "Moved to paid", read_only=True),
        F("DATE_STATUS", v.DATETIME, "Status changed", read_only=True),
        F("DATE_UPDATE", v.DATETIME, "Modified", read_only=True),
        F("EMP_PAYED_ID", v.LINK, "Marked as paid by", read_only=True),
        F("EMP_STATUS_ID", v.LINK, "Status changed by", read_only=True),
        F("LID", v.INTEGER, "Site", read_only=True),
        F("IS_RECURRING", v.CHAR, "Template of recurring invoices", default="N"),
        F("XML_ID", v.STRING, "External code"),
        F("ORDER_TOPIC", v.STRING, "Subject", required=True),
        F("PAY_SYSTEM_ID", v.LINK, "Way of payment", required=True),
        F("PAY_VOUCHER_DATE", v.DATE, "Paid on"),
        F("PAY_VOUCHER_NUM", v.STRING, "Number of the payment"),
        F("PAYED", v.CHAR, "Paid", read_only=True, default="N"),
        F("PERSON_TYPE_ID", v.LINK, "Type of payer", required=True),
        F("PRICE", v.DOUBLE, "Amount", read_only=True, default=0.0),
        F("REASON_MARKED", v.STRING, "Comment on the status"),
        _of_responsible("EMAIL", "E-mail of the responsible"),
        F("RESPONSIBLE_ID", v.LINK, "Responsible"),
        _of_responsible("LAST_NAME", "Last name of the responsible"),
        _of_responsible("LOGIN", "Login of the responsible"),
        _of_responsible("NAME", "First name of the responsible"),
        _of_responsible("PERSONAL_PHOTO", "Photo of the responsible", v.INTEGER),
        _of_responsible("SECOND_NAME", "Middle name of the responsible"),
        _of_responsible("WORK_POSITION", "Position of the responsible"),
        F("STATUS_ID", v.STATUS, "Status", status=STATUSES),
        F("TAX_VALUE", v.DOUBLE, "Tax", read_only=True, default=0.0),
        F("UF_COMPANY_ID", v.LINK, "Company"),
        F("UF_CONTACT_ID", v.LINK, "Contact"),
        F("UF_MYCOMPANY_ID", v.LINK, "Own company"),
        F("UF_DEAL_ID", v.LINK, "Deal"),
        F("UF_QUOTE_ID", v.LINK, "Quote"),
        F("USER_DESCRIPTION", v.STRING, "Comment"),
        F("PR_LOCATION", v.INTEGER, "Location"),
        list_field("INVOICE_PROPERTIES", _ARRAY, "Properties", selectable=False, filterable=False),
        list_field("PRODUCT_ROWS", _ARRAY, "Rows of goods", selectable=False, filterable=False),
    )
)

INVOICE = Table(
    "crm_invoice",
    METADATA,
    *(field.column() for field in FIELDS.columns.values()),
    *(
        Index(f"crm_invoice_{name.lower()}", name)
        for name in ("RESPONSIBLE_ID", "STATUS_ID", "DATE_INSERT", "UF_COMPANY_ID", "UF_CONTACT_ID", "UF_DEAL_ID")
    ),
    sqlite_autoincrement=True,
)

ROW_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("PRICE", v.DOUBLE, "Price", default=0.0),
        F("DISCOUNT_PRICE", v.DOUBLE, "Discount of a unit", default=0.0),
        F("PRODUCT_ID", v.INTEGER, "Product", default=0),
        F("PRODUCT_NAME", v.STRING, "Name"),
        F("VAT_RATE", v.DOUBLE, "VAT rate", default=0.0),
        F("VAT_INCLUDED", v.CHAR, "VAT in the price", default="N"),
        F("MEASURE_CODE", v.INTEGER, "Code of the unit"),
        F("MEASURE_NAME", v.STRING, "Unit"),
        F("CATALOG_XML_ID", v.STRING, "External code of the catalogue", read_only=True),
        F("PRODUCT_XML_ID", v.STRING, "External code of the product", read_only=True),
        F("QUANTITY", v.DOUBLE, "Quantity", default=1.0),
    )
)

LINK = "crm.invoice"
"""The kind of their public links."""

INVOICE_ROW = Table(
    "crm_invoice_row",
    METADATA,
    *(field.column() for field in ROW_FIELDS),
    Column("INVOICE_ID", Integer, nullable=False),
    Index("crm_invoice_row_invoice", "INVOICE_ID", "ID"),
    sqlite_autoincrement=True,
)

INVOICE_PROPERTY = Table(
    "crm_invoice_property",
    METADATA,
    Column("INVOICE_ID", Integer, primary_key=True),
    Column("CODE", Text, primary_key=True),
    Column("VALUE", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What an invoice says of the client: CODE is ``COMPANY``, ``FIO`` and so on."""
