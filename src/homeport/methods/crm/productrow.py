"""``crm.productrow.*``: the older names for the fields of rows of goods, and for a list of them."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED_TEXT, ErrorKind
from homeport.core.owner import Owner, type_of_abbreviation
from homeport.core.rights import Operation
from homeport.domain.crm.products import rows, showing
from homeport.domain.crm.products.rows import CLASSIC_ROWS
from homeport.methods.family import NOT_AN_ARRAY, as_array, as_id
from homeport.rpc import NoParams, Params, method

NO_OWNER = ErrorKind("", "The filter must have OWNER_TYPE and OWNER_ID.")


class List(Params):
    select: Any = None
    filter: Any = None
    order: Any = None
    start: Any = None


@method("crm.productrow.fields")
def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the fields of a row of goods."""
    return showing.fields(in_camel=False)


@method("crm.productrow.list", heavy=True, errors=(NOT_AN_ARRAY, NO_OWNER, ACCESS_DENIED_TEXT, CLASSIC_ROWS.not_found))
def list_(ctx: Ctx, p: List) -> Page:
    """List the rows of goods of one record by a filter."""
    given, order = as_array(p.filter, "filter"), as_array(p.order, "order")
    named = {name.lstrip("=").upper(): value for name, value in given.items()}
    entity_type_id = type_of_abbreviation(named.get("OWNER_TYPE"))
    if entity_type_id is None or not rows.has_rows(ctx, entity_type_id):
        raise NO_OWNER()
    record = Owner(entity_type_id, as_id(named.get("OWNER_ID"), NO_OWNER))
    rows.require(ctx, Operation.READ, record, CLASSIC_ROWS)
    found = rows.listed(ctx, record, given, order, p.start, universal=False)
    shown = showing.classic(ctx, record, found.rows)
    wanted = {name.upper() for name in as_array(p.select, "select").values() if isinstance(name, str)} - {"*"}
    if wanted:
        shown = [{name: value for name, value in row.items() if name in {"ID", *wanted}} for row in shown]
    return Page(shown, found.total, found.next)
