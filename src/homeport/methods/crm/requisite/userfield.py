"""``crm.requisite.userfield.*``: fields that people add to requisites."""

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.crm.requisite.home import HOME
from homeport.domain.crm.requisite.owned import CLIENTS, may_any
from homeport.methods.crm.userfield import user_fields_of

GONE = ErrorKind("", "The entity with ID '{id}' is not found.")


def _may_read(ctx: Ctx) -> bool:
    return may_any(ctx, Operation.READ, CLIENTS)


METHODS = list(user_fields_of("requisite", lambda tx: HOME, _may_read, GONE))
