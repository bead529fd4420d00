"""What stands in the place of each placeholder of a document: what the caller says, else what its source knows.

Sources: ``api-reference/document-generator/examples/``, ``document-generator-document-get-fields.md``.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from homeport.domain.documentgenerator import formats
from homeport.domain.documentgenerator.docx.filling import Picture, Repeated, Value
from homeport.domain.documentgenerator.regions import Ways
from homeport.domain.documentgenerator.sources import Entry, Source
from homeport.domain.records.filters import as_map

MAX_ITEMS = 10_000
"""Rows of one list."""
NUMBER, TITLE, MADE = "DocumentNumber", "DocumentTitle", "DocumentCreateTime"

_CHAIN = re.compile(r"(\w+)\.(?:(\w+)\.(\w+)|(INDEX))")
_LISTS = "arraydataprovider"

Load = Callable[[Any], bytes | None]
"""The content of a picture by its address or number."""


class TooManyError(Exception):
    """More rows than a document may have."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a document is made of.

    :param facts: the document's own number, title and moment
    :param values: what the caller says, by codes
    :param said: how it is to be taken, by codes
    :param ways: how the region writes
    :param stamps: whether stamps and signatures are shown
    :param load: finds pictures
    """

    source: Source
    facts: Mapping[str, str]
    values: Mapping[str, Any]
    said: Mapping[str, Mapping[str, Any]]
    zone: ZoneInfo
    ways: Ways
    stamps: bool = False
    load: Load = lambda given: None
    _known: dict[str, Entry | None] = field(default_factory=dict)

    def lists(self, codes: Iterable[str]) -> list[Repeated]:
        """The lists, in the order in which they are filled in.

        :param codes: that stand in the file
        :raises TooManyError: for one that is too long
        """
        found = [self._list_of_caller(name) for name in self._lists_said()]
        columns: dict[str, dict[str, Sequence[Any]]] = {}
        for code in codes:
            entry = self.entry(code)
            if entry is not None and entry.of:
                columns.setdefault(entry.of, {})[code] = self.items(code)
        found += [self._repeated(each, ends=True) for each in columns.values()]
        return found

    def resolve(self, code: str) -> Value | None:
        """What stands in the place of a code; None for one of a list."""
        entry = self.entry(code)
        if entry is not None and entry.of:
            return None
        return self._written(code, self.value(code))

    def value(self, code: str) -> Any:
        """The value of a field, as it is before it is written."""
        if code in (NUMBER, TITLE):
            return self.facts[code]
        given = self.given(code)
        if given is not None:
            return given
        if code == MADE:
            return self.facts[MADE]
        entry = self.entry(code)
        return None if entry is None else entry.value

    def given(self, code: str) -> Any:
        """What the caller says of a field; None for nothing."""
        descriptor = self.said.get(code, {})
        return descriptor["VALUE"] if descriptor.get("VALUE") is not None else self.values.get(code)

    def entry(self, code: str) -> Entry | None:
        """What the source knows of a field."""
        if code not in self._known:
            self._known[code] = self.source.find(code)
        return self._known[code]

    def type_of(self, code: str) -> str:
        """The type of a field."""
        said = self.said.get(code, {}).get("TYPE")
        if isinstance(said, str) and said:
            return said.upper()
        entry = self.entry(code)
        return formats.DATE if code == MADE else entry.type if entry is not None else ""

    def pictures(self, codes: Iterable[str]) -> list[str]:
        """The addresses of pictures that are shown, each once."""
        found: dict[str, None] = {}
        for code in dict.fromkeys((*codes, *self.values)):
            if self.type_of(code) in formats.PICTURES and self._shows(code):
                chain = self._chain(code)
                items = [self.value(code)] if chain is None else self._of_chain(*chain)
                found.update((each, None) for each in items if isinstance(each, str) and each)
        return list(found)

    def _shows(self, code: str) -> bool:
        return self.stamps or self.type_of(code) != formats.STAMP

    def _written(self, code: str, value: Any) -> Value:
        form = self.said.get(code, {}).get("FORMAT")
        said = form.get("format") if isinstance(form, Mapping) else form
        match self.type_of(code):
            case formats.DATE:
                return formats.day(
                    value, said if isinstance(said, str) and said else self.ways.date, self.ways.language, self.zone
                )
            case formats.NAME:
                return formats.name(value, said if isinstance(said, str) and said else self.ways.name)
            case formats.IMAGE | formats.STAMP:
                found = value if isinstance(value, bytes) else self.load(value) if self._shows(code) else None
                return Picture(found) if found and self._shows(code) else ""
        return formats.text(value)

    def items(self, code: str) -> Sequence[Any]:
        """The values of a column of the source's list: those that the caller says are in their place."""
        entry, given = self.entry(code), self.given(code)
        items = () if entry is None else entry.items
        if isinstance(given, list | dict):
            said = list(as_map(given).values())
            return [said[place] if place < len(said) else each for place, each in enumerate(items)]
        return items if given is None else [given] * len(items)

    def _lists_said(self) -> list[str]:
        """The lists that the caller describes, in their order."""
        return [
            code
            for code, descriptor in self.said.items()
            if str(descriptor.get("PROVIDER", "")).lower().rpartition("\\")[2] == _LISTS
        ]

    def _chain(self, code: str) -> tuple[str, str] | None:
        """The list and the key that a field is of, where it is of one: ``Table.Item.Name``."""
        given = self.given(code)
        found = _CHAIN.fullmatch(given) if isinstance(given, str) else None
        if found is None or found[1] not in self._lists_said():
            return None
        if found[4]:
            return found[1], found[4]
        options = as_map(self.said[found[1]].get("OPTIONS"))
        named = next((value for key, value in options.items() if key.upper() == "ITEM_NAME"), "Item")
        return (found[1], found[3]) if named == found[2] else None

    def _of_chain(self, name: str, key: str) -> list[Any]:
        items = list(as_map(self.given(name)).values())
        if key == "INDEX":
            return [str(place) for place in range(1, len(items) + 1)]
        return [as_map(each).get(key) for each in items]

    def _list_of_caller(self, name: str) -> Repeated:
        if len(as_map(self.given(name))) > MAX_ITEMS:
            raise TooManyError
        chains = {code: self._chain(code) for code in self.values}
        return self._repeated(
            {code: self._of_chain(*chain) for code, chain in chains.items() if chain is not None and chain[0] == name}
        )

    def _repeated(self, columns: Mapping[str, Sequence[Any]], *, ends: bool = False) -> Repeated:
        size = max(map(len, columns.values()), default=0)
        items = [
            {code: self._written(code, column[place]) for code, column in columns.items()} for place in range(size)
        ]
        return Repeated(frozenset(columns), items, ends)


def described(content: Content, codes: Iterable[str], without: Content) -> dict[str, dict[str, Any]]:
    """The fields of a template or document, as ``getfields`` answers them.

    :param without: the same before anything was said
    """
    found: dict[str, dict[str, Any]] = {}
    for code in dict.fromkeys((NUMBER, *codes, TITLE)):
        if code == NUMBER:
            known = {"title": "Number", "required": "Y", "chain": "this.DOCUMENT.DOCUMENT_NUMBER"}
            found[code] = {**known, "group": ["Document"]}
        elif code == TITLE:
            found[code] = {"title": "Document title", "group": ["Document"], "chain": [{}, "getTitle"], "required": "Y"}
        elif code == MADE:
            chain = "this.DOCUMENT.DOCUMENT_CREATE_TIME"
            found[code] = {"title": "Date", "type": formats.DATE, "group": ["Document"], "chain": chain}
        else:
            found[code] = _known_of(content, code)
        found[code] |= {"value": _shown(content, code), "default": _shown(without, code)}
    for code, choice in content.source.choices().items():
        found[code] = dict(choice)
    return found


def _known_of(content: Content, code: str) -> dict[str, Any]:
    entry, said = content.entry(code), content.said.get(code, {})
    known: dict[str, Any] = {}
    title = said.get("TITLE") or (entry.title if entry is not None else "")
    if title:
        known["title"] = title
    if content.type_of(code):
        known["type"] = content.type_of(code)
    if entry is not None:
        known |= {"group": ["Document", *entry.group], "chain": entry.chain}
        if entry.format:
            known["format"] = dict(entry.format)
        if entry.items is not None:
            known["options"] = {"isArray": True}
    return known


def _shown(content: Content, code: str) -> Any:
    """A value as it is told: no content of a picture, and a list of what rows have."""
    entry = content.entry(code)
    if entry is not None and entry.of:
        return [formats.text(each) for each in content.items(code)]
    value = content.value(code)
    if value is None and entry is None:
        return ""
    return None if isinstance(value, bytes) else value
