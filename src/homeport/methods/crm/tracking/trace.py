"""``crm.tracking.trace.*``: by which ways clients came."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.crm.tracking import traces
from homeport.rpc import Params, method


class Add(Params):
    trace: Any = None
    entities: Any = None


class ById(Params):
    id: Any = None


@method(
    "crm.tracking.trace.add",
    writes=True,
    errors=(traces.REQUIRED, traces.NO_JSON, traces.WRONG_TYPE, traces.WRONG_ID, traces.NO_ACCESS),
)
def add(ctx: Ctx, p: Add) -> int:
    """Make a trace, and link it to records."""
    return traces.add(ctx, p.trace, p.entities)


@method("crm.tracking.trace.delete", writes=True, errors=(traces.REQUIRED,))
def delete(ctx: Ctx, p: ById) -> None:
    """Delete a trace and its links."""
    traces.delete(ctx, p.id)
