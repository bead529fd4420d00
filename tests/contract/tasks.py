"""What the documentation's examples of tasks need of the demo portal: a task as it must be before each step."""

from typing import Any

from tests.conftest import Api
from tests.contract.shown import DAY, DETAILS, TEXT, made_before, shown_of


def parameters(caller: Api, name: str) -> dict[str, Any]:
    """The parameters of an example that must name what is there, in small letters."""
    if name in ("tasks.task.result.addFromComment", "tasks.task.result.list", "tasks.task.result.deleteFromComment"):
        return _result(caller, name)
    if name.startswith("tasks.flow."):
        made = DETAILS["tasks.flow.Flow.create"]["request_example"]
        flow = caller("tasks.flow.Flow.create", **made)["id"] if not name.endswith("create") else 0
        said = DETAILS[name]["request_example"].get("flowData", {})
        return {"flowid": flow, "flowdata": {**said, "id": flow}}
    if name.startswith("tasks.api.scrum."):  # ids of its own among all that is said
        return made_before(caller, name)
    return _template(caller, name) if name.startswith("tasks.template.") else _task(caller, name)


def _result(caller: Api, name: str) -> dict[str, Any]:
    """A comment with a file, which is a result already where it is to be looked at."""
    task = caller("tasks.task.add", fields={"TITLE": "A task", "RESPONSIBLE_ID": 1})["task"]["id"]
    comment = _comment(caller, task, "task.commentitem.get")["itemid"]
    if not name.endswith("addFromComment"):
        caller("tasks.task.result.addFromComment", commentId=comment)
    return {"taskid": task, "commentid": comment}


def _template(caller: Api, name: str) -> dict[str, Any]:
    """A template as the example of ``add`` has it, with two items of a checklist."""
    fields = {**DETAILS["tasks.template.add"]["request_example"]["fields"], "CREATED_BY": 1, "RESPONSIBLE_ID": 1}
    if name == "tasks.template.add":
        return {"fields": fields}
    template = caller("tasks.template.add", fields=fields)
    shown = {"TITLE": "Prepare", "PARENT_ID": 0, "MEMBERS": {"2": {"TYPE": "A"}}}
    adding = "tasks.template.checklist.add"
    items = [caller(adding, templateId=template, fields=shown)["checkListItem"]["id"] for _ in range(2)]
    if name.endswith(("Attachments", ".get", ".moveBefore")):
        note = {"NAME": "note.txt", "CONTENT": TEXT[1]}
        of = {"templateId": template, "checkListItemId": items[0]}
        caller("tasks.template.checklist.addAttachmentByContent", **of, attachmentParameters=note)
        shown_now = caller("tasks.template.checklist.get", **of)["checkListItem"]["attachments"]
        if name.endswith("removeAttachments"):
            return {"templateid": template, "checklistitemid": items[0], "attachmentsids": [*shown_now]}
    if name.endswith("addAttachmentsFromDisk"):
        root = caller("disk.storage.getlist", filter={"ENTITY_TYPE": "user", "ENTITY_ID": 1})[0]["ROOT_OBJECT_ID"]
        file = caller("disk.folder.uploadfile", id=root, data={"NAME": "note.txt"}, fileContent=[*TEXT])["ID"]
        return {"templateid": template, "checklistitemid": items[0], "filesids": [f"n{file}"]}
    named = {"templateid": template, "checklistitemid": items[0], "afteritemid": items[1], "beforeitemid": items[1]}
    if name == adding:
        return {**named, "fields": {**shown, "SORT_INDEX": 200}}
    return {**named, "filter": {}} if name.endswith(".list") else named


def _task(caller: Api, name: str) -> dict[str, Any]:
    """A task with all that the examples show of one, as it must be before each step."""
    result = (DETAILS[name]["response_example"] or {}).get("result")
    found = result if isinstance(result, dict) else {}
    shown = next(iter(found.get("tasks", ())), found.get("task"))
    shown = shown if isinstance(shown, dict) else {}
    people = {"ACCOMPLICES": 2, "AUDITORS": 3}
    before = {"pause": 3, "renew": 5, "approve": 4, "disapprove": 4}
    fields = {
        "TITLE": "A task",
        "RESPONSIBLE_ID": 1,
        "DEADLINE": DAY,
        **{name: [person] for name, person in people.items() if shown.get(name.lower()) != []},
        "TAGS": ["new"],
        "UF_CRM_TASK": ["D_1"],
        "STATUS": before.get(name.rpartition(".")[2], 2),
    }
    if shown.get("group"):
        fields["GROUP_ID"] = caller("sonet_group.create", NAME="New Stream")
    if name == "tasks.task.add":
        return _with_a_file(caller, name)
    task = caller("tasks.task.add", fields=fields)["task"]["id"]
    if name.startswith("task.dependence."):
        link = {"taskIdFrom": task, "taskIdTo": caller("tasks.task.add", fields=fields)["task"]["id"]}
        if name.endswith(".delete"):
            caller("task.dependence.add", **link, linkType=0)
        return {key.lower(): value for key, value in link.items()}
    if name.startswith("task.elapseditem."):
        spent = {"SECONDS": 3600, "COMMENT_TEXT": "1"}
        return {"taskid": task, "itemid": caller("task.elapseditem.add", TASKID=task, ARFIELDS=spent)}
    if name.startswith(("task.item", "task.logitem.", "task.planner.")):
        if name == "task.item.add":
            return {}
        named = {"taskid": task, "task_id": task, "userid": 3}
        if name == "task.item.addfile":
            return {**named, "file": {"NAME": "desc.txt", "CONTENT": TEXT[1]}}
        if name == "task.item.deletefile":
            named["attachment_id"] = caller("task.item.addfile", TASK_ID=task, NAME=TEXT[0], CONTENT=TEXT[1])
        return named
    if name.startswith("task.comment"):
        return _comment(caller, task, name)
    if name.startswith("task.stages."):
        return _stage(caller, task, name)
    if name.startswith("task."):
        return _part_of_task(caller, task, name)
    if shown.get("checklist"):
        caller("task.checklistitem.add", TASKID=task, FIELDS={"TITLE": "First"})
    named = {"taskid": task, "id": task, "userid": 3, "users": [1, 3]}
    if name == "tasks.task.update":
        return named | _with_a_file(caller, name)
    if name == "tasks.task.get":
        caller("tasks.task.files.attach", taskId=task, fileId=_a_file(caller))
    if name == "tasks.task.files.attach":
        named["fileid"] = _a_file(caller)
    return {**named, "filter": {}} if name.endswith(".list") else named


def _comment(caller: Api, task: str, name: str) -> dict[str, Any]:
    """A comment with a file, as the examples show it."""
    root = caller("disk.storage.getList", filter={"ENTITY_TYPE": "user", "ENTITY_ID": 1})[0]["ROOT_OBJECT_ID"]
    file = caller("disk.folder.uploadFile", id=root, data={"NAME": "p.txt"}, fileContent=TEXT)
    fields = {"POST_MESSAGE": "A comment", "UF_FORUM_MESSAGE_DOC": [f"n{file['ID']}"]}
    named = {"taskid": task, "itemid": caller("task.commentitem.add", TASKID=task, FIELDS=fields)}
    if name == "task.comment.add":
        return named
    given = DETAILS[name]["request_example"].get("FIELDS", {})
    fitting = {key: value for key, value in fields.items() if key in given}
    return {**named, "fields": fitting, "filter": {}} if name.endswith((".add", ".update", ".getlist")) else named


def _a_file(caller: Api) -> int:
    root = caller("disk.storage.getList", filter={"ENTITY_TYPE": "common"})[0]["ROOT_OBJECT_ID"]
    number: int = caller("disk.folder.uploadFile", id=root, data={"NAME": TEXT[0]}, fileContent=TEXT)["ID"]
    return number


def _with_a_file(caller: Api, name: str) -> dict[str, Any]:
    """The fields of an example, with a file that there is."""
    fields = shown_of(name)["fields"]
    return {"fields": {**fields, "UF_TASK_WEBDAV_FILES": [f"n{_a_file(caller)}"]}}


def _stage(caller: Api, task: str, name: str) -> dict[str, Any]:
    """A stage of the caller's plan, or of a group for which the example asks."""
    group = caller("sonet_group.create", NAME="New Stream")
    if name == "task.stages.add":
        return {"fields": {**DETAILS[name]["request_example"]["fields"], "ENTITY_ID": group}}
    stages = [caller("task.stages.add", fields={"TITLE": f"Stage {number}", "AFTER_ID": 0}) for number in range(2)]
    return {"id": task if name.endswith(".movetask") else stages[0], "stageid": stages[0]}


def _part_of_task(caller: Api, task: str, name: str) -> dict[str, Any]:
    """Two items of a checklist, with members as the examples show them."""
    fields = {"TITLE": "Prepare the report", "PARENT_ID": 0, "MEMBERS": {"2": {"TYPE": "A"}}}
    items = [caller("task.checklistitem.add", TASKID=task, FIELDS=fields) for _ in range(2)]
    named = {"taskid": task, "itemid": items[0], "afteritemid": items[1]}
    given = DETAILS[name]["request_example"].get("FIELDS")
    return named | ({"fields": {**given, "MEMBERS": fields["MEMBERS"]}} if given else {})
