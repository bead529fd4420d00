"""``disk.rights.getTasks``: what may be given."""

from homeport.core.ctx import Ctx
from homeport.domain.disk.access import TASKS
from homeport.rpc import NoParams, method


@method("disk.rights.getTasks")
def get_tasks(ctx: Ctx, p: NoParams) -> list[dict[str, str]]:
    """List the levels of access that can be given."""
    return [{"ID": str(task.id), "NAME": task.name, "TITLE": task.title} for task in TASKS]
