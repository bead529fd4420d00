"""``contract/differences.md``: where Homeport answers otherwise than documented, or chose what is left open."""

import re
from functools import cache
from itertools import count

from markdown_it import MarkdownIt

from homeport import documented


def text() -> str:
    """The page as it is written."""
    return (documented.folder() / "differences.md").read_text(encoding="utf-8")


@cache
def html() -> str:
    """The page without its title, as HTML. Its tables can be scrolled aside by pointer and by keyboard."""
    _, _, below = text().partition("\n")
    return rendered(below)


def rendered(markdown: str) -> str:
    """Markdown of our own as HTML."""
    found = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    opened = (
        f'<div class="scroll" tabindex="0" role="region" aria-label="Table {number}"><table>' for number in count(1)
    )
    return re.sub("<table>", lambda _: next(opened), found).replace("</table>", "</table></div>")
