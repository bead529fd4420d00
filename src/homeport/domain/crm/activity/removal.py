"""What happens to activities when a record that they are bound to is deleted, or becomes part of another."""

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.calendar import crm_meetings
from homeport.domain.crm import events
from homeport.domain.crm.activity import files
from homeport.domain.crm.activity.bindings import all_of, follow_owner
from homeport.domain.crm.activity.tables import ACTIVITY, BINDING, COMMUNICATION, CONFIGURED
from homeport.domain.crm.calls import removal as call_lists
from homeport.domain.crm.timeline.removal import forget_item
from homeport.domain.crm.timeline.tables import ITEM_ACTIVITY
from homeport.domain.crm.trail import writing as trail
from homeport.store import Query

_BOUND_TO = Query(
    select(BINDING.c.ACTIVITY_ID).where(
        BINDING.c.OWNER_TYPE_ID == bindparam("entity_type_id"), BINDING.c.OWNER_ID == bindparam("entity_id")
    )
)
_SUBJECT = Query(select(ACTIVITY.c.SUBJECT).where(ACTIVITY.c.ID == bindparam("id")))


def forget(ctx: Ctx, record: Owner) -> None:
    """Remove a deleted record's bindings; an activity goes with its last one."""
    activities = [row[0] for row in ctx.tx.all(_BOUND_TO, **record._asdict())]
    ctx.tx.delete(BINDING, OWNER_TYPE_ID=record.entity_type_id, OWNER_ID=record.entity_id)
    for activity_id in activities:
        left = all_of(ctx.tx, activity_id)
        if left:
            follow_owner(ctx.tx, activity_id, record, left[0])
        else:
            remove(ctx, activity_id)


def hand_on(ctx: Ctx, record: Owner, heir: Owner) -> None:
    """Show a record's activities under another of its type, which takes its place; what they say of it they say of
    the other.
    """
    here, there = record._asdict(), heir._asdict()
    held = {row[0] for row in ctx.tx.all(_BOUND_TO, **there)}
    for (activity_id,) in ctx.tx.all(_BOUND_TO, **here):
        key = {"ACTIVITY_ID": activity_id, "OWNER_TYPE_ID": record.entity_type_id, "OWNER_ID": record.entity_id}
        if activity_id in held:
            ctx.tx.delete(BINDING, **key)
        else:
            ctx.tx.update(BINDING, key, {"OWNER_ID": heir.entity_id})
        follow_owner(ctx.tx, activity_id, record, heir)
        ctx.tx.update(
            COMMUNICATION,
            {"ACTIVITY_ID": activity_id, "ENTITY_TYPE_ID": record.entity_type_id, "ENTITY_ID": record.entity_id},
            {"ENTITY_ID": heir.entity_id},
        )
        events.activity(ctx, events.UPDATE, activity_id)


def remove(ctx: Ctx, activity_id: int) -> None:
    """Delete an activity with all that hangs on it, whoever asks; the records that it was bound to remember it."""
    records = all_of(ctx.tx, activity_id)
    subject = ctx.tx.value(_SUBJECT, id=activity_id) if records else None
    for record in records:
        trail.note(ctx, record, trail.DELETED, {"activity": activity_id, "subject": subject})
    ctx.tx.delete(BINDING, ACTIVITY_ID=activity_id)
    call_lists.forget_activity(ctx.tx, activity_id)
    for table in (COMMUNICATION, CONFIGURED):
        ctx.tx.delete(table, ACTIVITY_ID=activity_id)
    forget_item(ctx.tx, ITEM_ACTIVITY, activity_id)
    files.forget(ctx.tx, activity_id)
    crm_meetings.forget(ctx, activity_id)
    ctx.tx.delete(ACTIVITY, ID=activity_id)
    events.activity(ctx, events.DELETE, activity_id)
