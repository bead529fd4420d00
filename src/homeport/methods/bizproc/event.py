"""``bizproc.event.send``: what an application answers to a process that has called it."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.bizproc import engine, outside
from homeport.methods.bizproc._params import Answer
from homeport.rpc import method


class Values(Answer):
    return_values: Any = None


@method("bizproc.event.send", writes=True, errors=(outside.DENIED,))
def send(ctx: Ctx, p: Values) -> bool:
    """Answer a process that waits for a robot or an activity; it goes on."""
    engine.resume(*outside.answered(ctx, p.event_token, p.return_values, p.log_message))
    return True
