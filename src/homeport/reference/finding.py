"""One search over all that can be looked up: methods, events, fields, errors and guides.

Words are found in every form that they take (SQLite's FTS5 with Porter's stemming), in the name before the text; a word
that is asked for in other words counts less than the word itself.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from enum import StrEnum
from threading import Lock
from typing import Any, NamedTuple

from homeport import documented
from homeport.reference import pages, words
from homeport.reference.article import Article, Parameter

ALIKE = 0.8
"""How much of a name must be right for it to be meant; 1 is all."""

_WITH_FIELDS = (".add", ".update", ".list")
"""The methods that are asked for by the names of a record's fields."""
_OTHER_WORD = 0.5
_NOT_BUILT = 0.8
_DEPRECATED = 0.95
_FIRST_WORDS = frozenset({"crm", "tasks", "api", "v2", "on"})
"""What names of methods begin with; nobody asks for it."""
_WEIGHTS = (10.0, 8.0, 4.0, 1.0)
"""Of a word in the name, in what it is wanted for, in what is said of it, and in what it takes."""


class Kind(StrEnum):
    """What is found."""

    METHOD = "method"
    EVENT = "event"
    FIELD = "field"
    ERROR = "error"
    GUIDE = "guide"


class Entry(NamedTuple):
    """Something that can be found.

    :param about: what is said of it, in a line
    :param purpose: what it is wanted for, in words that its name lacks
    :param more: further words that it is found by
    :param worth: how much it counts among its kind
    :param spelled: the name in words, where the name itself is none
    """

    kind: Kind
    name: str
    about: str
    purpose: str = ""
    more: str = ""
    worth: float = 1.0
    spelled: str = ""

    def fit(self, said: frozenset[str]) -> float:
        """How much of its name was said, with what it counts: what was not asked for makes it another thing.

        :param said: the words of a question, and other words for them
        """
        own = set(words.split(self.spelled or self.name)) - _FIRST_WORDS
        share = sum(bool(words.forms(word) & said) for word in own) / max(len(own), 1)
        return self.worth * (0.2 + share)


class Finder:
    """The index. Made once, in memory; may be asked from any thread.

    :param articles: every method by its name in small letters
    """

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._entries = [*_methods(articles), *_events(), *_fields(), *_errors(articles.values()), *_guides()]
        self._names = {entry.name.lower(): number for number, entry in reversed(list(enumerate(self._entries)))}
        self._lock = Lock()
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        self._index.execute(
            "CREATE VIRTUAL TABLE entry USING fts5(name, purpose, about, more, tokenize = 'porter unicode61')"
        )
        self._index.executemany(
            "INSERT INTO entry (rowid, name, purpose, about, more) VALUES (?, ?, ?, ?, ?)",
            (
                (number, words.of_name(each.spelled or each.name), each.purpose, each.about, each.more)
                for number, each in enumerate(self._entries)
            ),
        )

    def search(self, text: str, *kinds: Kind) -> list[Entry]:
        """What has the words of a question, or more than half of them, the best first; of some kinds only, or of all.

        What has a name that begins with the text, or one much like it, comes before.
        """
        asked = words.asked(text)
        if not asked:
            return []
        scores: dict[int, float] = defaultdict(float)
        had: dict[int, int] = defaultdict(int)
        for word in asked:
            for number, score in self._matches(word).items():
                scores[number] += score
                had[number] += 1
        said = frozenset().union(*({word, *words.same(word)} for word in asked))

        def place(number: int) -> tuple[float, int]:
            share = had[number] / len(asked)
            return -scores[number] * share**3 * self._entries[number].fit(said), number

        enough = [number for number, count in had.items() if count * 2 > len(asked)]
        found = dict.fromkeys([*self._named(text.strip().lower()), *sorted(enough, key=place)])
        return [entry for number in found if (entry := self._entries[number]).kind in (kinds or Kind)]

    def _named(self, text: str) -> list[int]:
        """What has a name that begins so; else, where it is a name at all, those that are much like it."""
        begin = sorted(name for name in self._names if name.startswith(text))
        alike = get_close_matches(text, self._names, 3, ALIKE) if "." in text and not begin else ()
        return [self._names[name] for name in begin or alike]

    def _matches(self, word: str) -> dict[int, float]:
        """How well entries match a word, or another word for it."""
        found = {number: score * _OTHER_WORD for number, score in self._rows(words.same(word))}
        for number, score in self._rows((word,)):
            found[number] = max(score, found.get(number, 0))
        return found

    def _rows(self, looked_for: Iterable[str]) -> list[tuple[int, float]]:
        match = " OR ".join(f'"{word}"' for word in sorted(looked_for))
        if not match:
            return []
        with self._lock:
            return self._index.execute(
                "SELECT rowid, -bm25(entry, ?, ?, ?, ?) FROM entry WHERE entry MATCH ?", (*_WEIGHTS, match)
            ).fetchall()


def _methods(articles: Mapping[str, Article]) -> Iterator[Entry]:
    titles = {facts["source"].rpartition(".")[0]: _titles(facts) for facts in documented.objects().values()}
    for article in articles.values():
        page = article.documented.page if article.documented is not None else ""
        about = " ".join([article.summary, *words.split(page.removeprefix("api-reference/").removesuffix(".md"))])
        taken = " ".join(_taken(article.parameters))
        worth = (1.0 if article.built else _NOT_BUILT) * (_DEPRECATED if article.deprecated else 1.0)
        fields = titles.get(article.prefix, "") if article.called.endswith(_WITH_FIELDS) else ""
        yield Entry(Kind.METHOD, article.name, about, words.purpose(article.called), f"{taken} {fields}", worth)


def _titles(facts: Mapping[str, Any]) -> str:
    return " ".join(f"{words.of_name(name)} {field.get('title') or ''}" for name, field in facts["fields"].items())


def _taken(parameters: Iterable[Parameter]) -> Iterator[str]:
    for parameter in parameters:
        yield words.of_name(parameter.name)
        yield from _taken(parameter.nested)


def _events() -> Iterator[Entry]:
    for name, facts in documented.events().items():
        page = str(facts.get("page") or "")
        spelled = page.rpartition("/")[2].removesuffix(".md")  # many codes are in capitals, without a joint
        about, more = str(facts.get("fires") or ""), " ".join(words.split(page))
        yield Entry(Kind.EVENT, str(facts.get("code") or name), about, more=more, spelled=spelled)


def _fields() -> Iterator[Entry]:
    for kind, facts in documented.objects().items():
        for name, field in facts["fields"].items():
            yield Entry(Kind.FIELD, f"{kind}.{name}", str(field.get("title") or ""), more=str(field.get("type") or ""))


def _errors(articles: Iterable[Article]) -> Iterator[Entry]:
    used: dict[tuple[str, str], list[str]] = defaultdict(list)
    for article in articles:
        for failure in article.failures:
            used[failure.code or failure.text, failure.text].append(article.called)
    for (code, text), methods in used.items():
        yield Entry(Kind.ERROR, code, text, more=" ".join(map(words.of_name, methods[:20])))


def _guides() -> Iterator[Entry]:
    for page in pages.pages():
        yield Entry(Kind.GUIDE, page.name, page.title, more=page.text)
