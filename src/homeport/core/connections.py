"""What a server and its applications must agree on beyond ASGI."""

from collections.abc import Mapping
from typing import Any

from homeport.core.hosts import neighbours_of

ABORT = "homeport.abort"
"""The ASGI extension by which a connection can be closed without an answer."""

BEGUN = "homeport.begun"
"""Where a scope has the request that an application has begun before it was called."""

HIDDEN = "homeport.hidden"
"""The ASGI extension by which an application knows that a proxy sent a request whose word on its source is not taken:
the source is the proxy's address, and who is behind it cannot be told.
"""


def source_of(scope: Mapping[str, Any]) -> str:
    """The address that a request came from; empty when there is none."""
    client = scope.get("client")
    return client[0] if client else ""


def address_of(scope: Mapping[str, Any]) -> str:
    """Where a request has reached the portal: ``https://shop.example.test:8443``; empty when it does not say."""
    for name, value in scope["headers"]:
        if name == b"host":
            return f"{scope.get('scheme', 'http')}://{value.decode('latin-1')}"
    return ""


def guesser_of(scope: Mapping[str, Any]) -> str:
    """What wrong credentials of a request are counted for; empty when it cannot be told who sends them: behind a proxy
    whose word is not taken everybody would be refused for what one does.
    """
    return "" if HIDDEN in scope.get("extensions", ()) else neighbours_of(source_of(scope))
