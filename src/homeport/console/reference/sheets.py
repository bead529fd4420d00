"""The pages of the reference, apart from where they are shown: a template and its values each."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from homeport.console.json_text import coloured, written
from homeport.reference import Article, Book, differences
from homeport.reference.book import Group
from homeport.reference.running import Shown

_NAME = re.compile(r"(\b[A-Za-z_]\w*(?:\.\w+)+)")


class Links(NamedTuple):
    """Where the pages are.

    :param root: what their addresses begin with
    :param ending: what they end with
    """

    root: str = "/reference/"
    ending: str = "/"

    @property
    def home(self) -> str:
        """The first page."""
        return self.root if self.ending == "/" else f"{self.root}index{self.ending}"

    def to(self, name: str) -> str:
        """A page by its name."""
        return f"{self.root}{name}{self.ending}"

    def method(self, name: str) -> str:
        """A method's page."""
        return self.to(f"methods/{name}")

    def type(self, name: str) -> str:
        """A type's page."""
        return self.to(f"types/{name}")

    def code(self, code: str) -> str:
        """The page of an error's code."""
        return self.to(f"errors/{code}")

    def group(self, prefix: str) -> str:
        """The page of methods whose names begin alike."""
        return self.to(f"groups/{prefix}") if prefix else self.home


class Sheet(NamedTuple):
    """A page.

    :param template: the name of its template
    """

    template: str
    values: dict[str, Any]


def home(book: Book) -> Sheet:
    """The first page: what there is."""
    return Sheet("reference/home", {"root": book.root, "covered": book.covered()})


def group(book: Book, found: Group) -> Sheet:
    """Methods whose names begin alike."""
    return Sheet("reference/group", {"group": found, "crumbs": _crumbs(book, found.prefix)[:-1]})


def method(book: Book, article: Article, shown: Shown | None, documentation: str = "") -> Sheet:
    """One method.

    :param shown: its example, when it is built
    :param documentation: address of the documentation's pages, with ``{path}`` in it, where the portal was told it
    """
    details = article.details
    values: dict[str, Any] = {"article": article, "crumbs": _crumbs(book, article.prefix), "shown": shown}
    values["mentions"] = mentions(book)
    values["uses"] = book.uses
    values["page_at"] = _page_at(article, documentation)
    values["instead"] = () if article.built else book.instead_of(article)
    if shown is not None:
        values |= {
            "asked": coloured(shown.params),
            "asked_text": written(shown.params),
            "answer": coloured(shown.answer),
        }
    elif details.get("request_example") is not None:
        values |= {
            "asked": coloured(details["request_example"]),
            "asked_text": written(details["request_example"]),
            "answer": coloured(details["response_example"]) if details.get("response_example") is not None else None,
        }
    else:
        values |= {"asked": None, "asked_text": "", "answer": None}
    return Sheet("reference/method", values)


def types(book: Book) -> Sheet:
    """Every type."""
    return Sheet("reference/types", {"types": book.uses.types.values()})


def type_(book: Book, name: str) -> Sheet | None:
    """One type, with the methods that have it."""
    found = book.uses.types.get(name)
    return Sheet("reference/type", {"type": found}) if found else None


def codes(book: Book) -> Sheet:
    """Every code of an error."""
    return Sheet("reference/codes", {"codes": book.uses.codes.values()})


def code(book: Book, name: str) -> Sheet | None:
    """One code, with the methods that end with it."""
    found = book.uses.codes.get(name)
    return Sheet("reference/code", {"code": found}) if found else None


def coverage(book: Book) -> Sheet:
    """How much of the documented surface is built."""
    return Sheet("reference/coverage", {"shares": book.coverage(), "covered": book.covered()})


def departures() -> Sheet:
    """Where Homeport differs from the documentation."""
    return Sheet("reference/differences", {"text": Markup(differences.html())})  # noqa: S704  of our own file


def mentions(book: Book) -> Callable[[str], Iterator[tuple[str, str]]]:
    """What takes a text apart into what is a method's name, with the name that its page has, and what is none."""

    def apart(text: str) -> Iterator[tuple[str, str]]:
        for part in _NAME.split(text):
            found = book.find(part) if "." in part else None
            yield part, found.name if found else ""

    return apart


def _page_at(article: Article, documentation: str) -> str:
    """Where the method's page of the documentation is; empty when nobody has said."""
    if article.documented is None or not documentation:
        return ""
    return documentation.replace("{path}", quote(article.documented.page.removesuffix(".md")))


def _crumbs(book: Book, prefix: str) -> list[tuple[str, str]]:
    """Word and prefix of each step to a group, spelled as the group is: letters differ in case between methods."""
    words = prefix.split(".") if prefix else []
    groups = (book.group(".".join(words[: count + 1])) for count in range(len(words)))
    return [(word, group.prefix if group else "") for word, group in zip(words, groups, strict=True)]
