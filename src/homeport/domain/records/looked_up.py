"""A field of a row that another one names: an external code of its status, the name of its client."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, select

from homeport.core.ctx import Ctx
from homeport.domain.records.collection import Beside, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field


@dataclass(frozen=True, slots=True, eq=False)
class LookedUp(Beside):
    """A column of another table, of the row that a column names by its id. Nobody writes it here.

    :param by: the column that names the row
    :param table: where the row is
    :param name: its column
    """

    by: str
    table: Table
    name: str

    single = True
    computed = True

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> Any:
        raise AssertionError("nobody writes it")

    def holds(self, change: Change, values: Mapping[str, Any]) -> bool:
        return True

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        raise AssertionError("nobody writes it")

    def rows(self, collection: Collection, field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        raise AssertionError("filters compare the column")

    def column(self, collection: Collection, field: Field) -> ColumnElement[Any]:
        other = self.table.alias()
        mine = select(other.c[self.name]).where(other.c.ID == collection.table.c[self.by])
        return mine.correlate(collection.table).scalar_subquery()
