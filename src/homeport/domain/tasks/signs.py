"""What people make of tasks for themselves: favourite, pinned, muted, watched.

Source: ``api-reference/tasks/user-actions/``.
"""

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records import reading, writing
from homeport.domain.tasks import beside
from homeport.domain.tasks.dialect import TASKS as DIALECT
from homeport.domain.tasks.tables import TASK, TASK_LIST, TASK_SIGN
from homeport.domain.tasks.tasks import STEPPED, TASKS
from homeport.store import Query

AUDITORS = "AUDITORS"

_BELOW = Query(select(TASK.c.ID).where(TASK.c.PARENT_ID == bindparam("id")).order_by(TASK.c.ID))


def put(ctx: Ctx, task: int, field: str, on: bool) -> None:
    """Make a task something to the caller, or no longer.

    :param field: ``FAVORITE``, ``IS_PINNED``, ``IS_MUTED``
    """
    key = {"USER_ID": ctx.actor.user_id, "FIELD": field, "TASK_ID": task}
    ctx.tx.delete(TASK_SIGN, **key)
    if on:
        ctx.tx.insert_many(TASK_SIGN, [key])


def put_below(ctx: Ctx, task: int, field: str, on: bool) -> None:
    """Make a task, and all below it that the caller sees, something to the caller, or no longer."""
    waiting, seen = [task], {task}
    while waiting:
        current = waiting.pop()
        put(ctx, current, field, on)
        below = [row[0] for row in ctx.tx.all(_BELOW, id=current) if row[0] not in seen]
        seen.update(below)
        waiting += [each for each in below if reading.may(ctx, TASKS, Operation.READ, {"ID": each})]


def watch(ctx: Ctx, task: int, on: bool) -> None:
    """Make the caller an auditor of a task, or no longer. Whoever sees it may."""
    people = beside.kept(ctx.tx, TASK_LIST, [AUDITORS], [task]).get(task, {}).get(AUDITORS, [])
    user = ctx.actor.user_id
    if (user in people) != on:
        others = [person for person in people if person != user]
        given = {AUDITORS: [*others, user] if on else others}
        writing.change(ctx, STEPPED, {"ID": task}, given, DIALECT)
