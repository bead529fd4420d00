"""``how-to-change-email-or-phone.md``: the key of an element of ``fm`` says what happens to it."""

from typing import Any

import pytest

from tests.conftest import Api

LEAD, CONTACT, COMPANY = 1, 3, 4
TYPES = (CONTACT, COMPANY, LEAD)
FM = [
    {"typeId": "EMAIL", "valueType": "WORK", "value": "work_email@nomail.example"},
    {"typeId": "EMAIL", "valueType": "HOME", "value": "home_email@nomail.example"},
    {"typeId": "PHONE", "valueType": "WORK", "value": "+493012345678"},
    {"typeId": "PHONE", "valueType": "MOBILE", "value": "+493076543210"},
]

Item = dict[str, Any]


def an_item(admin: Api, type_id: int) -> Item:
    name = {"name": "Klaus", "lastName": "Weber"} if type_id == CONTACT else {"title": "Klaus Weber"}
    item: Item = admin("crm.item.add", entityTypeId=type_id, fields={**name, "fm": FM})["item"]
    return item


def changed(admin: Api, item: Item, fm: Any) -> Item:
    where = {"entityTypeId": item["entityTypeId"], "id": item["id"]}
    after: Item = admin("crm.item.update", **where, fields={"fm": fm, "comments": "Called"})["item"]
    assert admin("crm.item.get", **where)["item"] == after
    return after


def values(item: Item) -> list[str]:
    return [entry["value"] for entry in item["fm"]]


@pytest.mark.parametrize("type_id", TYPES)
def test_values_are_changed_and_deleted_by_their_ids(admin: Api, type_id: int) -> None:
    item = an_item(admin, type_id)
    assert (item["hasPhone"], item["hasEmail"]) == ("Y", "Y")
    read = admin("crm.item.get", entityTypeId=type_id, id=item["id"])["item"]["fm"]
    ids = {(entry["typeId"], entry["valueType"]): entry["id"] for entry in read}
    work, home, mobile = ids["EMAIL", "WORK"], ids["EMAIL", "HOME"], ids["PHONE", "MOBILE"]
    after = changed(
        admin,
        item,
        {
            str(work): {"typeId": "EMAIL", "valueType": "WORK", "value": "new_work_email@nomail.example"},
            str(home): {"typeId": "EMAIL", "value": ""},
            str(mobile): {"typeId": "PHONE", "valueType": "MOBILE", "value": "+493055544433"},
        },
    )
    assert after["fm"] == [
        {"id": work, "typeId": "EMAIL", "valueType": "WORK", "value": "new_work_email@nomail.example"},
        {"id": ids["PHONE", "WORK"], "typeId": "PHONE", "valueType": "WORK", "value": "+493012345678"},
        {"id": mobile, "typeId": "PHONE", "valueType": "MOBILE", "value": "+493055544433"},
    ]
    assert (after["hasPhone"], after["hasEmail"]) == ("Y", "Y")


@pytest.mark.parametrize("type_id", TYPES)
def test_the_last_value_of_a_kind_takes_its_mark_with_it(admin: Api, type_id: int) -> None:
    item = an_item(admin, type_id)
    gone = {str(entry["id"]): {"typeId": entry["typeId"], "value": ""} for entry in item["fm"]}
    after = changed(admin, item, gone)
    assert (after["fm"], after["hasPhone"], after["hasEmail"]) == ([], "N", "N")


@pytest.mark.parametrize("type_id", TYPES)
def test_keys_that_are_no_numbers_add(admin: Api, type_id: int) -> None:
    item = an_item(admin, type_id)
    new = {
        "n0": {"typeId": "PHONE", "valueType": "HOME", "value": "+493011111111"},
        "n1": {"typeId": "WEB", "valueType": "WORK", "value": "https://weber.example"},
    }
    after = changed(admin, item, new)
    assert after["fm"][:4] == item["fm"]
    assert values(after)[4:] == ["+493011111111", "https://weber.example"]


@pytest.mark.parametrize("type_id", TYPES)
def test_a_list_adds_to_what_there_is(admin: Api, type_id: int) -> None:
    item = an_item(admin, type_id)
    after = changed(admin, item, [{"typeId": "PHONE", "valueType": "WORK", "value": "+493011111111"}])
    assert after["fm"][:4] == item["fm"]
    assert values(after)[4:] == ["+493011111111"]


@pytest.mark.parametrize("type_id", TYPES)
def test_without_a_type_nothing_happens(admin: Api, type_id: int) -> None:
    item = an_item(admin, type_id)
    first = str(item["fm"][0]["id"])
    for element in ({"value": ""}, {"value": "other@nomail.example", "valueType": "WORK"}):
        assert changed(admin, item, {first: element})["fm"] == item["fm"]
        assert changed(admin, item, {"n0": element})["fm"] == item["fm"]


def test_an_id_that_the_record_has_not_makes_a_new_value(admin: Api) -> None:
    item, other = an_item(admin, CONTACT), an_item(admin, CONTACT)
    foreign = str(other["fm"][2]["id"])
    after = changed(admin, item, {foreign: {"typeId": "PHONE", "valueType": "WORK", "value": "+493011111111"}})
    assert values(after) == [*values(item), "+493011111111"]
    assert admin("crm.item.get", entityTypeId=CONTACT, id=other["id"])["item"]["fm"] == other["fm"]


def test_a_type_that_there_is_not_is_kept_as_it_is_until_it_is_deleted(admin: Api) -> None:
    item = an_item(admin, CONTACT)
    after = changed(admin, item, {"n0": {"typeId": "FAX", "valueType": "WORK", "value": "+4930222"}})
    new = after["fm"][4]
    assert (new["typeId"], new["valueType"], new["value"]) == ("FAX", "WORK", "+4930222")
    assert changed(admin, item, {str(new["id"]): {"typeId": "FAX", "value": ""}})["fm"] == item["fm"]


@pytest.mark.parametrize("fm", ["+493011111111", 5, "", [], ["+493011111111"]])
def test_what_is_no_array_changes_nothing(admin: Api, fm: Any) -> None:
    item = an_item(admin, CONTACT)
    assert changed(admin, item, fm)["fm"] == item["fm"]


def test_errors(admin: Api, nobody: Api) -> None:
    item = an_item(admin, CONTACT)
    fields = {"fm": {"n0": {"typeId": "PHONE", "value": "1"}}}
    known = {"id": item["id"], "fields": fields}
    assert admin.refused("crm.item.update", entityTypeId=CONTACT, id=999_999, fields=fields) == (400, "NOT_FOUND")
    assert admin.refused("crm.item.update", entityTypeId=1001, **known) == (400, "NOT_FOUND")
    assert admin.refused("crm.item.update", entityTypeId=8, **known) == (400, "ENTITY_TYPE_NOT_SUPPORTED")
    assert nobody.refused("crm.item.update", entityTypeId=CONTACT, **known) == (400, "ACCESS_DENIED")
    unfit = {"fm": {"n0": {"typeId": "EMAIL", "value": "nowhere"}}}
    refusal = admin.send("crm.item.update", entityTypeId=CONTACT, id=item["id"], fields=unfit).error
    assert refusal == (400, "CRM_FIELD_ERROR_VALUE_NOT_VALID", 'Invalid value for field "fm"')


def test_a_guest_is_refused(guest: Api) -> None:
    assert guest.refused("crm.item.update", entityTypeId=CONTACT, id=1, fields={"name": "x"}) == (
        403,
        "allowed_only_intranet_user",
    )
