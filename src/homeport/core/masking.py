"""Parameters as they may be kept in the request log: without secrets, and bounded."""

import re
from itertools import islice
from typing import Any

from homeport.core.secrets import MASK, is_secret, without_secrets

MAX_TEXT = 2_000
MAX_ITEMS = 200
MAX_DEPTH = 8
MAX_NAME = 200
MAX_LETTERS = 16_000
"""Of all names and values of an entry together, about."""
SHORTEST_CODE = 16

_FILE_NAME = re.compile(r"[^/\\]{1,300}\.\w{1,8}")
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")

_BESIDE = 8
"""Letters that a value or name takes beside its own: what quotes and separates it, or a number."""


def masked_name(name: str) -> str:
    """The name of what was called: where a URL was put together wrongly, a code stands in its place."""
    if len(name) >= SHORTEST_CODE and name.isalnum():  # the names of methods that are so long have dots
        return MASK
    return without_secrets(name[:MAX_NAME]) if "=" in name or "%" in name else name[:MAX_NAME]


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
        return without_secrets(text)
    if isinstance(value, dict):
        if depth >= MAX_DEPTH:
            return "…"
        kept: dict[str, Any] = {}
        for name, item in islice(value.items(), MAX_ITEMS):
            if room.left <= 0:
                kept["…"] = "…"
                break
            name_in = _name_in(str(name), room)
            kept[name_in] = MASK if is_secret(str(name)) else _masked(item, depth + 1, room)
        return kept
    if isinstance(value, list):
        if depth >= MAX_DEPTH:
            return "…"
        value = [value[0], MASK] if _is_file(value) else value
        items: list[Any] = []
        for item in islice(value, MAX_ITEMS):
            if room.left <= 0:
                items.append("…")
                break
            items.append(_masked(item, depth + 1, room))
        return items
    room.take(_BESIDE)
    return value


def _is_file(items: list[Any]) -> bool:
    """Whether a list is a file as fields take it: its name, and its content in base64."""
    if len(items) != 2 or not all(isinstance(item, str) for item in items):
        return False
    return _FILE_NAME.fullmatch(items[0]) is not None and _BASE64.fullmatch(items[1]) is not None


def _name_in(name: str, room: _Room) -> str:
    if name.isalnum() and len(name) <= MAX_NAME:
        room.take(len(name))
        return name
    return str(_masked(name, 0, room))
