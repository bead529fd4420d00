"""Statements with parameters, run by the driver's lower floor and kept prepared.

psycopg's cursors take as much of the processor for a short statement as all the rest of a call: they look at the text
anew each time, and make an object of everything. What they do with values is psycopg's own here, too.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from psycopg.pq.abc import PGresult

from homeport.store.transaction import Row

PREPARED = 500
"""Statements that a connection keeps prepared."""
TIMES = 3
"""How often a statement runs on a connection before it is prepared there."""
_PLACES = re.compile(r"%(?:%|\((\w+)\)s)")


class Found:
    """What a statement has done."""

    __slots__ = ("_result", "_rows")

    def __init__(self, rows: list[Row], result: PGresult) -> None:
        self._rows = rows
        self._result = result

    def fetchall(self) -> list[Row]:
        """Every row."""
        return self._rows

    def fetchone(self) -> Row | None:
        """The first row, if there is one."""
        return self._rows[0] if self._rows else None

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @property
    def rowcount(self) -> int:
        """How many rows were changed, or found."""
        return self._result.command_tuples or 0

    @property
    def description(self) -> list[tuple[str]]:
        """The columns: their names."""
        names = [self._result.fname(column) for column in range(self._result.nfields)]
        return [((name or b"").decode(),) for name in names]


class Known:
    """A statement, with values of some types, that ran on a connection.

    :ivar times: how often
    :ivar name: what it is prepared as; empty while it is not
    """

    __slots__ = ("name", "times")

    def __init__(self) -> None:
        self.times = 0
        self.name = b""


class Prepared:
    """What a connection keeps prepared; the one that has not run for the longest makes room."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[int, ...]], Known] = {}
        self._number = 0

    def find(self, text: str, types: tuple[int, ...]) -> Known:
        """What is known of a statement that runs now."""
        key = text, types
        known = self._known.pop(key, None) or Known()
        known.times += 1
        self._known[key] = known
        return known

    def next_name(self) -> bytes:
        """A name for another."""
        self._number += 1
        return b"homeport_%d" % self._number

    def surplus(self) -> bytes:
        """Let go of the oldest when there are too many; the name that is to be given up, if it has one."""
        if len(self._known) <= PREPARED:
            return b""
        return self._known.pop(next(iter(self._known))).name


@lru_cache(2_048)
def numbered(text: str) -> tuple[bytes, tuple[str, ...]]:
    """A statement with its parameters by numbers, and their names in that order."""
    names: dict[str, int] = {}

    def place(found: re.Match[str]) -> str:
        name = found[1]
        return "%" if name is None else f"${names.setdefault(name, len(names) + 1)}"

    return _PLACES.sub(place, text).encode(), tuple(names)
