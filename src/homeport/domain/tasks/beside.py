"""What a task has beside its row: people, tasks before it, tags, bindings to the CRM, and what it is to a reader."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, bindparam, case, exists, select, update

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty, read_integer, read_string
from homeport.domain.records.collection import Beside, Change, Collection, Ordered
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks.tables import TASK, TASK_LIST, TASK_SIGN, TASK_WORD
from homeport.store import Query, Transaction, constant, padded

MAX_VALUES = 1_000

Read = Callable[[Ctx, str, Any], Any]
"""What is kept of one value; ValueError for what cannot be."""


_FOLLOW = Query(
    update(TASK_LIST)
    .where(TASK_LIST.c.TASK_ID == bindparam("task"), TASK_LIST.c.FIELD == bindparam("field"))
    .values(DEADLINE=select(TASK.c.DEADLINE).where(TASK.c.ID == bindparam("task")).scalar_subquery())
)


class Several(Beside):
    """Fields of several values, in rows of a table by the name of the field.

    :param read: one value as it is kept
    :param write: one kept value as it is answered
    """

    def __init__(self, table: Table, read: Read, write: Callable[[Any], Any] = str) -> None:
        self._table, self._read, self._write = table, read, write

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> Any:
        given = as_map(value).values() if isinstance(value, dict | list) else (value,)
        found = dict.fromkeys(self._read(ctx, field.name, each) for each in given if not is_empty(each))
        if len(found) > MAX_VALUES:
            raise ValueError("too many")
        return list(found)

    def holds(self, change: Change, values: Mapping[str, Any]) -> bool:
        task = change.row["ID"]
        held = kept(change.ctx.tx, self._table, values, [task]).get(task, {})
        return all(held.get(name, []) == wanted for name, wanted in values.items())

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        for name, wanted in values.items():
            put(change.ctx.tx, self._table, change.row["ID"], name, wanted)

    def written(
        self, tx: Transaction, collection: Collection, dialect: Dialect, fields: Sequence[Field], ids: Sequence[int]
    ) -> dict[int, Values]:
        shown = [field for field in fields if dialect.shown(field)]
        held = kept(tx, self._table, [field.name for field in shown], ids)
        return {
            task: {dialect.name(field): [*map(self._write, held.get(task, {}).get(field.name, ()))] for field in shown}
            for task in ids
        }

    def rows(self, collection: Collection, field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        return select(self._table.c.TASK_ID).where(self._table.c.FIELD == constant(field.name)), self._table.c.VALUE


class Listed(Several):
    """Fields of several ids. Tasks are ordered by their deadlines where a list looks for one id."""

    def __init__(self, read: Read) -> None:
        super().__init__(TASK_LIST, read)

    def ordered(self, field: Field, by: str) -> Ordered | None:
        if by != "DEADLINE":
            return None
        listed = TASK_LIST.alias()  # conditions look into the table too
        return Ordered(listed.c.TASK_ID, listed.c.VALUE, listed.c.DEADLINE, listed.c.FIELD == constant(field.name))


def put(tx: Transaction, table: Table, task: int, field: str, values: Sequence[Any]) -> None:
    """Put values in place of those that a task had."""
    tx.delete(table, TASK_ID=task, FIELD=field)
    rows = [{"TASK_ID": task, "FIELD": field, "POSITION": place, "VALUE": each} for place, each in enumerate(values)]
    tx.insert_many(table, rows)
    if table is TASK_LIST:
        tx.execute(_FOLLOW, task=task, field=field)


def kept(
    tx: Transaction, table: Table, fields: Mapping[str, Any] | Sequence[str], ids: Sequence[int]
) -> dict[int, dict[str, list[Any]]]:
    """The values of some tasks, by task and field."""
    found: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    if ids and fields:
        size = padded(len(ids))
        wanted = {f"id{place}": ids[min(place, len(ids) - 1)] for place in range(size)}
        for task, field, value in tx.all(_of_tasks(table, size), **wanted):
            if field in fields:
                found[task][field].append(value)
    return found


@lru_cache(128)
def _of_tasks(table: Table, count: int) -> Query:
    return Query(
        select(table.c.TASK_ID, table.c.FIELD, table.c.VALUE)
        .where(table.c.TASK_ID.in_([bindparam(f"id{place}") for place in range(count)]))
        .order_by(table.c.TASK_ID, table.c.FIELD, table.c.POSITION)
    )


def read_id(ctx: Ctx, field: str, value: Any) -> int:
    """An id that a client sent."""
    number = read_integer(value, ctx.clock.zone)
    if not number or number < 0:
        raise ValueError("not an id")
    return number


def read_word(ctx: Ctx, field: str, value: Any) -> str:
    """A text that a client sent, without blanks around it."""
    text = (read_string(value, ctx.clock.zone) or "").strip()
    if not text:
        raise ValueError("not a text")
    return text


class Sign(Beside):
    """Whether a task is something to whoever asks: favourite, pinned, muted."""

    single = True

    def rows(self, collection: Collection, field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        return select(TASK_SIGN.c.TASK_ID).where(*_of_caller(field)), constant("Y")

    def column(self, collection: Collection, field: Field) -> ColumnElement[str]:
        is_there = exists().where(*_of_caller(field), TASK_SIGN.c.TASK_ID == collection.table.c.ID)
        return case((is_there.correlate(collection.table), constant("Y")), else_=constant("N"))


def _of_caller(field: Field) -> tuple[ColumnElement[bool], ...]:
    return TASK_SIGN.c.USER_ID == bindparam("actor"), TASK_SIGN.c.FIELD == constant(field.name)


class Computed(Beside):
    """A value that follows from the row, the moment and whoever asks.

    :param expression: the value as SQL over the table of tasks
    """

    single = True
    computed = True

    def __init__(self, expression: Callable[[FromClause], ColumnElement[Any]]) -> None:
        self._expression = expression

    def column(self, collection: Collection, field: Field) -> ColumnElement[Any]:
        return self._expression(collection.table)


SIGN = Sign()
WORDS = Several(TASK_WORD, read_word)
