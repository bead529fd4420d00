"""Addresses of others' pages, taken apart and put together."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

_USUAL_PORT = {"http": 80, "https": 443}


def with_query(url: str, values: Mapping[str, Any]) -> str:
    """An address with more values in its query."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=f"{parts.query}{'&' if parts.query else ''}{urlencode(values)}"))


def origin_of(url: str) -> str:
    """The site of an address as browsers name it: without its scheme's own port."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = "" if parts.port in (None, _USUAL_PORT[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"
