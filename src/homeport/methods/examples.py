"""Examples of the portal's own methods."""

from homeport.rpc.example import Call, Example, Made

_TOLD: Call = ("event.bind", {"event": "ONCRMDEALADD", "handler": "https://app.example.test/events"})
_KEPT: tuple[Call, ...] = (
    ("event.bind", {"event": "ONCRMDEALADD", "event_type": "offline"}),
    ("crm.deal.add", {"fields": {"TITLE": "Anchor chains"}}),
)
_FETCHED: Call = ("event.offline.get", {"clear": 0})
_HANDLER = "https://app.example.test/tab"
_TAB: Call = (
    "placement.bind",
    {"PLACEMENT": "CRM_DEAL_DETAIL_TAB", "HANDLER": _HANDLER, "TITLE": "Freight"},
)
_HULL: Call = (
    "userfieldconfig.add",
    {
        "moduleId": "crm",
        "field": {
            "entityId": "CRM_1",
            "fieldName": "UF_CRM_1_HULL",
            "userTypeId": "enumeration",
            "editFormLabel": {"en": "Hull"},
            "enum": [{"value": "Oak", "def": "Y", "sort": 10}, {"value": "Steel", "def": "N", "sort": 20}],
        },
    },
)

_LICENCE: Call = (
    "user.userfield.add",
    {"fields": {"FIELD_NAME": "LICENCE", "USER_TYPE_ID": "string", "LABEL": "Boat licence", "SHOW_IN_LIST": "Y"}},
)

_SCANS: tuple[Call, ...] = (
    ("user.userfield.add", {"fields": {"FIELD_NAME": "SCAN", "USER_TYPE_ID": "file"}}),
    ("user.update", {"ID": 3, "UF_USR_SCAN": ["licence.txt", "UGllciAzOiAxNCBFVVI="]}),
    ("user.get", {"ID": 3}),
)
_SCAN = Made((0, "UF_USR_SCAN", "id"))

_GAUGE: Call = (
    "userfieldtype.add",
    {
        "USER_TYPE_ID": "gauge",
        "HANDLER": "https://app.example.test/gauge",
        "TITLE": "Gauge",
        "OPTIONS": {"height": 60},
    },
)

_QUAY: Call = ("department.add", {"NAME": "Quay", "PARENT": 1, "SORT": 450, "UF_HEAD": 4})

EXAMPLES = {
    "access.name": Example({"ACCESS": ["U3", "D1"]}),
    "app.option.get": Example({"option": "unit"}, (("app.option.set", {"options": {"unit": "kg"}}),)),
    "app.option.set": Example({"options": {"unit": "kg"}}),
    "batch": Example(
        {
            "halt": 0,
            "cmd": {
                "bindings": "crm.activity.binding.list?activityId=1",
                "deal": "crm.deal.list?filter[ID]=$result[bindings][0][entityId]&select[]=ID&select[]=TITLE",
            },
        }
    ),
    "batch@v3": Example({"0": {"method": "rest.scope.list", "as": "scopes"}}),
    "department.add": Example(_QUAY[1]),
    "department.delete": Example({"ID": Made(())}, (_QUAY,)),
    "department.get": Example({"ID": 2}),
    "department.update": Example({"ID": Made(()), "NAME": "Dry dock"}, (_QUAY,)),
    "event.bind": Example(_TOLD[1]),
    "event.get": Example({}, (_TOLD,)),
    "event.offline.clear": Example({"process_id": Made(("process_id",))}, (*_KEPT, _FETCHED)),
    "event.offline.error": Example({"process_id": Made(("process_id",)), "message_id": []}, (*_KEPT, _FETCHED)),
    "event.offline.get": Example({"limit": 10}, _KEPT),
    "event.offline.list": Example({}, _KEPT),
    "event.unbind": Example(_TOLD[1], (_TOLD,)),
    "feature.get": Example({"CODE": "rest_offline_extended"}),
    "method.get": Example({"name": "crm.activity.binding.list"}),
    "methods": Example({"scope": "placement"}),
    "placement.bind": Example(_TAB[1]),
    "placement.get": Example({}, (_TAB,)),
    "placement.list": Example({"SCOPE": "crm"}),
    "placement.unbind": Example({"PLACEMENT": "CRM_DEAL_DETAIL_TAB", "HANDLER": _HANDLER}, (_TAB,)),
    "scope": Example({}),
    "user.access": Example({"ACCESS": ["G2", "AU"]}),
    "user.add": Example({"EMAIL": "vera.helm@example.test", "NAME": "Vera", "LAST_NAME": "Helm", "UF_DEPARTMENT": [2]}),
    "user.get": Example({"ID": 3}),
    "user.option.get": Example({"option": "view"}, (("user.option.set", {"options": {"view": "board"}}),)),
    "user.option.set": Example({"options": {"view": "board"}}),
    "user.search": Example({"FILTER": {"NAME": "Clara"}}),
    "userfieldconfig.add": Example(_HULL[1]),
    "userfieldconfig.delete": Example({"moduleId": "crm", "id": Made(("field", "id"))}, (_HULL,)),
    "userfieldconfig.get": Example({"moduleId": "crm", "id": Made(("field", "id"))}, (_HULL,)),
    "userfieldconfig.getTypes": Example({"moduleId": "crm"}),
    "userfieldconfig.list": Example(
        {"moduleId": "crm", "select": {"0": "*", "language": "en"}, "filter": {"entityId": "CRM_1"}}, (_HULL,)
    ),
    "userfieldconfig.update": Example(
        {"moduleId": "crm", "id": Made(("field", "id")), "field": {"mandatory": "Y", "editFormLabel": {"de": "Rumpf"}}},
        (_HULL,),
    ),
    "user.update": Example({"ID": 3, "WORK_POSITION": "Head of sales", "UF_DEPARTMENT": [2, 3]}),
    "user.userfield.add": Example(_LICENCE[1]),
    "user.userfield.delete": Example({"id": Made()}, (_LICENCE,)),
    "user.userfield.file.get": Example({"id": 3, "field": "UF_USR_SCAN", "value": _SCAN}, _SCANS),
    "user.userfield.list": Example({"filter": {"USER_TYPE_ID": "string"}, "order": {"SORT": "ASC"}}, (_LICENCE,)),
    "user.userfield.update": Example({"id": Made(), "fields": {"MANDATORY": "Y", "LABEL": "Licence"}}, (_LICENCE,)),
    "userfieldtype.add": Example(_GAUGE[1]),
    "userfieldtype.delete": Example({"USER_TYPE_ID": "gauge"}, (_GAUGE,)),
    "userfieldtype.list": Example({}, (_GAUGE,)),
    "userfieldtype.update": Example({**_GAUGE[1], "TITLE": "Water level"}, (_GAUGE,)),
    "voximplant.user.get": Example({"USER_ID": [1, 3]}),
}
