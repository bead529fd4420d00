"""``disk.rights.getTasks``, ``disk.attachedObject.get``: what may be given, and what files are shown with."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.disk import attached
from homeport.domain.disk.access import DENIED, TASKS
from homeport.domain.disk.changing import BAD_ARGUMENT
from homeport.domain.disk.objects import NOT_FOUND
from homeport.methods.disk.parameters import ById, number
from homeport.rpc import NoParams, method


@method("disk.rights.getTasks")
def get_tasks(ctx: Ctx, p: NoParams) -> list[dict[str, str]]:
    """List the levels of access that can be given."""
    return [{"ID": str(task.id), "NAME": task.name, "TITLE": task.title} for task in TASKS]


@method("disk.attachedObject.get", errors=(BAD_ARGUMENT, NOT_FOUND, DENIED))
def get_attached(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return what is known of a file that is shown with something else."""
    return attached.get(ctx, number(p.id))
