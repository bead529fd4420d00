"""Which groups of customers see prices of a type, and which buy at them.

Source: ``api-reference/catalog/price-type/price-type-group/``.
"""

from sqlalchemy import bindparam, select

from homeport.core.errors import ErrorKind
from homeport.domain.catalog import price_types
from homeport.domain.catalog.price_types import GROUP, GROUP_FIELDS
from homeport.domain.records.collection import ADMINISTRATORS, Change, Collection
from homeport.store import Query

NOT_FOUND = ErrorKind("0", "Entity does not exist")
NO_TYPE = ErrorKind("0", "The specified price type does not exist")
NO_GROUP = ErrorKind("0", "The specified group does not exist")
NO_ACCESS = ErrorKind("0", "Invalid access type provided. The available values are: Y, N")
TAKEN = ErrorKind("0", "The specified access type for this group already exists")


_HELD = Query(
    select(GROUP.c.ID).where(
        GROUP.c.CATALOG_GROUP_ID == bindparam("type"),
        GROUP.c.GROUP_ID == bindparam("group"),
        GROUP.c.ACCESS == bindparam("access"),
    )
)


def _right(change: Change) -> None:
    """A group is allowed one thing or both, each once, for a type that there is."""
    row = change.row
    change.new.pop("ID", None)
    kind, group, access = row.get("CATALOG_GROUP_ID"), row.get("GROUP_ID"), row.get("ACCESS")
    if kind is not None and not price_types.exists(change.ctx, kind):
        raise NO_TYPE()
    if group is not None and group < 1:
        raise NO_GROUP()
    if access is not None and access not in ("Y", "N"):
        raise NO_ACCESS()
    if None in (kind, group, access):
        return
    if change.ctx.tx.one(_HELD, type=kind, group=group, access=access) is not None:
        raise TAKEN()


PRICE_GROUPS = Collection(
    noun="priceTypeGroup",
    plural="priceTypeGroups",
    table=GROUP,
    fields=GROUP_FIELDS,
    access=ADMINISTRATORS,
    before_save=(_right,),
)
