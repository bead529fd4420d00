"""Fields and tables of scrums.

Source: ``api-reference/sonet-group/scrum/``.
"""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.core import values as v
from homeport.core.clock import to_stored
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.tasks import types as t
from homeport.store.schema import METADATA

BACKLOG, SPRINT = "backlog", "sprint"
ACTIVE, PLANNED, COMPLETED = "active", "planned", "completed"
STATUSES = (ACTIVE, PLANNED, COMPLETED)
NO_EPIC = 0


def _read_moment(value: Any, zone: ZoneInfo) -> str | None:
    """A moment in ISO 8601, or in seconds since 1970."""
    text = str(value).strip()
    if not isinstance(value, bool) and text.isascii() and text.isdecimal() and len(text) < 12:
        try:
            return to_stored(datetime.fromtimestamp(int(text), UTC))
        except (OverflowError, OSError):
            raise ValueError("out of range") from None
    return v.read_datetime(value, zone)


MOMENT = v.FieldType("string", "text", _read_moment, v.DATETIME.classic, v.DATETIME.item)

_COMMON = (
    F("ID", v.INTEGER, read_only=True),
    F("GROUP_ID", v.INTEGER),
)
_PEOPLE = (F("CREATED_BY", v.INTEGER), F("MODIFIED_BY", v.INTEGER))

BACKLOG_FIELDS = FieldTable((*_COMMON, *_PEOPLE))
SPRINT_FIELDS = FieldTable(
    (
        *_COMMON,
        F("ENTITY_TYPE", v.STRING, read_only=True),
        F("NAME", v.STRING, length=255),
        F("GOAL", v.STRING, read_only=True, default=""),
        F("SORT", v.INTEGER, default=1),
        *_PEOPLE,
        F("DATE_START", MOMENT),
        F("DATE_END", MOMENT),
        F("STATUS", v.STRING, default=PLANNED),
    )
)
EPIC_FIELDS = FieldTable(
    (
        *_COMMON,
        F("NAME", v.STRING, length=255),
        F("DESCRIPTION", t.TEXT, default=""),
        *_PEOPLE,
        F("COLOR", v.STRING, default="#69dafc"),
    )
)

ENTITY = Table(
    "scrum_entity",
    METADATA,
    *(field.column() for field in SPRINT_FIELDS.columns.values()),
    Index("scrum_entity_group", "GROUP_ID", "ENTITY_TYPE", "ID"),
    sqlite_autoincrement=True,
)
"""Backlogs and sprints: a task is in one of either."""

EPIC = Table(
    "scrum_epic",
    METADATA,
    *(field.column() for field in EPIC_FIELDS.columns.values()),
    Index("scrum_epic_group", "GROUP_ID", "ID"),
    sqlite_autoincrement=True,
)

ITEM = Table(
    "scrum_item",
    METADATA,
    Column("TASK_ID", Integer, primary_key=True),
    Column("ENTITY_ID", Integer, nullable=False),
    Column("STORY_POINTS", Text, nullable=False),
    Column("EPIC_ID", Integer, nullable=False),
    Column("SORT", Integer, nullable=False),
    Column("CREATED_BY", Integer, nullable=False),
    Column("MODIFIED_BY", Integer, nullable=False),
    Column("STAGE_ID", Integer),
    Index("scrum_item_entity", "ENTITY_ID", "TASK_ID"),
    Index("scrum_item_epic", "EPIC_ID"),
    Index("scrum_item_stage", "STAGE_ID"),
)
"""What a task of a scrum is there: in a backlog or sprint, of an epic, in a stage of the sprint's board."""
