"""``how-to-generate-edit-form-for-lead.md``, ``-deal.md``, ``-company.md``, ``how-to-make-contact-edit-card.md``: forms
made from ``crm.item.fields``, whose handlers send a value for every field that may be written, mostly an empty one.
"""

from typing import Any

import pytest

from tests.conftest import Api

LEAD, DEAL, CONTACT, COMPANY = 1, 2, 3, 4
TYPES = (LEAD, DEAL, CONTACT, COMPANY)
UNSUPPORTED = ("file", "resourcebooking", "crm_product_row")

Item = dict[str, Any]


def handled(admin: Api, type_id: int, form: Item) -> Item:
    """What the handler sends for a form: each field that may be written, empty where the form has it not."""
    sent: Item = {}
    for name, about in admin("crm.item.fields", entityTypeId=type_id, useOriginalUfNames="Y")["fields"].items():
        if about["isReadOnly"] or about["isImmutable"] or about["type"] in UNSUPPORTED or name == "contacts":
            continue
        if about["type"] in ("boolean", "char"):
            sent[name] = form.get(name, "N")
        else:
            sent[name] = form.get(name, [] if about["isMultiple"] else "")
    return sent


FORMS: dict[int, Item] = {
    LEAD: {
        "title": "Website inquiry",
        "stageId": "IN_PROCESS",
        "sourceId": "WEB",
        "companyId": 1,
        "contactIds": [2, 1],
    },
    DEAL: {"title": "New deal", "typeId": "SERVICE", "stageId": "PREPARATION", "companyId": 1, "contactIds": [2, 1]},
    CONTACT: {"name": "Klaus", "lastName": "Weber", "honorific": "HNR_EN_1", "typeId": "CLIENT", "companyIds": [2, 1]},
    COMPANY: {"title": "Müller GmbH", "contactIds": [2, 1]},
}
MORE: dict[int, Item] = {
    LEAD: {"opportunity": 15000, "currencyId": "EUR", "isManualOpportunity": "Y"},
    DEAL: {"opportunity": 999.99, "currencyId": "EUR", "isManualOpportunity": "Y", "categoryId": 0},
    CONTACT: {"sourceId": "WEB", "categoryId": 0, "leadId": 1, "comments": "[b]Call[/b]", "opened": "Y"},
    COMPANY: {"opened": "Y"},
}
FM = [
    {"typeId": "PHONE", "valueType": "WORK", "value": "+49 495 111-22-33"},
    {"typeId": "EMAIL", "valueType": "WORK", "value": "old@example.com"},
]


def saved(admin: Api, type_id: int, form: Item, entity_id: int | None = None) -> Item:
    """What the handler does with a form: it adds, or changes."""
    fields = handled(admin, type_id, form)
    if entity_id is None:
        item: Item = admin("crm.item.add", entityTypeId=type_id, fields=fields, useOriginalUfNames="Y")["item"]
    else:
        item = admin("crm.item.update", entityTypeId=type_id, id=entity_id, fields=fields)["item"]
    assert admin("crm.item.get", entityTypeId=type_id, id=item["id"], useOriginalUfNames="Y")["item"] == item
    return item


@pytest.mark.parametrize("type_id", TYPES)
def test_a_form_is_saved_opened_and_saved_again(admin: Api, type_id: int) -> None:
    form = FORMS[type_id] | MORE[type_id]
    item = saved(admin, type_id, form)
    assert {name: item[name] for name in form} == form
    name = "name" if type_id == CONTACT else "title"
    after = saved(admin, type_id, form | {name: "Another name"}, item["id"])
    assert {key: after[key] for key in form} == form | {name: "Another name"}
    assert after["assignedById"] == item["assignedById"] == 1


@pytest.mark.parametrize("type_id", TYPES)
def test_a_form_with_nothing_in_it_is_saved(admin: Api, type_id: int) -> None:
    item = saved(admin, type_id, {})
    name = "name" if type_id == CONTACT else "title"
    assert item[name].endswith(f"#{item['id']}")
    assert (item["assignedById"], item["opened"]) == (1, "N")


@pytest.mark.parametrize("type_id", [LEAD, CONTACT, COMPANY])
def test_rows_of_multifields_are_changed_deleted_and_added_at_once(admin: Api, type_id: int) -> None:
    item = saved(admin, type_id, FORMS[type_id] | {"fm": FM})
    phone, email = (str(entry["id"]) for entry in item["fm"])
    rows = {
        phone: {"typeId": "PHONE", "valueType": "WORK", "value": "+49 495 111-22-44"},
        email: {"typeId": "EMAIL", "valueType": "WORK", "value": ""},
        "n0": {"typeId": "EMAIL", "valueType": "WORK", "value": "lead@example.com"},
    }
    after = saved(admin, type_id, FORMS[type_id] | {"fm": rows}, item["id"])
    assert [(entry["typeId"], entry["value"]) for entry in after["fm"]] == [
        ("PHONE", "+49 495 111-22-44"),
        ("EMAIL", "lead@example.com"),
    ]
    assert str(after["fm"][0]["id"]) == phone


@pytest.mark.parametrize("type_id", [LEAD, DEAL])
def test_the_title_of_a_lead_and_a_deal_cannot_be_cleared(admin: Api, type_id: int) -> None:
    item = saved(admin, type_id, FORMS[type_id])
    after = saved(admin, type_id, FORMS[type_id] | {"title": ""}, item["id"])
    assert after["title"] == FORMS[type_id]["title"]


@pytest.mark.parametrize(
    ("type_id", "gone", "named"),
    [(CONTACT, ("name", "lastName"), ("First name", "Last name")), (COMPANY, ("title",), ("title",))],
)
def test_the_name_of_a_contact_and_a_company_cannot_be_cleared(
    admin: Api, type_id: int, gone: tuple[str, ...], named: tuple[str, ...]
) -> None:
    item = saved(admin, type_id, FORMS[type_id])
    fields = handled(admin, type_id, FORMS[type_id] | dict.fromkeys(gone, ""))
    status, code, text = admin.send("crm.item.update", entityTypeId=type_id, id=item["id"], fields=fields).error
    assert (status, code) == (400, "CRM_FIELD_ERROR_REQUIRED")
    assert all(name in text for name in named) or type_id == COMPANY
    assert admin("crm.item.get", entityTypeId=type_id, id=item["id"])["item"] == item


def test_a_responsible_person_who_is_not_named_stays(admin: Api) -> None:
    for type_id in TYPES:
        item = saved(admin, type_id, FORMS[type_id] | {"assignedById": 3})
        assert saved(admin, type_id, FORMS[type_id] | {"assignedById": ""}, item["id"])["assignedById"] == 3


def test_a_deal_moves_to_another_pipeline_with_a_stage_of_it(admin: Api) -> None:
    from homeport.domain.crm.stages import categories

    category = admin.wire.portal.store.write_now(lambda tx: categories.add(tx, DEAL, "Partners"))
    assert category in [each["id"] for each in admin("crm.category.list", entityTypeId=DEAL)["categories"]]
    (first, *_) = admin("crm.status.list", filter={"ENTITY_ID": f"DEAL_STAGE_{category}"}, order={"SORT": "ASC"})
    item = saved(admin, DEAL, FORMS[DEAL])
    moved = FORMS[DEAL] | {"categoryId": category, "stageId": first["STATUS_ID"]}
    after = saved(admin, DEAL, moved, item["id"])
    assert (after["categoryId"], after["stageId"]) == (category, first["STATUS_ID"])


def test_fields_are_described_as_the_forms_need_them(admin: Api) -> None:
    shown = {
        LEAD: {"stageId": "crm_status", "companyId": "crm_company", "isManualOpportunity": "boolean"},
        DEAL: {"typeId": "crm_status", "categoryId": "crm_category", "isManualOpportunity": "boolean"},
        CONTACT: {"categoryId": "crm_category", "companyIds": "crm_company", "honorific": "crm_status"},
        COMPANY: {"title": "string", "createdTime": "datetime", "opened": "boolean"},
    }
    for type_id, kinds in shown.items():
        fields = admin("crm.item.fields", entityTypeId=type_id)["fields"]
        assert {name: fields[name]["type"] for name in kinds} == kinds
        assert ("fm" in fields) is (type_id != DEAL)
        if type_id != DEAL:
            assert (fields["fm"]["type"], fields["fm"]["isMultiple"]) == ("crm_multifield", True)
        if type_id != CONTACT:
            assert (fields["contacts"]["type"], fields["contacts"]["isMultiple"]) == ("crm_contact", True)
        assert all({"isRequired", "isReadOnly", "isMultiple", "title"} <= about.keys() for about in fields.values())
    deal = admin("crm.item.fields", entityTypeId=DEAL)["fields"]
    assert (deal["typeId"]["statusType"], deal["stageId"]["statusType"]) == ("DEAL_TYPE", "DEAL_STAGE")
    assert (deal["categoryId"]["isReadOnly"], deal["categoryId"]["isImmutable"]) == (False, False)
    contact = admin("crm.item.fields", entityTypeId=CONTACT)["fields"]
    assert {"fullName", "birthdaySort"}.isdisjoint(contact)
    for name in ("hasPhone", "hasEmail", "hasImol", "id", "createdBy", "updatedBy", "createdTime", "updatedTime"):
        assert contact[name]["isReadOnly"] is True
    assert contact["webformId"]["isImmutable"] is True


def test_the_form_that_made_a_contact_is_given_once(admin: Api) -> None:
    item = saved(admin, CONTACT, FORMS[CONTACT])
    where = {"entityTypeId": CONTACT, "id": item["id"]}
    fields = {"webformId": 7, "post": "Buyer"}
    after = admin("crm.item.update", **where, fields=fields)["item"]
    assert (after["webformId"], after["post"]) == (None, "Buyer")
    new = admin("crm.item.add", entityTypeId=CONTACT, fields={"name": "Klaus", "webformId": 7})["item"]
    assert new["webformId"] == 7


def test_the_comment_of_a_contact_keeps_bbcode_and_loses_tags(admin: Api) -> None:
    kept = {
        "<strong>Important contact</strong>": "Important contact",
        "[b]Important contact[/b]": "[b]Important contact[/b]",
        "1 < 2 and 3 > 2": "1 < 2 and 3 > 2",
    }
    for given, stored in kept.items():
        item = admin("crm.item.add", entityTypeId=CONTACT, fields={"name": "Klaus", "comments": given})["item"]
        assert item["comments"] == stored


@pytest.mark.parametrize(
    ("type_id", "name", "value"),
    [
        *((type_id, "assignedById", 999_999) for type_id in TYPES),
        *((type_id, "observers", [1, 999_999]) for type_id in TYPES),
        *((type_id, "companyId", 999_999) for type_id in (LEAD, DEAL, CONTACT)),
        *((type_id, "contactIds", [1, 999_999]) for type_id in (LEAD, DEAL, COMPANY)),
        *((type_id, "currencyId", "XXX") for type_id in (LEAD, DEAL, COMPANY)),
        *((type_id, "sourceId", "NOPE") for type_id in (LEAD, DEAL, CONTACT)),
        *((type_id, "typeId", "NOPE") for type_id in (DEAL, CONTACT, COMPANY)),
        *((type_id, "leadId", 999_999) for type_id in (DEAL, CONTACT, COMPANY)),
        (LEAD, "stageId", "NOPE"),
        (LEAD, "honorific", "NOPE"),
        (CONTACT, "honorific", "NOPE"),
        (CONTACT, "companyIds", [1, 999_999]),
        (COMPANY, "industry", "NOPE"),
        (COMPANY, "employees", "NOPE"),
        (DEAL, "quoteId", 999_999),
        (DEAL, "opportunity", "much"),
    ],
)
def test_what_there_is_not_is_refused_and_named(admin: Api, type_id: int, name: str, value: Any) -> None:
    before = admin("crm.item.get", entityTypeId=type_id, id=1)["item"]
    expected = (400, "CRM_FIELD_ERROR_VALUE_NOT_VALID", f'Invalid value for field "{name}"')
    fields = {"title": "x", "name": "x", name: value}
    assert admin.send("crm.item.add", entityTypeId=type_id, fields=fields).error == expected
    assert admin.send("crm.item.update", entityTypeId=type_id, id=1, fields=fields).error == expected
    assert admin("crm.item.get", entityTypeId=type_id, id=1)["item"] == before


def test_a_date_that_is_none_is_left_out_of_a_change(admin: Api) -> None:
    """``how-to-set-paid-date-to-deal.md``, "Errors and Diagnostics" and "Key Considerations"."""
    before = admin("crm.item.get", entityTypeId=DEAL, id=1)["item"]
    after = admin("crm.item.update", entityTypeId=DEAL, id=1, fields={"closedate": "soon", "probability": 7})["item"]
    assert (after["closedate"], after["probability"]) == (before["closedate"], 7)
    for given in ("2025-04-29T13:03:20+00:00", "04/29/2025", "29.04.2025", "2025-04-29"):
        item = admin("crm.item.update", entityTypeId=DEAL, id=1, fields={"closedate": given})["item"]
        assert item["closedate"] == "2025-04-29T00:00:00+00:00"
        admin("crm.item.update", entityTypeId=DEAL, id=1, fields={"closedate": "2025-01-01"})


def test_errors(admin: Api, nobody: Api) -> None:
    for type_id in TYPES:
        assert nobody.refused("crm.item.get", entityTypeId=type_id, id=1) == (400, "ACCESS_DENIED")
        assert nobody.refused("crm.item.update", entityTypeId=type_id, id=1, fields={"opened": "Y"}) == (
            400,
            "ACCESS_DENIED",
        )
        assert admin.refused("crm.item.get", entityTypeId=type_id, id=999_999) == (400, "NOT_FOUND")
    assert nobody.send("crm.currency.list").error == (400, "", "Access denied.")
    assert admin.refused("crm.item.update", entityTypeId=LEAD, id=1, fields={"contactIds": 5}) == (400, "100")
