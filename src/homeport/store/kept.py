"""Statements that are kept, as many as their size allows: callers choose shapes, and some are a thousand times as large
as others, so a count of them says little about memory."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from homeport.store.query import Query

P = ParamSpec("P")
S = TypeVar("S", bound=Query | tuple[Query, ...])

MOST = 64_000
"""Parts of all statements that are kept in a process. A part is a column or a parameter, and takes up to a kilobyte."""


class Kept:
    """Statements by their shapes; the one that has not been used for the longest makes room.

    :param most: parts
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._parts = 0
        self._found: dict[Any, tuple[Any, int]] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._found)

    def statements(self, build: Callable[P, S]) -> Callable[P, S]:
        """Keep what a function makes of a shape, which is what its parameters say; their parts are told by
        :func:`parts_of`."""

        @wraps(build)
        def kept(*shape: P.args, **named: P.kwargs) -> S:
            assert not named, "a shape is told by positions"
            key = (build, shape)
            with self._lock:
                found = self._found.pop(key, None)
                if found is not None:
                    self._found[key] = found
                    made: S = found[0]
                    return made
            return self._keep(key, _rebuildable(build, shape))

        return kept

    def _keep(self, key: tuple[Any, tuple[Any, ...]], made: S) -> S:
        parts = parts_of(key[1])
        if parts > self._most // 4:  # all others would make room for it
            return made
        with self._lock:
            if key not in self._found:  # another thread may have been faster
                self._found[key] = made, parts
                self._parts += parts
            while self._parts > self._most:
                self._parts -= self._found.pop(next(iter(self._found)))[1]
        return made


def parts_of(value: Any) -> int:
    """How many parts a shape has: those of tuples are added up, and what says ``parts`` of itself has these besides."""
    own: int = getattr(value, "parts", 0)
    return own + (sum(map(parts_of, value)) if isinstance(value, tuple) else 1)


def _rebuildable(build: Callable[..., S], shape: tuple[Any, ...]) -> S:
    """Statements that need not keep what they were compiled from."""
    made = build(*shape)
    if isinstance(made, Query):
        made.rebuilt_by(lambda: build(*shape))  # type: ignore[arg-type, return-value]
    else:
        for position, query in enumerate(made):
            query.rebuilt_by(lambda position=position: build(*shape)[position])  # type: ignore[misc, index]
    return made


KEPT = Kept()
"""The statements of a process."""
statements = KEPT.statements
