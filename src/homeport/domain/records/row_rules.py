"""Rules that rows of many collections hold to, made of what each of them names."""

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, bindparam, select

from homeport.core.errors import ErrorKind
from homeport.domain.records.collection import Change, Hook
from homeport.store import Query, constant


def exists(table: Table, **within: Any) -> Query:
    """Whether there is a row of a number, which is the parameter ``id``.

    :param within: the columns by which the rows that count are told from others of the table
    """
    ours = (table.c[name] == constant(value) for name, value in within.items())
    return Query(select(table.c.ID).where(table.c.ID == bindparam("id"), *ours))


def names(column: str, table: Table, refusal: ErrorKind | None = None, **within: Any) -> Hook:
    """What a row names in a column is a row of another table.

    :param refusal: how another value is refused; as one that the field cannot hold unless given
    """
    query = exists(table, **within)

    def check(change: Change) -> None:
        number = change.new.get(column)
        if number is None or number == change.old.get(column):
            return
        if change.ctx.tx.one(query, id=number) is None:
            raise refusal() if refusal is not None else change.dialect.misfit(change.collection.fields.by_name[column])

    return check


def alone(table: Table, columns: tuple[str, ...], refusal: ErrorKind) -> Hook:
    """No two rows of a table share the values of some columns, which never change."""
    query = Query(select(table.c[columns[0]]).where(*(table.c[name] == bindparam(name) for name in columns)))

    def check(change: Change) -> None:
        values = {name: change.new.get(name) for name in columns}
        if change.old or None in values.values():
            return
        if change.ctx.tx.one(query, **values) is not None:
            raise refusal()

    return check


def not_emptied(kinds: Mapping[str, ErrorKind]) -> Hook:
    """Fields that may be left out of a change, but not be said to be empty; each with its refusal."""

    def check(change: Change) -> None:
        for name, kind in kinds.items():
            if name in change.said and change.said[name] is None:
                raise kind()

    return check


def kept(*columns: str) -> Hook:
    """Fields that clients say again in every change, and that nobody changes."""

    def keep(change: Change) -> None:
        if change.old:
            change.new.update((name, change.old[name]) for name in columns)

    return keep


def external_code(table: Table, number: int) -> str:
    """An external code for a row that came without one."""
    return "bx_" + hashlib.blake2b(f"{table.name}:{number}".encode(), digest_size=7).hexdigest()[:13]


def coded(change: Change) -> None:
    """Give a new row an external code, if the client has not."""
    if change.new.get("XML_ID"):
        return
    if not change.old:
        number = change.new["ID"]
        change.new["XML_ID"] = external_code(change.collection.table, number)
        change.ctx.tx.update(change.collection.table, {"ID": number}, {"XML_ID": change.new["XML_ID"]})
