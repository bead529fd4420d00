"""Through which statuses a task goes, and which steps lead from where to where.

Sources: ``api-reference/tasks/fields.md``, ``status/``, ``tasks-task-approve.md``, ``tasks-task-disapprove.md``; where
a step starts from is what the ``action`` objects of their examples say.
"""

from enum import IntEnum
from typing import NamedTuple


class Status(IntEnum):
    """What a task waits for."""

    PENDING = 2
    IN_PROGRESS = 3
    AWAITING_CONTROL = 4
    COMPLETED = 5
    DEFERRED = 6


PENDING = int(Status.PENDING)
OPEN = frozenset({Status.PENDING, Status.IN_PROGRESS, Status.DEFERRED})
"""What can be completed."""
RUNNING = (int(Status.PENDING), int(Status.IN_PROGRESS))
"""What can be overdue."""


class Step(NamedTuple):
    """One way to move a task.

    :param before: the statuses that it starts from
    :param after: the status that it leads to
    """

    before: frozenset[Status]
    after: Status


STEPS = {
    "start": Step(frozenset({Status.PENDING}), Status.IN_PROGRESS),
    "pause": Step(frozenset({Status.IN_PROGRESS}), Status.PENDING),
    "defer": Step(frozenset({Status.PENDING}), Status.DEFERRED),
    "complete": Step(OPEN, Status.COMPLETED),
    "renew": Step(frozenset({Status.COMPLETED, Status.DEFERRED}), Status.PENDING),
    "approve": Step(frozenset({Status.AWAITING_CONTROL}), Status.COMPLETED),
    "disapprove": Step(frozenset({Status.AWAITING_CONTROL}), Status.PENDING),
}
"""By the name of the action."""
