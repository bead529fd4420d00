"""``crm.activity.todo.*``, as its pages describe it."""

from typing import Any

import pytest

from tests.conftest import Api
from tests.methods.test_activity import CONTACT, DEAL, a_call, a_deal

DEADLINE = "2026-08-03T15:00:00+00:00"

CHANGES = {
    "crm.activity.todo.update": {"deadline": DEADLINE},
    "crm.activity.todo.updateColor": {"colorId": "3"},
    "crm.activity.todo.updateDeadline": {"value": DEADLINE},
    "crm.activity.todo.updateDescription": {"value": "New"},
    "crm.activity.todo.updateResponsibleUser": {"responsibleId": 2},
}
"""The methods that change a universal activity, each with something to change."""


class Todo:
    """A universal activity of a deal."""

    def __init__(self, api: Api, deal: int, **params: Any) -> None:
        params = {"deadline": DEADLINE, **params}
        self.id: int = api("crm.activity.todo.add", ownerTypeId=DEAL, ownerId=deal, **params)["id"]
        self.of = {"id": self.id, "ownerTypeId": DEAL, "ownerId": deal}


@pytest.fixture
def todo(admin: Api) -> Todo:
    return Todo(admin, a_deal(admin, ASSIGNED_BY_ID=1, OPENED="Y"))


def stored(api: Api, todo: Todo) -> dict[str, Any]:
    answer: dict[str, Any] = api("crm.activity.get", id=todo.id)
    return answer


def test_a_new_one_is_an_activity_of_its_provider(admin: Api) -> None:
    deal = a_deal(admin)
    todo = Todo(admin, deal, title="Call back", description="About the rope", responsibleId=2, pingOffsets=[0, 15])
    expected = {
        "OWNER_TYPE_ID": "2",
        "OWNER_ID": str(deal),
        "TYPE_ID": "6",
        "PROVIDER_ID": "CRM_TODO",
        "PROVIDER_TYPE_ID": "TODO",
        "SUBJECT": "Call back",
        "DESCRIPTION": "About the rope",
        "RESPONSIBLE_ID": "2",
        "AUTHOR_ID": "1",
        "COMPLETED": "N",
        "STATUS": "1",
        "DEADLINE": DEADLINE,
    }
    answer = stored(admin, todo)
    assert {name: answer[name] for name in expected} == expected
    assert admin("crm.activity.binding.list", activityId=todo.id) == [{"entityTypeId": 2, "entityId": deal}]
    listed = admin("crm.activity.list", filter={"PROVIDER_ID": "CRM_TODO", "OWNER_ID": deal, "OWNER_TYPE_ID": DEAL})
    assert [each["ID"] for each in listed] == [str(todo.id)]


def test_what_is_left_out_has_the_documented_defaults(admin: Api, seller: Api) -> None:
    todo = Todo(seller, a_deal(admin, ASSIGNED_BY_ID=3))
    answer = stored(seller, todo)
    assert (answer["SUBJECT"], answer["DESCRIPTION"], answer["RESPONSIBLE_ID"]) == ("", "", "3")


def test_a_title_that_spells_null_or_a_number_is_a_title(admin: Api) -> None:
    todo = Todo(admin, a_deal(admin), title="null", description=42, responsibleId="", colorId=3)
    answer = stored(admin, todo)
    assert (answer["SUBJECT"], answer["DESCRIPTION"], answer["RESPONSIBLE_ID"]) == ("null", "42", "1")


@pytest.mark.parametrize("name", ["ownerTypeId", "ownerId", "deadline"])
def test_a_missing_parameter_is_named(admin: Api, name: str) -> None:
    params: dict[str, Any] = {"ownerTypeId": DEAL, "ownerId": a_deal(admin), "deadline": DEADLINE}
    for missing in ({}, {name: None}):
        rest = {key: value for key, value in params.items() if key != name} | missing
        answer = admin.send("crm.activity.todo.add", **rest)
        assert answer.error == (400, "100", f"Could not find value for parameter {{{name}}}")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"deadline": "soon"}, "WRONG_DATETIME_FORMAT"),
        ({"deadline": ""}, "WRONG_DATETIME_FORMAT"),
        ({"deadline": ["2026-08-03"]}, "WRONG_DATETIME_FORMAT"),
        ({"deadline": "2026-02-30T10:00:00"}, "WRONG_DATETIME_FORMAT"),
        ({"ownerId": 10**9}, "OWNER_NOT_FOUND"),
        ({"ownerTypeId": 99}, "OWNER_NOT_FOUND"),
        ({"ownerTypeId": "deal"}, "100"),
        ({"parentActivityId": 10**9}, "NOT_FOUND"),
        ({"parentActivityId": "x"}, "100"),
        ({"responsibleId": 10**6}, "INVALID_ARG_VALUE"),
        ({"responsibleId": -1}, "INVALID_ARG_VALUE"),
        ({"responsibleId": [1]}, "100"),
        ({"title": ["a"]}, "100"),
        ({"pingOffsets": 5}, "100"),
        ({"pingOffsets": [-5]}, "100"),
        ({"pingOffsets": [[1]]}, "100"),
        ({"pingOffsets": list(range(101))}, "100"),
        ({"colorId": "8"}, "CAN_NOT_UPDATE_WRONG_COLOR_TODO"),
        ({"colorId": ["1"]}, "CAN_NOT_UPDATE_WRONG_COLOR_TODO"),
    ],
)
def test_an_unfit_one_is_refused(admin: Api, todo: Todo, given: dict[str, Any], code: str) -> None:
    params = {"ownerTypeId": DEAL, "ownerId": todo.of["ownerId"], "deadline": DEADLINE}
    before = admin.send("crm.activity.list").json["total"]
    assert admin.refused("crm.activity.todo.add", **params | given) == (400, code)
    assert admin.send("crm.activity.list").json["total"] == before
    assert admin.refused("crm.activity.todo.update", id=todo.id, **params | given) == (400, code)


def test_whoever_may_not_edit_the_record_plans_nothing_for_it(seller: Api, todo: Todo) -> None:
    params = {"ownerTypeId": DEAL, "ownerId": todo.of["ownerId"], "deadline": DEADLINE}
    assert seller.refused("crm.activity.todo.add", **params) == (400, "ACCESS_DENIED")


def test_an_update_changes_only_what_is_given(admin: Api, todo: Todo) -> None:
    first = {"title": "Call back", "description": "Soon", "responsibleId": 2, "pingOffsets": [5], "colorId": "2"}
    assert admin("crm.activity.todo.update", **todo.of, deadline=DEADLINE, **first) == {"id": todo.id}
    admin("crm.activity.todo.update", **todo.of, deadline="2026-09-01T08:00:00+02:00", title="Call at once")
    answer = stored(admin, todo)
    assert (answer["SUBJECT"], answer["DESCRIPTION"], answer["RESPONSIBLE_ID"]) == ("Call at once", "Soon", "2")
    assert answer["DEADLINE"] == answer["END_TIME"] == "2026-09-01T06:00:00+00:00"


def test_each_single_update_changes_its_one_thing(admin: Api, todo: Todo) -> None:
    before = stored(admin, todo)
    for method, change in (
        ("updateDescription", {"value": "null"}),
        ("updateResponsibleUser", {"responsibleId": 2}),
        ("updateDeadline", {"value": "04.08.2026 15:00:00"}),
        ("updateColor", {"colorId": "7"}),
        ("updateColor", {"colorId": ""}),
    ):
        assert admin(f"crm.activity.todo.{method}", **todo.of, **change) == {"id": todo.id}
    moved = "2026-08-04T15:00:00+00:00"
    changed = {"DESCRIPTION": "null", "RESPONSIBLE_ID": "2", "DEADLINE": moved, "START_TIME": moved, "END_TIME": moved}
    assert stored(admin, todo) | {"LAST_UPDATED": ""} == before | changed | {"LAST_UPDATED": ""}


@pytest.mark.parametrize("method", CHANGES)
def test_a_change_needs_the_activity_its_record_and_the_right(admin: Api, seller: Api, todo: Todo, method: str) -> None:
    change = CHANGES[method]
    other = a_deal(admin)
    call = a_call(admin, todo.of["ownerId"])
    assert admin.refused(method, **todo.of | {"id": 10**9}, **change) == (400, "NOT_FOUND")
    assert admin.refused(method, **todo.of | {"id": call}, **change) == (400, "NOT_FOUND")
    assert admin.refused(method, **todo.of | {"ownerId": 10**9}, **change) == (400, "OWNER_NOT_FOUND")
    assert admin.refused(method, **todo.of | {"ownerId": other}, **change) == (400, "OWNER_NOT_FOUND")
    assert seller.refused(method, **todo.of, **change) == (400, "ACCESS_DENIED")
    for name in (*todo.of, *change):
        rest = {key: value for key, value in (todo.of | change).items() if key != name}
        answer = admin.send(method, **rest)
        assert answer.error == (400, "100", f"Could not find value for parameter {{{name}}}")


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("crm.activity.todo.update", "CAN_NOT_UPDATE_COMPLETED_TODO"),
        ("crm.activity.todo.updateColor", "CAN_NOT_UPDATE_COLOR_COMPLETED_TODO"),
        ("crm.activity.todo.updateDeadline", "CAN_NOT_UPDATE_COMPLETED_TODO"),
        ("crm.activity.todo.updateDescription", "CAN_NOT_UPDATE_COMPLETED_TODO"),
        ("crm.activity.todo.updateResponsibleUser", "CAN_NOT_UPDATE_RESPONSIBLE_USER_COMPLETED_TODO"),
    ],
)
def test_a_completed_one_stays_as_it_is(admin: Api, todo: Todo, method: str, code: str) -> None:
    admin("crm.activity.update", id=todo.id, fields={"COMPLETED": "Y"})
    before = stored(admin, todo)
    assert admin.refused(method, **todo.of, **CHANGES[method]) == (400, code)
    assert stored(admin, todo) == before
    admin("crm.activity.update", id=todo.id, fields={"COMPLETED": "N"})
    assert admin(method, **todo.of, **CHANGES[method]) == {"id": todo.id}


def test_a_change_may_name_any_record_that_it_is_bound_to(admin: Api, todo: Todo) -> None:
    contact = admin("crm.contact.add", fields={"NAME": "Greta"})
    admin("crm.activity.binding.add", activityId=todo.id, entityTypeId=CONTACT, entityId=contact)
    named = {"id": todo.id, "ownerTypeId": CONTACT, "ownerId": contact}
    assert admin("crm.activity.todo.updateDescription", **named, value="By the contact") == {"id": todo.id}


def test_nothing_is_planned_after_what_is_completed(admin: Api, todo: Todo) -> None:
    parent = a_call(admin, todo.of["ownerId"])
    change = {**todo.of, "deadline": DEADLINE, "parentActivityId": parent}
    assert admin("crm.activity.todo.update", **change) == {"id": todo.id}
    admin("crm.activity.update", id=parent, fields={"COMPLETED": "Y"})
    restricted = (400, "ERROR_PARENT_ACTIVITY_RESTRICT")
    assert admin.refused("crm.activity.todo.update", **change) == restricted
    assert admin.refused("crm.activity.todo.update", **change | {"parentActivityId": todo.id}) == restricted
    assert Todo(admin, todo.of["ownerId"], parentActivityId=parent).id


def test_a_parent_that_may_not_be_read_is_not_found(admin: Api, seller: Api) -> None:
    secret = a_call(admin, a_deal(admin, ASSIGNED_BY_ID=1, OPENED="N"))
    own = a_deal(admin, ASSIGNED_BY_ID=3)
    params = {"ownerTypeId": DEAL, "ownerId": own, "deadline": DEADLINE, "parentActivityId": secret}
    assert seller.refused("crm.activity.todo.add", **params) == (400, "NOT_FOUND")


def test_the_responsible_user_is_a_user(admin: Api, todo: Todo) -> None:
    method = "crm.activity.todo.updateResponsibleUser"
    answer = admin.send(method, **todo.of, responsibleId=0)
    assert answer.error == (400, "INVALID_ARG_VALUE", 'Parameter "responsibleId" must be greater than 0')
    assert admin.refused(method, **todo.of, responsibleId=10**6) == (400, "INVALID_ARG_VALUE")
    assert admin.refused(method, **todo.of, responsibleId="x") == (400, "100")


@pytest.mark.parametrize("value", [None, "", "\0", "x'; --", -1, 2**70, 1.5, [], {}, [[1]], True])
def test_no_value_in_any_parameter_breaks_anything(admin: Api, todo: Todo, value: Any) -> None:
    whole = dict.fromkeys(("title", "description", "responsibleId", "parentActivityId", "pingOffsets", "colorId"), "")
    for method, change in CHANGES.items():
        for name in (*todo.of, *change, *(whole if method == "crm.activity.todo.update" else ())):
            answer = admin.send(method, **todo.of | change | {name: value})
            assert answer.status == 200 or (answer.error[0] == 400 and answer.error[1]), answer.body
