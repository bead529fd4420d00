"""When people have looked at tasks."""

from homeport.domain.tasks.tables import TASK_VIEW
from homeport.store import Transaction


def seen(tx: Transaction, task: int, user: int, moment: str) -> None:
    """Note that somebody has seen a task."""
    tx.delete(TASK_VIEW, TASK_ID=task, USER_ID=user)
    tx.insert_many(TASK_VIEW, [{"TASK_ID": task, "USER_ID": user, "VIEWED_DATE": moment}])
