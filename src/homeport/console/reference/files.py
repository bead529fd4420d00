"""The reference as static files: the same pages, for a folder that any web server shows, or a browser from the disk."""

import asyncio
import shutil
from pathlib import Path

from homeport.console import reference
from homeport.console.pages import render
from homeport.console.reference import sheets
from homeport.console.reference.sheets import Links, Sheet
from homeport.portals.folder import DataFolder
from homeport.reference import Book, book_of
from homeport.reference.book import Group
from homeport.reference.running import Examples, examples_of
from homeport.rpc import Registry

STYLES = ("foundation.css", "parts.css", "reference.css", "reference-files.css")
OTHERS = ("homeport.svg", "console.js", "reference-files.js")
_STATIC = Path(reference.__file__).parents[1] / "static"


def write(place: Path, folder: DataFolder, registry: Registry) -> int:
    """Write every page below a folder, which is made when it is missing; how many there are.

    :param folder: whose demo baseline the examples run on
    """
    book = book_of(registry)
    for name in (*STYLES, *OTHERS):
        target = place / "static" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_STATIC / name, target)
    return asyncio.run(_write(place, book, examples_of(folder, registry)))


async def _write(place: Path, book: Book, examples: Examples) -> int:
    home = sheets.home(book)
    everything = list(book.articles.values())
    found = home._replace(values={**home.values, "text": "", "found": [], "everything": everything})
    _put(place, "index", found)
    _put(place, "coverage", sheets.coverage(book))
    _put(place, "differences", sheets.departures())
    _put(place, "types", sheets.types(book))
    _put(place, "errors", sheets.codes(book))
    count = 5
    pages = {f"types/{name}": sheets.type_(book, name) for name in book.uses.types}
    pages |= {f"errors/{name}": sheets.code(book, name) for name in book.uses.codes}
    for name, sheet in pages.items():
        if sheet is not None:
            _put(place, name, sheet)
            count += 1
    for group in _groups(book.root):
        _put(place, f"groups/{group.prefix}", sheets.group(book, group))
        count += 1
    for article in everything:
        shown = await examples.of(article) if article.built else None
        _put(place, f"methods/{article.name}", sheets.method(book, article, shown))
        count += 1
    return count


def _groups(group: Group) -> list[Group]:
    """Every group below one."""
    return [found for each in group.groups for found in (each, *_groups(each))]


def _put(place: Path, name: str, sheet: Sheet) -> None:
    up = "../" * name.count("/")
    text = render(
        sheet.template, layout="reference/outside.html", links=Links(up, ".html"), root_path=up, **sheet.values
    )
    target = place / f"{name}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
