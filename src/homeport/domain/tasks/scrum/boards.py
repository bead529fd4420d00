"""The board of a sprint: its stages, and the tasks in them.

Source: ``api-reference/sonet-group/scrum/kanban/``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, read_integer, read_string
from homeport.domain.records.fields import Values
from homeport.domain.tasks.scrum.leaving import OF_SPRINT
from homeport.domain.tasks.scrum.tables import ITEM
from homeport.domain.tasks.stages import BEGINNINGS, OF_GROUP, PLAIN, STEP
from homeport.domain.tasks.tables import STAGE
from homeport.store import Query, Transaction, constant

TYPES = ("NEW", "WORK", "FINISH")

WRONG_NAME = ErrorKind("0", "Incorrect name format")
NO_STAGE = ErrorKind("0", "Stage not found")
HAS_TASKS = ErrorKind("0", "Stage has tasks")

_OF_SPRINT = Query(
    select(STAGE.c.ID, STAGE.c.TITLE, STAGE.c.SORT, STAGE.c.SYSTEM_TYPE, STAGE.c.ENTITY_ID, STAGE.c.COLOR)
    .where(STAGE.c.ENTITY_TYPE == constant(OF_SPRINT), STAGE.c.ENTITY_ID == bindparam("sprint"))
    .order_by(STAGE.c.SORT, STAGE.c.ID)
)
_BY_ID = Query(
    select(STAGE.c.ENTITY_ID).where(STAGE.c.ENTITY_TYPE == constant(OF_SPRINT), STAGE.c.ID == bindparam("stage"))
)
_LAST = Query(
    select(func.max(STAGE.c.SORT)).where(
        STAGE.c.ENTITY_TYPE == constant(OF_SPRINT), STAGE.c.ENTITY_ID == bindparam("sprint")
    )
)
_IN_STAGE = Query(select(ITEM.c.TASK_ID).where(ITEM.c.STAGE_ID == bindparam("stage")).limit(1))


def listed(tx: Transaction, sprint: int) -> list[Values]:
    """The stages of a sprint's board, as they are answered: all texts."""
    names = ("id", "name", "sort", "type", "sprintId", "color")
    return [dict(zip(names, map(str, row), strict=True)) for row in tx.all(_OF_SPRINT, sprint=sprint)]


def open_for(tx: Transaction, sprint: int, before: int | None) -> None:
    """Give a sprint that has no stages those of the sprint before it, or the usual ones."""
    if tx.one(_OF_SPRINT, sprint=sprint) is not None:
        return
    stages = [(title, kind, color) for _, title, _, kind, _, color in tx.all(_OF_SPRINT, sprint=before or 0)]
    for place, (title, kind, color) in enumerate(stages or BEGINNINGS[OF_GROUP], 1):
        _insert(tx, sprint, {"TITLE": title, "SORT": place * STEP, "SYSTEM_TYPE": kind, "COLOR": color})


def _insert(tx: Transaction, sprint: int, row: Values) -> int:
    return tx.insert(STAGE, {**row, "ENTITY_TYPE": OF_SPRINT, "ENTITY_ID": sprint})


def first(tx: Transaction, sprint: int) -> int | None:
    """The first stage of a sprint's board."""
    found: int | None = tx.value(_OF_SPRINT, sprint=sprint)
    return found


def sprint_of(tx: Transaction, stage: int) -> int | None:
    """The sprint whose board has a stage."""
    found: int | None = tx.value(_BY_ID, stage=stage)
    return found


def add(ctx: Ctx, sprint: int, given: Mapping[str, Any]) -> int:
    """Add a stage, after the others unless told; its number.

    :raises CallError: ``WRONG_NAME`` for one without a name, or values that it cannot have
    """
    row = _read(ctx, given)
    if not row.get("TITLE"):
        raise WRONG_NAME()
    last = ctx.tx.value(_LAST, sprint=sprint) or 0
    usual = {"SORT": last + STEP, "SYSTEM_TYPE": "WORK", "COLOR": PLAIN}
    return _insert(ctx.tx, sprint, {**usual, **row})


def change(ctx: Ctx, stage: int, sprint: int, given: Mapping[str, Any]) -> None:
    """Change a stage, or move it to the board of another sprint.

    :raises CallError: as :func:`add` does
    """
    row = _read(ctx, given)
    if row.get("TITLE", "a name") == "":
        raise WRONG_NAME()
    ctx.tx.update(STAGE, {"ID": stage}, {**row, "ENTITY_ID": sprint})


def delete(tx: Transaction, stage: int) -> None:
    """Delete a stage without tasks."""
    if has_tasks(tx, stage):
        raise HAS_TASKS()
    tx.delete(STAGE, ID=stage)


def has_tasks(tx: Transaction, stage: int) -> bool:
    """Whether there are tasks in a stage."""
    return tx.one(_IN_STAGE, stage=stage) is not None


def forget(tx: Transaction, sprint: int) -> None:
    """Take a sprint's board away."""
    tx.delete(STAGE, ENTITY_TYPE=OF_SPRINT, ENTITY_ID=sprint)


def _read(ctx: Ctx, given: Mapping[str, Any]) -> Values:
    zone = ctx.clock.zone
    row: Values = {}
    try:
        if "name" in given:
            row["TITLE"] = (read_string(given["name"], zone) or "").strip()[:255]
        if not is_empty(given.get("sort")):
            row["SORT"] = read_integer(given["sort"], zone)
        if not is_empty(given.get("color")):
            row["COLOR"] = (read_string(given["color"], zone) or "").lstrip("#")[:6]
    except (ValueError, OverflowError):
        raise WRONG_NAME() from None
    kind = given.get("type")
    if not is_empty(kind):
        if kind not in TYPES:
            raise WRONG_NAME()
        row["SYSTEM_TYPE"] = kind
    return row
