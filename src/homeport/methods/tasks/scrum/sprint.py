"""``tasks.api.scrum.sprint.*``: what is done in the next weeks."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import MISSING_PARAMETER
from homeport.domain.records import reading, writing
from homeport.domain.records.fields import Values
from homeport.domain.tasks.scrum import access, plans
from homeport.domain.tasks.scrum.plans import SPRINTS, SPRINTS_SPOKEN
from homeport.methods.tasks.scrum._speaking import SCOPE, Add, ById, List, Update, fields_of, shown
from homeport.rpc import NoParams, OptionalId, Params, method

WRITING = (
    access.DENIED, plans.SPRINT_UNFIT, plans.WRONG_START, plans.WRONG_END, *access.PEOPLE, plans.TWO_ACTIVE,
    plans.WRONG_STATUS, plans.NO_GROUP,
)  # fmt: skip


class Get(Params):
    """The page names the parameter ``sprintId``, its example ``id``."""

    sprint_id: OptionalId = None
    id: OptionalId = None


def _dated(given: dict[str, Any]) -> dict[str, Any]:
    """What is given of a sprint, when its dates are dates."""
    for name, refusal in (("dateStart", plans.WRONG_START), ("dateEnd", plans.WRONG_END)):
        if given.get(name) not in (None, "") and not plans.is_moment(given[name]):
            raise refusal()
    return given


@method("tasks.api.scrum.sprint.add", scope=SCOPE, writes=True, errors=WRITING)
def add(ctx: Ctx, p: Add) -> Values:
    """Add a sprint to a group's scrum."""
    return shown(ctx, SPRINTS, SPRINTS_SPOKEN, writing.create(ctx, SPRINTS, _dated(p.fields), SPRINTS_SPOKEN))


@method("tasks.api.scrum.sprint.update", scope=SCOPE, writes=True, errors=(*WRITING, plans.NO_SPRINT))
def update(ctx: Ctx, p: Update) -> Values:
    """Change a sprint."""
    row = writing.change(ctx, SPRINTS, {"ID": p.id}, _dated(p.fields), SPRINTS_SPOKEN)
    return shown(ctx, SPRINTS, SPRINTS_SPOKEN, row)


@method("tasks.api.scrum.sprint.get", scope=SCOPE, errors=(access.DENIED, plans.NO_SPRINT))
def get(ctx: Ctx, p: Get) -> Values:
    """Return a sprint."""
    number = p.sprint_id or p.id
    if not number:
        raise MISSING_PARAMETER(name="id")
    return plans.sprint_of(ctx, number)


@method("tasks.api.scrum.sprint.list", scope=SCOPE, heavy=True, errors=(plans.NOT_LOADED,))
def list_(ctx: Ctx, p: List) -> Page:
    """List the sprints of the scrums that the caller sees."""
    return reading.page(ctx, SPRINTS, SPRINTS_SPOKEN, select=p.select, filter=p.filter, order=p.order, start=p.start)


@method(
    "tasks.api.scrum.sprint.delete", scope=SCOPE, writes=True, errors=(access.DENIED, plans.NO_SPRINT, plans.HAS_ITEMS)
)
def delete(ctx: Ctx, p: ById) -> list[Any]:
    """Delete a sprint; its tasks come into the backlog."""
    writing.delete(ctx, SPRINTS, {"ID": p.id}, SPRINTS_SPOKEN)
    return []


@method(
    "tasks.api.scrum.sprint.start",
    scope=SCOPE,
    writes=True,
    errors=(access.DENIED, plans.NO_SPRINT, plans.NOT_PLANNED, plans.TWO_ACTIVE),
)
def start(ctx: Ctx, p: ById) -> Values:
    """Begin a planned sprint: its tasks come onto its board."""
    plans.start(ctx, p.id)
    return plans.sprint_of(ctx, p.id)


@method("tasks.api.scrum.sprint.complete", scope=SCOPE, writes=True, errors=(access.DENIED, plans.NO_SPRINT))
def complete(ctx: Ctx, p: ById) -> Values:
    """End the active sprint of a group; what is not done comes into the backlog."""
    return plans.sprint_of(ctx, plans.complete(ctx, p.id))


@method("tasks.api.scrum.sprint.getFields", scope=SCOPE)
def get_fields(ctx: Ctx, p: NoParams) -> dict[str, Values]:
    """Describe the fields of a sprint."""
    return fields_of(SPRINTS, "groupId name sort createdBy modifiedBy dateStart dateEnd status")
