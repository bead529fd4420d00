"""Who sees and changes tasks, as one SQL predicate.

A task is seen by its creator, its responsible, its accomplices and auditors, by those who head a department that one of
these works in or below it, by the members of its group, and by administrators. It is changed and deleted by
administrators, its creator, those who head the creator, and the moderators of its group.
Source: ``tasks-task-list.md``, ``tasks-task-update.md``, ``tasks-task-delete.md``.
"""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, or_, select, true

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.portal.people.departments import HEADS
from homeport.domain.portal.tables import COLLEAGUE
from homeport.domain.records.collection import Access
from homeport.domain.tasks import groups
from homeport.domain.tasks.tables import TASK_LIST
from homeport.store import constant

SEES, CHANGES, ALL = "sees", "changes", "all"
"""What a grant says."""

PEOPLE = ("ACCOMPLICES", "AUDITORS")


def is_reached(person: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a person is the caller, or somebody whom the caller heads."""
    headed = select(COLLEAGUE.c.COLLEAGUE_ID).where(
        COLLEAGUE.c.USER_ID == bindparam("actor"), COLLEAGUE.c.REACH == constant(HEADS)
    )
    return or_(person == bindparam("actor"), person.in_(headed))


def covers(grant: str, task: FromClause, scans: bool) -> ColumnElement[bool]:
    """Which rows of the table of tasks a grant covers."""
    if grant == ALL:
        return true()
    if grant == CHANGES:
        return or_(is_reached(task.c.CREATED_BY), groups.of_moderators(task))
    return or_(has_part(task, scans), groups.of_members(task))


def has_part(task: FromClause, scans: bool) -> ColumnElement[bool]:
    """Which tasks the caller, or somebody whom the caller heads, has a part in.

    :param scans: whether the statement looks at many tasks
    """
    takes_part = select(TASK_LIST.c.TASK_ID).where(
        TASK_LIST.c.FIELD.in_([constant(name) for name in PEOPLE]), is_reached(TASK_LIST.c.VALUE)
    )
    if not scans:
        takes_part = takes_part.where(TASK_LIST.c.TASK_ID == task.c.ID)
    return or_(is_reached(task.c.CREATED_BY), is_reached(task.c.RESPONSIBLE_ID), task.c.ID.in_(takes_part))


def _grant(ctx: Ctx, operation: Operation) -> str:
    if ctx.actor.is_admin:
        return ALL
    return CHANGES if operation in (Operation.WRITE, Operation.DELETE) else SEES


OF_TASKS = Access(_grant, covers)
SEEN = Access(lambda ctx, operation: _grant(ctx, Operation.READ), covers)
"""For steps that others than the creator take too: what they may do is asked for beside it."""
