"""Values that are files which come with an element: kept with it, and gone with it.

Source: ``files/how-to-upload-files.md``, ``files/how-to-update-files.md``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.core.uploads import Upload, read_changes
from homeport.domain.files import files
from homeport.domain.files.fields import NAMELESS
from homeport.domain.files.files import Refusals
from homeport.domain.iblock.definitions import Definition
from homeport.domain.iblock.fields import PropertyField
from homeport.domain.iblock.tables import VALUE
from homeport.domain.iblock.types import FILE
from homeport.domain.iblock.values import MOST, Given, PropertyValues
from homeport.domain.records.collection import Change
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field
from homeport.store import Query, Transaction

_HELD = Query(
    select(VALUE.c.ID, VALUE.c.VALUE)
    .where(VALUE.c.PROPERTY_ID == bindparam("property"), VALUE.c.ELEMENT_ID == bindparam("element"))
    .order_by(VALUE.c.ID)
)


class Sent(NamedTuple):
    """A file that an element is to have.

    :param id: of the value whose place it takes: of none
    """

    upload: Upload
    id: int | None = None


class FiledValues(PropertyValues):
    """Values among which are files that come with an element."""

    keeps = False
    """Whether the files that an element has stay beside new ones of a property of several."""

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[Any]:
        definition = definition_of(field)
        if definition.letter != FILE:
            return super().read(ctx, field, value, dialect, changes=False)
        wanted = [] if value is False else list(read_changes(value))
        if any(each.upload is None and not each.removes for each in wanted):
            raise ValueError("no file that is sent")
        found = [Sent(each.upload) for each in wanted if each.upload is not None]
        if len(found) > (MOST if definition.several else 1):
            raise ValueError("too many files")
        return found

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        fields = change.collection.fields.by_name
        super().save(change, {name: self.kept(change, fields[name], given) for name, given in values.items()})

    def kept(self, change: Change, field: Field, given: Sequence[Any]) -> list[Given]:
        """What is to be saved of a property, with files kept, and those gone that do not stay."""
        definition = definition_of(field)
        if definition.letter != FILE:
            return list(given)
        staying = [Given(*each) for each in stored(change.ctx.tx, definition.id, change.row["ID"])]
        if not (self.keeps and (definition.several or not given)):
            for each in staying:
                files.forget(change.ctx.tx, int(each.stored))
            staying = []

        def misfit() -> CallError:
            return change.dialect.misfit(field)

        named = (each.upload._replace(name=each.upload.name or NAMELESS) for each in given)
        return staying + [Given(None, str(files.save(change.ctx, each, Refusals(misfit, misfit)).id)) for each in named]


def stored(tx: Transaction, property_id: int, element: int) -> list[tuple[int, str]]:
    """The values that an element has of a property, each with its number."""
    return [(row[0], row[1]) for row in tx.all(_HELD, property=property_id, element=element)]


def held(tx: Transaction, property_id: int, element: int) -> list[int]:
    """The files that an element has by a property."""
    return [int(value) for _, value in stored(tx, property_id, element)]


def definition_of(field: Field) -> Definition:
    """The property that a field is."""
    assert isinstance(field, PropertyField)
    return field.definition
