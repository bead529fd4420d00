"""``tasks.task.result.*`` of REST 2: comments as results of their tasks."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_PARAMETER, MISSING_PARAMETER, ErrorKind
from homeport.domain.records import at_hand
from homeport.domain.records.fields import Values
from homeport.domain.tasks.comments import pinning
from homeport.domain.tasks.comments.pinning import DENIED, EXISTS, NOT_FOUND
from homeport.methods.family import as_id
from homeport.rpc import Params, method

SCOPE = "task"
NUMBERS = ("id", "taskId", "commentId", "createdBy", "status")
"""By which clients walk a list."""


class OfComment(Params):
    comment_id: Any = None


class List(Params):
    task_id: Any = None
    filter: Any = None
    order: Any = None


def _number(given: Any, name: str) -> int:
    """A number as a client sent it.

    :raises CallError: ``100`` when it is left out, or is none
    """
    if given is None:
        raise MISSING_PARAMETER(name=name)
    refusal = INVALID_PARAMETER(value=given, name=name, type="int")
    return as_id(given, ErrorKind(refusal.code, refusal.description))


@method("tasks.task.result.addFromComment", scope=SCOPE, writes=True, errors=(DENIED, EXISTS, NOT_FOUND))
def add_from_comment(ctx: Ctx, p: OfComment) -> Values:
    """Make a result of a comment of the caller's, or as an administrator of any."""
    return pinning.pin(ctx, _number(p.comment_id, "commentId"))


@method("tasks.task.result.deleteFromComment", scope=SCOPE, writes=True, errors=(DENIED, NOT_FOUND))
def delete_from_comment(ctx: Ctx, p: OfComment) -> None:
    """Let a comment be a result no more."""
    pinning.unpin(ctx, _number(p.comment_id, "commentId"))


@method("tasks.task.result.list", scope=SCOPE, heavy=True, errors=(DENIED,))
def list_(ctx: Ctx, p: List) -> list[Values]:
    """List the results of a task."""
    found = pinning.listed(ctx, _number(p.task_id, "taskId"))
    return at_hand.chosen(ctx, found, NUMBERS, filter=p.filter, order=p.order)
