"""``crm.lead.*``."""

from homeport.domain.crm.entities.lead import LEAD
from homeport.domain.crm.record.link_rows import CONTACTS_OF_LEAD
from homeport.methods.crm._family import family
from homeport.methods.crm._links import linked
from homeport.methods.crm._product_rows import product_rows

METHODS = [
    *family("crm.lead", LEAD, "add get list update delete fields"),
    *linked("crm.lead.contact", CONTACTS_OF_LEAD),
    *product_rows("crm.lead", LEAD),
]
