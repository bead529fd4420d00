"""Tables of properties of orders and shipments: what is asked of a buyer, in groups, by the type of the payer."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Index, PrimaryKeyConstraint, Table, Text, UniqueConstraint
from sqlalchemy.schema import Column

from homeport.core import values as v
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.sale.kinds import CODE, TEXT
from homeport.store import Transaction
from homeport.store.schema import METADATA

KINDS = ("STRING", "Y/N", "NUMBER", "ENUM", "FILE", "DATE", "LOCATION", "ADDRESS")
"""What a property may hold."""


def _shown(value: Any, zone: ZoneInfo) -> Any:
    return "" if value is None else msgspec.json.decode(value)


def _read_settings(value: Any, zone: ZoneInfo) -> str | None:
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return v.OBJECT.read(value, zone) if value else None


ANY = replace(v.OBJECT, name="any", item=_shown)
"""Whatever a client says, as it said it; nothing is an empty text."""
SETTINGS = replace(v.OBJECT, name="datatype", read=_read_settings)

_FLAGS = ("IS_PROFILE_NAME", "IS_PAYER", "IS_EMAIL", "IS_PHONE", "IS_ZIP", "IS_ADDRESS")
OF_KIND = {
    "STRING": _FLAGS,
    "LOCATION": ("IS_LOCATION", "IS_LOCATION4TAX", "INPUT_FIELD_LOCATION"),
    "ADDRESS": ("IS_ADDRESS_FROM", "IS_ADDRESS_TO"),
}
"""The fields that only properties of a kind have a use for."""
SETTINGS_OF = {
    "STRING": {
        "minlength": "integer", "maxlength": "integer", "pattern": "string", "multiline": "char", "cols": "integer",
        "rows": "integer", "size": "integer",
    },
    "NUMBER": {"max": "integer", "min": "integer", "step": "integer"},
    "ENUM": {"multielement": "char", "size": "integer"},
    "FILE": {"maxsize": "integer", "accept": "string"},
    "DATE": {"time": "char"},
}  # fmt: skip
"""What can be set for a property of a kind, and of which type it is."""


def _flag(name: str, title: str, default: str = "N") -> Any:
    return F(name, v.CHAR, title, default=default)


PROPERTY_FIELDS = FieldTable(
    (
        F("ACTIVE", v.CHAR, "Active", default="Y"),
        F("CODE", TEXT, "Code"),
        F("DEFAULT_VALUE", ANY, "Default"),
        F("DESCRIPTION", TEXT, "Description"),
        F("ID", v.INTEGER, "ID", read_only=True),
        F("INPUT_FIELD_LOCATION", v.STRING, "Not used", default="0"),
        *(
            _flag(name, name.capitalize().replace("_", " "))
            for name in (*_FLAGS, "IS_LOCATION", "IS_LOCATION4TAX", "IS_ADDRESS_FROM", "IS_ADDRESS_TO", "IS_FILTERED")
        ),
        _flag("MULTIPLE", "Several values"),
        F("NAME", v.STRING, "Name", required=True),
        F("PERSON_TYPE_ID", v.INTEGER, "Type of payers", required=True, immutable=True),
        F("PROPS_GROUP_ID", v.INTEGER, "Group", required=True, immutable=True),
        _flag("REQUIRED", "Must be filled"),
        F("SETTINGS", SETTINGS, "Settings"),
        F("SORT", v.INTEGER, "Sorting", default=100),
        F("TYPE", v.STRING, "Kind", required=True, immutable=True, values=KINDS),
        _flag("USER_PROPS", "In the profile of the buyer"),
        _flag("UTIL", "Not shown to buyers"),
        F("XML_ID", TEXT, "External code"),
    )
)

PROPERTY = Table(
    "sale_property",
    METADATA,
    *(field.column() for field in PROPERTY_FIELDS),
    Column("ENTITY_TYPE", Text, nullable=False),
    Index("sale_property_person_type", "PERSON_TYPE_ID"),
    Index("sale_property_of_group", "PROPS_GROUP_ID"),
    sqlite_autoincrement=True,
)
"""Of orders and of shipments: ``ENTITY_TYPE`` says which."""

GROUP_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("NAME", v.STRING, "Name", required=True),
        F("PERSON_TYPE_ID", v.INTEGER, "Type of payers", required=True),
        F("SORT", v.INTEGER, "Sorting", default=100),
    )
)

GROUP = Table(
    "sale_property_group",
    METADATA,
    *(field.column() for field in GROUP_FIELDS),
    Index("sale_property_group_person_type", "PERSON_TYPE_ID"),
    sqlite_autoincrement=True,
)

VARIANT_FIELDS = FieldTable(
    (
        F("DESCRIPTION", v.STRING, "Description"),
        F("ID", v.INTEGER, "ID", read_only=True),
        F("NAME", v.STRING, "Name", required=True),
        F("ORDER_PROPS_ID", v.INTEGER, "Property", required=True, immutable=True),
        F("SORT", v.INTEGER, "Sorting", default=100),
        F("VALUE", v.STRING, "Code", required=True),
        F("XML_ID", v.STRING, "External code"),
    )
)

VARIANT = Table(
    "sale_property_variant",
    METADATA,
    *(field.column() for field in VARIANT_FIELDS),
    Index("sale_property_variant_of", "ORDER_PROPS_ID"),
    sqlite_autoincrement=True,
)

RELATION_FIELDS = FieldTable(
    (
        F("ENTITY_ID", v.INTEGER, "Object", required=True, immutable=True),
        F("ENTITY_TYPE", v.STRING, "Type of the object", required=True, immutable=True, values=tuple("PDLT")),
        F("PROPERTY_ID", v.INTEGER, "Property", required=True, immutable=True),
    )
)

RELATION = Table(
    "sale_property_relation",
    METADATA,
    *(field.column() for field in RELATION_FIELDS),
    PrimaryKeyConstraint("PROPERTY_ID", "ENTITY_TYPE", "ENTITY_ID"),
    Index("sale_property_relation_object", "ENTITY_TYPE", "ENTITY_ID"),
)

DOMAIN_FIELDS = FieldTable(
    (
        F("DOMAIN", CODE, "Person or company", required=True, immutable=True, values=("I", "E")),
        F("PERSON_TYPE_ID", v.INTEGER, "Type of payers", required=True, immutable=True),
    )
)

DOMAIN = Table(
    "sale_person_domain",
    METADATA,
    *(field.column() for field in DOMAIN_FIELDS),
    PrimaryKeyConstraint("PERSON_TYPE_ID"),
)


def _value_fields(owner: str, property_id: str, kind: Any) -> FieldTable:
    return FieldTable(
        (
            F("CODE", v.STRING, "Code", read_only=True),
            F("ID", v.INTEGER, "ID", read_only=True, immutable=True),
            F("NAME", v.STRING, "Name", read_only=True),
            F(owner, v.INTEGER, "Whose", required=True, immutable=True),
            F(property_id, v.INTEGER, "Property", required=True),
            F(property_id.replace("_ID", "_XML_ID"), v.STRING, "External code of the property", read_only=True),
            F("VALUE", kind, "Value", required=True),
        )
    )


ORDER_VALUE_FIELDS = _value_fields("ORDER_ID", "ORDER_PROPS_ID", ANY)
SHIPMENT_VALUE_FIELDS = _value_fields("SHIPMENT_ID", "SHIPMENT_PROPS_ID", replace(ANY, name="string"))


def _values(name: str, fields: FieldTable, owner: str, property_id: str) -> Table:
    return Table(
        name,
        METADATA,
        *(field.column() for field in fields),
        UniqueConstraint(owner, property_id),
        Index(f"{name}_property", property_id),
        sqlite_autoincrement=True,
    )


ORDER_VALUE = _values("sale_order_property_value", ORDER_VALUE_FIELDS, "ORDER_ID", "ORDER_PROPS_ID")
SHIPMENT_VALUE = _values("sale_shipment_property_value", SHIPMENT_VALUE_FIELDS, "SHIPMENT_ID", "SHIPMENT_PROPS_ID")


def forget_property(tx: Transaction, number: int) -> None:
    """Delete what belongs to a deleted property."""
    tx.delete(VARIANT, ORDER_PROPS_ID=number)
    tx.delete(RELATION, PROPERTY_ID=number)
    tx.delete(ORDER_VALUE, ORDER_PROPS_ID=number)
    tx.delete(SHIPMENT_VALUE, SHIPMENT_PROPS_ID=number)


def forget_object(tx: Transaction, kind: str, number: int) -> None:
    """Delete the relations of properties to a deleted payment system (``P``) or delivery service (``D``)."""
    tx.delete(RELATION, ENTITY_TYPE=kind, ENTITY_ID=number)
