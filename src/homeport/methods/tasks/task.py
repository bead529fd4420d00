"""``tasks.task.*``: tasks added, changed, looked at and listed."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_PARAMETER, MISSING_PARAMETER, ErrorKind
from homeport.domain.records import writing
from homeport.domain.records.fields import Values
from homeport.domain.tasks import changing, describing, listing, rules, showing
from homeport.domain.tasks.dialect import INVALID, NOT_ALLOWED, TASKS
from homeport.domain.tasks.tasks import TASKS as COLLECTION
from homeport.methods.tasks._naming import NAMING, SCOPE, OfTask, task_of
from homeport.rpc import NoParams, Params, method

NO_DELETING = ErrorKind("1048582", "No access to delete the task")


class Add(Params):
    fields: Any = None


class Update(OfTask):
    fields: Any = None


class Get(OfTask):
    select: Any = None


class List(Params):
    order: Any = None
    filter: Any = None
    select: Any = None
    params: Any = None
    start: Any = None


@method("tasks.task.add", scope=SCOPE, writes=True, errors=(*rules.ALL, INVALID))
def add(ctx: Ctx, p: Add) -> Any:
    """Add a task."""
    row = writing.create(ctx, COLLECTION.now(ctx.tx), _fields(p.fields), TASKS)
    return showing.card(ctx, row["ID"])


@method("tasks.task.update", scope=SCOPE, writes=True, errors=(*NAMING, NOT_ALLOWED, *rules.ALL, INVALID))
def update(ctx: Ctx, p: Update) -> Any:
    """Change a task."""
    task = task_of(p.task_id)
    changing.update(ctx, task, _fields(p.fields))
    return showing.card(ctx, task)


@method("tasks.task.get", scope=SCOPE, errors=NAMING)
def get(ctx: Ctx, p: Get) -> Any:
    """Return a task, or nothing when the caller does not see it."""
    task = task_of(p.task_id)
    if not showing.is_array(p.select):
        raise INVALID_PARAMETER(value=p.select, name="select", type="array")
    row = showing.get(ctx, task, p.select)
    return [] if row is None else {"task": row}


@method("tasks.task.list", scope=SCOPE, heavy=True, errors=(listing.UNSORTABLE,))
def list_(ctx: Ctx, p: List) -> Page:
    """List the tasks that the caller sees."""
    return listing.page(ctx, order=p.order, filter=p.filter, select=p.select, params=p.params, start=p.start)


@method("tasks.task.delete", scope=SCOPE, writes=True, errors=(*NAMING, NO_DELETING))
def delete(ctx: Ctx, p: OfTask) -> dict[str, bool]:
    """Delete a task."""
    task = task_of(p.task_id)
    changing.delete(ctx, task, NO_DELETING)
    return {"task": True}


@method("tasks.task.getFields", scope=SCOPE)
def get_fields(ctx: Ctx, p: NoParams) -> Values:
    """Describe the fields of a task."""
    return {"fields": describing.described(ctx)}


def _fields(given: Any) -> dict[str, Any]:
    """The fields of a task that is written; there must be some."""
    if not given or not isinstance(given, dict):
        raise MISSING_PARAMETER(name="fields")
    return given
