"""``humanresources.employee.*`` of REST 3.0."""

from typing import Any

import pytest

from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER, USER_DEPARTMENT
from tests.conftest import Api, Wire, api_of

DENIED = "BITRIX_REST_V3_EXCEPTION_ACCESSDENIEDEXCEPTION"
INVALID = "BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION"
SELECT = "BITRIX_REST_V3_EXCEPTION_INVALIDSELECTEXCEPTION"
UNKNOWN = "BITRIX_REST_V3_EXCEPTION_UNKNOWNDTOPROPERTYEXCEPTION"
NO_FIELD = "BITRIX_REST_V3_REALISATION_EXCEPTION_FIELDNOTFOUNDEXCEPTION"


def as_user(wire: Wire, user: int) -> Api:
    api = api_of(wire, user, "humanresources,user")
    api.base = api.base.replace("/rest/", "/rest/api/")
    return api


@pytest.fixture
def clara(wire: Wire) -> Api:
    """User 3, a salesperson, in REST 3.0."""
    return as_user(wire, 3)


def refused(api: Api, method: str, **params: Any) -> tuple[int, str]:
    answer = api.send(f"humanresources.employee.{method}", **params)
    return answer.status, answer.json["error"]["code"]


def put_into(wire: Wire, user: int, department: int) -> None:
    wire.portal.store.write_now(lambda tx: tx.insert(USER_DEPARTMENT, {"USER_ID": user, "DEPARTMENT_ID": department}))


def test_employees_are_counted_once(wire: Wire, clara: Api) -> None:
    assert clara("humanresources.employee.count") == {"total": 6}
    put_into(wire, 3, 3)
    assert clara("humanresources.employee.count") == {"total": 6}
    wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 4}, {"ACTIVE": "N"}))
    assert clara("humanresources.employee.count") == {"total": 5}


def test_who_belongs_to_several_departments_is_listed(wire: Wire, clara: Api) -> None:
    assert clara("humanresources.employee.multidepartment") == {"employees": [], "total": 0}
    put_into(wire, 4, 3)
    assert clara("humanresources.employee.multidepartment") == {
        "employees": [
            {
                "userId": 4,
                "name": "Dmitri Quay",
                "workPosition": "Salesperson",
                "departments": [{"id": 2, "name": "Sales"}, {"id": 3, "name": "Support"}],
            }
        ],
        "total": 1,
    }


def test_employees_are_found_by_a_part_of_their_name(clara: Api) -> None:
    found = clara("humanresources.employee.search", name="ARA MA")
    assert found["items"] == [
        {
            "userId": 3,
            "name": "Clara Mast",
            "workPosition": "Salesperson",
            "avatar": "",
            "url": "/company/personal/user/3/",
            "departments": [{"id": 2, "name": "Sales"}],
            "teams": [],
        }
    ]
    in_support = clara("humanresources.employee.search", name="i", nodeId=3, select=["userId"])
    assert in_support == {"items": [{"userId": 5}, {"userId": 6}]}
    assert clara("humanresources.employee.search", name="i", nodeId=99) == {"items": []}


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({}, INVALID), ({"name": " "}, INVALID), ({"name": "a", "nodeId": "x"}, INVALID),
        ({"name": "a", "select": "userId"}, SELECT), ({"name": "a", "select": [1]}, SELECT),
        ({"name": "a", "select": ["salary"]}, UNKNOWN),
    ],
)  # fmt: skip
def test_a_search_is_checked(clara: Api, params: dict[str, Any], code: str) -> None:
    assert refused(clara, "search", **params) == (400, code)


def test_subordinates_are_counted_below_each_department(wire: Wire, clara: Api) -> None:
    def led(user: int) -> list[tuple[str, str, int]]:
        answer = clara("humanresources.employee.subordinates", id=user)
        assert answer["userId"] == user
        return [(each["name"], each["role"], each["subordinatesCount"]) for each in answer["departments"]]

    assert led(1) == [("Harbour Trading", "HEAD", 5)]
    assert led(2) == [("Sales", "HEAD", 2)]
    assert led(3) == led(99) == []
    put_into(wire, 6, 2)
    assert (led(1), led(2)) == ([("Harbour Trading", "HEAD", 5)], [("Sales", "HEAD", 3)])
    for wrong in ({}, {"id": 0}, {"id": "x"}):
        assert refused(clara, "subordinates", **wrong) == (400, INVALID)


def test_who_belongs_to_no_department_is_refused(wire: Wire) -> None:
    wire.portal.store.write_now(lambda tx: (tx.delete(USER_DEPARTMENT, USER_ID=6), changed(tx)))
    outside = as_user(wire, 6)
    asked: dict[str, dict[str, Any]] = {
        "count": {},
        "multidepartment": {},
        "search": {"name": "a"},
        "subordinates": {"id": 1},
    }
    for method, params in asked.items():
        assert refused(outside, method, **params) == (403, DENIED)
    assert outside("humanresources.employee.field.list")["items"]


def test_fields_are_described(clara: Api) -> None:
    listed = clara("humanresources.employee.field.list", select=["name", "type"])["items"]
    assert listed[0] == {"name": "userId", "type": "int"}
    assert [each["name"] for each in listed] == list(clara("humanresources.employee.search", name="Clara")["items"][0])
    whole = clara("humanresources.employee.field.get", name="departments")["item"]
    assert (whole["type"], whole["filterable"], whole["validationRules"]) == ("array", False, [])
    assert clara("humanresources.employee.field.get", name="url", select=["title"]) == {"item": {"title": "url"}}
    assert refused(clara, "field.get", name="salary") == (400, NO_FIELD)
    assert refused(clara, "field.get") == (400, INVALID)
    assert refused(clara, "field.list", select=["colour"]) == (400, UNKNOWN)
    assert refused(clara, "field.list", select={"a": "name"}) == (400, SELECT)
