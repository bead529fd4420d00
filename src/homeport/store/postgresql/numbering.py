"""How rows get their numbers: as SQLite gives them, so that both stores answer the same.

Tables whose numbers are never given twice have a counter each, in a row that the writing transaction counts up: undone
with it, so nothing is skipped. The others go on from the highest number there is. Only one transaction writes to a
portal at a time, so nobody waits for a counter.
"""

from collections.abc import Iterable

from sqlalchemy import Column, ColumnElement, Integer, MetaData, Table, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert

from homeport.store.query import Query

NUMBERING = Table(
    "homeport_numbering", MetaData(), Column("NAME", Text, primary_key=True), Column("LAST", Integer, nullable=False)
)
"""The highest number that each table has given."""

CREATE = 'CREATE TABLE IF NOT EXISTS homeport_numbering ("NAME" text PRIMARY KEY, "LAST" bigint NOT NULL)'

COUNT_WRITE = 'UPDATE homeport_written SET "COUNT" = "COUNT" + 1'
"""The transactions that have written to a portal are numbered too: who has as many has everything."""

COUNT_WRITES = f"""
CREATE TABLE IF NOT EXISTS homeport_written ("COUNT" bigint NOT NULL) WITH (fillfactor = 50);
INSERT INTO homeport_written SELECT 0 WHERE NOT EXISTS (SELECT FROM homeport_written);
{COUNT_WRITE}
"""  # noqa: S608  nothing of a caller's


def never_repeats(table: Table) -> bool:
    """Whether the numbers of rows that are gone stay theirs."""
    return bool(table.dialect_options["sqlite"]["autoincrement"])


def insertion(table: Table, columns: Iterable[str]) -> Query:
    """Insert a row; its number, where the table numbers its rows.

    :param columns: those that are given, as parameters of their names
    """
    statement = insert(table).inline()
    values: dict[str, ColumnElement[int]] = {}
    number = table.autoincrement_column
    if number is not None and number.name not in columns:
        if never_repeats(table):
            counted = _count(table, 1).cte("counted")
            statement = statement.add_cte(counted)
            values[number.name] = select(counted.c.LAST).scalar_subquery()
        else:
            values[number.name] = select(func.coalesce(func.max(number), 0) + 1).scalar_subquery()
    statement = statement.values({name: bindparam(name) for name in columns} | values)
    return Query(statement if number is None else statement.returning(number))


def _count(table: Table, by: int):  # type: ignore[no-untyped-def]  # SQLAlchemy's own type has no short name
    statement = insert(NUMBERING).values(NAME=table.name, LAST=by)
    return statement.on_conflict_do_update(
        index_elements=[NUMBERING.c.NAME], set_={"LAST": NUMBERING.c.LAST + by}
    ).returning(NUMBERING.c.LAST)


def _given() -> Query:
    statement = insert(NUMBERING).values(NAME=bindparam("name"), LAST=bindparam("number"))
    return Query(
        statement.on_conflict_do_update(
            index_elements=[NUMBERING.c.NAME],
            set_={"LAST": func.greatest(NUMBERING.c.LAST, statement.excluded.LAST)},
        )
    )


GIVEN = _given()
"""Note that a row of a table, ``name``, got a ``number`` that its writer chose."""
