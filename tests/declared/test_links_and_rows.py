"""Links of records with their order, rows of goods, and parents, as a file says them."""

from collections.abc import Callable

import pytest

from tests.conftest import Api
from tests.declared.conftest import Apply

Problems = Callable[[str], list[tuple[int, int, str]]]

PEOPLE = """
[companies.acme]
TITLE = "Acme"
[companies.yard]
TITLE = "Yard"
[contacts.anna]
id = 3001
[contacts.ben]
id = 3002
"""
LINKED = """
[deals.boat]
id = 2700
CONTACT_IDS = [{ CONTACT_ID = "anna", SORT = 30 }, { CONTACT_ID = "ben", SORT = 40, IS_PRIMARY = true }]
"""
GOODS = """
[deals.boat]
id = 2700
CURRENCY_ID = "EUR"
PRODUCT_ROWS = [
  { PRODUCT_NAME = "Rope", PRICE = 12.5, QUANTITY = 4, TAX_RATE = 19, MEASURE_CODE = 6 },
  { PRODUCT_NAME = "Work", PRICE = 1800 },
]
"""


def contacts(admin: Api, deal: int) -> list[tuple[str, int, str]]:
    """Name, sort index and whether primary, of each contact of a deal."""
    names = {3001: "Anna", 3002: "Ben"}
    found = admin("crm.deal.contact.items.get", id=deal)
    return [(names[each["CONTACT_ID"]], each["SORT"], each["IS_PRIMARY"]) for each in found]


def test_links_have_the_order_and_the_primary_one_of_the_file(applied: Apply, admin: Api) -> None:
    applied(PEOPLE + LINKED)
    assert contacts(admin, 2700) == [("Anna", 30, "N"), ("Ben", 40, "Y")]
    assert applied(PEOPLE + LINKED).changes == ()
    other = LINKED.replace("SORT = 30", "SORT = 50").replace(", IS_PRIMARY = true", "")
    assert [change.keys for change in applied(PEOPLE + other).changes] == [("CONTACT_IDS",)]
    assert contacts(admin, 2700) == [("Ben", 40, "N"), ("Anna", 50, "Y")], "the first is the primary one"
    applied(PEOPLE + LINKED.replace('{ CONTACT_ID = "anna", SORT = 30 }, ', ""))
    assert contacts(admin, 2700) == [("Ben", 40, "Y")]


def test_a_list_of_names_alone_leaves_an_order_that_somebody_made(applied: Apply, admin: Api) -> None:
    text = PEOPLE + '[deals.boat]\nid = 2700\nCONTACT_IDS = ["anna", "ben"]\n'
    applied(text)
    items = [{"CONTACT_ID": 3001, "SORT": 7, "IS_PRIMARY": "Y"}, {"CONTACT_ID": 3002, "SORT": 3}]
    admin("crm.deal.contact.items.set", id=2700, items=items)
    assert applied(text).changes == ()
    assert contacts(admin, 2700) == [("Ben", 3, "N"), ("Anna", 7, "Y")]


@pytest.mark.parametrize(
    ("table", "method", "column"),
    [("leads", "crm.lead.contact", "CONTACT_ID"), ("quotes", "crm.quote.contact", "CONTACT_ID"),
     ("contacts", "crm.contact.company", "COMPANY_ID"), ("companies", "crm.company.contact", "CONTACT_ID")],
)  # fmt: skip
def test_every_record_with_ordered_links_takes_them(
    applied: Apply, admin: Api, table: str, method: str, column: str
) -> None:
    key = {"contacts": "COMPANY_IDS", "companies": "CONTACT_ID"}.get(table, "CONTACT_IDS")
    first, second = ("acme", "yard") if table == "contacts" else ("anna", "ben")
    title = "NAME" if table == "contacts" else "TITLE"
    text = f"""{PEOPLE}
    [{table}.linked]
    id = 2700
    {title} = "Linked"
    {key} = ["{first}", {{ {column} = "{second}", SORT = 5, IS_PRIMARY = true }}]
    """
    applied(text)
    found = admin(f"{method}.items.get", id=2700)
    assert [(each["SORT"] == 5, each["IS_PRIMARY"]) for each in found] == [(True, "Y"), (False, "N")]
    assert applied(text).changes == ()


def test_a_record_has_the_rows_of_goods_of_the_file_and_its_amount_follows(applied: Apply, admin: Api) -> None:
    applied(GOODS)
    rope, work = admin("crm.deal.productrows.get", id=2700)
    assert (rope["PRODUCT_NAME"], rope["QUANTITY"], rope["MEASURE_NAME"]) == ("Rope", 4, "m")
    assert float(admin("crm.deal.get", id=2700)["OPPORTUNITY"]) == 1850
    assert applied(GOODS).changes == ()
    admin("crm.deal.update", id=2700, fields={"CURRENCY_ID": "USD"})
    assert [change.keys for change in applied(GOODS).changes] == [("CURRENCY_ID",)]
    assert [row["ID"] for row in admin("crm.deal.productrows.get", id=2700)] == [rope["ID"], work["ID"]]
    outcome = applied(GOODS.replace("QUANTITY = 4", "QUANTITY = 8"))
    assert [(change.name, "PRODUCT_ROWS" in change.keys) for change in outcome.changes] == [("deals.boat", True)]
    assert float(admin("crm.deal.get", id=2700)["OPPORTUNITY"]) == 1900
    applied("[deals.boat]\nid = 2700\nPRODUCT_ROWS = []\n")
    assert admin("crm.deal.productrows.get", id=2700) == []


def test_a_row_without_a_name_stays_the_one_that_it_is(applied: Apply, admin: Api) -> None:
    text = "[deals.boat]\nid = 2700\nPRODUCT_ROWS = [{ PRICE = 3 }]\n"
    applied(text)
    assert applied(text).changes == ()


def test_rows_that_somebody_else_changed_are_put_back(applied: Apply, admin: Api) -> None:
    applied(GOODS)
    admin("crm.deal.productrows.set", id=2700, rows=[{"PRODUCT_NAME": "Nothing", "PRICE": 1}])
    assert [change.name for change in applied(GOODS).changes] == ["deals.boat"]
    assert [row["PRODUCT_NAME"] for row in admin("crm.deal.productrows.get", id=2700)] == ["Rope", "Work"]


@pytest.mark.parametrize(("table", "type_id"), [("leads", 1), ("quotes", 7), ("invoices", 31), ("items.trips", 180)])
def test_every_record_with_goods_takes_them(applied: Apply, admin: Api, table: str, type_id: int) -> None:
    text = f"""
    [types.trips]
    entityTypeId = 180
    title = "Trips"
    isLinkWithProductsEnabled = true
    [{table}.first]
    id = 2700
    [[{table}.first.PRODUCT_ROWS]]
    PRODUCT_NAME = "Rope"
    PRICE = 12.5
    QUANTITY = 4
    """
    applied(text)
    assert admin("crm.item.get", entityTypeId=type_id, id=2700)["item"]["opportunity"] == 50
    assert applied(text).changes == ()


def test_an_amount_beside_rows_is_noted_unless_it_was_entered_by_hand(applied: Apply, admin: Api) -> None:
    noted = applied(GOODS + "OPPORTUNITY = 5\n")
    text = "deals.boat: its rows make its amount, not this, unless IS_MANUAL_OPPORTUNITY is true"
    assert noted.notes == (f"portal.toml:9:1: {text}",)
    manual = GOODS + "OPPORTUNITY = 5\nIS_MANUAL_OPPORTUNITY = true\n"
    assert applied(manual).notes == ()
    assert float(admin("crm.deal.get", id=2700)["OPPORTUNITY"]) == 5
    assert applied(manual).changes == ()


TRIPS = """
[types.trips]
entityTypeId = 180
title = "Trips"
parents = ["deals", "items.fleets"]
children = ["contacts"]
[types.fleets]
entityTypeId = 182
title = "Fleets"
"""
ITEMS = """
[contacts.anna]
NAME = "Annabel"
PARENT_ID_180 = "first"
[deals.boat]
id = 2700
[items.fleets.north]
TITLE = "North"
[items.trips.first]
TITLE = "By sea"
PARENT_ID_2 = "boat"
PARENT_ID_182 = "north"
"""


def test_records_name_their_parents_by_the_relations_of_the_file(applied: Apply, admin: Api) -> None:
    applied(TRIPS + ITEMS)
    [trip] = admin("crm.item.list", entityTypeId=180)["items"]
    [fleet] = admin("crm.item.list", entityTypeId=182)["items"]
    assert (trip["parentId2"], trip["parentId182"]) == (2700, fleet["id"])
    [anna] = admin("crm.item.list", entityTypeId=3, filter={"name": "Annabel"}, select=["*"])["items"]
    assert anna["parentId180"] == trip["id"]
    assert applied(TRIPS + ITEMS).changes == ()


def test_a_change_of_relations_changes_just_what_is_said(applied: Apply, admin: Api) -> None:
    applied(TRIPS)
    number = next(each["id"] for each in admin("crm.type.list")["types"] if each["entityTypeId"] == 180)
    assert [change.keys for change in applied(TRIPS.replace('"deals", ', "")).changes] == [("parents",)]
    relations = admin("crm.type.get", id=number)["type"]["relations"]
    assert [each["entityTypeId"] for each in relations["parent"]] == [182]
    assert [each["entityTypeId"] for each in relations["child"]] == [3]


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        (GOODS.replace("PRICE = 1800", "PRICE = -1"), (7, 3), 'Invalid value for the "PRICE" field'),
        (GOODS.replace("PRICE = 1800", 'PRICE = "much"'), (7, 28), "this must be a number"),
        (GOODS.replace("PRICE = 1800", "PRISE = 1800"), (7, 28), 'did you mean "PRICE"?'),
        (GOODS.replace("PRICE = 1800", "DISCOUNT_TYPE_ID = 2"), (7, 3), "Discount Rate"),
        (GOODS.replace("deals", "contacts"), (4, 1), "no key of contacts"),
        (TRIPS + "[items.trips.a]\nPRODUCT_ROWS = [{ PRICE = 1 }]", (11, 1), "these records have none"),
        (TRIPS + "[quotes.a]\nPARENT_ID_180 = 0", (11, 1), "no such parent"),
        (TRIPS + "[contacts.a]\nPARENT_ID_180 = 'first'", (11, 1), 'no [items.trips.…] named "first"'),
        (TRIPS.replace('"items.fleets"', '"items.trips"'), (5, 1), "it cannot be one of its own"),
        (TRIPS.replace('"contacts"', '"items.fleets"'), (6, 13), "this must be a table of records"),
        (LINKED, (4, 18), 'no [contacts.…] named "anna"'),
        (PEOPLE + LINKED.replace('"ben"', "0"), (13, 54), "or an id"),
        (PEOPLE + LINKED.replace('CONTACT_ID = "anna", ', ""), (13, 16), "this lacks CONTACT_ID"),
    ],
)
def test_what_does_not_fit_is_a_problem_where_it_stands(
    problems: Problems, text: str, place: tuple[int, int], problem: str
) -> None:
    found = {(line, column): said for line, column, said in problems(text)}
    assert place in found, found
    assert problem in found[place]
