"""``crm.product.property.*``: properties of products, by their older name."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.catalog import catalogs, properties
from homeport.domain.catalog.listed_properties import LISTED
from homeport.domain.iblock.properties import BAD_CODE, NO_TYPE
from homeport.domain.iblock.tables import ENUM_FIELDS, NO_SETTINGS
from homeport.domain.iblock.types import TYPES, type_of
from homeport.domain.records.describing import described_field
from homeport.domain.records.dialect import CLASSIC
from homeport.methods.family import family
from homeport.rpc import NoParams, Params, method

UNKNOWN = ErrorKind("", "Property type or user type is not defined or invalid.")
_SETTING = {"isRequired": False, "isReadOnly": False, "isImmutable": False, "isMultiple": False, "isDynamic": False}


class OfType(Params):
    property_type: Any = None
    user_type: Any = None


@method("crm.product.property.types")
def types(ctx: Ctx, p: NoParams) -> list[dict[str, str]]:
    """List the types of properties."""
    return [
        {"PROPERTY_TYPE": kind.letter, "USER_TYPE": kind.user_type, "DESCRIPTION": kind.title}
        for kind in TYPES.values()
    ]


@method("crm.product.property.enumeration.fields")
def enumeration_fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the fields of an entry of a property of the type list."""
    own = [field for field in ENUM_FIELDS if field.name != "PROPERTY_ID"]
    return {field.name: described_field(field, CLASSIC) for field in own}


@method("crm.product.property.settings.fields", errors=(UNKNOWN,))
def settings_fields(ctx: Ctx, p: OfType) -> dict[str, Any]:
    """Describe what a property of a type can be told."""
    kind = type_of(str(p.property_type or "S"), str(p.user_type or ""))
    if kind is None:
        raise UNKNOWN()
    return {
        name.upper(): {"type": "integer" if isinstance(usual, int) else "string", **_SETTING, "title": name.upper()}
        for name, usual in kind.settings.items()
    }


METHODS = family(
    "crm.product.property",
    LISTED,
    CLASSIC,
    "add get list update delete fields",
    errors=(
        NO_TYPE,
        NO_SETTINGS,
        BAD_CODE,
        properties.NOT_A_CATALOG,
        properties.BAD_BLOCK,
        properties.ENTRY_TAKEN,
    ),
    leaving=(properties.STAYS,),
    narrowed={"IBLOCK_ID": catalogs.PRODUCTS},
)
