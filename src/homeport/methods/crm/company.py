"""``crm.company.*``."""

from homeport.core.errors import ErrorKind
from homeport.domain.crm.entities.company import COMPANY
from homeport.domain.crm.record.link_rows import CONTACTS_OF_COMPANY
from homeport.methods.crm._family import family
from homeport.methods.crm._links import linked

NOT_FOUND = ErrorKind("", "Company is not found")

METHODS = [
    *family("crm.company", COMPANY, "add get list update delete fields", {"delete": NOT_FOUND}, imports=True),
    *linked("crm.company.contact", CONTACTS_OF_COMPANY),
]
