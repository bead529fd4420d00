"""Links between records: each end exists, and whoever makes or takes one has the right to both ends."""

from typing import Any

import pytest

from tests.conftest import Api

DEAL, CONTACT, COMPANY, QUOTE, INVOICE = 2, 3, 4, 7, 31
NOWHERE = 999_999


def a_contact(api: Api, **fields: Any) -> int:
    contact: int = api("crm.contact.add", fields={"NAME": "Greta", **fields})
    return contact


@pytest.fixture
def hidden(admin: Api) -> int:
    """A contact that the salesperson may not read."""
    return a_contact(admin, ASSIGNED_BY_ID=1, OPENED="N")


@pytest.fixture
def readable(admin: Api) -> int:
    """A contact that the salesperson may read but not edit."""
    return a_contact(admin, ASSIGNED_BY_ID=1, OPENED="Y")


@pytest.fixture
def own(seller: Api) -> int:
    """A contact of the salesperson's."""
    return a_contact(seller)


def companies_of(admin: Api, contact: int) -> list[int]:
    found: list[int] = admin("crm.item.get", entityTypeId=CONTACT, id=contact)["item"]["companyIds"]
    return found


def contacts_of(admin: Api, type_id: int, record: int) -> list[int]:
    found: list[int] = admin("crm.item.get", entityTypeId=type_id, id=record)["item"]["contactIds"]
    return found


def test_a_company_takes_no_contact_that_its_author_may_not_read_or_edit(
    admin: Api, seller: Api, hidden: int, readable: int, own: int
) -> None:
    for contact in (hidden, readable):
        fields = {"TITLE": "Oar Museum", "CONTACT_ID": [own, contact]}
        assert seller.send("crm.company.add", fields=fields).error == (400, "", "Access denied.")
        item = {"title": "Oar Museum", "contactIds": [contact]}
        refused = seller.refused("crm.item.add", entityTypeId=COMPANY, fields=item)
        assert refused == (400, "ACCESS_DENIED")
        assert companies_of(admin, contact) == []
    company = seller("crm.company.add", fields={"TITLE": "Oar Museum", "CONTACT_ID": [own]})
    assert companies_of(admin, own) == [company]


def test_emptying_a_company_takes_out_no_contact_that_one_may_not_read_or_edit(
    admin: Api, seller: Api, hidden: int, readable: int, own: int
) -> None:
    company = admin("crm.company.add", fields={"TITLE": "Quay", "ASSIGNED_BY_ID": 3, "CONTACT_ID": [hidden, own]})
    assert seller("crm.company.update", id=company, fields={"CONTACT_ID": []}) is True
    assert contacts_of(admin, COMPANY, company) == [hidden]
    assert companies_of(admin, own) == []
    admin("crm.company.update", id=company, fields={"CONTACT_ID": [hidden, readable]})
    assert seller.refused("crm.company.update", id=company, fields={"CONTACT_ID": []}) == (400, "")
    assert seller("crm.company.update", id=company, fields={"CONTACT_ID": [hidden, readable]}) is True
    assert sorted(contacts_of(admin, COMPANY, company)) == sorted([hidden, readable])


def test_a_deal_takes_clients_that_its_author_may_read(
    admin: Api, seller: Api, hidden: int, readable: int, own: int
) -> None:
    for fields in ({"CONTACT_ID": hidden}, {"CONTACT_IDS": [own, hidden]}):
        assert seller.send("crm.deal.add", fields=fields).error == (400, "", "Access denied.")
    deal = seller("crm.deal.add", fields={"CONTACT_IDS": [readable]})
    assert contacts_of(admin, DEAL, deal) == [readable]
    for fields in ({"CONTACT_ID": hidden}, {"CONTACT_IDS": [readable, hidden]}):
        assert seller.refused("crm.deal.update", id=deal, fields=fields) == (400, "")
    admin("crm.deal.update", id=deal, fields={"CONTACT_IDS": [hidden, readable]})
    seller("crm.deal.update", id=deal, fields={"CONTACT_IDS": [hidden, readable], "TITLE": "As it was read"})
    seller("crm.item.update", entityTypeId=DEAL, id=deal, fields={"contactIds": [own]})
    assert contacts_of(admin, DEAL, deal) == [own, hidden]
    assert admin("crm.deal.get", id=deal)["CONTACT_ID"] == str(own)


def test_links_to_one_record_need_the_right_to_read_it(admin: Api, seller: Api) -> None:
    deal = admin("crm.deal.add", fields={"ASSIGNED_BY_ID": 1, "OPENED": "N"})
    assert seller.refused("crm.quote.add", fields={"TITLE": "Q", "DEAL_ID": deal}) == (400, "")
    fields = {"parentId2": deal}
    assert seller.refused("crm.item.add", entityTypeId=INVOICE, fields=fields) == (400, "ACCESS_DENIED")
    quote = admin("crm.quote.add", fields={"TITLE": "Q", "DEAL_ID": deal, "ASSIGNED_BY_ID": 3})
    assert seller("crm.quote.update", id=quote, fields={"DEAL_ID": deal, "TITLE": "As it was read"}) is True


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("company", {"TITLE": "C", "CONTACT_ID": [NOWHERE]}),
        ("contact", {"NAME": "C", "COMPANY_IDS": [NOWHERE]}),
        ("contact", {"NAME": "C", "COMPANY_ID": NOWHERE}),
        ("deal", {"CONTACT_IDS": [1, NOWHERE]}),
        ("deal", {"COMPANY_ID": NOWHERE}),
        ("lead", {"CONTACT_ID": NOWHERE}),
        ("quote", {"TITLE": "Q", "DEAL_ID": NOWHERE}),
        ("quote", {"TITLE": "Q", "LEAD_ID": NOWHERE}),
        ("quote", {"TITLE": "Q", "MYCOMPANY_ID": NOWHERE}),
    ],
)
def test_a_link_leads_to_a_record_that_exists(admin: Api, kind: str, fields: dict[str, Any]) -> None:
    name = list(fields)[-1]
    before = admin.send(f"crm.{kind}.list").json["total"]
    refusal = admin.send(f"crm.{kind}.add", fields=fields).error
    assert refusal == (400, "", f'Invalid value for the "{name}" field')
    assert admin.send(f"crm.{kind}.list").json["total"] == before
    assert admin.refused(f"crm.{kind}.update", id=1, fields=fields) == (400, "")
