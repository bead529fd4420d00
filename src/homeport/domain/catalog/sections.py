"""Sections, which arrange the products of a catalogue as a tree.

Sources: ``api-reference/catalog/section/``, ``api-reference/crm/outdated/product-section/``.
"""

from sqlalchemy import Index, Table, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.catalog import catalogs, events
from homeport.domain.catalog.product_fields import IN_SECTION
from homeport.domain.events.emission import telling
from homeport.domain.iblock import references
from homeport.domain.iblock.types import SECTION
from homeport.domain.records.collection import ADMINISTRATORS, Change, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.store import Query
from homeport.store.schema import METADATA

NOT_ADDED = ErrorKind("200700300000", "The parent section is not one of this information block")
NOT_CHANGED = ErrorKind("200700300010", "The parent section is not one of this information block, or is below this one")
NOT_EMPTY = ErrorKind("200040300020", "The section has sections or products in it")
NOT_FOUND = ErrorKind("200700300030", "Section does not exist")
CODE_TAKEN = ErrorKind("200700300040", "Section with this code already exists")
NO_BLOCK = ErrorKind("200700300050", "Information block does not exist")

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("CATALOG_ID", v.INTEGER, "Catalogue", item="iblockId", required=True, immutable=True, item_immutable=False),
        F("SECTION_ID", v.LINK, "Section", item="iblockSectionId"),
        F("NAME", v.STRING, "Name", required=True),
        F("XML_ID", v.STRING, "External code"),
        F("CODE", v.STRING, "Code", classic=False, unique=True),
        F("SORT", v.INTEGER, "Sorting", classic=False, default=500),
        F("ACTIVE", v.CHAR, "Active", classic=False, default="Y"),
        F("DESCRIPTION", v.STRING, "Description", classic=False),
        F("DESCRIPTION_TYPE", v.STRING, "Type", classic=False, default="text", values=("text", "html")),
    )
)

TABLE = Table(
    "catalog_section",
    METADATA,
    *(field.column() for field in FIELDS),
    Index("catalog_section_parent", "SECTION_ID"),
    Index("catalog_section_catalog", "CATALOG_ID"),
    Index("catalog_section_code", "CODE"),
    sqlite_autoincrement=True,
)

_PLACE = Query(select(TABLE.c.CATALOG_ID, TABLE.c.SECTION_ID).where(TABLE.c.ID == bindparam("id")))
_BELOW = Query(select(TABLE.c.ID).where(TABLE.c.SECTION_ID == bindparam("id")))

_INSIDE = Query(select(IN_SECTION.c.PRODUCT_ID).where(IN_SECTION.c.SECTION_ID == bindparam("id")))


def catalog_of(ctx: Ctx, number: int) -> int | None:
    """The catalogue of a section; None when there is no such section."""
    found = ctx.tx.one(_PLACE, id=number)
    return None if found is None else found[0]


def _in_a_catalogue(change: Change) -> None:
    """The older methods may leave the catalogue out: it is the parent's, or that of products."""
    row = change.row
    if row.get("CATALOG_ID") is None and not change.dialect.camel:
        above = row.get("SECTION_ID")
        change.new["CATALOG_ID"] = (above and catalog_of(change.ctx, above)) or catalogs.PRODUCTS
    elif row.get("CATALOG_ID") is not None and not catalogs.exists(change.ctx, row["CATALOG_ID"]):
        raise NO_BLOCK()


def _in_a_tree(change: Change) -> None:
    """A section is below one of its own catalogue, and never below itself."""
    row, seen = change.row, {change.old.get("ID")}
    refusal = NOT_CHANGED if change.old else NOT_ADDED
    moves = change.old and row["CATALOG_ID"] != change.old["CATALOG_ID"]
    if moves and not _is_empty(change):
        raise refusal()
    above = row.get("SECTION_ID")
    while above is not None:
        place = change.ctx.tx.one(_PLACE, id=above)
        if above in seen or place is None or place[0] != row.get("CATALOG_ID"):
            raise refusal()
        seen.add(above)
        above = place[1]


def _is_empty(change: Change) -> bool:
    tx, number = change.ctx.tx, change.old["ID"]
    return tx.one(_BELOW, id=number) is None and tx.one(_INSIDE, id=number) is None


def _empty(change: Change) -> None:
    """What has something in it stays."""
    if not _is_empty(change):
        raise NOT_EMPTY()


def _forgotten(change: Change) -> None:
    """Values of properties no longer name a section that is deleted."""
    references.forget(change.ctx.tx, SECTION, change.old["CATALOG_ID"], change.old["ID"])


SECTIONS = Collection(
    noun="section",
    plural="sections",
    table=TABLE,
    fields=FIELDS,
    access=ADMINISTRATORS,
    before_save=(_in_a_catalogue, _in_a_tree),
    before_delete=(_empty,),
    after_delete=(_forgotten,),
    tell=telling((events.CRM_SECTION, "crm")),
)
