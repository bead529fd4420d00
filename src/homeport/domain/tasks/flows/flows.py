"""Flows as a collection, and as they are answered.

Source: ``api-reference/tasks/flow/``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, case, func, select

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.rights import Operation
from homeport.domain.portal.people import users
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values
from homeport.domain.sonet_group import members
from homeport.domain.sonet_group.groups import CREATING, GROUPS
from homeport.domain.sonet_group.tables import MEMBERS
from homeport.domain.tasks import computed, groups
from homeport.domain.tasks.flows import parts
from homeport.domain.tasks.flows.access import EVERYBODY, FLOWS, PERSON
from homeport.domain.tasks.flows.tables import CREATORS, FIELDS, FLOW, MANUALLY, PART, PIN, RESPONSIBLES
from homeport.domain.tasks.tables import TASK
from homeport.domain.tasks.templates import templates
from homeport.store import Query, Transaction

DENIED = ErrorKind("0", "Access denied or flow not found")
STREAM_DENIED = ErrorKind("0", "Access denied or stream not found")
"""The same, in the words of some of the pages."""
NOT_FOUND = ErrorKind("0", "Flow not found")
UNFIT = ErrorKind("0", "'{field}': field's value has an invalid value")
TAKEN = ErrorKind("0", "A flow with this name already exists")

REPEATED = ("PLANNED_COMPLETION_TIME", "DISTRIBUTION_TYPE", RESPONSIBLES)
"""What every change says again."""

DIALECT = Dialect(
    camel=True,
    texts=False,
    typed=True,
    wraps=False,
    strict=False,
    described=(),
    denied=DENIED,
    unreadable=DENIED,
    not_found=NOT_FOUND,
    invalid=UNFIT,
    required=UNFIT,
    duplicate=TAKEN,
)

_NAMED = Query(select(FLOW.c.ID).where(FLOW.c.NAME == bindparam("name"), FLOW.c.ID != bindparam("but")))
_PINNED = Query(select(PIN.c.FLOW_ID).where(PIN.c.FLOW_ID == bindparam("flow"), PIN.c.USER_ID == bindparam("user")))
_DONE = Query(
    select(func.count(), func.count(case((computed.was_overdue(TASK), TASK.c.ID))))
    .select_from(TASK)
    .where(TASK.c.FLOW_ID == bindparam("flow"))
)


def _refuse(change: Change, name: str) -> CallError:
    return change.dialect.misfit(change.collection.fields.by_name[name])


def _begin(change: Change) -> None:
    """A flow is of whoever makes it, who administers it and lets everybody add tasks unless told otherwise. A change
    says again how its tasks are given to whom."""
    new, ctx = change.new, change.ctx
    new["ACTIVITY"] = ctx.clock.stamp()
    for name in REPEATED:
        if change.said.get(name) is None and not change.beside.get(name):
            raise _refuse(change, name)
    if not (change.row.get("NAME") or "").strip():
        raise _refuse(change, "NAME")
    if not change.old:
        new["CREATOR_ID"] = ctx.actor.user_id
        change.beside.setdefault(CREATORS, [(EVERYBODY, 0)])
    if not new.get("OWNER_ID"):
        new["OWNER_ID"] = change.old.get("OWNER_ID") or ctx.actor.user_id
    if not users.is_active(ctx.tx, new["OWNER_ID"]):
        raise _refuse(change, "OWNER_ID")


def _fit(change: Change) -> None:
    """Time is planned, one moderator gives tasks out, and the template and the group are there."""
    new, ctx = change.new, change.ctx
    if not change.row["PLANNED_COMPLETION_TIME"]:
        raise _refuse(change, "PLANNED_COMPLETION_TIME")
    named = change.beside[RESPONSIBLES]
    if change.row["DISTRIBUTION_TYPE"] == MANUALLY and (len(named) != 1 or named[0][0] != PERSON):
        raise _refuse(change, RESPONSIBLES)
    template = new.get("TEMPLATE_ID")
    if template and template != change.old.get("TEMPLATE_ID") and not templates.may(ctx, template):
        raise _refuse(change, "TEMPLATE_ID")
    group = new.get("GROUP_ID")
    if group and group != change.old.get("GROUP_ID") and not groups.may_create(ctx, group):
        raise _refuse(change, "GROUP_ID")


def _gather(change: Change) -> None:
    """A flow without a group is given one of those who make, administer and do its tasks."""
    new, ctx = change.new, change.ctx
    if not new.get("GROUP_ID"):
        new["GROUP_ID"] = change.old.get("GROUP_ID")
    if new["GROUP_ID"]:
        return
    owner = change.row["OWNER_ID"]
    group = writing.create(ctx, GROUPS, {"NAME": change.row["NAME"]}, CREATING)["ID"]
    members.add(ctx, group, [owner, *parts.people(ctx.tx, change.beside[RESPONSIBLES])])
    if owner != ctx.actor.user_id:
        ctx.tx.update(GROUPS.table, {"ID": group}, {"OWNER_ID": owner})
        members.own(ctx, group, owner)
    new["GROUP_ID"] = group


def _leave(change: Change) -> None:
    """The tasks of a flow that is no more are of none."""
    tx, flow = change.ctx.tx, change.old["ID"]
    tx.update(TASK, {"FLOW_ID": flow}, {"FLOW_ID": None})
    for table in (PART, PIN):
        tx.delete(table, FLOW_ID=flow)


_PARTS = parts.Parts()

COLLECTION = Collection(
    noun="flow",
    plural="flows",
    table=FLOW,
    fields=FIELDS,
    access=FLOWS,
    beside={RESPONSIBLES: _PARTS, CREATORS: _PARTS},
    before_save=(_begin, _fit, _gather),
    before_delete=(_leave,),
)


def add(ctx: Ctx, given: Mapping[str, Any]) -> Values:
    """Make a flow, as it is answered."""
    return _shown(ctx, writing.create(ctx, COLLECTION, given, DIALECT)["ID"])


def change(ctx: Ctx, flow: int, given: Mapping[str, Any]) -> Values:
    """Change a flow, as it is answered."""
    writing.change(ctx, COLLECTION, {"ID": flow}, given, DIALECT)
    return _shown(ctx, flow)


def get(ctx: Ctx, flow: int) -> Values:
    """A flow that the caller sees."""
    reading.found(ctx, COLLECTION, {"ID": flow}, DIALECT)
    return _shown(ctx, flow)


def delete(ctx: Ctx, flow: int, dialect: Dialect) -> None:
    """Delete a flow."""
    writing.delete(ctx, COLLECTION, {"ID": flow}, dialect)


def switch(ctx: Ctx, flow: int) -> None:
    """Turn a flow off, or on again.

    :raises CallError: ``NOT_FOUND``, ``STREAM_DENIED``
    """
    row = reading.stored(ctx, COLLECTION, {"ID": flow})
    if row is None:
        raise NOT_FOUND()
    if not reading.may(ctx, COLLECTION, Operation.WRITE, {"ID": flow}):
        raise STREAM_DENIED()
    ctx.tx.update(FLOW, {"ID": flow}, {"ACTIVE": "N" if row["ACTIVE"] == "Y" else "Y"})


def pin(ctx: Ctx, flow: int) -> bool:
    """Pin a flow in the caller's list, or unpin it; whether it is pinned by now.

    :raises CallError: ``STREAM_DENIED`` when there is none that the caller sees
    """
    if not reading.may(ctx, COLLECTION, Operation.READ, {"ID": flow}):
        raise STREAM_DENIED()
    row = {"FLOW_ID": flow, "USER_ID": ctx.actor.user_id}
    if ctx.tx.one(_PINNED, flow=flow, user=ctx.actor.user_id) is not None:
        ctx.tx.delete(PIN, **row)
        return False
    ctx.tx.insert(PIN, row)
    return True


def is_named(tx: Transaction, name: str, but: int = 0) -> bool:
    """Whether a flow has a name.

    :param but: the number of a flow that does not count
    """
    return tx.one(_NAMED, name=name, but=but) is not None


def _shown(ctx: Ctx, flow: int) -> Values:
    row: Any = reading.stored(ctx, COLLECTION, {"ID": flow})
    found = reading.whole(ctx, COLLECTION, DIALECT, row)
    total, late = ctx.tx.all(_DONE, flow=flow, now=computed.context(ctx)["now"])[0]
    efficiency = round(100 * late / total) if total else 0
    team = _team(ctx, row, found["responsibleList"])
    return {**found, "efficiency": efficiency, "demo": False, "team": team, "trialFeatureEnabled": False}


def _team(ctx: Ctx, row: Values, named: list[list[str]]) -> list[list[str]]:
    """Who does a flow's tasks: where a moderator gives them out, all others in its group."""
    if row["DISTRIBUTION_TYPE"] != MANUALLY:
        return named
    moderator = [int(number) for _, number in named]
    people = (each for each in members.everybody(ctx.tx, row["GROUP_ID"]) if each["ROLE"] in MEMBERS)
    return [["user", str(each["USER_ID"])] for each in people if each["USER_ID"] not in moderator]
