"""Kinds of values in a file: how each is written, checked and read."""

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from homeport.core import owner
from homeport.core.rights import LETTERS, Operation
from homeport.core.values import MAX_TEXT, read_string
from homeport.domain.declared.positions import Path
from homeport.domain.declared.source import Source
from homeport.domain.portal.credentials import scopes

_SMART_PROCESS = re.compile(r"DYNAMIC_\d{1,10}")
_CATEGORY = re.compile(r"_C\d{1,10}$")
_NO_ZONE: Any = None
"""Texts do not depend on a zone."""


class Ref(NamedTuple):
    """A record that a value means.

    :param kind: the table of the file that it is declared in, or would be: ``users``, ``items.deliveries``
    :param key: its name in the file, or its id in the portal
    """

    kind: str
    key: str | int


class RecordRef(NamedTuple):
    """A record of any table that a value means."""

    ref: Ref


class UnfitError(ValueError):
    """A value is of another kind; the text says which kind it should be."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the values of a file are read with.

    :param keys: the names that the file declares, by table
    :param types: the names of its smart processes, by the type ids of their items
    """

    source: Source
    keys: Mapping[str, Set[str]]
    types: Mapping[int, str]


Read = Callable[[Look, Path, Any], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value.

    :param about: what it is, for people
    :param read: from the file's value to what is stored, with :class:`Ref` for records; UnfitError, or a problem noted
    """

    about: str
    read: Read


def _text(look: Look, path: Path, value: Any) -> str:
    if not isinstance(value, str):
        raise UnfitError("a text")
    try:
        found = read_string(value, _NO_ZONE)
    except ValueError:
        raise UnfitError(f"a text without NUL, of at most {MAX_TEXT >> 20} MiB") from None
    assert found is not None
    return found


def _flag(look: Look, path: Path, value: Any) -> bool:
    if not isinstance(value, bool):
        raise UnfitError("true or false")
    return value


MAX_ID = 2**31 - 1
"""The highest id that clients take everywhere."""


def _id(look: Look, path: Path, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_ID:
        raise UnfitError(ID.about)
    return value


def _number(look: Look, path: Path, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnfitError("a whole number")
    return value


def _words(look: Look, path: Path, value: Any) -> str:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise UnfitError('a list of words, such as ["crm", "user"]')
    found = sorted({item.strip() for item in items} - {""})
    if not found or any("," in item for item in found):
        raise UnfitError('a list of words, such as ["crm", "user"]')
    return ",".join(found)


def _scopes(look: Look, path: Path, value: Any) -> str:
    words = frozenset(_words(look, path, value).split(","))
    for note in scopes.notes(words):
        look.source.note(path, note)
    return ",".join(sorted(scopes.expanded(words)))


def _moment(look: Look, path: Path, value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value).isoformat()
        except ValueError:
            pass
    raise UnfitError("a date or a moment, such as 2030-12-31 or 2030-12-31T18:00:00Z")


def _rights(look: Look, path: Path, value: Any) -> dict[str, dict[str, str]]:
    if not isinstance(value, dict):
        raise UnfitError('a table, such as { LEAD = { READ = "X" } }')
    found: dict[str, dict[str, str]] = {}
    operations = {"*", *(operation.value for operation in Operation)}
    for entity, levels in value.items():
        at = (*path, entity)
        code = _CATEGORY.sub("", entity)
        if entity != "*" and code not in owner.CODES.values() and not _SMART_PROCESS.fullmatch(code):
            look.source.unknown(at, "type of records", entity, ("*", "DYNAMIC_130", *owner.CODES.values()))
        elif not isinstance(levels, dict):
            look.source.problem(at, 'this must be a table, such as { READ = "X" }')
        else:
            found[entity] = {}
            for operation, level in levels.items():
                if operation not in operations:
                    look.source.unknown((*at, operation), "operation", operation, operations)
                elif not isinstance(level, str) or level not in LETTERS:
                    letters = ", ".join(f'"{letter}"' for letter in LETTERS)
                    look.source.problem((*at, operation), f"a level is one of {letters}")
                else:
                    found[entity][operation] = level
    return found


def several(of: Kind) -> Kind:
    """A list of values of a kind."""

    def read(look: Look, path: Path, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise UnfitError("a list")
        found = []
        for place, item in enumerate(value):
            try:
                if item == 0:
                    raise UnfitError(of.about)
                found.append(of.read(look, (*path, place), item))
            except UnfitError as error:
                look.source.problem((*path, place), f"this must be {error}")
        return list(dict.fromkeys(found))

    return Kind(f"a list; each {of.about}", read)


def table_of(keys: Mapping[str, Kind], example: str, *, short: str = "", required: str = "") -> Kind:
    """A list of tables with fixed keys.

    :param short: the key that a value stands for that is no table
    :param required: the key that each must have
    """

    def read(look: Look, path: Path, value: Any) -> list[dict[str, Any]]:
        if not isinstance(value, list):
            raise UnfitError(f"a list, such as {example}")
        return [read_one(look, (*path, place), item) for place, item in enumerate(value)]

    def read_one(look: Look, path: Path, item: Any) -> dict[str, Any]:
        if short and not isinstance(item, dict | list):
            item = {short: item}
        if not isinstance(item, dict):
            look.source.problem(path, f"this must be as in {example}")
            return {}
        found = _read_keys(look, path, item, keys)
        if required and not any(name.upper() == required for name in item):
            look.source.problem(path, f"this lacks {required}")
        return found

    return Kind(f"a list, such as {example}", read)


def tables_by_name(keys: Mapping[str, Kind], example: str) -> Kind:
    """Tables with fixed keys, each by a name that the file chooses."""

    def read(look: Look, path: Path, value: Any) -> dict[str, dict[str, Any]]:
        if not isinstance(value, dict) or not all(isinstance(each, dict) for each in value.values()):
            raise UnfitError(f"as in {example}")
        return {name: _read_keys(look, (*path, name), each, keys) for name, each in value.items()}

    return Kind(f"as in {example}", read)


def _read_keys(look: Look, path: Path, given: Mapping[str, Any], keys: Mapping[str, Kind]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in given.items():
        kind = keys.get(name.upper())
        if kind is None:
            look.source.unknown((*path, name), "key", name, keys)
            continue
        try:
            found[name.upper()] = kind.read(look, (*path, name), value)
        except UnfitError as error:
            look.source.problem((*path, name), f"this must be {error}")
    return found


def one_of(*words: str) -> Kind:
    """One of few words."""
    about = "one of " + ", ".join(f"`{word}`" for word in words)

    def read(look: Look, path: Path, value: Any) -> str:
        if value not in words:
            raise UnfitError(about)
        return str(value)

    return Kind(about, read)


def anything(look: Look, path: Path, value: Any) -> Any:
    """Whatever the file says: what is wrong with it the portal tells."""
    return plain(value)


def an_object(look: Look, path: Path, value: Any) -> Any:
    """A table or a list, whatever is in it.

    :raises UnfitError: for anything else
    """
    if not isinstance(value, dict | list):
        raise UnfitError("a table or a list")
    return plain(value)


def plain(value: Any) -> Any:
    """A value of TOML as JSON would have it: dates and times are texts."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, date | time) else value


TEXT = Kind("a text", _text)
FLAG = Kind("true or false", _flag)
NUMBER = Kind("a whole number", _number)
EVENTS = Kind('codes: ["ONCRMDEALADD"], or "all"', _words)
SCOPES = Kind('words: ["crm", "user"] or "crm,user"; "all" for every documented scope', _scopes)
MOMENT = Kind("a date or a moment", _moment)
RIGHTS = Kind('levels by type and operation: { LEAD = { READ = "X" } }', _rights)
ID = Kind(f"a number from 1 to {MAX_ID}", _id)

VALUES = table_of(
    {"VALUE": TEXT, "VALUE_TYPE": TEXT}, '[{ VALUE = "+49 40 5550100", VALUE_TYPE = "WORK" }]', short="VALUE"
)
"""Phones, addresses and messengers."""
