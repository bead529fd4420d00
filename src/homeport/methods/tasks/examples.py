"""Examples of tasks."""

from homeport.methods.tasks.v3.examples import ITS, WITH_A_FILE
from homeport.rpc.example import Call, Example, Made

_PRICES: Call = (
    "tasks.task.add",
    {"fields": {"TITLE": "Ask for prices", "RESPONSIBLE_ID": 1, "DEADLINE": "2026-12-01T18:00:00+00:00"}},
)
_TASK = Made(("task", "id"))

_BEGUN: Call = ("tasks.task.add", {"fields": {"TITLE": "Ask for prices", "RESPONSIBLE_ID": 1, "STATUS": 3}})
_DONE: Call = ("tasks.task.add", {"fields": {"TITLE": "Ask for prices", "RESPONSIBLE_ID": 1, "STATUS": 5}})
_LOOKED_AT: Call = (
    "tasks.task.add",
    {"fields": {"TITLE": "Ask for prices", "CREATED_BY": 3, "RESPONSIBLE_ID": 1, "STATUS": 4}},
)

_ITEM: Call = (
    "task.checklistitem.add",
    {"TASKID": Made(("task", "id"), 0), "FIELDS": {"TITLE": "Ask three suppliers"}},
)
_OF_ITEM = {"TASKID": Made(("task", "id"), 0), "ITEMID": Made((), 1)}
_WITH_ITEM = (_PRICES, _ITEM)

_TWO = {"taskIdFrom": Made(("task", "id"), 0), "taskIdTo": Made(("task", "id"), 1)}
_LINKED: Call = ("task.dependence.add", {**_TWO, "linkType": 2})

_SPENT: Call = (
    "task.elapseditem.add",
    {"TASKID": Made(("task", "id"), 0), "ARFIELDS": {"SECONDS": 1800, "COMMENT_TEXT": "A call"}},
)
_WITH_TIME = (_PRICES, _SPENT)

_NUMBER: Call = ("task.item.add", {"TASKDATA": _PRICES[1]["fields"]})
_OF_NUMBER = {"TASKID": Made()}
_WITH_FILE: Call = (
    "task.item.addfile",
    {"TASK_ID": Made(call=0), "FILE": {"NAME": "offer.txt", "CONTENT": "b2ZmZXI="}},
)
_DONE_NUMBER: Call = ("task.item.add", {"TASKDATA": _DONE[1]["fields"]})
_LOOKED_AT_NUMBER: Call = ("task.item.add", {"TASKDATA": _LOOKED_AT[1]["fields"]})

_FLOW: Call = (
    "tasks.flow.Flow.create",
    {
        "flowData": {
            "name": "Prices of suppliers",
            "plannedCompletionTime": 7200,
            "distributionType": "queue",
            "responsibleList": [["user", "3"], ["department", "2:F"]],
        }
    },
)
_OF_FLOW = {"flowId": Made(("id",))}

_FLOWS = {
    "tasks.flow.Flow.create": Example(_FLOW[1]),
    "tasks.flow.Flow.update": Example(
        {
            "flowData": {
                "id": Made(("id",)),
                "plannedCompletionTime": 3600,
                "distributionType": "himself",
                "responsibleList": [["user", "3"]],
            }
        },
        (_FLOW,),
    ),
    "tasks.flow.Flow.isExists": Example({"flowData": {"name": "Prices of suppliers"}}, (_FLOW,)),
    "tasks.flow.Flow.delete": Example({"flowData": {"id": Made(("id",))}}, (_FLOW,)),
    **{f"tasks.flow.Flow.{name}": Example(_OF_FLOW, (_FLOW,)) for name in ("get", "activate", "pin")},
}

_OLDER = {
    "task.item.add": Example(_NUMBER[1]),
    "task.item.update": Example({**_OF_NUMBER, "TASKDATA": {"PRIORITY": 2}}, (_NUMBER,)),
    "task.item.delegate": Example({**_OF_NUMBER, "USERID": 3}, (_NUMBER,)),
    "task.item.getdescription": Example({**_OF_NUMBER, "FORMAT": 3}, (_NUMBER,)),
    "task.item.isactionallowed": Example({**_OF_NUMBER, "ACTIONID": 3}, (_NUMBER,)),
    "task.item.addtofavorite": Example({"TASK_ID": Made(), "PARAMS": {"AFFECT_CHILDREN": "Y"}}, (_NUMBER,)),
    "task.item.deletefromfavorite": Example({"TASK_ID": Made()}, (_NUMBER,)),
    "task.item.list": Example(
        {"ORDER": {"DEADLINE": "asc"}, "FILTER": {"RESPONSIBLE_ID": 1}, "SELECT": ["ID", "TITLE"]}, (_NUMBER,)
    ),
    "task.items.getlist": Example(
        {"ORDER": {"ID": "desc"}, "FILTER": {"RESPONSIBLE_ID": 1}, "TASKDATA": ["ID", "TITLE"]}, (_NUMBER,)
    ),
    "task.logitem.list": Example({"ID": Made()}, (_NUMBER,)),
    "task.item.addfile": Example({"TASK_ID": Made(), "FILE": {"NAME": "offer.txt", "CONTENT": "b2ZmZXI="}}, (_NUMBER,)),
    "task.item.deletefile": Example({"TASK_ID": Made(call=0), "ATTACHMENT_ID": Made(call=1)}, (_NUMBER, _WITH_FILE)),
    "task.item.getfiles": Example({"TASKID": Made(call=0)}, (_NUMBER, _WITH_FILE)),
    "task.item.renew": Example(_OF_NUMBER, (_DONE_NUMBER,)),
    **{f"task.item.{name}": Example(_OF_NUMBER, (_LOOKED_AT_NUMBER,)) for name in ("approve", "disapprove")},
    **{
        f"task.item.{name}": Example(_OF_NUMBER, (_NUMBER,))
        for name in (
            "getdata", "getdependson", "getallowedactions", "getallowedtaskactionsasstrings", "delete",
            "startexecution", "defer", "complete",
        )
    },
}  # fmt: skip

_BUDGET: Call = (
    "task.item.userfield.add",
    {"PARAMS": {"FIELD_NAME": "UF_BUDGET", "USER_TYPE_ID": "double", "LABEL": "Budget"}},
)
_USER_FIELDS = {
    "task.item.userfield.add": Example(_BUDGET[1]),
    "task.item.userfield.get": Example({"ID": Made()}, (_BUDGET,)),
    "task.item.userfield.getlist": Example(
        {"FILTER": {"USER_TYPE_ID": "double"}, "ORDER": {"SORT": "asc"}}, (_BUDGET,)
    ),
    "task.item.userfield.update": Example({"ID": Made(), "DATA": {"SORT": 200, "LABEL": "Money"}}, (_BUDGET,)),
    "task.item.userfield.delete": Example({"ID": Made()}, (_BUDGET,)),
}

_SOON: Call = ("task.stages.add", {"fields": {"TITLE": "Soon", "COLOR": "FFAA00"}})
_STAGES = {
    "task.stages.add": Example({"fields": {"TITLE": "Soon", "COLOR": "FFAA00", "AFTER_ID": 0, "ENTITY_ID": 0}}),
    "task.stages.get": Example({"entityId": 0}, (_SOON,)),
    "task.stages.update": Example({"id": Made(), "fields": {"TITLE": "Later"}}, (_SOON,)),
    "task.stages.delete": Example(
        {"id": Made(call=1)},
        (_SOON, ("task.stages.add", {"fields": {"TITLE": "Later", "AFTER_ID": Made(call=0)}})),
    ),
    "task.stages.movetask": Example({"id": Made(call=1), "stageId": Made(call=0)}, (_SOON, _NUMBER)),
    "task.stages.canmovetask": Example({"entityId": 1, "entityType": "U"}),
}

_COMMENT: Call = (
    "task.commentitem.add",
    {"TASKID": Made(call=0), "FIELDS": {"POST_MESSAGE": "[b]Two[/b] have answered"}},
)
_OF_COMMENT = {"TASKID": Made(call=0), "ITEMID": Made(call=1)}
_WITH_COMMENT = (_NUMBER, _COMMENT)
_COMMENTS = {
    "task.commentitem.add": Example({"TASKID": Made(), "FIELDS": {"POST_MESSAGE": "Two have answered"}}, (_NUMBER,)),
    "task.comment.add": Example({"TASKID": Made(), "COMMENTTEXT": "Two have answered"}, (_NUMBER,)),
    "task.commentitem.get": Example(_OF_COMMENT, _WITH_COMMENT),
    "task.commentitem.getlist": Example({"TASKID": Made(call=0), "ORDER": {"POST_DATE": "asc"}}, _WITH_COMMENT),
    "task.commentitem.update": Example({**_OF_COMMENT, "FIELDS": {"POST_MESSAGE": "All have"}}, _WITH_COMMENT),
    "task.commentitem.delete": Example(_OF_COMMENT, _WITH_COMMENT),
    "task.commentitem.isactionallowed": Example({**_OF_COMMENT, "ACTIONID": 2}, _WITH_COMMENT),
}

_WEEKLY: Call = (
    "tasks.template.add",
    {
        "fields": {
            "TITLE": "Water the flowers",
            "CREATED_BY": 1,
            "RESPONSIBLE_ID": 3,
            "DEADLINE_AFTER": 86400,
            "REPLICATE": "Y",
            "REPLICATE_PARAMS": {"PERIOD": "weekly", "EVERY_WEEK": 1, "WEEK_DAYS": [1], "TIME": "08:00"},
        }
    },
)
_STEP: Call = (
    "tasks.template.checklist.add",
    {"templateId": Made(call=0), "fields": {"TITLE": "First the ferns", "PARENT_ID": 0}},
)
_STEPS = (_WEEKLY, _STEP)
_OF_STEP = {"templateId": Made(call=0), "checkListItemId": Made(("checkListItem", "id"), 1)}
_TWO_STEPS = (*_STEPS, _STEP)
_DRIVE: Call = ("disk.storage.getlist", {"filter": {"ENTITY_TYPE": "user", "ENTITY_ID": 1}})
_PLAN: Call = (
    "disk.storage.uploadfile",
    {"id": Made((0, "ID"), 2), "data": {"NAME": "plan.txt"}, "fileContent": ["plan.txt", "d2F0ZXI="]},
)
_FROM_DISK = {**_OF_STEP, "filesIds": [Made(("ID",), 3, "n{}")]}
_WITH_PLAN: Call = ("tasks.template.checklist.addAttachmentsFromDisk", _FROM_DISK)
_TEMPLATES = {
    "tasks.template.add": Example(_WEEKLY[1]),
    "tasks.template.get": Example({"templateId": Made()}, (_WEEKLY,)),
    "tasks.template.update": Example({"templateId": Made(), "fields": {"PRIORITY": 2}}, (_WEEKLY,)),
    "tasks.template.delete": Example({"templateId": Made()}, (_WEEKLY,)),
    "tasks.template.checklist.add": Example(
        {"templateId": Made(), "fields": {"TITLE": "First the ferns", "PARENT_ID": 0}}, (_WEEKLY,)
    ),
    "tasks.template.checklist.get": Example(_OF_STEP, _STEPS),
    "tasks.template.checklist.list": Example({"templateId": Made(call=0), "select": ["ID", "TITLE"]}, _STEPS),
    "tasks.template.checklist.update": Example({**_OF_STEP, "fields": {"IS_IMPORTANT": "Y"}}, _STEPS),
    "tasks.template.checklist.delete": Example(_OF_STEP, _STEPS),
    "tasks.template.checklist.complete": Example(_OF_STEP, _STEPS),
    "tasks.template.checklist.renew": Example(_OF_STEP, _STEPS),
    "tasks.template.checklist.addAttachmentByContent": Example(
        {**_OF_STEP, "attachmentParameters": {"NAME": "plan.txt", "CONTENT": "d2F0ZXI="}}, _STEPS
    ),
    "tasks.template.checklist.addAttachmentsFromDisk": Example(_FROM_DISK, (*_STEPS, _DRIVE, _PLAN)),
    "tasks.template.checklist.removeAttachments": Example(
        {**_OF_STEP, "attachmentsIds": [1]}, (*_STEPS, _DRIVE, _PLAN, _WITH_PLAN)
    ),
    "tasks.template.checklist.moveAfter": Example(
        {**_OF_STEP, "afterItemId": Made(("checkListItem", "id"), 2)}, _TWO_STEPS
    ),
    "tasks.template.checklist.moveBefore": Example(
        {**_OF_STEP, "beforeItemId": Made(("checkListItem", "id"), 2)}, _TWO_STEPS
    ),
}

_PINNED: Call = ("tasks.task.result.addFromComment", {"commentId": Made(call=1)})
_RESULTS = {
    "tasks.task.result.addFromComment": Example({"commentId": Made(call=1)}, _WITH_COMMENT),
    "tasks.task.result.list": Example({"taskId": Made(call=0)}, (*_WITH_COMMENT, _PINNED)),
    "tasks.task.result.deleteFromComment": Example({"commentId": Made(call=1)}, (*_WITH_COMMENT, _PINNED)),
}

EXAMPLES = {
    "tasks.task.files.attach": Example({"taskId": ITS, "fileId": Made(("ID",), 2)}, WITH_A_FILE),
    **_RESULTS,
    **_FLOWS,
    **_OLDER,
    **_TEMPLATES,
    **_COMMENTS,
    **_STAGES,
    **_USER_FIELDS,
    "task.elapseditem.add": Example({"TASKID": _TASK, "ARFIELDS": _SPENT[1]["ARFIELDS"]}, (_PRICES,)),
    "task.elapseditem.get": Example(_OF_ITEM, _WITH_TIME),
    "task.elapseditem.getlist": Example({"TASKID": _TASK, "ORDER": {"ID": "desc"}}, (_PRICES,)),
    "task.elapseditem.update": Example(
        {**_OF_ITEM, "ARFIELDS": {"SECONDS": 3600, "COMMENT_TEXT": "Two calls"}}, _WITH_TIME
    ),
    "task.elapseditem.delete": Example(_OF_ITEM, _WITH_TIME),
    "task.elapseditem.isActionAllowed": Example({**_OF_ITEM, "ACTIONID": 2}, _WITH_TIME),
    "task.dependence.add": Example({**_TWO, "linkType": 2}, (_PRICES, _PRICES)),
    "task.dependence.delete": Example(_TWO, (_PRICES, _PRICES, _LINKED)),
    "task.checklistitem.add": Example({"TASKID": _TASK, "FIELDS": {"TITLE": "Ask three suppliers"}}, (_PRICES,)),
    "task.checklistitem.get": Example(_OF_ITEM, _WITH_ITEM),
    "task.checklistitem.getlist": Example({"TASKID": _TASK, "ORDER": {"SORT_INDEX": "asc"}}, (_PRICES,)),
    "task.checklistitem.update": Example({**_OF_ITEM, "FIELDS": {"IS_IMPORTANT": "Y"}}, _WITH_ITEM),
    "task.checklistitem.delete": Example(_OF_ITEM, _WITH_ITEM),
    "task.checklistitem.complete": Example(_OF_ITEM, _WITH_ITEM),
    "task.checklistitem.renew": Example(_OF_ITEM, _WITH_ITEM),
    "task.checklistitem.moveafteritem": Example(
        {"TASKID": Made(("task", "id"), 0), "ITEMID": Made((), 1), "AFTERITEMID": Made((), 2)},
        (_PRICES, _ITEM, _ITEM),
    ),
    "task.checklistitem.isactionallowed": Example({**_OF_ITEM, "ACTIONID": 2}, _WITH_ITEM),
    "tasks.task.start": Example({"taskId": _TASK}, (_PRICES,)),
    "tasks.task.pause": Example({"taskId": _TASK}, (_BEGUN,)),
    "tasks.task.defer": Example({"taskId": _TASK}, (_PRICES,)),
    "tasks.task.complete": Example({"taskId": _TASK}, (_PRICES,)),
    "tasks.task.renew": Example({"taskId": _TASK}, (_DONE,)),
    "tasks.task.approve": Example({"taskId": _TASK}, (_LOOKED_AT,)),
    "tasks.task.disapprove": Example({"taskId": _TASK}, (_LOOKED_AT,)),
    "tasks.task.delegate": Example({"taskId": _TASK, "userId": 3}, (_PRICES,)),
    "tasks.task.pin": Example({"id": _TASK}, (_PRICES,)),
    "tasks.task.unpin": Example({"id": _TASK}, (_PRICES,)),
    "tasks.task.mute": Example({"id": _TASK}, (_PRICES,)),
    "tasks.task.unmute": Example({"id": _TASK}, (_PRICES,)),
    "tasks.task.favorite.add": Example({"taskId": _TASK}, (_PRICES,)),
    "tasks.task.favorite.remove": Example({"taskId": _TASK}, (_PRICES,)),
    "tasks.task.startwatch": Example({"taskId": _TASK}, (_PRICES,)),
    "tasks.task.stopwatch": Example({"taskId": _TASK}, (_PRICES,)),
    "tasks.task.getaccess": Example({"taskId": _TASK, "users": [1, 3]}, (_PRICES,)),
    "tasks.task.history.list": Example({"taskId": _TASK, "order": {"createdDate": "asc"}}, (_PRICES,)),
    "tasks.task.counters.get": Example({"userId": 3, "type": "view_role_responsible"}),
    "tasks.task.add": Example(_PRICES[1]),
    "tasks.task.get": Example({"taskId": _TASK, "select": ["ID", "TITLE", "STATUS", "DEADLINE"]}, (_PRICES,)),
    "tasks.task.list": Example(
        {"filter": {"RESPONSIBLE_ID": 1, "!STATUS": 5}, "order": {"DEADLINE": "asc"}, "select": ["ID", "TITLE"]}
    ),
    "tasks.task.update": Example({"taskId": _TASK, "fields": {"PRIORITY": 2}}, (_PRICES,)),
    "tasks.task.delete": Example({"taskId": _TASK}, (_PRICES,)),
}
