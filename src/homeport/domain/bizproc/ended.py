"""Tasks of processes that have ended go after a day. Source: ``bizproc-task-list.md``."""

from homeport.core.clock import Clock
from homeport.domain.bizproc.tables import TASK
from homeport.store import Transaction


def fire(tx: Transaction, clock: Clock, row_id: int) -> None:
    """Delete the tasks of a process."""
    tx.delete(TASK, WORKFLOW=row_id)
