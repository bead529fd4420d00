"""``crm.stagehistory.*``: through which stages records went."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ALLOWED_ONLY_INTRANET_USER, INVALID_ARG_VALUE
from homeport.domain.crm.stages import history
from homeport.domain.crm.type.smart_processes import require_employee
from homeport.rpc import OptionalId, Params, method


class List(Params):
    entity_type_id: OptionalId = None
    order: Any = None
    filter: Any = None
    select: Any = None
    start: Any = None


@method(
    "crm.stagehistory.list", heavy=True, errors=(ALLOWED_ONLY_INTRANET_USER, history.UNSUPPORTED, INVALID_ARG_VALUE)
)
def list_(ctx: Ctx, p: List) -> Page:
    """List through which stages the records of a type went, as far as the caller may read them."""
    require_employee(ctx)
    asked = {"select": p.select, "filter": p.filter, "order": p.order, "start": p.start}
    return history.page(ctx, p.entity_type_id or 0, **asked)
