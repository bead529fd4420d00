"""Tasks as pages word them: statuses, roles, steps. Data, no rules."""

from datetime import datetime
from typing import Any, NamedTuple

from homeport.console.crm import showing
from homeport.console.crm.showing import Moment
from homeport.core.clock import Clock

STATUSES = {
    "2": ("Pending", ""),
    "3": ("In progress", "accent"),
    "4": ("Awaits approval", "warn"),
    "5": ("Completed", "good"),
    "6": ("Deferred", ""),
}
"""What statuses are called, and how their badges look."""
RUNNING, CONTROL, COMPLETED = "3", "4", "5"

ROLES = {
    "mine": ("Mine", "RESPONSIBLE_ID"),
    "set": ("Set by me", "CREATED_BY"),
    "helping": ("I help", "ACCOMPLICE"),
    "watching": ("I watch", "AUDITOR"),
    "all": ("All", ""),
}
"""Whose tasks a list shows: its title, and the field that is the person."""

STATES: dict[str, tuple[str, dict[str, Any]]] = {
    "open": ("To be done", {"REAL_STATUS": [2, 3, 4, 6]}),
    "overdue": ("Overdue", {"STATUS": -1}),
    "control": ("Awaiting approval", {"REAL_STATUS": 4}),
    "done": ("Completed", {"REAL_STATUS": 5}),
    "any": ("Any", {}),
}
"""In which state tasks are that a list shows."""

ORDERS: dict[str, tuple[str, dict[str, str]]] = {
    "deadline": ("Deadline", {"DEADLINE": "asc", "ID": "asc"}),
    "newest": ("Newest", {"ID": "desc"}),
}
"""How a list is sorted: as indexes have it."""

STEPS = {
    "start": ("Start", ""),
    "pause": ("Pause", "second"),
    "complete": ("Complete", ""),
    "approve": ("Approve", ""),
    "disapprove": ("Return", "second"),
    "defer": ("Defer", "second"),
    "renew": ("Take up again", "second"),
}
"""What steps are called, and how their buttons look; by what a task's ``action`` calls them."""

ROW = ["ID", "TITLE", "STATUS", "SUB_STATUS", "DEADLINE", "RESPONSIBLE_ID", "CREATED_BY", "GROUP_ID", "PRIORITY"]
"""What is read of a task that is one of many."""


class Listed(NamedTuple):
    """A task that is one of many.

    :param late: whether its deadline has passed
    """

    task_id: int
    title: str
    path: str
    status: str
    look: str
    deadline: Moment | None
    late: bool
    important: bool
    responsible: str
    creator: str
    group: str
    group_id: int


def path_to(task_id: Any) -> str:
    """The card of a task."""
    return f"/tasks/{task_id}/"


def listed(clock: Clock, row: dict[str, Any]) -> Listed:
    """A task as a list shows it."""
    status, look = STATUSES.get(row["status"], ("", ""))
    due = row["deadline"]
    is_past = bool(due) and datetime.fromisoformat(due).timestamp() < clock.now()
    return Listed(
        int(row["id"]),
        row["title"],
        path_to(row["id"]),
        status,
        look,
        showing.moment(due),
        is_past and row["status"] not in (CONTROL, COMPLETED),
        row["priority"] == "2",
        row["responsible"]["name"] if row.get("responsible") else "",
        row["creator"]["name"] if row.get("creator") else "",
        row["group"]["name"] if row.get("group") else "",
        int(row["groupId"] or 0),
    )


def watch(seconds: int) -> str:
    """What a stopwatch shows: ``1:02:03``."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def span(seconds: int) -> str:
    """A time that was spent: ``1 h 20 min``."""
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours and minutes else f"{hours} h" if hours else f"{minutes} min"
