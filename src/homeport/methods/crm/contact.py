"""``crm.contact.*``."""

from homeport.domain.crm.entities.contact import CONTACT
from homeport.methods.crm._family import ELEMENT_NOT_FOUND, family

METHODS = family(
    "crm.contact", CONTACT, "add get list update delete fields", {"delete": ELEMENT_NOT_FOUND}, imports=True
)
