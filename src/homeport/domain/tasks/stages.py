"""Boards: the stages through which a group's tasks go, and those of what people plan for themselves.

A board gets its first stages when it is first looked at. Source: ``api-reference/tasks/stages/``.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.dropped import UNFIT
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, read_integer, read_string
from homeport.domain.records.fields import Values
from homeport.domain.sonet_group import groups as sonet_groups
from homeport.domain.tasks import groups
from homeport.domain.tasks.tables import PLAN, STAGE, TASK
from homeport.store import Query, Transaction

OF_GROUP, OF_USER = groups.BOARD, "U"

EMPTY_TITLE = ErrorKind("EMPTY_TITLE", "Stage title is not specified")
NOT_FOUND = ErrorKind("NOT_FOUND", "Stage not found")
FIRST = ErrorKind("CANT_DELETE_FIRST", "Cannot delete the first stage. Move the stage to delete it.")
SYSTEM = ErrorKind("IS_SYSTEM", "The default stage cannot be deleted")
NOT_EMPTY = ErrorKind("NOT_EMPTY", "The stage contains tasks")

STEP = 100
"""Between the sort numbers of stages."""
LONGEST = 255
PLAIN = "47D1E2"
"""The colour of a stage that nobody gave one."""
BEGINNINGS = {
    OF_GROUP: (("New", "NEW", "00C4FB"), ("In progress", "WORK", PLAIN), ("Done", "FINISH", "75D900")),
    OF_USER: (("Not planned", "NEW", "00C4FB"), ("I will do it this week", None, PLAIN)),
}
"""The stages of a new board: title, system type, colour."""

_COLOR = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)
_OF_BOARD = Query(
    select(STAGE)
    .where(STAGE.c.ENTITY_TYPE == bindparam("type"), STAGE.c.ENTITY_ID == bindparam("id"))
    .order_by(STAGE.c.SORT, STAGE.c.ID)
)
_BY_ID = Query(select(STAGE).where(STAGE.c.ID == bindparam("id")))
_IN_GROUP = Query(select(TASK.c.ID).where(TASK.c.STAGE_ID == bindparam("stage")).limit(1))
_IN_PLAN = Query(select(PLAN.c.TASK_ID).where(PLAN.c.STAGE_ID == bindparam("stage")).limit(1))


class Board(NamedTuple):
    """Whose stages are meant.

    :param type: ``G`` for a group, ``U`` for a user's own plan
    """

    type: str
    id: int


def board_of(ctx: Ctx, entity: int) -> Board:
    """The board of a group; for 0 the caller's own plan."""
    return Board(OF_GROUP, entity) if entity else Board(OF_USER, ctx.actor.user_id)


def may_look(ctx: Ctx, board: Board, *, unchecked: bool = False) -> bool:
    """Whether the caller sees a board: its group's members, and whose plan it is.

    :param unchecked: whether an administrator wants no rights looked at
    """
    if board.type == OF_USER:
        return board.id == ctx.actor.user_id
    if unchecked and ctx.actor.is_admin:
        return sonet_groups.exists(ctx.tx, board.id)
    return groups.standing(ctx.tx, board.id, ctx.actor.user_id).sees


def may_sort(ctx: Ctx, board: Board, *, unchecked: bool = False) -> bool:
    """Whether the caller changes a board and moves tasks in it; nobody does in an archived group's.

    :param unchecked: as above
    """
    if not may_look(ctx, board, unchecked=unchecked):
        return False
    if board.type == OF_USER or (unchecked and ctx.actor.is_admin):
        return True
    return groups.standing(ctx.tx, board.id, ctx.actor.user_id).writes


def of(ctx: Ctx, board: Board) -> list[Values]:
    """The stages of a board, from the first to the last; a board that has none yet gets them."""
    found = ctx.tx.dicts(_OF_BOARD, type=board.type, id=board.id)
    if not found:
        for place, (title, system, color) in enumerate(BEGINNINGS[board.type], 1):
            _insert(ctx, board, {"TITLE": title, "SYSTEM_TYPE": system, "COLOR": color, "SORT": place * STEP})
        found = ctx.tx.dicts(_OF_BOARD, type=board.type, id=board.id)
    return found


def shown(stage: Values) -> Values:
    """A stage as ``task.stages.get`` answers it."""
    texts = {name: str(stage[name]) for name in ("ID", "SORT", "ENTITY_ID")}
    return {**stage, **texts, "ADDITIONAL_FILTER": [], "TO_UPDATE": [], "TO_UPDATE_ACCESS": None}


def find(tx: Transaction, number: int) -> Values:
    """A stage.

    :raises CallError: ``NOT_FOUND``
    """
    found = tx.dicts(_BY_ID, id=number)
    if not found:
        raise NOT_FOUND()
    return found[0]


def board_with(stage: Values) -> Board:
    """The board that a stage is of."""
    return Board(stage["ENTITY_TYPE"], stage["ENTITY_ID"])


def add(ctx: Ctx, board: Board, given: Mapping[str, Any]) -> int:
    """Add a stage behind another of its board, or as the first; its number.

    :raises CallError: ``EMPTY_TITLE``
    """
    said = _said(ctx, given)
    title = said.get("TITLE")
    if not title:
        raise EMPTY_TITLE()
    there = [stage["ID"] for stage in of(ctx, board)]
    row = {"TITLE": title, "COLOR": said.get("COLOR", PLAIN), "SYSTEM_TYPE": None, "SORT": 0}
    number = _insert(ctx, board, row)
    _order(ctx, there, number, given.get("AFTER_ID"))
    return number


def change(ctx: Ctx, stage: Values, given: Mapping[str, Any]) -> None:
    """Change a stage, and where it stands in its board.

    :raises CallError: ``EMPTY_TITLE``
    """
    said = _said(ctx, given)
    if said.get("TITLE", "-") == "":
        raise EMPTY_TITLE()
    ctx.tx.update(STAGE, {"ID": stage["ID"]}, said)
    if "AFTER_ID" in given:
        others = [each["ID"] for each in of(ctx, board_with(stage)) if each["ID"] != stage["ID"]]
        _order(ctx, others, stage["ID"], given["AFTER_ID"])


def delete(ctx: Ctx, stage: Values) -> None:
    """Delete a stage in which there are no tasks, unless it is the first or one that every board has.

    :raises CallError: ``FIRST``, ``SYSTEM`` or ``NOT_EMPTY``
    """
    if of(ctx, board_with(stage))[0]["ID"] == stage["ID"]:
        raise FIRST()
    if stage["SYSTEM_TYPE"] is not None:
        raise SYSTEM()
    if any(ctx.tx.one(query, stage=stage["ID"]) is not None for query in (_IN_GROUP, _IN_PLAN)):
        raise NOT_EMPTY()
    ctx.tx.delete(STAGE, ID=stage["ID"])


def plans_among(ctx: Ctx, numbers: Iterable[int]) -> set[int]:
    """Those of some stages that are of the caller's own plan."""
    mine = {stage["ID"] for stage in ctx.tx.dicts(_OF_BOARD, type=OF_USER, id=ctx.actor.user_id)}
    return mine.intersection(numbers)


def _insert(ctx: Ctx, board: Board, row: Values) -> int:
    return ctx.tx.insert(STAGE, {**row, "ENTITY_TYPE": board.type, "ENTITY_ID": board.id})


def _said(ctx: Ctx, given: Mapping[str, Any]) -> Values:
    """What is written of a stage; a colour that is none is ignored."""
    said: Values = {}
    if "TITLE" in given:
        try:
            said["TITLE"] = (read_string(given["TITLE"], ctx.clock.zone) or "").strip()[:LONGEST]
        except ValueError:
            said["TITLE"] = ""
    if not is_empty(given.get("COLOR")):
        color = _COLOR.fullmatch(str(given["COLOR"]).strip())
        if color:
            said["COLOR"] = color[1].upper()
        else:
            ctx.drop("fields", "COLOR", UNFIT)
    return said


def _order(ctx: Ctx, others: list[int], number: int, after: Any) -> None:
    """Put a stage behind another, or first, and number the board anew."""
    try:
        place = others.index(read_integer(after, ctx.clock.zone) or 0) + 1
    except ValueError:
        place = 0
    for position, each in enumerate([*others[:place], number, *others[place:]], 1):
        ctx.tx.update(STAGE, {"ID": each}, {"SORT": position * STEP})
