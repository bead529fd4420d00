"""Examples of activities, their bindings and to-dos."""

from homeport.rpc.example import Call, Example, Made

_DEAL, _LEAD, _COMPANY = 2, 1, 4
_DAY = "2030-01-15T10:00:00+00:00"
_TODO = {"ownerTypeId": _DEAL, "ownerId": 1}
_PLANNED: Call = ("crm.activity.todo.add", {**_TODO, "deadline": _DAY, "title": "Call back"})
_BOUND: Call = ("crm.activity.binding.add", {"activityId": 1, "entityTypeId": _DEAL, "entityId": 5})

_TEXT = {"type": "text", "properties": {"value": "Gate 4", "bold": True}}
_BLOCKS = {"blocks": {"state": {"type": "text", "properties": {"value": "Two of three pallets", "bold": True}}}}
_SHOWN = {"entityTypeId": _DEAL, "entityId": 1, "activityId": 1}
_ADDED: Call = ("crm.activity.layout.blocks.set", {**_SHOWN, "layout": _BLOCKS})

_BADGE: Call = (
    "crm.activity.badge.add",
    {"code": "packed", "title": "Pallets", "value": {"de": "Gepackt", "en": "Packed"}, "type": "success"},
)
_TYPE: Call = (
    "crm.activity.type.add",
    {"fields": {"TYPE_ID": "PALLET", "NAME": "Pallets", "IS_CONFIGURABLE_TYPE": "Y"}},
)
_LAYOUT = {
    "icon": {"code": "info"},
    "header": {"title": "Two of three pallets", "tags": {"state": {"title": "packed", "type": "success"}}},
    "body": {
        "logo": {"code": "document"},
        "blocks": {"where": {"type": "withTitle", "properties": {"title": "Gate", "block": _TEXT}}},
    },
    "footer": {
        "buttons": {"done": {"title": "All loaded", "type": "primary", "action": {"type": "restEvent", "id": "done"}}}
    },
}
_CONFIGURED: Call = (
    "crm.activity.configurable.add",
    {"ownerTypeId": _DEAL, "ownerId": 1, "fields": {"deadline": _DAY, "responsibleId": 1}, "layout": _LAYOUT},
)
_ADDED_ID = Made(("activity", "id"))

EXAMPLES = {
    "crm.activity.badge.add": Example(_BADGE[1]),
    "crm.activity.badge.get": Example({"code": "packed"}, (_BADGE,)),
    "crm.activity.badge.delete": Example({"code": "packed"}, (_BADGE,)),
    "crm.activity.call.getTranscript": Example({"activityId": 1}),
    "crm.activity.configurable.add": Example(_CONFIGURED[1]),
    "crm.activity.configurable.get": Example({"id": _ADDED_ID}, (_CONFIGURED,)),
    "crm.activity.configurable.update": Example(
        {"id": _ADDED_ID, "fields": {"completed": True}, "layout": _LAYOUT}, (_CONFIGURED,)
    ),
    "crm.activity.type.add": Example(_TYPE[1]),
    "crm.activity.type.list": Example({}, (_TYPE,)),
    "crm.activity.type.delete": Example({"TYPE_ID": "PALLET"}, (_TYPE,)),
    "crm.activity.layout.blocks.set": Example(_ADDED[1]),
    "crm.activity.layout.blocks.get": Example(_SHOWN, (_ADDED,)),
    "crm.activity.layout.blocks.delete": Example(_SHOWN, (_ADDED,)),
    "crm.activity.add": Example(
        {
            "fields": {
                "OWNER_TYPE_ID": _DEAL,
                "OWNER_ID": 1,
                "TYPE_ID": 2,
                "SUBJECT": "Delivery date",
                "START_TIME": _DAY,
                "END_TIME": "2030-01-15T10:15:00+00:00",
                "RESPONSIBLE_ID": 1,
                "COMMUNICATIONS": [{"VALUE": "+1 555 0100", "ENTITY_ID": 1, "ENTITY_TYPE_ID": 3}],
            }
        }
    ),
    "crm.activity.binding.add": Example(_BOUND[1]),
    "crm.activity.binding.delete": Example(_BOUND[1], (_BOUND,)),
    "crm.activity.binding.list": Example({"activityId": 1}),
    "crm.activity.binding.move": Example(
        {
            "activityId": 1,
            "sourceEntityTypeId": _DEAL,
            "sourceEntityId": 5,
            "targetEntityTypeId": _DEAL,
            "targetEntityId": 6,
        },
        (_BOUND,),
    ),
    "crm.activity.delete": Example({"id": 1}),
    "crm.activity.get": Example({"id": 1}),
    "crm.activity.list": Example(
        {"filter": {"OWNER_TYPE_ID": _DEAL, "OWNER_ID": 1}, "select": ["ID", "SUBJECT", "COMPLETED"]}
    ),
    "crm.activity.todo.add": Example(_PLANNED[1]),
    "crm.activity.todo.update": Example(
        {"id": Made(("id",)), **_TODO, "deadline": "2030-01-16T10:00:00+00:00", "title": "Call again"}, (_PLANNED,)
    ),
    "crm.activity.todo.updateColor": Example({"id": Made(("id",)), **_TODO, "colorId": "3"}, (_PLANNED,)),
    "crm.activity.todo.updateDeadline": Example({"id": Made(("id",)), **_TODO, "value": _DAY}, (_PLANNED,)),
    "crm.activity.todo.updateDescription": Example({"id": Made(("id",)), **_TODO, "value": "About May"}, (_PLANNED,)),
    "crm.activity.todo.updateResponsibleUser": Example({"id": Made(("id",)), **_TODO, "responsibleId": 3}, (_PLANNED,)),
    "crm.activity.update": Example({"id": 1, "fields": {"SUBJECT": "Another subject"}}),
}
