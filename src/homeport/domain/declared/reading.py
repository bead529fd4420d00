"""From a file to what it declares, checked as far as the file alone tells; every problem is noted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from homeport.domain.declared import schema
from homeport.domain.declared.kinds import Look, Ref, UnfitError, plain
from homeport.domain.declared.positions import Path
from homeport.domain.declared.record_kinds import ITEMS
from homeport.domain.declared.source import DeclarationError, Source
from homeport.domain.portal.settings import Settings, choices

_KEY = re.compile(r"[^\x00-\x1f\x7f.]{1,100}")
ID = "ID"
"""What the portal calls the number of a record."""

_AT = re.compile(r" - at `\$(?P<path>[^`]*)`$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a file declares.

    :param kind: its table, such as ``users`` or ``items.deliveries``
    :param key: its name there
    :param values: by what the portal calls them, with :class:`Ref` for records
    :param paths: where each stands
    """

    kind: str
    key: str
    path: Path
    values: dict[str, Any] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)

    @property
    def ref(self) -> Ref:
        """What others mean it by."""
        return Ref(self.kind, self.key)

    @property
    def name(self) -> str:
        """As people know it."""
        return f"{self.kind}.{self.key}"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a file declares.

    :param settings: those of the portal, by name
    :param entries: by table
    """

    source: Source
    settings: Mapping[str, Any]
    entries: Mapping[str, list[Entry]]

    def __iter__(self) -> Iterator[Entry]:
        for found in self.entries.values():
            yield from found

    def in_turn(self) -> Iterator[list[Entry]]:
        """The tables as they are applied: of each those entries first whose ids are chosen, before others get these."""
        for found in self.entries.values():
            yield sorted(found, key=lambda entry: ID not in entry.values)


def read(source: Source) -> Declaration:
    """What a file declares.

    :raises DeclarationError: with every problem that the file alone tells
    """
    tables = dict(_tables(source))
    names = {kind: frozenset(entries) for kind, (_, entries) in tables.items()}
    look = Look(source, names, _type_names(tables["types"][1]))
    declared = Declaration(
        source,
        _settings(source),
        {
            kind: [_entry(look, kind, key, (*path, key), value) for key, value in entries.items()]
            for kind, (path, entries) in tables.items()
        },
    )
    for kind in declared.entries:
        _refuse_twins(declared, kind, ID)
    _refuse_twins(declared, "users", "EMAIL")
    _refuse_twins(declared, "webhooks", "CODE_HASH")
    _refuse_twins(declared, "apps", "CLIENT_ID")
    _refuse_twins(declared, "types", "ENTITY_TYPE_ID")
    _refuse_twins(declared, "currencies", "CURRENCY")
    _refuse_twins(declared, "measures", "CODE")
    if source.problems:
        raise DeclarationError(source.name, source.problems)
    return declared


def _tables(source: Source) -> Iterator[tuple[str, tuple[Path, dict[str, Any]]]]:
    """The tables of entries in the order in which they are applied: (path, entries by name) by kind."""
    for name in source.document:
        if name not in schema.TABLES:
            source.unknown((name,), "table", name, schema.TABLES)
    for kind in schema.TABLES[1:]:
        entries = _table(source, (kind,), source.document.get(kind, {}))
        if kind != ITEMS:
            yield kind, ((kind,), entries)
            continue
        types = source.document.get("types")
        known = set(types) if isinstance(types, dict) else set()
        for name, items in entries.items():
            if name not in known:
                source.unknown((kind, name), "[types.…] named", name, known)
            yield f"{kind}.{name}", ((kind, name), _table(source, (kind, name), items))


def _type_names(types: Mapping[str, Any]) -> dict[int, str]:
    """The names of the file's smart processes by the type ids of their items, as far as these are said."""
    said = [(name, key, value) for name, each in types.items() if isinstance(each, dict) for key, value in each.items()]
    return {value: name for name, key, value in said if key.lower() == "entitytypeid" and isinstance(value, int)}


def _table(source: Source, path: Path, value: Any) -> dict[str, Any]:
    shown = ".".join(str(part) for part in path)
    if not isinstance(value, dict):
        source.problem(path, f"this must be tables with names, such as [{shown}.first]")
        return {}
    for key in value:
        if not _KEY.fullmatch(key):
            source.problem((*path, key), "a name has 1 to 100 characters, none of them a dot or unprintable")
    return value


def _entry(look: Look, kind: str, key: str, path: Path, value: Any) -> Entry:
    entry = Entry(kind, key, path)
    if not isinstance(value, dict):
        look.source.problem(path, f"this must be a table: [{kind}.{key[:60]}]")
        return entry
    keys = schema.keys_of(kind)
    for name, given in value.items():
        at = (*path, name)
        known = keys.get(name.lower()) or schema.added_field(look, kind, name)
        if known is None:
            look.source.unknown(at, f"key of {kind}", name, keys)
        elif known.column in entry.paths:
            look.source.problem(at, f"{name} is said twice: capital and small letters are alike")
        else:
            entry.paths[known.column] = at
            try:
                entry.values[known.column] = known.kind.read(look, at, given)
            except UnfitError as error:
                look.source.problem(at, f"{name} must be {error}")
    for name, known in keys.items():
        if known.required and known.column not in entry.paths:
            look.source.problem(path, f"{entry.name} lacks {name}")
    _note_amount(look, entry)
    return entry


def _note_amount(look: Look, entry: Entry) -> None:
    """The rows of goods of a record decide its amount, whatever else the file says of it."""
    if schema.ROWS in entry.values and "OPPORTUNITY" in entry.paths and not entry.values.get("IS_MANUAL_OPPORTUNITY"):
        text = f"{entry.name}: its rows make its amount, not this, unless IS_MANUAL_OPPORTUNITY is true"
        look.source.note(entry.paths["OPPORTUNITY"], text)


def _settings(source: Source) -> dict[str, Any]:
    given = source.document.get("settings", {})
    if not isinstance(given, dict):
        source.problem(("settings",), "this must be the table [settings]")
        return {}
    for name, value in given.items():
        path: Path = ("settings", name)
        if name not in Settings.__struct_fields__:
            source.unknown(path, "setting", name, Settings.__struct_fields__)
            continue
        try:
            msgspec.convert({name: plain(value)}, Settings)
        except msgspec.ValidationError as error:
            found = _AT.search(str(error))
            parts = found["path"].strip(".").split(".") if found else [name]
            few = choices(name)
            why = f"{name} must be one of {', '.join(few)}" if few else _AT.sub("", str(error))
            source.problem(("settings", *parts), why)
    return {name: plain(value) for name, value in given.items()}


def _refuse_twins(declared: Declaration, kind: str, column: str) -> None:
    first: dict[Any, Entry] = {}
    for entry in declared.entries.get(kind, []):
        value = entry.values.get(column)
        if value is None:
            continue
        identity = value.lower() if isinstance(value, str) and column == "EMAIL" else value
        if column == "CODE_HASH":
            identity = (entry.values.get("USER_ID"), value)
        other = first.setdefault(identity, entry)
        if other is not entry:
            declared.source.problem(entry.paths[column], f"{other.name} has the same")
