"""``crm.duplicate.*`` through the wire."""

from typing import Any

import pytest

from tests.conftest import Api, Wire, api_of

PHONE = "+49 40 5550177"
EMAIL = "Nora.Tide@example.test"


def with_phone(api: Api, noun: str, value: str = PHONE, **fields: Any) -> int:
    names = {"NAME": "Nora"} if noun == "contact" else {"TITLE": "Nora"}
    number: int = api(f"crm.{noun}.add", fields={**names, **fields, "PHONE": [{"VALUE": value}]})
    return number


def found(api: Api, value: Any = PHONE, kind: str = "PHONE", **more: Any) -> Any:
    return api("crm.duplicate.findbycomm", type=kind, values=[value], **more)


def test_each_type_that_has_the_phone_is_named(admin: Api) -> None:
    ids = {noun.upper(): [with_phone(admin, noun)] for noun in ("lead", "contact", "company")}
    ids["CONTACT"].append(with_phone(admin, "contact", "+49-40-555-01-77 ext 3"))
    assert found(admin) == ids
    assert found(admin, "+49(40)5550177;12") == ids
    assert found(admin, entity_type="CONTACT") == {"CONTACT": ids["CONTACT"]}
    assert found(admin, entity_type="company") == {"COMPANY": ids["COMPANY"]}
    assert found(admin, entity_type="DEAL") == ids
    assert found(admin, kind="phone") == ids
    assert found(admin, "49 40 5550177") == [], "a number without its plus is another"
    assert found(admin, kind="EMAIL") == []


def test_addresses_are_the_same_in_any_case_of_letters(admin: Api) -> None:
    lead = admin("crm.item.add", entityTypeId=1, fields={"fm": [{"typeId": "EMAIL", "value": EMAIL}]})["item"]["id"]
    assert found(admin, EMAIL.upper(), "EMAIL") == {"LEAD": [lead]}
    answer = admin("crm.duplicate.findbycomm", type="EMAIL", values={"a": "x@example.test", "b": EMAIL})
    assert answer == {"LEAD": [lead]}


def test_a_changed_phone_is_found_by_what_it_is_now(admin: Api) -> None:
    contact = with_phone(admin, "contact")
    entry = admin("crm.contact.get", id=contact)["PHONE"][0]["ID"]
    admin("crm.contact.update", id=contact, fields={"PHONE": [{"ID": entry, "VALUE": "+49 40 5550188"}]})
    assert found(admin) == []
    assert found(admin, "+49405550188") == {"CONTACT": [contact]}
    admin("crm.contact.update", id=contact, fields={"PHONE": [{"ID": entry, "VALUE_TYPE": "HOME"}]})
    assert found(admin, "+49405550188") == {"CONTACT": [contact]}
    admin("crm.contact.delete", id=contact)
    assert found(admin, "+49405550188") == []


def test_only_what_the_caller_may_read_is_found(admin: Api, seller: Api) -> None:
    with_phone(admin, "lead", ASSIGNED_BY_ID=1)
    own = with_phone(admin, "lead", ASSIGNED_BY_ID=3)
    company = with_phone(admin, "company", ASSIGNED_BY_ID=1, OPENED="N")
    assert found(seller) == {"LEAD": [own], "COMPANY": [company]}


def test_twenty_of_a_type_are_enough(admin: Api) -> None:
    contacts = [with_phone(admin, "contact") for _ in range(21)]
    lead = with_phone(admin, "lead")
    with_phone(admin, "company")
    assert found(admin) == {"LEAD": [lead], "CONTACT": contacts[:20]}


def test_no_more_than_twenty_values_are_looked_for(admin: Api) -> None:
    contact = with_phone(admin, "contact")
    values = [f"+1 555 {number:04}" for number in range(20)]
    assert admin("crm.duplicate.findbycomm", type="PHONE", values=[*values, PHONE]) == []
    assert admin("crm.duplicate.findbycomm", type="PHONE", values=[*values[1:], PHONE]) == {"CONTACT": [contact]}


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"values": [PHONE]}, "Communication type is not defined"),
        ({"type": "", "values": [PHONE]}, "Communication type is not defined"),
        ({"type": "WEB", "values": [PHONE]}, "Communication type 'WEB' is not supported in current context"),
        ({"type": "PHONE"}, "Communication values is not defined"),
        ({"type": "PHONE", "values": PHONE}, "Communication values is not defined"),
        ({"type": "PHONE", "values": []}, "Communication values is not defined"),
        ({"type": "PHONE", "values": [None, ""]}, "Communication values is not defined"),
        ({"type": "PHONE", "values": [["x"]]}, "Communication values is not defined"),
    ],
)
def test_what_is_missing_is_said(admin: Api, given: dict[str, Any], text: str) -> None:
    assert admin.send("crm.duplicate.findbycomm", **given).error == (400, "", text)


def test_who_may_read_none_of_the_types_is_refused(wire: Wire, admin: Api) -> None:
    """The support engineer, user 6, may read contacts, companies and deals, and no leads."""
    support = api_of(wire, 6)
    contact = with_phone(admin, "contact")
    with_phone(admin, "lead")
    assert found(support) == {"CONTACT": [contact]}
    answer = support.send("crm.duplicate.findbycomm", type="PHONE", values=[PHONE], entity_type="LEAD")
    assert answer.error == (403, "", "Access denied")


def test_fields_are_compared_until_they_are_not(admin: Api) -> None:
    possible = admin("crm.duplicate.volatileType.fields", entityTypeId=1)
    assert {"entityTypeId": 1, "fieldCode": "TITLE", "fieldTitle": "Lead name"} in possible
    assert {row["fieldCode"] for row in possible} & {"NAME", "COMPANY_TITLE", "PHONE", "ID"} == set()
    assert {row["entityTypeId"] for row in admin("crm.duplicate.volatileType.fields")} == {1, 3, 4}
    assert admin("crm.duplicate.volatileType.fields", entityTypeId=2) == []
    number = admin("crm.duplicate.volatileType.register", entityTypeId=1, fieldCode="TITLE")["id"]
    assert admin("crm.duplicate.volatileType.register", entityTypeId=1, fieldCode="TITLE") == {"id": number}
    assert admin("crm.duplicate.volatileType.list") == [{"id": number, "entityTypeId": 1, "fieldCode": "TITLE"}]
    assert admin("crm.duplicate.volatileType.unregister", id=number) is True
    assert admin("crm.duplicate.volatileType.list") == []
    again = (400, "TYPE_IS_NOT_ASSIGNED", "This type is not assigned")
    assert admin.send("crm.duplicate.volatileType.unregister", id=number).error == again


@pytest.mark.parametrize(("type_id", "code"), [(1, "NAME"), (1, "NOTHING"), (1, "ID"), (2, "TITLE"), (4, "TITLE")])
def test_other_fields_are_not_found(admin: Api, type_id: int, code: str) -> None:
    answer = admin.send("crm.duplicate.volatileType.register", entityTypeId=type_id, fieldCode=code)
    assert answer.error == (400, "FIELD_NOT_FOUND", "Field not found")


def test_seven_fields_are_compared_at_most(admin: Api) -> None:
    codes = [row["fieldCode"] for row in admin("crm.duplicate.volatileType.fields", entityTypeId=3)]
    for code in codes[:7]:
        admin("crm.duplicate.volatileType.register", entityTypeId=3, fieldCode=code)
    refused = admin.refused("crm.duplicate.volatileType.register", entityTypeId=1, fieldCode="TITLE")
    assert refused == (400, "MAX_TYPES_COUNT_EXCEEDED")
    assert admin("crm.duplicate.volatileType.register", entityTypeId=3, fieldCode=codes[0])["id"] == 1
    admin("crm.duplicate.volatileType.unregister", id=2)
    admin("crm.duplicate.volatileType.register", entityTypeId=1, fieldCode="TITLE")


def test_only_administrators_say_what_is_compared(seller: Api) -> None:
    for verb, given in (
        ("fields", {}),
        ("list", {}),
        ("register", {"entityTypeId": 1, "fieldCode": "TITLE"}),
        ("unregister", {"id": 1}),
    ):
        assert seller.refused(f"crm.duplicate.volatileType.{verb}", **given) == (400, "ACCESS_DENIED")
