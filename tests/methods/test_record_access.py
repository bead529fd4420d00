"""What roles let a user do to records: each level, for each operation, in both spellings."""

from typing import Any

import pytest

from homeport.domain.crm.stages import categories
from homeport.domain.demo.plan import DELIVERY
from homeport.domain.portal.people import roles
from homeport.domain.portal.people.departments import rebuild_colleagues
from homeport.domain.portal.tables import DEPARTMENT
from tests.conftest import Api, Wire, api_of

LEAD, DEAL, CONTACT, COMPANY, QUOTE, INVOICE = 1, 2, 3, 4, 7, 31
TYPES = (LEAD, DEAL, CONTACT, COMPANY, QUOTE, INVOICE, DELIVERY)
CODES = {LEAD: "LEAD", DEAL: "DEAL", CONTACT: "CONTACT", COMPANY: "COMPANY", QUOTE: "QUOTE", INVOICE: "SMART_INVOICE"}
CLASSIC = {LEAD: "lead", DEAL: "deal", CONTACT: "contact", COMPANY: "company", QUOTE: "quote"}

COVERED: dict[str, set[str]] = {
    "": set(),
    "A": {"own"},
    "D": {"own", "colleague"},
    "F": {"own", "colleague"},
    "O": {"own", "colleague", "open"},
    "X": {"own", "colleague", "open", "closed"},
}
"""Which of the records below a level reaches for the salesperson, user 3; user 2 is a colleague, user 5 is not."""


@pytest.fixture
def grant(wire: Wire) -> Any:
    """Puts other rules in place of the salesperson's."""

    def replace(rules: dict[str, dict[str, str]]) -> None:
        def write(tx: Any) -> None:
            role_id = roles.find(tx, "salesperson")
            assert role_id is not None
            roles.set_rules(tx, role_id, rules)

        wire.portal.store.write_now(write)

    return replace


def code_of(type_id: int) -> str:
    return CODES.get(type_id, f"DYNAMIC_{type_id}")


def add_records(admin: Api, type_id: int) -> dict[str, int]:
    """One record of each relation to the salesperson; their ids."""
    made = {"own": (3, "N"), "colleague": (2, "N"), "open": (5, "Y"), "closed": (5, "N")}
    return {
        name: admin(
            "crm.item.add", entityTypeId=type_id, fields={"TITLE": name, "ASSIGNED_BY_ID": user, "OPENED": opened}
        )["item"]["id"]
        for name, (user, opened) in made.items()
    }


@pytest.mark.parametrize("type_id", TYPES)
def test_a_level_to_read_covers_get_and_list_alike(admin: Api, seller: Api, grant: Any, type_id: int) -> None:
    records = add_records(admin, type_id)
    for level, names in COVERED.items():
        grant({code_of(type_id): {"READ": level}})
        listed = seller.send("crm.item.list", entityTypeId=type_id, filter={"@id": list(records.values())})
        covered = {records[name] for name in names}
        assert {item["id"] for item in listed.result["items"]} == covered
        assert listed.json["total"] == len(covered)
        for entity_id in records.values():
            answer = seller.send("crm.item.get", entityTypeId=type_id, id=entity_id)
            if entity_id in covered:
                assert answer.result["item"]["id"] == entity_id
            else:
                assert answer.error == (400, "ACCESS_DENIED", "You do not have permission to view this item")


@pytest.mark.parametrize("type_id", TYPES)
@pytest.mark.parametrize(("operation", "verb"), [("WRITE", "update"), ("DELETE", "delete")])
def test_a_level_to_change_covers_the_same_records(
    admin: Api, seller: Api, grant: Any, type_id: int, operation: str, verb: str
) -> None:
    for level, names in COVERED.items():
        records = add_records(admin, type_id)
        grant({code_of(type_id): {"READ": "X", operation: level}})
        for name, entity_id in records.items():
            before = admin("crm.item.get", entityTypeId=type_id, id=entity_id)
            answer = seller.send(f"crm.item.{verb}", entityTypeId=type_id, id=entity_id, fields={"XML_ID": "7"})
            if name in names:
                assert answer.status == 200
            else:
                assert answer.error == (400, "ACCESS_DENIED", "Access denied.")
                assert admin("crm.item.get", entityTypeId=type_id, id=entity_id) == before


@pytest.mark.parametrize("type_id", TYPES)
def test_a_level_to_add_says_for_whom(admin: Api, seller: Api, grant: Any, type_id: int) -> None:
    for level, names in COVERED.items():
        grant({code_of(type_id): {"ADD": level}})
        for name, user, opened in (("own", 3, "N"), ("colleague", 2, "N"), ("open", 5, "Y"), ("closed", 5, "N")):
            before = admin.send("crm.item.list", entityTypeId=type_id).json["total"]
            fields = {"TITLE": name, "ASSIGNED_BY_ID": user, "OPENED": opened}
            answer = seller.send("crm.item.add", entityTypeId=type_id, fields=fields)
            after = admin.send("crm.item.list", entityTypeId=type_id).json["total"]
            if name in names:
                assert (answer.status, after) == (200, before + 1)
            else:
                assert answer.error == (400, "ACCESS_DENIED", "Access denied.")
                assert after == before


@pytest.mark.parametrize("type_id", CLASSIC)
def test_the_classic_methods_know_the_same_levels(admin: Api, seller: Api, grant: Any, type_id: int) -> None:
    kind = CLASSIC[type_id]
    for level, names in COVERED.items():
        records = add_records(admin, type_id)
        grant({code_of(type_id): {"READ": level, "WRITE": level, "DELETE": level}})
        listed = seller.send(f"crm.{kind}.list")
        assert listed.status == 200 if level else listed.error == (400, "", "Access denied.")
        for name, entity_id in records.items():
            for verb in ("get", "update", "delete"):
                answer = seller.send(f"crm.{kind}.{verb}", id=entity_id, fields={"COMMENTS": "x"})
                assert answer.status == 200 if name in names else answer.error == (400, "", "Access denied.")


def test_departments_below_count_from_the_level_that_says_so(admin: Api, wire: Wire, grant: Any) -> None:
    deal = admin("crm.deal.add", fields={"ASSIGNED_BY_ID": 6, "OPENED": "N"})

    def move_support_below_sales(tx: Any) -> None:
        tx.update(DEPARTMENT, {"ID": 3}, {"PARENT": 2})
        rebuild_colleagues(tx)

    wire.portal.store.write_now(move_support_below_sales)
    seller = api_of(wire, 3)
    grant({"DEAL": {"READ": "D"}})
    assert seller.refused("crm.deal.get", id=deal) == (400, "")
    grant({"DEAL": {"READ": "F"}})
    assert seller("crm.deal.get", id=deal)["ID"] == str(deal)


def test_a_pipeline_can_have_rights_of_its_own(admin: Api, seller: Api, wire: Wire, grant: Any) -> None:
    category = wire.portal.store.write_now(lambda tx: categories.add(tx, DEAL, "Repairs"))
    deal = admin("crm.deal.add", fields={"CATEGORY_ID": category, "ASSIGNED_BY_ID": 5, "OPENED": "N"})
    grant({"DEAL": {"READ": "A"}, f"DEAL_C{category}": {"READ": "X"}})
    rows = seller("crm.deal.list", select=["ID", "CATEGORY_ID", "ASSIGNED_BY_ID"])
    assert str(deal) in [row["ID"] for row in rows]
    assert all(row["CATEGORY_ID"] == str(category) or row["ASSIGNED_BY_ID"] == "3" for row in rows)
    assert seller("crm.deal.get", id=deal)["ID"] == str(deal)
    assert seller.refused("crm.deal.update", id=deal, fields={}) == (400, "")


def test_giving_a_record_away_does_not_need_the_right_to_it_afterwards(seller: Api, grant: Any) -> None:
    grant({"DEAL": {"READ": "A", "WRITE": "A", "ADD": "A"}})
    deal = seller("crm.deal.add", fields={"TITLE": "Mine"})
    assert seller("crm.deal.update", id=deal, fields={"ASSIGNED_BY_ID": 5, "OPENED": "N"}) is True
    assert seller.refused("crm.deal.get", id=deal) == (400, "")


def test_the_fields_of_a_type_are_for_those_who_may_read_some_of_it(seller: Api, grant: Any) -> None:
    grant({"DEAL": {"READ": "A"}})
    assert seller("crm.item.fields", entityTypeId=DEAL)["fields"]
    assert seller.send("crm.item.fields", entityTypeId=LEAD).error == (
        400,
        "ACCESS_DENIED",
        "You do not have permission to view this item",
    )


def test_a_refusal_tells_nothing_of_records_that_do_not_exist(seller: Api, grant: Any) -> None:
    grant({})
    assert seller.refused("crm.item.get", entityTypeId=DEAL, id=99_999) == (400, "NOT_FOUND")
    assert seller.send("crm.deal.get", id=99_999).error == (400, "", "Not found")


def test_importing_needs_the_right_to_import_and_adding_the_right_to_add(seller: Api, grant: Any) -> None:
    for mode, operation in (("Y", "IMPORT"), ("N", "ADD")):
        other = {"IMPORT": "ADD", "ADD": "IMPORT"}[operation]
        call = {"fields": {"NAME": "Wanda", "ASSIGNED_BY_ID": 3}, "params": {"IMPORT": mode}}
        grant({"CONTACT": {operation: "A", other: ""}})
        assert seller("crm.contact.add", **call) > 0
        grant({"CONTACT": {operation: "", other: "X"}})
        assert seller.send("crm.contact.add", **call).error == (400, "", "Access denied.")
