"""``how-to-add-contractor.md``, ``how-to-get-contractors.md``: contacts and companies in the system's own category."""

from typing import Any

import pytest

from tests.conftest import Api

CONTACT, COMPANY = 3, 4
CODES = {CONTACT: "CATALOG_CONTRACTOR_CONTACT", COMPANY: "CATALOG_CONTRACTOR_COMPANY"}
NAMES: dict[int, dict[str, Any]] = {
    CONTACT: {"name": "Klaus", "lastName": "Weber"},
    COMPANY: {"title": "Weber Ltd"},
}
FM = [
    {"typeId": "PHONE", "valueType": "WORK", "value": "+49 900 000 00 00"},
    {"typeId": "PHONE", "valueType": "MOBILE", "value": "+49 495 111 22 33"},
    {"typeId": "EMAIL", "valueType": "WORK", "value": "supplier@example.com"},
]


def category_of(admin: Api, type_id: int) -> int:
    """The contractors' category."""
    answer = admin.send("crm.category.list", entityTypeId=type_id, filter={"code": CODES[type_id]}).json
    (category,) = answer["result"]["categories"]
    assert answer["total"] == 1
    assert (category["isDefault"], category["isSystem"], category["code"]) == ("N", "Y", CODES[type_id])
    assert (category["entityTypeId"], category["sort"]) == (type_id, 500)
    found: int = category["id"]
    return found


@pytest.mark.parametrize("type_id", CODES)
def test_a_contractor_is_made_and_found_by_its_category(admin: Api, type_id: int) -> None:
    category = category_of(admin, type_id)
    fields = {"categoryId": category, **NAMES[type_id], "fm": FM, "comments": "Electronics supplier"}
    item = admin("crm.item.add", entityTypeId=type_id, fields=fields)["item"]
    assert (item["categoryId"], item["comments"], item["hasPhone"], item["hasEmail"]) == (
        category,
        "Electronics supplier",
        "Y",
        "Y",
    )
    wanted = {"filter": {"categoryId": category, "id": item["id"]}, "select": ["id", *NAMES[type_id], "categoryId"]}
    found = admin("crm.item.list", entityTypeId=type_id, **wanted)["items"]
    assert found == [{"id": item["id"], **NAMES[type_id], "categoryId": category}]
    contractors = admin.send("crm.item.list", entityTypeId=type_id, filter={"categoryId": category}).json
    assert contractors["total"] == 1


@pytest.mark.parametrize("type_id", CODES)
def test_without_a_category_it_is_in_the_general_one(admin: Api, type_id: int) -> None:
    item = admin("crm.item.add", entityTypeId=type_id, fields=NAMES[type_id])["item"]
    assert item["categoryId"] == 0
    every = admin.send("crm.item.list", entityTypeId=type_id).json["total"]
    admin("crm.item.add", entityTypeId=type_id, fields=NAMES[type_id] | {"categoryId": category_of(admin, type_id)})
    for nothing in (None, 0):
        found = admin.send("crm.item.list", entityTypeId=type_id, filter={"categoryId": nothing}).json
        assert found["total"] == every


@pytest.mark.parametrize("type_id", CODES)
def test_all_categories_are_listed_with_the_general_one(admin: Api, type_id: int) -> None:
    found = admin("crm.category.list", entityTypeId=type_id)["categories"]
    assert [(each["code"], each["isDefault"], each["isSystem"]) for each in found] == [
        ("", "Y", "N"),
        (CODES[type_id], "N", "Y"),
    ]
    assert found[0]["id"] == 0
    assert [admin("crm.category.get", entityTypeId=type_id, id=each["id"])["category"] for each in found] == found
    assert admin("crm.item.fields", entityTypeId=type_id)["fields"]["categoryId"]["type"] == "crm_category"


def test_type_and_code_belong_together(admin: Api) -> None:
    assert admin("crm.category.list", entityTypeId=COMPANY, filter={"code": CODES[CONTACT]})["categories"] == []
    category = category_of(admin, CONTACT)
    refusal = admin.send("crm.item.add", entityTypeId=COMPANY, fields={"title": "x", "categoryId": category}).error
    assert refusal == (400, "CRM_FIELD_ERROR_VALUE_NOT_VALID", 'Invalid value for field "Category"')


@pytest.mark.parametrize(
    "entry",
    [
        {"typeId": "FAX", "valueType": "WORK", "value": "1"},
        {"typeId": "PHONE", "valueType": "NOPE", "value": "1"},
    ],
)
def test_a_type_of_multifield_that_there_is_not_is_refused_in_a_new_record(admin: Api, entry: dict[str, str]) -> None:
    refusal = admin.send("crm.item.add", entityTypeId=CONTACT, fields=NAMES[CONTACT] | {"fm": [entry]}).error
    assert refusal == (400, "CRM_FIELD_ERROR_VALUE_NOT_VALID", 'Invalid value for field "fm"')


def test_a_company_with_a_contacts_fields_gets_a_name(admin: Api) -> None:
    item = admin("crm.item.add", entityTypeId=COMPANY, fields=NAMES[CONTACT])["item"]
    assert item["title"] == f"Company #{item['id']}"


def test_who_may_not_is_refused(admin: Api, nobody: Api) -> None:
    fields = NAMES[CONTACT] | {"categoryId": category_of(admin, CONTACT)}
    assert nobody.refused("crm.item.add", entityTypeId=CONTACT, fields=fields) == (400, "ACCESS_DENIED")
    assert nobody("crm.category.list", entityTypeId=CONTACT)["categories"] == []


def test_a_guest_is_refused(guest: Api) -> None:
    assert guest.refused("crm.item.add", entityTypeId=CONTACT, fields=NAMES[CONTACT]) == (
        403,
        "allowed_only_intranet_user",
    )
    assert guest.refused("crm.item.list", entityTypeId=CONTACT) == (403, "allowed_only_intranet_user")


def test_types_without_categories_are_refused(admin: Api) -> None:
    assert admin.refused("crm.category.list", entityTypeId=1) == (400, "ENTITY_TYPE_NOT_SUPPORTED")
    assert admin.refused("crm.category.list", entityTypeId=1001) == (400, "NOT_FOUND")
    assert admin.refused("crm.item.list", entityTypeId=1001) == (400, "NOT_FOUND")
    assert admin.send("crm.item.list", entityTypeId=CONTACT, filter={"field": 1}).error == (
        400,
        "INVALID_ARG_VALUE",
        "Invalid filter: field 'field' is not allowed in filter",
    )
