"""``search-by-phone-and-email.md``, step 2: the same fields are asked of leads, contacts and companies."""

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
