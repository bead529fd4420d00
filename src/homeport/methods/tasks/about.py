"""``tasks.task.*``: what may be done to a task, what became of it, and how many ask for attention."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_PARAMETER, ErrorKind
from homeport.domain.records import reading
from homeport.domain.tasks import changing, counters, groups, history, showing
from homeport.domain.tasks.tasks import TASKS
from homeport.methods.family import as_id
from homeport.methods.tasks._naming import NAMING, SCOPE, OfTask, task_of
from homeport.rpc import Params, method

DENIED = ErrorKind("0", "Access denied. (internal error)")
NO_USER_ID = ErrorKind(
    "0", "Invalid value {{{value}}} to match with parameter {{userId}}. Should be value of type int."
)
NO_GROUP = ErrorKind("0", "Group not found or access denied. (internal error)")


class Access(OfTask):
    users: Any = None


class History(OfTask):
    filter: Any = None
    order: Any = None


class Counters(Params):
    user_id: Any = None
    group_id: Any = None
    type: Any = None


@method("tasks.task.getaccess", scope=SCOPE, errors=NAMING)
def get_access(ctx: Ctx, p: Access) -> dict[str, Any]:
    """Say what the caller, or each of some people, may do to a task."""
    task = task_of(p.task_id)
    if not showing.is_array(p.users):
        raise INVALID_PARAMETER(value=p.users, name="users", type="array")
    wanted = showing.values_of(p.users) or [ctx.actor.user_id]
    refusal = INVALID_PARAMETER(value="array", name="users", type="array")
    people = [as_id(each, ErrorKind(refusal.code, refusal.description)) for each in wanted]
    return {"allowedActions": changing.access(ctx, task, people)}


@method("tasks.task.history.list", scope=SCOPE, heavy=True, errors=(*NAMING, DENIED))
def list_history(ctx: Ctx, p: History) -> dict[str, Any]:
    """List what became of a task."""
    task = task_of(p.task_id)
    if reading.stored(ctx, TASKS, {"ID": task}) is None:
        return {"list": []}
    changing.of_caller(ctx, task, DENIED)
    return {"list": history.page(ctx, task, filter=p.filter, order=p.order)}


@method("tasks.task.counters.get", scope=SCOPE, errors=(NO_USER_ID, NO_GROUP))
def get_counters(ctx: Ctx, p: Counters) -> Any:
    """Count the overdue tasks and unread comments of somebody."""
    user = ctx.actor.user_id
    if p.user_id not in (None, "", 0, "0"):
        refusal = NO_USER_ID(value=p.user_id)
        user = as_id(p.user_id, ErrorKind(refusal.code, refusal.description))
    group = None if p.group_id in (None, "", 0, "0") else as_id(p.group_id, NO_GROUP)
    if group is not None and not groups.is_seen(ctx, group):
        raise NO_GROUP()
    found = counters.of(ctx, user, p.type if isinstance(p.type, str) else counters.EVERY_ROLE, group)
    return Page([] if found is None else found, 1)
