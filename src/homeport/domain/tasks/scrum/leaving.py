"""What leaves a scrum: tasks that leave their group, and everything with a group that is deleted."""

from sqlalchemy import bindparam, delete, select

from homeport.domain.disk.tables import ATTACHED
from homeport.domain.records.collection import Change
from homeport.domain.tasks.scrum.tables import ENTITY, EPIC, ITEM
from homeport.domain.tasks.tables import STAGE
from homeport.store import Query, Transaction, constant

OF_SPRINT = "S"
"""What stages of a sprint's board say of whose they are."""
EPIC_KIND = "tasks_scrum_epic"
"""What files of epics are shown with."""

_ENTITIES = select(ENTITY.c.ID).where(ENTITY.c.GROUP_ID == bindparam("group"))
_EPICS = select(EPIC.c.ID).where(EPIC.c.GROUP_ID == bindparam("group"))


_FORGET = (
    Query(delete(ITEM).where(ITEM.c.ENTITY_ID.in_(_ENTITIES))),
    Query(delete(STAGE).where(STAGE.c.ENTITY_TYPE == constant(OF_SPRINT), STAGE.c.ENTITY_ID.in_(_ENTITIES))),
    Query(delete(ATTACHED).where(ATTACHED.c.ENTITY_TYPE == constant(EPIC_KIND), ATTACHED.c.ENTITY_ID.in_(_EPICS))),
)


def leave(change: Change) -> None:
    """A task that leaves its group leaves its scrum."""
    if change.old and change.row["GROUP_ID"] != change.old["GROUP_ID"]:
        change.ctx.tx.delete(ITEM, TASK_ID=change.old["ID"])


def forget_task(change: Change) -> None:
    """A deleted task leaves its scrum."""
    change.ctx.tx.delete(ITEM, TASK_ID=change.old["ID"])


def forget_group(tx: Transaction, group: int) -> None:
    """The scrum of a group that is deleted goes with it."""
    for query in _FORGET:
        tx.execute(query, group=group)
    tx.delete(EPIC, GROUP_ID=group)
    tx.delete(ENTITY, GROUP_ID=group)
