"""The values of elements' properties, by their numbers; files of the disk are shown with the element.

Sources: ``lists-element-get.md``, ``lists-element-add.md``, ``files/how-to-update-files.md``.
"""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.domain.disk import access, attached, objects
from homeport.domain.disk.access import Level
from homeport.domain.iblock.definitions import Definition
from homeport.domain.iblock.filed import FiledValues, definition_of, stored
from homeport.domain.iblock.types import DISK_FILE, FILE
from homeport.domain.iblock.values import Given
from homeport.domain.lists.removal import KIND
from homeport.domain.records.collection import Change
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field

BY_ID = ErrorKind("ERROR_ELEMENT_FIELD_VALUE", "Writing file values by ID is not supported")
MODULE = "lists"


class ElementValues(FiledValues):
    """The values of elements: several are answered by their numbers, and so is one."""

    keeps = True

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[Any]:
        try:
            return super().read(ctx, field, value, dialect, changes=changes)
        except ValueError:
            if definition_of(field).letter == FILE:
                raise BY_ID() from None
            raise

    def kept(self, change: Change, field: Field, given: Sequence[Any]) -> list[Given]:
        definition = definition_of(field)
        if definition.type.code != DISK_FILE:
            return super().kept(change, field, given)
        ctx, element = change.ctx, change.row["ID"]
        held = stored(ctx.tx, definition.id, element)
        found = [Given(*each) for each in held if definition.several or not given]
        for number, value in held:
            if (number, value) not in found:
                attached.detach(ctx.tx, int(value))
        for each in given:
            if not _may_read(ctx, int(each.stored)):
                raise change.dialect.misfit(field)
            found.append(Given(None, str(attached.attach(ctx, int(each.stored), MODULE, KIND, element))))
        return found

    def shown(self, definition: Definition, values: Sequence[tuple[int, str]], zone: ZoneInfo) -> Any:
        return {str(number): definition.type.write(value, zone) for number, value in values} or None


def _may_read(ctx: Ctx, file: int) -> bool:
    try:
        objects.find(ctx, objects.FILE, file)
        access.require(ctx, Level.READ, file)
    except CallError:
        return False
    return True


VALUES = ElementValues()
