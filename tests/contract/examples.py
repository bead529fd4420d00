"""The documentation's own example of each method that is built, fitted to the demo portal.

Only ids, dates and names that the documentation's portal had are put in as the demo portal has them.
"""

import re
from typing import Any

from homeport import documented, methods
from homeport.domain.crm.stages import categories
from homeport.domain.portal.apps import tokens
from homeport.domain.portal.tables import USER
from homeport.reference.examples import example_of
from homeport.rpc.example import Made, filled
from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire
from tests.contract import catalogue, requisites, store

DETAILS = documented.details()
METHODS = {
    method.name: method for method in methods.load() if DETAILS.get(method.name, {}).get("request_example") is not None
}
DELIVERY = 130
"""The demo portal's smart process."""
DAY = "2026-01-15T10:00:00+00:00"

PLACEHOLDER = re.compile(r"\{\{shell:.*\}\}|\*\*put_.*date.*_here\*\*|formatDate\(.*\)")


def caller_of(wire: Wire) -> AppApi:
    """The administrator, by an application: with every scope that an example needs, and what must be confirmed is."""
    scopes = {scope for name in METHODS for scope in documented.scopes(DETAILS[name]["scope"])}
    app = app_of(wire, 1, ",".join(sorted(scopes - {"user_basic", "user_brief"})))
    token = app.token_id
    app.wire.portal.store.write_now(lambda tx: tokens.confirm(tx, token, "voximplant.user.get", "Y"))
    return app


def fitted(caller: AppApi, name: str) -> dict[str, Any]:
    """An example's parameters with the ids of the demo portal: each method's own preparation below, then the rest."""
    params: dict[str, Any] = _dated(shown_of(name))
    lowered = {key.lower(): value for key, value in params.items()}
    lowered.update(_ids(caller, name) or _made(caller, name))
    fields = {
        key: value
        for key, value in (lowered.get("fields") or {}).items()
        if key not in ("stageId", "STAGE_ID") or str(value).partition(":")[0] == str(value)
    }
    if fields:
        lowered["fields"] = fields | {key: value for key, value in _FIELDS.items() if key in fields}
    whole: dict[str, Any] = _whole(lowered)
    return whole


_CUT_OFF = re.compile(r"iVBORw0KGgo.*(\.\.\.|…).*|\*\*put_photo_data_here\*\*", re.DOTALL)
_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def _whole(value: Any) -> Any:
    """A picture in place of those that examples cut off, or stand for by a word."""
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return _DOT if isinstance(value, str) and _CUT_OFF.fullmatch(value) else value


def shown_of(name: str) -> dict[str, Any]:
    """An example's parameters by their names; nothing of one that has them by their places."""
    example = DETAILS[name]["request_example"]
    return example if isinstance(example, dict) else {}


def _made(caller: Api, name: str) -> dict[str, Any]:
    """What our own example had to make before, in the parameters that name it."""
    example = example_of(name)
    naming = {key.lower(): value for key, value in example.params.items() if _has_made(value)}
    results: list[Any] = []
    for method, params in example.before if naming else ():
        results.append(caller(method, **filled(params, results)))
    made: dict[str, Any] = filled(naming, results)
    return made


def _has_made(value: Any) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, Made) or any(_has_made(each) for each in inside)


_GIF = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
_TEXT = ["prices.txt", "UGllciAzOiAxNCBFVVI="]
_DISK: dict[str, dict[str, Any]] = {
    "disk.file.getVersions": {"filter": {}},
    "disk.file.search": {"query": "price", "type": "all"},
    "disk.file.uploadVersion": {"filecontent": _TEXT},
    "disk.folder.getChildren": {"filter": {}},
    "disk.folder.uploadFile": {"filecontent": _TEXT},
    "disk.storage.getChildren": {"filter": {}},
    "disk.storage.getList": {"filter": {}},
    "disk.storage.uploadFile": {"filecontent": _TEXT},
}
"""Of the disk: contents in place of words that stand for some, and filters that find something."""

_CLASSIC = ("crm.lead", "crm.deal", "crm.contact", "crm.company", "crm.quote")
_FIELDS: dict[str, Any] = {
    "ASSIGNED_BY_ID": 1,
    "CREATED_BY": 1,
    "assignedById": 1,
    "RESPONSIBLE_ID": 1,
    "CATEGORY_ID": 0,
    "categoryId": 0,
    "COMPANY_ID": 1,
    "companyId": 1,
    "COMPANY_IDS": [1, 2],
    "CONTACT_IDS": [1, 2],
    "contactIds": [1, 2],
    "leadId": 1,
    "FILES": [["1.gif", _GIF]],
    "quoteId": 1,
}


def _dated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _dated(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dated(item) for item in value]
    return PLACEHOLDER.sub(DAY, value) if isinstance(value, str) else value


def _ids(caller: AppApi, name: str) -> dict[str, Any]:
    """What must be there for the example: ids, and for lists filters that find something."""
    prefix, _, verb = name.rpartition(".")
    if prefix.startswith("disk."):
        if name == "disk.attachedObject.get":
            [(method, params)] = example_of(name).before
            caller(method, **params)
            return {"id": 1}
        return _made(caller, name) | _DISK.get(name, {})
    if prefix.startswith(("sale.", "crm.item.payment", "crm.item.delivery", "crm.orderentity")):
        return store.parameters(caller, name)
    if prefix.startswith(("crm.requisite", "crm.address")) and not prefix.endswith(".userfield"):
        return requisites.parameters(caller, name)
    if name == "crm.item.batchImport":
        return {"data": [{"title": "A deal"}, {"title": "Another", "opportunity": "much"}]}
    if prefix == "crm.item" and verb != "add":
        type_id = DELIVERY if verb in ("delete", "fields") else DETAILS[name]["request_example"]["entityTypeId"]
        return {"entitytypeid": type_id, "id": 1, "filter": {}}
    if re.match(r"crm\.(\w+\.contact|contact\.company)\.", name):
        return _links(caller, name)
    if "productrow" in name:
        return _rows(caller, name)
    if prefix == "catalog.productImage" or verb == "download":
        return _made(caller, name)
    if catalogue.is_about(prefix):
        return catalogue.parameters(caller, name, _made)
    if prefix == "task.item.userfield":
        shown = DETAILS["task.item.userfield.add"]["request_example"]
        return {"id": caller("task.item.userfield.add", **shown)} if verb in ("get", "update", "delete") else {"": ""}
    if prefix.endswith(".userfield") and prefix != "crm.userfield":
        return _user_field(caller, name)
    if prefix == "userfieldconfig" and verb != "getTypes":
        return _field_settings(caller, name)
    if prefix == "userfieldtype" and verb != "add":
        caller("userfieldtype.add", USER_TYPE_ID="test", HANDLER="https://www.example.test/", TITLE="Test")
        return {"user_type_id": "test"}
    if name == "crm.automatedsolution.add":
        fields = ({"title": "Repair", "entityTypeId": number} for number in (2024, 2026))
        for each in fields:
            caller("crm.type.add", fields=each)
        return {}
    if name.startswith("crm.calllist."):
        return {**_made(caller, name), "webform_id": None}
    if name == "crm.tracking.trace.add":
        return {"entities": [{"TYPE": "CONTACT", "ID": 1}, {"TYPE": "LEAD", "ID": 1}]}
    if prefix == "crm.invoice":
        bill = {"ORDER_TOPIC": "Storage", "PERSON_TYPE_ID": 1, "PAY_SYSTEM_ID": 1}
        made = {} if verb == "add" else {"id": caller("crm.invoice.add", fields=bill), "filter": {}}
        dates = ("DATE_BILL", "DATE_INSERT", "DATE_MARKED", "DATE_PAY_BEFORE", "PAY_VOUCHER_DATE")
        shown = shown_of(name).get("fields", {})
        client = {"UF_COMPANY_ID": 1, "UF_CONTACT_ID": 1, "UF_DEAL_ID": 1}
        given = shown | {key: DAY for key in dates if key in shown} | {k: v for k, v in client.items() if k in shown}
        if verb == "update":
            given["PRODUCT_ROWS"] = [row | {"ID": 0} for row in shown["PRODUCT_ROWS"]]
        return {**made, "fields": given} if shown else made
    if name == "crm.entity.mergeBatch":
        ids = [caller("crm.contact.add", fields={"NAME": "Ann"}) for _ in range(3)]
        return {"params": {"entityTypeId": 3, "entityIds": ids}}
    if name == "crm.stagehistory.list":
        moved = caller("crm.deal.add", fields={"TITLE": "A deal"})
        return {"entityTypeId": 2, "filter": {"OWNER_ID": moved}, "select": [], "start": 0}
    if name == "crm.duplicate.findbycomm":
        return {"values": [caller("crm.contact.get", id=1)["PHONE"][0]["VALUE"]]}
    if name == "crm.duplicate.volatileType.list":
        caller("crm.duplicate.volatileType.register", entityTypeId=1, fieldCode="TITLE")
        return {"start": 0}
    if name.startswith(("crm.timeline.icon.", "crm.timeline.logo.")):
        return _picture(caller, name)
    if name.endswith(".details.configuration.get"):
        setting = name.replace(".get", ".set")
        shown = DETAILS[name]["response_example"]["result"]
        caller(setting, **{**DETAILS[name]["request_example"], "userId": 1, "data": shown})
        return {"userid": 1}
    if ".details.configuration." in name:
        return {"userid": 1}
    if name == "crm.automation.trigger":
        return {"target": "DEAL_1"}
    if name.startswith("crm.automation.trigger."):
        if not name.endswith(".add"):
            caller("crm.automation.trigger.add", **DETAILS["crm.automation.trigger.add"]["request_example"])
        return {}
    if ".layout.blocks." in name or name.startswith(("crm.timeline.item.", "crm.timeline.note.")):
        return _on_item(caller, name)
    if name.startswith(("crm.activity.badge.", "crm.activity.type.", "crm.activity.configurable.")):
        return _registered(caller, name)
    if name.startswith("crm.activity."):
        return _activity(caller, name)
    if name.startswith("crm.timeline.logmessage."):
        shown = {"entityTypeId": 1, "entityId": 1, "title": "Title", "text": "Text", "iconCode": "info"}
        return {"id": caller("crm.timeline.logmessage.add", fields=shown)["logMessage"]["id"]}
    if name.startswith("crm.timeline."):
        return _timeline(caller, name)
    if prefix == "crm.type" and verb != "add":
        relations = {"parent": [{"entityTypeId": 3}], "child": [{"entityTypeId": 2}]}
        fields = {"title": "Repair", "entityTypeId": 2024, "relations": relations}
        made = caller("crm.type.add", fields=fields)["type"]
        return {"id": made["id"], "filter": {}}
    if name == "crm.status.add":
        added = caller.wire.portal.store.write_now(lambda tx: categories.add(tx, 2, "Wholesale", sort=100))
        return {"fields": {**DETAILS[name]["request_example"]["fields"], "ENTITY_ID": f"DEAL_STAGE_{added}"}}
    if prefix == "crm.category":
        of_type = DELIVERY if verb in ("add", "update") else 2
        added = caller.wire.portal.store.write_now(lambda tx: categories.add(tx, of_type, "Wholesale", sort=100))
        return {"id": added, "entitytypeid": of_type}
    if name == "crm.lead.get":
        caller("crm.lead.update", id=1, fields={"IM": [{"VALUE": "ann", "VALUE_TYPE": "TELEGRAM"}]})
    if name.startswith("event.offline."):
        caller("event.bind", event="ONCRMLEADADD", event_type="offline", auth_connector="BxTest")
        caller("event.bind", event="ONCRMLEADADD", event_type="offline")
        caller("crm.lead.add", fields={"TITLE": "A lead"})
        return {"filter": {}}
    if prefix.startswith("crm.currency"):
        return _currency(caller, name)
    if name.startswith(("calendar.event", "calendar.meeting", "calendar.accessibility", "calendar.resource.booking")):
        return _event(caller, name)
    if prefix.startswith(("calendar.section", "calendar.resource")):
        return _calendar(caller, name)
    if name.startswith("im."):
        return _messenger(caller, name)
    if name.startswith("vote."):
        return _poll(caller, name)
    if name.startswith("log."):
        return _news(caller, name)
    if name.startswith("timeman."):
        return _working_time(caller, name)
    if prefix.startswith(("sonet_group", "socialnetwork")):
        return _group(caller, name)
    if name == "calendar.user.settings.get":
        caller(
            "calendar.user.settings.set", settings=DETAILS["calendar.user.settings.set"]["request_example"]["settings"]
        )
    if name in ("tasks.task.result.addFromComment", "tasks.task.result.list", "tasks.task.result.deleteFromComment"):
        return _result(caller, name)
    if name.startswith("tasks.api.scrum."):  # ids of its own among all that is said
        return _made(caller, name)
    if name.startswith("tasks.template."):
        return _template(caller, name)
    if name.startswith(("tasks.", "task.")):
        return _task(caller, name)
    if verb == "list" and prefix != "crm.status":
        return {"filter": {}, "start": 0} | _made(caller, name)
    if name in ("user.get", "user.search"):
        said = {"SECOND_NAME": "M.", "PERSONAL_MOBILE": "555", "PERSONAL_WWW": "www.example.test", "TIME_ZONE": "UTC"}
        caller.wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 1}, said))
        return {"start": 0}
    if name == "voximplant.user.get":
        return {"user_id": [1, 3]}
    if prefix in ("app.option", "user.option") and verb == "get":
        caller(f"{prefix}.set", options={"data": "value", "data2": "value2"})
        return {"option": ""}
    if name == "placement.get":
        german = {"de": {"TITLE": "Bericht"}}
        caller("placement.bind", PLACEMENT="LEFT_MENU", HANDLER="https://app.example.test/", LANG_ALL=german)
    if name == "event.get":
        caller("event.bind", event="ONCRMLEADADD", handler="https://app.example.test/")
    if name == "department.add":
        return {"parent": 1}
    if name == "placement.bind":
        return {"placement": "CRM_LEAD_DETAIL_TAB"}
    if verb in ("get", "update", "delete") and prefix in _CLASSIC:
        return {"id": 1}
    if name == "batch":
        return {"cmd": {"get_department": "department.get", "get_user": "user.current"}}
    return {}


def _calendar(caller: Api, name: str) -> dict[str, Any]:
    """A calendar of the administrator, or a resource."""
    resource = caller("calendar.resource.add", name="Boat")
    if ".resource." in name:
        return {"resourceid": resource}
    number = caller("calendar.section.add", type="user", ownerId=1, name="Trips", description="By sea")
    return {"id": number, "ownerid": 1}


def _event(caller: Api, name: str) -> dict[str, Any]:
    """A meeting that recurs while the examples look, or a booking."""
    resource = caller("calendar.resource.add", name="Boat")
    said = DETAILS["calendar.event.add"]["request_example"] | {"from": "2024-06-24", "to": "2024-06-24"}
    section = caller("calendar.section.add", type="user", ownerId=2, name="Work")
    if name == "calendar.event.add":
        return {"section": section}
    if name == "calendar.resource.booking.list":
        caller("calendar.event.add", **said | {"type": "resource", "ownerId": 0, "section": resource, "rrule": None})
        return {"filter": {"resourceTypeIdList": [resource], "from": "2024-06-20", "to": "2024-08-20"}}
    rule = {"FREQ": "WEEKLY", "BYDAY": ["MO", "WE"]}
    said |= {"section": section, "rrule": rule, "crm_fields": ["C_1"]}
    if name == "calendar.accessibility.get":
        said["skip_time"] = "N"
    number = caller("calendar.event.add", **said)
    if name == "calendar.event.get":
        return {"section": [], "ownerid": 2}
    if name == "calendar.event.get.nearest":
        return {"forcurrentuser": False}
    # from its first on, a recurring event is changed as a whole, and answered by its number
    return {"id": number, "eventid": number, "section": section, "users": [1, 2, 3], "current_date_from": "2024-06-24"}


def _working_time(caller: AppApi, name: str) -> dict[str, Any]:
    """The administrator's day, of which something is noted."""
    begun, ended = 1_743_062_402.0, 1_743_098_400.0  # 27 March 2025, as the examples say
    caller.wire.freeze(begun)
    caller("timeman.timecontrol.settings.set", ACTIVE=1)
    caller("timeman.networkrange.set", RANGES=[{"ip_range": "10.0.0.0-10.255.255.255", "name": "10.x.x.x"}])
    if name != "timeman.open":
        caller("timeman.open")
        pause = ("timeman.pause", "timeman.open")
        for step in pause if name != "timeman.pause" else ():
            caller(step)
    if name == "timeman.close":
        caller.wire.freeze(ended)
    if name == "timeman.status":
        caller.wire.freeze(ended + 86_400)
    return {"user_id": 1, "report_id": 1, "department_id": 1, "month": 3}


def _news(caller: Api, name: str) -> dict[str, Any]:
    """A post with a file, which somebody has commented on with another."""
    sent = [_TEXT, ["1.gif", "R0lGODlh"]]
    number = caller("log.blogpost.add", POST_MESSAGE="News", POST_TITLE="News", IMPORTANT="Y", FILES=sent, TAGS="quay")
    picture = [["diagram.gif", "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"]]
    comment = caller("log.blogcomment.add", POST_ID=number, TEXT="Seen", USER_ID=3, FILES=picture)
    file = caller("log.blogpost.get", POST_ID=number)[0]["FILES"][0]
    found = {"post_id": number, "comment_id": comment, "user_id": 3, "first_id": None, "last_id": None}
    if name == "log.blogcomment.delete":
        return found | {"user_id": 1}
    if name == "log.blogpost.share":
        return {"post_id": number, "dest": ["U2", "DR1"]}
    if name == "log.blogpost.update":
        return {"post_id": number, "files": {str(file): "del"}}
    if name in ("log.blogpost.add", "log.blogcomment.add"):
        return {"post_id": number, "user_id": 1, "files": sent}
    return found if name != "log.blogpost.get" else {"post_id": number}


def _poll(caller: Api, name: str) -> dict[str, Any]:
    """A poll of a post, in which the administrator has voted."""
    questions = [{"QUESTION": "How are you?", "ANSWERS": [{"MESSAGE": "Great!"}, {"MESSAGE": "Well"}]}]
    data = {"QUESTIONS": questions, "ANONYMITY": 0, "OPTIONS": 1}
    said = {"POST_MESSAGE": "News", "UF_BLOG_POST_VOTE": "n0", "UF_BLOG_POST_VOTE_n0_DATA": data}
    post = caller("log.blogpost.add", **said)
    kind = "Bitrix\\Vote\\Attachment\\BlogPostConnector"
    found = caller("vote.AttachedVote.get", moduleId="blog", entityType=kind, entityId=post)["attach"]
    question = next(iter(found["QUESTIONS"].values()))
    chosen = {question["ID"]: [next(iter(question["ANSWERS"]))]}
    caller("vote.AttachedVote.vote", attachId=found["ID"], ballot=chosen)
    answer = chosen[question["ID"]][0]
    named = {"moduleid": "blog", "entitytype": kind, "entityids": [post]}
    return {
        "attachid": found["ID"],
        "ballot": chosen,
        "answerid": answer,
        "pagenavigation": {},
        "pagesize": 10,
        **named,
    }


def _messenger(caller: AppApi, name: str) -> dict[str, Any]:
    """People of whom as much is known as the examples show, and a status."""
    known: dict[str, Any] = {"LAST_ACTIVITY_DATE": "2026-03-02 09:30:00"}
    if name != "im.department.colleagues.list":
        known |= {"UF_PHONE_INNER": "21", "WORK_PHONE": "1", "PERSONAL_MOBILE": "2"}
    caller.wire.portal.store.write_now(lambda tx: [tx.update(USER, {"ID": user}, known) for user in range(1, 8)])
    caller("im.user.status.set", STATUS="dnd")
    if name == "im.department.get":
        return {"id": [1, 2]}
    return {"id": [1, 2], "user_data": "N"} if name.startswith("im.department.") else {}  # shown first without details


def _group(caller: Api, name: str) -> dict[str, Any]:
    """A group with everybody whom the examples show."""
    if name == "sonet_group.create":
        return {}
    group = caller("sonet_group.create", NAME="Garden", KEYWORDS="flowers", DESCRIPTION="A garden")
    caller("sonet_group.user.add", GROUP_ID=group, USER_ID=[2, 3])
    if name == "sonet_group.user.request":
        caller("sonet_group.setowner", GROUP_ID=group, USER_ID=2)
        caller("sonet_group.user.delete", GROUP_ID=group, USER_ID=1)
    else:
        caller("sonet_group.user.invite", GROUP_ID=group, USER_ID=4)
    people = [4, 5] if name.endswith((".add", ".invite")) else 2 if name.endswith(".setowner") else [2, 3]
    named = {"group_id": group, "user_id": people, "id": group, "filter": {}, "start": 0}
    if name.startswith("socialnetwork."):
        return {**named, "params": {**DETAILS[name]["request_example"].get("params", {}), "groupId": group}}
    return {key: value for key, value in named.items() if key != "group_id" or name != "sonet_group.get"}


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
            return {**named, "file": {"NAME": "desc.txt", "CONTENT": _TEXT[1]}}
        if name == "task.item.deletefile":
            named["attachment_id"] = caller("task.item.addfile", TASK_ID=task, NAME=_TEXT[0], CONTENT=_TEXT[1])
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
    file = caller("disk.folder.uploadFile", id=root, data={"NAME": "p.txt"}, fileContent=_TEXT)
    fields = {"POST_MESSAGE": "A comment", "UF_FORUM_MESSAGE_DOC": [f"n{file['ID']}"]}
    named = {"taskid": task, "itemid": caller("task.commentitem.add", TASKID=task, FIELDS=fields)}
    if name == "task.comment.add":
        return named
    given = DETAILS[name]["request_example"].get("FIELDS", {})
    fitting = {key: value for key, value in fields.items() if key in given}
    return {**named, "fields": fitting, "filter": {}} if name.endswith((".add", ".update", ".getlist")) else named


def _a_file(caller: Api) -> int:
    root = caller("disk.storage.getList", filter={"ENTITY_TYPE": "common"})[0]["ROOT_OBJECT_ID"]
    number: int = caller("disk.folder.uploadFile", id=root, data={"NAME": _TEXT[0]}, fileContent=_TEXT)["ID"]
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


def _links(caller: Api, name: str) -> dict[str, Any]:
    """Between the first records there are. One is there already where it is to be read or taken away."""
    prefix = ".".join(name.split(".")[:3])
    column = f"{prefix.rpartition('.')[2].upper()}_ID"
    caller(f"{prefix}.items.set", id=1, items=[{column: 1}] if name.endswith((".get", ".delete")) else [])
    example = DETAILS[name]["request_example"]
    items = [{**item, column: number} for number, item in enumerate(example.get("items", []), 1)]
    return {"id": 1, "items": items, "fields": {**example.get("fields", {}), column: 1}}


def _rows(caller: Api, name: str) -> dict[str, Any]:
    """Of the first deal, or of the first record of the classic methods' own type; there is one row already."""
    owner = {"ownertype": "D", "ownerid": 1}
    made = caller("crm.item.productrow.add", fields={"ownerType": "D", "ownerId": 1, "price": 6_000})["productRow"][
        "id"
    ]
    if name.endswith(".productrows.get"):
        caller(name.replace(".get", ".set"), id=1, rows=[{"PRICE": 6_000, "TAX_RATE": 0, "MEASURE_CODE": 796}])
    if name == "crm.productrow.list":
        return {}
    if name == "crm.item.productrow.list":
        return {"filter": {**DETAILS[name]["request_example"]["filter"], "=ownerId": 1}}
    if name == "crm.item.productrow.add":
        return {"fields": {**DETAILS[name]["request_example"]["fields"], "ownerId": 1}}
    return {**owner, "id": 1 if ".productrows." in name else made}


def _user_field(caller: Api, name: str) -> dict[str, Any]:
    """A field of the type that the example shows first."""
    prefix, _, verb = name.rpartition(".")
    if verb == "add":
        return {}
    shown = (DETAILS[name]["response_example"] or {"result": None})["result"]
    first = shown[0] if isinstance(shown, list) else shown
    kind = first["USER_TYPE_ID"] if isinstance(first, dict) else "string"
    several = {"MULTIPLE": "Y", "MANDATORY": "Y"}
    wanted = DETAILS[name]["request_example"].get("filter", {})
    several |= {key: value for key, value in wanted.items() if key in several}
    fields = {"FIELD_NAME": "SHOWN", "USER_TYPE_ID": kind, "LIST": [{"VALUE": "One"}], "EDIT_FORM_LABEL": "Shown"}
    made = caller(f"{prefix}.add", fields=fields | several)
    if verb == "list":
        return {"filter": {"id": made}} if prefix == "user.userfield" else {}
    return {"id": made}


def _field_settings(caller: Api, name: str) -> dict[str, Any]:
    """A field of the demo portal's smart process, whose id is 1."""
    verb = name.rpartition(".")[2]
    example = DETAILS["userfieldconfig.add"]["request_example"]["field"]
    field = {**example, "entityId": "CRM_1", "fieldName": "UF_CRM_1_SHOWN"}
    if verb == "add":
        return {"field": field}
    field["editFormLabel"] = {"en": "Shown", "de": "Gezeigt"}
    made = caller("userfieldconfig.add", moduleId="crm", field=field)["field"]["id"]
    return {} if verb == "list" else {"id": made}


def _registered(caller: Api, name: str) -> dict[str, Any]:
    """The badge, the type, or the activity that the example names."""
    prefix, _, verb = name.rpartition(".")
    badge = {"title": "Custom", "value": "Custom", "type": "primary"}
    if verb != "add" and prefix != "crm.activity.configurable":
        caller(f"{prefix}.add", **DETAILS[f"{prefix}.add"]["request_example"])
    if prefix != "crm.activity.configurable":
        return {}
    caller("crm.activity.badge.add", code="CUSTOM", **badge)
    fields = _dated({"fields": {**DETAILS[name]["request_example"].get("fields", {}), "responsibleId": 1}})
    if verb == "add":
        return {"ownerid": 1, "ownertypeid": 2, **fields}
    layout = DETAILS["crm.activity.configurable.add"]["request_example"]["layout"]
    if verb == "get":
        layout = DETAILS[name]["response_example"]["result"]["activity"]["layout"]
    due = {"deadline": DAY, "badgeCode": "CUSTOM"}
    added = caller("crm.activity.configurable.add", ownerTypeId=2, ownerId=1, fields=due, layout=layout)
    return {"id": added["activity"]["id"], **(fields if verb == "update" else {})}


def _activity(caller: Api, name: str) -> dict[str, Any]:
    todo = caller("crm.activity.todo.add", ownerTypeId=2, ownerId=1, deadline=DAY)["id"]
    if name == "crm.activity.binding.delete":
        caller("crm.activity.binding.add", activityId=todo, entityTypeId=2, entityId=2)
    if name == "crm.activity.call.getTranscript":
        return {"activityid": 1}
    if name == "crm.activity.binding.add":
        return {"activityid": todo, "entityid": 2}
    if name == "crm.activity.binding.move":
        return {"activityid": todo, "targetentityid": 2}
    if name.startswith("crm.activity.binding."):
        return {"activityid": todo}
    if name == "crm.activity.add":
        talks = [{"ENTITY_ID": 1, "ENTITY_TYPE_ID": 3, "VALUE": "+499832322323"}]
        fields = DETAILS[name]["request_example"]["fields"] | {"OWNER_ID": 1, "COMMUNICATIONS": talks}
        return {"fields": _dated(fields)}
    if name == "crm.activity.list":
        return {"filter": {}}
    return {"id": todo, "responsibleid": 1}


def _picture(caller: Api, name: str) -> dict[str, Any]:
    """The documentation's own file breaks off, so that it is no picture."""
    prefix, _, verb = name.rpartition(".")
    file = example_of(f"{prefix}.add").params["fileContent"]
    if verb != "add":
        caller(f"{prefix}.add", code="info", fileContent=file)
    return {"filecontent": file}


def _on_item(caller: Api, name: str) -> dict[str, Any]:
    """On a comment or a to-do of the record that the example names; there already where it is read or taken away."""
    prefix, _, verb = name.rpartition(".")
    shown = DETAILS[name]["request_example"]
    record = shown.get("ownerTypeId", shown.get("entityTypeId")), shown.get("ownerId", shown.get("entityId"))
    if name.startswith("crm.activity."):
        made = caller("crm.activity.todo.add", ownerTypeId=record[0], ownerId=record[1], deadline=DAY)["id"]
    else:
        symbol = {1: "lead", 2: "deal"}[record[0]]
        fields = {"ENTITY_TYPE": symbol, "ENTITY_ID": record[1], "COMMENT": "A comment"}
        made = caller("crm.timeline.comment.add", fields=fields)
    names = {key: made for key in ("id", "itemId", "activityId", "timelineId") if key in shown}
    first = "pin" if verb == "unpin" else "save" if prefix.endswith(".note") else "set"
    if verb in ("get", "delete", "unpin"):
        caller(f"{prefix}.{first}", **{**DETAILS[f"{prefix}.{first}"]["request_example"], **names})
    return {key.lower(): value for key, value in names.items()}


def _timeline(caller: Api, name: str) -> dict[str, Any]:
    where = {"ENTITY_TYPE": "deal", "ENTITY_ID": 10}
    if name.endswith((".add", ".fields")):
        return {}
    content = [[f"{number}.gif", _GIF] for number in (1, 2)]
    comment = caller("crm.timeline.comment.add", fields={**where, "COMMENT": "A comment", "FILES": content})
    if name == "crm.timeline.bindings.bind":
        return {"fields": {**where, "OWNER_ID": comment, "ENTITY_ID": 1}}
    if name == "crm.timeline.bindings.unbind":
        caller("crm.timeline.bindings.bind", fields={**where, "OWNER_ID": comment, "ENTITY_ID": 1})
        return {"fields": {**where, "OWNER_ID": comment}}
    if name == "crm.timeline.bindings.list":
        return {"filter": {"OWNER_ID": comment}}
    return {"filter": {**where, "ID": comment}} if name == "crm.timeline.comment.list" else {"id": comment}


def _currency(caller: Api, name: str) -> dict[str, Any]:
    example = {key.lower(): value for key, value in DETAILS[name]["request_example"].items()}
    code = example.get("id")
    if code not in (None, "USD"):
        caller("crm.currency.add", fields={"CURRENCY": code, "AMOUNT": 1, "AMOUNT_CNT": 1})
    if code is not None:
        caller("crm.currency.localizations.set", id=code, localizations={"de": {"FULL_NAME": "US-Dollar"}})
    return {}
