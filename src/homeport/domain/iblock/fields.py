"""Properties as fields of the elements of a block: ``propertyN``, and ``PROPERTY_N`` by its older spelling.

Sources: ``catalog-product-get-fields-by-filter.md``, ``catalog-product-offer-get-fields-by-filter.md``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core import values as v
from homeport.domain.iblock.definitions import Definition
from homeport.domain.iblock.tables import COMPARED
from homeport.domain.iblock.types import HTML, LIST, PARENT
from homeport.domain.records.fields import Field, FieldTable, Values

PREFIX = "PROPERTY_"


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyField(Field):
    """A property among the fields of an element. Its values are always kept beside.

    :param definition: what people said it is
    """

    definition: Definition

    @property
    def custom(self) -> bool:
        """Whether people have made it: always."""
        return True

    @property
    def several(self) -> bool:
        """Whether it holds several values."""
        return self.definition.several

    @property
    def compared(self) -> Callable[[Any, ZoneInfo], Any]:
        """Reads what filters compare the field with: a number, or the beginning of a text."""
        kind = self.definition.type
        if kind.is_number:
            return v.DOUBLE.read
        read = v.read_string if kind.code == HTML else kind.read

        def beginning(value: Any, zone: ZoneInfo) -> str | None:
            found = read(value, zone)
            return found[:COMPARED] if found else found

        return beginning

    def facts(self, *, universal: bool) -> Values:
        """What ``fields`` methods say of it."""
        definition = self.definition
        answer: Values = {
            "isDynamic": True,
            "isImmutable": False,
            "isMultiple": definition.several,
            "isReadOnly": False,
            "isRequired": definition.required == "Y",
            "propertyType": definition.letter,
            "userType": definition.user_type or "",
        }
        if universal:
            return {**answer, "type": "productproperty", "name": definition.name}
        if definition.letter == LIST:
            answer["values"] = [{"ID": str(entry.id), "VALUE": entry.value} for entry in definition.entries]
        return {**answer, "type": "product_property", "title": definition.name}


def field_of(definition: Definition) -> PropertyField:
    """A property as a field. What names the product of a variation is called by that."""
    item = "parentId" if definition.type.code == PARENT else f"property{definition.id}"
    return PropertyField(
        f"{PREFIX}{definition.id}",
        v.STRING,
        definition.name,
        item,
        multiple=True,
        stored=False,
        definition=definition,
    )


def property_fields(fields: FieldTable) -> list[PropertyField]:
    """Those of fields that are properties."""
    return [field for field in fields.custom if isinstance(field, PropertyField)]
