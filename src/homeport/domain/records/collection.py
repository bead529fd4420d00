"""A collection: the rows of a table behind some verbs, declared once.

What is alike in all of them is in :mod:`writing` and :mod:`reading`; what is particular is a plain function beside the
declaration, named in it.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Table, and_, bindparam, true

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import FieldTable
from homeport.domain.records.rows import Order

Values = dict[str, Any]
Key = Mapping[str, Any]
"""The columns that tell a row from all others, with their values."""

ADD, UPDATE, DELETE = "ADD", "UPDATE", "DELETE"
"""What events say of a change."""


def _every_row(grant: Hashable, row: FromClause, scans: bool) -> ColumnElement[bool]:
    return true()


def _any_list(ctx: Ctx, asked: Mapping[str, Any]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Access:
    """Who may do what to rows.

    :param grant: what the caller's rights to an operation come to, as a value that statements are compiled for; None
        when they come to nothing
    :param covers: the rows that a grant covers, as SQL over the table or an alias of it; its last argument says whether
        the statement looks at many rows. The caller's id is the parameter ``actor``
    :param lists: whether the caller may list rows by a filter at all, where that takes more than a grant to read some
    """

    grant: Callable[[Ctx, Operation], Hashable | None]
    covers: Callable[[Any, FromClause, bool], ColumnElement[bool]] = _every_row
    lists: Callable[[Ctx, Mapping[str, Any]], bool] = _any_list


EVERYBODY = Access(lambda ctx, operation: True)
"""For whoever calls."""

ADMINISTRATORS = Access(lambda ctx, operation: True if ctx.actor.is_admin else None)
"""For administrators alone."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row that is being written, as hooks see it.

    :param old: the stored values; empty for a new row
    :param new: the values to be written, which hooks before the write may change; empty for a row to be deleted
    """

    ctx: Ctx
    collection: "Collection"
    dialect: Dialect
    old: Values
    new: Values

    @property
    def row(self) -> Values:
        """The row as it will be, or was."""
        return {**self.old, **self.new}


Hook = Callable[[Change], None]


@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """One collection.

    :param noun: what a row is called, as answers name it
    :param plural: what rows are called
    :param key: the columns that tell rows apart; numbered by the table where it is ``ID`` alone
    :param order: what lists are sorted by when the caller does not say
    :param before_save: rules, run in order before a row is written
    :param after_save: what follows from it, run in order when it is written
    :param before_delete: rules, run in order before a row is deleted
    :param tell: tells of a change: ADD, UPDATE or DELETE
    """

    noun: str
    plural: str
    table: Table
    fields: FieldTable
    access: Access
    key: tuple[str, ...] = ("ID",)
    order: Order = (("ID", False),)
    before_save: tuple[Hook, ...] = ()
    after_save: tuple[Hook, ...] = ()
    before_delete: tuple[Hook, ...] = ()
    tell: Callable[[Change, str], None] | None = None
    columns: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(self.fields.columns))

    def is_row(self, row: FromClause) -> ColumnElement[bool]:
        """Which row a key means, as SQL; its parameters are ``key_ID`` and so on."""
        return and_(*(row.c[name] == bindparam(f"key_{name}") for name in self.key))


def parameters(key: Key) -> dict[str, Any]:
    """A key as the parameters of a statement."""
    return {f"key_{name}": value for name, value in key.items()}
