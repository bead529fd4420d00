"""Events of tasks and their comments, and what they tell: which one it is, and nothing else of it.

Sources: ``api-reference/tasks/events-tasks/``, ``comment-item/events-comment/``.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.events.emission import tell
from homeport.domain.records.collection import ADD, DELETE, UPDATE, Change

SCOPE = "task"
"""The scope that an application needs to be told."""

UNDEFINED = "undefined"
COMMENT = "ONTASKCOMMENTADD"


def codes(types: Iterable[int]) -> Iterator[str]:
    """The code of every event of tasks."""
    for verb in (ADD, UPDATE, DELETE):
        yield f"ONTASK{verb}"
        yield f"ONTASKCOMMENT{verb}"


def commented(ctx: Ctx, verb: str, task: int, number: int) -> None:
    """Tell of a comment of a task."""
    comment = {"ID": number, "TASK_ID": task}
    done = {UPDATE: {"ACTION": "EDIT"}, DELETE: {"ACTION": "DEL"}}.get(verb, {})
    said = {
        "FIELDS_BEFORE": UNDEFINED if verb == ADD else comment,
        "FIELDS_AFTER": comment | done,
        "IS_ACCESSIBLE_BEFORE": UNDEFINED,
        "IS_ACCESSIBLE_AFTER": UNDEFINED,
    }
    tell(ctx, (f"ONTASKCOMMENT{verb}",), said, SCOPE)


def told(change: Change, verb: str) -> None:
    """Tell of a change of a task."""
    task = {"ID": change.row["ID"]}
    before: dict[str, Any] = {
        "FIELDS_BEFORE": UNDEFINED if verb == ADD else task,
        "FIELDS_AFTER": UNDEFINED if verb == DELETE else task,
        "IS_ACCESSIBLE_BEFORE": "N" if verb == ADD else UNDEFINED,
        "IS_ACCESSIBLE_AFTER": "N" if verb == DELETE else UNDEFINED,
    }
    tell(change.ctx, (f"ONTASK{verb}",), before, SCOPE)
