"""Addresses that lead to the files of comments, for whoever sees the task."""

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.disk import attached
from homeport.domain.files import doors
from homeport.domain.files import files as stored
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Content, Refusals, Stored
from homeport.domain.im.messages import MODULE
from homeport.domain.im.opening import KIND
from homeport.domain.records import reading
from homeport.domain.tasks.comments import files
from homeport.domain.tasks.comments.comments import COMMENTS
from homeport.domain.tasks.dialect import REFUSED


def _require(ctx: Ctx, comment: int) -> None:
    if not _may(ctx, comment):
        raise REFUSED()


def _find(ctx: Ctx, number: int, said: str) -> Stored:
    found = attached.content(ctx, number, KIND, lambda comment: _require(ctx, comment))
    return found._replace(most=int(said or 0))


def _may(ctx: Ctx, comment: int) -> bool:
    return reading.may(ctx, COMMENTS, Operation.READ, {"ID": comment})


def address(ctx: Ctx, comment: int) -> str:
    """Where a file may be sent that is to be shown with a comment.

    :raises CallError: ``REFUSED`` for who may not change the comment
    """
    _require_writable(ctx, comment)
    return doors.upload_url(ctx, files.DOOR, comment)


def _require_writable(ctx: Ctx, comment: int) -> None:
    _require(ctx, comment)  # who has written it may have no part in the task any more
    if not reading.may(ctx, COMMENTS, Operation.WRITE, {"ID": comment}):
        raise REFUSED()


def _room(ctx: Ctx, comment: int) -> int:
    _require_writable(ctx, comment)
    return stored.room(ctx.tx)


def _receive(ctx: Ctx, comment: int, called: str, content: Content, said: str) -> dict[str, int]:
    _require_writable(ctx, comment)
    stored.check(ctx.tx, content.size, Refusals(files.NOT_FOUND, files.NOT_FOUND))
    return {"ID": attached.take(ctx, called, content, MODULE, KIND, comment)}


DOORS = {files.DOOR: Door(find=_find, room=_room, receive=_receive)}
