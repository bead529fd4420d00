"""The fields and tables of flows.

Source: ``api-reference/tasks/flow/``.
"""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.core import values as v
from homeport.core.values import FieldType
from homeport.domain.records.fields import F, Field, FieldTable
from homeport.store.schema import METADATA

MANUALLY, QUEUE, HIMSELF = "manually", "queue", "himself"
"""How tasks of a flow are given to people: by a moderator, in turn, or people take them."""

RESPONSIBLES, CREATORS = "RESPONSIBLE_LIST", "TASK_CREATORS"
"""Lists of people and departments: who is given tasks, and who may add them."""

MAX_SECONDS = 2**31 - 1
"""The longest planned time; no page says how far is too far."""

_WORDS = {"y": "Y", "1": "Y", "true": "Y", "n": "N", "0": "N", "false": "N"}


def _read_switch(value: Any, zone: ZoneInfo) -> str:
    found = _WORDS.get(str(value).lower())
    if found is None:
        raise ValueError("neither 0 nor 1")
    return found


def _read_count(value: Any, zone: ZoneInfo) -> int | None:
    number = v.read_integer(value, zone)
    if number is not None and not 0 <= number <= MAX_SECONDS:
        raise ValueError("out of range")
    return number


_SWITCH = FieldType("boolean", "text", _read_switch, v.same, lambda value, zone: value == "Y")
_COUNT = replace(v.INTEGER, read=_read_count)
_TEXT = replace(v.STRING, item=v.or_empty)


def _switch(name: str, default: str, **rules: Any) -> Field:
    return F(name, _SWITCH, default=default, **rules)


FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, read_only=True),
        F("CREATOR_ID", v.INTEGER, read_only=True),
        F("OWNER_ID", v.INTEGER),
        F("GROUP_ID", v.INTEGER),
        F("TEMPLATE_ID", _COUNT, default=0),
        _switch("ACTIVE", "Y", read_only=True),
        F("PLANNED_COMPLETION_TIME", _COUNT, required=True),
        F("ACTIVITY", v.DATETIME, read_only=True),
        F("NAME", _TEXT, required=True, unique=True, length=255),
        F("DESCRIPTION", _TEXT),
        F("DISTRIBUTION_TYPE", v.STRING, required=True, values=(MANUALLY, QUEUE, HIMSELF)),
        F(RESPONSIBLES, v.STRING, multiple=True, stored=False),
        _switch("RESPONSIBLE_CAN_CHANGE_DEADLINE", "N"),
        _switch("MATCH_WORK_TIME", "Y"),
        _switch("TASK_CONTROL", "N"),
        _switch("NOTIFY_AT_HALF_TIME", "N"),
        F("NOTIFY_ON_QUEUE_OVERFLOW", _COUNT),
        F("NOTIFY_ON_TASKS_IN_PROGRESS_OVERFLOW", _COUNT),
        F("NOTIFY_WHEN_EFFICIENCY_DECREASES", _COUNT),
        F(CREATORS, v.STRING, multiple=True, stored=False),
        F("LAST_GIVEN", v.INTEGER, item="", read_only=True),
    )
)
"""``LAST_GIVEN`` is who was given the latest task in turn."""

FLOW = Table(
    "task_flow",
    METADATA,
    *(field.column() for field in FIELDS.columns.values()),
    Index("task_flow_name", "NAME"),
    Index("task_flow_group", "GROUP_ID"),
    sqlite_autoincrement=True,
)

PART = Table(
    "task_flow_part",
    METADATA,
    Column("FLOW_ID", Integer, primary_key=True),
    Column("FIELD", Text, primary_key=True),
    Column("POSITION", Integer, primary_key=True),
    Column("KIND", Text, nullable=False),
    Column("TARGET", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Whom a list of a flow names: ``U`` a user, ``D`` a department alone, ``DR`` with all below it, ``UA`` everybody."""

PIN = Table(
    "task_flow_pin",
    METADATA,
    Column("FLOW_ID", Integer, primary_key=True),
    Column("USER_ID", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""Who has pinned which flow in the list of flows."""
