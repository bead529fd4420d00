"""Backlogs and sprints of a scrum, and tasks that go between them.

Source: ``api-reference/sonet-group/scrum/backlog/``, ``sprint/``.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.fields import Values
from homeport.domain.sonet_group import groups
from homeport.domain.tasks import statuses
from homeport.domain.tasks.scrum import access, boards
from homeport.domain.tasks.scrum.tables import (
    ACTIVE,
    BACKLOG,
    BACKLOG_FIELDS,
    COMPLETED,
    ENTITY,
    ITEM,
    PLANNED,
    SPRINT,
    SPRINT_FIELDS,
    STATUSES,
)
from homeport.domain.tasks.tables import TASK
from homeport.store import Query, Transaction, constant

NO_GROUP = ErrorKind("0", "Group id not found")
NO_BACKLOG = ErrorKind("0", "Backlog not found")
ADDED_ALREADY = ErrorKind("0", "Backlog already added")
NOT_MOVED = ErrorKind("0", "It is forbidden move a backlog with items")
TARGET_HAS_ONE = ErrorKind("0", "The target group already has a backlog")
NOT_REMOVED = ErrorKind("0", "It is forbidden remove a backlog with items")
BACKLOG_UNFIT = ErrorKind("0", "Unable to update backlog")

NO_SPRINT = ErrorKind("0", "Sprint not found")
SPRINT_UNFIT = ErrorKind("0", "Sprint not created")
WRONG_START = ErrorKind("0", "Incorrect dateStart format")
WRONG_END = ErrorKind("0", "Incorrect dateEnd format")
WRONG_STATUS = ErrorKind("0", "Incorrect sprint status")
TWO_ACTIVE = ErrorKind("0", "Unable to add two active sprint")
NOT_PLANNED = ErrorKind("0", "Sprint must be planned")
HAS_ITEMS = ErrorKind("0", "It is forbidden remove a sprint with items")
NOT_LOADED = ErrorKind("0", "Could not load list")

BACKLOGS_SPOKEN = access.spoken(NO_BACKLOG, BACKLOG_UNFIT)
SPRINTS_SPOKEN = access.spoken(NO_SPRINT, SPRINT_UNFIT)

WEEKS = 14 * 24 * 60 * 60
"""Seconds of a sprint of a group that does not say."""

_OF_GROUP = Query(
    select(ENTITY.c.ID)
    .where(ENTITY.c.GROUP_ID == bindparam("group"), ENTITY.c.ENTITY_TYPE == constant(BACKLOG))
    .order_by(ENTITY.c.ID)
    .limit(1)
)
_WITH_STATUS = Query(
    select(ENTITY.c.ID)
    .where(
        ENTITY.c.GROUP_ID == bindparam("group"),
        ENTITY.c.ENTITY_TYPE == constant(SPRINT),
        ENTITY.c.STATUS == bindparam("status"),
    )
    .order_by(ENTITY.c.ID.desc())
)
_ITEMS = Query(select(ITEM.c.TASK_ID).where(ITEM.c.ENTITY_ID == bindparam("entity")).order_by(ITEM.c.TASK_ID))
_STATES = Query(
    select(ITEM.c.TASK_ID, TASK.c.REAL_STATUS)
    .join(TASK, TASK.c.ID == ITEM.c.TASK_ID)
    .where(ITEM.c.ENTITY_ID == bindparam("entity"))
    .order_by(ITEM.c.TASK_ID)
)
_ENTITY = Query(select(ENTITY.c.GROUP_ID, ENTITY.c.ENTITY_TYPE).where(ENTITY.c.ID == bindparam("id")))


def _of_scrum(change: Change) -> None:
    """It belongs to a group in which its writer may change the scrum."""
    group = change.new.get("GROUP_ID", change.old.get("GROUP_ID"))
    if not group or not groups.exists(change.ctx.tx, group):
        raise NO_GROUP()
    if group != change.old.get("GROUP_ID") and not access.may_write(change.ctx, group):
        raise access.DENIED()


def _alone(change: Change) -> None:
    """A group has one backlog, and one with tasks stays in its group."""
    group, old = change.row["GROUP_ID"], change.old
    if group == old.get("GROUP_ID"):
        return
    if old and has_items(change.ctx.tx, old["ID"]):
        raise NOT_MOVED()
    if backlog_of(change.ctx.tx, group) is not None:
        raise TARGET_HAS_ONE() if old else ADDED_ALREADY()


def _empty(change: Change) -> None:
    if has_items(change.ctx.tx, change.old["ID"]):
        raise NOT_REMOVED()


BACKLOGS = Collection(
    noun="backlog",
    plural="backlogs",
    table=ENTITY,
    fields=BACKLOG_FIELDS,
    access=access.OF_GROUP,
    within={"ENTITY_TYPE": BACKLOG},
    before_save=(_of_scrum, access.sign, _alone),
    before_delete=(_empty,),
)


def _named(change: Change) -> None:
    if not (change.row.get("NAME") or "").strip():
        raise SPRINT_UNFIT()


def _dated(change: Change) -> None:
    """A sprint begins now and takes as long as its group's do, unless told; it ends after it begins."""
    ctx, new = change.ctx, change.new
    group = reading.stored(ctx, groups.GROUPS, {"ID": change.row["GROUP_ID"]}) or {}
    if not change.row.get("DATE_START"):
        new["DATE_START"] = ctx.clock.stamp()
    if not change.row.get("DATE_END"):
        new["DATE_END"] = _later(change.row["DATE_START"], group.get("SCRUM_SPRINT_DURATION") or WEEKS)
    if change.row["DATE_END"] < change.row["DATE_START"]:
        raise WRONG_END()


def _active_alone(change: Change) -> None:
    """A group has one active sprint."""
    status, group = change.row.get("STATUS"), change.row["GROUP_ID"]
    if status not in STATUSES:
        raise WRONG_STATUS()
    if status == ACTIVE:
        others = [row[0] for row in change.ctx.tx.all(_WITH_STATUS, group=group, status=ACTIVE)]
        if [number for number in others if number != change.old.get("ID")]:
            raise TWO_ACTIVE()


def _boarded(change: Change) -> None:
    """A sprint that is active has a board."""
    if change.row["STATUS"] == ACTIVE != change.old.get("STATUS"):
        boards.open_for(change.ctx.tx, change.row["ID"], _last_completed(change.ctx.tx, change.row["GROUP_ID"]))


def _kept_together(change: Change) -> None:
    """A sprint with tasks stays in its group."""
    if change.old and change.row["GROUP_ID"] != change.old["GROUP_ID"] and has_items(change.ctx.tx, change.old["ID"]):
        raise SPRINT_UNFIT()


def _emptied(change: Change) -> None:
    """Tasks of a sprint that is deleted come into the backlog; those of an active one hold it."""
    tx, sprint = change.ctx.tx, change.old["ID"]
    if has_items(tx, sprint):
        if change.old["STATUS"] == ACTIVE:
            raise HAS_ITEMS()
        for (task,) in tx.all(_ITEMS, entity=sprint):
            to_backlog(change.ctx, change.old["GROUP_ID"], task)
    boards.forget(tx, sprint)


SPRINTS = Collection(
    noun="sprint",
    plural="sprints",
    table=ENTITY,
    fields=SPRINT_FIELDS,
    access=access.OF_GROUP,
    within={"ENTITY_TYPE": SPRINT},
    before_save=(_of_scrum, _named, access.sign, _dated, _active_alone, _kept_together),
    after_save=(_boarded,),
    before_delete=(_emptied,),
)


def sprint_of(ctx: Ctx, number: int) -> Values:
    """A sprint that the caller sees, as it is answered."""
    return reading.get(ctx, SPRINTS, {"ID": number}, SPRINTS_SPOKEN)


def is_writable(ctx: Ctx, number: int) -> bool:
    """Whether there is a sprint that the caller may change."""
    sprint = reading.stored(ctx, SPRINTS, {"ID": number})
    return sprint is not None and access.may_write(ctx, sprint["GROUP_ID"])


def is_moment(given: Any) -> bool:
    """Whether a client sent a date that a sprint can have."""
    try:
        return SPRINT_FIELDS.by_name["DATE_START"].read(given, ZoneInfo("UTC")) is not None
    except (ValueError, TypeError, OverflowError):
        return False


def start(ctx: Ctx, number: int) -> None:
    """Begin a planned sprint: its tasks come onto its board, and those that are completed into the backlog."""
    sprint = reading.stored(ctx, SPRINTS, {"ID": number})
    if sprint is None:
        raise NO_SPRINT()
    if not access.may_write(ctx, sprint["GROUP_ID"]):
        raise access.DENIED()
    if sprint["STATUS"] != PLANNED:
        raise NOT_PLANNED()
    writing.change(ctx, SPRINTS, {"ID": number}, {"STATUS": ACTIVE}, SPRINTS_SPOKEN)
    first = boards.first(ctx.tx, number)
    for task, status in ctx.tx.all(_STATES, entity=number):
        if status == statuses.Status.COMPLETED:
            to_backlog(ctx, sprint["GROUP_ID"], task)
        else:
            ctx.tx.update(ITEM, {"TASK_ID": task}, {"STAGE_ID": first})


def complete(ctx: Ctx, group: int) -> int:
    """End the active sprint of a group: what is not completed comes into the backlog. The sprint's number."""
    number: int | None = ctx.tx.value(_WITH_STATUS, group=group, status=ACTIVE)
    if number is None:
        raise NO_SPRINT()
    if not access.may_write(ctx, group):
        raise access.DENIED()
    writing.change(ctx, SPRINTS, {"ID": number}, {"STATUS": COMPLETED}, SPRINTS_SPOKEN)
    for task, status in ctx.tx.all(_STATES, entity=number):
        if status != statuses.Status.COMPLETED:
            to_backlog(ctx, group, task)
    return number


def to_backlog(ctx: Ctx, group: int, task: int) -> None:
    """Put a task into its group's backlog, which is made when there is none."""
    backlog = backlog_of(ctx.tx, group)
    if backlog is None:
        row = {"GROUP_ID": group, "ENTITY_TYPE": BACKLOG, "CREATED_BY": ctx.actor.user_id, "MODIFIED_BY": 0}
        backlog = ctx.tx.insert(ENTITY, row)
    ctx.tx.update(ITEM, {"TASK_ID": task}, {"ENTITY_ID": backlog, "STAGE_ID": None})


def backlog_of(tx: Transaction, group: int) -> int | None:
    """The number of a group's backlog."""
    found: int | None = tx.value(_OF_GROUP, group=group)
    return found


def has_items(tx: Transaction, entity: int) -> bool:
    """Whether a backlog or sprint has tasks."""
    return tx.one(_ITEMS, entity=entity) is not None


def group_of(tx: Transaction, entity: int) -> int | None:
    """The group of a backlog or sprint."""
    found = tx.one(_ENTITY, id=entity)
    return None if found is None else int(found[0])


def _last_completed(tx: Transaction, group: int) -> int | None:
    found: int | None = tx.value(_WITH_STATUS, group=group, status=COMPLETED)
    return found


def _later(stored: str, seconds: int) -> str:
    return to_stored(datetime.fromisoformat(f"{stored}+00:00") + timedelta(seconds=seconds))
