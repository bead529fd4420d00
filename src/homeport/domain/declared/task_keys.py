"""Keys of workgroups and tasks."""

from homeport.core import values as v
from homeport.domain.declared import kinds
from homeport.domain.declared.keys import ID, Keys, key, kind_of
from homeport.domain.declared.record_kinds import USER, record, reference

_YES_OR_NO = kind_of(v.CHAR)

GROUPS: Keys = dict(
    (
        ID,
        key("name", kinds.TEXT, "as people see it", required=True),
        key("description", kinds.TEXT, "what it is for"),
        key("owner", USER, "who owns it; the first administrator unless said", "OWNER_ID"),
        key("members", kinds.several(USER), "all who are in it, beside its owner and moderators"),
        key("moderators", kinds.several(USER), "all who moderate it"),
        key("visible", _YES_OR_NO, "false: only its members see it; true unless said"),
        key("opened", _YES_OR_NO, "true: whoever asks comes in"),
        key("closed", _YES_OR_NO, "true: it is archived"),
        key("project", _YES_OR_NO, "true: a project, from the start"),
        key("project_date_start", kinds.MOMENT, "when a project begins"),
        key("project_date_finish", kinds.MOMENT, "when it ends"),
        key("keywords", kinds.TEXT, "words to find it by, with commas between"),
    )
)

TASKS: Keys = dict(
    (
        ID,
        key("title", kinds.TEXT, "as people see it", required=True),
        key("responsible", USER, "who does it", "RESPONSIBLE_ID", required=True),
        key("created_by", USER, "who gave it; the first administrator unless said", "CREATED_BY"),
        key("accomplices", kinds.several(USER), "who helps"),
        key("auditors", kinds.several(USER), "who watches"),
        key("description", kinds.TEXT, "what is to be done, with BBCode"),
        key("group", reference("groups", "a group"), "the group that it is of; 0 for none", "GROUP_ID"),
        key("parent", reference("tasks", "a task"), "the task that it is a part of; 0 for none", "PARENT_ID"),
        key("priority", kinds.NUMBER, "0 low, 1 as usual, 2 high"),
        key(
            "status",
            kinds.NUMBER,
            "2 pending, 3 in progress, 4 to be looked at, 5 completed, 6 deferred",
            "REAL_STATUS",
        ),
        key("deadline", kinds.MOMENT, "by when"),
        key("start_date_plan", kinds.MOMENT, "when it is planned to begin"),
        key("end_date_plan", kinds.MOMENT, "when it is planned to end"),
        key("task_control", _YES_OR_NO, "true: who gave it looks at it when it is done"),
        key("allow_change_deadline", _YES_OR_NO, "true: who does it may move the deadline"),
        key("allow_time_tracking", _YES_OR_NO, "true: the time that it takes is measured"),
        key("tags", kinds.several(kinds.TEXT), "words to find it by"),
        key("records", kinds.several(record()), "the records of the CRM under which it stands", "UF_CRM_TASK"),
    )
)
