"""The rules of recurring invoices, and their fields.

Source: ``api-reference/crm/outdated/invoice/crm-invoice-recurring-fields.md``.
"""

from dataclasses import replace

from sqlalchemy import Column, Index, Integer, Table

from homeport.core import values as v
from homeport.domain.crm.invoice.periods import PARAMETERS
from homeport.domain.crm.recurring.tables import FIELDS as OF_DEALS
from homeport.domain.records.fields import F, FieldTable
from homeport.store.schema import METADATA

KIND = "crm.invoice.recurring"
"""What its timers are called."""

_DAY = replace(v.DATETIME, name="date")
"""A moment that pages call a day."""

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("INVOICE_ID", v.LINK, "Invoice that is copied", required=True, immutable=True),
        OF_DEALS.by_name["ACTIVE"],
        F("NEXT_EXECUTION", _DAY, "Next execution", read_only=True),
        F("LAST_EXECUTION", _DAY, "Last execution", read_only=True),
        OF_DEALS.by_name["COUNTER_REPEAT"],
        OF_DEALS.by_name["START_DATE"],
        F("SEND_BILL", v.CHAR, "Sent by e-mail", default="N"),
        F("EMAIL_ID", v.LINK, "E-mail field of the payer"),
        OF_DEALS.by_name["IS_LIMIT"],
        OF_DEALS.by_name["LIMIT_REPEAT"],
        OF_DEALS.by_name["LIMIT_DATE"],
        F("PARAMS", PARAMETERS, "Parameters of the repetition", filterable=False),
    )
)

RECURRING_INVOICE = Table(
    "crm_recurring_invoice",
    METADATA,
    *(field.column() for field in FIELDS),
    Column("CREATED_BY_ID", Integer, nullable=False),
    Index("crm_recurring_invoice_invoice", "INVOICE_ID"),
    sqlite_autoincrement=True,
)
"""CREATED_BY_ID is in whose name invoices are made."""
