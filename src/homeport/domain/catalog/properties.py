"""The properties of products and of their variations, the entries of lists, and what is said of how they are shown.

Sources: ``api-reference/catalog/product-property/``, ``product-property-enum/``, ``product-property-feature/``,
``product-property-section/``.
"""

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Column, Integer, Table, UniqueConstraint, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.catalog import catalogs, events
from homeport.domain.events.emission import telling
from homeport.domain.iblock import properties
from homeport.domain.iblock.tables import ENUM, ENUM_FIELDS, PROPERTY, PROPERTY_FIELDS
from homeport.domain.iblock.types import PARENT
from homeport.domain.records.collection import SETTINGS, Change, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

OWNER = "catalog"
"""Of whose blocks these are the properties."""

NOT_A_CATALOG = ErrorKind("0", "The specified iblock is not a product catalog")
NOT_FOUND = ErrorKind("", "productProperty does not exist.")
FOREIGN = ErrorKind("0", "The specified property does not belong to a product catalog")
STAYS = ErrorKind("0", "Error deleting product property")
BAD_BLOCK = ErrorKind("0", "Invalid information block code")
NO_ENTRY = ErrorKind("0", "productPropertyEnum does not exist.")
NO_LIST = ErrorKind("0", "Only list properties are supported")
ENTRY_TAKEN = ErrorKind(
    "BX_INVALID_VALUE", "An entry with External code equal to {code}, already exists in the database"
)
NO_FEATURE = ErrorKind("0", "productPropertyFeature does not exist.")
BAD_FEATURE = ErrorKind("0", "Invalid property parameter set")
FEATURE_TAKEN = ErrorKind("0", "Duplicate entry '{property}-{module}-{feature}' for key 'ix_iblock_property_feature'")
NO_SECTION = ErrorKind("0", "productPropertySection does not exist.")

_CHOICE = replace(v.CHAR, read=v.read_string)

FEATURE_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("PROPERTY_ID", v.INTEGER, "Property", required=True),
        F("MODULE_ID", v.STRING, "Module", required=True),
        F("FEATURE_ID", v.STRING, "Parameter", required=True),
        F("IS_ENABLED", _CHOICE, "Enabled", required=True, values=("Y", "N")),
    )
)
FEATURE = Table(
    "catalog_property_feature",
    METADATA,
    *(field.column() for field in FEATURE_FIELDS),
    UniqueConstraint("PROPERTY_ID", "MODULE_ID", "FEATURE_ID"),
    sqlite_autoincrement=True,
)

SECTION_FIELDS = FieldTable(
    (
        F("PROPERTY_ID", v.INTEGER, "Property", immutable=True),
        F("SMART_FILTER", v.CHAR, "In the smart filter", default="N"),
        F("DISPLAY_TYPE", _CHOICE, "Appearance in the filter", default="F", values=("F", "K", "P")),
        F("DISPLAY_EXPANDED", v.CHAR, "Expanded in the filter", default="N"),
        F("FILTER_HINT", v.STRING, "Hint in the filter"),
    )
)
SECTION = Table(
    "catalog_property_section",
    METADATA,
    Column("PROPERTY_ID", Integer, primary_key=True),
    *(field.column() for field in SECTION_FIELDS if field.name != "PROPERTY_ID"),
    sqlite_with_rowid=False,
)
"""How a property is shown in filters: each has a row."""


class Available(NamedTuple):
    """A parameter that a property may have."""

    module: str
    feature: str
    name: str


AVAILABLE = (
    Available("iblock", "LIST_PAGE_SHOW", "Show on the list page of items"),
    Available("iblock", "DETAIL_PAGE_SHOW", "Show on the detail page of the item"),
)

_OWNED = Query(select(PROPERTY.c.ID).where(PROPERTY.c.ID == bindparam("id"), PROPERTY.c.OWNER == bindparam("owner")))
_FEATURE = Query(
    select(FEATURE.c.ID).where(
        FEATURE.c.PROPERTY_ID == bindparam("property"),
        FEATURE.c.MODULE_ID == bindparam("module"),
        FEATURE.c.FEATURE_ID == bindparam("feature"),
    )
)
_ENTRY = Query(select(ENUM.c.ID).where(ENUM.c.PROPERTY_ID == bindparam("property"), ENUM.c.XML_ID == bindparam("code")))
_PARENT = Query(
    select(PROPERTY.c.ID).where(PROPERTY.c.IBLOCK_ID == bindparam("block"), PROPERTY.c.USER_TYPE == bindparam("type"))
)


def exists(ctx: Ctx, number: int) -> bool:
    """Whether a catalogue has a property of this number."""
    return ctx.tx.one(_OWNED, id=number, owner=OWNER) is not None


def parent_property(tx: Transaction) -> int:
    """The number of the property by which variations name their product."""
    return int(tx.value(_PARENT, block=catalogs.VARIATIONS, type=PARENT.partition(":")[2]))


def _in_a_catalogue(change: Change) -> None:
    """A property is of a catalogue, where it stays. The older methods may leave it out: it is that of products."""
    block = change.new.get("IBLOCK_ID")
    if change.old:
        change.new.pop("IBLOCK_ID", None)  # the older methods may say it with nothing in it
        if change.dialect.camel and "IBLOCK_ID" not in change.said:
            raise change.dialect.required(field="iblockId")
        if block not in (None, change.old["IBLOCK_ID"]):
            raise BAD_BLOCK()
    elif block is None and not change.dialect.camel:
        change.new["IBLOCK_ID"] = catalogs.PRODUCTS
    elif block is not None and not catalogs.exists(change.ctx, block):
        raise NOT_A_CATALOG()


def _linked(change: Change) -> None:
    """A property names elements of a catalogue; only that of variations names their product as such."""
    link = change.new.get("LINK_IBLOCK_ID")
    if link and not catalogs.exists(change.ctx, link):
        raise change.dialect.misfit(PROPERTY_FIELDS.by_name["LINK_IBLOCK_ID"])
    if not change.old and change.new.get("USER_TYPE") == PARENT.partition(":")[2]:
        raise properties.NO_TYPE()
    for name in ("ROW_COUNT", "COL_COUNT", "MULTIPLE_CNT"):
        if change.new.get(name) is not None and not 0 <= change.new[name] < 2**31:
            raise change.dialect.misfit(PROPERTY_FIELDS.by_name[name])


def _shown(change: Change) -> None:
    if not change.old:
        change.ctx.tx.insert(SECTION, {"PROPERTY_ID": change.row["ID"], **SECTION_FIELDS.defaults})


def _is_needed(change: Change) -> None:
    """Variations need the property that names their product."""
    if change.old["USER_TYPE"] == PARENT.partition(":")[2]:
        raise STAYS()


def _unshown(change: Change) -> None:
    change.ctx.tx.delete(SECTION, PROPERTY_ID=change.old["ID"])
    change.ctx.tx.delete(FEATURE, PROPERTY_ID=change.old["ID"])


PROPERTIES = Collection(
    noun="productProperty",
    plural="productProperties",
    table=PROPERTY,
    fields=PROPERTY_FIELDS,
    access=SETTINGS,
    within={"OWNER": OWNER},
    before_save=(_in_a_catalogue, properties.typed, _linked, properties.coded, properties.dated),
    after_save=(_shown, properties.shrunk, properties.noticed),
    before_delete=(_is_needed,),
    after_delete=(_unshown, properties.forgotten, properties.noticed),
    tell=telling((events.CRM_PROPERTY, "crm")),
)


def _of_a_list(change: Change) -> None:
    """An entry is of a property of the type list, where it stays, and has a code of its own there."""
    row, number = change.row, change.row.get("PROPERTY_ID")
    if number is None:
        return
    if not exists(change.ctx, number) or (change.old and number != change.old["PROPERTY_ID"]):
        raise FOREIGN() if change.old else NO_ENTRY()
    if not properties.is_list(change.ctx.tx, number):
        raise NO_LIST()
    code = change.new.get("XML_ID")
    taken = code and change.ctx.tx.value(_ENTRY, property=number, code=code)
    if taken and taken != row.get("ID"):
        raise ENTRY_TAKEN(code=code)


ENTRIES = Collection(
    noun="productPropertyEnum",
    plural="productPropertyEnums",
    table=ENUM,
    fields=ENUM_FIELDS,
    access=SETTINGS,
    within={"OWNER": OWNER},
    before_save=(_of_a_list,),
    after_save=(properties.one_default, properties.noticed),
    after_delete=(properties.entry_forgotten, properties.noticed),
)


def _available(change: Change) -> None:
    """A parameter is one that properties may have, and each of a property there is once."""
    row = change.row
    number, said = row.get("PROPERTY_ID"), (row.get("MODULE_ID"), row.get("FEATURE_ID"))
    if number is None or None in said:
        return
    if not exists(change.ctx, number):
        raise NO_FEATURE()
    if said not in {(each.module, each.feature) for each in AVAILABLE}:
        raise BAD_FEATURE()
    taken = change.ctx.tx.value(_FEATURE, property=number, module=said[0], feature=said[1])
    if taken and taken != row.get("ID"):
        raise FEATURE_TAKEN(property=number, module=said[0], feature=said[1])


FEATURES = Collection(
    noun="productPropertyFeature",
    plural="productPropertyFeatures",
    table=FEATURE,
    fields=FEATURE_FIELDS,
    access=SETTINGS,
    before_save=(_available,),
)

SECTIONS = Collection(
    noun="productPropertySection",
    plural="productPropertySections",
    table=SECTION,
    fields=SECTION_FIELDS,
    access=SETTINGS,
    key=("PROPERTY_ID",),
    order=(("PROPERTY_ID", False),),
)


def block_of(tx: Transaction, number: int) -> int:
    """The block of a property that there is."""
    return int(tx.value(_BLOCK, id=number))


_BLOCK = Query(select(PROPERTY.c.IBLOCK_ID).where(PROPERTY.c.ID == bindparam("id")))


def install(tx: Transaction) -> None:
    """Write the property by which the variations of a new portal name their product."""
    number = tx.insert(
        PROPERTY,
        {
            **PROPERTY_FIELDS.defaults,
            "OWNER": OWNER,
            "IBLOCK_ID": catalogs.VARIATIONS,
            "NAME": "Catalog Element",
            "CODE": "CML2_LINK",
            "XML_ID": "CML2_LINK",
            "SORT": 5,
            "PROPERTY_TYPE": PARENT[0],
            "USER_TYPE": PARENT.partition(":")[2],
            "LINK_IBLOCK_ID": catalogs.PRODUCTS,
            "FILTRABLE": "Y",
            "TIMESTAMP_X": "2026-01-01 00:00:00",
        },
    )
    tx.insert(SECTION, {"PROPERTY_ID": number, **SECTION_FIELDS.defaults})
    tx.update(catalogs.TABLE, {"ID": catalogs.VARIATIONS}, {"SKU_PROPERTY_ID": number})
