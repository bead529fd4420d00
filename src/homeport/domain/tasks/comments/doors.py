"""Addresses that lead to the files of comments, for whoever sees the task."""

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.disk import attached
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Stored
from homeport.domain.records import reading
from homeport.domain.tasks.comments import files
from homeport.domain.tasks.comments.comments import COMMENTS
from homeport.domain.tasks.dialect import REFUSED


def _require(ctx: Ctx, comment: int) -> None:
    if not _may(ctx, comment):
        raise REFUSED()


def _find(ctx: Ctx, number: int, said: str) -> Stored:
    return attached.content(ctx, number, files.KIND, lambda comment: _require(ctx, comment))


def _may(ctx: Ctx, comment: int) -> bool:
    return reading.may(ctx, COMMENTS, Operation.READ, {"ID": comment})


SHOWN = {files.KIND: _may}
DOORS = {files.DOOR: Door(find=_find)}
