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
    """

    source: Source
    keys: Mapping[str, Set[str]]


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


def reference(kind: str, noun: str) -> Kind:
    """A record of one table, by its name in the file or its id in the portal."""

    def read(look: Look, path: Path, value: Any) -> Ref:
        if isinstance(value, int) and not isinstance(value, bool) and value >= (1 if kind == "users" else 0):
            return Ref(kind, value)
        if not isinstance(value, str):
            raise UnfitError(f"the name of {noun} in this file, or an id")
        known = look.keys.get(kind, frozenset())
        if value not in known:
            look.source.unknown(path, f"[{kind}.…] named", value, known)
        return Ref(kind, value)

    return Kind(f"{noun}: its name in this file, or its id", read)


NO_RECORDS = frozenset({"departments", "users", "roles", "webhooks", "apps", "types", "activities"})
"""Tables whose entries no activity can belong to."""


def record() -> Kind:
    """A record of any table, as ``deals.boat`` or ``items.deliveries.first``."""

    def read(look: Look, path: Path, value: Any) -> RecordRef:
        if not isinstance(value, str):
            raise UnfitError('a record of this file, such as "deals.boat"')
        kind, _, key = value.rpartition(".")
        if kind in NO_RECORDS or key not in look.keys.get(kind, frozenset()):
            tables = [(table, keys) for table, keys in look.keys.items() if table not in NO_RECORDS]
            known = [f"{table}.{key}" for table, keys in tables for key in keys]
            look.source.unknown(path, "record", value, known)
        return RecordRef(Ref(kind, key))

    return Kind('a record of this file: "deals.boat", "items.deliveries.first"', read)


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


def table_of(keys: Mapping[str, Kind], example: str, *, short: str = "") -> Kind:
    """A list of tables with fixed keys.

    :param short: the key that a plain text stands for
    """

    def read(look: Look, path: Path, value: Any) -> list[dict[str, Any]]:
        if not isinstance(value, list):
            raise UnfitError(f"a list, such as {example}")
        return [read_one(look, (*path, place), item) for place, item in enumerate(value)]

    def read_one(look: Look, path: Path, item: Any) -> dict[str, Any]:
        if short and isinstance(item, str):
            item = {short: item}
        if not isinstance(item, dict):
            look.source.problem(path, f"this must be as in {example}")
            return {}
        found: dict[str, Any] = {}
        for name, value in item.items():
            kind = keys.get(name.upper())
            if kind is None:
                look.source.unknown((*path, name), "key", name, keys)
                continue
            try:
                found[name.upper()] = kind.read(look, (*path, name), value)
            except UnfitError as error:
                look.source.problem((*path, name), f"this must be {error}")
        return found

    return Kind(f"a list, such as {example}", read)


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
SCOPES = Kind('words: ["crm", "user"] or "crm,user"; "all" for every documented scope', _scopes)
MOMENT = Kind("a date or a moment", _moment)
RIGHTS = Kind('levels by type and operation: { LEAD = { READ = "X" } }', _rights)

USER = reference("users", "a user")
DEPARTMENT = reference("departments", "a department")
VALUES = table_of(
    {"VALUE": TEXT, "VALUE_TYPE": TEXT}, '[{ VALUE = "+49 40 5550100", VALUE_TYPE = "WORK" }]', short="VALUE"
)
"""Phones, addresses and messengers."""
COMMUNICATIONS = table_of(
    {"TYPE": TEXT, "VALUE": TEXT, "RECORD": record()},
    '[{ TYPE = "PHONE", VALUE = "+49 40 5550100", RECORD = "contacts.anna" }]',
)
