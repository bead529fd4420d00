"""Examples of workgroups, as newer pages read them."""

from homeport.rpc.example import Call, Example, Made

_GARDEN: Call = ("sonet_group.create", {"NAME": "Garden", "KEYWORDS": "flowers, herbs", "OPENED": "Y"})

EXAMPLES = {
    "socialnetwork.api.workgroup.get": Example(
        {"params": {"groupId": Made(call=0), "select": ["OWNER_DATA", "PRIVACY_TYPE", "ACTIONS"]}}, (_GARDEN,)
    ),
    "socialnetwork.api.workgroup.list": Example(
        {"filter": {"OPENED": "Y"}, "select": ["ID", "NAME", "TYPE"], "order": {"NAME": "ASC"}}, (_GARDEN,)
    ),
}
