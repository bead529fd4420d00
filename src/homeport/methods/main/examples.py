"""Examples of the event log."""

from homeport.rpc.example import Example

EXAMPLES = {
    "main.eventlog.get": Example({"id": 1}),
    "main.eventlog.list": Example(
        {"select": ["id", "itemId"], "filter": [["auditTypeId", "USER_REGISTER"]], "order": {"id": "DESC"}}
    ),
    "main.eventlog.tail": Example({"cursor": {"field": "id", "value": 2, "limit": 2}}),
    "main.eventlog.field.get": Example({"name": "timestampX"}),
}
