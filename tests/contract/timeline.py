"""What the documentation's examples of activities and of the timeline need of the demo portal."""

from typing import Any

from homeport.reference.examples import example_of
from tests.conftest import Api
from tests.contract.shown import DAY, DETAILS, GIF, dated


def is_about(name: str) -> bool:
    """Whether a method is of activities, or of a record's timeline."""
    return ".layout.blocks." in name or name.startswith(("crm.activity.", "crm.timeline."))


def parameters(caller: Api, name: str) -> dict[str, Any]:
    """The parameters of an example that must name what is there, in small letters."""
    if name.startswith(("crm.timeline.icon.", "crm.timeline.logo.")):
        return _picture(caller, name)
    if ".layout.blocks." in name or name.startswith(("crm.timeline.item.", "crm.timeline.note.")):
        return _on_item(caller, name)
    if name.startswith(("crm.activity.badge.", "crm.activity.type.", "crm.activity.configurable.")):
        return _registered(caller, name)
    if name.startswith("crm.activity."):
        return _activity(caller, name)
    if name.startswith("crm.timeline.logmessage."):
        shown = {"entityTypeId": 1, "entityId": 1, "title": "Title", "text": "Text", "iconCode": "info"}
        return {"id": caller("crm.timeline.logmessage.add", fields=shown)["logMessage"]["id"]}
    return _timeline(caller, name)


def _registered(caller: Api, name: str) -> dict[str, Any]:
    """The badge, the type, or the activity that the example names."""
    prefix, _, verb = name.rpartition(".")
    badge = {"title": "Custom", "value": "Custom", "type": "primary"}
    if verb != "add" and prefix != "crm.activity.configurable":
        caller(f"{prefix}.add", **DETAILS[f"{prefix}.add"]["request_example"])
    if prefix != "crm.activity.configurable":
        return {}
    caller("crm.activity.badge.add", code="CUSTOM", **badge)
    fields = dated({"fields": {**DETAILS[name]["request_example"].get("fields", {}), "responsibleId": 1}})
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
        return {"fields": dated(fields)}
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
    content = [[f"{number}.gif", GIF] for number in (1, 2)]
    comment = caller("crm.timeline.comment.add", fields={**where, "COMMENT": "A comment", "FILES": content})
    if name == "crm.timeline.bindings.bind":
        return {"fields": {**where, "OWNER_ID": comment, "ENTITY_ID": 1}}
    if name == "crm.timeline.bindings.unbind":
        caller("crm.timeline.bindings.bind", fields={**where, "OWNER_ID": comment, "ENTITY_ID": 1})
        return {"fields": {**where, "OWNER_ID": comment}}
    if name == "crm.timeline.bindings.list":
        return {"filter": {"OWNER_ID": comment}}
    return {"filter": {**where, "ID": comment}} if name == "crm.timeline.comment.list" else {"id": comment}
