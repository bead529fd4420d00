"""``crm.category.{fields,add,update,delete}`` and ``crm.dealcategory.*``: pipelines, changed by both their names."""

from typing import Any

import pytest

from homeport.domain.portal.people import roles
from tests.apps import app_of
from tests.conftest import Api, Wire

DEAL, CONTACT, INVOICE, DELIVERY, LEAD = 2, 3, 31, 130, 1


def added(api: Api, type_id: int = DEAL, **fields: Any) -> dict[str, Any]:
    found: dict[str, Any] = api("crm.category.add", entityTypeId=type_id, fields={"name": "Wholesale", **fields})
    return found["category"]


def test_a_pipeline_of_deals_begins_with_stages(admin: Api) -> None:
    category = added(admin, originId="7", originatorId="shop")
    assert category == {
        "id": category["id"],
        "name": "Wholesale",
        "sort": 500,
        "entityTypeId": DEAL,
        "isDefault": "N",
        "originId": "7",
        "originatorId": "shop",
    }
    assert admin("crm.category.get", entityTypeId=DEAL, id=category["id"]) == {"category": category}
    directory = admin("crm.dealcategory.status", id=category["id"])
    assert directory == f"DEAL_STAGE_{category['id']}"
    first = admin("crm.status.list", filter={"ENTITY_ID": directory})[0]["STATUS_ID"]
    deal = admin("crm.deal.add", fields={"TITLE": "Anchors", "CATEGORY_ID": category["id"]})
    assert admin("crm.deal.get", id=deal)["STAGE_ID"] == first == f"C{category['id']}:NEW"


@pytest.mark.parametrize(
    ("type_id", "fields", "code"),
    [
        (DEAL, {"sort": 1}, "0"),
        (DEAL, {"name": " \t"}, "0"),
        (DEAL, {"name": "A" * 256}, "0"),
        (DELIVERY, {"name": "A", "code": "SYSTEM"}, "ADDING_DISABLED"),
        (CONTACT, {"name": "A", "isDefault": "Y"}, "0"),
        (LEAD, {"name": "A"}, "ENTITY_TYPE_NOT_SUPPORTED"),
        (9_998, {"name": "A"}, "NOT_FOUND"),
    ],
)
def test_what_cannot_be_a_pipeline_is_refused(admin: Api, type_id: int, fields: Any, code: str) -> None:
    assert admin.refused("crm.category.add", entityTypeId=type_id, fields=fields) == (400, code)


def test_sorts_below_nothing_count_as_nothing(admin: Api) -> None:
    category = added(admin, sort=-5)
    assert category["sort"] == 0
    changed = admin("crm.category.update", entityTypeId=DEAL, id=category["id"], fields={"sort": -1, "name": "Retail"})
    assert (changed["category"]["sort"], changed["category"]["name"]) == (0, "Retail")


def test_the_default_pipeline_of_items_changes_by_naming_another(admin: Api) -> None:
    before = next(each for each in categories(admin, DELIVERY) if each["isDefault"] == "Y")
    category = added(admin, DELIVERY, isDefault="Y")
    assert category["isDefault"] == "Y"
    assert [each["id"] for each in categories(admin, DELIVERY) if each["isDefault"] == "Y"] == [category["id"]]
    kept = admin("crm.category.update", entityTypeId=DELIVERY, id=category["id"], fields={"isDefault": "N"})
    assert kept["category"]["isDefault"] == "Y"
    back = admin("crm.category.update", entityTypeId=DELIVERY, id=before["id"], fields={"isDefault": "Y"})
    assert back["category"]["isDefault"] == "Y"
    assert [each["id"] for each in categories(admin, DELIVERY) if each["isDefault"] == "Y"] == [before["id"]]


def test_the_default_pipeline_of_deals_stays_what_it_is(admin: Api) -> None:
    assert added(admin, isDefault="Y")["isDefault"] == "N"


def categories(api: Api, type_id: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api("crm.category.list", entityTypeId=type_id)["categories"]
    return found


@pytest.mark.parametrize(
    ("type_id", "full", "default"),
    [(DEAL, "0", "0"), (DELIVERY, "BX_ERROR", "BX_ERROR"), (INVOICE, "BX_ERROR", "BX_ERROR")],
)
def test_pipelines_with_records_and_default_ones_stay(admin: Api, type_id: int, full: str, default: str) -> None:
    category = added(admin, type_id)
    fields = {"title": "Anchors", "categoryId": category["id"]}
    item = admin("crm.item.add", entityTypeId=type_id, fields=fields)["item"]["id"]
    assert admin.refused("crm.category.delete", entityTypeId=type_id, id=category["id"]) == (400, full)
    first = next(each for each in categories(admin, type_id) if each["isDefault"] == "Y")
    assert admin.refused("crm.category.delete", entityTypeId=type_id, id=first["id"]) == (400, default)
    admin("crm.item.delete", entityTypeId=type_id, id=item)
    assert admin("crm.category.delete", entityTypeId=type_id, id=category["id"]) is None
    assert category["id"] not in [each["id"] for each in categories(admin, type_id)]
    assert admin.refused("crm.category.delete", entityTypeId=type_id, id=category["id"]) == (400, "NOT_FOUND")


def test_with_a_pipeline_go_its_stages_and_what_roles_say_of_it(admin: Api) -> None:
    category = added(admin)["id"]
    store = admin.wire.portal.store
    store.write_now(lambda tx: roles.add(tx, "WHOLESALE", "Wholesale", {f"DEAL_C{category}": {"READ": "X"}}))
    admin("crm.category.delete", entityTypeId=DEAL, id=category)
    assert admin("crm.status.list", filter={"ENTITY_ID": f"DEAL_STAGE_{category}"}) == []
    with store.snapshot() as tx:
        role = roles.find(tx, "WHOLESALE")
        assert role is not None
        assert roles.rights_listed(tx, role) == []


def test_the_systems_own_categories_stay(admin: Api) -> None:
    own = next(each for each in categories(admin, CONTACT) if each["isSystem"] == "Y")
    assert admin.refused("crm.category.delete", entityTypeId=CONTACT, id=own["id"]) == (400, "REMOVING_DISABLED")
    mine = added(admin, CONTACT)
    assert admin("crm.category.delete", entityTypeId=CONTACT, id=mine["id"]) is None


def test_fields_are_described_as_each_type_has_them(admin: Api) -> None:
    of_deals = admin("crm.category.fields", entityTypeId=DEAL)["fields"]
    assert list(of_deals) == ["id", "name", "sort", "entityTypeId", "isDefault", "originId", "originatorId"]
    assert of_deals["isDefault"]["isReadOnly"] is True
    of_items = admin("crm.category.fields", entityTypeId=DELIVERY)["fields"]
    assert list(of_items) == ["id", "name", "sort", "entityTypeId", "isDefault", "code", "isSystem"]
    assert of_items["isDefault"]["isReadOnly"] is False


def test_only_administrators_change_pipelines(admin: Api, seller: Api) -> None:
    category = added(admin)["id"]
    assert seller.refused("crm.category.add", entityTypeId=DEAL, fields={"name": "A"}) == (400, "ACCESS_DENIED")
    refused = seller.refused("crm.category.update", entityTypeId=DEAL, id=category, fields={"name": "A"})
    assert refused == (400, "ACCESS_DENIED")
    assert seller.refused("crm.category.delete", entityTypeId=DEAL, id=category) == (400, "ACCESS_DENIED")
    assert seller.send("crm.dealcategory.default.set", name="A").error == (400, "", "Access denied.")


def test_the_old_methods_know_the_pipelines_beside_the_default_one(admin: Api) -> None:
    direction = admin("crm.dealcategory.add", fields={"NAME": "Retail", "SORT": 20})
    found = admin("crm.dealcategory.get", id=direction)
    assert {**found, "CREATED_DATE": ""} == {
        "ID": str(direction),
        "CREATED_DATE": "",
        "NAME": "Retail",
        "IS_LOCKED": "N",
        "SORT": "20",
    }
    assert found["CREATED_DATE"].startswith("20")
    assert direction in [int(each["ID"]) for each in admin("crm.dealcategory.list")]
    assert admin("crm.category.get", entityTypeId=DEAL, id=direction)["category"]["name"] == "Retail"
    assert admin.send("crm.dealcategory.get", id=99_999).error == (400, "", "Not found")
    assert admin.send("crm.dealcategory.add", fields={"SORT": 20}).error == (400, "0", "Field 'NAME' is required")
    admin("crm.deal.add", fields={"TITLE": "Anchors", "CATEGORY_ID": direction})
    assert admin.refused("crm.dealcategory.delete", id=direction) == (400, "0")


def test_stages_are_found_by_the_id_of_their_pipeline(admin: Api) -> None:
    direction = admin("crm.dealcategory.add", fields={"NAME": "Retail"})
    codes = [each["STATUS_ID"] for each in admin("crm.dealcategory.stage.list", id=direction)]
    assert codes[0] == f"C{direction}:NEW"
    for nothing in (0, "", None):
        assert admin("crm.dealcategory.stage.list", id=nothing)[0]["STATUS_ID"] == "NEW"
    assert admin("crm.dealcategory.stage.list", id=99_999) == []
    assert admin("crm.dealcategory.status", id=0) == "DEAL_STAGE"


def test_the_default_pipeline_has_a_name(admin: Api) -> None:
    assert admin("crm.dealcategory.default.set", name="Shop") is True
    assert admin("crm.dealcategory.default.get") == {"ID": 0, "NAME": "Shop"}
    admin("crm.dealcategory.default.set", name="")
    assert admin("crm.dealcategory.default.get") == {"ID": 0, "NAME": "General"}


def test_a_deal_that_moves_to_another_pipeline_is_told_of(wire: Wire, admin: Api) -> None:
    app = app_of(wire, 1, "crm")
    app("event.bind", event="onCrmDealMoveToCategory", event_type="offline")
    category = added(admin)["id"]
    deal = admin("crm.deal.add", fields={"TITLE": "Anchors"})
    admin("crm.item.update", entityTypeId=DEAL, id=deal, fields={"title": "Ropes"})
    assert app("event.offline.list") == []
    for _ in range(2):
        admin("crm.item.update", entityTypeId=DEAL, id=deal, fields={"categoryId": category})
    (told,) = app("event.offline.list")
    assert told["EVENT_NAME"] == "ONCRMDEALMOVETOCATEGORY"
    assert told["EVENT_DATA"]["FIELDS"] == {"ID": deal, "CATEGORY_ID": category, "STAGE_ID": f"C{category}:NEW"}
