"""``task.item.userfield.*``: fields that administrators add to tasks."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.domain.records.filters import as_map
from homeport.domain.tasks import user_fields
from homeport.domain.tasks.user_fields import HOME, NOT_FOUND, REFUSALS
from homeport.domain.user_fields import defining, describing
from homeport.domain.user_fields.definitions import LABELS
from homeport.methods.family import as_id
from homeport.rpc import NoParams, Params, method

DENIED = ErrorKind("ERROR_CORE", "Access denied")
BAD_ID = ErrorKind("ERROR_CORE", "ID is not defined or invalid.")
NO_ID = ErrorKind("ERROR_CORE", "No parameters found")
NO_ARGUMENTS = ErrorKind(
    "ERROR_CORE",
    "TASKS_ERROR_EXCEPTION_#0; Invalid arguments for Bitrix\\Tasks\\Integration\\Rest\\Task\\UserField::{name}; 0/TE",
)
UNCOUNTED = 0
"""The ``total`` of these answers, whatever there is: no client can walk them by pages."""


class Add(Params):
    params: Any = None


class ById(Params):
    id: Any = None


class Update(ById):
    data: Any = None


class List(Params):
    order: Any = None
    filter: Any = None


@method("task.item.userfield.add", writes=True, errors=(DENIED, *dict.fromkeys(REFUSALS)))
def add(ctx: Ctx, p: Add) -> int:
    """Add a user field to the tasks."""
    _require_admin(ctx)
    return defining.add(ctx, HOME, as_map(p.params), shown="Y", refusals=REFUSALS).id


@method("task.item.userfield.update", writes=True, errors=(DENIED, NO_ARGUMENTS, BAD_ID, NOT_FOUND))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a user field of the tasks."""
    if p.id in (None, "") or not isinstance(p.data, dict | list):
        raise NO_ARGUMENTS(name="update")
    number = as_id(p.id, BAD_ID)
    _require_admin(ctx)
    given = {str(name).upper(): value for name, value in as_map(p.data).items()}
    if "LABEL" in given:
        given = dict.fromkeys(LABELS, given["LABEL"]) | given
    defining.change(ctx, HOME, user_fields.found(ctx, number), given, refusals=REFUSALS)
    return True


@method("task.item.userfield.delete", writes=True, errors=(DENIED, NO_ARGUMENTS, BAD_ID, NOT_FOUND))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a user field of the tasks with its values."""
    if p.id in (None, ""):
        raise NO_ARGUMENTS(name="delete")
    number = as_id(p.id, BAD_ID)
    _require_admin(ctx)
    defining.delete(ctx, HOME, user_fields.found(ctx, number))
    return True


@method("task.item.userfield.get", errors=(NO_ID, BAD_ID, NOT_FOUND))
def get(ctx: Ctx, p: ById) -> Any:
    """Return a user field of the tasks."""
    if p.id in (None, ""):
        raise NO_ID()
    return Page(user_fields.get(ctx, as_id(p.id, BAD_ID)), UNCOUNTED)


@method("task.item.userfield.getlist", heavy=True)
def get_list(ctx: Ctx, p: List) -> Any:
    """List the user fields of the tasks by a filter."""
    return Page(user_fields.listed(ctx, p.filter, p.order), UNCOUNTED)


@method("task.item.userfield.gettypes")
def get_types(ctx: Ctx, p: NoParams) -> Any:
    """List the types of user fields."""
    return Page(describing.types(ctx), UNCOUNTED)


@method("task.item.userfield.getfields")
def get_fields(ctx: Ctx, p: NoParams) -> Any:
    """Describe what a user field has."""
    return Page(describing.FIELDS, UNCOUNTED)


def _require_admin(ctx: Ctx) -> None:
    if not ctx.actor.is_admin:
        raise DENIED()
