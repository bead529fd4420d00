"""``crm.contact.*``."""

from homeport.domain.crm.entities.contact import CONTACT
from homeport.methods.crm._family import family

METHODS = family("crm.contact", CONTACT, "add get list update delete fields")
