"""What clients say of companies, people and jobs, read strictly."""

from collections.abc import Mapping
from typing import Any

import msgspec

from homeport.domain.records.filters import as_map

MOST_LETTERS, MOST_BYTES = 255, 65_536
MOST = 1_000
"""Rows on a page, and things in a list."""
USUAL = 100


def text(value: Any) -> str:
    """A text that says something; ValueError for none."""
    found = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not found or len(found) > MOST_LETTERS or "\0" in found:
        raise ValueError("no text")
    return found


def number(value: Any) -> int:
    """A number that is not negative; ValueError for none."""
    if isinstance(value, bool) or not str(value).isdecimal() or len(str(value)) > 18:
        raise ValueError("no number")
    return int(value)


def data(value: Any) -> str:
    """An object as it is stored, in JSON; ValueError for what is none."""
    found = {} if value in (None, "") else value
    if not isinstance(found, dict | list):
        raise ValueError("no object")
    stored = msgspec.json.encode(as_map(found)).decode()
    if len(stored) > MOST_BYTES or "\\u0000" in stored:
        raise ValueError("too much")
    return stored


def shown(stored: str) -> Any:
    """An object as it is answered: a list where nothing is in it."""
    return msgspec.json.decode(stored) or []


def bounds(limit: Any, offset: Any) -> tuple[int, int]:
    """How many rows a page has, and how many come before it; what is none stands for the usual."""
    try:
        size = number(limit)
    except ValueError:
        size = USUAL
    try:
        before = number(offset)
    except ValueError:
        before = 0
    return min(max(size, 1), MOST), before


def named(value: Mapping[str, Any]) -> dict[str, Any]:
    """An object by its names in small letters."""
    return {str(name).lower(): each for name, each in value.items()}
