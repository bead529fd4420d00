"""Comments that somebody has not read: those of others since the task was last looked at."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, or_, select

from homeport.domain.tasks.comments.rows import COMMENT
from homeport.domain.tasks.tables import TASK_VIEW
from homeport.store import Query, Transaction, padded

_VIEWED = and_(TASK_VIEW.c.TASK_ID == COMMENT.c.TASK_ID, TASK_VIEW.c.USER_ID == bindparam("user"))
_UNREAD = and_(
    COMMENT.c.AUTHOR_ID != bindparam("user"),
    or_(TASK_VIEW.c.VIEWED_DATE.is_(None), COMMENT.c.POST_DATE > TASK_VIEW.c.VIEWED_DATE),
)


def counted(tasks: ColumnElement[bool]) -> Query:
    """How many comments somebody has not read, as a statement that takes ``user``.

    :param tasks: of which tasks, as a condition on the comments' ``TASK_ID``
    """
    unread = select(func.count()).select_from(COMMENT.outerjoin(TASK_VIEW, _VIEWED))
    return Query(unread.where(tasks, _UNREAD))


def of(tx: Transaction, user: int, tasks: Sequence[int]) -> dict[int, int]:
    """How many comments of some tasks somebody has not read, by task; nothing of those without."""
    if not tasks:
        return {}
    size = padded(len(tasks))
    params = {f"id{place}": tasks[min(place, len(tasks) - 1)] for place in range(size)}
    return {task: int(count) for task, count in tx.all(_of_tasks(size), user=user, **params)}


@lru_cache(128)
def _of_tasks(size: int) -> Query:
    wanted: list[BindParameter[int]] = [bindparam(f"id{place}") for place in range(size)]
    return Query(
        select(COMMENT.c.TASK_ID, func.count())
        .select_from(COMMENT.outerjoin(TASK_VIEW, _VIEWED))
        .where(COMMENT.c.TASK_ID.in_(wanted), _UNREAD)
        .group_by(COMMENT.c.TASK_ID)
    )
