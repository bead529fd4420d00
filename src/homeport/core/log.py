"""What the server writes about itself: one logger, and a request id for every unexpected exception."""

import logging
import secrets

from homeport.core.errors import INTERNAL_SERVER_ERROR, CallError

LOG = logging.getLogger("homeport")


def report(where: str) -> CallError:
    """Log the exception being handled, under a new request id; the error that tells the caller no more than that id."""
    request_id = secrets.token_hex(8)
    LOG.exception("request %s: unexpected exception in %s", request_id, where)
    error = INTERNAL_SERVER_ERROR()
    error.description += f" (request {request_id})"
    return error
