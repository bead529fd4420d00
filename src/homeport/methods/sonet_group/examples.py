"""Examples of workgroups."""

from homeport.rpc.example import Call, Example, Made

_GARDEN: Call = ("sonet_group.create", {"NAME": "Garden", "DESCRIPTION": "Flowers for the office", "OPENED": "Y"})
_JOINED: Call = ("sonet_group.user.add", {"GROUP_ID": Made(call=0), "USER_ID": [2, 3]})
_GROUP = Made(call=0)

EXAMPLES = {
    "sonet_group.create": Example(
        {"NAME": "Spring fair", "PROJECT": "Y", "PROJECT_DATE_FINISH": "2026-04-30T18:00:00+00:00"}
    ),
    "sonet_group.get": Example({"FILTER": {"%NAME": "gar"}, "ORDER": {"NAME": "ASC"}}, (_GARDEN,)),
    "sonet_group.update": Example({"GROUP_ID": _GROUP, "NAME": "Herbs", "VISIBLE": "N"}, (_GARDEN,)),
    "sonet_group.delete": Example({"GROUP_ID": _GROUP}, (_GARDEN,)),
    "sonet_group.setowner": Example({"GROUP_ID": _GROUP, "USER_ID": 2}, (_GARDEN,)),
    "sonet_group.feature.access": Example(
        {"GROUP_ID": _GROUP, "FEATURE": "tasks", "OPERATION": "create_tasks"}, (_GARDEN,)
    ),
    "sonet_group.user.add": Example({"GROUP_ID": _GROUP, "USER_ID": [2, 3]}, (_GARDEN,)),
    "sonet_group.user.invite": Example({"GROUP_ID": _GROUP, "USER_ID": 3, "MESSAGE": "Join us"}, (_GARDEN,)),
    "sonet_group.user.request": Example(
        {"GROUP_ID": _GROUP, "MESSAGE": "I like flowers"},
        (
            _GARDEN,
            ("sonet_group.setowner", {"GROUP_ID": _GROUP, "USER_ID": 2}),
            ("sonet_group.user.delete", {"GROUP_ID": _GROUP, "USER_ID": 1}),
        ),
    ),
    "sonet_group.user.get": Example({"ID": _GROUP}, (_GARDEN, _JOINED)),
    "sonet_group.user.update": Example({"GROUP_ID": _GROUP, "USER_ID": [2], "ROLE": "E"}, (_GARDEN, _JOINED)),
    "sonet_group.user.delete": Example({"GROUP_ID": _GROUP, "USER_ID": [2]}, (_GARDEN, _JOINED)),
}
