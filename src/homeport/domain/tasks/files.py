"""Files that are shown with tasks.

Source: ``api-reference/tasks/tasks-task-file-attach.md``.
"""

from collections.abc import Iterable

from homeport.core.ctx import Ctx
from homeport.domain.disk import access, attached
from homeport.domain.disk.access import Level
from homeport.domain.disk.tables import ATTACHED
from homeport.domain.records.collection import Change

MODULE, KIND = "tasks", "tasks_task"


def attach(ctx: Ctx, task: int, files: Iterable[int]) -> bool:
    """Show files of the disk with a task, each once; False, and nothing is shown, when the caller may not read one."""
    wanted = list(dict.fromkeys(files))
    if not all(access.may(ctx, Level.READ, file) for file in wanted):
        return False
    there = {each.file for each in attached.of(ctx.tx, KIND, [task]).get(task, ())}
    for file in wanted:
        if file not in there:
            attached.attach(ctx, file, MODULE, KIND, task)
    return True


def forget_with(change: Change) -> None:
    """Files are no longer shown with a deleted task; they stay where they are."""
    change.ctx.tx.delete(ATTACHED, ENTITY_TYPE=KIND, ENTITY_ID=change.old["ID"])
