"""``crm.entity.*``: records of any type."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.crm.duplicates import merging
from homeport.rpc import Params, method


class Merge(Params):
    params: Any = None


@method(
    "crm.entity.mergeBatch",
    writes=True,
    errors=(
        merging.DENIED,
        merging.NO_TYPE,
        merging.NO_ELEMENTS,
        merging.ONE_ELEMENT,
        merging.NOT_FOUND,
        merging.UNSUPPORTED,
    ),
)
def merge_batch(ctx: Ctx, p: Merge) -> dict[str, Any]:
    """Make one record out of several of a type: the first stays, and gets what it lacks from the others."""
    return merging.merge(ctx, p.params)
