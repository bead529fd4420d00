"""``bizproc.activity.*``: activities of applications."""

from homeport.core.ctx import Ctx
from homeport.domain.bizproc import described, outside, registered
from homeport.domain.bizproc.registered import ACTIVITY, ALWAYS, NO_APPLICATION
from homeport.methods.bizproc._params import Answer, ByCode, Step, Update
from homeport.rpc import NoParams, method


@method(
    "bizproc.activity.add",
    writes=True,
    application=NO_APPLICATION,
    errors=(
        *ALWAYS,
        registered.NO_DATA,
        *described.CODE_ERRORS,
        *described.FIELD_ERRORS,
        registered.INSTALLED[ACTIVITY],
        registered.ADDED[ACTIVITY],
        registered.FULL,
    ),
)
def add(ctx: Ctx, p: Step) -> bool:
    """Register an activity of the application."""
    registered.add(ctx, ACTIVITY, p.said())
    return True


@method(
    "bizproc.activity.update",
    writes=True,
    application=NO_APPLICATION,
    errors=(
        *ALWAYS,
        *described.CODE_ERRORS,
        registered.NOT_FOUND,
        *described.FIELD_ERRORS,
        registered.NO_FIELDS,
    ),
)
def update(ctx: Ctx, p: Update) -> bool:
    """Change fields of an activity of the application."""
    registered.change(ctx, ACTIVITY, p.code, p.fields)
    return True


@method("bizproc.activity.list", application=NO_APPLICATION, errors=ALWAYS)
def list_(ctx: Ctx, p: NoParams) -> list[str]:
    """List the codes of the activities of the application."""
    return registered.codes(ctx, ACTIVITY)


@method(
    "bizproc.activity.delete",
    writes=True,
    application=NO_APPLICATION,
    errors=(*ALWAYS, *described.CODE_ERRORS, registered.NOT_FOUND),
)
def delete(ctx: Ctx, p: ByCode) -> bool:
    """Delete an activity of the application."""
    registered.delete(ctx, ACTIVITY, p.code)
    return True


@method("bizproc.activity.log", writes=True, errors=(outside.NO_MESSAGE, outside.DENIED))
def log(ctx: Ctx, p: Answer) -> bool:
    """Note something in the log of a process that waits for an answer."""
    outside.log(ctx, p.event_token, p.log_message)
    return True
