"""Addresses that lead to the files of comments, for whoever may read the comment."""

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.core.rights import Operation
from homeport.domain.crm.timeline import files, reading
from homeport.domain.disk import attached
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Stored


def _find(ctx: Ctx, number: int, said: str) -> Stored:
    return attached.content(ctx, number, files.KIND, lambda comment: reading.require(ctx, Operation.READ, comment))


def _may(ctx: Ctx, comment: int) -> bool:
    try:
        reading.require(ctx, Operation.READ, comment)
    except CallError:
        return False
    return True


DOORS = {files.DOOR: Door(find=_find)}
SHOWN = {files.KIND: _may}
