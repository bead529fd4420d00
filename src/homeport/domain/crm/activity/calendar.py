"""Meetings stand in the calendar of whoever is responsible; activities of other types do not."""

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.domain.calendar import crm_meetings
from homeport.domain.calendar.crm_meetings import Meeting
from homeport.domain.crm.activity import bindings, providers
from homeport.domain.crm.activity.tables import ACTIVITY
from homeport.store import Query, constant

_CODES = {owner.LEAD: "L", owner.DEAL: "D", owner.CONTACT: "C", owner.COMPANY: "CO"}
"""The types of records that events name."""


_MEETING = Query(
    select(
        ACTIVITY.c.RESPONSIBLE_ID,
        ACTIVITY.c.SUBJECT,
        ACTIVITY.c.START_TIME,
        ACTIVITY.c.END_TIME,
        ACTIVITY.c.DESCRIPTION,
        ACTIVITY.c.LOCATION,
    ).where(ACTIVITY.c.ID == bindparam("id"), ACTIVITY.c.TYPE_ID == constant(providers.MEETING))
)


def put(ctx: Ctx, activity_id: int) -> None:
    """Show a new activity, as far as it is a meeting."""
    meeting = _meeting(ctx, activity_id)
    if meeting is not None:
        crm_meetings.put(ctx, meeting)


def change(ctx: Ctx, activity_id: int) -> None:
    """Show what has changed of it."""
    meeting = _meeting(ctx, activity_id)
    if meeting is not None:
        crm_meetings.change(ctx, meeting)


def _meeting(ctx: Ctx, activity_id: int) -> Meeting | None:
    row = ctx.tx.one(_MEETING, id=activity_id)
    if row is None:
        return None
    records = [
        f"{_CODES[record.entity_type_id]}_{record.entity_id}"
        for record in bindings.all_of(ctx.tx, activity_id)
        if record.entity_type_id in _CODES
    ]
    user, subject, begins, ends, description, place = row
    return Meeting(activity_id, user, subject, begins, ends, description, place, records)
