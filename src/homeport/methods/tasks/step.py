"""``tasks.task.*``: tasks moved from one status to another, and given to others."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import MISSING_PARAMETER, ErrorKind
from homeport.domain.tasks import changing, rules, showing
from homeport.domain.tasks.dialect import NOT_ALLOWED
from homeport.methods.tasks._naming import NAMING, SCOPE, OfTask, task_of
from homeport.rpc import Method, method
from homeport.rpc.method import make

DENIED = ErrorKind("1048582", "Action on the task is not allowed")


class Delegate(OfTask):
    user_id: Any = None


STEPS = (
    ("start", NOT_ALLOWED, "Begin to work on a task."),
    ("pause", DENIED, "Stop working on a task; it waits."),
    ("defer", DENIED, "Put a task off."),
    ("complete", NOT_ALLOWED, "Complete a task, or give it to its creator to be looked at."),
    ("renew", DENIED, "Take up a completed or deferred task again."),
    ("approve", DENIED, "Accept what was done; the task is completed."),
    ("disapprove", DENIED, "Return a task to its responsible."),
)
"""The names of steps, how they are refused, and what they do."""


def _step(name: str, refusal: ErrorKind, summary: str) -> Method:
    def take(ctx: Ctx, p: OfTask) -> Any:
        task = task_of(p.task_id)
        changing.step(ctx, task, name, refusal)
        return showing.card(ctx, task)

    errors = (*NAMING, refusal, *([rules.NO_RESULT] if name in ("complete", "approve") else []))
    return make(f"tasks.task.{name}", take, params=OfTask, scope=SCOPE, writes=True, errors=errors, summary=summary)


METHODS = [_step(*each) for each in STEPS]


@method("tasks.task.delegate", scope=SCOPE, writes=True, errors=(*NAMING, NOT_ALLOWED, rules.UNKNOWN_RESPONSIBLE))
def delegate(ctx: Ctx, p: Delegate) -> Any:
    """Give a task to somebody else; whoever was responsible watches it."""
    task = task_of(p.task_id)
    if p.user_id is None or p.user_id == "":
        raise MISSING_PARAMETER(name="userId")
    changing.delegate(ctx, task, p.user_id)
    return showing.card(ctx, task)
