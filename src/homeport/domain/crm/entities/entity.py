"""What an entity is: a type id, a table of fields, and the few rules in which it differs from the others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Index, Integer, Table

from homeport.core.ctx import Ctx
from homeport.domain.records.fields import Field, FieldTable, Values
from homeport.store.schema import METADATA
from homeport.store.texts import ORDER, ordered_column


@dataclass(frozen=True, slots=True)
class Stages:
    """Where an entity keeps its stage.

    :param field: the classic name of the stage field
    :param directory: the directory of category 0 or of all; ``{type}`` and ``{category}`` are filled in
    :param other: the directory of other categories
    :param semantics: the field that says whether the stage is in progress, won or lost; empty when there is none
    """

    field: str
    directory: str
    other: str = ""
    semantics: str = ""

    def directory_of(self, entity_type_id: int, category_id: int | None) -> str:
        """The directory that the stages of a category are in."""
        form = self.other if self.other and category_id else self.directory
        return form.format(type=entity_type_id, category=category_id or 0)


Hook = Callable[[Ctx, "Entity", Values, Values], None]
"""Called before a record is written with the stored values (empty for a new record) and the new ones, which it may
change."""


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """One entity type.

    :param type_id: the documented object type id
    :param table: the records' table
    :param fields: its fields
    :param stages: where it keeps its stage
    :param title: what a record without a name is called, with its ``{id}``
    :param named_by: the fields of which one at least must be filled; the first takes the ``title``
    :param first: the fields to which the classic methods give the first entry of their directory in a new record
    :param days: the dates that they give it, each with the days from now on
    :param before_save: rules of its own, run in order before each write
    """

    type_id: int
    table: Table
    fields: FieldTable
    title: str
    stages: Stages | None = None
    named_by: tuple[str, ...] = ("TITLE",)
    first: tuple[str, ...] = ()
    days: Mapping[str, int] = field(default_factory=dict)
    before_save: tuple[Hook, ...] = ()
    column_names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "column_names", tuple(self.fields.columns))

    @property
    def must_stay_named(self) -> bool:
        """Whether a change that takes the name away is refused, rather than left out."""
        return len(self.named_by) > 1 or self.fields.by_name[self.named_by[0]].required

    @property
    def has_multifields(self) -> bool:
        """Whether its records have phones and addresses."""
        return "PHONE" in self.fields.by_name


def record_table(
    name: str, fields: FieldTable, *indexed: str, texts: Mapping[str, Any], headline: str = "TITLE"
) -> Table:
    """The table that a field table describes.

    :param indexed: columns that lists filter by, beside the responsible and the modification time
    :param texts: those that are searched, as :func:`searched` says it
    :param headline: the text that lists are ordered by
    """
    columns = [entry.column() for entry in _ordered(fields)]
    return Table(
        name,
        METADATA,
        *columns,
        ordered_column(headline),
        Index(f"{name}_{headline.lower()}_order", headline + ORDER, headline, "ID"),
        Index(f"{name}_access", *_access(fields)),
        *(Index(f"{name}_{column.lower()}", column) for column in indexed),
        info=dict(texts),
        sqlite_autoincrement=True,
    )


def shared_record_table(name: str, fields: FieldTable, *indexed: str, texts: Mapping[str, Any]) -> Table:
    """A table that many types share: its records are numbered within their type."""
    columns = [entry.column() for entry in _ordered(fields) if entry.name != "ID"]
    return Table(
        name,
        METADATA,
        Column("ENTITY_TYPE_ID", Integer, primary_key=True),
        Column("ID", Integer, primary_key=True),
        *columns,
        ordered_column("TITLE"),
        Index(f"{name}_title_order", "ENTITY_TYPE_ID", "TITLE" + ORDER, "TITLE", "ID"),
        Index(f"{name}_access", "ENTITY_TYPE_ID", *_access(fields)),
        *(Index(f"{name}_{column.lower()}", "ENTITY_TYPE_ID", column) for column in indexed),
        info=dict(texts),
        sqlite_with_rowid=False,
    )


def _access(fields: FieldTable) -> list[str]:
    """What rights look at: records are counted by an index that has all of it, which takes a third of reading them."""
    return [name for name in ("ASSIGNED_BY_ID", "OPENED", "CATEGORY_ID") if name in fields.columns]


_FIRST = ("ID", "ASSIGNED_BY_ID", "OPENED", "CATEGORY_ID")


def _ordered(fields: FieldTable) -> list[Field]:
    """The fields in the order of their columns. Those that access looks at come first: SQLite reads a row up to the
    last column that a statement needs."""
    return sorted(fields.columns.values(), key=lambda entry: entry.name not in _FIRST)
