"""Texts as people read them: found without regard to case in any script, and in the order of letters."""

# ruff: noqa: RUF001  letters of several scripts are what this is about

from typing import Any
from urllib.parse import quote

import pytest

from homeport.domain.user import staff
from tests.conftest import Api, Wire
from tests.console.crm import Person

FOUND = [
    ("поставка якорей", "ПОСТАВКА"),
    ("ПОСТАВКА ЯКОРЕЙ", "якорей"),
    ("Dünen", "DÜNEN"),
    ("DÜNEN", "dünen"),
    ("Straße", "STRASSE"),
    ("ΟΔΟΣ", "οδος"),
    ("οδος", "ΟΔΟΣ"),
    ("Շուկա", "ՇՈՒԿԱ"),
    ("Rope", "rOPE"),
]
"""Texts, and how somebody writes a part of them."""

IN_ORDER = (
    "", "100 ropes", "20 ropes", "alpha", "Äpfel", "apfelbaum", "Beta", "café", "cafeteria", "Łódź", "Lord", "Ölung",
    "omega", "zebra", "Zeta", "Дом", "ёлка", "елочка", "Жук", "ия", "йод", "кот", "Я",
)  # fmt: skip


@pytest.mark.parametrize(("title", "wanted"), FOUND)
def test_the_case_of_every_script_is_folded_by_every_spelling(admin: Api, title: str, wanted: str) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": f"No. 1 {title} 50%"})
    other = admin("crm.deal.add", fields={"TITLE": "Another"})
    only = {"@ID": [deal, other]}
    for condition in ({"%TITLE": wanted}, {"=%TITLE": f"%{wanted}%"}, {"%=TITLE": f"no._1 %{wanted}%"}):
        assert [row["ID"] for row in admin("crm.deal.list", filter={**only, **condition})] == [str(deal)], condition
        lowered = {name.lower(): value for name, value in condition.items()}
        items = admin("crm.item.list", entityTypeId=2, filter={"@id": [deal, other], **lowered})["items"]
        assert [item["id"] for item in items] == [deal]
    for negated in ({"!%TITLE": wanted}, {"!=%TITLE": f"%{wanted}%"}, {"!%=TITLE": f"%{wanted}%"}):
        assert [row["ID"] for row in admin("crm.deal.list", filter={**only, **negated})] == [str(other)], negated
    assert admin("crm.deal.list", filter={**only, "TITLE": f"NO. 1 {title} 50%"}) == []  # equal is equal


def test_addresses_activities_and_directories_are_searched_alike(admin: Api) -> None:
    contact = admin("crm.contact.add", fields={"NAME": "Ann", "EMAIL": [{"VALUE": "jürgen@example.test"}]})
    assert [row["ID"] for row in admin("crm.contact.list", filter={"%EMAIL": "JÜRGEN@"})] == [str(contact)]
    todo = admin("crm.activity.todo.add", ownerTypeId=2, ownerId=1, deadline="2030-01-01", title="Звонок")["id"]
    assert [row["ID"] for row in admin("crm.activity.list", filter={"%SUBJECT": "ЗВОНОК"})] == [str(todo)]
    made = admin("crm.type.add", fields={"title": "Ремонт"})["type"]
    assert [each["id"] for each in admin("crm.type.list", filter={"%title": "РЕМОНТ"})["types"]] == [made["id"]]
    [source] = admin("crm.status.list", filter={"%NAME": "RECOMMEND", "ENTITY_ID": "SOURCE"})
    assert source["STATUS_ID"] == "RECOMMENDATION"


def test_people_are_searched_in_any_case(wire: Wire, admin: Api) -> None:
    clock = wire.portal.clock
    person: dict[str, Any] = {"name": "Ольга", "last_name": "Öztürk", "email": "o@example.test"}
    made = str(wire.portal.store.write_now(lambda tx: staff.add(tx, clock, **person, departments=(2,))))
    for wanted in ({"NAME": "ОЛЬ"}, {"LAST_NAME": "öZ"}, {"FIND": "öztürk ОЛЬГА"}):
        assert made in [user["ID"] for user in admin("user.search", FILTER=wanted)], wanted
    for wanted in ({"%NAME": "ЛЬГ"}, {"NAME_SEARCH": "ОЛЬГА ÖZ"}, {"%=LAST_NAME": "öZ%"}):
        assert [user["ID"] for user in admin("user.get", FILTER=wanted)] == [made], wanted


def test_texts_are_in_the_order_of_letters(admin: Api) -> None:
    for title in reversed(IN_ORDER):
        admin("crm.quote.add", fields={"TITLE": title or "-", "CONTENT": title, "CLIENT_TITLE": "ordered"})
    of_these = {"CLIENT_TITLE": "ordered"}
    rising = admin("crm.quote.list", filter=of_these, order={"CONTENT": "ASC"}, select=["ID", "CONTENT"])
    assert [row["CONTENT"] or "" for row in rising] == list(IN_ORDER)
    falling = admin("crm.quote.list", filter=of_these, order={"CONTENT": "DESC"}, select=["ID", "CONTENT"])
    assert [row["ID"] for row in falling] == [row["ID"] for row in reversed(rising)]


@pytest.mark.parametrize("middle", ["alpha", "Äpfel", "Zeta", "ёлка", "йод"])
def test_what_is_greater_comes_after_in_the_order(admin: Api, middle: str) -> None:
    made = {}
    for title in IN_ORDER[1:]:
        made[admin("crm.company.add", fields={"TITLE": title})] = title
    place = IN_ORDER.index(middle)
    wanted = {
        ">": IN_ORDER[place + 1 :],
        ">=": IN_ORDER[place:],
        "<": IN_ORDER[1:place],
        "<=": IN_ORDER[1 : place + 1],
    }
    for operator, titles in wanted.items():
        condition = {"@ID": list(made), f"{operator}TITLE": middle}
        found = admin("crm.company.list", filter=condition, order={"TITLE": "ASC"}, select=["ID", "TITLE"])
        assert [row["TITLE"] for row in found] == list(titles), operator
    between = {"@ID": list(made), "><TITLE": ["alpha", middle]}
    assert len(admin("crm.company.list", filter=between)) == place - IN_ORDER.index("alpha") + 1
    outside = {"@ID": list(made), "!><TITLE": ["alpha", middle]}
    assert len(admin("crm.company.list", filter=outside)) == len(made) - (place - IN_ORDER.index("alpha") + 1)


def test_a_changed_title_changes_its_place(admin: Api) -> None:
    first, second = (admin("crm.lead.add", fields={"TITLE": title}) for title in ("Änker", "boje"))
    both = {"@ID": [first, second]}
    admin("crm.lead.update", id=first, fields={"TITLE": "Zoll"})
    admin("crm.item.update", entityTypeId=1, id=second, fields={"title": None})
    found = admin("crm.lead.list", filter=both, order={"TITLE": "DESC"}, select=["TITLE"])
    assert found[0]["TITLE"] == "Zoll"
    assert len(admin("crm.lead.list", filter={**both, ">TITLE": "zo"})) == 1


def test_people_departments_and_currencies_are_in_the_order_of_letters(wire: Wire, admin: Api) -> None:
    clock = wire.portal.clock
    for name in ("zoe", "Ärne", "bert"):
        wire.portal.store.write_now(
            lambda tx, name=name: staff.add(tx, clock, name=name, last_name="X", email=f"{name}@y")
        )
    found = [user["NAME"] for user in admin("user.get", LAST_NAME="X", sort="NAME", order="ASC")]
    assert found == ["Ärne", "bert", "zoe"]
    for code, name in (("AAA", "zloty"), ("BBB", "Ähre"), ("CCC", "Batzen")):
        admin(
            "crm.currency.add",
            fields={"CURRENCY": code, "AMOUNT": 1, "AMOUNT_CNT": 1, "LANG": {"en": {"FULL_NAME": name}}},
        )
    ordered = [row["FULL_NAME"] for row in admin("crm.currency.list", order={"FULL_NAME": "ASC"})]
    assert ordered == ["Ähre", "Batzen", "Euro", "Pound sterling", "US dollar", "zloty"]


def test_codes_and_moments_keep_their_order(admin: Api) -> None:
    for stage in ("WON", "NEW", "LOSE"):
        admin("crm.deal.add", fields={"TITLE": stage, "STAGE_ID": stage})
    stages = [row["STAGE_ID"] for row in admin("crm.deal.list", order={"STAGE_ID": "ASC"}, select=["STAGE_ID"])]
    assert stages == sorted(stages)
    dates = [row["DATE_CREATE"] for row in admin("crm.deal.list", order={"DATE_CREATE": "DESC"})]
    assert dates == sorted(dates, reverse=True)


@pytest.fixture
def ada(wire: Wire) -> Person:
    return Person(wire, 1)


def test_the_console_finds_texts_in_any_case(admin: Api, ada: Person) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "поставка якорей"})
    for words in ("ПОСТАВКА", "Якорей поставка"):
        assert ada.links(f"/crm/deal/?q={quote(words)}").rows == [f"/crm/deal/{deal}/"]
