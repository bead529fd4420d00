"""``crm.company.*``."""

from homeport.core.errors import ErrorKind
from homeport.domain.crm.entities.company import COMPANY
from homeport.methods.crm._family import family

NOT_FOUND = ErrorKind("", "Company is not found")

METHODS = family("crm.company", COMPANY, "add get list update delete fields", {"delete": NOT_FOUND}, imports=True)
