"""``crm.company.*``."""

from homeport.domain.crm.entities.company import COMPANY
from homeport.methods.crm._family import family

METHODS = family("crm.company", COMPANY, "add get list update delete fields")
