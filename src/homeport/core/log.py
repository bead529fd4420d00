"""What the server writes about itself, and the ids by which unexpected exceptions are found in it."""

import logging
import secrets

from homeport.core.errors import INTERNAL_SERVER_ERROR, CallError

LOG = logging.getLogger("homeport")
ACCESS = logging.getLogger("homeport.access")
"""A line for every request, where that was asked for."""
WORKERS = logging.getLogger("homeport.server.workers")
"""Which processes serve."""
SLOW = logging.getLogger("homeport.slow")
"""A line for every statement that took long, where that was asked for."""


def report(where: str, request_id: str = "") -> CallError:
    """Log the exception being handled, under a request id; the error that tells the caller no more than that id.

    :param request_id: the request's; a new one unless given
    """
    request_id = request_id or secrets.token_hex(8)
    LOG.exception("request %s: unexpected exception in %s", request_id, where, extra={"request": {"id": request_id}})
    error = INTERNAL_SERVER_ERROR()
    error.description += f" (request {request_id})"
    return error
