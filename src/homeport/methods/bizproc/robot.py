"""``bizproc.robot.*``: robots of applications."""

from homeport.core.ctx import Ctx
from homeport.domain.bizproc import described, registered
from homeport.domain.bizproc.registered import ALWAYS, NO_APPLICATION, ROBOT
from homeport.methods.bizproc._params import ByCode, Step, Update
from homeport.rpc import NoParams, method


@method(
    "bizproc.robot.add",
    writes=True,
    application=NO_APPLICATION,
    errors=(
        *ALWAYS,
        registered.NO_DATA,
        *described.CODE_ERRORS,
        *described.FIELD_ERRORS,
        registered.INSTALLED[ROBOT],
        registered.ADDED[ROBOT],
        registered.FULL,
    ),
)
def add(ctx: Ctx, p: Step) -> bool:
    """Register a robot of the application."""
    registered.add(ctx, ROBOT, p.said())
    return True


@method(
    "bizproc.robot.update",
    writes=True,
    application=NO_APPLICATION,
    errors=(
        *ALWAYS,
        *described.CODE_ERRORS,
        registered.RULE_NOT_FOUND,
        *described.FIELD_ERRORS,
        registered.NO_FIELDS,
    ),
)
def update(ctx: Ctx, p: Update) -> bool:
    """Change fields of a robot of the application."""
    registered.change(ctx, ROBOT, p.code, p.fields, registered.RULE_NOT_FOUND)
    return True


@method("bizproc.robot.list", application=NO_APPLICATION, errors=ALWAYS)
def list_(ctx: Ctx, p: NoParams) -> list[str]:
    """List the codes of the robots of the application."""
    return registered.codes(ctx, ROBOT)


@method(
    "bizproc.robot.delete",
    writes=True,
    application=NO_APPLICATION,
    errors=(*ALWAYS, *described.CODE_ERRORS, registered.ROBOT_NOT_FOUND),
)
def delete(ctx: Ctx, p: ByCode) -> bool:
    """Delete a robot of the application."""
    registered.delete(ctx, ROBOT, p.code, registered.ROBOT_NOT_FOUND)
    return True
