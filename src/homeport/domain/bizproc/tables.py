"""Tables of business processes. Structures that nobody looks for by are JSON."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.core import values as v
from homeport.domain.records.fields import F, FieldTable
from homeport.store.schema import METADATA


def _decoded(value: Any, zone: ZoneInfo) -> Any:
    return None if value is None else msgspec.json.decode(value)


JSON = replace(v.STRING, name="array", classic=_decoded, item=_decoded)
MOMENT = replace(v.DATETIME, classic=v.write_moment)

STEP = Table(
    "bizproc_step",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("APP_ID", Integer, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("IS_ROBOT", Text, nullable=False),
    Column("NAME", Text, nullable=False),
    Column("DESCRIPTION", Text, nullable=False),
    Column("HANDLER", Text, nullable=False),
    Column("AUTH_USER_ID", Integer, nullable=False),
    Column("USE_SUBSCRIPTION", Text, nullable=False),
    Column("PROPERTIES", Text, nullable=False),
    Column("RETURN_PROPERTIES", Text, nullable=False),
    Column("DOCUMENT_TYPE", Text, nullable=False),
    Column("FILTER", Text, nullable=False),
    Column("USE_PLACEMENT", Text, nullable=False),
    Column("PLACEMENT_HANDLER", Text, nullable=False),
    Index("bizproc_step_code", "APP_ID", "CODE", unique=True),
    sqlite_autoincrement=True,
)
"""What applications can do within a process: robots and activities, which IS_ROBOT tells apart."""

TEMPLATE_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER),
        F("MODULE_ID", v.STRING),
        F("ENTITY", v.STRING),
        F("DOCUMENT_TYPE", v.STRING),
        F("AUTO_EXECUTE", v.INTEGER),
        F("NAME", v.STRING),
        F("DESCRIPTION", v.STRING),
        F("TEMPLATE", JSON, filterable=False),
        F("PARAMETERS", JSON, filterable=False),
        F("VARIABLES", JSON, filterable=False),
        F("CONSTANTS", JSON, filterable=False),
        F("MODIFIED", MOMENT),
        F("IS_MODIFIED", v.CHAR),
        F("USER_ID", v.INTEGER),
        F("SYSTEM_CODE", v.STRING),
    )
)
TEMPLATE = Table(
    "bizproc_template",
    METADATA,
    *(field.column() for field in TEMPLATE_FIELDS),
    Column("APP_ID", Integer, nullable=False),
    sqlite_autoincrement=True,
)
Index("bizproc_template_app", TEMPLATE.c.APP_ID, TEMPLATE.c.ID)
Index("bizproc_template_type", TEMPLATE.c.MODULE_ID, TEMPLATE.c.ENTITY, TEMPLATE.c.DOCUMENT_TYPE, TEMPLATE.c.ID)
Index("bizproc_template_code", TEMPLATE.c.SYSTEM_CODE, TEMPLATE.c.ID)

STAGE_ROBOT = Table(
    "bizproc_stage_robot",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("ENTITY_TYPE_ID", Integer, nullable=False),
    Column("CATEGORY_ID", Integer, nullable=False),
    Column("STAGE_ID", Text, nullable=False),
    Column("APP_ID", Integer, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("PROPERTIES", Text, nullable=False),
    Index("bizproc_stage_robot_of", "ENTITY_TYPE_ID", "CATEGORY_ID", "ID"),
    Index("bizproc_stage_robot_code", "APP_ID", "CODE"),
    sqlite_autoincrement=True,
)
"""Robots that people have put on stages, with the values of their properties."""

WORKFLOW_FIELDS = FieldTable(
    (
        F("ID", v.STRING),
        F("MODIFIED", MOMENT),
        F("OWNED_UNTIL", MOMENT),
        F("MODULE_ID", v.STRING),
        F("ENTITY", v.STRING),
        F("DOCUMENT_ID", v.STRING),
        F("STARTED", MOMENT),
        F("STARTED_BY", v.INTEGER),
        F("TEMPLATE_ID", v.INTEGER),
    )
)
WORKFLOW = Table(
    "bizproc_workflow",
    METADATA,
    Column("NUMBER", Integer, primary_key=True),
    *(field.column() for field in WORKFLOW_FIELDS if field.name != "ID"),
    Column("ID", Text, nullable=False),
    Column("DOCUMENT_TYPE", Text, nullable=False),
    Column("APP_ID", Integer, nullable=False),
    Column("TEMPLATE_NAME", Text, nullable=False),
    Column("STATE", Text, nullable=False),
    Column("ENDED", Text),
    Column("CHAIN", Text, nullable=False),
    Column("SCHEME", Text, nullable=False),
    Column("MEMORY", Text, nullable=False),
    Index("bizproc_workflow_id", "ID", unique=True),
    Index("bizproc_workflow_running", "ENDED", "MODIFIED", "ID"),
    Index("bizproc_workflow_document", "MODULE_ID", "ENTITY", "DOCUMENT_ID"),
    Index("bizproc_workflow_app", "APP_ID"),
    sqlite_autoincrement=True,
)
"""Processes. SCHEME is the template as it was when the process began, MEMORY what it knows and what it is to do next;
STATE is how people call where it is. One that has ENDED keeps its row. CHAIN says what its changes of documents start
no more: what it was started by itself."""

WAIT = Table(
    "bizproc_wait",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("WORKFLOW", Integer, nullable=False),
    Column("ACTIVITY", Text, nullable=False),
    Column("KIND", Text, nullable=False),
    Index("bizproc_wait_workflow", "WORKFLOW"),
    sqlite_autoincrement=True,
)
"""What processes wait for: the answer of an application, people's answers to a task, a moment."""

TASK_FIELDS = FieldTable(
    (
        F("ID", v.INTEGER),
        F("WORKFLOW_ID", v.STRING),
        F("DESCRIPTION", v.STRING),
        F("NAME", v.STRING),
        F("MODIFIED", MOMENT),
        F("WORKFLOW_STARTED", MOMENT),
        F("WORKFLOW_STARTED_BY", v.INTEGER),
        F("OVERDUE_DATE", MOMENT),
        F("WORKFLOW_TEMPLATE_ID", v.INTEGER),
        F("WORKFLOW_TEMPLATE_NAME", v.STRING),
        F("WORKFLOW_STATE", v.STRING),
        F("STATUS", v.INTEGER),
        F("USER_ID", v.INTEGER),
        F("USER_STATUS", v.INTEGER),
        F("MODULE_ID", v.STRING),
        F("ENTITY", v.STRING),
        F("DOCUMENT_ID", v.STRING),
        F("ACTIVITY", v.STRING),
        F("ACTIVITY_NAME", v.STRING),
        F("PARAMETERS", JSON, filterable=False),
        F("DOCUMENT_NAME", v.STRING),
    )
)
TASK = Table(
    "bizproc_task",
    METADATA,
    Column("ID", Integer, primary_key=True, autoincrement=False),
    Column("USER_ID", Integer, primary_key=True, autoincrement=False),
    *(field.column() for field in TASK_FIELDS if field.name not in ("ID", "USER_ID")),
    Column("WORKFLOW", Integer, nullable=False),
    Column("DOCUMENT_TYPE", Text, nullable=False),
    Column("DELEGATION", Integer, nullable=False),
    Index("bizproc_task_user", "USER_ID", "STATUS", "ID"),
    Index("bizproc_task_workflow", "WORKFLOW"),
    sqlite_with_rowid=False,
)
"""Tasks, a row for each person who has one. A task has the number of the wait that it answers. DELEGATION says who may
have it instead: 0 whoever is below, 1 every employee, 2 nobody."""

LOG = Table(
    "bizproc_log",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("WORKFLOW", Integer, nullable=False),
    Column("AT", Text, nullable=False),
    Column("ACTIVITY", Text, nullable=False),
    Column("NOTE", Text, nullable=False),
    Index("bizproc_log_workflow", "WORKFLOW", "ID"),
    sqlite_autoincrement=True,
)
"""What processes and applications have noted."""
