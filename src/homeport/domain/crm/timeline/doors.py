"""Addresses that lead to the files of comments, for whoever may read the comment."""

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.core.rights import Operation
from homeport.domain.crm.timeline import files, reading
from homeport.domain.disk import attached
from homeport.domain.files import doors
from homeport.domain.files import files as stored
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Content, Stored


def _find(ctx: Ctx, number: int, said: str) -> Stored:
    found = attached.content(ctx, number, files.KIND, lambda comment: reading.require(ctx, Operation.READ, comment))
    return found._replace(most=int(said or 0))


def _may(ctx: Ctx, comment: int) -> bool:
    try:
        reading.require(ctx, Operation.READ, comment)
    except CallError:
        return False
    return True


def _room(ctx: Ctx, comment: int) -> int:
    reading.require(ctx, Operation.WRITE, comment)
    return stored.room(ctx.tx)


def _receive(ctx: Ctx, comment: int, called: str, content: Content, said: str) -> dict[str, int]:
    reading.require(ctx, Operation.WRITE, comment)
    return {"ID": files.take(ctx, comment, called, content)}


def address(ctx: Ctx, comment: int) -> str:
    """Where a file may be sent that is to be shown with a comment.

    :raises CallError: for a comment that the caller may not change
    """
    reading.require(ctx, Operation.WRITE, comment)
    return doors.upload_url(ctx, files.DOOR, comment)


DOORS = {files.DOOR: Door(find=_find, room=_room, receive=_receive)}
SHOWN = {files.KIND: _may}
