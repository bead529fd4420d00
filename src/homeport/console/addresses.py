"""Addresses of others' pages, taken apart and put together."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from homeport.core.hosts import site


def with_query(url: str, values: Mapping[str, Any]) -> str:
    """An address with more values in its query."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=f"{parts.query}{'&' if parts.query else ''}{urlencode(values)}"))


def origin_of(url: str) -> str:
    """The site of an address as browsers name it: without its scheme's own port."""
    parts = urlsplit(url)
    return site(parts.scheme, parts.hostname or "", parts.port)
