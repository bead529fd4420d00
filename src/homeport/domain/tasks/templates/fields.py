"""The fields of a template. Source: ``api-reference/tasks/template/fields.md``, ``tasks-template-fields.md``."""

from typing import Any

from homeport.domain.records.fields import F, Field, FieldTable
from homeport.domain.tasks import types as t
from homeport.domain.tasks.fields import MAX_TITLE
from homeport.domain.tasks.templates import kinds as k

PENDING = 2


def _flag(name: str, title: str = "", **rules: Any) -> Field:
    return F(name, t.FLAG, title, default="N", values=("Y", "N"), **rules)


FIELDS = FieldTable(
    (
        F("ID", t.ID, "ID", read_only=True),
        F("PARENT_ID", t.ID, "Parent Task", default=0),
        F("TITLE", t.TEXT, "Title", length=MAX_TITLE),
        F("DESCRIPTION", t.BBCODE, "Description", default=""),
        F("DESCRIPTION_IN_BBCODE", t.FLAG, read_only=True, default="Y"),
        F("PRIORITY", t.CHOICE, "Priority", default=1, values=(0, 1, 2)),
        F("STATUS", t.CHOICE, "Status", default=PENDING, values=(1, 2, 3, 4, 5, 6)),
        F("GROUP_ID", t.ID, "Project", default=0),
        F("STAGE_ID", t.ID, "Stage", default=0),
        F("CREATED_BY", t.ID, "Creator", immutable=True),
        F("RESPONSIBLE_ID", t.ID, "Responsible"),
        F("DEPENDS_ON", k.IDS, "Dependency"),
        F("RESPONSIBLES", k.PEOPLE, "Responsible Persons"),
        F("ACCOMPLICES", k.PEOPLE, "Participants"),
        F("AUDITORS", k.PEOPLE, "Observers"),
        _flag("MULTITASK", "Multitask"),
        _flag("REPLICATE", "Recurring Task"),
        F("SITE_ID", t.TEXT, "SITE_ID", read_only=True, default="s1"),
        _flag("ALLOW_CHANGE_DEADLINE"),
        _flag("ALLOW_TIME_TRACKING"),
        _flag("MATCH_WORK_TIME"),
        _flag("TASK_CONTROL", "Accept Work"),
        _flag("ADD_IN_REPORT", "Add to Report"),
        F("XML_ID", t.TEXT, "XML_ID", length=200),
        F("DEADLINE_AFTER", t.ID, "Deadline After"),
        F("START_DATE_PLAN_AFTER", t.ID, "Planned Start After"),
        F("END_DATE_PLAN_AFTER", t.ID, "Planned Completion After"),
        F("TPARAM_TYPE", t.CHOICE, "For New Users", default=0, values=(0, 1)),
        F("TPARAM_REPLICATION_COUNT", t.ID, "Number of Created Tasks", read_only=True, default=0),
        F("REPLICATE_PARAMS", k.RECURRENCE, "Task Creation Parameters"),
        F("BASE_TEMPLATE_ID", t.ID, "Parent Template"),
        F("TASK_ID", t.ID, read_only=True),
        F("CREATED_DATE", t.MOMENT, read_only=True, classic=False),
        F("NEXT_AT", t.MOMENT, read_only=True, classic=False),
        F("TAGS", k.TEXTS),
        F("UF_CRM_TASK", k.TEXTS, "Link to CRM Entities"),
        F("SCENARIO", t.TEXT, read_only=True, default="default"),
    )
)

HIDDEN = frozenset(
    {
        *("CREATED_DATE", "NEXT_AT", "DESCRIPTION_IN_BBCODE", "ALLOW_CHANGE_DEADLINE", "ALLOW_TIME_TRACKING"),
        *("MATCH_WORK_TIME", "TASK_ID", "TAGS", "SCENARIO"),
    }
)
"""What descriptions do not speak of."""
DESCRIBED = {
    **dict.fromkeys(("RESPONSIBLES", "ACCOMPLICES", "AUDITORS"), "array"),
    **dict.fromkeys(("DEADLINE_AFTER", "START_DATE_PLAN_AFTER", "END_DATE_PLAN_AFTER"), "datetime"),
    "DEPENDS_ON": "integer",
    "REPLICATE_PARAMS": "string",
    "UF_CRM_TASK": "crm",
    "DESCRIPTION": "string",
}
"""What descriptions call kinds otherwise than tasks do."""
VALUES: dict[str, Any] = {
    "PRIORITY": {"2": None, "1": None, "0": None},
    "STATUS": {str(number): None for number in range(2, 7)},
    "TPARAM_TYPE": {"1": "Yes", "0": "No"},
}
EMPTY = ("XML_ID", "DEADLINE_AFTER", "START_DATE_PLAN_AFTER", "END_DATE_PLAN_AFTER", "BASE_TEMPLATE_ID")
"""What descriptions say to be nothing unless told."""
REQUIRED = ("TITLE", "CREATED_BY", "RESPONSIBLE_ID", "DEPENDS_ON")


def described() -> dict[str, dict[str, Any]]:
    """What ``tasks.template.fields`` says."""
    found = {field.name: _described(field) for field in FIELDS if field.name not in HIDDEN}
    children = {"title": "Number of Sub-templates", "type": "integer", "default": None}
    return found | {
        "TEMPLATE_CHILDREN_COUNT": children,
        "UF_TASK_WEBDAV_FILES": {"title": "File (Drive)", "type": "disk_file"},
    }


def _described(field: Field) -> dict[str, Any]:
    facts: dict[str, Any] = {"title": field.title, "type": DESCRIBED.get(field.name, field.type.name)}
    if field.name == "ID":
        facts["primary"] = True
    if field.name in REQUIRED:
        facts["required"] = True
    if facts["type"] == "enum":
        facts["values"] = VALUES.get(field.name, {"Y": "Yes", "N": "No"})
    if field.name in EMPTY or (field.default is not None and field.name not in ("DESCRIPTION", "SITE_ID")):
        facts["default"] = field.default
    return facts
