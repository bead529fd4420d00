"""``task.item.addfile|deletefile|getfiles``: the older methods of a task's files."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty
from homeport.domain.records.filters import as_map
from homeport.domain.tasks import changing, uploading
from homeport.domain.tasks.dialect import REFUSED
from homeport.methods.tasks._arguments import ERRORS, NOT_POSITIVE, Arguments
from homeport.rpc import Ordered, method

NAMING = (*ERRORS, NOT_POSITIVE, REFUSED)
NO_FILE: ErrorKind = uploading.NO_FILE


class OfTask(Ordered):
    taskid: Any = None


class Add(Ordered):
    task_id: Any = msgspec.field(default=None, name="task_id")
    file: Any = None
    name: Any = None
    content: Any = None


class Delete(Ordered):
    task_id: Any = msgspec.field(default=None, name="task_id")
    attachment_id: Any = msgspec.field(default=None, name="attachment_id")


@method("task.item.addfile", writes=True, errors=(*NAMING, NO_FILE))
def add(ctx: Ctx, p: Add) -> int:
    """Show a new file with a task; the number of its being shown."""
    task = Arguments("ctaskitem::addfile").number("taskId", p.task_id)
    given = {name.upper(): value for name, value in as_map(p.file).items()}
    name = p.name if is_empty(given.get("NAME")) else given["NAME"]
    content = p.content if is_empty(given.get("CONTENT")) else given["CONTENT"]
    return uploading.add(ctx, task, name, content)


@method("task.item.deletefile", writes=True, errors=NAMING)
def delete(ctx: Ctx, p: Delete) -> None:
    """Show a file with a task no more; it stays on the disk."""
    arguments = Arguments("ctaskitem::deletefile")
    task, attachment = arguments.number("taskId", p.task_id), arguments.number("attachmentId", p.attachment_id)
    uploading.delete(ctx, task, attachment)


@method("task.item.getfiles", errors=NAMING)
def get(ctx: Ctx, p: OfTask) -> list[str]:
    """List where the files of a task are to be had."""
    task = Arguments("ctaskitem::getfiles").number("taskId", p.taskid)
    changing.of_caller(ctx, task, REFUSED)
    return uploading.links(ctx, task)
