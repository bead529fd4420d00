"""``crm.lead.*``."""

from homeport.domain.crm.entities.lead import LEAD
from homeport.methods.crm._family import family

METHODS = family("crm.lead", LEAD, "add get list update delete fields")
