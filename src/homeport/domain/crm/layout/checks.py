"""What a value in a layout may be. Each check takes a value and makes of it what is kept.

Sources: ``activities/configurable/structure/``, ``crm-activity-configurable-add.md#errors``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from homeport.core.errors import CallError, ErrorKind
from homeport.core.values import is_empty
from homeport.domain.user_fields.defining import LANGUAGES

FIELD_IS_REQUIRED = ErrorKind("FIELD_IS_REQUIRED", "The `{field}` field in `{dto}` must be filled.")
FIELD_IS_REDUNDANT = ErrorKind("FIELD_IS_REDUNDANT", "There is no `{field}` field in `{dto}`.")
ENUM_FIELD = ErrorKind("ENUM_FIELD", "The `{field}` field in `{dto}` has none of its values: {values}.")
TOO_MANY_ITEMS = ErrorKind("TOO_MANY_ITEMS", "The `{field}` field in `{dto}` has {most} items at most.")
KEY_CONTAIN_WRONG_SYMBOLS = ErrorKind(
    "KEY_CONTAIN_WRONG_SYMBOLS",
    "The `{field}` field in `{dto}` has keys of Latin letters, digits, hyphens and underscores only.",
)
WRONG_LANG = ErrorKind("WRONG_LANG", "The `{field}` field in `{dto}` has a language that the portal has not.")
WRONG_FIELD_VALUE = ErrorKind("WRONG_FIELD_VALUE", "The value of the `{field}` field in `{dto}` is wrong.")

ERRORS = (
    FIELD_IS_REQUIRED,
    FIELD_IS_REDUNDANT,
    ENUM_FIELD,
    TOO_MANY_ITEMS,
    KEY_CONTAIN_WRONG_SYMBOLS,
    WRONG_LANG,
    WRONG_FIELD_VALUE,
)
"""What a layout can be refused with."""

DEEPEST = 32
"""Levels of what applications send along with an action."""

_KEY = re.compile(r"[A-Za-z0-9_-]{1,255}")
_YES, _NO = ("y", "yes", "true", "1"), ("n", "no", "false", "0", "")


class Place(NamedTuple):
    """Where a value stands, for refusals.

    :param dto: the documented name of the structure
    """

    dto: str
    field: str

    def refuse(self, kind: ErrorKind, **values: Any) -> CallError:
        """The refusal of the value here."""
        return kind(field=self.field, dto=self.dto, **values)


Check = Callable[[Any, Place], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Dto:
    """A structure of the documentation.

    :param fields: its fields' names, a star behind those that must be filled, and what each may be
    """

    name: str
    fields: Mapping[str, Check]

    def __call__(self, value: Any, place: Place) -> dict[str, Any]:
        given = as_map(value, place)
        checks = {name.rstrip("*"): check for name, check in self.fields.items()}
        for name in given:
            if name not in checks:
                raise Place(self.name, name).refuse(FIELD_IS_REDUNDANT)
        for name in self.fields:
            if name.endswith("*") and is_empty(given.get(name[:-1])):
                raise Place(self.name, name[:-1]).refuse(FIELD_IS_REQUIRED)
        return {
            name: checks[name](each, Place(self.name, name))
            for name, each in given.items()
            if each is not None and each != ""
        }


def as_map(value: Any, place: Place) -> dict[str, Any]:
    """A PHP array by its keys."""
    if isinstance(value, list):
        return {str(index): each for index, each in enumerate(value)}
    if not isinstance(value, dict):
        raise place.refuse(WRONG_FIELD_VALUE)
    return value


def string(value: Any, place: Place) -> str:
    """A text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or "\0" in str(value):
        raise place.refuse(WRONG_FIELD_VALUE)
    return str(value)


def translated(value: Any, place: Place) -> Any:
    """A text, or texts by language codes."""
    if not isinstance(value, dict | list):
        return string(value, place)
    texts = as_map(value, place)
    for language, text in texts.items():
        if language not in LANGUAGES:
            raise place.refuse(WRONG_LANG)
        string(text, place)
    return texts


def flag(value: Any, place: Place) -> bool:
    """A yes or a no, in any spelling."""
    said = str(value).lower()
    if said not in (*_YES, *_NO):
        raise place.refuse(WRONG_FIELD_VALUE)
    return said in _YES


def integer(value: Any, place: Place) -> int:
    """A whole number."""
    text = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise place.refuse(WRONG_FIELD_VALUE)
    return int(text)


def address(value: Any, place: Place) -> str:
    """An address on the web, or a path on the portal. Scripts have none."""
    text = string(value, place).strip()
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        raise place.refuse(WRONG_FIELD_VALUE) from None
    if scheme not in ("", "http", "https") or not text.isprintable():
        raise place.refuse(WRONG_FIELD_VALUE)
    return text


def anything(value: Any, place: Place) -> Any:
    """An array of whatever the application wants back."""
    _require_shallow(value, place, DEEPEST)
    return as_map(value, place)


def _require_shallow(value: Any, place: Place, left: int) -> None:
    if left == 0 or (isinstance(value, str) and "\0" in value):
        raise place.refuse(WRONG_FIELD_VALUE)
    for each in as_map(value, place).values() if isinstance(value, dict | list) else ():
        _require_shallow(each, place, left - 1)


def one_of(*choices: str) -> Check:
    """One of some texts."""

    def check(value: Any, place: Place) -> str:
        if value not in choices:
            raise place.refuse(ENUM_FIELD, values=", ".join(choices))
        return str(value)

    return check


def several(check: Check, most: int | None = None) -> Check:
    """Values by keys.

    :param most: how many there may be
    """

    def check_all(value: Any, place: Place) -> dict[str, Any]:
        given = as_map(value, place)
        if not all(_KEY.fullmatch(key) for key in given):
            raise place.refuse(KEY_CONTAIN_WRONG_SYMBOLS)
        if most is not None and len(given) > most:
            raise place.refuse(TOO_MANY_ITEMS, most=most)
        return {key: check(each, place) for key, each in given.items()}

    return check_all


def by_type(name: str, variants: Mapping[str, Dto]) -> Check:
    """A structure whose ``type`` says what it has.

    :param name: its documented name
    """

    def check(value: Any, place: Place) -> dict[str, Any]:
        kind = as_map(value, place).get("type")
        here = Place(name, "type")
        if is_empty(kind):
            raise here.refuse(FIELD_IS_REQUIRED)
        if not isinstance(kind, str) or kind not in variants:
            raise here.refuse(ENUM_FIELD, values=", ".join(variants))
        return variants[kind](value, place)

    return check
