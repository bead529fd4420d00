"""Phones, e-mail addresses, websites and messengers of records, in both spellings."""

from typing import Any

import pytest

from tests.conftest import Api

LEAD, CONTACT, COMPANY = 1, 3, 4
MULTIFIELD_KINDS = ("lead", "contact", "company")
TITLE = {"TITLE": "Oar Museum"}
KINDS_OF_VALUES = ("PHONE", "EMAIL", "WEB", "IM")


def part(record: dict[str, Any], names: Any) -> dict[str, Any]:
    return {name: record[name] for name in names}


@pytest.mark.parametrize("kind", MULTIFIELD_KINDS)
def test_multifields_are_added_changed_and_deleted_by_their_ids(admin: Api, kind: str) -> None:
    fields = {
        **TITLE,
        "PHONE": [{"VALUE": "+49 30 23125 800", "VALUE_TYPE": "MOBILE"}, {"VALUE": "+49 30 23125 801"}],
        "EMAIL": [{"VALUE": "wanda@example.test", "VALUE_TYPE": "HOME"}],
        "WEB": [{"VALUE": "https://oars.example.test"}],
        "IM": [{"VALUE": "wanda_k", "VALUE_TYPE": "TELEGRAM"}],
    }
    entity_id = admin(f"crm.{kind}.add", fields=fields)
    record = admin(f"crm.{kind}.get", id=entity_id)
    phones = record["PHONE"]
    assert [(phone["VALUE"], phone["VALUE_TYPE"], phone["TYPE_ID"]) for phone in phones] == [
        ("+49 30 23125 800", "MOBILE", "PHONE"),
        ("+49 30 23125 801", "WORK", "PHONE"),
    ]
    assert [len(record[name]) for name in ("EMAIL", "WEB", "IM")] == [1, 1, 1]
    assert part(record, ("HAS_PHONE", "HAS_EMAIL", "HAS_IMOL")) == {"HAS_PHONE": "Y", "HAS_EMAIL": "Y", "HAS_IMOL": "N"}

    change = [
        {"ID": phones[0]["ID"], "VALUE": "+49 30 23125 802", "VALUE_TYPE": "FAX"},
        {"ID": phones[1]["ID"], "DELETE": "Y"},
        {"VALUE": "+49 30 23125 803", "VALUE_TYPE": "HOME"},
    ]
    admin(
        f"crm.{kind}.update",
        id=entity_id,
        fields={"PHONE": change, "EMAIL": [{"ID": record["EMAIL"][0]["ID"], "VALUE": ""}]},
    )
    record = admin(f"crm.{kind}.get", id=entity_id)
    assert [(phone["VALUE"], phone["VALUE_TYPE"]) for phone in record["PHONE"]] == [
        ("+49 30 23125 802", "FAX"),
        ("+49 30 23125 803", "HOME"),
    ]
    assert record["PHONE"][0]["ID"] == phones[0]["ID"]
    assert "EMAIL" not in record
    assert part(record, ("HAS_PHONE", "HAS_EMAIL")) == {"HAS_PHONE": "Y", "HAS_EMAIL": "N"}


def test_the_multifields_of_other_records_are_out_of_reach(admin: Api) -> None:
    other = admin("crm.contact.get", id=2)["PHONE"]
    admin("crm.contact.update", id=1, fields={"PHONE": [{"ID": other[0]["ID"], "VALUE": "taken over"}]})
    admin("crm.contact.update", id=1, fields={"PHONE": [{"ID": other[0]["ID"], "DELETE": "Y"}]})
    assert admin("crm.contact.get", id=2)["PHONE"] == other


@pytest.mark.parametrize("kind", MULTIFIELD_KINDS)
def test_an_e_mail_address_that_is_none_is_refused(admin: Api, kind: str) -> None:
    expected = (400, "ERROR_CORE", "The field Work e-mail contains an invalid address")
    fields = {"EMAIL": [{"VALUE": "nowhere", "VALUE_TYPE": "WORK"}]}
    assert admin.send(f"crm.{kind}.add", fields=TITLE | fields).error == expected
    assert admin.send(f"crm.{kind}.update", id=1, fields=fields).error == expected


USELESS: tuple[Any, ...] = (
    "+49",
    ["+49"],
    [["+49"]],
    5,
    True,
    None,
    {"VALUE": "+49"},
    [{"VALUE": ["+49"]}],
    [{"VALUE": "+49", "VALUE_TYPE": [5]}],
    [{"VALUE_TYPE": "WORK"}],
)


@pytest.mark.parametrize("given", USELESS)
@pytest.mark.parametrize("kind", MULTIFIELD_KINDS)
def test_what_cannot_be_used_is_dropped_and_the_record_saved(admin: Api, kind: str, given: Any) -> None:
    fields = {**TITLE, "NAME": "Wanda", "COMMENTS": "Call first", **dict.fromkeys(KINDS_OF_VALUES, given)}
    entity_id = admin(f"crm.{kind}.add", fields=fields)
    record = admin(f"crm.{kind}.get", id=entity_id)
    assert (record["COMMENTS"], record["HAS_PHONE"], record["HAS_EMAIL"]) == ("Call first", "N", "N")
    assert not record.keys() & set(KINDS_OF_VALUES)
    change = {"COMMENTS": "Call again", **dict.fromkeys(KINDS_OF_VALUES, given)}
    assert admin(f"crm.{kind}.update", id=entity_id, fields=change) is True
    after = admin(f"crm.{kind}.get", id=entity_id)
    assert after == record | {"COMMENTS": "Call again", "DATE_MODIFY": after["DATE_MODIFY"]}


@pytest.mark.parametrize("given", USELESS)
@pytest.mark.parametrize("type_id", [LEAD, CONTACT, COMPANY])
def test_what_cannot_be_used_of_fm_is_dropped_and_the_item_saved(admin: Api, type_id: int, given: Any) -> None:
    fields = {"title": "Multi", "name": "Wanda", "comments": "Call first", "fm": given}
    item = admin("crm.item.add", entityTypeId=type_id, fields=fields)["item"]
    assert (item["comments"], item["fm"]) == ("Call first", [])
    change = {"comments": "Call again", "fm": given}
    changed = admin("crm.item.update", entityTypeId=type_id, id=item["id"], fields=change)
    assert changed["item"] == item | {"comments": "Call again", "updatedTime": changed["item"]["updatedTime"]}


def test_what_can_be_used_beside_it_is_saved(admin: Api) -> None:
    phones = ["+49", {"VALUE": "+49 30 1"}, None, {"VALUE": []}, {"VALUE": "+49 30 2", "VALUE_TYPE": "HOME"}]
    lead = admin("crm.lead.get", id=admin("crm.lead.add", fields={"PHONE": phones}))
    assert [(phone["VALUE"], phone["VALUE_TYPE"]) for phone in lead["PHONE"]] == [
        ("+49 30 1", "WORK"),
        ("+49 30 2", "HOME"),
    ]


def test_more_values_than_one_call_may_bring_are_dropped(admin: Api) -> None:
    phones = [{"VALUE": str(number)} for number in range(150)]
    lead = admin("crm.lead.get", id=admin("crm.lead.add", fields={"PHONE": phones}))
    assert [phone["VALUE"] for phone in lead["PHONE"]] == [str(number) for number in range(100)]


@pytest.mark.parametrize("type_id", [LEAD, CONTACT, COMPANY])
def test_the_universal_methods_write_multifields_as_fm(admin: Api, type_id: int) -> None:
    fm = [
        {"typeId": "PHONE", "valueType": "WORK", "value": "+49 30 23125 810"},
        {"typeId": "EMAIL", "valueType": "HOME", "value": "fm@example.test"},
    ]
    item = admin("crm.item.add", entityTypeId=type_id, fields={"title": "Multi", "fm": fm})["item"]
    assert [{name: entry[name] for name in ("typeId", "valueType", "value")} for entry in item["fm"]] == fm
    assert part(item, ("phone", "phoneWork", "phoneMobile", "emailHome")) == {
        "phone": "+49 30 23125 810",
        "phoneWork": "+49 30 23125 810",
        "phoneMobile": "",
        "emailHome": "fm@example.test",
    }
    gone = [{"id": item["fm"][0]["id"], "typeId": "PHONE", "delete": "Y"}]
    item = admin("crm.item.update", entityTypeId=type_id, id=item["id"], fields={"fm": gone})["item"]
    assert [entry["typeId"] for entry in item["fm"]] == ["EMAIL"]
