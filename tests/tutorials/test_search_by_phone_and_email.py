"""``search-by-phone-and-email.md``: records with a phone or an address, and the same fields of each type of them."""

import pytest

from tests.conftest import Api

LEAD, CONTACT, COMPANY = 1, 3, 4
SELECT = ["id", "title", "name", "lastName", "phone", "email"]


@pytest.mark.parametrize(
    ("type_id", "named"),
    [
        (LEAD, {"title": "Website request", "name": "Klaus", "lastName": "Weber"}),
        (CONTACT, {"name": "Klaus", "lastName": "Weber"}),
        (COMPANY, {"title": "Weber Ltd"}),
    ],
)
def test_the_first_phone_and_address_may_be_selected(admin: Api, type_id: int, named: dict[str, str]) -> None:
    fm = [
        {"typeId": "EMAIL", "valueType": "WORK", "value": "duplicate@example.com"},
        {"typeId": "PHONE", "valueType": "HOME", "value": "+491701234567"},
        {"typeId": "PHONE", "valueType": "WORK", "value": "+491707654321"},
    ]
    item = admin("crm.item.add", entityTypeId=type_id, fields=named | {"fm": fm})["item"]["id"]
    answer = admin.send("crm.item.list", entityTypeId=type_id, filter={"id": [item]}, select=SELECT).json
    assert answer["total"] == 1
    assert answer["result"]["items"] == [
        {"id": item, **named, "phone": "+491701234567", "email": "duplicate@example.com"}
    ]
    (whole,) = admin("crm.item.list", entityTypeId=type_id, filter={"id": [item]}, select=["*"])["items"]
    assert [entry["value"] for entry in whole["fm"]] == [entry["value"] for entry in fm]
    (without,) = admin("crm.item.list", entityTypeId=type_id, filter={"id": [item]}, select=["id", "fm"])["items"]
    assert without == {"id": item}


def test_the_table_has_a_row_for_each_record_that_is_found(admin: Api) -> None:
    fm = [
        {"typeId": "PHONE", "valueType": "WORK", "value": "+49 170 1234567"},
        {"typeId": "EMAIL", "valueType": "WORK", "value": "duplicate@example.com"},
    ]
    made = {
        "LEAD": admin("crm.item.add", entityTypeId=LEAD, fields={"title": "By phone", "fm": fm[:1]})["item"]["id"],
        "CONTACT": admin("crm.item.add", entityTypeId=CONTACT, fields={"name": "Both", "fm": fm})["item"]["id"],
        "COMPANY": admin("crm.item.add", entityTypeId=COMPANY, fields={"title": "By mail", "fm": fm[1:]})["item"]["id"],
    }
    by_phone = admin("crm.duplicate.findbycomm", type="PHONE", values=["+491701234567"])
    by_mail = admin("crm.duplicate.findbycomm", type="EMAIL", values=["duplicate@example.com"])
    assert by_phone == {"LEAD": [made["LEAD"]], "CONTACT": [made["CONTACT"]]}
    assert by_mail == {"CONTACT": [made["CONTACT"]], "COMPANY": [made["COMPANY"]]}
    rows = []
    for type_id, symbol in ((LEAD, "LEAD"), (CONTACT, "CONTACT"), (COMPANY, "COMPANY")):
        ids = sorted({*by_phone.get(symbol, []), *by_mail.get(symbol, [])})
        rows += admin("crm.item.list", entityTypeId=type_id, filter={"id": ids}, select=SELECT)["items"]
    assert [row["id"] for row in rows] == list(made.values())
    assert admin("crm.duplicate.findbycomm", type="PHONE", values=["+491709999999"]) == []


def test_what_is_missing_is_told(admin: Api, nobody: Api) -> None:
    def refusal(caller: Api, **params: object) -> tuple[int, str]:
        status, _, text = caller.send("crm.duplicate.findbycomm", **params).error
        return status, text

    assert refusal(admin, values=["+49"]) == (400, "Communication type is not defined")
    unsupported = "Communication type 'WEB' is not supported in current context"
    assert refusal(admin, type="WEB", values=["+49"]) == (400, unsupported)
    assert refusal(admin, type="PHONE", values="+49") == (400, "Communication values is not defined")
    assert refusal(nobody, type="PHONE", values=["+49"]) == (403, "Access denied")
