"""``department.*``: the company's structure."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.domain.portal.people import departments
from homeport.domain.records.filters import as_map
from homeport.rpc import OpenParams, method


class List(OpenParams):
    sort: Any = None
    order: Any = None
    start: Any = None
    filter: Any = None
    id: Any = None
    name: Any = None
    parent: Any = None
    uf_head: Any = msgspec.field(default=None, name="uf_head")


@method("department.get", errors=(INVALID_ARG_VALUE,))
def get(ctx: Ctx, p: List) -> Page:
    """List departments."""
    conditions = {"ID": p.id, "NAME": p.name, "PARENT": p.parent, "UF_HEAD": p.uf_head}
    conditions |= {**p.others, **as_map(p.filter)}  # client libraries walk lists by >ID, in a filter or by itself
    sort = p.sort
    if not departments.is_sortable(sort):  # one name, in any case of letters, means a field to sort by and a filter
        conditions["SORT"] = sort
        sort = None
    return departments.listed(
        ctx, {name: value for name, value in conditions.items() if value is not None}, sort, p.order, p.start
    )
