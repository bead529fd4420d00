"""Every method, built or only documented: found by name, by prefix, by words."""

import asyncio
from collections import defaultdict
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from homeport import documented
from homeport.reference import words
from homeport.reference.article import Article, describe
from homeport.reference.finding import Finder, Kind
from homeport.reference.uses import Uses
from homeport.rpc import Method, Registry


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

    @cached_property
    def finder(self) -> Finder:
        """The index of all that can be looked up."""
        return Finder(self.articles)

    @cached_property
    def uses(self) -> Uses:
        """Where types and codes are used."""
        return Uses(self.articles.values())

    def search(self, text: str, limit: int = 50) -> list[Article]:
        """The methods that a question is about, the best first."""
        found = self.finder.search(text, Kind.METHOD)[:limit]
        return [self.articles[entry.name.lower()] for entry in found]

    def instead_of(self, article: Article) -> list[Article]:
        """What is built and most like a method that is not."""
        named = self.search(" ".join(words.split(article.called)))
        return [each for each in named if each.built and not each.deprecated][:3]

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
    if "finder" not in vars(book):
        await asyncio.to_thread(getattr, book, "finder")
    return book


@cache
def _details() -> dict[str, dict[str, Any]]:
    return documented.details()


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
