"""``crm.invoice.*``: old invoices, and the fields that people add to them."""

from homeport.domain.crm.invoice.home import HOME
from homeport.domain.crm.invoice.invoices import INVOICES, may_read
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.methods.crm.userfield import user_fields_of
from homeport.methods.family import family

METHODS = [
    *family("crm.invoice", INVOICES, CLASSIC, "add get list update delete fields"),
    *user_fields_of("invoice", lambda tx: HOME, may_read),
]
