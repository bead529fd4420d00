"""``crm.quote.*``."""

from homeport.core.errors import ErrorKind
from homeport.domain.crm.entities.quote import QUOTE
from homeport.domain.crm.record.link_rows import CONTACTS_OF_QUOTE
from homeport.methods.crm._family import ELEMENT_NOT_FOUND, family
from homeport.methods.crm._links import linked
from homeport.methods.crm._product_rows import product_rows

NOT_FOUND = ErrorKind("", "Quote is not found")

METHODS = [
    *family(
        "crm.quote",
        QUOTE,
        "add get list update delete fields",
        {"update": NOT_FOUND, "delete": ELEMENT_NOT_FOUND},
        imports=True,
    ),
    *linked("crm.quote.contact", CONTACTS_OF_QUOTE),
    *product_rows("crm.quote", QUOTE),
]
