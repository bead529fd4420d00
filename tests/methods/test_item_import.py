"""``crm.item.import`` and ``crm.item.batchImport``: records that bring their history with them."""

from typing import Any

import pytest

from tests.conftest import Api, Wire, api_of
from tests.methods.requisite.client import allow

DELIVERY, DEAL, LEAD, CONTACT, COMPANY, QUOTE, INVOICE = 130, 2, 1, 3, 4, 7, 31
HISTORY = {
    "createdTime": "2030-01-10T09:00:00+00:00",
    "updatedTime": "2030-02-10T09:00:00+00:00",
    "createdBy": 3,
    "updatedBy": 5,
}
MOVES = {"movedTime": "2030-01-20T09:00:00+00:00", "movedBy": 4}
UNFIT = "CRM_FIELD_ERROR_VALUE_NOT_VALID"


@pytest.fixture
def wire(wire: Wire) -> Wire:
    wire.freeze(1_900_000_000)  # in March 2030
    return wire


def of(api: Api, entity_type_id: int, number: int) -> dict[str, Any]:
    return dict(api("crm.item.get", entityTypeId=entity_type_id, id=number)["item"])


@pytest.mark.parametrize("entity_type_id", [LEAD, DEAL, CONTACT, COMPANY, QUOTE, INVOICE, DELIVERY])
def test_a_record_is_imported_with_its_history(admin: Api, entity_type_id: int) -> None:
    brought = HISTORY | (MOVES if entity_type_id in (LEAD, DEAL, INVOICE, DELIVERY) else {})
    fields = {"title": "Old", "name": "Ann", "nonsense": 1, **brought}
    answer = admin("crm.item.import", entityTypeId=entity_type_id, fields=fields)
    assert set(answer["item"]) == {"id"}
    found = of(admin, entity_type_id, answer["item"]["id"])
    assert {name: found[name] for name in brought} == brought


def test_without_a_history_a_record_is_of_now(admin: Api) -> None:
    number = admin("crm.item.import", entityTypeId=DEAL, fields={"title": "New"})["item"]["id"]
    found = of(admin, DEAL, number)
    assert (found["createdBy"], found["movedBy"]) == (1, 1)
    assert found["createdTime"] == found["movedTime"] == "2030-03-17T17:46:40+00:00"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"createdTime": "2030-04-01T00:00:00+00:00"}, "createdTime"),
        ({"updatedTime": "2030-04-01T00:00:00+00:00"}, "updatedTime"),
        ({"updatedTime": "2030-01-09T00:00:00+00:00"}, "updatedTime"),
        ({"createdTime": "2020-01-10T00:00:00+00:00"}, "createdTime"),
        ({"movedTime": "2030-01-09T00:00:00+00:00"}, "movedTime"),
        ({"movedTime": "2030-02-11T00:00:00+00:00"}, "movedTime"),
        ({"createdTime": "soon"}, "createdTime"),
    ],
)
def test_a_history_that_cannot_have_been_is_refused(admin: Api, changed: dict[str, str], field: str) -> None:
    before = admin.send("crm.item.list", entityTypeId=DEAL).json["total"]
    answer = admin.send("crm.item.import", entityTypeId=DEAL, fields={**HISTORY, **MOVES, **changed})
    assert answer.error == (400, UNFIT, f'Invalid value for field "{field}"')
    assert admin.send("crm.item.list", entityTypeId=DEAL).json["total"] == before


def test_older_records_are_imported_before_newer_ones(admin: Api) -> None:
    for day, refused in (("10", False), ("12", False), ("11", True), ("12", False)):
        fields = {"title": day, "createdTime": f"2030-01-{day}T00:00:00+00:00"}
        answer = admin.send("crm.item.import", entityTypeId=DELIVERY, fields=fields)
        assert (answer.status == 400) == refused, day


def test_only_administrators_bring_a_history(wire: Wire, seller: Api) -> None:
    allow(wire, LEAD={"IMPORT": "X", "READ": "X"})
    assert seller("crm.item.import", entityTypeId=LEAD, fields={"title": "Mine"})["item"]["id"]
    for name in ("createdBy", "updatedTime"):
        answer = seller.send("crm.item.import", entityTypeId=LEAD, fields={"title": "Mine", name: HISTORY[name]})
        assert answer.error == (400, UNFIT, f'Invalid value for field "{name}"')
    allow(wire, LEAD={"ADD": "X", "READ": "X"})
    engineer = api_of(wire, 6)
    assert engineer.refused("crm.item.import", entityTypeId=LEAD, fields={"title": "x"}) == (400, "ACCESS_DENIED")


def test_several_are_imported_and_each_is_told_what_became_of_it(admin: Api) -> None:
    data = [{"title": "One"}, {"title": "Two", "opportunity": "much"}, {"title": "Three", "contactIds": 5}, "nonsense"]
    items = admin("crm.item.batchImport", entityTypeId=DEAL, data=data)["items"]
    assert of(admin, DEAL, items[0]["item"]["id"])["title"] == "One"
    assert items[1] == {"error": UNFIT, "error_description": 'Invalid value for field "opportunity"'}
    assert items[2]["error"] == "100"
    assert set(items[3]) == {"error", "error_description"}
    assert not admin("crm.item.list", entityTypeId=DEAL, filter={"title": ["Two", "Three"]})["items"]


def test_twenty_are_imported_at_once_and_no_more(admin: Api) -> None:
    data = [{"title": f"Bulk {number}"} for number in range(21)]
    answer = admin.send("crm.item.batchImport", entityTypeId=DEAL, data=data)
    assert answer.error == (400, "MAX_IMPORT_BATCH_SIZE_EXCEEDED", "You cannot import more than 20 items")
    assert len(admin("crm.item.batchImport", entityTypeId=DEAL, data=data[:20])["items"]) == 20


def test_user_fields_are_called_as_they_were_made_when_asked(admin: Api) -> None:
    admin("crm.deal.userfield.add", fields={"FIELD_NAME": "HULL", "USER_TYPE_ID": "string"})
    given = {"entityTypeId": DEAL, "fields": {"UF_CRM_HULL": "steel"}, "useOriginalUfNames": "Y"}
    number = admin("crm.item.import", **given)["item"]["id"]
    assert of(admin, DEAL, number)["ufCrmHull"] == "steel"


def test_types_that_are_none_and_plans_without_them_are_refused(wire: Wire, admin: Api) -> None:
    for verb, given in (("import", {"fields": {}}), ("batchImport", {"data": [{}]})):
        assert admin.refused(f"crm.item.{verb}", entityTypeId=2024, **given) == (400, "NOT_FOUND")
    wire.set(plan="basic")
    refused = admin.refused("crm.item.import", entityTypeId=DELIVERY, fields={"title": "x"})
    assert refused == (400, "CREATE_DYNAMIC_ITEM_RESTRICTED")
    for verb, code in (("add", "CREATE_DYNAMIC_ITEM_RESTRICTED"), ("update", "UPDATE_DYNAMIC_ITEM_RESTRICTED")):
        given = {"entityTypeId": DELIVERY, "id": 1, "fields": {"title": "x"}}
        assert admin.refused(f"crm.item.{verb}", **given) == (400, code)
