"""``task.items.getlist``, ``task.logitem.list``, ``task.planner.getlist``: lists around tasks."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx, Page
from homeport.core.values import is_empty
from homeport.domain.records.fields import Values
from homeport.domain.tasks import history, items
from homeport.domain.tasks.dialect import REFUSED
from homeport.methods.tasks._arguments import ERRORS, NOT_POSITIVE, Arguments
from homeport.rpc import NoParams, Ordered, method


class List(Ordered):
    order: Any = None
    filter: Any = None
    taskdata: Any = None
    nav_params: Any = msgspec.field(default=None, name="nav_params")
    start: Any = None


class Log(Ordered):
    id: Any = None
    taskid: Any = None


@method("task.items.getlist", heavy=True, errors=(items.FAILED,))
def get_list(ctx: Ctx, p: List) -> Page:
    """List the tasks that the caller sees."""
    return items.page(ctx, order=p.order, filter=p.filter, select=p.taskdata, params=p.nav_params, start=p.start)


@method("task.logitem.list", heavy=True, errors=(*ERRORS, NOT_POSITIVE, REFUSED))
def list_log(ctx: Ctx, p: Log) -> list[Values]:
    """List what became of a task."""
    task = Arguments("ctasklog::getlist").number("taskId", p.taskid if is_empty(p.id) else p.id)
    if not items.is_seen(ctx, task):
        raise REFUSED()
    return history.logged(ctx, task)


@method("task.planner.getlist", heavy=True)
def list_plan(ctx: Ctx, p: NoParams) -> list[int]:
    """List the tasks that the caller has to do today."""
    return items.planned(ctx)
