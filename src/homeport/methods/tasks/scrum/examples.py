"""Examples of scrums."""

from homeport.rpc.example import Call, Example, Made

_GROUP: Call = ("sonet_group.create", {"NAME": "The move", "SCRUM_MASTER_ID": 3})
_ITS = Made((), 0)
_BACKLOG: Call = ("tasks.api.scrum.backlog.add", {"fields": {"groupId": _ITS, "createdBy": 1}})
_SPRINT: Call = ("tasks.api.scrum.sprint.add", {"fields": {"groupId": _ITS, "name": "Sprint 1"}})
_BEGUN: Call = ("tasks.api.scrum.sprint.add", {"fields": {"groupId": _ITS, "name": "Sprint 1", "status": "active"}})
_EPIC: Call = (
    "tasks.api.scrum.epic.add",
    {"fields": {"groupId": _ITS, "name": "A bigger warehouse", "color": "#69dafc"}},
)
_STAGE: Call = (
    "tasks.api.scrum.kanban.addStage",
    {"fields": {"sprintId": Made(("id",), 1), "name": "Review", "type": "WORK", "sort": 250}},
)
_TASK: Call = ("tasks.task.add", {"fields": {"TITLE": "Ask for prices", "RESPONSIBLE_ID": 1, "GROUP_ID": _ITS}})
_LAST = {"id": Made(("id",))}
_SECOND = Made(("id",), 1)

EXAMPLES = {
    "tasks.api.scrum.backlog.add": Example(_BACKLOG[1], (_GROUP,)),
    "tasks.api.scrum.backlog.get": Example({"id": _ITS}, (_GROUP, _BACKLOG)),
    "tasks.api.scrum.backlog.update": Example(
        {**_LAST, "fields": {"groupId": _ITS, "modifiedBy": 2}}, (_GROUP, _BACKLOG)
    ),
    "tasks.api.scrum.backlog.delete": Example(_LAST, (_GROUP, _BACKLOG)),
    "tasks.api.scrum.sprint.add": Example(_SPRINT[1], (_GROUP,)),
    "tasks.api.scrum.sprint.get": Example({"sprintId": Made(("id",))}, (_GROUP, _SPRINT)),
    "tasks.api.scrum.sprint.list": Example({"filter": {"GROUP_ID": _ITS}}, (_GROUP, _SPRINT)),
    "tasks.api.scrum.sprint.update": Example({**_LAST, "fields": {"name": "First sprint"}}, (_GROUP, _SPRINT)),
    "tasks.api.scrum.sprint.start": Example(_LAST, (_GROUP, _SPRINT)),
    "tasks.api.scrum.sprint.complete": Example({"id": _ITS}, (_GROUP, _BEGUN)),
    "tasks.api.scrum.sprint.delete": Example(_LAST, (_GROUP, _SPRINT)),
    "tasks.api.scrum.epic.add": Example(_EPIC[1], (_GROUP,)),
    "tasks.api.scrum.epic.get": Example(_LAST, (_GROUP, _EPIC)),
    "tasks.api.scrum.epic.list": Example({"filter": {"GROUP_ID": _ITS}, "order": {"NAME": "asc"}}, (_GROUP, _EPIC)),
    "tasks.api.scrum.epic.update": Example({**_LAST, "fields": {"name": "Two warehouses"}}, (_GROUP, _EPIC)),
    "tasks.api.scrum.epic.delete": Example(_LAST, (_GROUP, _EPIC)),
    "tasks.api.scrum.kanban.addStage": Example(_STAGE[1], (_GROUP, _BEGUN)),
    "tasks.api.scrum.kanban.updateStage": Example(
        {"stageId": Made(), "fields": {"name": "Looked at"}}, (_GROUP, _BEGUN, _STAGE)
    ),
    "tasks.api.scrum.kanban.getStages": Example({"sprintId": _SECOND}, (_GROUP, _BEGUN)),
    "tasks.api.scrum.kanban.deleteStage": Example({"stageId": Made()}, (_GROUP, _BEGUN, _STAGE)),
    "tasks.api.scrum.kanban.addTask": Example(
        {"sprintId": _SECOND, "stageId": Made((), 2), "taskId": Made(("task", "id"))}, (_GROUP, _BEGUN, _STAGE, _TASK)
    ),
    "tasks.api.scrum.kanban.deleteTask": Example(
        {"sprintId": _SECOND, "taskId": Made(("task", "id"), 2)},
        (
            _GROUP,
            _BEGUN,
            _TASK,
            ("tasks.api.scrum.task.update", {"id": Made(("task", "id")), "fields": {"entityId": _SECOND}}),
        ),
    ),
    "tasks.api.scrum.task.update": Example(
        {"id": Made(("task", "id")), "fields": {"entityId": _SECOND, "storyPoints": "8"}}, (_GROUP, _SPRINT, _TASK)
    ),
    "tasks.api.scrum.task.get": Example(
        {"id": Made(("task", "id"), 2)},
        (
            _GROUP,
            _SPRINT,
            _TASK,
            ("tasks.api.scrum.task.update", {"id": Made(("task", "id")), "fields": {"entityId": _SECOND}}),
        ),
    ),
}
