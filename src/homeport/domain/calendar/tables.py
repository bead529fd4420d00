"""The fields and tables of calendars.

Sources: ``calendar-section-add.md``, ``calendar-section-get.md``, ``calendar-user-settings-set.md``.
"""

from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.core import values as v
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.records.filters import as_map
from homeport.store.schema import METADATA

USER, GROUP, COMPANY, RESOURCE = "user", "group", "company_calendar", "resource"
"""Types of calendars. A resource is a calendar in which it is booked."""

PERIODS = ("all", "3_9", "6_12")
"""What is exported: everything, or so many months before and after."""

COLOR, TEXT_COLOR = "#9cbeee", "#283000"


def _read_export(value: Any, zone: ZoneInfo) -> str | None:
    """``{"ALLOW": true, "SET": "all"}`` as it is stored; ValueError for another period."""
    if v.is_empty(value):
        return None
    given = as_map(value)
    given = as_map(given.get("0", given))  # the page of update shows it in a list
    if not given:
        raise ValueError("not what is exported")
    found: dict[str, Any] = {"ALLOW": v.read_flag(given.get("ALLOW", True), zone) == "Y"}
    if not v.is_empty(given.get("SET")):
        if given["SET"] not in PERIODS:
            raise ValueError("no such period")
        found["SET"] = given["SET"]
    return msgspec.json.encode(found).decode()


def _export(value: Any, zone: ZoneInfo) -> Any:
    return msgspec.json.decode(value)


EXPORT = v.FieldType("object", "text", _read_export, _export, _export)

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("NAME", v.STRING, "Name", required=True, length=255),
        F("DESCRIPTION", v.STRING, "Description"),
        F("COLOR", v.STRING, "Color", length=30, default=COLOR),
        F("TEXT_COLOR", v.STRING, "Color of texts", length=30, default=TEXT_COLOR),
        F("EXPORT", EXPORT, "Export", default='{"ALLOW":true,"SET":"all"}'),
        F("CAL_TYPE", v.STRING, "Type", read_only=True),
        F("OWNER_ID", v.INTEGER, "Owner", read_only=True),
        F("CREATED_BY", v.INTEGER, "Created by", read_only=True),
        F("DATE_CREATE", v.DATETIME, "Created", read_only=True),
        F("TIMESTAMP_X", v.DATETIME, "Changed", read_only=True),
    )
)

SECTION = Table(
    "calendar_section",
    METADATA,
    *(field.column() for field in FIELDS.columns.values()),
    Index("calendar_section_of_owner", "CAL_TYPE", "OWNER_ID"),
    sqlite_autoincrement=True,
)

SETTINGS = Table(
    "calendar_user_settings",
    METADATA,
    Column("USER_ID", Integer, primary_key=True),
    Column("SETTINGS", Text, nullable=False),
)
"""What a user has set, as JSON; the rest is as it is for everybody."""
