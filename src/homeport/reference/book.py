"""Every method, built or only documented: found by name, by prefix, by words."""

import asyncio
import re
from collections import defaultdict
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from homeport import documented
from homeport.reference.article import Article, describe
from homeport.rpc import Method, Registry

MAX_WORDS = 8
_SPLIT = re.compile(r"[^\w@]+")
_SAY_NOTHING = re.compile("a|all|an|and|are|by|do|for|from|how|i|in|is|it|of|on|or|s|the|to|what|which|with")
_ALL, _NOWHERE = 3, 1000

ALIKE = 0.8
"""How much of a name must be right for it to be meant; 1 is all."""
_PLURAL = re.compile(r"(?<=\w\w\w)(?:ies|(?<!s)s)$")


class Group(NamedTuple):
    """Methods whose names begin alike.

    :param prefix: such as ``crm.activity``; empty for all
    :param groups: those a word longer
    :param articles: the methods of just this prefix
    """

    prefix: str
    groups: tuple["Group", ...]
    articles: tuple[Article, ...]

    @property
    def built(self) -> int:
        """How many of its methods are built, with those of its groups."""
        return sum(article.built for article in self.articles) + sum(group.built for group in self.groups)

    @property
    def total(self) -> int:
        """How many methods it has, with those of its groups."""
        return len(self.articles) + sum(group.total for group in self.groups)


class Share(NamedTuple):
    """How much of something is built."""

    name: str
    built: int
    documented: int

    @property
    def percent(self) -> float:
        """The share."""
        return 100 * self.built / self.documented if self.documented else 0.0


class Book:
    """What can be looked up.

    :param registry: the methods that are built
    """

    def __init__(self, registry: Registry) -> None:
        self.registry = registry

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Every method by its name in small letters, in order."""
        details = _details()
        built: dict[tuple[str, int], Method] = {
            (method.name.lower(), method.version): method for method in (*self.registry, *self.registry.v3)
        }
        found = []
        for entry in documented.methods():
            method = built.pop((entry.called.lower(), 3 if entry.api == "v3" else 2), None)
            found.append(describe(entry.name, method, entry, details.get(entry.name)))
        taken = {article.name.lower() for article in found}
        for (name, version), method in built.items():
            called = f"{method.name}@v3" if name in taken and version == 3 else method.name
            found.append(describe(called, method, None, None))
        return {article.name.lower(): article for article in sorted(found, key=lambda each: each.name.lower())}

    def find(self, name: str) -> Article | None:
        """A method by its name, in any case of letters."""
        return self.articles.get(name.lower())

    def of_call(self, method: str, version: int) -> Article | None:
        """The method that a call of this name reaches.

        :param version: of REST, 2 or 3
        """
        found = self.find(f"{method}@v3") if version == 3 else None
        found = found or self.find(method)
        return found if found is not None and found.version == version else None

    @cached_property
    def root(self) -> Group:
        """All methods, grouped by the words of their names."""
        return _group("", list(self.articles.values()))

    def group(self, prefix: str) -> Group | None:
        """The methods whose names begin so."""
        group = self.root
        words = prefix.split(".")
        for count in range(1, len(words) + 1):
            wanted = ".".join(words[:count]).lower()
            following = next((each for each in group.groups if each.prefix.lower() == wanted), None)
            if following is None:
                return None
            group = following
        return group

    def search(self, text: str, limit: int = 50) -> list[Article]:
        """The methods that have every word in name, summary or scope; first those with all of them in the name.

        When none has every word, those that lack the fewest, if they have more than half of them.
        """
        words = words_of(text)
        if not words:
            return []
        whole = text.strip().lower()
        ranked = []
        for name, article in self.articles.items():
            place = _place(words, whole, name, article)
            if place < _NOWHERE:
                ranked.append((place, not article.built, article.deprecated, name, article))
        fewest = min((max(place, _ALL) for place, *_ in ranked), default=_ALL)
        found = [each for each in ranked if each[0] <= fewest]
        meant = get_close_matches(whole, self.articles, 3, ALIKE) if fewest > _ALL else []  # a slip of the pen
        return [each[-1] for each in sorted(found, key=lambda each: (each[3] not in meant, *each[:-1]))[:limit]]

    def coverage(self) -> list[Share]:
        """How much of each documented scope is built, the most first."""
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for article in self.articles.values():
            if article.documented is not None:
                count = counts[",".join(article.documented.scope) or "(none)"]
                count[0] += article.built
                count[1] += 1
        shares = [Share(scope, *count) for scope, count in counts.items()]
        return sorted(shares, key=lambda share: (-share.built, share.name))

    def covered(self) -> Share:
        """How much of all that is documented is built."""
        shares = self.coverage()
        return Share("", sum(share.built for share in shares), sum(share.documented for share in shares))


@lru_cache(4)
def book_of(registry: Registry) -> Book:
    """The one book of a registry, for all who look up."""
    return Book(registry)


async def open_book(registry: Registry) -> Book:
    """The one book of a registry, read aside from the event loop when it is first opened."""
    book = book_of(registry)
    if "articles" not in vars(book):
        await asyncio.to_thread(getattr, book, "articles")
    return book


@cache
def _details() -> dict[str, dict[str, Any]]:
    return documented.details()


def words_of(text: str) -> list[str]:
    """The words that a search goes by, in small letters: without those that say nothing, and without the endings of
    plurals, so that a question finds what its words find."""
    words = [word for word in _SPLIT.split(text.lower()) if word]
    telling = [word for word in words if not _SAY_NOTHING.fullmatch(word)]
    return [_PLURAL.sub("", word) for word in telling or words][:MAX_WORDS]


def _place(words: list[str], whole: str, name: str, article: Article) -> int:
    """Where a method comes among what was found: up to ``_ALL`` when it has every word, ``_NOWHERE`` when too few."""
    if name == whole or article.called.lower() == whole:
        return 0
    if name.startswith(whole):
        return 1
    if all(word in name for word in words):
        return 2
    text = f"{name} {article.summary.lower()} {' '.join(article.scope)}"
    lacks = sum(word not in text for word in words)
    return _ALL + lacks if lacks * 2 < len(words) else _NOWHERE


def _group(prefix: str, articles: list[Article]) -> Group:
    depth = len(prefix.split(".")) if prefix else 0
    own, below = [], defaultdict(list)
    for article in articles:
        words = article.called.split(".")
        if len(words) <= depth + 1:
            own.append(article)
        else:
            below[".".join(words[: depth + 1]).lower()].append(article)
    groups = tuple(
        _group(".".join(found[0].called.split(".")[: depth + 1]), found) for _, found in sorted(below.items())
    )
    return Group(prefix, groups, tuple(own))
