"""Expressions within the values of properties: ``{=Document:TITLE}`` and its kin, put in place of what they stand for.

Sources: ``bizproc-activity-add.md`` (``{=Document:NAME}``, ``Author;``), ``bizproc-workflow-start.md`` (``user_5``).
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.values import number_or_none
from homeport.domain.bizproc import documents
from homeport.domain.bizproc.documents import Document
from homeport.domain.records.fields import Values

_ONE = re.compile(r"\{=\s*([A-Za-z0-9_]+)\s*:\s*([A-Za-z0-9_.]+)\s*(?:>[^{}]*)?\}|\{\{([^{}]+)\}\}")
AUTHOR = "author"
_AUTHORS = ("CREATED_BY_ID", "CREATED_BY")
_PERSON = re.compile(r"(?:user_)?(\d{1,18})", re.ASCII)
_MARK = re.compile(r"\[(\d{1,18})\]")


MOST_LETTERS = 64 * 1024
"""Letters of a text that expressions are put into."""
MOST_VALUES = 1_000
"""Values of a list."""


_TOO_LONG = f"a text of more than {MOST_LETTERS} letters"


class TooMuchError(ValueError):
    """A value out of all proportion; the text says how."""


class Scope:
    """What expressions of a process stand for, read when something asks.

    :param known: by the words before the colon, what the words behind it stand for
    """

    def __init__(self, ctx: Ctx, document: Document, known: Mapping[str, Mapping[str, Any]]) -> None:
        self._ctx = ctx
        self._document = document
        self._known = known
        self._fields: Values | None = None

    @property
    def fields(self) -> Values:
        """The document's."""
        if self._fields is None:
            self._fields = documents.fields(self._ctx, self._document)
        return self._fields

    def changed(self) -> None:
        """The document has other fields now."""
        self._fields = None

    def resolve(self, value: Any) -> Any:
        """A value with what its expressions stand for; one that is an expression alone becomes what that stands for.
        Lists have texts, numbers and the like in them, and no lists: so none grows without end.

        :raises TooMuchError: for one out of all proportion
        """
        if isinstance(value, list):
            found: list[Any] = []
            for each in value:
                resolved = self.resolve(each)
                found += resolved if isinstance(resolved, list) else [resolved]
                if len(found) > MOST_VALUES:
                    raise TooMuchError(f"more than {MOST_VALUES} values")
            return [as_text(each) if isinstance(each, list | dict) else each for each in found]
        if isinstance(value, dict):
            return {key: as_text(self.resolve(each)) for key, each in value.items()}
        if not isinstance(value, str) or "{" not in value:
            return value
        alone = _ONE.fullmatch(value.strip())
        if alone is not None:
            return self._stands_for(alone)
        left = MOST_LETTERS

        def put(found: re.Match[str]) -> str:
            nonlocal left
            text = as_text(self._stands_for(found))
            left -= len(text)
            if left < 0:
                raise TooMuchError(_TOO_LONG)
            return text

        return within_bounds(_ONE.sub(put, value))

    def text(self, value: Any) -> str:
        """A value as a text, with what its expressions stand for.

        :raises TooMuchError: for one out of all proportion
        """
        return within_bounds(as_text(self.resolve(value)))

    def people(self, value: Any, *, said: bool = False) -> list[int]:
        """Who is meant by ``user_5``, ``5``, ``Ann [5]`` or ``Author``; several are parted by semicolons.

        :param said: whether a client says it: then nothing in it stands for anything else
        """
        found: dict[int, None] = {}
        several = value if isinstance(value, list) else [value]
        for each in several:
            resolved = each if said else self.resolve(each)
            for part in resolved if isinstance(resolved, list) else str(resolved or "").split(";"):
                number = self._person(str(part).strip())
                if number:
                    found[number] = None
        return list(found)

    def _person(self, word: str) -> int:
        if word.lower() == AUTHOR:
            return next((number_or_none(self.fields[name]) or 0 for name in _AUTHORS if self.fields.get(name)), 0)
        named = _PERSON.fullmatch(word) or _MARK.search(word)
        return int(named[1]) if named else 0

    def _stands_for(self, found: re.Match[str]) -> Any:
        if found[3] is not None:
            name = found[3].strip()
            return self.fields.get(name, self.fields.get(name.upper(), ""))
        source, name = found[1], found[2]
        if source == "Document":
            return self.fields.get(name, self.fields.get(name.upper(), ""))
        known = self._known.get(source, {})
        return known.get(name, "")


def within_bounds(text: str) -> str:
    """The same text.

    :raises TooMuchError: for one out of all proportion
    """
    if len(text) > MOST_LETTERS:
        raise TooMuchError(_TOO_LONG)
    return text


def as_text(value: Any) -> str:
    """A value within a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, list):
        return ", ".join(map(as_text, value))
    if isinstance(value, dict):
        return ", ".join(map(as_text, value.values()))
    return str(value)


def _whole(value: Any) -> Any:
    number = number_or_none(value)
    return value if number is None else number


_OF_TYPE: Mapping[str, Callable[[Any], Any]] = {
    "bool": lambda value: "Y" if str(value).lower() in ("y", "yes", "1", "true") else "N",
    "int": _whole,
}


def typed(scope: Scope, description: Mapping[str, Any], given: Any, *, said: bool = False) -> Any:
    """A value of a described property, as it is told: of its type, and several where it holds several.

    :param given: as the template has it; None where it has none
    :param said: whether a client says it: then nothing in it stands for anything else
    :raises TooMuchError: for one out of all proportion
    """
    usual = given in (None, "")
    value = description.get("Default") if usual else given
    several = description.get("Multiple") in ("Y", True, "1", 1)
    if str(description.get("Type")) == "user":
        found: list[Any] = [f"user_{number}" for number in scope.people(value, said=said and not usual)]
    else:
        resolved = value if said and not usual else scope.resolve(value)
        read = _OF_TYPE.get(str(description.get("Type")), lambda each: each)
        found = [
            read(each) for each in (resolved if isinstance(resolved, list) else [resolved]) if each not in (None, "")
        ]
    return found if several else (found[0] if found else "")
