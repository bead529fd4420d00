"""``tasks.task.*`` of REST 3.0: tasks, what may be done to them, their files."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import (
    ACCESS_DENIED,
    ENTITY_NOT_FOUND,
    REQUEST_VALIDATION,
    Complaint,
    ValidationError,
)
from homeport.core.rights import Operation
from homeport.domain.records import reading
from homeport.domain.records.v3 import kinds as k
from homeport.domain.records.v3.entity import Entity, Property
from homeport.domain.records.v3.reading import stored
from homeport.domain.tasks import files
from homeport.domain.tasks.tasks import TASKS
from homeport.domain.tasks.v3 import changing, rights
from homeport.domain.tasks.v3.entity import TASK
from homeport.methods.family_v3 import ById, family, fields_of
from homeport.rpc import Id, Request, method

RIGHTS = Entity("AccessDto", (Property("id", k.INT), *(Property(name, k.BOOL) for name in rights.ORDER)))
FILES = Entity("FileDto", (Property("taskId", k.INT), Property("fileIds", k.IDS)))

METHODS = [
    *family(
        "tasks.task",
        TASK,
        "add get list update delete field.list field.get",
        create=changing.create,
        change=changing.change,
        delete=changing.delete,
        of_fields=(ACCESS_DENIED,),
    ),
    *fields_of("tasks.task.access", RIGHTS, errors=(ACCESS_DENIED,)),
    *fields_of("tasks.task.file", FILES, errors=(ACCESS_DENIED,)),
]


class Attach(Request):
    task_id: Id
    file_ids: list[Id]


@method("tasks.task.access.get", version=3, errors=(REQUEST_VALIDATION, ENTITY_NOT_FOUND, ACCESS_DENIED))
def get_access(ctx: Ctx, p: ById) -> dict[str, bool]:
    """Say what the caller may do to a task."""
    return rights.of_task(ctx, stored(ctx, TASK, p.id))


@method("tasks.task.file.attach", version=3, writes=True, errors=(REQUEST_VALIDATION,))
def attach(ctx: Ctx, p: Attach) -> dict[str, Any]:
    """Show files of the disk with a task."""
    may = reading.may(ctx, TASKS, Operation.WRITE, {"ID": p.task_id})
    if not may or not files.attach(ctx, p.task_id, p.file_ids):
        raise ValidationError(REQUEST_VALIDATION, [Complaint("Insufficient permissions")])
    return {"result": True}
