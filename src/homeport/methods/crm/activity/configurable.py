"""``crm.activity.configurable.*``: activities that look as their applications describe."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED
from homeport.core.owner import Owner
from homeport.domain.crm.activity import configurable
from homeport.domain.crm.layout import checks
from homeport.rpc import Id, Params, method

ERRORS = (
    configurable.WRONG_CONTEXT,
    ACCESS_DENIED,
    configurable.NOT_FOUND,
    configurable.WRONG_APPLICATION,
    configurable.WITH_DEADLINE,
    configurable.EMPTY_LAYOUT,
    *checks.ERRORS,
)


class Add(Params, kw_only=True):
    owner_type_id: Id
    owner_id: Id
    fields: dict[str, Any]
    layout: Any = None


class ById(Params):
    id: Id


class Update(ById, kw_only=True):
    fields: dict[str, Any]
    layout: Any = None


@method("crm.activity.configurable.add", writes=True, application=configurable.WRONG_CONTEXT, errors=ERRORS)
def add(ctx: Ctx, p: Add) -> dict[str, Any]:
    """Add a configurable activity to the timeline of a record."""
    return _named(configurable.add(ctx, Owner(p.owner_type_id, p.owner_id), p.fields, p.layout))


@method("crm.activity.configurable.update", writes=True, application=configurable.WRONG_CONTEXT, errors=ERRORS)
def update(ctx: Ctx, p: Update) -> dict[str, Any]:
    """Change a configurable activity of the application."""
    configurable.change(ctx, p.id, p.fields, p.layout)
    return _named(p.id)


@method(
    "crm.activity.configurable.get",
    application=configurable.WRONG_CONTEXT,
    errors=(configurable.WRONG_CONTEXT, ACCESS_DENIED, configurable.NOT_FOUND),
)
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a configurable activity with its layout."""
    return {"activity": configurable.get(ctx, p.id)}


def _named(activity_id: int) -> dict[str, Any]:
    return {"activity": {"id": activity_id}}
