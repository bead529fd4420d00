"""``documentgenerator.role.*``: who may do what with templates, documents and settings."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_PARAMETER, MISSING_PARAMETER
from homeport.domain.documentgenerator import permissions, roles
from homeport.methods.documentgenerator.numerator import Add, ById, List, Update, fields_of, page_of
from homeport.rpc import Params, method

DENIED = (permissions.NOT_SETTINGS, permissions.NOT_ON_PLAN)
FOUND = (roles.NO_ID, roles.NOT_FOUND)
GIVEN = (MISSING_PARAMETER, INVALID_PARAMETER, roles.EMPTY)


class Give(Params):
    accesses: Any = None


@method("documentgenerator.role.add", writes=True, errors=(*DENIED, *GIVEN))
def add(ctx: Ctx, p: Add) -> dict[str, Any]:
    """Make a role."""
    return {"role": roles.add(ctx, fields_of(p.fields))}


@method("documentgenerator.role.get", errors=(*DENIED, *FOUND))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a role with its rights."""
    return {"role": roles.get(ctx, p.id)}


@method("documentgenerator.role.list", heavy=True, errors=DENIED)
def list_(ctx: Ctx, p: List) -> Page:
    """List the roles, without their rights."""
    return page_of("roles", ctx, roles.listed(ctx), p)


@method("documentgenerator.role.update", writes=True, errors=(*DENIED, *FOUND, *GIVEN))
def update(ctx: Ctx, p: Update) -> dict[str, Any]:
    """Change a role."""
    return {"role": roles.change(ctx, p.id, fields_of(p.fields))}


@method("documentgenerator.role.delete", writes=True, errors=(*DENIED, *FOUND))
def delete(ctx: Ctx, p: ById) -> None:
    """Delete a role."""
    roles.delete(ctx, p.id)


@method("documentgenerator.role.fillaccesses", writes=True, errors=(*DENIED, roles.EMPTY))
def fillaccesses(ctx: Ctx, p: Give) -> None:
    """Say anew who has which role."""
    roles.give(ctx, p.accesses)
