"""Examples of the company's structure."""

from homeport.rpc.example import Call, Example, Made

_TEAM: Call = (
    "humanresources.node.add",
    {
        "type": "TEAM",
        "name": "Harbour",
        "parentId": 2,
        "colorName": "cyan",
        "userIds": {"MEMBER_TEAM_HEAD": [2], "MEMBER_TEAM_EMPLOYEE": [3, 5]},
        "createChat": True,
    },
)
_OF_TEAM = {"nodeId": Made(("id",))}
_PEOPLE = {"nodeId": 3, "userIds": [3], "role": "MEMBER_DEPUTY_HEAD"}

_LINKED: Call = (
    "humanresources.hcmlink.company.add",
    {
        "fields": {
            "company": "hr-001",
            "crmCompanyId": 1,
            "title": "Harbour Trading",
            "fields": [{"field": "number", "title": "Personnel number", "type": "STRING", "entityType": "EMPLOYEE"}],
        }
    },
)


def _told(user_id: int, first: str, last: str) -> Call:
    person = {"employee": "e-1", "person": "p-1", "userId": user_id, "data": {"firstName": first, "lastName": last}}
    return "humanresources.hcmlink.employee.set", {"company": "hr-001", "data": [person]}


_TOLD = _told(3, "Clara", "Mast")
_TOLD_OF_CALLER = _told(1, "Ada", "Keel")
_LINK = {
    "company.add": Example(_LINKED[1]),
    "company.update": Example({**_LINKED[1], "id": Made()}, (_LINKED,)),
    "company.delete": Example({"id": Made()}, (_LINKED,)),
    "company.list": Example({"limit": 50}, (_LINKED,)),
    "company.user.list": Example({"limit": 50}, (_LINKED, _TOLD_OF_CALLER)),
    "employee.set": Example(_TOLD[1], (_LINKED,)),
    "employee.list": Example({"company": "hr-001"}, (_LINKED, _TOLD)),
    "field.value.set": Example(
        {"company": "hr-001", "data": [{"field": "number", "employee": "e-1", "value": "TN-1001"}]}, (_LINKED, _TOLD)
    ),
    "job.update": Example({"id": 1, "fields": {"status": "IN_PROGRESS", "total": 10, "sent": 1}}, (_LINKED,)),
    "job.status.get": Example({"id": 1}, (_LINKED,)),
}

EXAMPLES = {
    **{f"humanresources.hcmlink.{name}": example for name, example in _LINK.items()},
    "humanresources.node.add": Example(_TEAM[1]),
    "humanresources.node.edit": Example({"id": 3, "name": "Help desk", "description": "Answers the phone"}),
    "humanresources.node.move": Example({"id": 3, "parentId": 2}),
    "humanresources.node.get": Example({"id": 2, "select": ["name", "userCount", "members"]}),
    "humanresources.node.list": Example({"type": "DEPARTMENT", "select": ["id", "name", "parentId"]}),
    "humanresources.node.search": Example({"type": "DEPARTMENT", "name": "s"}),
    "humanresources.node.children": Example({"id": 1}),
    "humanresources.node.field.get": Example({"name": "type"}),
    "humanresources.node.member.add": Example(_PEOPLE),
    "humanresources.node.member.move": Example(_PEOPLE),
    "humanresources.node.member.set": Example({**_OF_TEAM, "userIds": {"MEMBER_TEAM_HEAD": [3]}}, (_TEAM,)),
    "humanresources.node.member.remove": Example({**_OF_TEAM, "userIds": [3]}, (_TEAM,)),
    "humanresources.node.member.field.get": Example({"name": "role"}),
    "humanresources.node.communication.list": Example({"id": Made(("id",))}, (_TEAM,)),
    "humanresources.node.communication.edit": Example(
        {**_OF_TEAM, "communicationType": "CHANNEL", "createDefault": True}, (_TEAM,)
    ),
    "humanresources.employee.search": Example({"name": "clara", "select": ["userId", "name", "departments"]}),
    "humanresources.employee.subordinates": Example({"id": 2}),
    "humanresources.employee.field.get": Example({"name": "departments"}),
}
