"""Who may read files that are shown with tasks: whoever sees the task."""

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records import reading
from homeport.domain.tasks.files import KIND
from homeport.domain.tasks.tasks import TASKS


def _sees(ctx: Ctx, task: int) -> bool:
    return reading.may(ctx, TASKS, Operation.READ, {"ID": task})


SHOWN = {KIND: _sees}
