"""What follows of a task from its row, the moment, and whoever asks.

Source: ``api-reference/tasks/tasks-task-list.md``, ``fields.md``.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx
from homeport.domain.portal.tables import USER, USER_DEPARTMENT
from homeport.domain.records.collection import Beside, Collection
from homeport.domain.records.fields import Field, Values
from homeport.domain.tasks.access import PEOPLE, SEES, covers, has_part
from homeport.domain.tasks.beside import Computed
from homeport.domain.tasks.comments.rows import COMMENT
from homeport.domain.tasks.scrum.tables import BACKLOG, ENTITY, ITEM, SPRINT
from homeport.domain.tasks.statuses import RUNNING, Status
from homeport.domain.tasks.tables import PLAN, STAGE, TASK, TASK_LIST, TASK_VIEW
from homeport.store import constant

SOON = 24 * 3600
"""Seconds before its deadline in which a task is almost overdue."""
OVERDUE, UNVIEWED, ALMOST_OVERDUE = -1, -2, -3


def context(ctx: Ctx) -> Values:
    """The moment, and the one until which a deadline is near."""
    now = int(ctx.clock.now())
    return {"now": _stored(now), "soon": _stored(now + SOON)}


def _stored(seconds: int) -> str:
    return to_stored(datetime.fromtimestamp(seconds, UTC))


def is_overdue(task: FromClause) -> ColumnElement[bool]:
    """Whether somebody works, or is to work, on a task whose deadline has passed."""
    return and_(_is_running(task), task.c.DEADLINE < bindparam("now"))


def _is_running(task: FromClause) -> ColumnElement[bool]:
    return task.c.REAL_STATUS.in_([constant(status) for status in RUNNING])


def _is_unviewed(task: FromClause) -> ColumnElement[bool]:
    """Whether the caller was given a part in a task and has not looked at it."""
    caller: BindParameter[int] = bindparam("actor")
    takes_part = exists().where(
        TASK_LIST.c.TASK_ID == task.c.ID,
        TASK_LIST.c.FIELD.in_([constant(name) for name in PEOPLE]),
        TASK_LIST.c.VALUE == caller,
    )
    viewed = exists().where(TASK_VIEW.c.TASK_ID == task.c.ID, TASK_VIEW.c.USER_ID == caller)
    return and_(
        task.c.CREATED_BY != caller,
        or_(task.c.RESPONSIBLE_ID == caller, takes_part.correlate(task)),
        ~viewed.correlate(task),
    )


def _sub_status(task: FromClause) -> ColumnElement[int]:
    return case(
        (is_overdue(task), constant(OVERDUE)),
        (and_(_is_running(task), _is_unviewed(task)), constant(UNVIEWED)),
        (and_(_is_running(task), task.c.DEADLINE < bindparam("soon")), constant(ALMOST_OVERDUE)),
        else_=task.c.REAL_STATUS,
    )


def _yes_or_no(condition: ColumnElement[bool]) -> ColumnElement[str]:
    return case((condition, constant("Y")), else_=constant("N"))


def _viewed(task: FromClause) -> ColumnElement[Any]:
    mine = select(TASK_VIEW.c.VIEWED_DATE).where(
        TASK_VIEW.c.TASK_ID == task.c.ID, TASK_VIEW.c.USER_ID == bindparam("actor")
    )
    return mine.correlate(task).scalar_subquery()


def _last_name(task: FromClause, person: str) -> ColumnElement[Any]:
    return select(USER.c.LAST_NAME).where(USER.c.ID == task.c[person]).correlate(task).scalar_subquery()


def _is_seen_root(task: FromClause) -> ColumnElement[bool]:
    """Whether there is no task above that the caller sees."""
    parent = TASK.alias()
    seen = exists().where(parent.c.ID == task.c.PARENT_ID, covers(SEES, parent, False)).correlate(task)
    return ~seen


def was_overdue(task: FromClause) -> ColumnElement[bool]:
    """Whether a task was not done by its deadline, whether it is by now or not."""
    return and_(task.c.DEADLINE.is_not(None), task.c.DEADLINE < func.coalesce(task.c.CLOSED_DATE, bindparam("now")))


def _is_planned(task: FromClause) -> ColumnElement[bool]:
    """Whether a task is the caller's to do, and so in the caller's plan."""
    helped = select(TASK_LIST.c.TASK_ID).where(
        TASK_LIST.c.FIELD == constant(PEOPLE[0]), TASK_LIST.c.VALUE == bindparam("actor")
    )
    return or_(task.c.RESPONSIBLE_ID == bindparam("actor"), task.c.ID.in_(helped))


def _in_plan(task: FromClause, column: str) -> ColumnElement[Any]:
    """What is kept of where the caller has put a task."""
    mine = select(PLAN.c[column]).where(PLAN.c.USER_ID == bindparam("actor"), PLAN.c.TASK_ID == task.c.ID)
    return mine.correlate(task).scalar_subquery()


def _first_of_plan() -> ColumnElement[int]:
    mine = select(STAGE.c.ID).where(STAGE.c.ENTITY_TYPE == constant("U"), STAGE.c.ENTITY_ID == bindparam("actor"))
    return mine.order_by(STAGE.c.SORT, STAGE.c.ID).limit(1).scalar_subquery()


class OfDepartments(Beside):
    """The departments that the responsible of a task works in, as filters look for them."""

    def rows(self, collection: Collection, field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        works = USER_DEPARTMENT.c.USER_ID == TASK.c.RESPONSIBLE_ID
        return select(TASK.c.ID).join(USER_DEPARTMENT, works), USER_DEPARTMENT.c.DEPARTMENT_ID


class InScrum(Beside):
    """The sprint or the backlog that a task of a scrum is in.

    :param entity_type: which of the two
    """

    single = True

    def __init__(self, entity_type: str) -> None:
        self._type = entity_type

    def rows(self, collection: Collection, field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        of_type = and_(ENTITY.c.ID == ITEM.c.ENTITY_ID, ENTITY.c.ENTITY_TYPE == constant(self._type))
        return select(ITEM.c.TASK_ID).join(ENTITY, of_type), ITEM.c.ENTITY_ID

    def column(self, collection: Collection, field: Field) -> ColumnElement[Any]:
        is_its = and_(ITEM.c.TASK_ID == TASK.c.ID, ENTITY.c.ENTITY_TYPE == constant(self._type))
        found = select(ENTITY.c.ID).join(ITEM, ITEM.c.ENTITY_ID == ENTITY.c.ID).where(is_its)
        return found.correlate(TASK).scalar_subquery()


def _comments(task: FromClause) -> ColumnElement[int]:
    counted = select(func.nullif(func.count(), 0)).select_from(COMMENT).where(COMMENT.c.TASK_ID == task.c.ID)
    return counted.correlate(task).scalar_subquery()


COMPUTED: dict[str, Beside] = {
    "SPRINT_ID": InScrum(SPRINT),
    "BACKLOG_ID": InScrum(BACKLOG),
    "SUBORDINATE_TASKS": Computed(lambda task: _yes_or_no(has_part(task, False))),
    "OVERDUED": Computed(lambda task: _yes_or_no(was_overdue(task))),
    "DEPARTMENT_ID": OfDepartments(),
    "IS_PLANNED": Computed(lambda task: _yes_or_no(_is_planned(task))),
    "PLAN_STAGE_ID": Computed(lambda task: func.coalesce(_in_plan(task, "STAGE_ID"), _first_of_plan())),
    "PLAN_SORTING": Computed(lambda task: _in_plan(task, "SORTING")),
    "IS_ROOT": Computed(lambda task: _yes_or_no(task.c.PARENT_ID.is_(None))),
    "IS_SEEN_ROOT": Computed(lambda task: _yes_or_no(_is_seen_root(task))),
    "SUB_STATUS": Computed(_sub_status),
    "NOT_VIEWED": Computed(lambda task: _yes_or_no(_is_unviewed(task))),
    "SUBORDINATE": Computed(lambda task: _yes_or_no(task.c.PARENT_ID.is_not(None))),
    "VIEWED_DATE": Computed(_viewed),
    "COMMENTS_COUNT": Computed(_comments),
    "STATUS_COMPLETE": Computed(
        lambda task: case((task.c.REAL_STATUS == constant(int(Status.COMPLETED)), constant(2)), else_=constant(1))
    ),
    "CREATED_BY_LAST_NAME": Computed(lambda task: _last_name(task, "CREATED_BY")),
    "RESPONSIBLE_LAST_NAME": Computed(lambda task: _last_name(task, "RESPONSIBLE_ID")),
}
