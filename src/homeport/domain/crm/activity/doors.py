"""Addresses that lead to the files of activities, for whoever may read the activity."""

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.core.rights import Operation
from homeport.domain.crm.activity import files, reading
from homeport.domain.disk import attached
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Stored


def _find(ctx: Ctx, number: int, said: str) -> Stored:
    found = attached.content(ctx, number, files.KIND, lambda activity: reading.require(ctx, Operation.READ, activity))
    return found._replace(most=int(said or 0))


def _may(ctx: Ctx, activity: int) -> bool:
    try:
        reading.require(ctx, Operation.READ, activity)
    except CallError:
        return False
    return True


DOORS = {files.DOOR: Door(find=_find)}
SHOWN = {files.KIND: _may}
