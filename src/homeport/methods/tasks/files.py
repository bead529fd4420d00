"""``tasks.task.files.attach``: files of the disk, shown with a task."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_PARAMETER, MISSING_PARAMETER, CallError, ErrorKind
from homeport.core.rights import Operation
from homeport.domain.records import reading
from homeport.domain.tasks import changing, files
from homeport.domain.tasks.tasks import TASKS
from homeport.methods.family import as_id
from homeport.methods.tasks._naming import NAMING, SCOPE, OfTask, task_of
from homeport.rpc import method

NO_FILE = ErrorKind("ERROR_CORE", "Insufficient permissions.<br>")
DENIED = ErrorKind("0", "Access denied")


class Attach(OfTask):
    file_id: Any = None


@method(
    "tasks.task.files.attach",
    scope=SCOPE,
    writes=True,
    errors=(*NAMING, MISSING_PARAMETER, INVALID_PARAMETER, NO_FILE, DENIED),
)
def attach(ctx: Ctx, p: Attach) -> dict[str, int]:
    """Show a file of the disk with a task, beside those that it has."""
    task = task_of(p.task_id)
    if p.file_id in (None, ""):
        raise MISSING_PARAMETER(name="fileId")
    try:
        file = as_id(p.file_id)
    except CallError:
        raise INVALID_PARAMETER(value=p.file_id, name="fileId", type="int") from None
    if not reading.may(ctx, TASKS, Operation.WRITE, {"ID": task}):
        raise DENIED()
    if not files.may_read(ctx, file):
        raise NO_FILE()
    shown = files.of(ctx, task)
    changing.update(ctx, task, {files.NAME: [*shown.values(), f"n{file}"]})
    return {"attachmentId": files.of(ctx, task)[file]}
