"""``how-to-get-address.md``: from a client to the requisites, and from these to the addresses."""

from typing import Any

import pytest

from homeport.domain.portal.people import roles
from homeport.store import Transaction
from tests.conftest import Api

CONTACT, COMPANY, REQUISITE, LEAD = 3, 4, 8, 1
QUAY = {"ADDRESS_1": "Tverskaya Street, 7", "CITY": "Berlin", "COUNTRY": "Germany"}
DENIED = "Access denied."


def allow(api: Api, **rules: dict[str, str]) -> None:
    """Let every role allow this and nothing else."""

    def write(tx: Transaction) -> None:
        for role in roles.listed(tx):
            roles.set_rules(tx, role["ID"], rules)

    api.wire.portal.store.write_now(write)


@pytest.fixture
def contact(admin: Api) -> int:
    """A contact with requisites, which have a street address and a delivery address."""
    number: int = admin("crm.contact.add", fields={"NAME": "Ann"})
    fields = {"ENTITY_TYPE_ID": CONTACT, "ENTITY_ID": number, "PRESET_ID": 2, "NAME": "Ann"}
    requisite = admin("crm.requisite.add", fields=fields)
    for of_type in (1, 11):
        key = {"TYPE_ID": of_type, "ENTITY_TYPE_ID": REQUISITE, "ENTITY_ID": requisite}
        admin("crm.address.add", fields={**QUAY, **key})
    return number


def test_a_clients_addresses_are_found_by_its_requisites(admin: Api, contact: int) -> None:
    of_client = {"ENTITY_TYPE_ID": CONTACT, "ENTITY_ID": contact}
    answer = admin.send("crm.requisite.list", filter=of_client, select=["ID", "ENTITY_TYPE_ID", "ENTITY_ID"]).json
    assert answer["total"] == 1
    (requisite,) = answer["result"]
    assert requisite == {"ID": requisite["ID"], "ENTITY_TYPE_ID": "3", "ENTITY_ID": str(contact)}
    of_requisite = {"ENTITY_TYPE_ID": REQUISITE, "ENTITY_ID": requisite["ID"]}
    answer = admin.send("crm.address.list", filter=of_requisite).json
    assert answer["total"] == 2
    for row, of_type in zip(answer["result"], ("1", "11"), strict=True):
        assert row.items() >= {**QUAY, "TYPE_ID": of_type, "ANCHOR_TYPE_ID": "3", "ANCHOR_ID": str(contact)}.items()
        assert [row[name] for name in ("ADDRESS_2", "REGION", "COUNTRY_CODE")] == [None] * 3
    (delivery,) = admin("crm.address.list", filter={**of_requisite, "TYPE_ID": 11})
    assert delivery["TYPE_ID"] == "11"


def test_the_wrong_type_finds_nothing(admin: Api, contact: int) -> None:
    (requisite,) = admin("crm.requisite.list", filter={"ENTITY_TYPE_ID": CONTACT, "ENTITY_ID": contact})
    found: list[Any] = admin("crm.requisite.list", filter={"ENTITY_TYPE_ID": COMPANY, "ENTITY_ID": 999_999})
    assert found == []
    assert admin("crm.address.list", filter={"ENTITY_TYPE_ID": CONTACT, "ENTITY_ID": contact}) == []
    mine = {"ENTITY_TYPE_ID": REQUISITE, "ENTITY_ID": requisite["ID"]}
    assert admin("crm.address.list", filter={**mine, "TYPE_ID": 6}) == []


def test_a_leads_address_is_found_at_once(admin: Api) -> None:
    lead = admin("crm.lead.add", fields={"TITLE": "Enquiry", "ADDRESS": "4 Quay Street", "ADDRESS_CITY": "Berlin"})
    (found,) = admin("crm.address.list", filter={"ENTITY_TYPE_ID": LEAD, "ENTITY_ID": lead})
    assert (found["ADDRESS_1"], found["CITY"], found["ANCHOR_ID"]) == ("4 Quay Street", "Berlin", str(lead))


def test_what_an_administrator_made_of_the_type_address_is_apart(admin: Api, contact: int) -> None:
    made = admin("crm.contact.userfield.add", fields={"FIELD_NAME": "HOME", "USER_TYPE_ID": "address"})
    (field,) = admin("crm.contact.userfield.list", filter={"USER_TYPE_ID": "address"})
    assert field["ID"] == str(made)
    text = "Granatny Lane, 10, Berlin, Germany|55.76;37.59|571"
    admin("crm.contact.update", id=contact, fields={field["FIELD_NAME"]: text})
    assert admin("crm.contact.get", id=contact)[field["FIELD_NAME"]] == text
    assert len(admin("crm.address.list", filter={"ANCHOR_TYPE_ID": CONTACT, "ANCHOR_ID": contact})) == 2


def test_rights_that_lists_need(seller: Api) -> None:
    allow(seller, COMPANY={"READ": "X"}, LEAD={"READ": "X"})
    for of_type in (CONTACT, LEAD):
        refusal = seller.send("crm.requisite.list", filter={"ENTITY_TYPE_ID": of_type}).error
        assert refusal[::2] == (400, DENIED)
    assert seller("crm.requisite.list", filter={"ENTITY_TYPE_ID": COMPANY})
    assert seller.send("crm.address.list").error[::2] == (400, DENIED)
    allow(seller, COMPANY={"READ": "X"}, LEAD={"READ": "X"}, CONTACT={"READ": "X"})
    assert seller("crm.address.list", filter={"ENTITY_TYPE_ID": REQUISITE})
