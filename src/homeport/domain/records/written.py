"""Rows as JSON that the database has written, as far as it can write as we do.

To make a value of everything that a page has, a row of the values, and JSON of the row costs more than to read it. So
the database is asked for JSON: of the whole row where it can write all of it, else of pieces between what only we can
write, as moments in a zone that has summers. A template puts the pieces of a row together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import ColumnElement, Float, Integer, Text, cast, func

from homeport.core import values
from homeport.core.values import Write
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import Dialect
from homeport.store import Row, constant
from homeport.store.numbers import amount_of, fraction_of

PIECE = 60
"""Values in one piece: a function of SQLite takes 127 parameters, two for each."""

_AS_JSON: dict[Write, Callable[[ColumnElement[Any]], ColumnElement[Any]]] = {
    values.same: lambda column: column,
    values.as_text: lambda column: cast(column, Text),
    values.or_empty: lambda column: func.coalesce(column, constant("")),
    values.text_or_empty: lambda column: func.coalesce(cast(column, Text), constant("")),
    values.zero_for_none: lambda column: func.coalesce(column, constant(0)),
    values.money: amount_of,
    values.fraction_or_empty: lambda column: func.coalesce(fraction_of(column), constant("")),
}
"""What the database writes as we do."""
_OF_FRACTIONS = (values.money, values.fraction_or_empty)

_MIDNIGHT, _UTC = constant("T00:00:00+00:00"), constant("+00:00")


def _moment(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.replace(column, constant(" "), constant("T"), type_=Text()).concat(_UTC)


_IN_UTC: dict[Write, Callable[[ColumnElement[Any]], ColumnElement[Any]]] = {
    values.write_day: lambda column: column.concat(_MIDNIGHT),
    values.day_or_empty: lambda column: func.coalesce(column.concat(_MIDNIGHT), constant("")),
    values.write_moment: _moment,
    values.moment_or_empty: lambda column: func.coalesce(_moment(column), constant("")),
}
"""What it does so in a portal whose zone is that in which moments are stored."""

_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """How rows of a selection are written.

    :param columns: what is read of a row: pieces, and values between them
    :param ours: which of those are values, and what writes each
    :param template: a row, with a place for each column
    :param numbered: whether the row's id is read last, in whose place is written what is kept beside the row
    :param parts: what a statement has of it
    """

    columns: tuple[ColumnElement[Any], ...]
    ours: tuple[tuple[int, Write], ...]
    template: str
    numbered: bool
    parts: int

    def rows(self, found: Sequence[Row], zone: ZoneInfo, beside: Mapping[int, Mapping[str, Any]]) -> msgspec.Raw:
        """Rows as they are answered, in one.

        :param beside: what is kept beside them, by their ids
        """
        if not found:
            return msgspec.Raw(b"[]")
        columns = list(zip(*found, strict=True))
        for place, write in self.ours:
            columns[place] = tuple(_written(write, columns[place], zone))
        if self.numbered:
            columns[-1] = tuple(_members(beside.get(number)) for number in columns[-1])
        template = self.template
        return msgspec.Raw(f"[{','.join([template % row for row in zip(*columns, strict=True)])}]".encode())


def _members(values: Mapping[str, Any] | None) -> str:
    """More members of an object that has some."""
    return f",{_encode(values).decode()[1:-1]}" if values else ""


def _written(write: Write, column: Sequence[Any], zone: ZoneInfo) -> list[str]:
    nothing = _encode(write(None, zone)).decode()
    if write in values.PLAIN:
        return [nothing if value is None else f'"{write(value, zone)}"' for value in column]
    return [nothing if value is None else _encode(write(value, zone)).decode() for value in column]


def form_of(
    collection: Collection,
    dialect: Dialect,
    names: tuple[str, ...],
    also: tuple[tuple[str, Any], ...],
    zone: ZoneInfo,
) -> Form:
    """The form of a selection.

    :param names: the fields'
    :param also: names and values that all rows have, after the fields
    :param zone: the portal's
    """
    return _form(collection, dialect, names, also, zone.key == "UTC")


@lru_cache(1024)
def _form(
    collection: Collection,
    dialect: Dialect,
    names: tuple[str, ...],
    also: tuple[tuple[str, Any], ...],
    in_utc: bool,
) -> Form:
    known = _AS_JSON | _IN_UTC if in_utc else _AS_JSON
    wanted = [collection.fields.by_name[name] for name in names]
    columns: list[ColumnElement[Any]] = []
    ours: list[tuple[int, Write]] = []
    members: list[str] = []
    piece: dict[str, ColumnElement[Any]] = {}
    whole: dict[str, ColumnElement[Any]] = {}

    def close() -> None:
        if piece:
            # members without the braces: what is last is no brace, as no member is an object
            columns.append(func.trim(func.json_object(*_parts(piece)), constant("{}")))
            members.append("%s")
            piece.clear()

    selectable = [field for field in wanted if collection.selectable(field)]
    for field in selectable:
        name, write, column = dialect.name(field), dialect.writer(field), collection.column(field.name)
        as_json = known.get(write) if _holds(column, write) else None
        if as_json is None:
            close()
            ours.append((len(columns), write))
            columns.append(column)
            members.append(f"{_constant(name)}:%s")
        else:
            piece[name] = whole[name] = as_json(column)
            if len(piece) == PIECE:
                close()
    close()
    empty = [field for field in wanted if not field.multiple and not collection.selectable(field)]
    members += [_member(dialect.name(field), dialect.writer(field)(None, _ANYWHERE)) for field in empty]
    numbered = any(field.multiple for field in wanted)
    if members == ["%s"] and not numbered and not also:
        return Form((func.json_object(*_parts(whole)),), (), "%s", False, parts=3 * len(wanted))
    text = ",".join(members)
    if numbered:
        columns.append(collection.table.c.ID)
        text += "%s"
    text += "".join(f",{_member(*each)}" for each in also)
    return Form(tuple(columns), tuple(ours), f"{{{text}}}", numbered, parts=3 * len(wanted))


_ANYWHERE = ZoneInfo("UTC")
"""Nothing is written alike in every zone."""


def _member(name: str, value: Any) -> str:
    """A member of all rows, within a template."""
    return f"{_constant(name)}:{_constant(value)}"


def _constant(value: Any) -> str:
    return _encode(value).decode().replace("%", "%%")


def _parts(members: Mapping[str, ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    """What an object is made of."""
    return [part for name, value in members.items() for part in (constant(name), value)]


def _holds(column: ColumnElement[Any], write: Write) -> bool:
    """Whether a column is of the kind that the database writes so."""
    return isinstance(column.type, Float if write in _OF_FRACTIONS else Integer | Text)
