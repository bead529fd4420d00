"""``how-to-add-company.md``, ``how-to-add-contact.md``, ``how-to-add-lead.md``, ``use-analitics-for-add-contact.md``,
``use-analitics-for-add-lead.md``: what a visitor of a site sends becomes a record.
"""

from typing import Any

import pytest

from tests.conftest import Api, Wire, api_of

LEAD, DEAL, CONTACT, COMPANY = 1, 2, 3, 4
FM = [
    {"typeId": "PHONE", "valueType": "WORK", "value": "+49000000000"},
    {"typeId": "EMAIL", "valueType": "HOME", "value": "info@example.com"},
]
FORMS: dict[int, dict[str, Any]] = {
    COMPANY: {"title": "Müller & Co. GmbH", "typeId": "CUSTOMER"},
    CONTACT: {"name": "Klaus", "lastName": "Weber & Son"},
    LEAD: {
        "title": "From the website: Klaus Weber — Müller GmbH",
        "name": "Klaus",
        "lastName": "Weber",
        "companyTitle": "Müller GmbH",
    },
}
TYPES = tuple(FORMS)


@pytest.mark.parametrize("type_id", TYPES)
def test_a_form_becomes_a_record_with_phone_and_address(admin: Api, type_id: int) -> None:
    added = admin("crm.item.add", entityTypeId=type_id, fields=FORMS[type_id] | {"fm": FM})["item"]
    item = admin("crm.item.get", entityTypeId=type_id, id=added["id"])["item"]
    assert item == added
    assert {name: item[name] for name in FORMS[type_id]} == FORMS[type_id]
    assert (item["entityTypeId"], item["hasPhone"], item["hasEmail"]) == (type_id, "Y", "Y")
    assert [{name: entry[name] for name in FM[0]} for entry in item["fm"]] == FM


@pytest.mark.parametrize("type_id", TYPES)
@pytest.mark.parametrize("fm", [[], "", "+49000000000", 5, ["+49000000000"]])
def test_a_form_without_phone_and_address_is_saved_without(admin: Api, type_id: int, fm: Any) -> None:
    item = admin("crm.item.add", entityTypeId=type_id, fields=FORMS[type_id] | {"fm": fm})["item"]
    assert (item["hasPhone"], item["hasEmail"], item["fm"]) == ("N", "N", [])


@pytest.mark.parametrize("type_id", TYPES)
def test_the_name_of_a_field_that_there_is_not_is_ignored(admin: Api, type_id: int) -> None:
    item = admin("crm.item.add", entityTypeId=type_id, fields=FORMS[type_id] | {"titel": "Typo"})["item"]
    assert "Typo" not in item.values()


@pytest.mark.parametrize("type_id", TYPES)
def test_without_the_right_to_add_or_to_read_it_is_denied(nobody: Api, type_id: int) -> None:
    assert nobody.refused("crm.item.add", entityTypeId=type_id, fields=FORMS[type_id]) == (400, "ACCESS_DENIED")
    assert nobody.refused("crm.item.get", entityTypeId=type_id, id=1) == (400, "ACCESS_DENIED")


def test_a_type_that_there_is_not_and_an_item_that_there_is_not_are_not_found(admin: Api) -> None:
    assert admin.refused("crm.item.add", entityTypeId=6, fields={"title": "x"}) == (400, "NOT_FOUND")
    assert admin.refused("crm.item.get", entityTypeId=COMPANY, id=999_999) == (400, "NOT_FOUND")


@pytest.mark.parametrize(
    ("type_id", "fields"),
    [
        (COMPANY, {"fm": [{"typeId": "EMAIL", "valueType": "HOME", "value": "nowhere"}]}),
        (COMPANY, {"typeId": "NOPE"}),
        (CONTACT, {"fm": [{"typeId": "EMAIL", "valueType": "HOME", "value": "nowhere"}]}),
        (CONTACT, {"honorific": "NOPE"}),
        (LEAD, {"sourceId": "NOPE"}),
    ],
)
def test_a_value_that_is_not_valid_is_refused(admin: Api, type_id: int, fields: dict[str, Any]) -> None:
    before = admin.send("crm.item.list", entityTypeId=type_id).json["total"]
    refusal = admin.send("crm.item.add", entityTypeId=type_id, fields=FORMS[type_id] | fields).error
    (name,) = fields
    assert refusal == (400, "CRM_FIELD_ERROR_VALUE_NOT_VALID", f'Invalid value for field "{name}"')
    assert admin.send("crm.item.list", entityTypeId=type_id).json["total"] == before


@pytest.mark.parametrize(("type_id", "name"), [(COMPANY, "contactIds"), (CONTACT, "companyIds"), (LEAD, "contactIds")])
def test_one_value_for_a_field_of_several_is_refused(admin: Api, type_id: int, name: str) -> None:
    assert admin.refused("crm.item.add", entityTypeId=type_id, fields=FORMS[type_id] | {name: 5}) == (400, "100")


def test_a_webhook_without_the_scope_is_refused(wire: Wire, encoding: type[Api]) -> None:
    other = api_of(wire, 1, "user")
    caller = encoding(wire, 1, other.base.split("/")[3])
    assert caller.refused("crm.item.add", entityTypeId=LEAD, fields=FORMS[LEAD])[1] == "insufficient_scope"


def test_mandatory_fields_are_described(admin: Api) -> None:
    assert admin("crm.item.fields", entityTypeId=COMPANY)["fields"]["title"]["isRequired"] is True
    assert admin("crm.item.fields", entityTypeId=CONTACT)["fields"]["name"]["isRequired"] is False


def test_the_company_types_are_in_a_directory(admin: Api) -> None:
    found = admin("crm.status.list", filter={"ENTITY_ID": "COMPANY_TYPE"})
    assert "CUSTOMER" in [entry["STATUS_ID"] for entry in found]


def test_a_visitor_becomes_a_contact_and_a_deal(admin: Api) -> None:
    source = {"utmSource": "google", "utmMedium": "cpc", "utmCampaign": "spring", "utmContent": "a", "utmTerm": "oars"}
    contact = admin("crm.item.add", entityTypeId=CONTACT, fields=FORMS[CONTACT] | {"fm": FM[:1]} | source)["item"]
    deal = admin("crm.item.add", entityTypeId=DEAL, fields={"title": "Oars", "contactIds": [contact["id"]]} | source)
    assert (deal["item"]["contactId"], deal["item"]["contactIds"]) == (contact["id"], [contact["id"]])
    assert {name: deal["item"][name] for name in source} == {name: contact[name] for name in source} == source
    lead = admin("crm.item.add", entityTypeId=LEAD, fields=FORMS[LEAD] | {"fm": FM[:1]} | source)["item"]
    assert {name: lead[name] for name in source} == source
