"""What came of tasks: results, written by whoever sees a task and changed by their authors.

Source: ``api-reference/tasks/result/``.
"""

from collections.abc import Hashable

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, select, true

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records.collection import Access, Change, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.tasks import access
from homeport.domain.tasks.rules import CLOSED_RESULT, OPEN_RESULT
from homeport.domain.tasks.tables import RESULT, TASK
from homeport.domain.tasks.tasks import TASKS
from homeport.store import Query, Transaction

OPEN, CLOSED = OPEN_RESULT, CLOSED_RESULT

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("TASK_ID", v.INTEGER, required=True, immutable=True),
        F("MESSAGE_ID", v.INTEGER, immutable=True),
        F("COMMENT_ID", v.INTEGER, immutable=True),
        F("CREATED_BY", v.INTEGER, read_only=True),
        F("CREATED_AT", v.DATETIME, read_only=True),
        F("UPDATED_AT", v.DATETIME, read_only=True),
        F("STATUS", v.INTEGER, read_only=True, default=OPEN),
        F("TEXT", v.STRING, required=True),
    )
)

_AUTHORS = Query(select(RESULT.c.CREATED_BY).distinct().where(RESULT.c.TASK_ID == bindparam("task")))


def _grant(ctx: Ctx, operation: Operation) -> Hashable:
    return operation is Operation.READ or operation is Operation.ADD, TASKS.access.grant(ctx, Operation.READ)


def _covers(grant: tuple[bool, str], row: FromClause, scans: bool) -> ColumnElement[bool]:
    """Results of tasks that the caller sees; to change, the caller's own, and for administrators all."""
    reads, sees = grant
    if sees == access.ALL:
        return true()
    seen = row.c.TASK_ID.in_(select(TASK.c.ID).where(TASKS.access.covers(sees, TASK, False)))
    return seen if reads else and_(seen, row.c.CREATED_BY == bindparam("actor"))


def _sign(change: Change) -> None:
    now = change.ctx.clock.stamp()
    if change.old:
        change.new["UPDATED_AT"] = now
    else:
        change.new.update(CREATED_BY=change.ctx.actor.user_id, CREATED_AT=now)


RESULTS = Collection(
    noun="result",
    plural="results",
    table=RESULT,
    fields=FIELDS,
    access=Access(_grant, _covers),
    before_save=(_sign,),
)


def authors_of(tx: Transaction, task: int) -> set[int]:
    """Who wrote the results of a task."""
    return {row[0] for row in tx.all(_AUTHORS, task=task)}
