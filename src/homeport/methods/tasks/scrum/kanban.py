"""``tasks.api.scrum.kanban.*``: the board of a sprint."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records.fields import Values
from homeport.domain.tasks.scrum import access, boards, items, plans
from homeport.methods.tasks.scrum._speaking import SCOPE, Add, named
from homeport.rpc import NoParams, Params, method

NO_SPRINT_ID = ErrorKind("0", "Sprint id not found")
NO_TASK_ID = ErrorKind("0", "TaskId id not found")
NO_STAGE_ID = ErrorKind("0", "StageId id not found")
STAGE_ID = ErrorKind("0", "Stage id not found")
WRONG_SPRINT = ErrorKind("0", "Incorrect sprintId value")
OF_SPRINT = (NO_SPRINT_ID, plans.NO_SPRINT, access.DENIED)
OF_STAGE = (STAGE_ID, boards.NO_STAGE, access.DENIED)


class Sprint(Params):
    sprint_id: Any = None


class Task(Sprint):
    task_id: Any = None


class Placed(Task):
    stage_id: Any = None


class Stage(Params):
    stage_id: Any = None


class Update(Stage, kw_only=True):
    fields: dict[str, Any]


def _sprint(ctx: Ctx, given: Any, *, writes: bool = True) -> Values:
    sprint = plans.sprint_of(ctx, named(given, NO_SPRINT_ID))
    if writes and not access.may_write(ctx, sprint["groupId"]):
        raise access.DENIED()
    return sprint


def _stage(ctx: Ctx, given: Any) -> tuple[int, int]:
    """A stage and its sprint, for a caller who may change it."""
    stage = named(given, STAGE_ID)
    sprint = boards.sprint_of(ctx.tx, stage)
    if sprint is None:
        raise boards.NO_STAGE()
    _sprint(ctx, sprint)
    return stage, sprint


@method("tasks.api.scrum.kanban.addStage", scope=SCOPE, writes=True, errors=(*OF_SPRINT, boards.WRONG_NAME))
def add_stage(ctx: Ctx, p: Add) -> int:
    """Add a stage to a sprint's board."""
    return boards.add(ctx, _sprint(ctx, p.fields.get("sprintId"))["id"], p.fields)


@method(
    "tasks.api.scrum.kanban.updateStage", scope=SCOPE, writes=True, errors=(*OF_STAGE, WRONG_SPRINT, boards.WRONG_NAME)
)
def update_stage(ctx: Ctx, p: Update) -> bool:
    """Change a stage, or move it to another sprint's board."""
    stage, sprint = _stage(ctx, p.stage_id)
    wanted = named(p.fields.get("sprintId", sprint), WRONG_SPRINT)
    if wanted != sprint and (not plans.is_writable(ctx, wanted) or boards.has_tasks(ctx.tx, stage)):
        raise WRONG_SPRINT()
    boards.change(ctx, stage, wanted, p.fields)
    return True


@method("tasks.api.scrum.kanban.getStages", scope=SCOPE, errors=OF_SPRINT)
def get_stages(ctx: Ctx, p: Sprint) -> list[Values]:
    """List the stages of a sprint's board."""
    return boards.listed(ctx.tx, _sprint(ctx, p.sprint_id, writes=False)["id"])


@method("tasks.api.scrum.kanban.deleteStage", scope=SCOPE, writes=True, errors=(*OF_STAGE, boards.HAS_TASKS))
def delete_stage(ctx: Ctx, p: Stage) -> bool:
    """Delete a stage without tasks."""
    boards.delete(ctx.tx, _stage(ctx, p.stage_id)[0])
    return True


@method(
    "tasks.api.scrum.kanban.addTask",
    scope=SCOPE,
    writes=True,
    errors=(*OF_SPRINT, NO_TASK_ID, NO_STAGE_ID, boards.NO_STAGE, items.OTHER_GROUP),
)
def add_task(ctx: Ctx, p: Placed) -> bool:
    """Put a task into a stage of a sprint's board."""
    sprint = _sprint(ctx, p.sprint_id)
    task, stage = named(p.task_id, NO_TASK_ID), named(p.stage_id, NO_STAGE_ID)
    items.place(ctx, task, sprint, stage)
    return True


@method(
    "tasks.api.scrum.kanban.deleteTask", scope=SCOPE, writes=True, errors=(*OF_SPRINT, NO_TASK_ID, items.OTHER_GROUP)
)
def delete_task(ctx: Ctx, p: Task) -> bool:
    """Take a task off a sprint's board; it stays in the sprint."""
    items.place(ctx, named(p.task_id, NO_TASK_ID), _sprint(ctx, p.sprint_id), None)
    return True


@method("tasks.api.scrum.kanban.getFields", scope=SCOPE)
def get_fields(ctx: Ctx, p: NoParams) -> dict[str, Values]:
    """Describe the fields of a stage."""
    kinds = {"name": "string", "sort": "integer", "type": "string", "sprintId": "integer", "color": "string"}
    return {"fields": {name: {"type": kind} for name, kind in kinds.items()}}
