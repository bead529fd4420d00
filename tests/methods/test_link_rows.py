"""Links of a record as rows: ``crm.deal.contact.*`` and its likes."""

from typing import Any, NamedTuple

import pytest

from homeport.domain.portal.people import roles
from homeport.store import Transaction
from tests.apps import app_of
from tests.conftest import Api, Wire

NOWHERE = 999_999


class Kind(NamedTuple):
    """A kind of links: the record's prefix, how the other one is linked, and where the primary one stands."""

    noun: str
    other: str
    column: str
    keeps_sort: bool
    type_id: int
    ids: str

    @property
    def prefix(self) -> str:
        return f"crm.{self.noun}.{self.other}"


KINDS = (
    Kind("deal", "contact", "CONTACT_ID", False, 2, "contactIds"),
    Kind("lead", "contact", "CONTACT_ID", False, 1, "contactIds"),
    Kind("quote", "contact", "CONTACT_ID", False, 7, "contactIds"),
    Kind("contact", "company", "COMPANY_ID", True, 3, "companyIds"),
    Kind("company", "contact", "CONTACT_ID", True, 4, "contactIds"),
)
of_every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.prefix)


def a_record(api: Api, noun: str, **fields: Any) -> int:
    name = "NAME" if noun == "contact" else "TITLE"
    made: int = api(f"crm.{noun}.add", fields={name: "Made here", **fields})
    return made


def give(wire: Wire, rights: dict[str, str]) -> None:
    """Give salespeople the same rights to leads, deals, quotes, contacts and companies, and no others."""
    rules = {noun.upper(): rights for noun in ("lead", "deal", "quote", "contact", "company")}

    def change(tx: Transaction) -> None:
        role_id = roles.find(tx, "salesperson")
        assert role_id is not None
        roles.set_rules(tx, role_id, rules)

    wire.portal.store.write_now(change)


class Linked:
    """A new record, and three others that may be linked to it."""

    def __init__(self, api: Api, kind: Kind) -> None:
        self.api, self.kind = api, kind
        self.id = a_record(api, kind.noun)
        self.others = [a_record(api, kind.other) for _ in range(3)]

    def add(self, place: int, **fields: Any) -> Any:
        return self.api(
            f"crm.{self.kind.noun}.{self.kind.other}.add",
            id=self.id,
            fields={self.kind.column: self.others[place], **fields},
        )

    def delete(self, place: int) -> Any:
        return self.api(
            f"crm.{self.kind.noun}.{self.kind.other}.delete", id=self.id, fields={self.kind.column: self.others[place]}
        )

    def set(self, *items: tuple[int, dict[str, Any]]) -> Any:
        rows = [{self.kind.column: self.others[place], **fields} for place, fields in items]
        return self.api(f"crm.{self.kind.noun}.{self.kind.other}.items.set", id=self.id, items=rows)

    def rows(self) -> list[tuple[int, int, str]]:
        found = self.api(f"crm.{self.kind.noun}.{self.kind.other}.items.get", id=self.id)
        assert all(row["ROLE_ID"] == 0 and len(row) == 4 for row in found)
        return [(self.others.index(row[self.kind.column]), row["SORT"], row["IS_PRIMARY"]) for row in found]

    def ids(self) -> list[int]:
        item = self.api("crm.item.get", entityTypeId=self.kind.type_id, id=self.id)["item"]
        return [self.others.index(number) for number in item[self.kind.ids]]

    def primary(self) -> Any:
        """What the record's own field says; companies have none."""
        return self.api(f"crm.{self.kind.noun}.get", id=self.id).get(self.kind.column, "of a company")


@pytest.fixture
def linked(admin: Api, kind: Kind) -> Linked:
    return Linked(admin, kind)


@of_every_kind
def test_links_are_added_one_after_the_other(linked: Linked) -> None:
    assert linked.rows() == []
    assert linked.add(0) is True
    assert linked.add(1) is True
    assert linked.add(1, SORT=500) is False
    assert linked.rows() == [(0, 10, "Y"), (1, 20, "N")]
    assert linked.add(2, IS_PRIMARY="Y", SORT=15) is True
    assert linked.rows() == [(0, 10, "N"), (2, 15, "Y"), (1, 20, "N")]
    assert linked.ids()[0] == 2
    assert linked.primary() in (str(linked.others[2]), "of a company")


@of_every_kind
def test_the_first_that_is_left_becomes_the_primary_link(linked: Linked) -> None:
    linked.set((0, {"SORT": 10}), (1, {"IS_PRIMARY": "Y", "SORT": 20}), (2, {"SORT": 5}))
    assert linked.rows() == [(2, 5, "N"), (0, 10, "N"), (1, 20, "Y")]
    assert linked.delete(1) is True
    assert linked.delete(1) is False
    assert linked.rows() == [(2, 5, "Y"), (0, 10, "N")]
    assert linked.primary() in (str(linked.others[2]), "of a company")
    assert linked.api(f"crm.{linked.kind.noun}.{linked.kind.other}.items.delete", id=linked.id) is True
    assert linked.rows() == []
    assert linked.primary() in ("0", None, "of a company")


@of_every_kind
def test_a_set_of_links_takes_the_place_of_those_before(linked: Linked) -> None:
    linked.add(2, SORT=300)
    assert linked.set((0, {"SORT": 100}), (1, {"IS_PRIMARY": "Y", "SORT": 200}), (1, {"SORT": 7})) is True
    assert linked.rows() == [(0, 100, "N"), (1, 200, "Y")]
    linked.set((1, {"IS_PRIMARY": "Y"}), (0, {"IS_PRIMARY": "Y"}), (2, {}))
    kept = [(0, 100, "N"), (1, 200, "Y"), (2, 210, "N")]
    assert linked.rows() == (kept if linked.kind.keeps_sort else [(1, 10, "Y"), (0, 20, "N"), (2, 30, "N")])
    assert linked.set() is True
    assert linked.rows() == []


@of_every_kind
def test_links_are_walked_by_a_number_as_any_list(linked: Linked) -> None:
    linked.set((0, {}), (1, {}), (2, {}))
    column, first = linked.kind.column, linked.others[0]
    walked = {"id": linked.id, "filter": {f">{column}": first}, "order": {column: "DESC"}, "start": -1}
    found = linked.api(f"crm.{linked.kind.noun}.{linked.kind.other}.items.get", **walked)
    assert [row[column] for row in found] == [linked.others[2], linked.others[1]]


@of_every_kind
def test_links_are_described(linked: Linked) -> None:
    fields = linked.api(f"crm.{linked.kind.noun}.{linked.kind.other}.fields")
    assert list(fields) == ["SORT", "IS_PRIMARY", linked.kind.column]
    assert [field["isRequired"] for field in fields.values()] == [False, False, True]


def test_what_the_record_s_own_fields_say_are_links_too(admin: Api) -> None:
    linked = Linked(admin, KINDS[0])
    first, second, third = linked.others
    admin("crm.deal.update", id=linked.id, fields={"CONTACT_IDS": [second, first]})
    assert linked.rows() == [(1, 10, "Y"), (0, 20, "N")]
    admin("crm.item.update", entityTypeId=2, id=linked.id, fields={"contactId": third})
    assert linked.rows() == [(2, 10, "Y")]
    admin("crm.contact.delete", id=third)
    assert linked.rows() == []


def test_both_sides_hold_the_links_of_contacts_and_companies(admin: Api) -> None:
    contact, (quay, mole) = a_record(admin, "contact"), [a_record(admin, "company") for _ in range(2)]
    admin("crm.company.contact.add", id=quay, fields={"CONTACT_ID": contact})
    admin("crm.contact.company.add", id=contact, fields={"COMPANY_ID": mole, "IS_PRIMARY": "Y"})
    assert admin("crm.contact.get", id=contact)["COMPANY_ID"] == str(mole)
    for company in (quay, mole):
        (row,) = admin("crm.company.contact.items.get", id=company)
        assert row == {"CONTACT_ID": contact, "SORT": 10, "ROLE_ID": 0, "IS_PRIMARY": "Y"}
    assert [row["COMPANY_ID"] for row in admin("crm.contact.company.items.get", id=contact)] == [quay, mole]
    admin("crm.company.contact.items.delete", id=mole)
    assert admin("crm.contact.get", id=contact)["COMPANY_ID"] == str(quay)
    found = admin("crm.item.list", entityTypeId=4, filter={"contactIds": contact}, select=["id"])["items"]
    assert found == [{"id": quay}]
    admin("crm.company.delete", id=quay)
    assert admin("crm.contact.company.items.get", id=contact) == []
    assert admin("crm.contact.get", id=contact)["COMPANY_ID"] in ("0", None)


def test_links_to_a_merged_record_lead_to_the_one_that_stays(admin: Api) -> None:
    company, deal = a_record(admin, "company"), a_record(admin, "deal")
    contacts = [a_record(admin, "contact") for _ in range(3)]
    items = [{"CONTACT_ID": number, "SORT": sort} for number, sort in zip(contacts, (70, 80, 90), strict=True)]
    for noun, record in (("company", company), ("deal", deal)):
        admin(f"crm.{noun}.contact.items.set", id=record, items=items)
    admin("crm.entity.mergeBatch", params={"entityTypeId": 3, "entityIds": contacts[:2]})
    found = admin("crm.deal.contact.items.get", id=deal)
    assert [(row["CONTACT_ID"], row["SORT"]) for row in found] == [(contacts[0], 70), (contacts[2], 90)]
    found = admin("crm.company.contact.items.get", id=company)
    assert [(row["CONTACT_ID"], row["SORT"]) for row in found] == [(contacts[0], 70), (contacts[2], 90)]
    assert admin("crm.contact.company.items.get", id=contacts[0])[0]["COMPANY_ID"] == company


@of_every_kind
def test_bad_parameters_are_refused(admin: Api, linked: Linked) -> None:
    prefix, column = linked.kind.prefix, linked.kind.column
    one, several = (400, "", "The parameter 'ownerEntityID' is invalid or not defined."), "The parameter ownerEntityID"
    for number in (0, -1, "x", None, [1]):
        for verb in ("add", "delete"):
            fields = {column: linked.others[0]}
            assert admin.send(f"{prefix}.{verb}", id=number, fields=fields).error == one
        for verb in ("items.get", "items.set", "items.delete"):
            refusal = admin.send(f"{prefix}.{verb}", id=number, items=[]).error
            assert refusal == (400, "", f"{several} is invalid or not defined.")
    for verb, name in (("add", "'fields'"), ("delete", "'item'"), ("items.set", "items")):
        refusal = admin.send(f"{prefix}.{verb}", id=linked.id, fields="x", items="x").error
        assert refusal == (400, "", f"The parameter {name} must be array.")
        assert admin.send(f"{prefix}.{verb}", id=linked.id).error == refusal
    linked.add(0)
    for fields in ({}, {column: 0}, {column: -4}, {column: "x"}, {column: linked.others[1], "SORT": "x"}):
        unfit = (400, "", "The parameter 'fields' is not valid.")
        assert admin.send(f"{prefix}.add", id=linked.id, fields=fields).error == unfit
        assert admin.refused(f"{prefix}.items.set", id=linked.id, items=[fields]) == (400, "ERROR_CORE")
    assert admin.refused(f"{prefix}.items.set", id=linked.id, items=["x"]) == (400, "ERROR_CORE")
    many = [{column: number} for number in range(1, 1_002)]
    assert admin.refused(f"{prefix}.items.set", id=linked.id, items=many) == (400, "ERROR_CORE")
    assert linked.rows() == [(0, 10, "Y")]


@of_every_kind
def test_links_of_nothing(admin: Api, kind: Kind) -> None:
    code = "NOT_FOUND" if kind.noun == "lead" else ""
    linking = {"id": NOWHERE, "fields": {kind.column: 1}, "items": []}
    for verb in ("add", "delete", "items.set"):
        assert admin.send(f"{kind.prefix}.{verb}", **linking).error == (400, code, "Not found.")
    if kind.noun in ("deal", "lead"):
        assert admin.refused(f"{kind.prefix}.items.get", id=NOWHERE) == (400, code)
        assert admin.refused(f"{kind.prefix}.items.delete", id=NOWHERE) == (400, code)
    else:
        assert admin(f"{kind.prefix}.items.get", id=NOWHERE) == []
        assert admin(f"{kind.prefix}.items.delete", id=NOWHERE) is True


@of_every_kind
def test_links_to_nothing_are_a_quote_s_alone(admin: Api, linked: Linked) -> None:
    prefix, column = linked.kind.prefix, linked.kind.column
    fields = {column: NOWHERE}
    if linked.kind.noun == "quote":
        assert admin(f"{prefix}.add", id=linked.id, fields=fields) is True
        assert admin("crm.quote.get", id=linked.id)["CONTACT_ID"] == str(NOWHERE)
        assert admin(f"{prefix}.delete", id=linked.id, fields=fields) is True
    else:
        refusal = admin.send(f"{prefix}.add", id=linked.id, fields=fields).error
        assert refusal == (400, "", "The parameter 'fields' is not valid.")
        assert admin.refused(f"{prefix}.items.set", id=linked.id, items=[fields]) == (400, "")
    assert linked.rows() == []


@of_every_kind
def test_links_need_the_right_to_both_ends(wire: Wire, admin: Api, seller: Api, kind: Kind) -> None:
    give(wire, {"READ": "O", "ADD": "X", "WRITE": "A"})
    hidden = a_record(admin, kind.other, ASSIGNED_BY_ID=1, OPENED="N")
    own, theirs = a_record(seller, kind.noun), a_record(admin, kind.noun, ASSIGNED_BY_ID=1, OPENED="Y")
    linking = {kind.column: a_record(seller, kind.other)}
    for verb in ("add", "delete", "items.set", "items.delete"):
        refusal = seller.send(f"{kind.prefix}.{verb}", id=theirs, fields=linking, items=[linking]).error
        assert refusal == (403, "ACCESS_DENIED", "Access denied!")
    unseen = f"[{kind.other.title()} #{hidden}] You do not have permission to view this item"
    link = {kind.column: hidden}
    assert seller.send(f"{kind.prefix}.add", id=own, fields=link).error == (400, "", unseen)
    assert seller.send(f"{kind.prefix}.items.set", id=own, items=[link]).error == (400, "", unseen)
    admin(f"{kind.prefix}.items.set", id=own, items=[{**link, "SORT": 70}])
    seller(f"{kind.prefix}.add", id=own, fields=linking)
    assert seller.send(f"{kind.prefix}.delete", id=own, fields=link).error == (400, "", unseen)
    assert seller.send(f"{kind.prefix}.items.set", id=own, items=[linking]).error == (400, "", unseen)
    seller(f"{kind.prefix}.items.delete", id=own)
    assert admin(f"{kind.prefix}.items.get", id=own) == [{**link, "SORT": 70, "ROLE_ID": 0, "IS_PRIMARY": "Y"}]
    secret = a_record(admin, kind.noun, ASSIGNED_BY_ID=1, OPENED="N")
    assert seller.refused(f"{kind.prefix}.items.get", id=secret) == (403, "ACCESS_DENIED")


@of_every_kind
def test_who_has_no_right_at_all_is_refused(wire: Wire, seller: Api, linked: Linked) -> None:
    give(wire, {})
    linking = {"id": linked.id, "fields": {linked.kind.column: linked.others[0]}, "items": []}
    refusal = (400, "", "Access denied.") if linked.kind.noun == "deal" else (403, "ACCESS_DENIED", "Access denied!")
    for verb in ("add", "delete", "items.get", "items.set", "items.delete"):
        assert seller.send(f"{linked.kind.prefix}.{verb}", **linking).error == refusal
        assert seller.send(f"{linked.kind.prefix}.{verb}", **{**linking, "id": NOWHERE}).error == refusal


@of_every_kind
def test_a_change_of_links_is_a_change_of_the_record(wire: Wire, kind: Kind) -> None:
    app = app_of(wire, 1, "crm")
    linked = Linked(app, kind)
    event = f"ONCRM{kind.noun.upper()}UPDATE"
    app("event.bind", event=event, event_type="offline")
    linked.add(0)
    (told,) = app("event.offline.get", clear=1)["events"]
    assert (told["EVENT_NAME"], told["EVENT_DATA"]["FIELDS"]) == (event, {"ID": linked.id})
    linked.add(0)
    assert app("event.offline.get", clear=1)["events"] == []
    linked.set((1, {}))
    linked.delete(1)
    app(f"{kind.prefix}.items.delete", id=linked.id)
    assert len(app("event.offline.get", clear=1)["events"]) == 1  # kept once for each record


@of_every_kind
def test_a_form_sets_links(admin: Api, linked: Linked) -> None:
    column = linked.kind.column
    body = f"id={linked.id}&items[0][{column}]={linked.others[1]}&items[1][{column}]={linked.others[0]}"
    body += "&items[1][IS_PRIMARY]=Y&items[1][SORT]=5"
    answer = admin.wire.send(
        f"{admin.base}{linked.kind.prefix}.items.set",
        body=body.encode(),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.result is True
    assert linked.rows()[0] == (0, 5, "Y")
