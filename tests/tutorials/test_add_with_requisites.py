"""``how-to-add-contact-with-requisite.md``, ``how-to-add-company-with-requisite.md`` and
``how-to-add-deal-with-choice-of-requisite.md``: a form on a site becomes a client with requisites and an address.
"""

from typing import Any

import pytest

from tests.conftest import Api

CONTACT, COMPANY, REQUISITE, DEAL = 3, 4, 8, 2
NOBODY = 999_999
CLIENTS: dict[int, tuple[str, dict[str, Any]]] = {
    CONTACT: ("crm.contact.add", {"NAME": "Klaus", "LAST_NAME": "Weber"}),
    COMPANY: ("crm.company.add", {"TITLE": "Müller GmbH", "COMPANY_TYPE": "CUSTOMER"}),
}
PHONE = [{"VALUE": "+49 000 0000", "VALUE_TYPE": "WORK"}]
ADDRESS = {"ADDRESS_1": "Tiergartenstraße 17", "CITY": "Berlin", "POSTAL_CODE": "10785"}
OWN = {"TYPE_ID", "ENTITY_TYPE_ID", "ENTITY_ID"}
"""The fields of an address that a form does not ask for."""


def client(api: Api, type_id: int) -> int:
    method, fields = CLIENTS[type_id]
    number: int = api(method, fields={**fields, "PHONE": PHONE})
    return number


def requisite(owner: int, type_id: int, **fields: Any) -> dict[str, Any]:
    return {
        "ENTITY_TYPE_ID": type_id,
        "ENTITY_ID": owner,
        "PRESET_ID": 1,
        "NAME": "Müller GmbH",
        "ACTIVE": "Y",
        **fields,
    }


def address(owner: int, **fields: Any) -> dict[str, Any]:
    return {**ADDRESS, "TYPE_ID": 1, "ENTITY_TYPE_ID": REQUISITE, "ENTITY_ID": owner, **fields}


def test_the_form_has_templates_and_the_fields_of_an_address(admin: Api) -> None:
    presets = admin("crm.requisite.preset.list", select=["ID", "NAME"])
    assert all(set(preset) == {"ID", "NAME"} for preset in presets)
    fields = admin("crm.address.fields")
    assert {name for name, facts in fields.items() if facts["isRequired"]} == OWN
    assert {"ADDRESS_1", "CITY", "POSTAL_CODE"} <= {name for name, facts in fields.items() if not facts["isReadOnly"]}


@pytest.mark.parametrize("type_id", CLIENTS)
def test_a_form_becomes_a_client_with_requisites_and_an_address(admin: Api, type_id: int) -> None:
    owner = client(admin, type_id)
    number = admin("crm.requisite.add", fields=requisite(owner, type_id, RQ_INN="0717586110"))
    assert admin("crm.address.add", fields=address(number)) is True
    wanted = {"filter": {"ENTITY_TYPE_ID": type_id, "ENTITY_ID": owner}}
    answer = admin.send("crm.requisite.list", **wanted, select=["ENTITY_TYPE_ID", "ENTITY_ID", "ID", "NAME"]).json
    row = {"ENTITY_TYPE_ID": str(type_id), "ENTITY_ID": str(owner), "ID": str(number), "NAME": "Müller GmbH"}
    assert (answer["result"], answer["total"]) == ([row], 1)
    answer = admin.send("crm.address.list", filter={"ENTITY_TYPE_ID": REQUISITE, "ENTITY_ID": number}).json
    assert answer["total"] == 1
    assert answer["result"][0].items() >= {**ADDRESS, "TYPE_ID": "1", "ENTITY_ID": str(number)}.items()
    # a field that the template has not is kept all the same
    shown = [field["FIELD_NAME"] for field in admin("crm.requisite.preset.field.list", preset={"ID": 1})]
    assert "RQ_INN" not in shown
    assert admin("crm.requisite.get", id=number)["RQ_INN"] == "0717586110"


def test_the_same_form_twice_becomes_two_clients(admin: Api) -> None:
    first, second = (client(admin, COMPANY) for _ in range(2))
    assert first != second
    made = [admin("crm.requisite.add", fields=requisite(owner, COMPANY)) for owner in (first, second)]
    assert made[0] != made[1]


def test_a_deal_takes_the_requisite_of_its_company(admin: Api) -> None:
    owner = client(admin, COMPANY)
    number = admin("crm.requisite.add", fields=requisite(owner, COMPANY))
    admin("crm.address.add", fields=address(number))
    made = admin("crm.deal.add", fields={"TITLE": "Müller GmbH", "COMPANY_ID": owner, "REQUISITE_ID": NOBODY})
    assert "REQUISITE_ID" not in admin("crm.deal.fields")
    none = {"BANK_DETAIL_ID": "0", "MC_REQUISITE_ID": "0", "MC_BANK_DETAIL_ID": "0"}
    found = admin("crm.requisite.link.get", entityTypeId=DEAL, entityId=made)
    assert found == {"ENTITY_TYPE_ID": DEAL, "ENTITY_ID": made, "REQUISITE_ID": str(number), **none}
    other = admin("crm.requisite.add", fields=requisite(owner, COMPANY, NAME="Branch"))
    named = {"ENTITY_TYPE_ID": DEAL, "ENTITY_ID": made, "REQUISITE_ID": other, "BANK_DETAIL_ID": 0}
    refusal = admin.send("crm.requisite.link.register", fields={**named, "MC_BANK_DETAIL_ID": 0}).error
    assert refusal == (400, "", "MC_REQUISITE_ID is not defined or invalid.")
    assert admin("crm.requisite.link.register", fields={**named, "MC_REQUISITE_ID": 0, "MC_BANK_DETAIL_ID": 0}) is True
    assert admin("crm.requisite.link.get", entityTypeId=DEAL, entityId=made)["REQUISITE_ID"] == str(other)


@pytest.mark.parametrize("type_id", CLIENTS)
def test_every_row_of_the_table_of_errors(admin: Api, nobody: Api, type_id: int) -> None:
    owner = client(admin, type_id)
    number = admin("crm.requisite.add", fields=requisite(owner, type_id))
    admin("crm.address.add", fields=address(number))

    def text(api: Api, method: str, fields: dict[str, Any]) -> str:
        status, code, found = api.send(method, fields=fields).error
        assert (status, code) == (400, "")
        return found

    add, at = "crm.requisite.add", "crm.address.add"
    assert text(admin, add, requisite(NOBODY, type_id)) == "Entity not found."
    assert text(admin, add, requisite(owner, 5)) == "ENTITY_TYPE_ID is not defined or invalid."
    assert text(admin, at, address(number, ENTITY_TYPE_ID="")) == "ENTITY_TYPE_ID is not defined or invalid."
    assert text(admin, add, requisite(0, type_id)) == "ENTITY_ID is not defined or invalid."
    assert text(admin, at, address(0)) == "ENTITY_ID is not defined or invalid."
    assert text(admin, at, address(number, TYPE_ID="")) == "TYPE_ID is not defined or invalid."
    assert text(admin, at, address(number)) == "TypeAddress exists."
    assert text(nobody, CLIENTS[type_id][0], {"NAME": "Klaus", "TITLE": "Müller"}) == "Access denied."
    assert text(nobody, add, requisite(owner, type_id)) == "Access denied."
    assert text(nobody, at, address(number, TYPE_ID=6)) == "Access denied."
