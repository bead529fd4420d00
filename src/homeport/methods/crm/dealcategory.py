"""``crm.dealcategory.*``: the pipelines of deals, by their old name."""

from typing import Any

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.domain.crm.stages import categories, statuses
from homeport.domain.crm.stages.category_changes import (
    DEALS_FOUND,
    DIRECTIONS,
    NAME_REQUIRED,
    OLD,
    add,
    rename_default,
)
from homeport.domain.crm.stages.directories import pipeline_of
from homeport.methods.family import NOT_AN_ARRAY, Add, as_array, family
from homeport.rpc import NoParams, OptionalId, Params, method

METHODS = family(
    "crm.dealcategory",
    DIRECTIONS,
    OLD,
    "get list update delete fields",
    errors=(DEALS_FOUND,),
    says={"NAME": {"isRequired": True}},
)


class OfDirection(Params):
    id: OptionalId = None


class Named(Params):
    name: Any = None


@method("crm.dealcategory.add", writes=True, errors=(OLD.denied, NOT_AN_ARRAY, NAME_REQUIRED, OLD.invalid))
def add_(ctx: Ctx, p: Add) -> int:
    """Add a pipeline of deals, with the stages that one starts with."""
    added: int = add(ctx, owner.DEAL, as_array(p.fields, "fields"), OLD)["ID"]
    return added


@method("crm.dealcategory.status")
def status(ctx: Ctx, p: OfDirection) -> str:
    """Return the directory in which the stages of a pipeline of deals are."""
    return pipeline_of(owner.DEAL, p.id or categories.GENERAL).directory


@method("crm.dealcategory.stage.list", errors=(OLD.unreadable,))
def stage_list(ctx: Ctx, p: OfDirection) -> list[dict[str, Any]]:
    """List the stages of a pipeline of deals; none of one that there is not."""
    if not ctx.actor.rights.reads_anything:
        raise OLD.unreadable()
    return statuses.listed(ctx, {"ENTITY_ID": pipeline_of(owner.DEAL, p.id or categories.GENERAL).directory}, {})


@method("crm.dealcategory.default.get", errors=(OLD.unreadable,))
def default_get(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Return the default pipeline of deals."""
    found = categories.get(ctx, owner.DEAL, categories.GENERAL)
    return {"ID": found["id"], "NAME": found["name"]}


@method("crm.dealcategory.default.set", writes=True, errors=(OLD.denied,))
def default_set(ctx: Ctx, p: Named) -> bool:
    """Call the default pipeline of deals otherwise."""
    rename_default(ctx, p.name if isinstance(p.name, str) else "")
    return True
