"""Parameters as they may be kept in the request log: without secrets, and bounded."""

from typing import Any

from homeport.wire.secrets import MASK, is_secret, without_secrets

MAX_TEXT = 2_000
MAX_ITEMS = 200
MAX_DEPTH = 8
MAX_NAME = 200
SHORTEST_CODE = 16


def masked_name(name: str) -> str:
    """The name of what was called: where a URL was put together wrongly, a code stands in its place."""
    if len(name) >= SHORTEST_CODE and name.isalnum():  # the names of methods that are so long have dots
        return MASK
    return without_secrets(name[:MAX_NAME]) if "=" in name or "%" in name else name[:MAX_NAME]


def masked(value: Any, depth: int = 0) -> Any:
    """A copy of parameters: values of secret names are masked, long texts and lists are cut."""
    if isinstance(value, str):
        text = value if len(value) <= MAX_TEXT else value[:MAX_TEXT] + "…"
        return without_secrets(text)
    if isinstance(value, dict):
        if depth >= MAX_DEPTH:
            return "…"
        items = list(value.items())[:MAX_ITEMS]
        return {
            _name_in(str(name), depth): MASK if is_secret(str(name)) else masked(item, depth + 1)
            for name, item in items
        }
    if isinstance(value, list):
        return "…" if depth >= MAX_DEPTH else [masked(item, depth + 1) for item in value[:MAX_ITEMS]]
    return value


def _name_in(name: str, depth: int) -> str:
    return name if name.isalnum() and len(name) <= MAX_NAME else masked(name, depth)
