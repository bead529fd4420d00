"""Texts of which parts are searched for, as their tables say.

Rows are looked up by the runs of three letters that a part has, and what is found is looked at once more. See
``docs/adr/0025-parts-of-texts-are-looked-up.md``.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import FromClause, MetaData, Table

SEARCHED = "searched"
PREFIX = "search"
"""What the names of all begin with that SQLite has for it, and PostgreSQL."""
RUN = 3
"""Letters that are looked up together."""

_SPECIAL, _ESCAPED = re.compile(r"[\\%_]"), r"\\\g<0>"
_PART = re.compile(r"\\(.)|([%_])", re.DOTALL)


class Place(NamedTuple):
    """A text that is searched.

    :param number: tells it from all others, for ever
    :param shares: the column that tells types apart which share the table; empty where none do
    """

    number: int
    table: str
    column: str
    shares: str = ""


def searched(**numbers: int) -> dict[str, Any]:
    """What a table's ``info`` says of its texts that are searched.

    :param numbers: of each such column the number that no other has or ever had
    """
    return {SEARCHED: numbers}


def places_of(table: FromClause) -> Iterator[Place]:
    """The texts of a table that are searched; of what is put together of several tables none."""
    if not isinstance(table, Table):
        return
    for name, number in table.info.get(SEARCHED, {}).items():
        yield Place(number, table.name, name, next((key.name for key in table.primary_key if key.name != "ID"), ""))


def places(metadata: MetaData) -> list[Place]:
    """All of them."""
    return [place for table in metadata.sorted_tables for place in places_of(table)]


def parts(pattern: str) -> list[str]:
    """The texts that a pattern of LIKE, with backslashes before letters that stand for themselves, has in one piece."""
    pieces, start = [""], 0
    for found in _PART.finditer(pattern):
        pieces[-1] += pattern[start : found.start()] + (found[1] or "")
        start = found.end()
        if found[2]:
            pieces.append("")
    pieces[-1] += pattern[start:]
    return [piece for piece in pieces if len(piece) >= RUN]


def pattern_of(part: str) -> str:
    """The pattern of LIKE that finds texts with a part."""
    return f"%{_SPECIAL.sub(_ESCAPED, part)}%"


def is_of_index(name: str) -> bool:
    """Whether a table of a file belongs to what texts are looked up by, and holds nothing of its own."""
    return name == PREFIX or name.startswith(f"{PREFIX}_")
