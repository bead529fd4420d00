"""``crm.quote.*``."""

from homeport.core.errors import ErrorKind
from homeport.domain.crm.entities.quote import QUOTE
from homeport.methods.crm._family import ELEMENT_NOT_FOUND, family

NOT_FOUND = ErrorKind("", "Quote is not found")

METHODS = family(
    "crm.quote",
    QUOTE,
    "add get list update delete fields",
    {"update": NOT_FOUND, "delete": ELEMENT_NOT_FOUND},
    imports=True,
)
