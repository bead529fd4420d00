"""``crm.requisite.link.*``: which requisites the documents of a record take."""

from typing import Any

import pytest

from tests.conftest import Api, Wire
from tests.methods.requisite.client import CONTACT, DEAL, NOBODY, QUOTE, account, allow, company, requisite

NONE = {"REQUISITE_ID": 0, "BANK_DETAIL_ID": 0, "MC_REQUISITE_ID": 0, "MC_BANK_DETAIL_ID": 0}


def deal(api: Api, **fields: Any) -> int:
    number: int = api("crm.deal.add", fields={"TITLE": "Anchors", **fields})
    return number


def register(api: Api, number: int, type_id: int = DEAL, **chosen: Any) -> str:
    """What is said against a choice; nothing when it is made."""
    fields = {"ENTITY_TYPE_ID": type_id, "ENTITY_ID": number, **NONE, **chosen}
    answer = api.send("crm.requisite.link.register", fields=fields)
    return "" if answer.status == 200 and answer.result is True else answer.error[2]


def chosen(api: Api, number: int, type_id: int = DEAL) -> dict[str, Any]:
    found: dict[str, Any] = api("crm.requisite.link.get", entityTypeId=type_id, entityId=number)
    return {name: value for name, value in found.items() if value not in ("0", type_id, number)}


def test_a_new_deal_takes_the_first_requisite_of_its_client(admin: Api) -> None:
    client = company(admin)
    requisite(admin, client, SORT=900)
    first = requisite(admin, client, SORT=100)
    bank = account(admin, first)
    made = deal(admin, COMPANY_ID=client)
    assert admin("crm.requisite.link.get", entityTypeId=DEAL, entityId=made) == {
        "ENTITY_TYPE_ID": DEAL,
        "ENTITY_ID": made,
        "REQUISITE_ID": str(first),
        "BANK_DETAIL_ID": str(bank),
        "MC_REQUISITE_ID": "0",
        "MC_BANK_DETAIL_ID": "0",
    }
    contact = admin("crm.contact.add", fields={"NAME": "Ann"})
    of_contact = requisite(admin, contact, CONTACT)
    assert chosen(admin, deal(admin, CONTACT_ID=contact)) == {"REQUISITE_ID": str(of_contact)}
    nothing = admin.send("crm.requisite.link.get", entityTypeId=DEAL, entityId=deal(admin))
    assert nothing.error == (400, "", "Not found")


def test_a_quote_takes_the_own_companys_requisite_too(admin: Api) -> None:
    own = company(admin, IS_MY_COMPANY="Y")
    ours = requisite(admin, own)
    made = admin("crm.quote.add", fields={"TITLE": "Offer", "MYCOMPANY_ID": own})
    assert chosen(admin, made, QUOTE) == {"MC_REQUISITE_ID": str(ours)}


def test_a_choice_takes_the_place_of_the_one_before(admin: Api) -> None:
    client, own = company(admin), company(admin, IS_MY_COMPANY="Y")
    first, second, ours = requisite(admin, client), requisite(admin, client), requisite(admin, own)
    bank, our_bank = account(admin, second), account(admin, ours)
    made = deal(admin, COMPANY_ID=client)
    assert chosen(admin, made) == {"REQUISITE_ID": str(first)}
    every = {"REQUISITE_ID": second, "BANK_DETAIL_ID": bank, "MC_REQUISITE_ID": ours, "MC_BANK_DETAIL_ID": our_bank}
    assert register(admin, made, **every) == ""
    assert chosen(admin, made) == {name: str(value) for name, value in every.items()}
    listed = admin("crm.requisite.link.list", filter={"ENTITY_TYPE_ID": DEAL, "REQUISITE_ID": second})
    texts = {name: str(value) for name, value in every.items()}
    assert listed == [{"ENTITY_TYPE_ID": "2", "ENTITY_ID": str(made), **texts}]
    assert admin("crm.requisite.link.unregister", entityTypeId=DEAL, entityId=made) is True
    assert admin("crm.requisite.link.unregister", entityTypeId=DEAL, entityId=made) is False


def test_what_is_gone_is_no_longer_chosen(admin: Api) -> None:
    client = company(admin)
    number = requisite(admin, client)
    bank = account(admin, number)
    made = deal(admin, COMPANY_ID=client)
    admin("crm.requisite.bankdetail.delete", id=bank)
    assert chosen(admin, made) == {"REQUISITE_ID": str(number)}
    admin("crm.requisite.delete", id=number)
    assert chosen(admin, made) == {}
    admin("crm.deal.delete", id=made)
    assert admin("crm.requisite.link.list", filter={"ENTITY_TYPE_ID": DEAL, "ENTITY_ID": made}) == []


def test_requisites_are_those_of_the_client_and_of_the_own_company(admin: Api) -> None:
    client, other, own = company(admin), company(admin), company(admin, IS_MY_COMPANY="Y")
    theirs, of_others, ours = (requisite(admin, each) for each in (client, other, own))
    bank = account(admin, of_others)
    made = deal(admin, COMPANY_ID=client)
    assert register(admin, made, REQUISITE_ID=NOBODY) == f"The Requisite with ID '{NOBODY}' is not found"
    wanted = f"The Requisite with ID '{of_others}' is not assigned to Company with ID '{client}'"
    assert register(admin, made, REQUISITE_ID=of_others) == wanted
    said = register(admin, made, REQUISITE_ID=theirs, BANK_DETAIL_ID=NOBODY)
    assert said == f"The BankDetail with ID '{NOBODY}' is not found"
    said = register(admin, made, REQUISITE_ID=theirs, BANK_DETAIL_ID=bank)
    assert said == f"The BankDetail with ID '{bank}' is not assigned to Requisite with ID '{theirs}'"
    wanted = f"The Requisite of your company with ID '{of_others}' is not found"
    assert register(admin, made, MC_REQUISITE_ID=of_others) == wanted
    said = register(admin, made, MC_REQUISITE_ID=ours, MC_BANK_DETAIL_ID=NOBODY)
    assert said == f"The BankDetail of your company with ID '{NOBODY}' is not found"
    said = register(admin, made, MC_REQUISITE_ID=ours, MC_BANK_DETAIL_ID=bank)
    assert said.startswith(f"The BankDetail of your company with ID '{bank}' is not assigned to Requisite of your")
    second = company(admin, IS_MY_COMPANY="Y")
    offer = admin("crm.quote.add", fields={"TITLE": "Offer", "MYCOMPANY_ID": second})
    said = register(admin, offer, QUOTE, MC_REQUISITE_ID=ours)
    assert said == f"The Requisite with ID '{ours}' is not assigned to your company with ID '{second}'"
    assert chosen(admin, made) == {"REQUISITE_ID": str(theirs)}


@pytest.mark.parametrize("name", ["ENTITY_TYPE_ID", "ENTITY_ID", *NONE])
def test_every_id_is_named(admin: Api, name: str) -> None:
    fields = {"ENTITY_TYPE_ID": DEAL, "ENTITY_ID": deal(admin), **NONE}
    for value in (None, "x", -1):
        answer = admin.send("crm.requisite.link.register", fields={**fields, name: value})
        assert answer.error == (400, "", f"{name} is not defined or invalid.")


@pytest.mark.parametrize("verb", ["get", "unregister"])
def test_a_record_is_named_by_its_type_and_id(admin: Api, verb: str) -> None:
    for given, name in (({}, "entityTypeId"), ({"entityTypeId": 1, "entityId": 1}, "entityTypeId")):
        answer = admin.send(f"crm.requisite.link.{verb}", **given)
        assert answer.error == (400, "", f"{name} is not defined or invalid.")
    answer = admin.send(f"crm.requisite.link.{verb}", entityTypeId=DEAL)
    assert answer.error == (400, "", "entityId is not defined or invalid.")
    assert register(admin, NOBODY) == "Entity is not found"


def test_rights_are_those_to_the_record(wire: Wire, admin: Api, seller: Api) -> None:
    client = company(admin)
    number = requisite(admin, client)
    own, of_others = (deal(admin, COMPANY_ID=client, ASSIGNED_BY_ID=user, OPENED="N") for user in (3, 1))
    allow(wire, DEAL={"READ": "A", "WRITE": "A"}, COMPANY={"READ": "X"})
    assert register(seller, own) == ""
    assert register(seller, of_others) == "Access denied."
    answer = seller.send("crm.requisite.link.get", entityTypeId=DEAL, entityId=of_others)
    assert answer.error == (400, "", "Access denied.")
    answer = seller.send("crm.requisite.link.unregister", entityTypeId=DEAL, entityId=of_others)
    assert answer.error == (400, "", "Access denied.")
    found = seller("crm.requisite.link.list", filter={"@ENTITY_ID": [own, of_others]})
    assert [row["ENTITY_ID"] for row in found] == [str(own)]
    assert chosen(admin, of_others) == {"REQUISITE_ID": str(number)}
    allow(wire)
    assert seller.send("crm.requisite.link.list").error == (400, "0", "Access denied.")
