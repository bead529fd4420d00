"""``tasks.api.scrum.backlog.*``: what is to be done some time."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records import reading, writing
from homeport.domain.records.fields import Values
from homeport.domain.tasks.scrum import access, plans
from homeport.domain.tasks.scrum.plans import BACKLOGS, BACKLOGS_SPOKEN
from homeport.methods.tasks.scrum._speaking import SCOPE, Add, Named, fields_of, named, shown
from homeport.rpc import NoParams, Params, method

NO_ID = ErrorKind("0", "Backlog id not found")
WRITING = (access.DENIED, plans.NO_GROUP, *access.PEOPLE)


class Update(Params, kw_only=True):
    id: Any = None
    fields: dict[str, Any]


@method(
    "tasks.api.scrum.backlog.add", scope=SCOPE, writes=True, errors=(*WRITING, plans.ADDED_ALREADY, plans.BACKLOG_UNFIT)
)
def add(ctx: Ctx, p: Add) -> Values:
    """Give a group a backlog."""
    return shown(ctx, BACKLOGS, BACKLOGS_SPOKEN, writing.create(ctx, BACKLOGS, p.fields, BACKLOGS_SPOKEN))


@method(
    "tasks.api.scrum.backlog.update",
    scope=SCOPE,
    writes=True,
    errors=(*WRITING, NO_ID, plans.NO_BACKLOG, plans.NOT_MOVED, plans.TARGET_HAS_ONE, plans.BACKLOG_UNFIT),
)
def update(ctx: Ctx, p: Update) -> Values:
    """Change a backlog, or give it to another group."""
    key = {"ID": named(p.id, NO_ID)}
    return shown(ctx, BACKLOGS, BACKLOGS_SPOKEN, writing.change(ctx, BACKLOGS, key, p.fields, BACKLOGS_SPOKEN))


@method("tasks.api.scrum.backlog.get", scope=SCOPE, errors=(access.DENIED, plans.NO_GROUP, plans.NO_BACKLOG))
def get(ctx: Ctx, p: Named) -> Values:
    """Return the backlog of a group."""
    backlog = plans.backlog_of(ctx.tx, named(p.id, plans.NO_GROUP))
    if backlog is None:
        raise plans.NO_BACKLOG()
    return reading.get(ctx, BACKLOGS, {"ID": backlog}, BACKLOGS_SPOKEN)


@method(
    "tasks.api.scrum.backlog.delete",
    scope=SCOPE,
    writes=True,
    errors=(access.DENIED, NO_ID, plans.NO_BACKLOG, plans.NOT_REMOVED),
)
def delete(ctx: Ctx, p: Named) -> list[Any]:
    """Take a backlog without tasks away."""
    writing.delete(ctx, BACKLOGS, {"ID": named(p.id, NO_ID)}, BACKLOGS_SPOKEN)
    return []


@method("tasks.api.scrum.backlog.getFields", scope=SCOPE)
def get_fields(ctx: Ctx, p: NoParams) -> dict[str, Values]:
    """Describe the fields of a backlog."""
    return fields_of(BACKLOGS, "groupId createdBy modifiedBy")
