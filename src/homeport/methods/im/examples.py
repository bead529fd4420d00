"""Examples of people and departments as the messenger shows them."""

from homeport.rpc.example import Example

_DEPARTMENTS = {"ID": [1, 2], "USER_DATA": "Y"}

EXAMPLES = {
    "im.department.get": Example(_DEPARTMENTS),
    "im.department.employees.get": Example(_DEPARTMENTS),
    "im.department.managers.get": Example({"ID": [1, 2]}),
    "im.department.colleagues.list": Example({"LIMIT": 5}),
    "im.user.get": Example({"ID": 3}),
    "im.user.list.get": Example({"ID": [3, 4], "RESULT_TYPE": "array"}),
    "im.user.status.get": Example({}, (("im.user.status.set", {"STATUS": "dnd"}),)),
    "im.user.status.set": Example({"STATUS": "dnd"}),
    "im.user.status.idle.start": Example({"AGO": 5}),
    "im.user.status.idle.end": Example({}, (("im.user.status.idle.start", {}),)),
}
