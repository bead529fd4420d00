"""Examples of comments, and of where they are shown."""

from homeport.rpc.example import Call, Example, Made

_COMMENTED: Call = (
    "crm.timeline.comment.add",
    {"fields": {"ENTITY_TYPE": "deal", "ENTITY_ID": 1, "COMMENT": "The anchors are on their way."}},
)
_SHOWN_TWICE = {"OWNER_ID": 1, "ENTITY_TYPE": "deal", "ENTITY_ID": 5}

EXAMPLES = {
    "crm.timeline.bindings.bind": Example({"fields": _SHOWN_TWICE}),
    "crm.timeline.bindings.list": Example({"filter": {"OWNER_ID": 1}}),
    "crm.timeline.bindings.unbind": Example(
        {"fields": _SHOWN_TWICE}, (("crm.timeline.bindings.bind", {"fields": _SHOWN_TWICE}),)
    ),
    "crm.timeline.comment.add": Example(_COMMENTED[1]),
    "crm.timeline.comment.delete": Example({"id": Made()}, (_COMMENTED,)),
    "crm.timeline.comment.get": Example({"id": Made()}, (_COMMENTED,)),
    "crm.timeline.comment.list": Example({"filter": {"ENTITY_TYPE": "deal", "ENTITY_ID": 1}}, (_COMMENTED,)),
    "crm.timeline.comment.update": Example({"id": Made(), "fields": {"COMMENT": "They have come."}}, (_COMMENTED,)),
}
