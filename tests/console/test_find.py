"""The search over everything: what it finds, for whom, and that it is quick however much there is."""

import re
from collections.abc import Callable
from functools import partial
from html import unescape

import pytest

from homeport.core.rights import Grant, Level
from homeport.domain.crm.record import finding, finding_words
from homeport.store import Query, sqlite_search
from tests.conftest import Api, Wire
from tests.console.crm import Person


def found(person: Person, text: str) -> dict[str, str]:
    """What is found, by address."""
    person.headers["hx-request"] = "true"
    try:
        told = person.get("/find/", f"q={text}").body.decode()
    finally:
        del person.headers["hx-request"]
    hits = re.findall(r'<a class="hit" href="([^"]+)">.*?<span>(.*?)</span>', told, re.S)
    return {address: unescape(title) for address, title in hits}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mooring+lines+for+tide", "/crm/deal/1/"),
        ("MOORING", "/crm/deal/1/"),
        ("ankerst", "/crm/contact/1/"),
        ("anna+ankerstein", "/crm/contact/1/"),
        ("tidew", "/crm/company/1/"),
        ("%2B49+30+23125+101", "/crm/contact/1/"),
        ("anna.ankerstein%40ex", "/crm/contact/1/"),
        ("%231", "/crm/deal/1/"),
        ("1", "/crm/invoice/1/"),
        ("new+deal", "/crm/deal/add/"),
        ("webhooks", "/developer/webhooks/"),
        ("import+leads", "/crm/lead/import/"),
        ("board+deals", "/crm/deal/board/"),
    ],
)
def test_it_finds_records_and_what_there_is_to_do(ada: Person, text: str, address: str) -> None:
    assert address in found(ada, text)
    page = ada.open(f"/find/?q={text}")
    assert page.status == 200
    assert f'href="{address}"' in page.body.decode()


@pytest.mark.parametrize(
    "text", ["bell", "BELL", "zora", "zora+bell", "bell+zora", "zo+be", "or+ell", "zora+ann+bell", "ell-smith"]
)
def test_a_person_is_found_by_any_part_of_the_name(ada: Person, admin: Api, text: str) -> None:
    contact = admin("crm.contact.add", fields={"NAME": "Zora Ann", "LAST_NAME": "Bell-Smith"})
    assert f"/crm/contact/{contact}/" in found(ada, text)
    assert f"/crm/contact/{contact}/" not in found(ada, f"{text}+xyzzy")


@pytest.mark.parametrize("text", ["ropes", "sea+ropes", "ropes+north", "NORTH+SEA", "%C3%9Fsel"])
def test_a_company_is_found_by_any_word(ada: Person, admin: Api, text: str) -> None:
    company = admin("crm.company.add", fields={"TITLE": "North Sea Ropes & Ösel-Kießsel"})
    assert f"/crm/company/{company}/" in found(ada, text)


@pytest.mark.parametrize("stored", ["+49 (0)30 987-654 32", "030 98765432", "0049.30.98765432", "+493098765432;ext 5"])
@pytest.mark.parametrize(
    "text", ["%2B49+30+98765432", "030+98765432", "(030)+987+654-32", "%2B49+(0)30+98765432", "98765432", "65432"]
)
def test_a_phone_is_found_in_any_writing(ada: Person, admin: Api, stored: str, text: str) -> None:
    contact = admin("crm.contact.add", fields={"NAME": "Zora", "PHONE": [{"VALUE": "+1 555 1"}, {"VALUE": stored}]})
    assert f"/crm/contact/{contact}/" in found(ada, text)
    assert f"/crm/contact/{contact}/" not in found(ada, text[:-1] + "7")


def test_words_that_many_names_have_are_looked_for_among_the_newest(
    ada: Person, admin: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_search, "MOST_FOUND", 3)
    monkeypatch.setattr(finding_words, "NEWEST", 20)
    finding_words._among_newest.cache_clear()
    deals = [admin("crm.deal.add", fields={"TITLE": f"Some zebra {number}"}) for number in range(9)]
    last = admin("crm.deal.add", fields={"TITLE": "Of a zebra and a gnu"})
    assert set(found(ada, "zebra")) >= {f"/crm/deal/{number}/" for number in deals[-3:]}
    assert f"/crm/deal/{last}/" in found(ada, "gnu+zebra")


def test_it_is_on_every_page(ada: Person) -> None:
    for path in ("/", "/crm/deal/1/", "/crm/activity/", "/reference/", "/developer/"):
        assert 'action="/find/"' in ada.text(path)


def test_it_tells_nobody_of_what_they_may_not_read(clara: Person, ada: Person, admin: Api) -> None:
    title = admin("crm.deal.get", id=2)["TITLE"].replace(" ", "+")
    assert "/crm/deal/2/" in found(ada, title)
    assert "/crm/deal/2/" not in found(clara, title)
    assert "/crm/deal/2/" not in found(clara, "%232")
    assert "/developer/webhooks/" not in found(clara, "webhooks")


@pytest.mark.parametrize("text", ["%00", "%25", "'--", "a" * 5000, "%23" + "9" * 30, "%F0%9F%9A%A2", "+", "%2B%2B+1"])
def test_nonsense_finds_nothing_and_harms_nothing(ada: Person, text: str) -> None:
    assert ada.open(f"/find/?q={text}").status == 200


def _by_words() -> tuple[Callable[[int, Grant], Query], ...]:
    ways = (finding_words._among, finding_words._among_newest)
    return tuple(partial(way, words=1) for way in ways)


@pytest.mark.parametrize("type_id", [1, 2, 3, 4, 7, 31, 130])
def test_each_way_is_a_range_of_an_index(wire: Wire, in_files: None, type_id: int) -> None:
    known = {"low": "a", "high": "b", "most": 5, "actor": 3, "kind": "PHONE", "type_id": type_id, "id": 1}
    known |= {"word0": "%rope%", "rows": "[1]"}
    ways = (
        finding._by_id,
        partial(finding._by_name, words=0),
        partial(finding._by_name, words=1),
        finding._by_value,
        finding._by_ending,
        *_by_words(),
    )
    for grant in (Grant(Level.ALL), Grant(Level.OPEN), Grant(Level.OWN)):
        for way in ways:
            query = way(type_id, grant)
            with wire.portal.store.snapshot() as tx:
                plan = "\n".join(tx.plan(*tx.statement(query, known)))
            steps = [step for step in plan.splitlines() if "crm_" in step and "SEARCH" not in step]
            assert steps == [], plan
            if way is finding._by_ending:
                assert "crm_multifield_backwards (ENTITY_TYPE_ID=? AND BACKWARDS>? AND BACKWARDS<?)" in plan
