"""``tasks.api.scrum.epic.*``: what many tasks of a scrum are about."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.records import reading, writing
from homeport.domain.records.fields import Values
from homeport.domain.tasks.scrum import access, epics, plans
from homeport.domain.tasks.scrum.epics import ADDING, CHANGING, EPICS
from homeport.methods.tasks.scrum._speaking import SCOPE, Add, ById, List, Update, fields_of, shown
from homeport.rpc import NoParams, method


@method(
    "tasks.api.scrum.epic.add",
    scope=SCOPE,
    writes=True,
    errors=(access.DENIED, epics.NOT_CREATED, *access.PEOPLE, epics.NO_GROUP, epics.NO_NAME),
)
def add(ctx: Ctx, p: Add) -> Values:
    """Add an epic to a group's scrum."""
    row = writing.create(ctx, EPICS, p.fields, ADDING)
    if "files" in p.fields:
        epics.attach(ctx, row["ID"], p.fields["files"], epics.NOT_CREATED)
    return shown(ctx, EPICS, ADDING, row)


@method(
    "tasks.api.scrum.epic.update",
    scope=SCOPE,
    writes=True,
    errors=(access.DENIED, epics.NOT_FOUND, epics.NOT_UPDATED, *access.PEOPLE, epics.NO_GROUP, epics.NO_NAME),
)
def update(ctx: Ctx, p: Update) -> Values:
    """Change an epic."""
    row = writing.change(ctx, EPICS, {"ID": p.id}, p.fields, CHANGING)
    if "files" in p.fields:
        epics.attach(ctx, p.id, p.fields["files"], epics.NOT_UPDATED)
    return shown(ctx, EPICS, CHANGING, row)


@method("tasks.api.scrum.epic.get", scope=SCOPE, errors=(access.DENIED, epics.NOT_FOUND))
def get(ctx: Ctx, p: ById) -> Values:
    """Return an epic with its files."""
    return {**reading.get(ctx, EPICS, {"ID": p.id}, CHANGING), "files": epics.files_of(ctx, p.id)}


@method("tasks.api.scrum.epic.list", scope=SCOPE, heavy=True, errors=(plans.NOT_LOADED,))
def list_(ctx: Ctx, p: List) -> Page:
    """List the epics of the scrums that the caller sees."""
    return reading.page(ctx, EPICS, CHANGING, select=p.select, filter=p.filter, order=p.order, start=p.start)


@method("tasks.api.scrum.epic.delete", scope=SCOPE, writes=True, errors=(access.DENIED, epics.NOT_FOUND))
def delete(ctx: Ctx, p: ById) -> list[Any]:
    """Delete an epic; its tasks are of none then."""
    writing.delete(ctx, EPICS, {"ID": p.id}, CHANGING)
    return []


@method("tasks.api.scrum.epic.getFields", scope=SCOPE)
def get_fields(ctx: Ctx, p: NoParams) -> dict[str, Values]:
    """Describe the fields of an epic."""
    names = "name description groupId color files createdBy modifiedBy"
    return fields_of(EPICS, names, files="array", description="string")
