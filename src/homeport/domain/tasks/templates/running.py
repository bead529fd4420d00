"""Tasks that templates make by the clock: each time that has come, in order, on behalf of the template's creator.

Source: ``api-reference/tasks/template/index.md``, ``fields.md``.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.core.ctx import Credential, Ctx
from homeport.core.errors import CallError
from homeport.core.log import LOG
from homeport.core.rights import Operation
from homeport.domain.portal.portal import actor_of
from homeport.domain.records import reading, writing
from homeport.domain.records.fields import Values
from homeport.domain.tasks.checklist.items import DIALECT as ITEM_DIALECT
from homeport.domain.tasks.checklist.items import ITEMS
from homeport.domain.tasks.dialect import TASKS as DIALECT
from homeport.domain.tasks.tasks import TASKS
from homeport.domain.tasks.templates import recurrence
from homeport.domain.tasks.templates.kinds import listed
from homeport.domain.tasks.templates.tables import TEMPLATE, TEMPLATE_ITEM
from homeport.domain.tasks.templates.templates import next_at_of, schedule
from homeport.store import Query, Transaction

SAME = (
    "TITLE", "DESCRIPTION", "PRIORITY", "GROUP_ID", "STAGE_ID", "ALLOW_CHANGE_DEADLINE", "ALLOW_TIME_TRACKING",
    "MATCH_WORK_TIME", "TASK_CONTROL", "ADD_IN_REPORT",
)  # fmt: skip
LISTS = ("ACCOMPLICES", "AUDITORS", "TAGS", "UF_CRM_TASK")
MOMENTS = {
    "DEADLINE": "DEADLINE_AFTER",
    "START_DATE_PLAN": "START_DATE_PLAN_AFTER",
    "END_DATE_PLAN": "END_DATE_PLAN_AFTER",
}
"""What a task is given so many seconds after the time that it is made for."""

_TEMPLATE = Query(select(TEMPLATE).where(TEMPLATE.c.ID == bindparam("id")))
_ITEMS_OF = Query(
    select(TEMPLATE_ITEM)
    .where(TEMPLATE_ITEM.c.TEMPLATE_ID == bindparam("template"))
    .order_by(TEMPLATE_ITEM.c.SORT_INDEX, TEMPLATE_ITEM.c.ID)
)


def fire(tx: Transaction, clock: Clock, number: int) -> None:
    """Make the tasks of a template for the time that has come, and wait for the next."""
    row = tx.dicts(_TEMPLATE, id=number)[0]
    ctx = Ctx(tx, Credential("template", actor_of(tx, row["CREATED_BY"]), frozenset({"task"})), clock)
    at = datetime.fromisoformat(row["NEXT_AT"]).replace(tzinfo=UTC)
    try:
        with tx.savepoint():
            make(ctx, row, at)
        row["TPARAM_REPLICATION_COUNT"] += 1
    except CallError as error:  # whatever it names is not there any more: the next time is tried all the same
        LOG.warning("template %s made no task: %s", number, error.description)
    row["NEXT_AT"] = next_at_of(ctx, row, at.timestamp())
    tx.update(TEMPLATE, {"ID": number}, {name: row[name] for name in ("TPARAM_REPLICATION_COUNT", "NEXT_AT")})
    schedule(tx, row)


def make(ctx: Ctx, template: Values, at: datetime) -> list[int]:
    """Make what a template says: one task, or one for each responsible; their numbers.

    :param at: the moment from which its deadline and plan are counted
    """
    people = listed(template["RESPONSIBLES"]) if template["MULTITASK"] == "Y" else [template["RESPONSIBLE_ID"]]
    return [_make(ctx, template, at, person) for person in people]


def _make(ctx: Ctx, template: Values, at: datetime, responsible: Any) -> int:
    given: Values = {name: template[name] for name in SAME}
    given |= {name: listed(template[name]) for name in LISTS}
    given |= {"RESPONSIBLE_ID": responsible}
    offsets = {name: template[after] for name, after in MOMENTS.items()}
    if template["REPLICATE_PARAMS"] and not offsets["DEADLINE"]:
        offsets["DEADLINE"] = recurrence.stored(template["REPLICATE_PARAMS"]).deadline_offset
    given |= {name: (at + timedelta(seconds=after)).isoformat() for name, after in offsets.items() if after}
    parent = template["PARENT_ID"]
    if parent and reading.may(ctx, TASKS, Operation.READ, {"ID": parent}):
        given["PARENT_ID"] = parent
    task: int = writing.create(ctx, TASKS.now(ctx.tx), given, DIALECT, {"FORKED_BY_TEMPLATE_ID": template["ID"]})["ID"]
    _copy_checklists(ctx, template["ID"], task)
    return task


def _copy_checklists(ctx: Ctx, template: int, task: int) -> None:
    """Give a task the checklists of its template, from the top down."""
    waiting = {0: 0}
    items = ctx.tx.dicts(_ITEMS_OF, template=template)
    while waiting:
        above, copied = waiting.popitem()
        for item in items:
            if item["PARENT_ID"] == above:
                given = {name: item[name] for name in ("TITLE", "SORT_INDEX", "IS_COMPLETE", "IS_IMPORTANT")}
                members = {key: {"TYPE": kind} for key, kind in msgspec.json.decode(item["MEMBERS"]).items()}
                fixed = {"TASK_ID": task, "CREATED_BY": ctx.actor.user_id}
                said = {**given, "PARENT_ID": copied, "MEMBERS": members}
                waiting[item["ID"]] = writing.create(ctx, ITEMS, said, ITEM_DIALECT, fixed)["ID"]
