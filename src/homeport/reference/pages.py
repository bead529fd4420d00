"""Homeport's own documentation: the pages of ``docs/``, and the differences."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from homeport import documented
from homeport.reference import differences

_FOR_DEVELOPERS = frozenset(
    {"applications", "control-plane", "developer", "errors", "events", "mcp", "oauth", "portal-file", "testing"}
)


class Page(NamedTuple):
    """A page.

    :param name: of its file, without the ending
    :param title: its heading
    :param text: Markdown
    """

    name: str
    title: str
    text: str


def folder() -> Path:
    """Where the pages are: inside an installed package, or at the root of a checkout."""
    return documented.folder().with_name("docs")


@cache
def pages() -> tuple[Page, ...]:
    """Every page, by name."""
    found = [_page(path.stem, path.read_text(encoding="utf-8")) for path in folder().glob("*.md")]
    return tuple(sorted([*found, _page("differences", differences.text())]))


def for_developers() -> tuple[Page, ...]:
    """The pages for those who build applications and integrations."""
    return tuple(page for page in pages() if page.name in _FOR_DEVELOPERS)


def find(title: str) -> Page | None:
    """A page by its name or its title, in any case of letters."""
    wanted = title.strip().lower()
    return next((page for page in pages() if wanted in (page.name, page.title.lower())), None)


def _page(name: str, text: str) -> Page:
    return Page(name, text.partition("\n")[0].removeprefix("#").strip(), text)
