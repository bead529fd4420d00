"""Comments pinned as results of their tasks.

Source: ``api-reference/tasks/result/``.
"""

from dataclasses import replace

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.core.values import write_moment
from homeport.domain.disk import attached
from homeport.domain.im.opening import KIND
from homeport.domain.records import reading, writing
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import Values
from homeport.domain.tasks import markup
from homeport.domain.tasks.comments.rows import COMMENT
from homeport.domain.tasks.results import OPEN, RESULTS
from homeport.domain.tasks.tables import RESULT
from homeport.domain.tasks.tasks import TASKS
from homeport.store import Query

DENIED = ErrorKind("0", "Access denied.")
EXISTS = ErrorKind("0", "Result already exists.")
NOT_FOUND = ErrorKind("0", "Comment not found.")
DIALECT = replace(CLASSIC, denied=DENIED, unreadable=DENIED, not_found=NOT_FOUND)

_COMMENT = Query(
    select(COMMENT.c.TASK_ID, COMMENT.c.AUTHOR_ID, COMMENT.c.POST_MESSAGE).where(COMMENT.c.ID == bindparam("id"))
)
_PINNED = Query(select(RESULT.c.ID, RESULT.c.STATUS).where(RESULT.c.COMMENT_ID == bindparam("comment")))
_OF_TASK = Query(select(RESULT).where(RESULT.c.TASK_ID == bindparam("task")).order_by(RESULT.c.ID.desc()))


def pin(ctx: Ctx, comment: int) -> Values:
    """Make a result of a comment, as its author or an administrator; the result.

    :raises CallError: ``NOT_FOUND``, ``DENIED``, or ``EXISTS`` while the comment is an open result
    """
    task, text = _own(ctx, comment)
    if any(status == OPEN for _, status in ctx.tx.all(_PINNED, comment=comment)):
        raise EXISTS()
    row = writing.create(ctx, RESULTS, {"TEXT": text}, DIALECT, {"TASK_ID": task, "COMMENT_ID": comment})
    return shown(ctx, row) | {"files": None}


def unpin(ctx: Ctx, comment: int) -> None:
    """Let a comment be a result no more, as its author or an administrator.

    :raises CallError: ``NOT_FOUND`` or ``DENIED``
    """
    _own(ctx, comment)
    ctx.tx.delete(RESULT, COMMENT_ID=comment)


def listed(ctx: Ctx, task: int) -> list[Values]:
    """The results of a task, the newest first.

    :raises CallError: ``DENIED``
    """
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        raise DENIED()
    rows = ctx.tx.dicts(_OF_TASK, task=task)
    shown_with = attached.of(ctx.tx, KIND, [row["COMMENT_ID"] for row in rows if row["COMMENT_ID"]])
    return [shown(ctx, row) | {"files": [each.id for each in shown_with.get(row["COMMENT_ID"], ())]} for row in rows]


def shown(ctx: Ctx, row: Values) -> Values:
    """A result, without its files."""
    zone = ctx.clock.zone
    return {
        "id": row["ID"],
        "taskId": row["TASK_ID"],
        "commentId": row["COMMENT_ID"],
        "createdBy": row["CREATED_BY"],
        "createdAt": write_moment(row["CREATED_AT"], zone),
        "updatedAt": write_moment(row.get("UPDATED_AT") or row["CREATED_AT"], zone),
        "status": row["STATUS"],
        "text": row["TEXT"],
        "formattedText": markup.as_html(row["TEXT"]),
    }


def follow(ctx: Ctx, comment: int, text: str, *, was: str) -> None:
    """An open result says what its comment says."""
    if text != was:
        said = {"TEXT": text, "UPDATED_AT": ctx.clock.stamp()}
        ctx.tx.update(RESULT, {"COMMENT_ID": comment, "STATUS": OPEN}, said)


def forget(ctx: Ctx, comment: int) -> None:
    """A comment that is deleted goes with its results."""
    ctx.tx.delete(RESULT, COMMENT_ID=comment)


def _own(ctx: Ctx, comment: int) -> tuple[int, str]:
    """The task and the text of a comment that the caller may pin."""
    row = ctx.tx.one(_COMMENT, id=comment)
    if row is None:
        raise NOT_FOUND()
    task, author, text = row
    if not reading.may(ctx, TASKS, Operation.READ, {"ID": task}):
        raise DENIED()
    if author != ctx.actor.user_id and not ctx.actor.is_admin:
        raise DENIED()
    return task, text
