"""``crm.invoice.status.*``: the statuses of old invoices."""

from homeport.domain.crm.invoice.statuses import IN_USE, INVOICE_STATUSES, IS_SYSTEM
from homeport.domain.records.dialect import CLASSIC
from homeport.methods.family import family

METHODS = family(
    "crm.invoice.status", INVOICE_STATUSES, CLASSIC, "add get list update delete fields", leaving=(IS_SYSTEM, IN_USE)
)
