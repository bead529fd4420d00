"""What the server writes about itself: one logger, and a request id for every unexpected exception."""

import logging
import secrets

LOG = logging.getLogger("homeport")


def report(where: str) -> str:
    """Log the exception being handled, under a new request id, which is returned."""
    request_id = secrets.token_hex(8)
    LOG.exception("request %s: unexpected exception in %s", request_id, where)
    return request_id
