"""How many rows statements counted, kept as long as nobody commits: who turns the pages of a list asks for its total
with each, and to count a million rows takes as long as many pages."""

import threading
from collections.abc import Mapping
from typing import Any

from homeport.store.query import Query

MOST = 1_000
"""Totals that are kept of a store."""
MOST_VALUES = 50
"""Values of a statement whose total is kept."""

Key = tuple[Query, tuple[tuple[str, Any], ...]]


class Totals:
    """The totals of one store."""

    def __init__(self) -> None:
        self._found: dict[Key, tuple[int, int]] = {}
        self._lock = threading.Lock()

    def find(self, query: Query, params: Mapping[str, Any], commits: int) -> int | None:
        """What a statement counted, if nobody has committed since.

        :param commits: how many commits there were when the transaction began that asks
        """
        found = self._found.get(_key(query, params))
        return found[1] if found is not None and found[0] == commits else None

    def keep(self, query: Query, params: Mapping[str, Any], commits: int, total: int) -> None:
        """Keep what a statement counted.

        :param commits: how many commits there were when the transaction began that counted. It may see one more, of
            which nobody has been told yet; all who ask as of that moment are answered alike
        """
        key = _key(query, params)
        if len(key[1]) > MOST_VALUES:
            return
        with self._lock:
            self._found.pop(key, None)
            self._found[key] = commits, total
            if len(self._found) > MOST:
                del self._found[next(iter(self._found))]


def _key(query: Query, params: Mapping[str, Any]) -> Key:
    """A total by those parameters alone that the statement has: the moment is another each second."""
    return query, tuple((name, value) for name, value in params.items() if name in query.names)
