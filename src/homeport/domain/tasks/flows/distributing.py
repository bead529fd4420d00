"""What a flow makes of a task that comes into it: who does it, until when, in which group, and who looks at it.

Sources: ``api-reference/tasks/flow/index.md``, ``tasks-flow-flow-create.md``.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx
from homeport.domain.calendar import listing, worktime
from homeport.domain.portal.people import users
from homeport.domain.records.collection import Change
from homeport.domain.records.fields import Values
from homeport.domain.tasks.flows import access, parts
from homeport.domain.tasks.flows.entering import FIELD, comes
from homeport.domain.tasks.flows.tables import FLOW, HIMSELF, MANUALLY, PART, QUEUE, RESPONSIBLES
from homeport.domain.tasks.statuses import Status
from homeport.store import Query, Transaction

_FLOW = Query(select(FLOW).where(FLOW.c.ID == bindparam("id")))


def find(tx: Transaction, flow: int) -> Values | None:
    """A stored flow."""
    return next(iter(tx.dicts(_FLOW, id=flow)), None)


def distribute(change: Change) -> None:
    """A task comes into a flow that is on, where its writer may add tasks; all else the flow says."""
    new, ctx = change.new, change.ctx
    if FIELD in new:
        new[FIELD] = new[FIELD] or None
    if not comes(change):
        return
    flow = find(ctx.tx, new[FIELD])
    if flow is None or flow["ACTIVE"] != "Y" or not access.may_add(ctx, flow["ID"]):
        raise change.dialect.misfit(change.collection.fields.by_name[FIELD])
    new["RESPONSIBLE_ID"] = _responsible(ctx, flow, change.row["CREATED_BY"])
    new["GROUP_ID"] = flow["GROUP_ID"]
    new["DEADLINE"] = deadline(ctx, flow)
    new["TASK_CONTROL"], new["MATCH_WORK_TIME"] = flow["TASK_CONTROL"], flow["MATCH_WORK_TIME"]
    new["ALLOW_CHANGE_DEADLINE"] = flow["RESPONSIBLE_CAN_CHANGE_DEADLINE"]


def note_activity(change: Change) -> None:
    """A flow is active when a task of it is written."""
    if change.row.get(FIELD):
        change.ctx.tx.update(FLOW, {"ID": change.row[FIELD]}, {"ACTIVITY": change.ctx.clock.stamp()})


def _responsible(ctx: Ctx, flow: Values, creator: int) -> int:
    """Who is given a task. A flow whose people have all gone gives its tasks to its administrator from then on."""
    named = parts.of(ctx.tx, flow["ID"], RESPONSIBLES)
    team = parts.people(ctx.tx, named)
    if not team:
        owner: int = flow["OWNER_ID"]
        ctx.tx.update(FLOW, {"ID": flow["ID"]}, {"DISTRIBUTION_TYPE": MANUALLY})
        ctx.tx.delete(PART, FLOW_ID=flow["ID"], FIELD=RESPONSIBLES)
        moderator = {"POSITION": 0, "KIND": access.PERSON, "TARGET": owner}
        ctx.tx.insert(PART, {"FLOW_ID": flow["ID"], "FIELD": RESPONSIBLES, **moderator})
        return owner
    if flow["DISTRIBUTION_TYPE"] == HIMSELF:
        return creator
    if flow["DISTRIBUTION_TYPE"] != QUEUE:
        return team[0]
    last = flow["LAST_GIVEN"]
    turn = team.index(last) + 1 if last in team else 0
    queue = team[turn:] + team[:turn]
    chosen = next((each for each in queue if listing.absent_until(ctx, each) is None), queue[0])
    ctx.tx.update(FLOW, {"ID": flow["ID"]}, {"LAST_GIVEN": chosen})
    return chosen


def deadline(ctx: Ctx, flow: Values) -> str:
    """Until when a task that comes into a flow now is to be done, as it is stored."""
    now = datetime.fromtimestamp(int(ctx.clock.now()), UTC)
    seconds = flow["PLANNED_COMPLETION_TIME"]
    if flow["MATCH_WORK_TIME"] == "Y":
        return to_stored(worktime.after(now, seconds, ctx.clock.zone))
    return to_stored(now + timedelta(seconds=seconds))


def may_take(tx: Transaction, task: Values, person: int) -> bool:
    """Whether somebody may take a task for work: one of a flow whose people take tasks, which nobody has taken yet."""
    if not task.get(FIELD) or task["REAL_STATUS"] != Status.PENDING or task["RESPONSIBLE_ID"] != task["CREATED_BY"]:
        return False
    flow: Any = find(tx, task[FIELD])
    if flow["DISTRIBUTION_TYPE"] != HIMSELF:
        return False
    return access.is_of_team(tx, flow["ID"], person, employee=users.is_employee(tx, person))
