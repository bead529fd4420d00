"""What moving a record from stage to stage does."""

from typing import Any

import pytest

from homeport.domain.crm.stages import categories
from homeport.domain.demo.plan import DELIVERY
from tests.conftest import Api, Wire

DEAL = 2


def part(record: dict[str, Any], names: Any) -> dict[str, Any]:
    return {name: record[name] for name in names}


@pytest.mark.parametrize(
    ("kind", "field", "semantics", "won", "lost", "open_"),
    [
        ("lead", "STATUS_ID", "STATUS_SEMANTIC_ID", "CONVERTED", "JUNK", "IN_PROCESS"),
        ("deal", "STAGE_ID", "STAGE_SEMANTIC_ID", "WON", "APOLOGY", "EXECUTING"),
    ],
)
def test_a_stage_says_how_it_stands(
    admin: Api, kind: str, field: str, semantics: str, won: str, lost: str, open_: str
) -> None:
    entity_id = admin(f"crm.{kind}.add", fields={})
    record = admin(f"crm.{kind}.get", id=entity_id)
    assert part(record, (field, semantics)) == {field: "NEW", semantics: "P"}
    for stage, letter in ((won, "S"), (lost, "F"), (open_, "P")):
        admin(f"crm.{kind}.update", id=entity_id, fields={field: stage})
        record = admin(f"crm.{kind}.get", id=entity_id)
        assert part(record, (field, semantics, "MOVED_BY_ID")) == {field: stage, semantics: letter, "MOVED_BY_ID": "1"}
        if kind == "deal":
            assert part(record, ("CLOSED", "IS_NEW")) == {"CLOSED": "N" if letter == "P" else "Y", "IS_NEW": "N"}
        else:
            assert bool(record["DATE_CLOSED"]) == (letter != "P")


def test_the_moment_of_a_move_is_kept_until_the_next(admin: Api) -> None:
    moved = admin("crm.deal.get", id=1)["MOVED_TIME"]
    admin("crm.deal.update", id=1, fields={"COMMENTS": "x", "STAGE_ID": "EXECUTING"})
    assert admin("crm.deal.get", id=1)["MOVED_TIME"] == moved
    admin("crm.deal.update", id=1, fields={"STAGE_ID": "WON"})
    assert admin("crm.deal.get", id=1)["MOVED_TIME"] > moved


def test_an_item_knows_the_stage_before(admin: Api) -> None:
    before = admin("crm.item.get", entityTypeId=DELIVERY, id=1)["item"]
    prefix = before["stageId"].partition(":")[0]
    item = admin("crm.item.update", entityTypeId=DELIVERY, id=1, fields={"stageId": f"{prefix}:SUCCESS"})["item"]
    assert part(item, ("stageId", "previousStageId")) == {
        "stageId": f"{prefix}:SUCCESS",
        "previousStageId": before["stageId"],
    }
    assert item["movedTime"] > before["movedTime"]


def test_stages_belong_to_a_pipeline(admin: Api, wire: Wire) -> None:
    category = wire.portal.store.write_now(lambda tx: categories.add(tx, DEAL, "Repairs"))
    deal = admin("crm.deal.add", fields={"CATEGORY_ID": category})
    record = admin("crm.deal.get", id=deal)
    assert part(record, ("CATEGORY_ID", "STAGE_ID")) == {"CATEGORY_ID": str(category), "STAGE_ID": f"C{category}:NEW"}
    assert admin.refused("crm.deal.update", id=deal, fields={"STAGE_ID": "WON"}) == (400, "")
    admin("crm.deal.update", id=deal, fields={"STAGE_ID": f"C{category}:WON", "CATEGORY_ID": 0})
    record = admin("crm.deal.get", id=deal)
    assert part(record, ("CATEGORY_ID", "STAGE_SEMANTIC_ID")) == {
        "CATEGORY_ID": str(category),
        "STAGE_SEMANTIC_ID": "S",
    }
    item = admin("crm.item.update", entityTypeId=DEAL, id=deal, fields={"categoryId": None})["item"]
    assert item["categoryId"] == category
    item = admin("crm.item.update", entityTypeId=DEAL, id=deal, fields={"categoryId": 0})["item"]
    assert part(item, ("categoryId", "stageId", "closed")) == {"categoryId": 0, "stageId": "NEW", "closed": "N"}


def test_items_of_a_smart_process_are_numbered_on_their_own(admin: Api) -> None:
    type_id = admin("crm.type.add", fields={"title": "Repairs"})["type"]["entityTypeId"]
    ids = [admin("crm.item.add", entityTypeId=type_id, fields={})["item"]["id"] for _ in range(2)]
    assert ids == [1, 2]
    assert admin("crm.item.get", entityTypeId=type_id, id=1)["item"]["title"] == "#1"
    assert admin("crm.item.get", entityTypeId=DELIVERY, id=1)["item"]["title"] != "#1"
