"""What tasks of REST 3.0 have beside their columns, found for a page of them at once.

Source: ``api-reference/tasks/fields-rest-v3.md``.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.disk import attached
from homeport.domain.portal.apps.tables import PLACEMENT
from homeport.domain.records.fields import Values
from homeport.domain.records.v3.entity import Compute
from homeport.domain.records.v3.finding import held
from homeport.domain.tasks import beside, parameters
from homeport.domain.tasks.files import KIND
from homeport.domain.tasks.scrum.tables import ITEM
from homeport.domain.tasks.tables import (
    CHECKLIST_ITEM,
    DEPENDENCE,
    ELAPSED,
    RESULT,
    TASK,
    TASK_LIST,
    TASK_SIGN,
    TASK_WORD,
)
from homeport.store import Query

PLACES = ("TASK_VIEW_TAB", "TASK_VIEW_SIDEBAR", "TASK_VIEW_TOP_PANEL")
"""Where applications show themselves in a task's card."""

_PLACED = Query(select(PLACEMENT.c.ID).where(PLACEMENT.c.PLACEMENT.in_([bindparam(name) for name in PLACES])).limit(1))
_SIGNS = Query(
    select(TASK_SIGN.c.TASK_ID).where(
        TASK_SIGN.c.USER_ID == bindparam("user"),
        TASK_SIGN.c.FIELD == bindparam("field"),
        TASK_SIGN.c.TASK_ID == bindparam("task"),
    )
)


def _ids(rows: Sequence[Values]) -> list[int]:
    return [row["ID"] for row in rows]


def listed(name: str) -> Compute:
    """The numbers in one of the task's lists."""

    def values(ctx: Ctx, rows: Sequence[Values]) -> list[list[int]]:
        found = beside.kept(ctx.tx, TASK_LIST, [name], _ids(rows))
        return [list(found.get(row["ID"], {}).get(name, ())) for row in rows]

    return values


def crm(ctx: Ctx, rows: Sequence[Values]) -> list[list[str]]:
    """The records of the CRM that tasks belong to."""
    found = beside.kept(ctx.tx, TASK_WORD, ["UF_CRM_TASK"], _ids(rows))
    return [list(found.get(row["ID"], {}).get("UF_CRM_TASK", ())) for row in rows]


def switched(code: str) -> Compute:
    """Whether an additional parameter is on."""

    def values(ctx: Ctx, rows: Sequence[Values]) -> list[bool]:
        found = beside.kept(ctx.tx, TASK_WORD, [parameters.FIELD], _ids(rows))
        return [code in found.get(row["ID"], {}).get(parameters.FIELD, ()) for row in rows]

    return values


def rows_in(key: ColumnElement[Any], value: ColumnElement[Any]) -> Compute:
    """The numbers of rows that belong to a task."""

    def values(ctx: Ctx, rows: Sequence[Values]) -> list[list[int]]:
        found = held(ctx.tx, key, _ids(rows), value)
        return [found.get(row["ID"], []) for row in rows]

    return values


def any_of(lists: Compute) -> Compute:
    """Whether there is something in a list."""
    return lambda ctx, rows: [bool(values) for values in lists(ctx, rows)]


def last_of(lists: Compute) -> Compute:
    """The last number in a list."""
    return lambda ctx, rows: [values[-1] if values else None for values in lists(ctx, rows)]


def signed(field: str) -> Compute:
    """The caller, in a list, where the task is something to him."""

    def values(ctx: Ctx, rows: Sequence[Values]) -> list[list[int]]:
        user = ctx.actor.user_id
        return [
            [user] if ctx.tx.one(_SIGNS, user=user, field=field, task=row["ID"]) is not None else [] for row in rows
        ]

    return values


def placed(ctx: Ctx, rows: Sequence[Values]) -> list[bool]:
    """Whether an application shows itself in the cards of tasks."""
    is_there = ctx.tx.one(_PLACED, **{name: name for name in PLACES}) is not None
    return [is_there] * len(rows)


def files(ctx: Ctx, rows: Sequence[Values]) -> list[list[int] | None]:
    """The numbers of what tasks show files by; nothing for a task without files."""
    found = attached.of(ctx.tx, KIND, _ids(rows))
    return [[each.id for each in found[row["ID"]]] if row["ID"] in found else None for row in rows]


def links(ctx: Ctx, rows: Sequence[Values]) -> list[str]:
    """Where people look at tasks."""
    return [f"/company/personal/user/{ctx.actor.user_id}/tasks/task/view/{row['ID']}/" for row in rows]


def always(value: Any) -> Compute:
    """What is alike in all tasks, as nothing sets it."""
    return lambda ctx, rows: [value for _ in rows]


def nothing(ctx: Ctx, rows: Sequence[Values]) -> list[list[int]]:
    """Lists that nothing fills."""
    return [[] for _ in rows]


def epics(ctx: Ctx, rows: Sequence[Values]) -> list[int | None]:
    """The epics of tasks in scrums."""
    found = held(ctx.tx, ITEM.c.TASK_ID, _ids(rows), ITEM.c.EPIC_ID)
    return [(found[row["ID"]][0] or None) if row["ID"] in found else None for row in rows]


def points(ctx: Ctx, rows: Sequence[Values]) -> list[int | str | None]:
    """How much work tasks in scrums are: numbers, or words of those who say so."""
    found = held(ctx.tx, ITEM.c.TASK_ID, _ids(rows), ITEM.c.STORY_POINTS)
    return [_number(found[row["ID"]][0]) if row["ID"] in found else None for row in rows]


def _number(said: str) -> int | str | None:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else said or None


CHECKLIST = rows_in(CHECKLIST_ITEM.c.TASK_ID, CHECKLIST_ITEM.c.ID)
SUBTASKS = rows_in(TASK.c.PARENT_ID, TASK.c.ID)
LINKS = rows_in(DEPENDENCE.c.TASK_ID, DEPENDENCE.c.DEPENDS_ON_ID)
RESULTS = rows_in(RESULT.c.TASK_ID, RESULT.c.ID)
SPENT = rows_in(ELAPSED.c.TASK_ID, ELAPSED.c.ID)
