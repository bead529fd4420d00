"""The fields of a task.

Sources: ``api-reference/tasks/fields.md``, ``tasks-task-get-fields.md``, ``tasks-task-list.md``.
"""

from typing import Any

from homeport.domain.records.fields import F, Field, FieldTable
from homeport.domain.tasks import types as t
from homeport.domain.tasks.statuses import PENDING

MAX_TITLE = 250

YES_NO = {"Y": "Yes", "N": "No"}
STATUSES = {"2": "Pending", "3": "In Progress", "4": "Awaiting Review", "5": "Completed", "6": "Deferred"}
PRIORITIES = {"2": "High", "1": "Medium", "0": "Low"}
MARKS = {"N": "Negative", "P": "Positive"}
UNITS = ("secs", "mins", "hours", "days", "weeks", "months", "years")
"""In which a planned duration is said."""


def _flag(name: str, title: str = "", **rules: Any) -> Field:
    return F(name, t.FLAG, title, **{"default": "N", **rules})


def _of_caller(name: str, **rules: Any) -> Field:
    """What a task is to whoever asks."""
    return F(name, t.SIGN, read_only=True, stored=False, **rules)


def _absent(name: str, kind: Any = t.ID, title: str = "") -> Field:
    """What no task here has: its part of the portal is not there."""
    return F(name, kind, title, read_only=True, stored=False)


def _hidden(name: str, kind: Any = t.ID, **rules: Any) -> Field:
    """What is taken, or sorted by, and never answered."""
    return F(name, kind, stored=False, stands_for=name, **rules)


def _newer(name: str, kind: Any, **rules: Any) -> Field:
    """What REST 3.0 alone speaks of."""
    return F(name, kind, item="", **rules)


def _looked_for(name: str, kind: Any = t.FLAG) -> Field:
    """What is filtered by, and never answered."""
    return F(name, kind, stored=False, read_only=True, classic=False, selectable=False)


FIELDS = FieldTable(
    (
        F("ID", t.ID, "ID", read_only=True),
        F("PARENT_ID", t.ID, "Base Task ID"),
        F("TITLE", t.TEXT, "Title", length=MAX_TITLE),
        F("DESCRIPTION", t.BBCODE, "Description", default=""),
        F("MARK", t.WORD, "Rating", values=tuple(MARKS)),
        F("PRIORITY", t.CHOICE, "Priority", default=1, values=(0, 1, 2)),
        F("REAL_STATUS", t.CHOICE, "Status", item="status", default=PENDING),
        F("SUB_STATUS", t.CHOICE, read_only=True, stored=False),
        _flag("MULTITASK", "Multitask"),
        _of_caller("NOT_VIEWED"),
        _flag("REPLICATE", "Recurring Task"),
        F("GROUP_ID", t.ID, "Project", default=0),
        F("STAGE_ID", t.ID, "Stage", default=0),
        F("SPRINT_ID", t.ID, "Sprint", read_only=True, stored=False),
        F("BACKLOG_ID", t.ID, "Backlog", read_only=True, stored=False),
        F("CREATED_BY", t.ID, "Creator", immutable=True),
        F("CREATED_DATE", t.MOMENT, read_only=True),
        F("RESPONSIBLE_ID", t.ID, "Participant"),
        F("ACCOMPLICES", t.IDS, multiple=True, stored=False),
        F("AUDITORS", t.IDS, multiple=True, stored=False),
        F("CHANGED_BY", t.ID, "Modified By", read_only=True),
        F("CHANGED_DATE", t.MOMENT, "Modification Date", read_only=True),
        F("STATUS_CHANGED_BY", t.ID, "Status Changed By", read_only=True),
        F("STATUS_CHANGED_DATE", t.MOMENT, "Status Change Date", read_only=True),
        F("CLOSED_BY", t.ID, "Closed By", read_only=True),
        F("CLOSED_DATE", t.MOMENT, "Closure Date", read_only=True),
        F("ACTIVITY_DATE", t.MOMENT, read_only=True),
        F("DATE_START", t.MOMENT, "Start Date", read_only=True),
        F("DEADLINE", t.MOMENT, "Deadline"),
        F("START_DATE_PLAN", t.MOMENT, "Planned Start"),
        F("END_DATE_PLAN", t.MOMENT, "Planned Completion"),
        F("GUID", t.TEXT, "GUID", read_only=True),
        F("XML_ID", t.TEXT, "XML_ID", length=200),
        F("COMMENTS_COUNT", t.ID, "Number of Comments", read_only=True, stored=False),
        _absent("SERVICE_COMMENTS_COUNT"),
        _flag("ALLOW_CHANGE_DEADLINE"),
        _flag("ALLOW_TIME_TRACKING"),
        _flag("TASK_CONTROL", "Accept Work"),
        _flag("ADD_IN_REPORT", "Add to Report"),
        F("FORKED_BY_TEMPLATE_ID", t.CHOICE, "Created from Template", read_only=True),
        F("TIME_ESTIMATE", t.ID, "Estimated Time", default=0),
        F("TIME_SPENT_IN_LOGS", t.ID, "Time Spent from Change History", read_only=True),
        _flag("MATCH_WORK_TIME", "Skip Weekends"),
        _absent("FORUM_TOPIC_ID", title="FORUM_TOPIC_ID"),
        _absent("FORUM_ID", title="FORUM_ID"),
        F("SITE_ID", t.TEXT, "SITE_ID", read_only=True, default="s1"),
        F("SUBORDINATE", t.FLAG, "Subordinate Task", read_only=True, stored=False),
        _of_caller("FAVORITE"),
        _absent("EXCHANGE_MODIFIED", t.MOMENT, "EXCHANGE_MODIFIED"),
        _absent("EXCHANGE_ID", title="EXCHANGE_ID"),
        F("OUTLOOK_VERSION", t.ID, "OUTLOOK_VERSION", read_only=True),
        F("VIEWED_DATE", t.MOMENT, "Last Viewed Date", read_only=True, stored=False),
        F("SORTING", t.NUMBER, "Sorting Index", read_only=True),
        F("DURATION_PLAN", t.ID, "Spent (planned)"),
        F("DURATION_FACT", t.ID, "Spent (actual)", read_only=True),
        F("DURATION_TYPE", t.WORD, "DURATION_TYPE", default="days", values=UNITS),
        _of_caller("IS_MUTED"),
        _of_caller("IS_PINNED"),
        _of_caller("IS_PINNED_IN_GROUP"),
        F("FLOW_ID", t.ID, "Flow"),
        F("DESCRIPTION_IN_BBCODE", t.FLAG, read_only=True, default="Y"),
        F("TAGS", t.NAMES, multiple=True, stored=False),
        F("DEPENDS_ON", t.IDS, multiple=True, stored=False),
        F("UF_CRM_TASK", t.CRM, "CRM Entities", multiple=True, stored=False),
        F("UF_TASK_WEBDAV_FILES", t.FILES, "Upload Files", multiple=True, stored=False),
        _absent("UF_MAIL_MESSAGE", t.MAIL),
        F("CHAT_ID", t.NUMBERED, read_only=True),
        _newer("ALLOW_CHANGE_DATE_PLAN", t.FLAG, default="N"),
        _newer("MAX_DEADLINE_CHANGE_DATE", t.MOMENT),
        _newer("MAX_DEADLINE_CHANGES", t.ID),
        _newer("REQUIRE_DEADLINE_CHANGE_REASON", t.FLAG, default="N"),
        _newer("DEADLINE_COUNT", t.ID, read_only=True),
        _looked_for("IS_ROOT"),
        _looked_for("IS_SEEN_ROOT"),
        _looked_for("SUBORDINATE_TASKS"),
        _looked_for("OVERDUED"),
        _looked_for("DEPARTMENT_ID", t.ID),
        _looked_for("IS_PLANNED"),
        _looked_for("PLAN_STAGE_ID", t.ID),
        _looked_for("PLAN_SORTING", t.NUMBER),
        _hidden("SE_PARAMETER", t.NAMES, multiple=True),
        _hidden("STATUS_COMPLETE", read_only=True),
        _hidden("CREATED_BY_LAST_NAME", t.TEXT, read_only=True),
        _hidden("RESPONSIBLE_LAST_NAME", t.TEXT, read_only=True),
    )
)

NEWER = tuple(field.name for field in FIELDS if not field.item)
"""Of which REST 2 says nothing."""
ON_REQUEST = ("UF_CRM_TASK", "UF_TASK_WEBDAV_FILES", "UF_MAIL_MESSAGE")
"""Answered when one of them is named, and then all three."""
NAMED_ONLY = frozenset({*ON_REQUEST, "TAGS", "DEPENDS_ON", "SUB_STATUS"})
USUAL = tuple(
    field.name
    for field in FIELDS
    if field.item and field.selectable and not field.stands_for and field.name not in NAMED_ONLY
)
"""What is answered of a task when nothing is named."""
SORTABLE = frozenset(
    {
        "ID", "TITLE", "TIME_SPENT_IN_LOGS", "DATE_START", "CREATED_DATE", "CHANGED_DATE", "CLOSED_DATE",
        "ACTIVITY_DATE", "START_DATE_PLAN", "END_DATE_PLAN", "DEADLINE", "REAL_STATUS", "STATUS_COMPLETE", "PRIORITY",
        "MARK", "CREATED_BY_LAST_NAME", "RESPONSIBLE_LAST_NAME", "GROUP_ID", "TIME_ESTIMATE", "ALLOW_CHANGE_DEADLINE",
        "ALLOW_TIME_TRACKING", "MATCH_WORK_TIME", "FAVORITE", "SORTING", "IS_PINNED", "IS_PINNED_IN_GROUP",
    }
)  # fmt: skip
"""What lists are sorted by; all else is refused."""
