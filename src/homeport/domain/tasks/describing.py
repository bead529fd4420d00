"""What ``tasks.task.getFields`` says of a task's fields. Source: ``api-reference/tasks/tasks-task-get-fields.md``."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.tasks import fields as f
from homeport.domain.tasks.fields import FIELDS, NEWER
from homeport.domain.tasks.tasks import TASKS
from homeport.domain.user_fields.fields import UserField, user_fields

DEFAULTS: dict[str, Any] = {
    "PARENT_ID": 0, "MARK": None, "PRIORITY": 1, "STATUS": 2, "GROUP_ID": 0, "STAGE_ID": 0, "SPRINT_ID": 0,
    "BACKLOG_ID": 0, "CLOSED_BY": None, "CLOSED_DATE": None, "ACTIVITY_DATE": None, "DATE_START": None,
    "DEADLINE": None, "START_DATE_PLAN": None, "END_DATE_PLAN": None, "GUID": None, "XML_ID": None,
    "COMMENTS_COUNT": 0, "SERVICE_COMMENTS_COUNT": 0, "NEW_COMMENTS_COUNT": 0, "SUBORDINATE": None, "FAVORITE": None,
    "EXCHANGE_MODIFIED": None, "EXCHANGE_ID": None, "OUTLOOK_VERSION": None, "DURATION_TYPE": "days", "FLOW_ID": 0,
    **dict.fromkeys(
        (
            "MULTITASK", "NOT_VIEWED", "REPLICATE", "ALLOW_CHANGE_DEADLINE", "ALLOW_TIME_TRACKING", "TASK_CONTROL",
            "ADD_IN_REPORT", "FORKED_BY_TEMPLATE_ID", "IS_MUTED", "IS_PINNED", "IS_PINNED_IN_GROUP",
        ),
        "N",
    ),
}  # fmt: skip
"""What a new task has where nobody says it."""

VALUES: dict[str, Any] = {
    "MARK": f.MARKS,
    "PRIORITY": f.PRIORITIES,
    "STATUS": f.STATUSES,
    "DURATION_TYPE": list(f.UNITS),
}
"""Of fields with few values; those of all others are a yes and a no."""

KEYS = {"ID": {"primary": True}, **{name: {"required": True} for name in ("TITLE", "CREATED_BY", "RESPONSIBLE_ID")}}
SAID_OTHERWISE = {"MATCH_WORK_TIME": "integer"}
BESIDE = {"NEW_COMMENTS_COUNT": "integer", "CHECKLIST": "array"}
"""What is no field of a task's row: its kind."""
UNDESCRIBED = frozenset({"SUB_STATUS", "CHAT_ID", "DESCRIPTION_IN_BBCODE", "TAGS", "DEPENDS_ON", *NEWER})


def described(ctx: Ctx) -> dict[str, dict[str, Any]]:
    """The fields, by their names in capitals, with those that people have made."""
    found = {
        _called(field.name): _described(_called(field.name), field.title, field.type.name)
        for field in FIELDS
        if field.selectable and not field.stands_for and field.name not in UNDESCRIBED
    }
    made = {field.name: _made(field) for field in user_fields(TASKS.now(ctx.tx).fields)}
    return found | {name: _described(name, name, kind) for name, kind in BESIDE.items()} | made


def _made(field: UserField) -> dict[str, Any]:
    return {"title": field.title, "type": field.definition.type_name, "required": field.required}


def _called(name: str) -> str:
    return "STATUS" if name == "REAL_STATUS" else name


def _described(name: str, title: str, kind: str) -> dict[str, Any]:
    kind = SAID_OTHERWISE.get(name, kind)
    facts: dict[str, Any] = {"title": None if title == name and name not in _TITLED else title, "type": kind}
    if kind == "enum":
        facts["values"] = VALUES.get(name, f.YES_NO)
    if name in DEFAULTS:
        facts["default"] = DEFAULTS[name]
    return facts | KEYS.get(name, {})


_TITLED = frozenset(
    {"ID", "GUID", "XML_ID", "FORUM_TOPIC_ID", "FORUM_ID", "SITE_ID", "EXCHANGE_MODIFIED", "EXCHANGE_ID",
     "OUTLOOK_VERSION", "DURATION_TYPE"}
)  # fmt: skip
"""Called by their names alone."""
