"""``crm.requisite.*``: they belong to contacts and companies, and whoever may do something to these may to them."""

from typing import Any

import pytest

from homeport.domain import integrity
from tests.conftest import Api, Wire
from tests.methods.requisite.client import (
    COMPANY,
    CONTACT,
    NOBODY,
    account,
    addresses,
    allow,
    company,
    ids,
    key,
    requisite,
)

OF_TYPE = {"ENTITY_TYPE_ID": COMPANY, "ENTITY_ID": 1, "PRESET_ID": 1, "NAME": "Main"}


def of(api: Api, owner: int, type_id: int = COMPANY) -> list[int]:
    return ids(api("crm.requisite.list", filter={"ENTITY_TYPE_ID": type_id, "ENTITY_ID": owner}))


def test_a_requisite_is_as_it_was_given(admin: Api) -> None:
    owner = company(admin)
    given = {"RQ_COMPANY_NAME": 'Ltd. "Pier"', "RQ_INN": "0717586110", "RQ_COMPANY_REG_DATE": "06.04.2007", "SORT": 100}
    number = requisite(admin, owner, **given)
    found = admin("crm.requisite.get", id=number)
    assert found.items() >= {**given, "SORT": "100", "ENTITY_ID": str(owner), "PRESET_ID": "1"}.items()
    assert (found["ACTIVE"], found["ADDRESS_ONLY"], found["RQ_VAT_PAYER"]) == ("Y", "N", "N")
    assert (found["CREATED_BY_ID"], found["MODIFY_BY_ID"], found["DATE_MODIFY"]) == ("1", None, "")
    assert found["RQ_OGRN"] is None
    assert admin("crm.requisite.update", id=number, fields={"RQ_OKPO": "80715150", "ENTITY_ID": 2}) is True
    changed = admin("crm.requisite.get", id=number)
    assert (changed["RQ_OKPO"], changed["RQ_INN"], changed["ENTITY_ID"]) == ("80715150", "0717586110", str(owner))
    assert changed["DATE_MODIFY"]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({}, "ENTITY_TYPE_ID is not defined or invalid."),
        ({**OF_TYPE, "ENTITY_TYPE_ID": 1}, "ENTITY_TYPE_ID is not defined or invalid."),
        ({**OF_TYPE, "ENTITY_TYPE_ID": "x"}, "ENTITY_TYPE_ID is not defined or invalid."),
        ({**OF_TYPE, "ENTITY_ID": 0}, "ENTITY_ID is not defined or invalid."),
        ({**OF_TYPE, "PRESET_ID": ""}, "PRESET_ID is not defined or invalid."),
        ({**OF_TYPE, "ENTITY_ID": NOBODY}, "Entity not found."),
    ],
)
def test_a_requisite_needs_its_owner_and_a_template(admin: Api, given: dict[str, Any], wanted: str) -> None:
    before = admin.send("crm.requisite.list").json["total"]
    assert admin.send("crm.requisite.add", fields=given).error == (400, "", wanted)
    assert admin.send("crm.requisite.list").json["total"] == before


def test_whether_there_is_such_a_template_nobody_asks(admin: Api) -> None:
    assert requisite(admin, company(admin), PRESET_ID=NOBODY)


def test_lists_are_filtered_by_any_field(admin: Api) -> None:
    owner = company(admin)
    first, second = requisite(admin, owner, RQ_INN="123"), requisite(admin, owner, NAME="Branch", RQ_INN="456")
    assert of(admin, owner) == [first, second]
    mine = {"ENTITY_TYPE_ID": COMPANY, "ENTITY_ID": owner}
    assert ids(admin("crm.requisite.list", filter={**mine, "%NAME": "bran"})) == [second]
    assert ids(admin("crm.requisite.list", filter={**mine, "@RQ_INN": ["123", "9"]})) == [first]
    found = admin("crm.requisite.list", filter=mine, order={"RQ_INN": "desc"}, select=["ID", "RQ_INN"])
    assert found == [{"ID": str(second), "RQ_INN": "456"}, {"ID": str(first), "RQ_INN": "123"}]


def test_rights_are_those_to_the_owner(wire: Wire, admin: Api, seller: Api) -> None:
    own, of_others = company(admin, ASSIGNED_BY_ID=3), company(admin, ASSIGNED_BY_ID=1)
    mine, theirs = requisite(admin, own), requisite(admin, of_others)
    assert seller("crm.requisite.update", id=mine, fields={"NAME": "Ours"}) is True
    for verb in ("update", "delete"):
        answer = seller.send(f"crm.requisite.{verb}", id=theirs, fields={"NAME": "Ours"})
        assert answer.error == (400, "", "Access denied.")
    assert seller("crm.requisite.get", id=theirs)["NAME"] == "Main"
    allow(wire, COMPANY={"READ": "A", "ADD": "A"}, CONTACT={"READ": "X"})
    assert seller.send("crm.requisite.get", id=theirs).error == (400, "", "Access denied.")
    answer = seller.send("crm.requisite.list")
    assert mine in ids(answer.result)
    assert theirs not in ids(answer.result)
    assert answer.json["total"] == len(answer.result)
    assert requisite(seller, own)
    fields = {"ENTITY_TYPE_ID": COMPANY, "ENTITY_ID": of_others, "PRESET_ID": 1}
    assert seller.send("crm.requisite.add", fields=fields).error == (400, "", "Access denied.")
    assert of(admin, of_others) == [theirs]


def test_a_list_takes_the_right_to_read_what_it_is_about(wire: Wire, seller: Api) -> None:
    allow(wire, COMPANY={"READ": "X"})
    denied = (400, "0", "Access denied.")
    assert seller("crm.requisite.list", filter={"ENTITY_TYPE_ID": COMPANY}) is not None
    assert seller.send("crm.requisite.list").error == denied
    assert seller.send("crm.requisite.list", filter={"ENTITY_TYPE_ID": CONTACT}).error == denied
    assert seller.send("crm.requisite.list", filter={"ENTITY_TYPE_ID": 1}).error == denied
    assert seller.send("crm.requisite.list", filter={"@ENTITY_TYPE_ID": [3, 4]}).error == denied


@pytest.mark.parametrize("of_type", ["company", "contact"])
def test_requisites_go_with_their_owner_and_what_belongs_to_them_with_them(
    wire: Wire, admin: Api, of_type: str
) -> None:
    type_id = {"company": COMPANY, "contact": CONTACT}[of_type]
    owner = admin(f"crm.{of_type}.add", fields={"TITLE": "Pier", "NAME": "Ann"})
    number = requisite(admin, owner, type_id)
    bank = account(admin, number)
    admin("crm.address.add", fields={**key(number), "CITY": "Kittery"})
    admin(f"crm.{of_type}.delete", id=owner)
    assert admin.send("crm.requisite.get", id=number).error[2] == f"The Requisite with ID '{number}' is not found"
    assert admin.send("crm.requisite.bankdetail.get", id=bank).status == 400
    assert addresses(admin, ENTITY_ID=number) == []
    with wire.portal.store.snapshot() as tx:
        assert list(integrity.broken(tx)) == []


def test_who_becomes_one_with_another_brings_the_requisites(wire: Wire, admin: Api) -> None:
    kept, gone = company(admin), company(admin)
    first, second = requisite(admin, kept), requisite(admin, gone)
    admin("crm.address.add", fields={**key(second), "CITY": "Kittery"})
    merged = admin("crm.entity.mergeBatch", params={"entityTypeId": COMPANY, "entityIds": [kept, gone]})
    assert merged["STATUS"] == "SUCCESS"
    assert of(admin, kept) == [first, second]
    assert [row["ANCHOR_ID"] for row in addresses(admin, ENTITY_ID=second)] == [str(kept)]
    with wire.portal.store.snapshot() as tx:
        assert list(integrity.broken(tx)) == []
