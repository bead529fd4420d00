"""Links between tasks on a plan: one begins or ends when another does.

Source: ``api-reference/tasks/task-dependence-add.md``, ``task-dependence-delete.md``.
"""

from typing import NamedTuple

from sqlalchemy import bindparam, or_, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.records import reading
from homeport.domain.tasks.tables import DEPENDENCE
from homeport.domain.tasks.tasks import TASKS
from homeport.store import Query

EXISTS = ErrorKind("ILLEGAL_NEW_LINK", "A link between tasks already exists")
ABSENT = ErrorKind("ILLEGAL_NEW_LINK", "The dependency between tasks does not exist")
NO_ADDING = ErrorKind("ACTION_NOT_ALLOWED", "Unable to add a link between tasks")
NO_DELETING = ErrorKind("ACTION_NOT_ALLOWED", "It is not possible to delete the dependency between tasks")

TYPES = range(4)
"""Start to start, start to finish, finish to start, finish to finish."""

_AFTER = Query(select(DEPENDENCE.c.TASK_ID).where(DEPENDENCE.c.DEPENDS_ON_ID == bindparam("id")))
_LINK = Query(
    select(DEPENDENCE.c.TYPE).where(
        DEPENDENCE.c.TASK_ID == bindparam("task"), DEPENDENCE.c.DEPENDS_ON_ID == bindparam("before")
    )
)
_AROUND = Query(
    select(DEPENDENCE.c.DEPENDS_ON_ID, DEPENDENCE.c.TASK_ID, DEPENDENCE.c.TYPE)
    .where(or_(DEPENDENCE.c.TASK_ID == bindparam("id"), DEPENDENCE.c.DEPENDS_ON_ID == bindparam("id")))
    .order_by(DEPENDENCE.c.DEPENDS_ON_ID, DEPENDENCE.c.TASK_ID)
)


class Link(NamedTuple):
    """A link of two tasks.

    :param before: the task that it comes from
    :param kind: one of :data:`TYPES`
    :param changes: whether the caller may take it away
    """

    before: int
    task: int
    kind: int
    changes: bool


def around(ctx: Ctx, task: int) -> list[Link]:
    """The links from and to a task, as far as the caller sees both their ends."""
    return [
        Link(before, after, kind, _may(ctx, before, after))
        for before, after, kind in ctx.tx.all(_AROUND, id=task)
        if all(reading.may(ctx, TASKS, Operation.READ, {"ID": each}) for each in (before, after))
    ]


def add(ctx: Ctx, before: int, task: int, kind: int) -> None:
    """Let a task depend on another. Two tasks have one link, and none leads back.

    :param before: the task that the link comes from
    :param kind: one of :data:`TYPES`
    """
    if kind not in TYPES or before == task or not _may(ctx, before, task):
        raise NO_ADDING()
    tx = ctx.tx
    if tx.one(_LINK, task=task, before=before) is not None or tx.one(_LINK, task=before, before=task) is not None:
        raise EXISTS()
    waiting, seen = [task], {task}
    while waiting:
        for (after,) in tx.all(_AFTER, id=waiting.pop()):
            if after == before:
                raise NO_ADDING()
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    tx.insert_many(DEPENDENCE, [{"TASK_ID": task, "DEPENDS_ON_ID": before, "TYPE": kind}])


def delete(ctx: Ctx, before: int, task: int) -> None:
    """Take a link between two tasks away."""
    if not _may(ctx, before, task):
        raise NO_DELETING()
    if not ctx.tx.delete(DEPENDENCE, TASK_ID=task, DEPENDS_ON_ID=before):
        raise ABSENT()


def _may(ctx: Ctx, before: int, task: int) -> bool:
    """Whether the caller may plan a task after another: edits the one, and sees the other."""
    sees = reading.may(ctx, TASKS, Operation.READ, {"ID": before})
    return sees and reading.may(ctx, TASKS, Operation.WRITE, {"ID": task})
