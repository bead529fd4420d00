"""Parameters as they may be kept in the request log: without secrets, and bounded."""

import re
from itertools import islice
from typing import Any

SECRET_NAMES = frozenset(
    {"auth", "access_token", "refresh_token", "client_secret", "password", "secret", "code", "auth_id", "refresh_id"}
)
MASK = "***"
MAX_TEXT = 2_000
MAX_ITEMS = 200
MAX_DEPTH = 8
MAX_NAME = 200
MAX_LETTERS = 16_000
"""Of all names and values of an entry together, about."""
SHORTEST_CODE = 16

_BESIDE = 8
"""Letters that a value or name takes beside its own: what quotes and separates it, or a number."""

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


class _Room:
    """How much more of an entry's parameters is kept.

    :ivar left: letters
    """

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_LETTERS

    def take(self, size: int) -> None:
        self.left -= size + _BESIDE


def masked(value: Any) -> Any:
    """A copy of parameters: values of secret names are masked, long texts and lists are cut, and what is too much."""
    return _masked(value, 0, _Room())


def _masked(value: Any, depth: int, room: _Room) -> Any:
    if isinstance(value, str):
        most = min(MAX_TEXT, max(room.left, 0))
        text = value if len(value) <= most else value[:most] + "…"
        room.take(len(text))
        if "=" in text and _may_hold_secret(text):
            text = _IN_TEXT.sub(rf"\1{MASK}", text)
        if '"' in text:
            text = _IN_JSON.sub(rf"\1{MASK}", text)
        return _WEBHOOK_PATH.sub(rf"\1{MASK}", text) if "/rest/" in text else text
    if isinstance(value, dict):
        if depth >= MAX_DEPTH:
            return "…"
        kept: dict[str, Any] = {}
        for name, item in islice(value.items(), MAX_ITEMS):
            if room.left <= 0:
                kept["…"] = "…"
                break
            name_in = _name_in(str(name), room)
            kept[name_in] = MASK if str(name).lower() in SECRET_NAMES else _masked(item, depth + 1, room)
        return kept
    if isinstance(value, list):
        if depth >= MAX_DEPTH:
            return "…"
        items: list[Any] = []
        for item in islice(value, MAX_ITEMS):
            if room.left <= 0:
                items.append("…")
                break
            items.append(_masked(item, depth + 1, room))
        return items
    room.take(_BESIDE)
    return value


def _name_in(name: str, room: _Room) -> str:
    if name.isalnum() and len(name) <= MAX_NAME:
        room.take(len(name))
        return name
    return str(_masked(name, 0, room))
