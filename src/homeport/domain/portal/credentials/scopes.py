"""Scopes as people choose them: words, and one more word that stands for every documented one.

Source: ``api-reference/scopes/permissions.md``.
"""

from collections.abc import Iterable, Set

from homeport import documented
from homeport.core.ctx import BASIC

ALL = "all"
"""Stands for every documented scope, and is stored as these. No scope is called so."""


def expanded(words: Set[str]) -> frozenset[str]:
    """Words as they are stored: :data:`ALL` gives way to what it stands for."""
    return frozenset(words - {ALL} | documented.all_scopes() - {BASIC} if ALL in words else words)


def notes(words: Iterable[str]) -> list[str]:
    """A line for each word that is no documented scope. It is kept all the same: portals know scopes of their own."""
    known = documented.all_scopes() | {ALL}
    return [f"there is no documented scope {word}, and no method needs it" for word in sorted(set(words) - known)]
