"""``entity.*``: storages of applications, with sections, items, properties and rights."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select

from homeport.domain import integrity
from homeport.domain.app import applications
from homeport.domain.entity.tables import ITEM, RIGHT, SECTION, STORAGE
from homeport.domain.files.tables import FILE
from homeport.domain.iblock.tables import BLOCK
from homeport.store import Query
from tests.apps import AppApi, app_of
from tests.conftest import Wire, api_of
from tests.methods.disk.conftest import download

NOON = 1_776_254_400.0
COUNTS = [Query(select(func.count()).select_from(table)) for table in (ITEM, SECTION, STORAGE, RIGHT, BLOCK, FILE)]
"""Of what is left when an application is gone."""
DISH = {"ENTITY": "dish"}
DENIED = (403, "ACCESS_DENIED", "Access denied!")


@pytest.fixture
def ada(wire: Wire) -> AppApi:
    wire.freeze(NOON)
    return app_of(wire, 1, "entity")


@pytest.fixture
def boris(ada: AppApi) -> AppApi:
    """Who heads the salespeople, and makes the storage."""
    return ada.as_user(2)


@pytest.fixture
def clara(ada: AppApi) -> AppApi:
    return ada.as_user(3)


@pytest.fixture
def dish(boris: AppApi) -> int:
    boris("entity.add", **DISH, NAME="Dishes", ACCESS={"U3": "W", "D3": "R"})
    return int(boris("entity.get", **DISH)["ID"])


def refusal(api: AppApi, name: str, **params: Any) -> tuple[int, str, str]:
    answer = api.send(name, **params)
    return answer.status, answer.json["error"], answer.json["error_description"]


def picture() -> list[str]:
    leaf = BytesIO()
    Image.new("RGB", (8, 8), "green").save(leaf, "PNG")
    return ["leaf.png", b64encode(leaf.getvalue()).decode()]


def names(api: AppApi, what: str, **params: Any) -> list[str]:
    return [row["NAME"] for row in api(f"entity.{what}.get", **DISH, **params)]


def test_a_storage_is_made_renamed_and_deleted_by_who_manages_it(
    wire: Wire, ada: AppApi, boris: AppApi, clara: AppApi, dish: int
) -> None:
    shown = {"ID": str(dish), "IBLOCK_TYPE_ID": "rest_entity", "ENTITY": "dish", "NAME": "Dishes"}
    assert boris("entity.get", ENTITY="di-sh!") == shown  # what no code has is left out
    assert clara("entity.get") == [shown]
    assert clara("entity.rights", **DISH) == {"U3": "W", "D3": "R", "U2": "X"}
    assert refusal(boris, "entity.add", **DISH, NAME="Again")[1:] == (
        "ERROR_ENTITY_ALREADY_EXISTS", "Entity already exists",
    )  # fmt: skip
    assert app_of(wire, 2, "entity")("entity.get") == []  # another application sees none
    for name in ("entity.update", "entity.delete"):
        assert refusal(clara, name, **DISH, NAME="Mine") == DENIED
    assert refusal(clara, "entity.rights", **DISH, ACCESS={"U3": "X"}) == DENIED
    assert boris("entity.update", **DISH, NAME="Meals", ENTITY_NEW="meal", ACCESS={"AU": "R", "U3": "Z"}) is True
    assert boris("entity.get") == [{**shown, "ENTITY": "meal", "NAME": "Meals"}]
    assert boris("entity.rights", ENTITY="meal") == {"AU": "R", "U2": "X"}
    assert boris("entity.rights", **DISH) is None
    boris("entity.add", **DISH, NAME="Dishes")
    assert refusal(boris, "entity.update", ENTITY="meal", ENTITY_NEW="dish")[1] == "ERROR_ENTITY_ALREADY_EXISTS"
    assert ada("entity.delete", ENTITY="meal") is True  # an administrator of the portal
    assert [each["ENTITY"] for each in boris("entity.get")] == ["dish"]
    assert refusal(boris, "entity.get", ENTITY="meal") == (400, "ERROR_ENTITY_NOT_FOUND", "Entity not found")


def test_a_storage_must_be_named(wire: Wire, boris: AppApi) -> None:
    most = 50 - len(f"APP_{boris.keys.client_id}_")
    for name in ("entity.add", "entity.delete", "entity.rights", "entity.section.get", "entity.item.get"):
        for given in ({}, {"ENTITY": "!?"}):
            assert refusal(boris, name, **given) == (400, "ERROR_ARGUMENT", "Argument 'ENTITY' is null or empty")
        text = f"Entity code is too long. Max length is {most} characters."
        assert refusal(boris, name, ENTITY="a" * (most + 1)) == (400, "ERROR_ARGUMENT", text)
    assert boris("entity.add", ENTITY="a" * most, NAME="Long") is True
    assert refusal(boris, "entity.add", ENTITY="other") == (
        400, "ERROR_CORE", "Internal error adding entity. Try adding again.",
    )  # fmt: skip
    assert refusal(boris, "entity.item.add", ENTITY="none")[1] == "ERROR_ENTITY_NOT_FOUND"
    webhook = api_of(wire, 1, "entity")
    answer = webhook.send("entity.get")
    expected = (403, "ACCESS_DENIED", "Access denied! Application context required")
    assert (answer.status, answer.json["error"], answer.json["error_description"]) == expected


def test_who_reads_and_writes_what_is_in_a_storage(ada: AppApi, boris: AppApi, clara: AppApi, dish: int) -> None:
    item = clara("entity.item.add", **DISH, NAME="Soup")
    with ada.wire.portal.store.snapshot() as tx:
        assert [*integrity.broken(tx)] == []  # in no section, as there is none
    section = clara("entity.section.add", **DISH, NAME="Soups")
    seen = {user: names(ada.as_user(user), "item") for user in range(1, 7)}
    assert seen == {1: ["Soup"], 2: ["Soup"], 3: ["Soup"], 4: [], 5: ["Soup"], 6: ["Soup"]}
    assert names(ada.as_user(4), "section") == []
    elif_ = ada.as_user(5)
    for name, given in (
        ("item.add", {"NAME": "Mine"}),
        ("item.update", {"ID": item, "NAME": "Mine"}),
        ("item.delete", {"ID": item}),
        ("section.add", {"NAME": "Mine"}),
        ("section.update", {"ID": section, "NAME": "Mine"}),
        ("section.delete", {"ID": section}),
        ("item.property.add", {"PROPERTY": "price"}),
    ):
        assert refusal(elif_, f"entity.{name}", **DISH, **given) == DENIED
    for name in ("add", "update", "delete"):
        assert refusal(clara, f"entity.item.property.{name}", **DISH, PROPERTY="price") == DENIED
    assert boris("entity.item.delete", **DISH, ID=item) is True
    assert names(boris, "item") == []


def test_sections_are_a_tree_whose_margins_are_counted(wire: Wire, boris: AppApi, clara: AppApi, dish: int) -> None:
    first = boris("entity.section.add", **DISH, NAME="Soups", CODE="soups", SORT=100, UF_COLOR="red")
    second = boris("entity.section.add", **DISH, NAME="Cakes", SECTION="", DESCRIPTION="Sweet", PICTURE=picture())
    below = boris("entity.section.add", **DISH, NAME="Fish", SECTION=first, ACTIVE="N")
    clara("entity.section.update", **DISH, ID=second, NAME="Tarts")
    rows = {row["NAME"]: row for row in boris("entity.section.get", **DISH)}
    margins = {name: [row[f"{side}_MARGIN"] for side in ("LEFT", "RIGHT")] for name, row in rows.items()}
    assert margins == {"Soups": ["1", "4"], "Fish": ["2", "3"], "Tarts": ["5", "6"]}
    assert download(clara, rows["Tarts"].pop("PICTURE")).status == 200
    moment = "2026-04-15T12:00:00+00:00"
    assert rows["Tarts"] == {
        "ID": str(second), "CODE": None, "TIMESTAMP_X": moment, "DATE_CREATE": moment, "CREATED_BY": "2",
        "MODIFIED_BY": "3", "ACTIVE": "Y", "SORT": "500", "NAME": "Tarts", "DETAIL_PICTURE": None,
        "DESCRIPTION": "Sweet", "LEFT_MARGIN": "5", "RIGHT_MARGIN": "6", "DEPTH_LEVEL": "1", "ENTITY": "dish",
        "SECTION": None,
    }  # fmt: skip
    assert names(boris, "section", FILTER={"ACTIVE": "Y"}, SORT={"NAME": "DESC"}) == ["Tarts", "Soups"]
    assert names(boris, "section", FILTER={">DEPTH_LEVEL": 1}) == names(boris, "section", FILTER={"SECTION": first})
    assert names(boris, "section", FILTER={"?CODE": "null"}, SORT={"ID": "ASC"}) == ["Tarts", "Fish"]
    assert names(boris, "section", FILTER={"?CODE": True}) == ["Soups"]
    item = boris("entity.item.add", **DISH, NAME="Carp soup", SECTION=below)
    assert item and names(boris, "item", FILTER={"SECTION": below}) == ["Carp soup"]
    assert refusal(boris, "entity.section.update", **DISH, ID=first, SECTION=below)[2] == "Invalid parent section!"
    boris("entity.section.update", **DISH, ID=below, SECTION=second)
    assert boris("entity.section.get", **DISH, FILTER={"ID": second})[0]["RIGHT_MARGIN"] == "6"
    assert boris("entity.section.delete", **DISH, ID=second) is True  # with the section and the item in it
    assert (names(boris, "section"), names(boris, "item")) == (["Soups"], [])
    assert boris("entity.section.get", **DISH)[0]["RIGHT_MARGIN"] == "2"


def test_sections_that_cannot_be_are_refused(boris: AppApi, dish: int) -> None:
    boris("entity.add", ENTITY="other", NAME="Other")
    foreign = boris("entity.section.add", ENTITY="other", NAME="Elsewhere")
    internal = "Internal error adding entity section. Try adding again."
    for given, text in (
        ({}, internal),
        ({"NAME": "A", "SORT": "first"}, internal),
        ({"NAME": "A", "SECTION": 999}, "Invalid parent section!"),
        ({"NAME": "A", "SECTION": foreign}, "The section block code does not match the parent section block code!"),
        ({"NAME": "A", "PICTURE": ["a.png", "bm8gcGljdHVyZQ=="]}, "Invalid file type"),
    ):
        assert refusal(boris, "entity.section.add", **DISH, **given) == (400, "ERROR_CORE", text)
    assert names(boris, "section") == []
    for name in ("update", "delete"):
        for number in (foreign, 999):
            expected = (400, "ERROR_SECTION_NOT_FOUND", "Section not found")
            assert refusal(boris, f"entity.section.{name}", **DISH, ID=number) == expected
        assert refusal(boris, f"entity.section.{name}", **DISH, ID=0)[2] == "Argument 'ID' is null or empty"


def test_items_have_fields_and_values_of_properties(boris: AppApi, clara: AppApi, dish: int) -> None:
    for code, kind in (("price", "N"), ("note", "S"), ("scan", "F")):
        assert boris("entity.item.property.add", **DISH, PROPERTY=code, NAME=code.title(), TYPE=kind) is True
    when = {"DATE_ACTIVE_FROM": "2026-05-01T10:00:00+00:00", "DATE_ACTIVE_TO": "2026-06-01T10:00:00+00:00"}
    told = {"price": "7.5", "NOTE": "Hot", "scan": ["a.txt", "c2NhbQ=="], "colour": "red"}
    number = clara("entity.item.add", **DISH, NAME="Soup", **when, DETAIL_PICTURE=picture(), PROPERTY_VALUES=told)
    (item,) = boris("entity.item.get", **DISH)
    scan = item["PROPERTY_VALUES"].pop("scan")
    assert item["PROPERTY_VALUES"] == {"price": "7.5", "note": "Hot"}
    assert download(clara, scan).body == b"scam" and download(clara, item.pop("DETAIL_PICTURE")).status == 200
    moment = "2026-04-15T12:00:00+00:00"
    del item["PROPERTY_VALUES"]
    assert item == {
        "ID": str(number), "TIMESTAMP_X": moment, "MODIFIED_BY": "3", "DATE_CREATE": moment, "CREATED_BY": "3",
        "ACTIVE": "Y", **when, "SORT": "500", "NAME": "Soup", "PREVIEW_PICTURE": None, "PREVIEW_TEXT": None,
        "DETAIL_TEXT": None, "CODE": None, "ENTITY": "dish", "SECTION": None,
    }  # fmt: skip
    boris("entity.item.add", **DISH, NAME="Cake", PROPERTY_VALUES={"price": 12, "note": ""})
    assert names(boris, "item", FILTER={">PROPERTY_PRICE": 8}) == ["Cake"]
    assert names(boris, "item", FILTER={"PROPERTY_price": 7.5, "%PROPERTY_NOTE": "hot"}) == ["Soup"]
    assert names(boris, "item", FILTER={"?PROPERTY_NOTE": False}, SORT={"ID": "ASC"}) == ["Cake"]
    assert names(boris, "item", SORT={"PROPERTY_PRICE": "DESC"}) == ["Cake", "Soup"]
    assert names(boris, "item", FILTER={"><DATE_ACTIVE_FROM": [moment, when["DATE_ACTIVE_TO"]]}) == ["Soup"]
    gone = {"scan": False, "price": "9"}
    boris("entity.item.update", **DISH, ID=number, NAME="Broth", DETAIL_PICTURE=False, PROPERTY_VALUES=gone)
    (item,) = boris("entity.item.get", **DISH, FILTER={"ID": number})
    assert (item["NAME"], item["DETAIL_PICTURE"]) == ("Broth", None)
    assert item["PROPERTY_VALUES"] == {"price": "9", "note": "Hot", "scan": None}
    assert download(clara, scan).status == 404
    assert boris("entity.item.delete", **DISH, ID=number) is True
    assert names(boris, "item", FILTER={"!PROPERTY_PRICE": 1}) == ["Cake"]


def test_items_that_cannot_be_are_refused(boris: AppApi, dish: int) -> None:
    boris("entity.item.property.add", **DISH, PROPERTY="price", TYPE="N")
    boris("entity.item.property.add", **DISH, PROPERTY="scan", TYPE="F")
    boris("entity.add", ENTITY="other", NAME="Other")
    foreign = boris("entity.section.add", ENTITY="other", NAME="Elsewhere")
    elsewhere = boris("entity.item.add", ENTITY="other", NAME="Elsewhere")
    backwards = {"DATE_ACTIVE_FROM": "2026-05-02", "DATE_ACTIVE_TO": "2026-05-01"}
    for given, name in (
        ({"SECTION": foreign}, "SECTION"),
        ({"DATE_ACTIVE_FROM": "soon"}, "DATE_ACTIVE_FROM"),
        (backwards, "DATE_ACTIVE_TO"),
        ({"PREVIEW_PICTURE": ["a.png", "bm8="]}, "PREVIEW_PICTURE"),
        ({"PROPERTY_VALUES": {"price": "dear"}}, "PROPERTY_PRICE"),
        ({"PROPERTY_VALUES": {"price": [1, 2]}}, "PROPERTY_PRICE"),
        ({"PROPERTY_VALUES": {"scan": "no file!"}}, "PROPERTY_SCAN"),
    ):
        expected = (400, "ERROR_ARGUMENT", f"Invalid value of the field '{name}'")
        assert refusal(boris, "entity.item.add", **DISH, NAME="A", **given) == expected
    assert names(boris, "item") == []
    for name in ("update", "delete"):
        for number in (elsewhere, 999):
            expected = (400, "ERROR_ITEM_NOT_FOUND", "Item not found")
            assert refusal(boris, f"entity.item.{name}", **DISH, ID=number) == expected
        assert refusal(boris, f"entity.item.{name}", **DISH)[2] == "Argument 'ID' is null or empty"
    for wrong in ({"COLOUR": 1}, {"SORT": "first"}, {">PROPERTY_PRICE": "dear"}):
        assert refusal(boris, "entity.item.get", **DISH, FILTER=wrong)[:2] == (400, "ERROR_ARGUMENT")


def test_properties_are_changed_with_their_values(boris: AppApi, dish: int) -> None:
    adding, changing = "entity.item.property.add", "entity.item.property.update"
    boris(adding, **DISH, PROPERTY="note", NAME="Note", SORT=100)
    boris(adding, **DISH, PROPERTY="scan", TYPE="F")
    shown = {"PROPERTY": "note", "NAME": "Note", "TYPE": "S", "SORT": "100"}
    scan = {"PROPERTY": "scan", "NAME": "scan", "TYPE": "F", "SORT": "500"}
    assert boris("entity.item.property.get", **DISH) == [shown, scan]
    assert boris("entity.item.property.get", **DISH, PROPERTY="Note") == shown
    first = boris("entity.item.add", **DISH, NAME="A", PROPERTY_VALUES={"note": "12", "scan": ["a.txt", "YQ=="]})
    boris("entity.item.add", **DISH, NAME="B", PROPERTY_VALUES={"note": "twelve"})
    boris(changing, **DISH, PROPERTY="note", PROPERTY_NEW="price", NAME="Price", TYPE="N", SORT=300)
    expected = {"PROPERTY": "price", "NAME": "Price", "TYPE": "N", "SORT": "300"}
    assert boris("entity.item.property.get", **DISH, PROPERTY="price") == expected
    values = [row["PROPERTY_VALUES"]["price"] for row in boris("entity.item.get", **DISH)]
    assert values == ["12", None]  # a word is no number
    assert names(boris, "item", FILTER={">PROPERTY_PRICE": 11}) == ["A"]
    boris(changing, **DISH, PROPERTY="price", TYPE="S")
    assert names(boris, "item", FILTER={"PROPERTY_PRICE": "12"}) == ["A"]
    for given, code, text in (
        ({"TYPE": "F"}, "ERROR_ARGUMENT", "Cannot change property type to File"),
        ({"TYPE": "L"}, "ERROR_ARGUMENT", "Wrong entity item property type"),
        ({"PROPERTY_NEW": "Scan"}, "ERROR_PROPERTY_ALREADY_EXISTS", "Property Scan already exists"),
        ({"PROPERTY_NEW": "1st"}, "ERROR_CORE", "Property code cannot start with a digit"),
        ({"SORT": "first"}, "ERROR_CORE", "Internal error updating entity property. Try updating again."),
        ({"PROPERTY": "none"}, "ERROR_PROPERTY_NOT_FOUND", "Property not found"),
    ):
        assert refusal(boris, changing, **{**DISH, "PROPERTY": "price", **given}) == (400, code, text)
    for given, code, text in (
        ({}, "ERROR_ARGUMENT", "Argument 'PROPERTY' is null or empty"),
        ({"PROPERTY": "SCAN"}, "ERROR_PROPERTY_ALREADY_EXISTS", "Property already exists"),
        ({"PROPERTY": "1st"}, "ERROR_CORE", "Property code cannot start with a digit"),
        ({"PROPERTY": "a", "TYPE": "L"}, "ERROR_UNSUPPORTED_PROPERTY_TYPE", "Invalid property type"),
        ({"PROPERTY": "a", "TYPE": "Z"}, "ERROR_ARGUMENT", "Wrong entity item property type"),
        ({"PROPERTY": "a", "SORT": "b"}, "ERROR_CORE", "Internal error adding entity property. Try adding again."),
    ):
        assert refusal(boris, adding, **DISH, **given) == (400, code, text)
    address = boris("entity.item.get", **DISH, FILTER={"ID": first})[0]["PROPERTY_VALUES"]["scan"]
    for code in ("price", "scan"):
        assert boris("entity.item.property.delete", **DISH, PROPERTY=code) is True
    assert "PROPERTY_VALUES" not in boris("entity.item.get", **DISH)[0]
    assert download(boris, address).status == 404


def test_lists_have_pages_and_storages_go_with_their_application(wire: Wire, boris: AppApi, dish: int) -> None:
    boris("batch", cmd={f"n{place}": f"entity.item.add?ENTITY=dish&NAME=n{place}" for place in range(50)})
    boris("entity.item.add", **DISH, NAME="last")
    answer = boris.send("entity.item.get", **DISH).json
    assert (len(answer["result"]), answer["total"], answer["next"]) == (50, 51, 50)
    assert names(boris, "item", start=50) == ["last"]
    boris("entity.item.property.add", **DISH, PROPERTY="scan", TYPE="F")
    boris("entity.item.add", **DISH, PREVIEW_PICTURE=picture(), PROPERTY_VALUES={"scan": ["a.txt", "YQ=="]})
    wire.portal.store.write_now(lambda tx: applications.uninstall(tx, wire.portal.clock, boris.app))
    with wire.portal.store.snapshot() as tx:
        left = [tx.value(query) for query in COUNTS]
    assert left == [0] * len(COUNTS)
