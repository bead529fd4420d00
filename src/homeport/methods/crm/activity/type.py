"""``crm.activity.type.*``: types of activities that applications register."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, INVALID_ARG_VALUE
from homeport.domain.crm.activity import app_types
from homeport.rpc import NoParams, Params, method

ERRORS = (ACCESS_DENIED, app_types.APPLICATION_REQUIRED, app_types.ADMIN_REQUIRED)


class Add(Params):
    fields: dict[str, Any]


class ByType(Params, rename={"type_id": "type_id"}):
    type_id: str


@method(
    "crm.activity.type.add",
    writes=True,
    application=app_types.APPLICATION_REQUIRED,
    errors=(*ERRORS, INVALID_ARG_VALUE),
)
def add(ctx: Ctx, p: Add) -> bool:
    """Register a type of activities for the application."""
    app_types.add(ctx, p.fields)
    return True


@method("crm.activity.type.list", application=app_types.APPLICATION_REQUIRED, errors=ERRORS)
def list_(ctx: Ctx, p: NoParams) -> list[dict[str, str]]:
    """List the types of activities that the application has registered."""
    return app_types.listed(ctx)


@method(
    "crm.activity.type.delete",
    writes=True,
    application=app_types.APPLICATION_REQUIRED,
    errors=(*ERRORS, INVALID_ARG_VALUE),
)
def delete(ctx: Ctx, p: ByType) -> bool:
    """Delete a type of activities of the application."""
    app_types.delete(ctx, p.type_id)
    return True
