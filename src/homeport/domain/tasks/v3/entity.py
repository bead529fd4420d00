"""A task of REST 3.0: its fields, and which of the stored ones each is.

Source: ``api-reference/tasks/fields-rest-v3.md``, ``tasks-task-list-rest-v3.md``.
"""

from typing import Any

from homeport.domain.records.v3 import kinds as k
from homeport.domain.records.v3.entity import Compute, Entity, P
from homeport.domain.tasks import parameters, rules
from homeport.domain.tasks.fields import MARKS, UNITS
from homeport.domain.tasks.statuses import Status
from homeport.domain.tasks.tasks import TASKS
from homeport.domain.tasks.v3 import computed as c
from homeport.domain.tasks.v3 import rights
from homeport.domain.tasks.v3.related import CHAT_OF_TASK, FLOW, GROUP, PERSON, SPENT, STAGE

STATUSES = {
    "pending": int(Status.PENDING),
    "in_progress": int(Status.IN_PROGRESS),
    "supposedly_completed": int(Status.AWAITING_CONTROL),
    "completed": int(Status.COMPLETED),
    "deferred": int(Status.DEFERRED),
}
PRIORITIES = {"high": 2, "average": 1, "low": 0}
STATUS, PRIORITY = k.choice(STATUSES), k.choice(PRIORITIES)
MARK = k.choice({"none": None, **{mark: mark for mark in MARKS}}, "none")
UNIT = k.choice({unit: unit for unit in UNITS})

SWITCH = "SE_PARAMETER:"
"""Begins what stands for one of the additional parameters, whose code follows."""


def _set(name: str, kind: k.Kind, of: str, **rules: Any) -> P:
    """What people say of a task, when it is new and later."""
    return P(name, kind, of, **{"settable": True, "editable": True, **rules})


def _hidden(name: str, kind: k.Kind, of: str, **rules: Any) -> P:
    """What is answered when it is named."""
    return P(name, kind, of, usual=False, **rules)


def _person(name: str, of: str) -> P:
    return P(name, k.OBJECT, of, relation=lambda: PERSON, usual=False)


def _people(name: str, of: str) -> P:
    lists = c.listed(of)
    rules: dict[str, Any] = {
        "multiple": True,
        "settable": True,
        "editable": True,
        "usual": False,
        "element": PERSON.name,
    }
    return P(name, k.IDS, of, compute=lists, relation=lambda: PERSON, **rules)


def _switch(name: str, code: str) -> P:
    return _set(name, k.BOOL, f"{SWITCH}{code}", compute=c.switched(code))


def _shown(name: str, kind: k.Kind, compute: Compute, **rules: Any) -> P:
    return P(name, kind, compute=compute, **rules)


TASK: Entity = Entity(
    "TaskDto",
    (
        P("id", k.INT, "ID", filterable=True, sortable=True),
        _set("title", k.STRING, "TITLE", required=True, sortable=True),
        _set("description", k.STRING, "DESCRIPTION"),
        _hidden("creatorId", k.INT, "CREATED_BY", settable=True, required=True, sortable=True),
        _person("creator", "CREATED_BY"),
        _hidden("created", k.DATETIME, "CREATED_DATE", sortable=True),
        _set("responsibleId", k.INT, "RESPONSIBLE_ID", usual=False, required=True, sortable=True),
        _person("responsible", "RESPONSIBLE_ID"),
        _set("deadline", k.DATETIME, "DEADLINE", sortable=True),
        _set("needsControl", k.BOOL, "TASK_CONTROL"),
        _set("startPlan", k.DATETIME, "START_DATE_PLAN", sortable=True),
        _set("endPlan", k.DATETIME, "END_DATE_PLAN", sortable=True),
        _shown("fileIds", k.ARRAY, c.files),
        _shown("checklist", k.ARRAY, c.CHECKLIST),
        _set("groupId", k.INT, "GROUP_ID", usual=False, sortable=True),
        P("group", k.OBJECT, "GROUP_ID", relation=lambda: GROUP, usual=False),
        _set("stageId", k.INT, "STAGE_ID", usual=False),
        _shown("epicId", k.INT, c.epics),
        _shown("storyPoints", k.INT, c.points),
        P("stage", k.OBJECT, "STAGE_ID", relation=lambda: STAGE, usual=False),
        _set("flowId", k.INT, "FLOW_ID", usual=False),
        P("flow", k.OBJECT, "FLOW_ID", relation=lambda: FLOW, usual=False),
        _set("priority", PRIORITY, "PRIORITY", sortable=True),
        _set("status", STATUS, "REAL_STATUS", sortable=True),
        P("statusChanged", k.DATETIME, "STATUS_CHANGED_DATE"),
        _people("accomplices", "ACCOMPLICES"),
        _people("auditors", "AUDITORS"),
        _set("parentId", k.INT, "PARENT_ID"),
        P("parent", k.OBJECT, "PARENT_ID", relation=lambda: TASK, usual=False),
        _shown("containsChecklist", k.SHOWN_BOOL, c.any_of(c.CHECKLIST)),
        _shown("containsSubTasks", k.SHOWN_BOOL, c.any_of(c.SUBTASKS)),
        _shown("containsRelatedTasks", k.SHOWN_BOOL, c.any_of(c.listed("DEPENDS_ON"))),
        _shown("containsGanttLinks", k.SHOWN_BOOL, c.any_of(c.LINKS)),
        _shown("containsPlacements", k.SHOWN_BOOL, c.placed),
        _shown("containsResults", k.SHOWN_BOOL, c.any_of(c.RESULTS)),
        _shown("numberOfReminders", k.INT, c.always(0)),
        P("chatId", k.INT, "CHAT_ID"),
        P("chat", k.OBJECT, "CHAT_ID", relation=lambda: CHAT_OF_TASK, usual=False),
        _set("plannedDuration", k.INT, "DURATION_PLAN"),
        P("actualDuration", k.INT, "DURATION_FACT"),
        _set("durationType", UNIT, "DURATION_TYPE"),
        P("started", k.DATETIME, "DATE_START", sortable=True),
        _set("estimatedTime", k.INT, "TIME_ESTIMATE", sortable=True),
        _set("replicate", k.BOOL, "REPLICATE"),
        P("changed", k.DATETIME, "CHANGED_DATE", sortable=True),
        _hidden("changedById", k.INT, "CHANGED_BY"),
        _person("changedBy", "CHANGED_BY"),
        _hidden("statusChangedById", k.INT, "STATUS_CHANGED_BY"),
        _person("statusChangedBy", "STATUS_CHANGED_BY"),
        _hidden("closedById", k.INT, "CLOSED_BY"),
        _person("closedBy", "CLOSED_BY"),
        P("closed", k.DATETIME, "CLOSED_DATE", sortable=True),
        P("activity", k.DATETIME, "ACTIVITY_DATE", sortable=True),
        P("guid", k.STRING, "GUID"),
        _set("xmlId", k.STRING, "XML_ID"),
        _shown("exchangeId", k.STRING, c.always(None)),
        _shown("exchangeModified", k.DATETIME, c.always(None)),
        P("outlookVersion", k.INT, "OUTLOOK_VERSION"),
        _set("mark", MARK, "MARK", sortable=True),
        _set("allowsChangeDeadline", k.BOOL, "ALLOW_CHANGE_DEADLINE", sortable=True),
        _set("allowsTimeTracking", k.BOOL, "ALLOW_TIME_TRACKING", sortable=True),
        _set("matchesWorkTime", k.BOOL, "MATCH_WORK_TIME"),
        _set("addInReport", k.BOOL, "ADD_IN_REPORT"),
        _set("isMultitask", k.BOOL, "MULTITASK"),
        P("siteId", k.STRING, "SITE_ID"),
        P("deadlineCount", k.INT, "DEADLINE_COUNT"),
        _shown("declineReason", k.STRING, c.always(None)),
        _shown("forumTopicId", k.INT, c.always(None)),
        _shown("link", k.STRING, c.links),
        _shown("rights", k.OBJECT, rights.of_tasks),
        _shown("archiveLink", k.STRING, c.always(None)),
        _set("crmItemIds", k.WORDS, "UF_CRM_TASK", compute=c.crm, multiple=True),
        P("elapsedTime", k.OBJECT, compute=c.last_of(c.SPENT), relation=lambda: SPENT, usual=False),
        _switch("requireResult", parameters.RESULT),
        _switch("matchesSubTasksTime", parameters.DEADLINES),
        _switch("autocompleteSubTasks", parameters.TOGETHER),
        _set("allowsChangeDatePlan", k.BOOL, "ALLOW_CHANGE_DATE_PLAN"),
        _set("maxDeadlineChangeDate", k.DATETIME, "MAX_DEADLINE_CHANGE_DATE"),
        _set("maxDeadlineChanges", k.INT, "MAX_DEADLINE_CHANGES"),
        _set("requireDeadlineChangeReason", k.BOOL, "REQUIRE_DEADLINE_CHANGE_REASON"),
        _shown("inFavorite", k.ARRAY, c.signed("FAVORITE")),
        _shown("inPin", k.ARRAY, c.signed("IS_PINNED")),
        _shown("inGroupPin", k.ARRAY, c.signed("IS_PINNED_IN_GROUP")),
        _shown("inMute", k.ARRAY, c.signed("IS_MUTED")),
        _set("dependsOn", k.IDS, "DEPENDS_ON", compute=c.listed("DEPENDS_ON"), multiple=True),
        _shown("scenarios", k.ARRAY, c.always(["default"])),
    ),
    collection=TASKS,
    listed=("id",),
    worded={
        rules.UNTITLED: "title",
        rules.NOBODY: "responsibleId",
        rules.UNKNOWN_RESPONSIBLE: "responsibleId",
        rules.UNKNOWN_PARENT: "parentId",
        rules.ITSELF: "parentId",
        rules.CIRCLE: "parentId",
        rules.ENDS_FIRST: "endPlan",
        rules.TOO_LONG: "endPlan",
        rules.NO_RESULT: "status",
    },
)
