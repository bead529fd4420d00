"""The files of the disk that comments show.

Sources: ``task-comment-item-add.md``, ``tutorials/tasks/how-to-create-comment-with-file.md``.
"""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty
from homeport.domain.disk import access, attached
from homeport.domain.disk.access import Level
from homeport.domain.disk.attached import Attached
from homeport.domain.disk.tables import ATTACHED
from homeport.domain.files import doors
from homeport.domain.records.collection import Beside, Change
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks.tables import COMMENT
from homeport.store import Query, Transaction

NOT_FOUND = ErrorKind("ERROR_CORE", "File not found<br>")

MODULE, KIND = "tasks", "tasks_comment"
DOOR = "tasks.comment"

_FILE = re.compile(r"n(\d{1,18})")
_FORGET = Query(
    delete(ATTACHED).where(
        ATTACHED.c.ENTITY_TYPE == bindparam("kind"),
        ATTACHED.c.ENTITY_ID.in_(select(COMMENT.c.ID).where(COMMENT.c.TASK_ID == bindparam("task"))),
    )
)


class Documents(Beside):
    """Files by their numbers on the disk, as ``n428``; those that a comment had are replaced."""

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[int]:
        given = as_map(value).values() if isinstance(value, dict | list) else (value,)
        found = [_FILE.fullmatch(str(each)) for each in given if not is_empty(each)]
        files = list(dict.fromkeys(int(each[1]) if each else 0 for each in found))
        if not all(access.may(ctx, Level.READ, file) for file in files):
            raise NOT_FOUND()
        return files

    def save(self, change: Change, values: Values) -> None:  # type: ignore[override]
        comment = change.row["ID"]
        forget(change.ctx.tx, comment)
        for file in values["UF_FORUM_MESSAGE_DOC"]:
            attached.attach(change.ctx, file, MODULE, KIND, comment)


def forget(tx: Transaction, comment: int) -> None:
    """Show no files with a comment any more; they stay where they are."""
    tx.delete(ATTACHED, ENTITY_TYPE=KIND, ENTITY_ID=comment)


def forget_of_task(change: Change) -> None:
    """As :func:`forget`, for all comments of a task that is deleted."""
    change.ctx.tx.execute(_FORGET, kind=KIND, task=change.old["ID"])


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
