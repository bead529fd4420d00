"""Parts of texts are looked up in an index, and found exactly as if every row were looked at."""

# ruff: noqa: RUF001  letters of several scripts are what this is about

import re
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from homeport.core.ctx import Actor, Credential, Ctx
from homeport.core.rights import Rights
from homeport.domain.crm.entities import BUILT_IN, entity_of
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.demo.plan import DELIVERY
from homeport.domain.records.collection import Collection
from homeport.domain.records.filters import Condition, Group
from homeport.domain.records.reading import _listing
from homeport.methods import load
from homeport.portals import lifecycle
from homeport.portals.folder import DEFAULT
from homeport.store import Query, Store, Transaction, sqlite_search, texts
from homeport.store.searching import places_of
from homeport.store.sqlite_search import AT_ONCE, MOST_FOUND, MOST_NOTED
from tests.conftest import Api, Wire, api_of
from tests.property.profile import examples

LETTERS = "aAbBßẞİıIΣσςéеЁёйЙﬁŉ%_\\'\"*()^-:  한日本😀\u0301\u0308\u0345"
TITLES = st.text(st.sampled_from(LETTERS), min_size=0, max_size=12)
TAGS = count(1)
NOTED = Query(text("SELECT count(*) FROM search_noted"))
ADMIN = Credential("test", Actor(1, Rights({}, is_admin=True)), frozenset({"crm"}))


def finds(operator: str, wanted: str, title: str) -> bool:
    """What a search means, said by other means."""
    wanted, title = texts.fold(wanted), texts.fold(title)
    if operator == "%":
        return wanted in title
    any_text = {"%": ".*", "_": "."}
    pattern = "".join(any_text.get(letter) or re.escape(letter) for letter in wanted)
    return re.fullmatch(pattern, title, re.DOTALL) is not None


def catch_up(store: Store) -> None:
    """Bring what was written into the index, be it little."""

    def enter(tx: Transaction) -> None:
        if not tx.serves_patterns:
            sqlite_search.catch_up(tx)

    store.write_now(enter)


@st.composite
def parts(draw: st.DrawFn, titles: list[str]) -> str:
    """Mostly parts of what there is, in another case."""
    title = draw(st.sampled_from(titles))
    first = draw(st.integers(0, len(title)))
    part = title[first : first + draw(st.integers(1, 8))]
    turned = draw(st.sampled_from((str, str.upper, str.lower, str.swapcase)))(part)
    return draw(st.sampled_from((turned, turned, turned[:2] + "%" + turned[2:], draw(TITLES)))) or "ab"


@examples(60, one_fixture=True)
@given(data=st.data())
def test_parts_are_found_as_if_every_text_were_looked_at(wire: Wire, data: st.DataObject) -> None:
    admin, seller, tag = api_of(wire, 1), api_of(wire, 3), f"t{next(TAGS)}"
    named = data.draw(st.lists(TITLES.filter(str.strip), min_size=1, max_size=6))
    made = [
        admin(
            "crm.deal.add", fields={"TITLE": title, "ORIGIN_ID": tag, "ASSIGNED_BY_ID": 1 + number % 4, "OPENED": "N"}
        )
        for number, title in enumerate(named)
    ]
    if data.draw(st.booleans()):
        catch_up(wire.portal.store)
    for deal in data.draw(st.lists(st.sampled_from(made), max_size=3)):
        title = data.draw(TITLES.filter(str.strip))
        admin("crm.deal.update", id=deal, fields={"TITLE": title})
        named.append(title)
    if data.draw(st.booleans()):
        admin("crm.deal.delete", id=made[0])
    if data.draw(st.booleans()):
        catch_up(wire.portal.store)
    for api in (admin, seller):
        there = api("crm.deal.list", filter={"ORIGIN_ID": tag}, select=["ID", "TITLE"])
        for _ in range(3):
            wanted, operator = data.draw(parts(named)), data.draw(st.sampled_from(("%", "=%")))
            expected = [each["ID"] for each in there if finds(operator, wanted, each["TITLE"])]
            asked = {"filter": {"ORIGIN_ID": tag, f"{operator}TITLE": wanted}, "order": {"ID": "ASC"}, "select": ["ID"]}
            found = api.send("crm.deal.list", **asked).json
            assert [row["ID"] for row in found["result"]] == expected, (operator, wanted, there)
            assert found["total"] == len(expected)
            others = api("crm.deal.list", filter={"ORIGIN_ID": tag, f"!{operator}TITLE": wanted}, select=["ID"])
            assert len(others) == len(there) - len(expected)


FILTERS: list[tuple[dict[str, Any], list[int]]] = [
    ({"%title": "anchor"}, [0, 1, 3]),
    ({"%title": "an"}, [0, 1, 2, 3]),
    ({"=%title": "%anch%red%"}, [0]),
    ({"%title": "anchor", ">id": 0, "categoryId": 0}, [0, 1, 3]),
    ({"%title": "anchor", "!%title": "blue"}, [0, 3]),
    ({"logic": "OR", "0": {"%title": "anchor red"}, "1": {"%title": "BLUE"}}, [0, 1]),
    ({"logic": "OR", "0": {"%title": "anchor red"}, "1": {"%title": "an"}}, [0, 1, 2, 3]),
    ({"0": {"logic": "OR", "0": {"%title": "red"}, "1": {"%title": "blue"}}, "1": {"%title": "anchor"}}, [0, 1]),
    ({"%title": "anchor that nobody has"}, []),
    ({"%title": "Якорь большой и очень тяжёлый, из стали"}, [4]),
    ({"%title": "якорь большой и очень тяжёлый, из дерева"}, []),
]
NAMES = ("Anchor red", "Blue anchor", "Canvas", "anchor", "Якорь большой и очень тяжёлый, из стали")


@pytest.mark.parametrize(("condition", "expected"), FILTERS)
def test_filters_of_several_parts_find_what_each_says(
    admin: Api, condition: dict[str, Any], expected: list[int]
) -> None:
    made = [admin("crm.item.add", entityTypeId=2, fields={"title": name})["item"]["id"] for name in NAMES]
    only = {"10": {"@id": made, **({"logic": "AND"})}, "11": condition}
    for found in (only, {"10": {">=id": made[0]}, "11": condition}):
        items = admin("crm.item.list", entityTypeId=2, filter=found, order={"id": "ASC"}, select=["id"])["items"]
        assert [each["id"] for each in items] == [made[number] for number in expected], found


WRITTEN: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
    ("crm.lead", {"TITLE": "x", "COMPANY_TITLE": "Zinnober GmbH"}, "%COMPANY_TITLE", {}),
    ("crm.lead", {"TITLE": "x", "LAST_NAME": "Zinnober"}, "%LAST_NAME", {}),
    ("crm.contact", {"NAME": "Zinnober"}, "%NAME", {}),
    ("crm.contact", {"NAME": "x", "POST": "of zinnobers"}, "%POST", {}),
    ("crm.company", {"TITLE": "Die Zinnober"}, "%TITLE", {}),
    ("crm.quote", {"TITLE": "Zinnobers"}, "%TITLE", {}),
]


@pytest.mark.parametrize(("family", "fields", "key", "more"), WRITTEN)
def test_other_texts_are_looked_up_too(
    wire: Wire, admin: Api, family: str, fields: dict[str, Any], key: str, more: dict[str, Any]
) -> None:
    made = admin(f"{family}.add", fields=fields)
    for _ in range(2):
        assert [row["ID"] for row in admin(f"{family}.list", filter={key: "ZINNOBER"}, **more)] == [str(made)]
        catch_up(wire.portal.store)
    admin(f"{family}.delete", id=made)
    assert admin(f"{family}.list", filter={key: "ZINNOBER"}) == []


def test_tasks_and_products_are_looked_up_too(wire: Wire, admin: Api) -> None:
    task = admin("tasks.task.add", fields={"TITLE": "Paint it in zinnober", "RESPONSIBLE_ID": 1})["task"]["id"]
    catalog = admin("catalog.catalog.list")["catalogs"][0]["iblockId"]
    product = admin("catalog.product.add", fields={"iblockId": catalog, "name": "Zinnober"})["element"]["id"]
    asked = {"select": ["id", "iblockId"], "filter": {"iblockId": catalog, "%name": "NNOBER"}}
    for _ in range(2):
        assert [each["id"] for each in admin("tasks.task.list", filter={"%TITLE": "ZINNOBER"})["tasks"]] == [str(task)]
        assert [each["id"] for each in admin("catalog.product.list", **asked)["products"]] == [product]
        catch_up(wire.portal.store)


def test_items_of_smart_processes_are_not_taken_for_each_other(wire: Wire, admin: Api) -> None:
    high = 1038 + (1 << 26)  # has the same last bits as another
    types = [admin("crm.type.add", fields={"title": f"T{each}", "entityTypeId": each})["type"] for each in (1038, high)]
    for number, each in enumerate(types):
        fields = {"title": f"Zinnober {number}"}
        admin("crm.item.add", entityTypeId=each["entityTypeId"], fields={"title": "Other"})
        admin("crm.item.add", entityTypeId=each["entityTypeId"], fields=fields)
    for _ in range(2):
        for number, each in enumerate(types):
            asked = {"entityTypeId": each["entityTypeId"], "filter": {"%title": "zinnober"}}
            assert [item["title"] for item in admin("crm.item.list", **asked)["items"]] == [f"Zinnober {number}"]
        catch_up(wire.portal.store)


def test_a_portal_that_is_put_back_finds_what_it_has_then(wire: Wire, admin: Api) -> None:
    asked = {"filter": {"%TITLE": "zinnober"}, "select": ["TITLE"], "start": -1}
    admin("crm.deal.add", fields={"TITLE": "Zinnober"})
    catch_up(wire.portal.store)
    lifecycle.reset(wire.folder, DEFAULT, "demo")
    admin = api_of(wire, 1)
    assert admin("crm.deal.list", **asked) == []
    for number in range(3):
        admin("crm.deal.add", fields={"TITLE": f"Zinnober {number}"})
        catch_up(wire.portal.store)
        assert len(admin("crm.deal.list", **asked)) == number + 1


# What it costs, on SQLite


@pytest.mark.usefixtures("in_files")
def test_what_is_written_gets_into_the_index_once_it_is_much(wire: Wire, admin: Api) -> None:
    store = wire.portal.store

    def noted(tx: Transaction) -> int:
        return int(tx.value(NOTED))

    admin("crm.company.add", fields={"TITLE": "Zinnober"})
    assert 0 < store.write_now(noted) < MOST_NOTED
    row = {"NAME": "A", "OPENED": "Y", "ASSIGNED_BY_ID": 1, "CATEGORY_ID": 0}
    table = entity_of(3).table  # type: ignore[union-attr]
    store.write_now(lambda tx: tx.insert_many(table, [row | {"NAME": f"Vermilion {n}"} for n in range(AT_ONCE + 1)]))
    admin("crm.deal.update", id=1, fields={"TITLE": "Rope"})  # begins once the writer is done with what was written
    assert store.write_now(noted) < MOST_NOTED
    assert len(admin("crm.company.list", filter={"%TITLE": "zinnober"})) == 1
    assert admin.send("crm.contact.list", filter={"%NAME": "vermilion"}).json["total"] == AT_ONCE + 1 > MOST_FOUND
    assert admin.send("crm.contact.list", filter={"%NAME": "vermilion 200"}).json["total"] == 2


def collections(tx: Transaction) -> list[Collection]:
    entities = [entity_of(each) for each in (*BUILT_IN, DELIVERY)]
    found = [collection_of(tx, each) for each in entities if each is not None]
    return [each for each in found if list(places_of(each.table))]


@pytest.mark.usefixtures("in_files")
def test_what_the_index_finds_is_read_by_its_key(wire: Wire) -> None:
    """Also where another condition has an index of its own, of which SQLite guesses that it finds less."""
    tree = Group(
        False,
        (
            Group(False, (Condition("ASSIGNED_BY_ID", "=", 0, 1), Condition("TITLE", "contains", 1, 1))),
            Condition("ID", "found", 2, 1),
        ),
    )
    with wire.portal.store.snapshot() as tx:
        some = [each for each in collections(tx) if "TITLE" in each.table.c]
        assert len(some) == 6
        for collection in some:
            grant = collection.access.grant(Ctx(tx, ADMIN, wire.portal.clock), 0)  # type: ignore[arg-type]
            for query in _listing(collection, grant, tree, ("ID",), (("ID", False),)):
                plan = tx.plan(
                    *tx.statement(query, {"actor": 1, "v0": 1, "v1": "%a%", "v2": "[1]", **_page(collection)})
                )
                [read] = [step for step in plan if f" {collection.table.name} " in step]
                assert re.search(r"PRIMARY KEY \((rowid=\?|ENTITY_TYPE_ID=\? AND ID=\?)\)", read), plan


def _page(collection: Collection) -> dict[str, Any]:
    return {"limit": 50, "offset": 0, "entity_type_id": 130, "ENTITY_TYPE_ID": 130}


@pytest.mark.usefixtures("in_files")
@pytest.mark.parametrize(
    ("condition", "most"),
    [({"TITLE": "Rope"}, 1), ({"%TITLE": "ro"}, 1), ({"%TITLE": "rope"}, 2), ({"!%TITLE": "rope"}, 1)],
)
def test_a_search_takes_one_statement_more(wire: Wire, condition: dict[str, Any], most: int) -> None:
    run: Callable[[Transaction], int]

    def run(tx: Transaction) -> int:
        before = tx.statements
        load().find("crm.deal.list").run(Ctx(tx, ADMIN, wire.portal.clock), {"filter": condition, "start": -1})
        return tx.statements - before

    with wire.portal.store.snapshot() as tx:
        run(tx)
        assert run(tx) == most
