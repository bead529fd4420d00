"""The fields and the table of what is in calendars: events, meetings, bookings of resources.

Whoever takes part in a meeting has a copy of it in an own calendar, which names it as its ``PARENT_ID`` and has an
answer of its own. Source: ``calendar-event-add.md``, ``calendar-event-get-by-id.md``.
"""

from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Index, Table

from homeport.core import values as v
from homeport.domain.records.fields import F, FieldTable
from homeport.store.schema import METADATA

BUSY, ABSENT = "busy", "absent"
AVAILABILITIES = (BUSY, ABSENT, "quest", "free")
IMPORTANCES = ("high", "normal", "low")

HOST, AGREED, DECLINED, ASKED = "H", "Y", "N", "Q"
"""What people answer to an invitation; the host has not been asked."""
ANSWERS = (AGREED, DECLINED, ASKED)

BOOKING = "#resourcebooking#"
"""The type of events by which resources are booked."""

_JSON = v.FieldType(
    "object",
    "text",
    lambda value, zone: None if value is None else msgspec.json.encode(value).decode(),
    lambda value, zone: None if value is None else msgspec.json.decode(value),
    lambda value, zone: None if value is None else msgspec.json.decode(value),
)


def _word(value: Any, zone: ZoneInfo) -> str | None:
    return None if v.is_empty(value) else str(value)


_WORD = v.FieldType("string", "text", _word, v.same, v.same)

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("PARENT_ID", v.INTEGER, "Event that it is a copy of"),
        F("CAL_TYPE", v.STRING, "Type of calendar"),
        F("OWNER_ID", v.INTEGER, "Owner of the calendar"),
        F("SECTION_ID", v.INTEGER, "Calendar"),
        F("NAME", v.STRING, "Name", required=True, length=255),
        F("DESCRIPTION", v.STRING, "Description"),
        F("SKIP_TIME", v.CHAR, "All day", default="N"),
        F("DATE_FROM", _WORD, "Begins, by the clock of its zone"),
        F("DATE_TO", _WORD, "Ends, by the clock of its zone"),
        F("TZ_FROM", _WORD, "Zone of the beginning"),
        F("TZ_TO", _WORD, "Zone of the end"),
        F("FROM_TS", v.INTEGER, "Begins, in seconds since 1970"),
        F("TO_TS", v.INTEGER, "Ends, in seconds since 1970"),
        F("LAST_TS", v.INTEGER, "The last of it is over, in seconds since 1970"),
        F("RRULE", _JSON, "Rule by which it recurs"),
        F("EXDATE", _WORD, "Days on which it does not, with semicolons between"),
        F("COLOR", v.STRING, "Color", length=30),
        F("TEXT_COLOR", v.STRING, "Color of texts", length=30),
        F("ACCESSIBILITY", _WORD, "Availability", values=AVAILABILITIES, default=BUSY),
        F("IMPORTANCE", _WORD, "Importance", values=IMPORTANCES, default="normal"),
        F("PRIVATE_EVENT", v.CHAR, "Private", default="N"),
        F("IS_MEETING", v.CHAR, "Has participants", default="N"),
        F("MEETING_STATUS", _WORD, "Answer of the calendar's owner"),
        F("MEETING_HOST", v.INTEGER, "Organizer"),
        F("MEETING", _JSON, "Settings of the meeting"),
        F("LOCATION", v.STRING, "Place", length=255),
        F("REMIND", _JSON, "Reminders"),
        F("UF_CRM_CAL_EVENT", _JSON, "Records of the CRM"),
        F("EVENT_TYPE", _WORD, "Type"),
        F("RECURRENCE_ID", v.INTEGER, "Recurring event that it was one of"),
        F("ORIGINAL_DATE_FROM", _WORD, "When it was to begin as one of these"),
        F("RELATIONS", _JSON, "What it comes from"),
        F("VERSION", v.INTEGER, "How often it was saved", default=1),
        F("ACTIVITY_ID", v.INTEGER, "Meeting in the CRM"),
        F("CREATED_BY", v.INTEGER, "Created by", read_only=True),
        F("DATE_CREATE", v.DATETIME, "Created", read_only=True),
        F("TIMESTAMP_X", v.DATETIME, "Changed", read_only=True),
    )
)
"""Of these, methods let clients say a few; the others follow from what they say."""

ENTRY = Table(
    "calendar_event",
    METADATA,
    *(field.column() for field in FIELDS.columns.values()),
    Index("calendar_event_of_owner", "CAL_TYPE", "OWNER_ID", "LAST_TS"),
    Index("calendar_event_copies", "PARENT_ID"),
    Index("calendar_event_section", "SECTION_ID"),
    Index("calendar_event_recurrence", "RECURRENCE_ID"),
    Index("calendar_event_activity", "ACTIVITY_ID"),
    sqlite_autoincrement=True,
)
