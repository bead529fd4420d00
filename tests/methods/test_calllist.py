"""``crm.calllist.*``: clients who are to be called one after the other."""

from typing import Any

import pytest

from tests.conftest import Api, Wire, api_of
from tests.methods.requisite.client import allow

CONTACT, COMPANY = 3, 4
NO_LIST = (400, "LIST_ID_ERROR", "Incorrect list id")


def a_list(api: Api, *ids: int, kind: str = "CONTACT") -> int:
    return int(api("crm.calllist.add", ENTITY_TYPE=kind, ENTITIES=list(ids)))


def on(api: Api, number: int) -> list[int]:
    return [each["ID"] for each in api("crm.calllist.items.get", LIST_ID=number)]


def activity_of(api: Api, number: int) -> dict[str, Any] | None:
    found = api("crm.activity.list", filter={"SUBJECT": f"Call list #{number}"})
    return found[0] if found else None


def test_a_list_has_those_who_are_put_on_it_and_an_activity(wire: Wire, admin: Api) -> None:
    wire.freeze(1_900_000_000)
    number = a_list(admin, 3, 1, 3)
    assert admin("crm.calllist.get", ID=number) == {
        "ID": str(number),
        "DATE_CREATE": "2030-03-17 17:46:40",
        "CREATED_BY_ID": "1",
        "WEBFORM_ID": None,
        "ENTITY_TYPE_ID": "3",
        "ENTITY_TYPE": "CONTACT",
    }
    items = admin("crm.calllist.items.get", LIST_ID=number, FILTER={"STATUS": "IN_WORK"})
    assert items == [{"ID": each, "STATUS": "IN_WORK", "ENTITY_TYPE": 3} for each in (3, 1)]
    assert admin("crm.calllist.items.get", LIST_ID=number, FILTER={"STATUS": "SUCCESS"}) == []
    walked = {"FILTER": {">ID": 1, "STATUS": "IN_WORK"}, "ORDER": {"ID": "ASC"}}
    assert [each["ID"] for each in admin("crm.calllist.items.get", LIST_ID=number, **walked)] == [3]
    activity = activity_of(admin, number)
    assert activity is not None
    bound = admin("crm.activity.binding.list", activityId=activity["ID"])
    assert bound == [{"entityTypeId": CONTACT, "entityId": each} for each in (3, 1)]
    assert activity["PROVIDER_ID"] == "CALL_LIST"


def test_a_change_puts_others_in_place_of_those_who_were_there(admin: Api) -> None:
    number = a_list(admin, 1, 2, kind="COMPANY")
    assert admin("crm.calllist.update", LIST_ID=number, ENTITY_TYPE="COMPANY", ENTITIES=[2, 4]) is True
    assert on(admin, number) == [2, 4]
    activity = activity_of(admin, number)
    assert activity is not None
    assert (activity["OWNER_TYPE_ID"], activity["OWNER_ID"]) == ("4", "2")


def test_a_list_goes_with_its_activity_and_people_go_with_their_records(admin: Api) -> None:
    first, second = (admin("crm.contact.add", fields={"NAME": name}) for name in ("Ann", "Bea"))
    number = a_list(admin, first, second)
    admin("crm.contact.delete", id=first)
    assert on(admin, number) == [second]
    activity = activity_of(admin, number)
    assert activity is not None
    assert activity["OWNER_ID"] == str(second)
    admin("crm.activity.delete", id=activity["ID"])
    assert admin.send("crm.calllist.get", ID=number).error == NO_LIST
    again = a_list(admin, second)
    admin("crm.contact.delete", id=second)
    assert admin.send("crm.calllist.get", ID=again).error == NO_LIST


def test_who_becomes_part_of_another_is_called_as_that_one(admin: Api) -> None:
    first, second = (admin("crm.contact.add", fields={"NAME": "Ann"}) for _ in range(2))
    alone, both = a_list(admin, second), a_list(admin, first, second)
    admin("crm.entity.mergeBatch", params={"entityTypeId": CONTACT, "entityIds": [first, second]})
    assert (on(admin, alone), on(admin, both)) == ([first], [first])


def test_lists_are_filtered_sorted_and_selected(admin: Api, seller: Api) -> None:
    mine, theirs = a_list(seller, 1), a_list(admin, 1, kind="COMPANY")
    found = admin("crm.calllist.list", SELECT=["ID", "CREATED_BY_ID"], FILTER={">=ID": mine}, ORDER={"ID": "DESC"})
    assert found == [{"ID": str(theirs), "CREATED_BY_ID": "1"}, {"ID": str(mine), "CREATED_BY_ID": "3"}]
    of_companies = admin("crm.calllist.list", FILTER={"ENTITY_TYPE_ID": COMPANY})
    assert [row["ID"] for row in of_companies] == [str(theirs)]
    unknown = "Unknown field definition `TITLE` (TITLE) for \\Bitrix\\Crm\\CallList\\Internals\\CallList Entity."
    for given in ({"SELECT": ["TITLE"]}, {"FILTER": {"!TITLE": 1}}, {"ORDER": {"TITLE": "ASC"}}):
        assert admin.send("crm.calllist.list", **given).error == (400, "100", unknown)


def test_what_may_become_of_a_call_is_a_directory(admin: Api) -> None:
    fields = {"ENTITY_ID": "CALL_LIST", "STATUS_ID": "LATER", "NAME": "Call later", "SORT": 5}
    added = admin("crm.status.add", fields=fields)
    found = admin("crm.calllist.statuslist")
    assert found[0] == {"ID": added, "NAME": "Call later", "SORT": 5, "STATUS_ID": "LATER"}
    codes = [row["STATUS_ID"] for row in found]
    assert codes == ["LATER", "IN_WORK", "SUCCESS", "WRONG_NUMBER", "STOP_CALLING"]
    assert admin("crm.calllist.statuslist", filter={">ID": added}) == []  # as clients walk lists


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"ENTITIES": [1]}, ("ERROR_ARGUMENT", "ENTITY_TYPE is not found")),
        ({"ENTITY_TYPE": "CONTACT"}, ("ERROR_ARGUMENT", "ENTITIES is not found")),
        ({"ENTITY_TYPE": "CONTACT", "ENTITIES": "1,2"}, ("ENTITIES_ERROR", "Entities is not array")),
        ({"ENTITY_TYPE": "DEAL", "ENTITIES": [1]}, ("ENTITY_TYPE_ERROR", "Incorrect entity type")),
        ({"ENTITY_TYPE": "CONTACT", "ENTITIES": [1, 999_999]}, ("ENTITY_ERROR", "Incorrect entities id")),
        ({"ENTITY_TYPE": "CONTACT", "ENTITIES": ["x"]}, ("ENTITY_ERROR", "Incorrect entities id")),
        ({"ENTITY_TYPE": "CONTACT", "ENTITIES": []}, ("ENTITY_ERROR", "Incorrect entities id")),
        ({"ENTITY_TYPE": "CONTACT", "ENTITIES": [1], "WEBFORM_ID": 5}, ("WEBFORM_ERROR", "Incorrect webform id")),
    ],
)
def test_what_makes_no_list_is_refused(admin: Api, given: dict[str, Any], wanted: tuple[str, str]) -> None:
    before = admin.send("crm.calllist.list").json["total"]
    assert admin.send("crm.calllist.add", **given).error == (400, *wanted)
    assert admin.send("crm.calllist.list").json["total"] == before


def test_a_change_that_does_not_fit_is_refused_and_changes_nothing(admin: Api) -> None:
    number = a_list(admin, 1, 2)
    known = {"LIST_ID": number, "ENTITY_TYPE": "CONTACT", "ENTITIES": [1]}
    for changed, wanted in (
        ({"LIST_ID": None}, ("ERROR_ARGUMENT", "LIST_ID is not found")),
        ({"ENTITY_TYPE": "LEAD"}, ("ENTITY_TYPE_ERROR", "EntityType is incorrect")),
        ({"ENTITIES": [999_999]}, ("ENTITIES_ERROR", "Incorrect entities id")),
        ({"LIST_ID": 999_999}, ("LIST_ID_ERROR", "Incorrect list id or access denied")),
        (
            {"ENTITY_TYPE": "COMPANY"},
            ("ENTITY_TYPE_ERROR", "Discrepancy between the type of call participants and incoming type"),
        ),
        ({"WEBFORM_ID": 1}, ("WEBFORM_ERROR", "Incorrect webform id")),
    ):
        assert admin.send("crm.calllist.update", **{**known, **changed}).error == (400, *wanted)
    assert on(admin, number) == [1, 2]


def test_people_are_seen_and_called_by_who_may_read_them(wire: Wire, admin: Api) -> None:
    number = a_list(admin, 1, 2)
    for given, wanted in (
        ({}, ("ERROR_ARGUMENT", "LIST_ID is not found")),
        ({"LIST_ID": 0}, ("LIST_ID_ERROR", "List id should be positive")),
        ({"LIST_ID": 999_999}, ("LIST_ID_ERROR", "Call list is not found")),
        ({"LIST_ID": number, "FILTER": {"STATUS": "SOON"}}, ("STATUS_ERROR", "Incorrect status")),
    ):
        assert admin.send("crm.calllist.items.get", **given).error == (400, *wanted)
    owner = int(admin("crm.contact.get", id=1)["ASSIGNED_BY_ID"])
    admin("crm.contact.update", id=2, fields={"ASSIGNED_BY_ID": 1})
    allow(wire, CONTACT={"READ": "A"})
    reader = api_of(wire, owner if owner != 1 else 3)
    seen = on(reader, number) if owner != 1 else []
    assert seen == ([1] if owner != 1 else [])
    allow(wire, CONTACT={})
    stranger = api_of(wire, 5)
    assert stranger.refused("crm.calllist.items.get", LIST_ID=number) == (403, "ACCESS_ERROR")
    assert stranger.refused("crm.calllist.add", ENTITY_TYPE="CONTACT", ENTITIES=[1]) == (403, "ACCESS_ERROR")
    given = {"LIST_ID": number, "ENTITY_TYPE": "CONTACT", "ENTITIES": [1]}
    assert stranger.refused("crm.calllist.update", **given) == (403, "ACCESS_ERROR")
    assert stranger.send("crm.calllist.get", ID=number).error == NO_LIST
    assert on(admin, number) == [1, 2]
