"""``landing.role.*``: the model of rights, and roles."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.landing import rights, roles, sections
from homeport.domain.landing.refusals import DENIED, NO_LIST, NOT_ADMIN, WRONG_ROLE
from homeport.methods.landing._asking import ASKING, UNSET, OfSite, Scoped, begun, is_marked, number
from homeport.rpc import NoParams, method

_ADMINISTERING = (*ASKING, NOT_ADMIN)


class Enable(Scoped):
    mode: Any = UNSET


class Assign(OfSite):
    codes: Any = None


class Allow(OfSite):
    rights: Any = UNSET
    additional: Any = None


@method("landing.role.enable", writes=True, errors=_ADMINISTERING)
def enable(ctx: Ctx, p: Enable) -> bool:
    """Let the role model of rights hold, or the extended one."""
    begun(ctx, p, "mode")
    if p.scope and not ctx.actor.is_admin:
        raise NOT_ADMIN()
    roles.require_full(ctx, sections.PLAIN)
    rights.switch(ctx.tx, roles=is_marked(p.mode))
    return True


@method("landing.role.isEnabled", errors=(DENIED, NOT_ADMIN))
def is_enabled(ctx: Ctx, p: NoParams) -> bool:
    """Say whether the role model of rights holds."""
    roles.require_full(ctx, sections.PLAIN)
    return rights.has_roles(ctx.tx)


@method("landing.role.getList", errors=(DENIED, NOT_ADMIN))
def list_(ctx: Ctx, p: Scoped) -> list[dict[str, str]]:
    """List the roles of a section."""
    section = begun(ctx, p)
    roles.require_full(ctx, section)
    return roles.listed(section)


def _role(ctx: Ctx, p: Any, *required: str) -> roles.Role:
    section = begun(ctx, p, *required)
    roles.require_full(ctx, section)
    return roles.find(number(p.id, "id"), section)


@method("landing.role.getRights", errors=(*_ADMINISTERING, WRONG_ROLE))
def get_rights(ctx: Ctx, p: OfSite) -> Any:
    """Return what a role allows, by the numbers of sites."""
    return roles.state_of(ctx.tx, _role(ctx, p, "id")).rights or []


@method("landing.role.setRights", writes=True, errors=(*_ADMINISTERING, WRONG_ROLE))
def set_rights(ctx: Ctx, p: Allow) -> bool:
    """Say what a role allows, in place of what it did."""
    roles.allow(ctx, _role(ctx, p, "id", "rights"), p.rights, p.additional)
    return True


@method("landing.role.setAccessCodes", writes=True, errors=(*_ADMINISTERING, WRONG_ROLE, NO_LIST))
def set_access_codes(ctx: Ctx, p: Assign) -> bool:
    """Say who has a role, in place of those who had it."""
    roles.assign(ctx, _role(ctx, p, "id"), p.codes)
    return True
