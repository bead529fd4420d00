"""Timers: whoever is responsible for a task whose time is measured starts one by starting the task, and stops it by
pausing, deferring or completing it; what it has measured is a record of the task's time. Everybody has one at most.

No page has a method for it: ``fields.md`` has the action ``dayplan.timer.toggle``, ``tasks-task-list.md`` what
``WITH_TIMER_INFO`` tells of it.
"""

from collections.abc import Container
from typing import NamedTuple

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.records.collection import Change
from homeport.domain.records.fields import Values
from homeport.domain.tasks.spent import note_measured, seconds_since
from homeport.domain.tasks.statuses import Status
from homeport.domain.tasks.tables import TIMER
from homeport.store import Query

_OF_TASK = Query(
    select(TIMER.c.USER_ID, TIMER.c.TASK_ID, TIMER.c.STARTED)
    .where(TIMER.c.TASK_ID == bindparam("task"))
    .order_by(TIMER.c.USER_ID)
)
_OF_USER = Query(select(TIMER.c.USER_ID, TIMER.c.TASK_ID, TIMER.c.STARTED).where(TIMER.c.USER_ID == bindparam("user")))


class Timer(NamedTuple):
    """One that runs.

    :param started: a moment as it is stored
    """

    user: int
    task: int
    started: str


def follow(change: Change) -> None:
    """What a change of a task does to timers: its own run while it is in progress, and only whoever is responsible has
    one."""
    ctx, row, old = change.ctx, change.row, change.old
    is_measured = row["REAL_STATUS"] == Status.IN_PROGRESS and row["ALLOW_TIME_TRACKING"] == "Y"
    for timer in map(Timer._make, ctx.tx.all(_OF_TASK, task=row["ID"]) if old else ()):
        if not is_measured or timer.user != row["RESPONSIBLE_ID"]:
            _stop(ctx, timer)
    if is_measured and row["RESPONSIBLE_ID"] == ctx.actor.user_id and old.get("REAL_STATUS") != Status.IN_PROGRESS:
        start(ctx, row["ID"])


def start(ctx: Ctx, task: int) -> None:
    """Let the caller's timer run for a task. What it ran for before has what was measured until now."""
    running = ctx.tx.one(_OF_USER, user=ctx.actor.user_id)
    if running is not None:
        _stop(ctx, Timer(*running))
    row = {"USER_ID": ctx.actor.user_id, "TASK_ID": task, "STARTED": ctx.clock.stamp()}
    ctx.tx.insert_many(TIMER, [row])


def may_resume(ctx: Ctx, task: Values) -> bool:
    """Whether the caller is at a stored task that is in progress, and no timer runs for it yet."""
    is_own = task["RESPONSIBLE_ID"] == ctx.actor.user_id and task["ALLOW_TIME_TRACKING"] == "Y"
    return is_own and task["REAL_STATUS"] == Status.IN_PROGRESS and not running_for(ctx, {task["ID"]})


def running_for(ctx: Ctx, tasks: Container[int]) -> dict[int, int]:
    """How many seconds the caller's timer has run, by the task that it runs for among these: one at most."""
    found = ctx.tx.one(_OF_USER, user=ctx.actor.user_id)
    if found is None or found[1] not in tasks:
        return {}
    return {found[1]: seconds_since(ctx, found[2])}


def _stop(ctx: Ctx, timer: Timer) -> None:
    ctx.tx.delete(TIMER, USER_ID=timer.user)
    note_measured(ctx, timer.task, timer.user, timer.started)
