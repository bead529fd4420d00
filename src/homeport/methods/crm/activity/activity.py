"""``crm.activity.*``: activities of all kinds."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED_TEXT, INVALID_ARG_VALUE
from homeport.domain.crm.activity import activities, providers, reading
from homeport.domain.crm.activity.fields import COMMUNICATION_FIELDS, FIELDS, described
from homeport.methods.family import BAD_ID, NOT_AN_ARRAY, Add, ById, List, Update, as_array, as_id
from homeport.rpc import NoParams, method

ONE = (BAD_ID, reading.NOT_FOUND, ACCESS_DENIED_TEXT)


@method(
    "crm.activity.add",
    writes=True,
    errors=(NOT_AN_ARRAY, *activities.WRITE_ERRORS, providers.USE_CONFIGURABLE_ADD),
)
def add(ctx: Ctx, p: Add) -> int:
    """Add an activity and bind it to its owner and to the records of its communications."""
    return activities.create(ctx, as_array(p.fields, "fields"))


@method("crm.activity.get", errors=ONE)
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return an activity."""
    return reading.get(ctx, as_id(p.id))


@method("crm.activity.list", heavy=True, errors=(NOT_AN_ARRAY, INVALID_ARG_VALUE))
def list_(ctx: Ctx, p: List) -> Page:
    """List activities by a filter."""
    for name in ("order", "filter"):
        as_array(getattr(p, name), name)
    return reading.page(ctx, select=p.select, filter=p.filter, order=p.order, start=p.start)


@method(
    "crm.activity.update",
    writes=True,
    errors=(
        BAD_ID,
        NOT_AN_ARRAY,
        reading.NOT_FOUND,
        *activities.WRITE_ERRORS,
        providers.USE_CONFIGURABLE_UPDATE,
    ),
)
def update(ctx: Ctx, p: Update) -> bool:
    """Change fields of an activity."""
    activities.change(ctx, as_id(p.id), as_array(p.fields, "fields"))
    return True


@method("crm.activity.delete", writes=True, errors=(*ONE, providers.APPLICATION_REQUIRED))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete an activity of any kind."""
    activities.delete(ctx, as_id(p.id))
    return True


@method("crm.activity.fields")
def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the fields of an activity."""
    return described(FIELDS)


@method("crm.activity.communication.fields")
def communication_fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the fields of a communication."""
    return described(COMMUNICATION_FIELDS)
