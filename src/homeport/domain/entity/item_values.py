"""The values of items' properties: one each, called by the property's code; files are kept with the item.

Source: ``api-reference/entity/items/``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.core.uploads import Upload, read_change
from homeport.core.values import is_empty
from homeport.domain.files import files
from homeport.domain.files.fields import NAMELESS
from homeport.domain.files.files import Refusals
from homeport.domain.iblock.definitions import Definition
from homeport.domain.iblock.fields import PREFIX, PropertyField, field_of
from homeport.domain.iblock.tables import VALUE
from homeport.domain.iblock.types import FILE
from homeport.domain.iblock.values import Given, PropertyValues
from homeport.domain.records.collection import Change
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field
from homeport.store import Query, Transaction

_HELD = Query(
    select(VALUE.c.VALUE).where(VALUE.c.PROPERTY_ID == bindparam("property"), VALUE.c.ELEMENT_ID == bindparam("item"))
)


class Sent(NamedTuple):
    """A file that an item is to have.

    :param id: of the value whose place it takes: of none, a new one is put in place of the old
    """

    upload: Upload
    id: int | None = None


def called_by_code(definition: Definition) -> PropertyField:
    """A property as a field of items: ``PROPERTY_PRICE``."""
    return replace(field_of(definition), name=f"{PREFIX}{str(definition.code).upper()}", item="")


class ItemValues(PropertyValues):
    """The values of items: texts and numbers as they are, files by their numbers."""

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[Any]:
        assert isinstance(field, PropertyField)
        if field.definition.letter != FILE:
            if isinstance(value, dict | list):
                raise ValueError("several values")
            return super().read(ctx, field, value, dialect, changes=False)
        if is_empty(value) or value is False:
            return []
        wanted = read_change(value)
        if wanted.upload is None and not wanted.removes:
            raise ValueError("no file")
        return [] if wanted.upload is None else [Sent(wanted.upload)]

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        fields = change.collection.fields.by_name
        super().save(change, {name: self._kept(change, fields[name], given) for name, given in values.items()})

    def _kept(self, change: Change, field: Field, given: Sequence[Any]) -> list[Given]:
        """What is to be saved, with files kept, and those that were there gone."""
        assert isinstance(field, PropertyField)
        if field.definition.letter != FILE:
            return list(given)
        for number in held(change.ctx.tx, field.definition.id, change.row["ID"]):
            files.forget(change.ctx.tx, number)

        def misfit() -> CallError:
            return change.dialect.misfit(field)

        uploads = (each.upload for each in given)
        named = (each._replace(name=each.name or NAMELESS) for each in uploads)
        return [Given(None, str(files.save(change.ctx, each, Refusals(misfit, misfit)).id)) for each in named]

    def shown(self, definition: Definition, values: Sequence[tuple[int, str]], zone: ZoneInfo) -> Any:
        return next((definition.type.write(value, zone) for _, value in values), None)


def held(tx: Transaction, property_id: int, item: int) -> list[int]:
    """The files that an item has by a property."""
    return [int(row[0]) for row in tx.all(_HELD, property=property_id, item=item)]


VALUES = ItemValues()
