"""Tasks of groups: who sees and changes them by a role there, and how a task shows its group.

Members see a group's tasks and create some; moderators and the owner change and delete them, unless the group is
archived. Sources: ``api-reference/tasks/fields.md#group``, ``sonet-group/sonet-group-feature-access.md``.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, FromClause, bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records import reading
from homeport.domain.records.collection import Change
from homeport.domain.sonet_group import groups, members, pictures, tools
from homeport.domain.sonet_group.tables import MEMBERS, MODERATORS, ROLES
from homeport.domain.sonet_group.tables import TABLE as GROUP
from homeport.domain.tasks.flows.entering import comes
from homeport.domain.tasks.flows.tables import FLOW
from homeport.domain.tasks.scrum import leaving
from homeport.domain.tasks.tables import STAGE, TASK
from homeport.store import Query, Transaction, constant, padded

PICTURE = "/bitrix/images/socialnetwork/workgroup/folder.png"
"""Of a group that has none of its own."""
OPERATION = "create_tasks"
BOARD = "G"
"""What stages of a group's board say of whose they are."""

_OF_BOARD = Query(
    select(STAGE.c.ID).where(
        STAGE.c.ID == bindparam("stage"),
        STAGE.c.ENTITY_TYPE == bindparam("type"),
        STAGE.c.ENTITY_ID == bindparam("group"),
    )
)
_CLOSED = Query(select(GROUP.c.CLOSED).where(GROUP.c.ID == bindparam("group")))


def of_members(task: FromClause) -> ColumnElement[bool]:
    """Which tasks are of groups that the caller is a member of."""
    return task.c.GROUP_ID.in_(_of_roles(MEMBERS))


def of_moderators(task: FromClause) -> ColumnElement[bool]:
    """Which tasks are of groups that the caller moderates, as long as they are not archived."""
    moderated = _of_roles(MODERATORS).join(GROUP, GROUP.c.ID == ROLES.c.GROUP_ID)
    return task.c.GROUP_ID.in_(moderated.where(GROUP.c.CLOSED != constant("Y")))


def _of_roles(roles: Sequence[str]) -> Any:
    mine = select(ROLES.c.GROUP_ID).where(ROLES.c.USER_ID == bindparam("actor"))
    return mine.where(ROLES.c.ROLE.in_([constant(role) for role in roles]))


class Standing(NamedTuple):
    """What somebody is to a group.

    :param sees: whether the person is a member, and sees its tasks
    :param writes: whether the person sorts its tasks and creates some
    :param moderates: whether the person changes and deletes them
    """

    sees: bool = False
    writes: bool = False
    moderates: bool = False


def standing(tx: Transaction, group: int | None, person: int) -> Standing:
    """What a person is to a group; nothing to none."""
    if not group:
        return Standing()
    role = members.place(tx, group, person).role
    is_open = tx.value(_CLOSED, group=group) != "Y"
    return Standing(role in MEMBERS, role in MEMBERS and is_open, role in MODERATORS and is_open)


def belong(change: Change) -> None:
    """A task comes into a group where its writer may create tasks, or with a flow into the flow's; whatever stage it
    had is of the group before. It is in a stage of its own group's board, or in none."""
    new, ctx = change.new, change.ctx
    group = change.row["GROUP_ID"] or 0
    if group != (change.old.get("GROUP_ID") or 0):
        new["SORTING"] = None
        if change.old:
            new.setdefault("STAGE_ID", 0)
        if group and not comes(change) and not may_create(ctx, group):
            raise change.dialect.misfit(change.collection.fields.by_name["GROUP_ID"])
    for name in ("GROUP_ID", "STAGE_ID"):
        if name in new:
            new[name] = new[name] or 0
    stage = new.get("STAGE_ID")
    if stage and ctx.tx.one(_OF_BOARD, stage=stage, type=BOARD, group=group) is None:
        raise change.dialect.misfit(change.collection.fields.by_name["STAGE_ID"])


def may_create(ctx: Ctx, group: int) -> bool:
    """Whether the caller may create tasks in a group; False also when there is none."""
    row = reading.stored(ctx, groups.GROUPS, {"ID": group})
    if row is None or not reading.may(ctx, groups.GROUPS, Operation.READ, {"ID": group}):
        return False
    return tools.may(ctx, row, tools.TOOLS["tasks"], OPERATION)


def is_seen(ctx: Ctx, group: int) -> bool:
    """Whether there is a group that the caller sees."""
    return reading.may(ctx, groups.GROUPS, Operation.READ, {"ID": group})


def shown(ctx: Ctx, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Some groups as tasks show them, by their ids; of those that the caller sees."""
    wanted = sorted({number for number in ids if number})
    if not wanted:
        return {}
    size = padded(len(wanted))
    params = {f"id{place}": wanted[min(place, len(wanted) - 1)] for place in range(size)}
    grant = groups.GROUPS.access.grant(ctx, Operation.READ)
    return {
        number: {
            "id": str(number),
            "name": name,
            "opened": opened == "Y",
            "membersCount": count,
            "image": pictures.url(ctx, number, picture) or PICTURE,
            "additionalData": [],
        }
        for number, name, opened, count, picture in ctx.tx.all(_by_ids(size, grant), **params, actor=ctx.actor.user_id)
    }


@lru_cache(128)
def _by_ids(count: int, grant: Any) -> Query:
    wanted: list[BindParameter[int]] = [bindparam(f"id{place}") for place in range(count)]
    covered = groups.GROUPS.access.covers(grant, GROUP, False)
    return Query(
        select(GROUP.c.ID, GROUP.c.NAME, GROUP.c.OPENED, GROUP.c.NUMBER_OF_MEMBERS, GROUP.c.IMAGE_ID).where(
            GROUP.c.ID.in_(wanted), covered
        )
    )


def forget(tx: Transaction, group: int) -> None:
    """Let the tasks of a group that is deleted be of none, and its flows be off until they are given another."""
    tx.update(FLOW, {"GROUP_ID": group}, {"GROUP_ID": 0, "ACTIVE": "N"})
    tx.update(TASK, {"GROUP_ID": group}, {"GROUP_ID": 0, "STAGE_ID": 0, "SORTING": None})
    tx.delete(STAGE, ENTITY_TYPE=BOARD, ENTITY_ID=group)
    leaving.forget_group(tx, group)
