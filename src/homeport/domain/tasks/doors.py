"""Addresses that lead to the files of tasks, for whoever sees the task."""

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.files.fields import door
from homeport.domain.records import reading
from homeport.domain.tasks.files import KIND
from homeport.domain.tasks.tasks import TASKS


def _sees(ctx: Ctx, task: int) -> bool:
    return reading.may(ctx, TASKS, Operation.READ, {"ID": task})


DOORS = {"tasks.field": door(lambda ctx, kind: TASKS.now(ctx.tx))}
SHOWN = {KIND: _sees}
