"""What people make of tasks for themselves: favourite, pinned, muted, watched.

Source: ``api-reference/tasks/user-actions/``.
"""

from homeport.core.ctx import Ctx
from homeport.domain.records import writing
from homeport.domain.tasks import beside
from homeport.domain.tasks.dialect import TASKS as DIALECT
from homeport.domain.tasks.tables import TASK_LIST, TASK_SIGN
from homeport.domain.tasks.tasks import STEPPED

AUDITORS = "AUDITORS"


def put(ctx: Ctx, task: int, field: str, on: bool) -> None:
    """Make a task something to the caller, or no longer.

    :param field: ``FAVORITE``, ``IS_PINNED``, ``IS_MUTED``
    """
    key = {"USER_ID": ctx.actor.user_id, "FIELD": field, "TASK_ID": task}
    ctx.tx.delete(TASK_SIGN, **key)
    if on:
        ctx.tx.insert_many(TASK_SIGN, [key])


def watch(ctx: Ctx, task: int, on: bool) -> None:
    """Make the caller an auditor of a task, or no longer. Whoever sees it may."""
    people = beside.kept(ctx.tx, TASK_LIST, [AUDITORS], [task]).get(task, {}).get(AUDITORS, [])
    user = ctx.actor.user_id
    if (user in people) != on:
        others = [person for person in people if person != user]
        given = {AUDITORS: [*others, user] if on else others}
        writing.change(ctx, STEPPED, {"ID": task}, given, DIALECT)
