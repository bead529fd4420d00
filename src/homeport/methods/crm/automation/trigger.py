"""``crm.automation.trigger`` and ``crm.automation.trigger.*``: what happens outside, and moves records."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED_TEXT
from homeport.domain.crm.automation import binding, triggers
from homeport.rpc import NoParams, Params, method

ERRORS = (ACCESS_DENIED_TEXT, triggers.ADMIN_REQUIRED, triggers.APPLICATION_REQUIRED)
BY_CODE = (*ERRORS, triggers.EMPTY_CODE, triggers.WRONG_CODE)


class Call(Params):
    target: Any = None
    code: Any = None


class ByCode(Params):
    code: Any = None


class Add(ByCode):
    name: Any = None


class Execute(ByCode, rename=None):
    owner_type_id: Any = None
    owner_id: Any = None


@method(
    "crm.automation.trigger",
    writes=True,
    errors=(binding.NO_TARGET, binding.WRONG_TARGET, binding.NOT_FOUND, binding.DENIED, ACCESS_DENIED_TEXT),
)
def call(ctx: Ctx, p: Call) -> bool:
    """Set off what is bound to stages for an incoming webhook."""
    return binding.call(ctx, p.target, p.code)


@method(
    "crm.automation.trigger.add",
    writes=True,
    application=triggers.APPLICATION_REQUIRED,
    errors=(*BY_CODE, triggers.EMPTY_NAME),
)
def add(ctx: Ctx, p: Add) -> bool:
    """Register a trigger of the application, or give it another name."""
    triggers.add(ctx, p.code, p.name)
    return True


@method("crm.automation.trigger.list", application=triggers.APPLICATION_REQUIRED, errors=ERRORS)
def list_(ctx: Ctx, p: NoParams) -> list[dict[str, str]]:
    """List the triggers of the application."""
    return triggers.listed(ctx)


@method(
    "crm.automation.trigger.delete",
    writes=True,
    application=triggers.APPLICATION_REQUIRED,
    errors=(*BY_CODE, triggers.NOT_FOUND),
)
def delete(ctx: Ctx, p: ByCode) -> bool:
    """Forget a trigger of the application, and the stages that it is bound to."""
    triggers.delete(ctx, p.code)
    return True


@method(
    "crm.automation.trigger.execute",
    writes=True,
    application=triggers.APPLICATION_REQUIRED,
    errors=(*BY_CODE, triggers.NOT_REGISTERED, triggers.WRONG_TYPE, triggers.WRONG_ID),
)
def execute(ctx: Ctx, p: Execute) -> bool:
    """Set a trigger of the application off for a record."""
    triggers.execute(ctx, p.code, p.owner_type_id, p.owner_id)
    return True
