"""``crm.contact.*``."""

from homeport.domain.crm.entities.contact import CONTACT
from homeport.domain.crm.record.link_rows import COMPANIES_OF_CONTACT
from homeport.methods.crm._family import ELEMENT_NOT_FOUND, family
from homeport.methods.crm._links import linked

METHODS = [
    *family("crm.contact", CONTACT, "add get list update delete fields", {"delete": ELEMENT_NOT_FOUND}, imports=True),
    *linked("crm.contact.company", COMPANIES_OF_CONTACT),
]
