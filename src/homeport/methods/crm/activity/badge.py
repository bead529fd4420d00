"""``crm.activity.badge.*``: badges of configurable activities."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, INVALID_ARG_VALUE
from homeport.domain.crm.activity import badges
from homeport.rpc import NoParams, Params, method


class Add(Params):
    code: Any = None
    title: Any = None
    value: Any = None
    type: Any = None


class ByCode(Params):
    code: Any = None


@method("crm.activity.badge.add", writes=True, errors=(ACCESS_DENIED, badges.REQUIRED, INVALID_ARG_VALUE))
def add(ctx: Ctx, p: Add) -> dict[str, Any]:
    """Register a badge for configurable activities."""
    return {"badge": badges.add(ctx, {"code": p.code, "title": p.title, "value": p.value, "type": p.type})}


@method("crm.activity.badge.get", errors=(ACCESS_DENIED, badges.NOT_FOUND))
def get(ctx: Ctx, p: ByCode) -> dict[str, Any]:
    """Return a badge."""
    return {"badge": badges.get(ctx, p.code)}


@method("crm.activity.badge.list", errors=(ACCESS_DENIED,))
def list_(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """List every badge."""
    return {"badges": badges.listed(ctx)}


@method("crm.activity.badge.delete", writes=True, errors=(ACCESS_DENIED, badges.NOT_FOUND))
def delete(ctx: Ctx, p: ByCode) -> bool:
    """Delete a badge."""
    badges.delete(ctx, p.code)
    return True
