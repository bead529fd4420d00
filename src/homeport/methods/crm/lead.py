"""``crm.lead.*``."""

from homeport.domain.crm.entities.lead import LEAD
from homeport.domain.crm.record.link_rows import CONTACTS_OF_LEAD
from homeport.methods.crm._family import family
from homeport.methods.crm._links import linked

METHODS = [
    *family("crm.lead", LEAD, "add get list update delete fields"),
    *linked("crm.lead.contact", CONTACTS_OF_LEAD),
]
