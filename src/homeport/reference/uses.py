"""Where types and codes of errors are used: which methods take them, answer with them, end with them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from homeport.core.errors import SYSTEM
from homeport.reference.article import Article, Parameter

_NAME = re.compile(r"[A-Za-z_][\w.]*")
_CODE = re.compile(r"\w[\w.]*")
_ORDERS = frozenset({"order", "asc", "desc"})
"""Words of values that stand where types do."""


class Type(NamedTuple):
    """A type of parameters and answers.

    :param line: what it is, where the name does not say it
    :param taken: methods that take it
    :param answered: methods that answer with it
    """

    name: str
    line: str
    taken: tuple[Article, ...]
    answered: tuple[Article, ...]

    @property
    def uses(self) -> int:
        """How many methods have it."""
        return len({article.name for article in (*self.taken, *self.answered)})


class Ending(NamedTuple):
    """A text that comes with a code.

    :param status: of HTTP; 0 when nobody says
    :param articles: methods that end with it
    """

    text: str
    status: int
    articles: tuple[Article, ...]


class Code(NamedTuple):
    """The code of an error.

    :param system: whether any call can end with it
    :param endings: with its texts, those of most methods first
    """

    code: str
    system: bool
    endings: tuple[Ending, ...]

    @property
    def uses(self) -> int:
        """How many methods have it among their own errors."""
        return len({article.name for each in self.endings for article in each.articles})


class Uses:
    """What can be looked up of types and codes.

    :ivar types: by name
    :ivar codes: by code
    """

    def __init__(self, articles: Iterable[Article]) -> None:
        every = tuple(articles)
        taken, answered = _by_type(every, "parameters"), _by_type(every, "returns")
        self.types = {
            name: Type(name, _lines().get(name, ""), tuple(taken[name]), tuple(answered[name]))
            for name in sorted(taken.keys() | answered.keys(), key=str.lower)
        }
        self.codes = {code.code: code for code in _codes(every)}

    def apart(self, text: str) -> list[tuple[str, str]]:
        """A text apart into what names a type, beside the type's name, and what names none."""
        found = [(part, part if part in self.types else "") for part in re.split(r"([A-Za-z_][\w.]*)", text)]
        return [each for each in found if each[0]]


def _by_type(articles: Iterable[Article], part: str) -> defaultdict[str, list[Article]]:
    found: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        for name in dict.fromkeys(_types(getattr(article, part))):
            found[name].append(article)
    return found


def _types(parameters: Iterable[Parameter]) -> Iterator[str]:
    for each in parameters:
        named = [part.strip().removesuffix("[]") for part in each.type.split("|")]
        if not _ORDERS.intersection(named):
            yield from filter(_NAME.fullmatch, named)
        yield from _types(each.nested)


def _codes(articles: Iterable[Article]) -> Iterator[Code]:
    used: dict[str, dict[tuple[str, int], list[Article]]] = defaultdict(lambda: defaultdict(list))
    for kind in SYSTEM.values():
        used[kind.code][kind.text.replace("{{", "{").replace("}}", "}"), kind.status] = []
    for article in articles:
        for each in dict.fromkeys((*article.failures, *article.unused)):
            if _CODE.fullmatch(each.code):
                used[each.code][each.text, each.status].append(article)
    system = {kind.code for kind in SYSTEM.values()}
    for code in sorted(used, key=str.lower):
        endings = [Ending(text, status, tuple(found)) for (text, status), found in used[code].items()]
        yield Code(code, code in system, tuple(sorted(endings, key=lambda each: -len(each.articles))))


@cache
def _lines() -> dict[str, str]:
    lines = Path(__file__).with_name("types.txt").read_text(encoding="utf-8").splitlines()
    return {name: text for name, _, text in (line.partition(": ") for line in lines)}
