"""Texts found by the beginnings of their words.

Source: ``api-reference/chats/search/index.md``.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, literal

from homeport.store import texts

MOST = 8
"""Words that are searched for; more are not looked at."""
LONGEST = 2_000
"""Letters of what is searched for; more are not looked at."""


def of(phrase: str) -> list[str]:
    """The words of a phrase."""
    return texts.fold(phrase[:LONGEST]).split()[:MOST]


def parameters(words: Sequence[str]) -> dict[str, str]:
    """What a statement of :func:`all_begin` takes."""
    return {f"word{place}": f"% {_escaped(word)}%" for place, word in enumerate(words)}


def part(text: str) -> str:
    """What a folded text is like that has another in it."""
    return f"%{_escaped(texts.fold(text[:LONGEST]))}%"


def begins(column: ColumnElement[Any], place: int) -> ColumnElement[bool]:
    """Whether a word of a text begins with one of those that are searched for."""
    spaced = literal(" ", literal_execute=True) + column
    return texts.folded(spaced).like(bindparam(f"word{place}"), escape="\\")


def all_begin(count: int, within: Callable[[int], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Whether each of some words is found.

    :param within: whether one of them is, by its place
    """
    return and_(*(within(place) for place in range(count)))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
