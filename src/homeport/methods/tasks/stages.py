"""``task.stages.*``: the boards of groups, and what people plan for themselves."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks import placing, stages
from homeport.methods.family import as_id
from homeport.rpc import Flag, Id, OptionalId, Params, method

NO_MANAGING = ErrorKind("ACCESS_DENIED", "You do not have permission to manage stages")
NO_LOOKING = ErrorKind("ACCESS_DENIED", "You cannot view stages in this group.")
NO_CHANGING = ErrorKind("ACCESS_DENIED", "You cannot modify stages in this group")
NO_DELETING = ErrorKind("ACCESS_DENIED", "You cannot manage stages")


class Add(Params):
    fields: dict[str, Any]
    is_admin: Flag = Flag(False)


class OfEntity(Params):
    entity_id: Id
    is_admin: Flag = Flag(False)


class ById(Params):
    id: Id
    is_admin: Flag = Flag(False)


class Update(Params):
    id: Id
    fields: Any
    is_admin: Flag = Flag(False)


class Move(Params):
    id: Id
    stage_id: Id
    before: OptionalId = None
    after: OptionalId = None


class CanMove(Params):
    entity_id: Id
    entity_type: str


@method("task.stages.add", writes=True, errors=(stages.EMPTY_TITLE, NO_MANAGING))
def add(ctx: Ctx, p: Add) -> int:
    """Add a stage to a group's board, or to the caller's plan."""
    entity = p.fields.get("ENTITY_ID") or 0
    board = stages.board_of(ctx, as_id(entity, NO_MANAGING) if entity else 0)
    if not stages.may_sort(ctx, board, unchecked=bool(p.is_admin)):
        raise NO_MANAGING()
    return stages.add(ctx, board, p.fields)


@method("task.stages.get", writes=True, errors=(NO_LOOKING,))
def get(ctx: Ctx, p: OfEntity) -> dict[str, Values]:
    """Return the stages of a group's board, or of the caller's plan."""
    board = stages.board_of(ctx, p.entity_id)
    if not stages.may_look(ctx, board, unchecked=bool(p.is_admin)):
        raise NO_LOOKING()
    return {str(stage["ID"]): stages.shown(stage) for stage in stages.of(ctx, board)}


@method("task.stages.update", writes=True, errors=(NO_CHANGING, stages.NOT_FOUND, stages.EMPTY_TITLE))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a stage, and where it stands."""
    stages.change(ctx, _changed(ctx, p, NO_CHANGING), as_map(p.fields))
    return True


@method(
    "task.stages.delete",
    writes=True,
    errors=(NO_DELETING, stages.NOT_FOUND, stages.FIRST, stages.SYSTEM, stages.NOT_EMPTY),
)
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a stage that is empty."""
    stages.delete(ctx, _changed(ctx, p, NO_DELETING))
    return True


def _changed(ctx: Ctx, p: ById | Update, refusal: ErrorKind) -> Values:
    stage = stages.find(ctx.tx, p.id)
    if not stages.may_sort(ctx, stages.board_with(stage), unchecked=bool(p.is_admin)):
        raise refusal()
    return stage


@method("task.stages.movetask", writes=True, errors=(placing.DENIED, placing.NO_TASK, stages.NOT_FOUND))
def move_task(ctx: Ctx, p: Move) -> bool:
    """Move a task into a stage of its group's board, or of the caller's plan."""
    placing.move(ctx, p.id, p.stage_id, before=p.before or None, after=p.after or None)
    return True


@method("task.stages.canmovetask")
def can_move_task(ctx: Ctx, p: CanMove) -> bool:
    """Say whether the caller may move tasks in a group's board, or in somebody's plan."""
    known = p.entity_type in (stages.OF_GROUP, stages.OF_USER)
    return known and placing.may_move(ctx, stages.Board(p.entity_type, p.entity_id))
