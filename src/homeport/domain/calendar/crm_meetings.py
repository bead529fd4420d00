"""Meetings of the CRM in the calendar of whoever is responsible for them.

Source: ``tutorials/crm/how-to-add-crm-objects/how-to-add-activity-to-contact.md``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.calendar import attendance, entries, sections, settings
from homeport.domain.calendar.entry_fields import ENTRY, FIELDS
from homeport.domain.calendar.moments import FIRST_YEAR
from homeport.domain.calendar.recurrence import LAST_YEAR
from homeport.domain.calendar.tables import USER
from homeport.domain.calendar.zones import zone_of
from homeport.domain.records.collection import ADD, DELETE, UPDATE
from homeport.store import Query

_OF_ACTIVITY = Query(
    select(ENTRY.c.ID, ENTRY.c.OWNER_ID, ENTRY.c.VERSION).where(ENTRY.c.ACTIVITY_ID == bindparam("activity"))
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the CRM.

    :param begins: as moments are stored
    :param records: what it is about, ``C_1``
    """

    activity: int
    user: int
    subject: str
    begins: str
    ends: str
    description: str | None
    place: str | None
    records: Sequence[str]


def put(ctx: Ctx, meeting: Meeting) -> None:
    """Show a new meeting in the calendar of whoever is responsible, whoever has the right to it."""
    row = _row(ctx, meeting)
    if row is None:
        return
    now = ctx.clock.stamp()
    row |= {"ACTIVITY_ID": meeting.activity, "CREATED_BY": ctx.actor.user_id, "DATE_CREATE": now, "TIMESTAMP_X": now}
    number = ctx.tx.insert(ENTRY, {**FIELDS.defaults, **row, **_place(ctx, meeting.user)})
    ctx.tx.update(ENTRY, {"ID": number}, {"PARENT_ID": number})
    entries.told(ctx, ADD, number)


def change(ctx: Ctx, meeting: Meeting) -> None:
    """Show what has changed of a meeting. One that somebody has deleted from the calendar stays away."""
    found = ctx.tx.one(_OF_ACTIVITY, activity=meeting.activity)
    row = _row(ctx, meeting)
    if found is None or row is None:
        return
    number, user, version = found
    row |= {"VERSION": version + 1, "TIMESTAMP_X": ctx.clock.stamp()}
    if user != meeting.user:
        row |= _place(ctx, meeting.user)
    ctx.tx.update(ENTRY, {"ID": number}, row)
    entries.told(ctx, UPDATE, number)


def forget(ctx: Ctx, activity: int) -> None:
    """Delete what a meeting that is deleted has in a calendar."""
    found = ctx.tx.one(_OF_ACTIVITY, activity=activity)
    if found is not None:
        attendance.forget(ctx, found[0])
        entries.told(ctx, DELETE, found[0])


def _place(ctx: Ctx, user: int) -> dict[str, Any]:
    section = settings.section_for(ctx, user, "crmSection") or sections.usual(ctx, USER, user)
    return {"CAL_TYPE": USER, "OWNER_ID": user, "SECTION_ID": section}


def _row(ctx: Ctx, meeting: Meeting) -> dict[str, Any] | None:
    """The columns that follow from a meeting; None for one at a time that calendars do not have."""
    zone = zone_of(ctx, meeting.user)
    moments = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (meeting.begins, meeting.ends)]
    begins, ends = moments[0], max(moments)
    if not (FIRST_YEAR < begins.year and ends.year < LAST_YEAR):
        return None
    return {
        "NAME": meeting.subject[:255],
        "DESCRIPTION": meeting.description,
        "LOCATION": meeting.place,
        "DATE_FROM": begins.astimezone(zone).replace(tzinfo=None).isoformat(" ", "seconds"),
        "DATE_TO": ends.astimezone(zone).replace(tzinfo=None).isoformat(" ", "seconds"),
        "TZ_FROM": zone.key,
        "TZ_TO": zone.key,
        "FROM_TS": int(begins.timestamp()),
        "TO_TS": int(ends.timestamp()),
        "LAST_TS": int(ends.timestamp()),
        "UF_CRM_CAL_EVENT": msgspec.json.encode(list(meeting.records)).decode(),
    }
