"""What became of a task, change by change.

Source: ``api-reference/tasks/tasks-task-history-list.md``.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.values import read_integer, read_string, write_moment
from homeport.domain.portal.tables import USER
from homeport.domain.records import rows
from homeport.domain.records.collection import Change
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import Condition, Filter, Filterable, Group, as_map
from homeport.domain.tasks import beside
from homeport.domain.tasks.tables import HISTORY, TASK_LIST, TASK_WORD
from homeport.store import Query

COLUMNS = (
    "TITLE", "DESCRIPTION", "PRIORITY", "MARK", "PARENT_ID", "GROUP_ID", "STAGE_ID", "RESPONSIBLE_ID", "DEADLINE",
    "START_DATE_PLAN", "END_DATE_PLAN", "DURATION_PLAN", "TIME_ESTIMATE", "ADD_IN_REPORT", "TASK_CONTROL",
    "ALLOW_TIME_TRACKING", "ALLOW_CHANGE_DEADLINE", "REAL_STATUS", "TIME_SPENT_IN_LOGS", "FLOW_ID",
)  # fmt: skip
"""Whose changes are noted."""
LISTS = {"ACCOMPLICES": TASK_LIST, "AUDITORS": TASK_LIST, "DEPENDS_ON": TASK_LIST, "TAGS": TASK_WORD}
MOMENTS = frozenset({"DEADLINE", "START_DATE_PLAN", "END_DATE_PLAN"})
CALLED = {"REAL_STATUS": "STATUS"}
ORDERED = {"ID": "ID", "CREATEDDATE": "CREATED_DATE", "FIELD": "FIELD"}

_FILTERED = {"ID": Filterable("ID", read_integer), "FIELD": Filterable("FIELD", read_string)}
_OF_TASK = Query(select(HISTORY).where(HISTORY.c.TASK_ID == bindparam("task")).order_by(HISTORY.c.ID))
_AUTHOR = Query(
    select(USER.c.NAME, USER.c.LAST_NAME, USER.c.SECOND_NAME, USER.c.EMAIL).where(USER.c.ID == bindparam("id"))
)


def note(ctx: Ctx, task: int, field: str, before: Any = None, after: Any = None) -> None:
    """Note one change.

    :param field: the documented word for what changed
    """
    row = {"TASK_ID": task, "CREATED_DATE": ctx.clock.stamp(), "USER_ID": ctx.actor.user_id, "FIELD": field}
    values = {"FROM_VALUE": _text(before), "TO_VALUE": _text(after)}
    ctx.tx.insert(HISTORY, {**row, **values})


def note_change(change: Change) -> None:
    """Note what a task is changed to; run before it is, while it has what it had."""
    if not change.old:
        return
    task = change.old["ID"]
    for name in COLUMNS:
        if name in change.new and change.new[name] != change.old[name]:
            note(change.ctx, task, CALLED.get(name, name), change.old[name], change.new[name])
    for name, table in LISTS.items():
        if name in change.beside:
            held = beside.kept(change.ctx.tx, table, [name], [task]).get(task, {}).get(name, [])
            if held != change.beside[name]:
                note(change.ctx, task, name, _joined(held), _joined(change.beside[name]))


def note_new(change: Change) -> None:
    """Note that there is a task."""
    if not change.old:
        note(change.ctx, change.new["ID"], "NEW")


def page(ctx: Ctx, task: int, *, filter: Any, order: Any) -> list[Values]:  # noqa: A002  the documented names
    """What became of a task, the newest first unless said otherwise."""
    parsed = Filter(as_map(filter), lambda name: _FILTERED.get(name.upper()), ctx)
    wanted = rows.order_of(ctx, as_map(order).items(), lambda name: ORDERED.get(name.upper().replace("_", "")))
    if not any(name == "ID" for name, _ in wanted):
        wanted = (*wanted, ("ID", wanted[0][1] if wanted else True))
    last = len(parsed.params)
    tree = Group(False, (parsed.tree, Condition("TASK_ID", "=", last, 1)))
    found = rows.everything(ctx.tx, HISTORY, tree, wanted, {**parsed.params, f"v{last}": task})
    authors = {number: _author(ctx, number) for number in {row["USER_ID"] for row in found}}
    return [
        {
            "id": row["ID"],
            "createdDate": write_moment(row["CREATED_DATE"], ctx.clock.zone),
            "field": row["FIELD"],
            "value": {"from": _said(ctx, row, "FROM_VALUE"), "to": _said(ctx, row, "TO_VALUE")},
            "user": authors[row["USER_ID"]],
        }
        for row in found
    ]


def logged(ctx: Ctx, task: int) -> list[Values]:
    """What became of a task, from the first change to the last, as ``task.logitem.list`` tells it."""
    return [
        {
            "CREATED_DATE": write_moment(row["CREATED_DATE"], ctx.clock.zone),
            "USER_ID": str(row["USER_ID"]),
            "TASK_ID": str(task),
            "FIELD": row["FIELD"],
            "FROM_VALUE": _said(ctx, row, "FROM_VALUE") or "",
            "TO_VALUE": _said(ctx, row, "TO_VALUE") or "",
        }
        for row in ctx.tx.dicts(_OF_TASK, task=task)
    ]


def _said(ctx: Ctx, row: Values, column: str) -> str | None:
    value: str | None = row[column]
    return write_moment(value, ctx.clock.zone) if row["FIELD"] in MOMENTS else value


def _author(ctx: Ctx, number: int) -> Values:
    row = ctx.tx.one(_AUTHOR, id=number) or ()
    words = ("name", "lastName", "secondName", "login")
    return {"id": number} | {word: value or "" for word, value in zip(words, row, strict=False)}


def _joined(values: list[Any]) -> str:
    return ",".join(map(str, values))


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
