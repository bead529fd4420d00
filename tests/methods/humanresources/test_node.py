"""``humanresources.node.*`` of REST 3.0: departments and teams in one tree."""

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.v3 import ABSENT, DENIED, INVALID, PAGE, SELECT, UNKNOWN, Api3

ADA, BORIS, CLARA, DMITRI, ELIF, FARID = range(1, 7)
COMPANY, SALES, SUPPORT = 1, 2, 3


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, ADA, "humanresources,department,user,task,sonet,crm")


@pytest.fixture
def ada(app: AppApi) -> Api3:
    return Api3(app)


@pytest.fixture
def clara(app: AppApi) -> Api3:
    return Api3(app.as_user(CLARA))


def added(ada: Api3, kind: str = "TEAM", **params: object) -> int:
    """A new node's number."""
    given = {"type": kind, "name": "Harbour", "parentId": SALES, **params}
    number: int = ada("humanresources.node.add", **given)["id"]
    return number


def people(api: Api3, node: int) -> dict[int, str]:
    """Who is in a node, and as what."""
    found = api("humanresources.node.get", id=node, select=["members"])["members"]
    return {each["userId"]: each["role"] for each in found}


def test_departments_are_those_of_rest_2(app: AppApi, ada: Api3, clara: Api3) -> None:
    node = ada(
        "humanresources.node.add", type="DEPARTMENT", name="Marketing", parentId=COMPANY, description="Promotes",
        userIds={"MEMBER_HEAD": [DMITRI], "MEMBER_EMPLOYEE": [FARID, DMITRI]},
    )  # fmt: skip
    assert {name: node[name] for name in ("name", "type", "parentId", "description", "accessCode", "userCount")} == {
        "name": "Marketing", "type": "DEPARTMENT", "parentId": COMPANY, "description": "Promotes",
        "accessCode": f"DR{node['id']}", "userCount": 2,
    }  # fmt: skip
    assert [each["role"] for each in node["members"]] == ["MEMBER_HEAD", "MEMBER_EMPLOYEE"]
    (department,) = app("department.get", ID=node["id"])
    assert (department["NAME"], department["UF_HEAD"]) == ("Marketing", str(DMITRI))
    edited = ada("humanresources.node.edit", id=node["id"], name="Press", colorName="blue")
    assert (edited["name"], edited["colorName"]) == ("Press", None)
    assert "members" not in edited
    moved = ada("humanresources.node.move", id=node["id"], parentId=SALES)
    assert moved["parentId"] == SALES
    (department,) = app("department.get", ID=node["id"])
    assert (department["NAME"], department["PARENT"]) == ("Press", str(SALES))
    assert clara("humanresources.node.count") == {"departments": len(app("department.get")), "teams": 0}
    assert {each["id"] for each in clara("humanresources.node.children", id=SALES, select=["id"])} >= {node["id"]}
    app("department.delete", ID=node["id"])
    assert clara.refused("humanresources.node.get", id=node["id"]) == ABSENT


def test_a_team_is_no_department(app: AppApi, ada: Api3, clara: Api3) -> None:
    departments = app("department.get")
    users = app("user.get", ID=CLARA)[0]["UF_DEPARTMENT"]
    team = added(ada, colorName="pink", userIds={"MEMBER_TEAM_HEAD": [CLARA], "MEMBER_TEAM_EMPLOYEE": [ELIF]})
    assert app("department.get") == departments
    assert app("user.get", ID=CLARA)[0]["UF_DEPARTMENT"] == users
    assert app.send("user.update", ID=CLARA, UF_DEPARTMENT=[team]).status == 400
    assert app.send("department.add", NAME="Below a team", PARENT=team).status == 400
    assert app.send("department.update", ID=team, NAME="Mine").status == 400
    assert clara("humanresources.node.count") == {"departments": len(departments), "teams": 1}
    (found,) = clara("humanresources.node.list", type="TEAM")
    assert (found["id"], found["colorName"], found["parentId"], found["userCount"]) == (team, "pink", SALES, 2)
    assert people(clara, team) == {CLARA: "MEMBER_TEAM_HEAD", ELIF: "MEMBER_TEAM_EMPLOYEE"}
    (employee,) = clara("humanresources.employee.search", name="elif")
    assert employee["teams"] == [{"id": team, "name": "Harbour"}]
    assert ada.refused("humanresources.node.add", type="DEPARTMENT", name="No", parentId=team) == f"{INVALID} parentId"
    below = added(ada, parentId=team)
    assert ada.refused("humanresources.node.move", id=team, parentId=below) == f"{INVALID} parentId"
    app("department.delete", ID=SALES)
    assert clara("humanresources.node.get", id=team, select=["parentId"]) == {"parentId": COMPANY}


def test_nodes_are_changed_by_administrators_and_as_documented(ada: Api3, clara: Api3) -> None:
    new = {"type": "TEAM", "name": "Harbour", "parentId": SALES}
    assert clara.refused("humanresources.node.add", **new) == DENIED
    assert clara.refused("humanresources.node.edit", id=SALES, name="Mine") == DENIED
    assert clara.refused("humanresources.node.move", id=SUPPORT, parentId=SALES) == DENIED
    assert ada.refused("humanresources.node.add") == f"{INVALID} type name parentId"
    assert ada.refused("humanresources.node.add", **new | {"type": "ROOM"}) == f"{INVALID} type"
    assert ada.refused("humanresources.node.add", **new | {"name": " "}) == f"{INVALID} name"
    assert ada.refused("humanresources.node.add", **new | {"parentId": 999}) == f"{INVALID} parentId"
    assert ada.refused("humanresources.node.add", **new | {"colorName": "red"}) == f"{INVALID} colorName"
    assert ada.refused("humanresources.node.add", **new | {"userIds": {"MEMBER_HEAD": [ADA]}}) == f"{INVALID} userIds"
    assert (
        ada.refused("humanresources.node.add", **new | {"userIds": {"MEMBER_TEAM_HEAD": [99]}}) == f"{INVALID} userIds"
    )
    assert ada.refused("humanresources.node.add", **new | {"settings": {"SECRETS": []}}) == f"{INVALID} settings"
    assert ada.refused("humanresources.node.edit", id=SALES) == f"{INVALID} name"
    assert ada.refused("humanresources.node.edit", id=999, name="No") == ABSENT
    assert ada.refused("humanresources.node.move", id=COMPANY, parentId=SALES) == f"{INVALID} parentId"
    assert ada.refused("humanresources.node.move", id=SALES, parentId=SALES) == f"{INVALID} parentId"
    assert ada.refused("humanresources.node.move", id=SALES) == f"{INVALID} parentId"
    assert clara("humanresources.node.count")["teams"] == 0


def test_nodes_are_looked_for(ada: Api3, clara: Api3) -> None:
    teams = [added(ada, name=name) for name in ("North harbour", "South", "Harbour patrol")]
    inner = added(ada, name="Inner HARBOUR", parentId=teams[0])

    def found(**params: object) -> list[int]:
        return [each["id"] for each in clara("humanresources.node.search", type="TEAM", name="harbour", **params)]

    assert found() == [teams[0], teams[2], inner]
    assert found(parentId=teams[0]) == [inner]
    assert found(pagination={"limit": 2}) == [teams[0], teams[2]]
    listed = clara("humanresources.node.list", type="TEAM", select=["id"], pagination={"limit": 2, "page": 2})
    assert listed == [{"id": teams[2]}, {"id": inner}]
    for wrong in ({"limit": 0}, {"limit": 201}, {"limit": "a"}):
        assert clara.refused("humanresources.node.list", type="TEAM", pagination=wrong) == PAGE
    assert clara.refused("humanresources.node.list") == f"{INVALID} type"
    assert clara.refused("humanresources.node.list", type="ROOM") == f"{INVALID} type"
    assert clara.refused("humanresources.node.list", type="TEAM", select=["members"]) == UNKNOWN
    assert clara.refused("humanresources.node.list", type="TEAM", select="id") == SELECT
    assert clara.refused("humanresources.node.get", id=SALES, select=["size"]) == UNKNOWN
    assert clara.refused("humanresources.node.children", id=SALES, select=["size"]) == f"{INVALID} select"
    assert clara.refused("humanresources.node.children", id=999) == ABSENT
    assert clara.refused("humanresources.node.search", type="TEAM", name="") == f"{INVALID} name"


def test_people_join_and_leave(app: AppApi, ada: Api3, clara: Api3) -> None:
    head = {"nodeId": SUPPORT, "userIds": [CLARA], "role": "MEMBER_HEAD"}
    before = people(ada, SUPPORT)
    assert before[ELIF] == "MEMBER_HEAD"
    assert ada("humanresources.node.member.add", **head) == {"success": True}
    assert people(ada, SUPPORT) == before | {CLARA: "MEMBER_HEAD"}
    assert app("user.get", ID=CLARA)[0]["UF_DEPARTMENT"] == [SALES, SUPPORT]
    ada("humanresources.node.member.add", nodeId=SUPPORT, userIds=[CLARA], role="MEMBER_DEPUTY_HEAD")
    assert people(ada, SUPPORT)[CLARA] == "MEMBER_DEPUTY_HEAD"
    ada("humanresources.node.member.move", nodeId=SALES, userIds=[CLARA])
    assert people(ada, SUPPORT) == before
    assert people(ada, SALES)[CLARA] == "MEMBER_EMPLOYEE"
    ada("humanresources.node.member.set", nodeId=SUPPORT, userIds={"MEMBER_HEAD": [DMITRI], "MEMBER_EMPLOYEE": [FARID]})
    assert people(ada, SUPPORT) == {DMITRI: "MEMBER_HEAD", FARID: "MEMBER_EMPLOYEE"}
    assert app("department.get", ID=SUPPORT)[0]["UF_HEAD"] == str(DMITRI)
    assert app("user.get", ID=ELIF)[0]["UF_DEPARTMENT"] == [COMPANY]
    removed = ada("humanresources.node.member.remove", nodeId=SUPPORT, userIds=[DMITRI, CLARA])
    assert removed == {"removed": [DMITRI], "failed": [{"userId": CLARA, "reason": "Not found in this node"}]}
    failed = ada("humanresources.node.member.remove", nodeId=COMPANY, userIds=[ELIF])["failed"]
    assert failed == [{"userId": ELIF, "reason": "The only department of the user"}]
    app("user.update", ID=FARID, UF_DEPARTMENT=[SALES])
    assert people(ada, SUPPORT) == {}
    assert clara.refused("humanresources.node.member.add", **head) == DENIED
    assert clara.refused("humanresources.node.member.remove", nodeId=SUPPORT, userIds=[ELIF]) == DENIED
    assert ada.refused("humanresources.node.member.add") == f"{INVALID} nodeId userIds role"
    assert ada.refused("humanresources.node.member.add", **head | {"userIds": []}) == f"{INVALID} userIds"
    assert ada.refused("humanresources.node.member.add", **head | {"role": "MEMBER_TEAM_HEAD"}) == f"{INVALID} role"
    assert ada.refused("humanresources.node.member.add", **head | {"nodeId": 999}) == ABSENT
    assert ada.refused("humanresources.node.member.set", nodeId=SUPPORT, userIds={}) == f"{INVALID} userIds"
    assert (
        ada.refused("humanresources.node.member.set", nodeId=SUPPORT, userIds={"MEMBER_OWNER": [1]})
        == f"{INVALID} userIds"
    )
    assert ada.refused("humanresources.node.member.remove", nodeId=SUPPORT, userIds=[]) == f"{INVALID} userIds"
    assert ada.refused("humanresources.node.member.move", nodeId=SUPPORT, userIds=[99]) == f"{INVALID} userIds"


def test_every_head_of_a_department_heads_its_people(app: AppApi, ada: Api3, clara: Api3) -> None:
    fields = {"TITLE": "Farid's", "RESPONSIBLE_ID": FARID, "CREATED_BY": FARID}
    task = app("tasks.task.add", fields=fields)["task"]["id"]
    hers = app.as_user(CLARA)
    assert hers("tasks.task.get", taskId=task) == []
    ada("humanresources.node.member.add", nodeId=SUPPORT, userIds=[CLARA], role="MEMBER_HEAD")
    assert hers("tasks.task.get", taskId=task)["task"]["id"] == task
    app("department.update", ID=SUPPORT, UF_HEAD=FARID)
    assert people(ada, SUPPORT)[CLARA] == "MEMBER_EMPLOYEE"
    assert hers("tasks.task.get", taskId=task) == []


def test_people_are_moved_into_a_new_department(ada: Api3) -> None:
    node = added(ada, "DEPARTMENT", userIds={"MEMBER_EMPLOYEE": [CLARA]}, moveUsersToNode=True)
    assert people(ada, node) == {CLARA: "MEMBER_EMPLOYEE"}
    assert CLARA not in people(ada, SALES)


def test_a_node_has_what_its_people_talk_in(app: AppApi, ada: Api3, clara: Api3) -> None:
    group = app("sonet_group.create", NAME="The move")
    makes = {"createChat": True, "createChannel": True, "createCollab": True, "bindingCollabIds": [group]}
    team = added(ada, userIds={"MEMBER_TEAM_EMPLOYEE": [CLARA]}, **makes)
    inner = added(ada, parentId=team)
    found = clara("humanresources.node.communication.list", id=team)
    ((chat,), (channel,), (collab,)) = (found[kind] for kind in ("chats", "channels", "collabs"))
    assert (chat["title"], chat["type"], chat["dialogId"]) == ("Harbour", "CHAT", f"chat{chat['id']}")
    assert (channel["type"], collab["title"], collab["id"]) == ("CHANNEL", "The move", group)
    assert Api3(app.as_user(FARID))("humanresources.node.communication.list", id=team)["chatsNoAccess"] == 1
    bind = {"nodeId": inner, "communicationType": "CHAT"}
    assert ada("humanresources.node.communication.edit", **bind, ids=[chat["id"]]) == {"success": True}
    assert ada("humanresources.node.communication.list", id=inner)["chats"][0]["originalNodeId"] is None
    ada(
        "humanresources.node.communication.edit",
        nodeId=team,
        communicationType="CHANNEL",
        ids=[channel["id"]],
        withChildren=True,
    )
    assert ada("humanresources.node.communication.list", id=inner)["channels"][0]["originalNodeId"] == team
    ada("humanresources.node.communication.edit", **bind, removeIds=[chat["id"]], createDefault=True)
    assert [each["id"] for each in ada("humanresources.node.communication.list", id=inner)["chats"]] == [chat["id"] + 2]
    of_task = app("tasks.task.add", fields={"TITLE": "A task", "RESPONSIBLE_ID": ADA})["task"]["chatId"]
    assert ada.refused("humanresources.node.communication.edit", **bind, ids=[of_task]) == f"{INVALID} ids"
    assert ada.refused("humanresources.node.communication.edit", **bind, ids=[channel["id"]]) == f"{INVALID} ids"
    assert (
        ada.refused("humanresources.node.communication.edit", nodeId=team, communicationType="CALL")
        == f"{INVALID} communicationType"
    )
    assert ada.refused("humanresources.node.communication.edit", nodeId=team) == f"{INVALID} communicationType"
    assert ada.refused("humanresources.node.communication.edit", **bind | {"nodeId": 999}) == ABSENT
    assert clara.refused("humanresources.node.communication.edit", **bind) == DENIED
    assert ada.refused("humanresources.node.communication.list", id=999) == ABSENT
    assert ada.refused("humanresources.node.add", type="TEAM", name="A", parentId=SALES, bindingChatIds=[9]) == (
        f"{INVALID} bindingChatIds"
    )


def test_fields_of_nodes_and_members_are_described(clara: Api3) -> None:
    fields = {each["name"]: each for each in clara("humanresources.node.field.list")}
    assert [name for name, each in fields.items() if each["filterable"]] == ["id", "type", "structureId", "parentId"]
    assert [name for name, each in fields.items() if each["sortable"]] == ["id", "name", "createdAt"]
    assert clara("humanresources.node.field.get", name="createdAt", select=["type"]) == {"type": "string"}
    assert [each["name"] for each in clara("humanresources.node.member.field.list")] == [
        "userId", "name", "workPosition", "role", "avatar", "url",
    ]  # fmt: skip
    assert clara("humanresources.node.member.field.get", name="role", select=["type"]) == {"type": "string"}
