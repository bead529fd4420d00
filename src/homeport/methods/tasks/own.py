"""``tasks.task.*``: what people make of tasks for themselves."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.tasks import changing, showing, signs
from homeport.methods.tasks._naming import NAMING, SCOPE, ById, OfTask, task_of
from homeport.rpc import Method, method
from homeport.rpc.method import make

NOT_FOUND = ErrorKind("1", "Task not found or not accessible")
UNSEEN = ErrorKind("1048584", "a:0:{}")

SIGNS = (
    ("pin", "IS_PINNED", True, "Pin a task in the caller's list."),
    ("unpin", "IS_PINNED", False, "Unpin a task in the caller's list."),
    ("mute", "IS_MUTED", True, "Be told nothing more of a task."),
    ("unmute", "IS_MUTED", False, "Be told of a task again."),
)
"""The name of each method, what it puts, whether that is on, and what it does."""


def _sign(name: str, field: str, on: bool, summary: str) -> Method:
    def put(ctx: Ctx, p: ById) -> Any:
        task = task_of(p.id)
        if showing.get(ctx, task, ["ID"]) is None:
            return []
        signs.put(ctx, task, field, on)
        return showing.card(ctx, task)

    return make(f"tasks.task.{name}", put, params=ById, scope=SCOPE, writes=True, errors=NAMING, summary=summary)


METHODS = [_sign(*each) for each in SIGNS]


@method("tasks.task.favorite.add", scope=SCOPE, writes=True, errors=(*NAMING, NOT_FOUND))
def add_favorite(ctx: Ctx, p: OfTask) -> bool:
    """Put a task among the caller's favourites."""
    return _favorite(ctx, p, on=True)


@method("tasks.task.favorite.remove", scope=SCOPE, writes=True, errors=(*NAMING, NOT_FOUND))
def remove_favorite(ctx: Ctx, p: OfTask) -> bool:
    """Take a task from the caller's favourites."""
    return _favorite(ctx, p, on=False)


def _favorite(ctx: Ctx, p: OfTask, *, on: bool) -> bool:
    task = task_of(p.task_id)
    changing.of_caller(ctx, task, NOT_FOUND)
    signs.put(ctx, task, "FAVORITE", on)
    return True


@method("tasks.task.startwatch", scope=SCOPE, writes=True, errors=(*NAMING, UNSEEN))
def start_watch(ctx: Ctx, p: OfTask) -> Any:
    """Make the caller an auditor of a task."""
    return _watch(ctx, p, on=True)


@method("tasks.task.stopwatch", scope=SCOPE, writes=True, errors=(*NAMING, UNSEEN))
def stop_watch(ctx: Ctx, p: OfTask) -> Any:
    """Make the caller no longer an auditor of a task."""
    return _watch(ctx, p, on=False)


def _watch(ctx: Ctx, p: OfTask, *, on: bool) -> Any:
    task = task_of(p.task_id)
    changing.of_caller(ctx, task, UNSEEN)
    signs.watch(ctx, task, on)
    return showing.card(ctx, task)
