"""What somebody may do to a task, as REST 3.0 names it.

Source: ``api-reference/tasks/tasks-task-access-get.md``.
"""

from collections.abc import Sequence

from homeport.core.ctx import Ctx
from homeport.domain.records.fields import Values
from homeport.domain.tasks import actions, showing
from homeport.domain.tasks.results import authors_of

ORDER = (
    "read", "watch", "mute", "createSubtask", "createResult", "edit", "remove", "complete", "approve", "disapprove",
    "start", "take", "delegate", "defer", "renew", "deadline", "datePlan", "changeDirector", "changeResponsible",
    "changeAccomplices", "pause", "timeTracking", "mark", "changeStatus", "reminder", "addAuditors", "elapsedTime",
    "favorite", "checklistAdd", "checklistEdit", "checklistSave", "checklistToggle", "automate", "resultEdit",
    "completeResult", "removeResult", "resultRead", "admin", "copy", "saveAsTemplate", "attachFile", "detachFile",
    "detachParent", "createGanttDependence", "sort",
)  # fmt: skip
"""Every right, as the page lists them."""

_ACTIONS = {
    "edit": "EDIT", "remove": "REMOVE", "complete": "COMPLETE", "approve": "APPROVE", "disapprove": "DISAPPROVE",
    "start": "START", "take": "TAKE", "delegate": "DELEGATE", "defer": "DEFER", "renew": "RENEW",
    "deadline": "CHANGE_DEADLINE", "datePlan": "EDIT.PLAN", "changeDirector": "EDIT.ORIGINATOR", "pause": "PAUSE",
    "timeTracking": "DAYPLAN.TIMER.TOGGLE", "mark": "RATE", "elapsedTime": "ELAPSEDTIME.ADD",
    "changeResponsible": "EDIT", "changeAccomplices": "EDIT", "addAuditors": "EDIT", "automate": "EDIT",
    "attachFile": "EDIT", "detachFile": "EDIT", "detachParent": "EDIT", "createGanttDependence": "EDIT",
    **dict.fromkeys(("checklistAdd", "checklistEdit", "checklistSave", "checklistToggle"), "CHECKLIST.ADD"),
    **dict.fromkeys(("changeStatus", "completeResult"), "ELAPSEDTIME.ADD"),
}  # fmt: skip
"""The rights that are an action of REST 2. Who works on a task records time of it, changes its status and so on."""
_OF_READERS = (
    "read", "watch", "mute", "createSubtask", "createResult", "reminder", "favorite", "copy", "saveAsTemplate",
)  # fmt: skip


def of_tasks(ctx: Ctx, rows: Sequence[Values]) -> list[dict[str, bool]]:
    """What the caller may do to each of some stored tasks."""
    return [of_task(ctx, row) for row in rows]


def of_task(ctx: Ctx, row: Values) -> dict[str, bool]:
    """What the caller may do to a stored task."""
    person = showing.of_caller(ctx)
    may = actions.allowed(ctx.tx, row, person)
    authors = authors_of(ctx.tx, row["ID"])
    writes = person.id in authors or (person.is_admin and bool(authors))
    found = {
        **{name: may[action] for name, action in _ACTIONS.items()},
        **dict.fromkeys(_OF_READERS, may["CREATE"]),
        "resultRead": may["CREATE"] and bool(authors),
        "resultEdit": writes,
        "removeResult": writes,
        "admin": person.is_admin,
        "sort": may["EDIT"] and bool(row["GROUP_ID"]),
    }
    return {name: found[name] for name in ORDER}
