"""``bizproc.task.*``: tasks of people within processes."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.bizproc import tasks
from homeport.domain.bizproc.registered import DENIED
from homeport.methods.bizproc._params import List
from homeport.rpc import Underscored, method


class Complete(Underscored):
    task_id: Any = None
    status: Any = None
    comment: Any = None
    fields: Any = None


class Delegate(Underscored):
    task_ids: Any = None
    from_user_id: Any = None
    to_user_id: Any = None


@method("bizproc.task.list", heavy=True, errors=(DENIED, tasks.WRONG_SELECT))
def list_(ctx: Ctx, p: List) -> Page:
    """List tasks: administrators see all, others their own and, by ``USER_ID``, those of whom they head."""
    return tasks.page(ctx, p.select, p.filter, p.order, p.start)


@method("bizproc.task.complete", writes=True, errors=tasks.COMPLETING_ERRORS)
def complete(ctx: Ctx, p: Complete) -> bool:
    """Answer a task that the caller has; its process goes on once nobody else is waited for."""
    tasks.complete(ctx, p.task_id, p.status, p.comment, p.fields)
    return True


@method("bizproc.task.delegate", writes=True, errors=tasks.DELEGATING_ERRORS)
def delegate(ctx: Ctx, p: Delegate) -> bool:
    """Give tasks of somebody to somebody else."""
    tasks.delegate(ctx, p.task_ids, p.from_user_id, p.to_user_id)
    return True
