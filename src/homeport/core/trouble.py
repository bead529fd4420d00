"""What callers are told when a portal's store cannot be used."""

from homeport.core.errors import INTERNAL_SERVER_ERROR, PORTAL_DELETED, QUERY_LIMIT_EXCEEDED, CallError
from homeport.core.log import LOG
from homeport.store import BusyError, GoneError, UnreachableError

TROUBLE = (GoneError, BusyError, UnreachableError)


def told(trouble: Exception) -> CallError:
    """The documented error for one of :data:`TROUBLE`."""
    match trouble:
        case GoneError():  # removed or renamed while the request was on its way
            return PORTAL_DELETED()
        case BusyError():  # who tries again a little later may be luckier
            return QUERY_LIMIT_EXCEEDED()
    LOG.error("%s", trouble)
    return INTERNAL_SERVER_ERROR()
