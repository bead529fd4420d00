"""The values of items' properties: one each, called by the property's code; files are kept with the item.

Source: ``api-reference/entity/items/``.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core.ctx import Ctx
from homeport.domain.iblock.definitions import Definition
from homeport.domain.iblock.fields import PREFIX, PropertyField, field_of
from homeport.domain.iblock.filed import FiledValues, definition_of
from homeport.domain.iblock.types import FILE
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field


def called_by_code(definition: Definition) -> PropertyField:
    """A property as a field of items: ``PROPERTY_PRICE``."""
    return replace(field_of(definition), name=f"{PREFIX}{str(definition.code).upper()}", item="")


class ItemValues(FiledValues):
    """The values of items: texts and numbers as they are, files by their numbers."""

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[Any]:
        if definition_of(field).letter != FILE and isinstance(value, dict | list):
            raise ValueError("several values")
        return super().read(ctx, field, value, dialect, changes=changes)

    def shown(self, definition: Definition, values: Sequence[tuple[int, str]], zone: ZoneInfo) -> Any:
        return next((definition.type.write(value, zone) for _, value in values), None)


VALUES = ItemValues()
