"""Tasks stand in the timelines of the records that they are bound to, as an activity that follows them.

Sources: ``api-reference/tasks/index.md``, ``tutorials/tasks/how-to-connect-task-to-spa.md``.
"""

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.owner import FIRST_DYNAMIC, Owner, type_of_abbreviation
from homeport.core.rights import Operation
from homeport.domain.crm import access
from homeport.domain.crm.activity import activities, bindings, providers, removal
from homeport.domain.crm.activity.tables import ACTIVITY
from homeport.domain.crm.entities import exists
from homeport.domain.crm.type.types import TYPE
from homeport.domain.records.collection import Change
from homeport.domain.records.fields import Values
from homeport.domain.tasks import beside
from homeport.domain.tasks.statuses import Status
from homeport.domain.tasks.tables import TASK_WORD
from homeport.store import Query

BINDINGS, SHOWN = "UF_CRM_TASK", "CRM_ACTIVITY"
"""What a task is bound to, and the activity that shows it."""
LINKED = "TASKS_TASK|UF_CRM_TASK"
"""What types of records that people have made must allow."""
BBCODE = 2

_ACTIVITY = Query(select(ACTIVITY).where(ACTIVITY.c.ID == bindparam("id")))
_LINKED = Query(
    select(TYPE.c.LINKED_USER_FIELDS, TYPE.c.IS_USE_IN_USERFIELD_ENABLED).where(
        TYPE.c.ENTITY_TYPE_ID == bindparam("entity_type_id")
    )
)


def accepts(ctx: Ctx, entity_type_id: int) -> bool:
    """Whether tasks are bound to records of a type: those that people have made must allow it."""
    if entity_type_id < FIRST_DYNAMIC:
        return True
    row = ctx.tx.one(_LINKED, entity_type_id=entity_type_id)
    return row is not None and row[1] == "Y" and LINKED in msgspec.json.decode(row[0])


def may_bind(ctx: Ctx, binding: str) -> bool:
    """Whether the caller may bind a task to a record, as ``D_12``: to one that is there only where it may be read."""
    record = _record(binding)
    return not exists(ctx.tx, record) or access.may(ctx, Operation.READ, record)


def saved(change: Change) -> None:
    """Show a task that is written under the records that it is bound to."""
    ctx, task = change.ctx, change.row["ID"]
    held = beside.kept(ctx.tx, TASK_WORD, [BINDINGS, SHOWN], [task]).get(task, {})
    if not held:
        return
    shown = _shown(ctx, held.get(SHOWN, []))
    records = [record for record in map(_record, held.get(BINDINGS, [])) if exists(ctx.tx, record)]
    if not records:
        if shown is not None:
            removal.remove(ctx, shown["ID"])
        beside.put(ctx.tx, TASK_WORD, task, SHOWN, [])
        return
    values = _values(change.row)
    if shown is None:
        kind = providers.provider_of(providers.TASK, None, None)
        made = {"TYPE_ID": providers.TASK, "PROVIDER_ID": kind.provider_id, "PROVIDER_TYPE_ID": kind.type_id}
        number = activities.insert(ctx, records, {**values, **made, "ASSOCIATED_ENTITY_ID": task})
        beside.put(ctx.tx, TASK_WORD, task, SHOWN, [str(number)])
        return
    if bindings.all_of(ctx.tx, shown["ID"]) != records:
        bindings.put(ctx, shown["ID"], records)
    if any(shown[name] != value for name, value in values.items()):
        activities.update(ctx, shown["ID"], values)


def deleted(change: Change) -> None:
    """A task that is deleted is shown nowhere."""
    task = change.old["ID"]
    held = beside.kept(change.ctx.tx, TASK_WORD, [SHOWN], [task]).get(task, {})
    shown = _shown(change.ctx, held.get(SHOWN, []))
    if shown is not None:
        removal.remove(change.ctx, shown["ID"])


def _shown(ctx: Ctx, numbers: list[str]) -> Values | None:
    """The activity that shows a task; None when there is none, or none any more."""
    found = ctx.tx.dicts(_ACTIVITY, id=int(numbers[0])) if numbers else []
    return found[0] if found else None


def _record(binding: str) -> Owner:
    kind, _, number = binding.partition("_")
    entity_type_id = type_of_abbreviation(kind)
    assert entity_type_id is not None
    return Owner(entity_type_id, int(number))


def _values(task: Values) -> Values:
    """What an activity says of a task."""
    is_done = task["REAL_STATUS"] == Status.COMPLETED
    return {
        "SUBJECT": task["TITLE"],
        "DESCRIPTION": task.get("DESCRIPTION") or "",
        "DESCRIPTION_TYPE": BBCODE,
        "RESPONSIBLE_ID": task["RESPONSIBLE_ID"],
        "PRIORITY": task["PRIORITY"] + 1,
        "START_TIME": task.get("START_DATE_PLAN") or task["CREATED_DATE"],
        "END_TIME": task.get("END_DATE_PLAN") or task.get("DEADLINE"),
        "DEADLINE": task.get("DEADLINE"),
        "COMPLETED": "Y" if is_done else "N",
        "STATUS": activities.COMPLETED if is_done else activities.WAITING,
    }
