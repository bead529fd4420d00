"""``crm.deal.*``."""

from homeport.domain.crm.entities.deal import DEAL
from homeport.methods.crm._family import family

METHODS = family("crm.deal", DEAL, "add get list update delete fields")
