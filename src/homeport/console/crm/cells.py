"""Cells of a table as values of fields: people write the names of stages and of people, and days as they write them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from homeport.console.caller import Caller, Command
from homeport.console.crm import forms, showing
from homeport.console.crm.kinds import Kind, Kinds
from homeport.console.crm.names import Names, title_of
from homeport.console.crm.search import read_number
from homeport.core.paging import UNCOUNTED

Fields = dict[str, dict[str, Any]]

CHANNELS = {f"fm.{kind}": title for kind, (title, _, _) in forms.CHANNELS.items()}
"""What columns can be for beside fields: phones, addresses and so on."""

_YES = frozenset({"y", "yes", "true", "1", "x"})
_NO = frozenset({"n", "no", "false", "0"})
_SPACES = re.compile(r"[\s\u00a0\u202f]")


class UnfitError(ValueError):
    """A cell that its field cannot hold; says why."""


def possible(kind: Kind, fields: Fields) -> dict[str, str]:
    """What a column can be for: titles by names."""
    of_fields = {name: str(fields[name].get("title") or name) for name in fields if forms.editable(fields, name)}
    of_fields.pop("id", None)
    reached = {name: title for name, title in CHANNELS.items() if name.partition(".")[2] in kind.reached_by}
    return {**of_fields, **reached}


def guessed(kind: Kind, fields: Fields, head: Sequence[str]) -> list[str]:
    """What each column is likely to be for; of two with the same name the second is for nothing."""
    known: dict[str, str] = {}
    for name, title in possible(kind, fields).items():
        for word in (title, name, str(fields.get(name, {}).get("upperName") or name)):
            known.setdefault(word.lower(), name)
    if "title" in fields:
        known.setdefault("name", "title")
    found: list[str] = []
    for title in head:
        name = known.get(title.strip().lower(), "")
        found.append("" if name in found else name)
    return found


class Reader:
    """Reads cells of a table that is imported.

    :param mapping: the field that each column is for; empty for none
    """

    def __init__(self, call: Caller, kinds: Kinds, kind: Kind, fields: Fields, mapping: Sequence[str]) -> None:
        self._call = call
        self._kinds = kinds
        self._kind = kind
        self._fields = fields
        self._mapping = mapping
        self._names = Names(call, kinds)
        self._people: dict[str, int] = {}
        self._found: dict[tuple[int, str], int] = {}

    async def prepare(self, people: Sequence[tuple[int, str]], rows: Sequence[Sequence[str]]) -> None:
        """Learn what the names in some rows stand for.

        :param people: ids and names of the portal's people
        """
        self._people = {name.lower(): user_id for user_id, name in people}
        wanted: set[tuple[int, str]] = set()
        for place, name in enumerate(self._mapping):
            described = self._fields.get(name, {"type": ""})
            forms.want_choices(self._names, self._kind, name, described, {})
            type_id = showing.linked_type(described) if not described.get("isDynamic") else None
            if type_id in self._kinds.by_type:
                texts = (row[place].strip() for row in rows if place < len(row))
                wanted |= {(type_id, text) for text in texts if text and read_number(text.removeprefix("#")) is None}
        await self._names.load()
        await self._find(wanted)

    async def _find(self, wanted: set[tuple[int, str]]) -> None:
        """Look for records by what they are called."""
        named: dict[str, tuple[int, str]] = {}
        commands: dict[str, Command] = {}
        for number, (type_id, text) in enumerate(sorted(wanted)):
            kind = self._kinds.by_type[type_id]
            last = text.rpartition(" ")[2] if len(kind.name) > 1 else text
            given = {"select": ["id", *kind.name], "filter": {f"={kind.name[-1]}": last}, "start": UNCOUNTED}
            named[str(number)] = (type_id, text)
            commands[str(number)] = ("crm.item.list", {"entityTypeId": type_id, **given})
        for key, page in (await self._call.several(commands)).items() if commands else ():
            type_id, text = named[key]
            kind = self._kinds.by_type[type_id]
            for item in page.result["items"]:
                if title_of(kind, item).lower() == text.lower():
                    self._found.setdefault((type_id, text.lower()), item["id"])

    def fields_of(self, row: Sequence[str]) -> dict[str, Any]:
        """What a row says, for ``crm.item.add``.

        :raises UnfitError: when a cell does not fit
        """
        given: dict[str, Any] = {}
        reached: list[dict[str, str]] = []
        for name, cell in zip(self._mapping, row, strict=False):
            text = cell.strip()
            if not name or not text:
                continue
            if name in CHANNELS:
                kind = name.partition(".")[2]
                reached.append({"typeId": kind, "valueType": forms.CHANNELS[kind][2][0], "value": text})
                continue
            described = self._fields[name]
            value = self._value(name, described, text)
            given[name] = [value] if described["isMultiple"] else value
        return given | ({"fm": reached} if reached else {})

    def _value(  # noqa: PLR0911  a case for each type
        self, name: str, described: Mapping[str, Any], text: str
    ) -> Any:
        kind, title = described["type"], described.get("title") or name
        added = bool(described.get("isDynamic"))
        type_id = showing.linked_type(dict(described)) if not added else None
        if kind in ("user", "employee"):
            return read_number(text) or _found(self._people.get(text.lower()), title, text)
        if kind == "crm_status" and not added:
            entries = self._names.entries(showing.directory_of(self._kind, name, dict(described), {}))
            codes = {each.title.lower(): each.code for each in entries} | {
                each.code.lower(): each.code for each in entries
            }
            return _found(codes.get(text.lower()), title, text)
        if kind == "enumeration":
            values = {each["VALUE"].lower(): each["ID"] for each in described["items"]}
            return _found(values.get(text.lower()), title, text)
        if kind in ("char", "boolean"):
            word = text.lower()
            return _found("Y" if word in _YES else "N" if word in _NO else None, title, text)
        if kind in ("double", "integer"):
            return _number(title, text)
        if type_id:
            return read_number(text.removeprefix("#")) or _found(self._found.get((type_id, text.lower())), title, text)
        return text


def _found(value: Any, title: str, text: str) -> Any:
    if value is None:
        raise UnfitError(f"{title}: there is no “{text}”")
    return value


def _number(title: str, text: str) -> str:
    """A number as people write it: ``1 234,50`` too."""
    plain = _SPACES.sub("", text)
    if "," in plain and "." in plain:
        plain = plain.replace("." if plain.rfind(",") > plain.rfind(".") else ",", "")
    plain = plain.replace(",", ".")
    try:
        float(plain)
    except ValueError:
        raise UnfitError(f"{title}: “{text}” is no number") from None
    return plain
