"""What tasks are in a scrum: where they are, how much work, of which epic, in which stage.

Source: ``api-reference/sonet-group/scrum/task/``, ``kanban/``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.core.values import is_empty, read_integer, read_string
from homeport.domain.records import reading
from homeport.domain.records.fields import Values
from homeport.domain.tasks.scrum import access, boards, plans
from homeport.domain.tasks.scrum.epics import EPICS
from homeport.domain.tasks.scrum.epics import NOT_FOUND as NO_EPIC
from homeport.domain.tasks.scrum.tables import ITEM
from homeport.domain.tasks.tables import TASK
from homeport.domain.tasks.tasks import TASKS
from homeport.store import Query

NO_TASK = ErrorKind("0", "Task not found")
NOT_CREATED = ErrorKind("0", "Item not created")
OTHER_GROUP = ErrorKind("0", "Task not found. The task must be with GROUP_ID")

MAX_POINTS = 255

_ITEM = Query(select(*ITEM.c).where(ITEM.c.TASK_ID == bindparam("task")))
_GROUP = Query(select(TASK.c.GROUP_ID).where(TASK.c.ID == bindparam("task")))


def get(ctx: Ctx, task: int) -> Values:
    """What a task that the caller sees is in its scrum."""
    row = _stored(ctx, task) if _sees(ctx, task) else None
    if row is None:
        raise NO_TASK()
    return {
        "entityId": row["ENTITY_ID"],
        "storyPoints": row["STORY_POINTS"],
        "epicId": row["EPIC_ID"],
        "sort": row["SORT"],
        "createdBy": row["CREATED_BY"],
        "modifiedBy": row["MODIFIED_BY"],
    }


def put(ctx: Ctx, task: int, given: Mapping[str, Any]) -> None:
    """Put a task into a backlog or sprint of its group, and say what it is there.

    :param given: ``entityId``, ``storyPoints``, ``epicId``, ``sort``; what is not said stays
    :raises CallError: ``NO_TASK``, ``DENIED``, ``NO_EPIC``, ``NOT_CREATED``
    """
    if not _sees(ctx, task):
        raise NO_TASK()
    group = ctx.tx.value(_GROUP, task=task) or 0
    if not group or not access.may_write(ctx, group):
        raise access.DENIED()
    old = _stored(ctx, task)
    row = _read(ctx, group, given)
    user = ctx.actor.user_id
    entity = row.get("ENTITY_ID") or (old["ENTITY_ID"] if old else plans.backlog_of(ctx.tx, group))
    if entity is None or plans.group_of(ctx.tx, entity) != group:
        raise NOT_CREATED()
    row["ENTITY_ID"] = entity
    if old is None:
        usual = {"STORY_POINTS": "", "EPIC_ID": 0, "SORT": 1, "CREATED_BY": user, "MODIFIED_BY": 0}
        ctx.tx.insert_many(ITEM, [{"TASK_ID": task, "STAGE_ID": None, **usual, **row}])
    else:
        if entity != old["ENTITY_ID"]:
            row["STAGE_ID"] = None
        ctx.tx.update(ITEM, {"TASK_ID": task}, {**row, "MODIFIED_BY": user})


def _read(ctx: Ctx, group: int, given: Mapping[str, Any]) -> Values:
    zone = ctx.clock.zone
    row: Values = {}
    try:
        for name, column in (("entityId", "ENTITY_ID"), ("epicId", "EPIC_ID"), ("sort", "SORT")):
            if not is_empty(given.get(name)):
                row[column] = read_integer(given[name], zone)
        if "storyPoints" in given:
            row["STORY_POINTS"] = (read_string(given["storyPoints"], zone) or "")[:MAX_POINTS]
    except (ValueError, OverflowError):
        raise NOT_CREATED() from None
    epic = row.get("EPIC_ID")
    if epic:
        found = reading.stored(ctx, EPICS, {"ID": epic})
        if found is None or found["GROUP_ID"] != group:
            raise NO_EPIC()
    return row


def place(ctx: Ctx, task: int, sprint: Values, stage: int | None) -> None:
    """Put a task onto the board of its group's sprint, or take it off.

    :param sprint: as it is answered
    :param stage: the stage; None to take it off, where it stays in the sprint
    """
    if not _sees(ctx, task) or ctx.tx.value(_GROUP, task=task) != sprint["groupId"]:
        raise OTHER_GROUP()
    if stage is not None and boards.sprint_of(ctx.tx, stage) != sprint["id"]:
        raise boards.NO_STAGE()
    old = _stored(ctx, task)
    if stage is None and (old is None or old["ENTITY_ID"] != sprint["id"]):
        raise OTHER_GROUP()
    put(ctx, task, {"entityId": sprint["id"]})
    ctx.tx.update(ITEM, {"TASK_ID": task}, {"STAGE_ID": stage})


def _sees(ctx: Ctx, task: int) -> bool:
    return reading.may(ctx, TASKS, Operation.READ, {"ID": task})


def _stored(ctx: Ctx, task: int) -> Values | None:
    return next(iter(ctx.tx.dicts(_ITEM, task=task)), None)
