"""Call lists and who is on them.

Source: ``api-reference/crm/call-list/``.
"""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.core import values as v
from homeport.domain.records.fields import F, FieldTable
from homeport.store.schema import METADATA


def _moment(value: Any, zone: ZoneInfo) -> str:
    """A moment as the page's example has it: without its zone."""
    return str(v.write_moment(value, zone))[:19].replace("T", " ")


FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("DATE_CREATE", replace(v.DATETIME, classic=_moment), "Created", filterable=False),
        F("CREATED_BY_ID", v.USER, "Created by"),
        F("WEBFORM_ID", v.INTEGER, "CRM form"),
        F("ENTITY_TYPE_ID", v.INTEGER, "Type of the participants"),
    )
)

CALL_LIST = Table(
    "crm_call_list",
    METADATA,
    *(field.column() for field in FIELDS),
    sqlite_autoincrement=True,
)
"""WEBFORM_ID stays empty: the portal has no CRM forms."""

PARTICIPANT = Table(
    "crm_call_list_participant",
    METADATA,
    Column("LIST_ID", Integer, primary_key=True),
    Column("POSITION", Integer, primary_key=True),
    Column("ENTITY_ID", Integer, nullable=False),
    Column("STATUS", Text, nullable=False),
    Index("crm_call_list_participant_entity", "ENTITY_ID"),
    sqlite_with_rowid=False,
)
"""ENTITY_ID is of the list's type; STATUS is of the directory ``CALL_LIST``."""
