"""Rows as JSON of the values that a database gives, where it does not write JSON itself.

Each selection has a Struct of its own. To make one takes a fourteenth of what a dict of as many fields takes, and to
write it two thirds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat, starmap
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from homeport.core.values import Write, same
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import Dialect
from homeport.store import Row

_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """How rows of a selection are made.

    :param kind: a row, made of the values in their order
    :param writers: what writes columns, by their places; the others are answered as they are stored
    :param empty: what writes the fields after them that have no column
    :param also: values that all rows have, after those
    """

    kind: type[msgspec.Struct]
    writers: tuple[tuple[int, Write], ...]
    empty: tuple[Write, ...]
    also: tuple[Any, ...]

    def rows(self, found: Sequence[Row], zone: ZoneInfo) -> msgspec.Raw:
        """Rows as they are answered, in one."""
        if not found:
            return msgspec.Raw(b"[]")
        columns: list[Any] = list(zip(*found, strict=True))
        for place, write in self.writers:
            columns[place] = _written(write, columns[place], zone)
        constant = (*(write(None, zone) for write in self.empty), *self.also)
        columns += (repeat(value, len(found)) for value in constant)
        return msgspec.Raw(_encode(list(starmap(self.kind, zip(*columns, strict=True)))))


def _written(write: Write, column: Sequence[Any], zone: ZoneInfo) -> Sequence[Any]:
    """A column as it is answered. Many are alike in all rows of a page, and most of those empty."""
    first = column[0]
    if type(first) is not float and column.count(first) == len(column):  # 0.0 and -0.0 are equal, and not alike
        return (write(first, zone),) * len(column)
    return [write(value, zone) for value in column]


@lru_cache(512)
def shape_of(
    collection: Collection, dialect: Dialect, names: tuple[str, ...], also: tuple[tuple[str, Any], ...]
) -> Shape | None:
    """The shape of a selection; None where rows have members of their own.

    :param names: the fields'
    :param also: names and values that all rows have, after the fields
    """
    fields = [collection.fields.by_name[name] for name in names]
    if any(field.multiple for field in fields):
        return None
    columns = [field for field in fields if collection.selectable(field)]
    empty = [field for field in fields if not collection.selectable(field)]
    called = [*(dialect.name(field) for field in (*columns, *empty)), *(name for name, _ in also)]
    return Shape(
        _kind(called),
        tuple(
            (place, dialect.writer(field)) for place, field in enumerate(columns) if dialect.writer(field) is not same
        ),
        tuple(dialect.writer(field) for field in empty),
        tuple(value for _, value in also),
    )


def _kind(called: Sequence[str]) -> type[msgspec.Struct]:
    """A Struct whose members have these names, which may be none of Python's."""
    members = {f"m{number}": name for number, name in enumerate(called)}
    return msgspec.defstruct("Row", [(member, Any) for member in members], rename=members, gc=False)
