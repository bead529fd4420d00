"""``crm.quote.*``."""

from homeport.domain.crm.entities.quote import QUOTE
from homeport.methods.crm._family import family

METHODS = family("crm.quote", QUOTE, "add get list update delete fields")
