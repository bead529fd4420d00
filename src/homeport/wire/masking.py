"""Parameters as they may be kept in the request log: without secrets, and bounded."""

import re
from typing import Any

SECRET_NAMES = frozenset(
    {"auth", "access_token", "refresh_token", "client_secret", "password", "secret", "code", "auth_id", "refresh_id"}
)
MASK = "***"
MAX_TEXT = 2_000
MAX_ITEMS = 200
MAX_DEPTH = 8
MAX_NAME = 200
SHORTEST_CODE = 16

_IN_TEXT = re.compile(
    r"(?i)((?:^|[?&\[\s;])(?:auth|access_token|refresh_token|client_secret|password|secret|auth_id|refresh_id)\]?=)"
    r"[^&\s]+"
)
# JSON where no JSON belongs: sent as a form, it becomes the name of a parameter, with _ for blanks
_IN_JSON = re.compile(rf'(?i)("(?:{"|".join(sorted(SECRET_NAMES))})"[\s_]*:[\s_]*")[^"]+')
_WEBHOOK_PATH = re.compile(r"(/rest/(?:api/)?\d+/)[^/\s]+")


def masked_name(name: str) -> str:
    """The name of what was called: where a URL was put together wrongly, a code stands in its place."""
    if len(name) >= SHORTEST_CODE and name.isalnum():  # the names of methods that are so long have dots
        return MASK
    return name[:MAX_NAME]


def _may_hold_secret(text: str) -> bool:
    """Quickly, whether it has part of a name that :data:`_IN_TEXT` looks for: commands of a batch seldom have."""
    lowered = text.lower()
    return "auth" in lowered or "secret" in lowered or "token" in lowered or "pass" in lowered or "refresh" in lowered


def masked(value: Any, depth: int = 0) -> Any:
    """A copy of parameters: values of secret names are masked, long texts and lists are cut."""
    if isinstance(value, str):
        text = value if len(value) <= MAX_TEXT else value[:MAX_TEXT] + "…"
        if "=" in text and _may_hold_secret(text):
            text = _IN_TEXT.sub(rf"\1{MASK}", text)
        if '"' in text:
            text = _IN_JSON.sub(rf"\1{MASK}", text)
        return _WEBHOOK_PATH.sub(rf"\1{MASK}", text) if "/rest/" in text else text
    if isinstance(value, dict):
        if depth >= MAX_DEPTH:
            return "…"
        items = list(value.items())[:MAX_ITEMS]
        return {
            _name_in(str(name), depth): MASK if str(name).lower() in SECRET_NAMES else masked(item, depth + 1)
            for name, item in items
        }
    if isinstance(value, list):
        return "…" if depth >= MAX_DEPTH else [masked(item, depth + 1) for item in value[:MAX_ITEMS]]
    return value


def _name_in(name: str, depth: int) -> str:
    return name if name.isalnum() and len(name) <= MAX_NAME else masked(name, depth)
