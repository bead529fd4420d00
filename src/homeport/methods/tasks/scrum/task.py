"""``tasks.api.scrum.task.*``: what tasks are in a scrum."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.records.fields import Values
from homeport.domain.tasks.scrum import access, epics, items
from homeport.methods.tasks.scrum._speaking import SCOPE, ById, Update
from homeport.rpc import NoParams, method

FIELDS = {
    "entityId": "integer",
    "storyPoints": "string",
    "epicId": "integer",
    "sort": "integer",
    "createdBy": "integer",
    "modifiedBy": "integer",
}


@method(
    "tasks.api.scrum.task.update",
    scope=SCOPE,
    writes=True,
    errors=(epics.NOT_FOUND, items.NO_TASK, access.DENIED, items.NOT_CREATED),
)
def update(ctx: Ctx, p: Update) -> dict[str, Any]:
    """Put a task into a backlog or sprint, and say what it is there."""
    items.put(ctx, p.id, p.fields)
    return {"status": "success", "data": True, "errors": []}


@method("tasks.api.scrum.task.get", scope=SCOPE, errors=(items.NO_TASK,))
def get(ctx: Ctx, p: ById) -> Values:
    """Say what a task is in its scrum."""
    return items.get(ctx, p.id)


@method("tasks.api.scrum.task.getFields", scope=SCOPE)
def get_fields(ctx: Ctx, p: NoParams) -> dict[str, Values]:
    """Describe what can be said of a task in a scrum."""
    return {"fields": {name: {"type": kind} for name, kind in FIELDS.items()}}
