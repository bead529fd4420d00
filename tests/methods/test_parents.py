"""Parents of records, as the relations of smart processes make them: ``PARENT_ID_153``, ``parentId153``."""

from typing import Any

import pytest

from tests.apps import app_of
from tests.conftest import Api, Wire
from tests.methods.test_link_rows import give

BERTHS = 1060
CLASSIC = {"lead": 1, "deal": 2, "contact": 3, "company": 4, "quote": 7}
NOWHERE = 999_999
NAME, FIELD = f"PARENT_ID_{BERTHS}", f"parentId{BERTHS}"

of_classic_types = pytest.mark.parametrize("noun", CLASSIC)


@pytest.fixture
def berths(admin: Api) -> int:
    """The id of a smart process whose items are parents of records of every type, and of deliveries."""
    children = [{"entityTypeId": number, "isChildrenListEnabled": "true"} for number in (*CLASSIC.values(), 31, 130)]
    fields = {
        "title": "Berths",
        "entityTypeId": BERTHS,
        "isSetOpenPermissions": "N",
        "relations": {"parent": [], "child": children},
    }
    made: int = admin("crm.type.add", fields=fields)["type"]["id"]
    return made


def a_berth(api: Api, **fields: Any) -> int:
    made: int = api("crm.item.add", entityTypeId=BERTHS, fields={"title": "B", **fields})["item"]["id"]
    return made


def a_record(api: Api, noun: str, **fields: Any) -> int:
    name = "NAME" if noun == "contact" else "TITLE"
    made: int = api(f"crm.{noun}.add", fields={name: "With a parent", **fields})
    return made


def item(api: Api, type_id: int, entity_id: int) -> dict[str, Any]:
    found: dict[str, Any] = api("crm.item.get", entityTypeId=type_id, id=entity_id)["item"]
    return found


@of_classic_types
def test_a_relation_makes_a_field(admin: Api, berths: int, noun: str) -> None:
    described = admin(f"crm.{noun}.fields")[NAME]
    assert (described["type"], described["title"]) == ("crm_entity", "Berths")
    assert described["settings"] == {"parentEntityTypeId": BERTHS}
    universal = admin("crm.item.fields", entityTypeId=CLASSIC[noun])["fields"][FIELD]
    assert universal == {**described, "upperName": NAME}
    admin("crm.type.update", id=berths, fields={"relations": {"parent": [], "child": []}})
    assert NAME not in admin(f"crm.{noun}.fields")
    assert FIELD not in admin("crm.item.fields", entityTypeId=CLASSIC[noun])["fields"]


@of_classic_types
def test_a_record_names_its_parent(admin: Api, berths: int, noun: str) -> None:
    first, second = a_berth(admin), a_berth(admin)
    record = a_record(admin, noun, **{NAME: first})
    assert admin(f"crm.{noun}.get", id=record)[NAME] == str(first)
    assert item(admin, CLASSIC[noun], record)[FIELD] == first
    admin(f"crm.{noun}.update", id=record, fields={NAME: str(second)})
    assert item(admin, CLASSIC[noun], record)[FIELD] == second
    changed = admin("crm.item.update", entityTypeId=CLASSIC[noun], id=record, fields={FIELD: first})["item"]
    assert changed[FIELD] == first
    admin(f"crm.{noun}.update", id=record, fields={NAME: ""})
    assert admin(f"crm.{noun}.get", id=record)[NAME] is None
    assert item(admin, CLASSIC[noun], record)[FIELD] is None


@of_classic_types
def test_lists_find_sort_and_show_by_parents(admin: Api, berths: int, noun: str) -> None:
    low, high = a_berth(admin), a_berth(admin)
    of_high, of_low = (a_record(admin, noun, **{NAME: parent}) for parent in (high, low))
    plain = a_record(admin, noun)
    shown = admin(f"crm.{noun}.list", filter={f"@{NAME}": [low, high]}, select=["ID", NAME], order={NAME: "ASC"})
    assert shown == [{"ID": str(of_low), NAME: str(low)}, {"ID": str(of_high), NAME: str(high)}]
    listed = admin(
        "crm.item.list",
        entityTypeId=CLASSIC[noun],
        filter={">=id": of_high, f"!{FIELD}": low},
        select=["id", FIELD],
        order={FIELD: "DESC", "id": "ASC"},
    )["items"]
    assert {entry["id"]: entry[FIELD] for entry in listed} == {of_high: high, plain: None}
    every = admin("crm.item.list", entityTypeId=CLASSIC[noun], filter={f"={FIELD}": low})["items"]
    assert [(entry["id"], entry[FIELD]) for entry in every] == [(of_low, low)]
    assert admin.send(f"crm.{noun}.list", filter={NAME: low}).json["total"] == 1


@pytest.mark.parametrize("type_id", [31, 130])
def test_items_have_parents_too(admin: Api, berths: int, type_id: int) -> None:
    parent = a_berth(admin)
    made = admin("crm.item.add", entityTypeId=type_id, fields={"title": "I", FIELD: parent, "parentId2": 1})["item"]
    assert (made[FIELD], made["parentId2"]) == (parent, 1)
    found = admin("crm.item.list", entityTypeId=type_id, filter={FIELD: parent}, select=["id"])["items"]
    assert found == [{"id": made["id"]}]
    admin("crm.item.delete", entityTypeId=BERTHS, id=parent)
    assert item(admin, type_id, made["id"])[FIELD] is None
    deal = a_record(admin, "deal")
    admin("crm.item.update", entityTypeId=type_id, id=made["id"], fields={"parentId2": deal})
    admin("crm.deal.delete", id=deal)
    assert item(admin, type_id, made["id"])["parentId2"] is None


def test_a_relation_to_a_parent_s_type_says_the_same(admin: Api) -> None:
    relations = {"parent": [{"entityTypeId": 4}, {"entityTypeId": 7}], "child": []}
    admin("crm.type.add", fields={"title": "Berths", "entityTypeId": BERTHS, "relations": relations})
    quote = a_record(admin, "quote")
    berth = a_berth(admin, parentId4=1, parentId7=quote)
    assert {name: item(admin, BERTHS, berth)[name] for name in ("parentId4", "parentId7")} == {
        "parentId4": 1,
        "parentId7": quote,
    }
    admin("crm.quote.delete", id=quote)
    assert item(admin, BERTHS, berth)["parentId7"] is None


@of_classic_types
def test_a_parent_exists_and_may_be_read(wire: Wire, admin: Api, seller: Api, berths: int, noun: str) -> None:
    record = a_record(admin, noun, ASSIGNED_BY_ID=3)
    refusal = (400, "", f'Invalid value for the "{NAME}" field')
    assert admin.send(f"crm.{noun}.update", id=record, fields={NAME: NOWHERE}).error == refusal
    assert admin.send(f"crm.{noun}.update", id=record, fields={NAME: "x"}).error == refusal
    assert admin.refused("crm.item.update", entityTypeId=CLASSIC[noun], id=record, fields={FIELD: NOWHERE})[0] == 400
    assert admin(f"crm.{noun}.get", id=record)[NAME] is None
    give(wire, {"READ": "X", "WRITE": "X"})
    hidden = a_berth(admin)
    assert seller.send(f"crm.{noun}.update", id=record, fields={NAME: hidden}).error == (400, "", "Access denied.")
    admin(f"crm.{noun}.update", id=record, fields={NAME: hidden})
    assert seller(f"crm.{noun}.update", id=record, fields={NAME: hidden, "COMMENTS": "As it was read"}) is True
    assert seller(f"crm.{noun}.update", id=record, fields={NAME: ""}) is True
    assert admin(f"crm.{noun}.get", id=record)[NAME] is None


def test_without_a_relation_there_is_no_such_field(admin: Api) -> None:
    admin("crm.type.add", fields={"title": "Berths", "entityTypeId": BERTHS})
    berth = a_berth(admin)
    deal = a_record(admin, "deal", **{NAME: berth})
    assert NAME not in admin("crm.deal.get", id=deal)
    refused = admin.refused("crm.item.list", entityTypeId=2, filter={FIELD: berth})
    assert refused == (400, "INVALID_ARG_VALUE")


def test_a_change_of_the_parent_is_a_change_of_the_record(wire: Wire, admin: Api, berths: int) -> None:
    app = app_of(wire, 1, "crm")
    berth, deal = a_berth(admin), a_record(admin, "deal")
    app("event.bind", event="ONCRMDEALUPDATE", event_type="offline")
    app("crm.item.update", entityTypeId=2, id=deal, fields={FIELD: berth})
    (told,) = app("event.offline.get", clear=1)["events"]
    assert told["EVENT_DATA"]["FIELDS"] == {"ID": deal}
    app("crm.item.update", entityTypeId=2, id=deal, fields={FIELD: berth})
    assert app("event.offline.get", clear=1)["events"] == []


def test_merged_records_keep_their_parents(admin: Api, berths: int) -> None:
    parents = [a_berth(admin) for _ in range(2)]
    contacts = [a_record(admin, "contact"), a_record(admin, "contact", **{NAME: parents[0]})]
    admin("crm.entity.mergeBatch", params={"entityTypeId": 3, "entityIds": contacts})
    assert admin("crm.contact.get", id=contacts[0])[NAME] == str(parents[0])
    deal = a_record(admin, "deal", **{NAME: parents[1]})
    admin("crm.entity.mergeBatch", params={"entityTypeId": BERTHS, "entityIds": parents})
    assert admin("crm.deal.get", id=deal)[NAME] == str(parents[0])
