"""What callers are told when a portal's store cannot do what they want."""

from homeport.core.errors import (
    INTERNAL_SERVER_ERROR,
    INVALID_REQUEST,
    PORTAL_DELETED,
    QUERY_LIMIT_EXCEEDED,
    CallError,
)
from homeport.core.log import LOG
from homeport.store import BusyError, GoneError, UnreachableError, UnstorableError

TROUBLE = (GoneError, BusyError, UnreachableError, UnstorableError)


def told(trouble: Exception) -> CallError:
    """The documented error for one of :data:`TROUBLE`."""
    match trouble:
        case GoneError():  # removed or renamed while the request was on its way
            return PORTAL_DELETED()
        case BusyError():  # who tries again a little later may be luckier
            return QUERY_LIMIT_EXCEEDED()
        case UnstorableError():
            return INVALID_REQUEST(reason=str(trouble))
    LOG.error("%s", trouble)
    return INTERNAL_SERVER_ERROR()
