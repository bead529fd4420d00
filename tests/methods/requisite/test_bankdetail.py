"""``crm.requisite.bankdetail.*``."""

from tests.conftest import Api, Wire
from tests.methods.requisite.client import NOBODY, account, allow, company, ids, requisite


def test_a_bank_detail_is_of_its_templates_country_unless_told_otherwise(admin: Api) -> None:
    number = requisite(admin, company(admin))
    given = {"RQ_ACC_NUM": "40702810938000060473", "RQ_ACC_CURRENCY": "USD", "RQ_SWIFT": "HARBUS33", "SORT": 600}
    bank = account(admin, number, **given)
    found = admin("crm.requisite.bankdetail.get", id=bank)
    assert found.items() >= {**given, "SORT": "600", "ENTITY_ID": str(number), "COUNTRY_ID": "122"}.items()
    assert (found["ACTIVE"], found["DATE_MODIFY"], found["RQ_IBAN"]) == ("Y", "", None)
    assert admin("crm.requisite.bankdetail.get", id=account(admin, number, COUNTRY_ID=46))["COUNTRY_ID"] == "46"
    answer = admin.send("crm.requisite.bankdetail.update", id=bank, fields={"COUNTRY_ID": 2})
    assert answer.error == (400, "", "COUNTRY_ID is not defined or invalid.")


def test_a_bank_detail_belongs_to_a_requisite(admin: Api) -> None:
    for owner in (None, 0, "x", NOBODY):
        answer = admin.send("crm.requisite.bankdetail.add", fields={"ENTITY_ID": owner, "NAME": "Bank"})
        assert answer.error == (400, "", "ENTITY_ID is not defined or invalid.")
    for verb in ("get", "update", "delete"):
        answer = admin.send(f"crm.requisite.bankdetail.{verb}", id=NOBODY, fields={})
        assert answer.error == (400, "", f"The RequisiteBankDetail with ID '{NOBODY}' is not found")
        answer = admin.send(f"crm.requisite.bankdetail.{verb}", fields={})
        assert answer.error == (400, "", "ID is not defined or invalid.")


def test_rights_are_those_to_the_requisites_owner(wire: Wire, admin: Api, seller: Api) -> None:
    own, of_others = (requisite(admin, company(admin, ASSIGNED_BY_ID=user)) for user in (3, 1))
    mine, theirs = account(admin, own), account(admin, of_others)
    assert seller("crm.requisite.bankdetail.update", id=mine, fields={"NAME": "Ours"}) is True
    for verb in ("update", "delete"):
        answer = seller.send(f"crm.requisite.bankdetail.{verb}", id=theirs, fields={"NAME": "Ours"})
        assert answer.error == (400, "", "Access denied.")
    allow(wire, COMPANY={"READ": "A", "ADD": "A"}, CONTACT={"READ": "A"})
    assert seller.send("crm.requisite.bankdetail.get", id=theirs).error == (400, "", "Access denied.")
    assert ids(seller("crm.requisite.bankdetail.list", filter={"@ID": [mine, theirs]})) == [mine]
    answer = seller.send("crm.requisite.bankdetail.add", fields={"ENTITY_ID": of_others, "NAME": "Bank"})
    assert answer.error == (400, "", "Access denied.")
    assert ids(admin("crm.requisite.bankdetail.list", filter={"ENTITY_ID": of_others})) == [theirs]
    allow(wire, CONTACT={"READ": "X"})
    assert seller.send("crm.requisite.bankdetail.list").error == (400, "", "Access denied.")
