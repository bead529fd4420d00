"""How many tasks ask for somebody's attention. Source: ``api-reference/tasks/tasks-task-counters-get.md``."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, FromClause, bindparam, exists, func, or_, select

from homeport.core.ctx import Ctx
from homeport.domain.portal.people import users
from homeport.domain.records.fields import Values
from homeport.domain.tasks import actions, computed
from homeport.domain.tasks.access import PEOPLE
from homeport.domain.tasks.comments import unread
from homeport.domain.tasks.comments.rows import COMMENT
from homeport.domain.tasks.tables import TASK, TASK_LIST, TASK_SIGN
from homeport.store import Query, constant

EVERY_ROLE = "view_all"
EXPIRED, NEW_COMMENTS = 6291456, 12582912
"""What the page's example calls the two counters; no page says more of these codes."""


def _in_list(name: str) -> Callable[[FromClause], ColumnElement[bool]]:
    def takes_part(task: FromClause) -> ColumnElement[bool]:
        mine = select(TASK_LIST.c.TASK_ID).where(
            TASK_LIST.c.FIELD == constant(name), TASK_LIST.c.VALUE == bindparam("user")
        )
        return task.c.ID.in_(mine)

    return takes_part


ROLES: dict[str, Callable[[FromClause], ColumnElement[bool]]] = {
    "view_role_responsible": lambda task: task.c.RESPONSIBLE_ID == bindparam("user"),
    "view_role_accomplice": _in_list(PEOPLE[0]),
    "view_role_auditor": _in_list(PEOPLE[1]),
    "view_role_originator": lambda task: task.c.CREATED_BY == bindparam("user"),
}
"""Which tasks somebody has which part in, by the documented word."""

_MUTED = exists().where(
    TASK_SIGN.c.USER_ID == bindparam("user"),
    TASK_SIGN.c.FIELD == constant("IS_MUTED"),
    TASK_SIGN.c.TASK_ID == TASK.c.ID,
)


def _overdue(part: ColumnElement[bool], *more: ColumnElement[bool]) -> Query:
    muted = _MUTED.correlate(TASK)
    return Query(select(func.count()).select_from(TASK).where(part, computed.is_overdue(TASK), ~muted, *more))


_PARTS = {
    EVERY_ROLE: or_(*(part(TASK) for part in ROLES.values())),
    **{role: part(TASK) for role, part in ROLES.items()},
}


def _unread(part: ColumnElement[bool], *more: ColumnElement[bool]) -> Query:
    tasks = select(TASK.c.ID).where(part, ~_MUTED.correlate(TASK), *more)
    return unread.counted(COMMENT.c.TASK_ID.in_(tasks))


_IN_GROUP = TASK.c.GROUP_ID == bindparam("group")
_UNREAD = {role: _unread(part) for role, part in _PARTS.items()}
_UNREAD_IN_GROUP = {role: _unread(part, _IN_GROUP) for role, part in _PARTS.items()}
_OVERDUE = {role: _overdue(part) for role, part in _PARTS.items()}
_OVERDUE_IN_GROUP = {role: _overdue(part, _IN_GROUP) for role, part in _PARTS.items()}


def of(ctx: Ctx, user: int, role: str, group: int | None = None) -> Values | None:
    """The counters of somebody in a role; None when there is no such user, or the caller does not head that one.

    :param role: one of :data:`ROLES`; every other word stands for all of them
    :param group: the group whose tasks are counted; None for all tasks
    """
    caller = actions.Person(ctx.actor.user_id, ctx.actor.is_admin)
    if not users.exists(ctx.tx, user) or not actions.answers_for(ctx.tx, caller, user):
        return None
    named = {} if group is None else {"group": group}
    role = role if role in _PARTS else EVERY_ROLE
    late, new = (_OVERDUE_IN_GROUP, _UNREAD_IN_GROUP) if named else (_OVERDUE, _UNREAD)
    overdue = int(ctx.tx.value(late[role], user=user, now=computed.context(ctx)["now"], **named))
    unseen = int(ctx.tx.value(new[role], user=user, **named))
    return {
        "expired": {"counter": overdue, "code": EXPIRED},
        "new_comments": {"counter": unseen, "code": NEW_COMMENTS},
    }
