"""The fields that people add to old invoices.

Source: ``api-reference/crm/outdated/invoice/crm-invoice-user-field-add.md``.
"""

from homeport.domain.crm import events
from homeport.domain.crm.invoice.tables import INVOICE
from homeport.domain.user_fields.homes import Home

HOME = Home(
    entity_id="CRM_INVOICE",
    table=INVOICE,
    prefix="UF_CRM_",
    event=events.code_of(f"{events.OLD_INVOICE}USERFIELD", "{verb}"),
    scope=events.CRM,
)
