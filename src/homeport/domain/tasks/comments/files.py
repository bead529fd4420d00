"""The files of the disk that comments show.

Sources: ``task-comment-item-add.md``, ``tutorials/tasks/how-to-create-comment-with-file.md``.
"""

import re
from collections.abc import Sequence
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty
from homeport.domain.disk import access, attached
from homeport.domain.disk.access import Level
from homeport.domain.disk.attached import Attached
from homeport.domain.disk.tables import ATTACHED
from homeport.domain.files import doors
from homeport.domain.im.messages import MODULE
from homeport.domain.im.opening import KIND
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map

NOT_FOUND = ErrorKind("ERROR_CORE", "File not found<br>")

DOOR = "tasks.comment"

_FILE = re.compile(r"n(\d{1,18})")


def named(ctx: Ctx, given: Any) -> list[int]:
    """The files of the disk that a client names, as ``n428``.

    :raises CallError: ``NOT_FOUND`` also for those that the caller may not read
    """
    listed = as_map(given).values() if isinstance(given, dict | list) else (given,)
    found = [_FILE.fullmatch(str(each)) for each in listed if not is_empty(each)]
    files = list(dict.fromkeys(int(each[1]) if each else 0 for each in found))
    if not all(access.may(ctx, Level.READ, file) for file in files):
        raise NOT_FOUND()
    return files


def put(ctx: Ctx, comment: int, shown: Sequence[int]) -> None:
    """Show files with a comment in place of those that it had; these stay where they are."""
    ctx.tx.delete(ATTACHED, ENTITY_TYPE=KIND, ENTITY_ID=comment)
    for file in shown:
        attached.attach(ctx, file, MODULE, KIND, comment)


def of(ctx: Ctx, comments: Sequence[int]) -> dict[int, dict[str, Values]]:
    """The files of some comments as methods answer them."""
    found = attached.of(ctx.tx, KIND, comments)
    return {number: {str(each.id): _written(ctx, each) for each in shown} for number, shown in found.items()}


def _written(ctx: Ctx, each: Attached) -> Values:
    url = doors.download_url(ctx, DOOR, each.id)
    return {
        "ATTACHMENT_ID": str(each.id),
        "NAME": each.name,
        "SIZE": str(each.size),
        "FILE_ID": str(each.file),
        "DOWNLOAD_URL": url,
        "VIEW_URL": url,
    }
