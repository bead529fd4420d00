"""Files that come with calls of the older methods, or to addresses: kept on the caller's disk, and shown with a task.

Source: ``api-reference/tasks/deprecated/task-item/``.
"""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.core.uploads import Upload, read_content, read_name
from homeport.domain.disk import attached
from homeport.domain.files import doors
from homeport.domain.files import files as stored
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Content, Refusals
from homeport.domain.records import reading
from homeport.domain.tasks import changing, files
from homeport.domain.tasks.dialect import OLDER, REFUSED
from homeport.domain.tasks.tasks import TASKS

DOOR = "tasks.file"
NO_FILE = ErrorKind("ERROR_CORE", "File not found<br>")
"""How a file that is none is refused, and one for which there is no room."""


def add(ctx: Ctx, task: int, name: Any, content: Any) -> int:
    """Show a new file with a task, as who may edit it; the number of its being shown.

    :param content: in base64
    :raises CallError: ``REFUSED`` or ``NO_FILE``
    """
    changing.of_caller(ctx, task, REFUSED)
    try:
        upload = Upload(read_name(name), read_content(content))
    except ValueError:
        raise NO_FILE() from None
    before = set(files.of(ctx, task).values())
    attached.put(ctx, [upload], Refusals(NO_FILE, NO_FILE), files.MODULE, files.KIND, task)
    shown = set(files.of(ctx, task).values())
    changing.update(ctx, task, {files.NAME: sorted(shown)}, OLDER)  # refused, all is undone
    return max(shown - before)


def address(ctx: Ctx, task: int) -> str:
    """Where a file may be sent that is to be shown with a task.

    :raises CallError: ``REFUSED`` for who may not edit it
    """
    _require(ctx, task)
    return doors.upload_url(ctx, DOOR, task)


def _require(ctx: Ctx, task: int) -> None:
    if not reading.may(ctx, TASKS, Operation.WRITE, {"ID": task}):
        raise REFUSED()


def _room(ctx: Ctx, task: int) -> int:
    _require(ctx, task)
    return stored.room(ctx.tx)


def _receive(ctx: Ctx, task: int, called: str, content: Content, said: str) -> dict[str, int]:
    _require(ctx, task)
    stored.check(ctx.tx, content.size, Refusals(NO_FILE, NO_FILE))
    file = attached.take(ctx, called, content, files.MODULE, files.KIND, task)
    changing.update(ctx, task, {files.NAME: sorted(files.of(ctx, task).values())}, OLDER)
    return {"ID": file}


DOORS = {DOOR: Door(room=_room, receive=_receive)}


def delete(ctx: Ctx, task: int, attachment: int) -> None:
    """Show a file with a task no more, as who may edit it.

    :raises CallError: ``REFUSED``, also when it is not shown with the task
    """
    changing.of_caller(ctx, task, REFUSED)
    shown = set(files.of(ctx, task).values())
    if attachment not in shown:
        raise REFUSED()
    changing.update(ctx, task, {files.NAME: sorted(shown - {attachment})}, OLDER)


def links(ctx: Ctx, task: int) -> list[str]:
    """Where the files of a task are to be had, in the order in which they came."""
    return [doors.download_url(ctx, attached.DOOR, number) for number in sorted(files.of(ctx, task).values())]
