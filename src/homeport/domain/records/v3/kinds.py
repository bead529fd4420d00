"""The kinds of values of REST 3.0, which are taken only as what they are.

Sources: ``api-reference/rest-v3.md#filter-errors``, the ``*.field.list`` pages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core import values as v
from homeport.core.clock import stored_to_iso, to_stored
from homeport.core.values import MAX_INTEGER, parse_moment, read_string, same

Read = Callable[[Any, ZoneInfo], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of value.

    :param name: as ``*.field.list`` says it
    :param wanted: as complaints say it
    :param read: from what a client sent to what is stored, which filters compare with; ValueError for what is no such
    :param write: from what is stored to what is answered
    :param passed: from what a client sent to what a collection is given to write, where that is not what is stored
    :param choices: the only values there are, where they are few
    """

    name: str
    wanted: str
    read: Read
    write: v.Write
    passed: Read | None = None
    choices: tuple[str, ...] = ()

    def given(self, value: Any, zone: ZoneInfo) -> Any:
        """What a collection is given of a value that a client sent.

        :raises ValueError: when it is of another kind
        """
        return (self.passed or self.read)(value, zone)


def _integer(value: Any, zone: ZoneInfo) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > MAX_INTEGER:
        raise ValueError("not a whole number")
    return value


def _string(value: Any, zone: ZoneInfo) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return read_string(value, zone) or ""


def _flag(value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, bool):
        return "Y" if value else "N"
    if value in ("Y", "N"):
        return str(value)
    raise ValueError("neither yes nor no")


def _moment(value: Any, zone: ZoneInfo) -> str:
    try:
        return to_stored(parse_moment(_iso(value, zone), zone))
    except OverflowError:
        raise ValueError("out of range") from None


def _iso(value: Any, zone: ZoneInfo) -> str:
    """A moment as a client wrote it, in ISO 8601."""
    text = _string(value, zone).strip()
    datetime.fromisoformat(text)
    return text


def _written_moment(stored: Any, zone: ZoneInfo) -> str | None:
    return stored_to_iso(stored, zone) if stored else None


def _seconds(value: Any, zone: ZoneInfo) -> int:
    return int(parse_moment(_iso(value, zone), zone).timestamp())


def _written_seconds(stored: Any, zone: ZoneInfo) -> str | None:
    return None if stored is None else datetime.fromtimestamp(stored, zone).isoformat()


def _ids(value: Any, zone: ZoneInfo) -> list[int]:
    if not isinstance(value, list):
        raise ValueError("not a list")
    return [_integer(each, zone) for each in value]


def _words(value: Any, zone: ZoneInfo) -> list[str]:
    if not isinstance(value, list):
        raise ValueError("not a list")
    return [_string(each, zone) for each in value]


def _never(value: Any, zone: ZoneInfo) -> Any:
    raise ValueError("no value is taken")


INT = Kind("int", "int", _integer, same)
STRING = Kind("string", "string", _string, same)
BOOL = Kind("bool", "bool", _flag, lambda stored, zone: stored == "Y")
"""Stored as ``Y`` or ``N``, which are taken too."""
DATETIME = Kind("object", "DateTime", _moment, _written_moment, _iso)
SECONDS = Kind("object", "DateTime", _seconds, _written_seconds, _iso)
"""A moment that is stored as seconds since 1970."""
IDS = Kind("array", "array", _ids, same)
WORDS = Kind("array", "array", _words, same)
OBJECT = Kind("object", "object", _never, same)
"""What is only answered."""
ARRAY = Kind("array", "array", _never, same)
SHOWN_BOOL = replace(BOOL, read=_never, write=same)
"""A yes or no that is only answered, and computed as one."""


def choice(words: Mapping[str, Any], otherwise: str | None = None) -> Kind:
    """One of a few words, each of which stands for a stored value.

    :param otherwise: the word for a value that has none
    """
    back = {stored: word for word, stored in words.items()}

    def read(value: Any, zone: ZoneInfo) -> Any:
        if not isinstance(value, str) or value not in words:
            raise ValueError("not one of the words")
        return words[value]

    return Kind("string", "string", read, lambda stored, zone: back.get(stored, otherwise), choices=tuple(words))
