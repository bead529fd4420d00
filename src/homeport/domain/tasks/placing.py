"""Tasks moved from stage to stage, and before or behind others there.

A task's place in its stage is a number between those of its neighbours, so that moving one writes one.
Source: ``api-reference/tasks/stages/task-stages-move-task.md``.
"""

from typing import NamedTuple

from sqlalchemy import BindParameter, Column, Table, bindparam, func, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.records import reading, writing
from homeport.domain.records.fields import Values
from homeport.domain.tasks import stages
from homeport.domain.tasks.dialect import TASKS as DIALECT
from homeport.domain.tasks.stages import OF_USER, Board
from homeport.domain.tasks.tables import PLAN, TASK
from homeport.domain.tasks.tasks import STEPPED, TASKS
from homeport.store import Query, Transaction

DENIED = ErrorKind("ACCESS_DENIED_MOVE", "You cannot move this task")
NO_TASK = ErrorKind("TASK_NOT_FOUND", "Task not found or access to it is denied")

STEP = 1_024.0
"""Between neighbours that were put one behind the other."""


class Places(NamedTuple):
    """Where the places of tasks are kept: statements that take ``stage``, and ``place`` where they look beside one."""

    table: Table
    task: Column[int]
    of: Query
    last: Query
    before: Query
    after: Query
    all: Query


def _places(table: Table, task: Column[int]) -> Places:
    place, in_stage = table.c.SORTING, table.c.STAGE_ID == bindparam("stage")
    beside: BindParameter[float] = bindparam("place")
    return Places(
        table,
        task,
        Query(select(place).where(in_stage, task == bindparam("task"))),
        Query(select(func.max(place)).where(in_stage)),
        Query(select(func.max(place)).where(in_stage, place < beside)),
        Query(select(func.min(place)).where(in_stage, place > beside)),
        Query(select(task).where(in_stage).order_by(place.is_(None), place, task)),
    )


IN_GROUP, IN_PLAN = _places(TASK, TASK.c.ID), _places(PLAN, PLAN.c.TASK_ID)


def may_move(ctx: Ctx, board: Board) -> bool:
    """Whether the caller moves tasks in a board; administrators do in every group's."""
    return stages.may_sort(ctx, board, unchecked=True)


def move(ctx: Ctx, task: int, number: int, *, before: int | None, after: int | None) -> None:
    """Move a task into a stage of its group, or of the caller's plan.

    :param before: the task of the stage before which it comes
    :param after: the one behind which it comes, where ``before`` says nothing; else it comes last
    :raises CallError: ``NO_TASK``, ``NOT_FOUND`` or ``DENIED``
    """
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        raise NO_TASK()
    stage = stages.find(ctx.tx, number)
    board = stages.board_with(stage)
    stored = reading.stored(ctx, TASKS, {"ID": task})
    assert stored is not None
    if not may_move(ctx, board) or (board.type != OF_USER and stored["GROUP_ID"] != board.id):
        raise DENIED()
    if board.type == OF_USER:
        _plan(ctx, task, stage, before, after)
    else:
        place = _place(ctx.tx, IN_GROUP, number, task, before, after)
        if stored["STAGE_ID"] != number:
            writing.change(ctx, STEPPED.now(ctx.tx), {"ID": task}, {"STAGE_ID": number}, DIALECT)
        ctx.tx.update(TASK, {"ID": task}, {"SORTING": place})


def _plan(ctx: Ctx, task: int, stage: Values, before: int | None, after: int | None) -> None:
    """Put a task into the caller's plan."""
    place = _place(ctx.tx, IN_PLAN, stage["ID"], task, before, after)
    key = {"USER_ID": ctx.actor.user_id, "TASK_ID": task}
    ctx.tx.delete(PLAN, **key)
    ctx.tx.insert_many(PLAN, [{**key, "STAGE_ID": stage["ID"], "SORTING": place}])


def _place(tx: Transaction, kept: Places, stage: int, task: int, before: int | None, after: int | None) -> float:
    """A place beside another task of a stage, or the last."""
    other, side = (before, kept.before) if before else (after, kept.after)
    found = tx.one(kept.of, stage=stage, task=other) if other and other != task else None
    if found is None:
        last: float | None = tx.value(kept.last, stage=stage)
        return STEP if last is None else last + STEP
    if found[0] is None:
        return _place_anew(tx, kept, stage, task, before, after)
    own: float = found[0]
    neighbour: float | None = tx.value(side, stage=stage, place=own)
    if neighbour is None:
        return own - STEP if before else own + STEP
    place = (own + neighbour) / 2
    if place in (own, neighbour):
        return _place_anew(tx, kept, stage, task, before, after)
    return place


def _place_anew(tx: Transaction, kept: Places, stage: int, task: int, before: int | None, after: int | None) -> float:
    """As :func:`_place`, once every task of the stage has a place with room beside it."""
    for position, (each,) in enumerate(tx.all(kept.all, stage=stage), 1):
        tx.update(kept.table, {kept.task.name: each, "STAGE_ID": stage}, {"SORTING": position * STEP})
    return _place(tx, kept, stage, task, before, after)
