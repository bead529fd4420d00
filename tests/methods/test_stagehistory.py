"""``crm.stagehistory.list``: through which stages records went."""

from typing import Any

import pytest

from homeport.domain.crm.stages import categories
from homeport.domain.portal.tables import USER
from tests.conftest import Api, Wire, api_of

DELIVERY = 130
"""The demo portal's smart process."""


def history(api: Api, type_id: int, owner_id: int | None = None, **asked: Any) -> list[dict[str, Any]]:
    where = {} if owner_id is None else {"OWNER_ID": owner_id}
    asked = {**asked, "filter": {**where, **asked.get("filter", {})}}
    found: list[dict[str, Any]] = api("crm.stagehistory.list", entityTypeId=type_id, **asked)["items"]
    return found


def steps(api: Api, type_id: int, owner_id: int) -> list[tuple[int, str, str]]:
    """Kind, group and stage of each step."""
    rows = history(api, type_id, owner_id)
    return [
        (
            row["TYPE_ID"],
            row.get("STAGE_SEMANTIC_ID") or row["STATUS_SEMANTIC_ID"],
            row.get("STAGE_ID") or row["STATUS_ID"],
        )
        for row in rows
    ]


def test_a_deal_is_created_moved_and_won(wire: Wire, admin: Api) -> None:
    wire.freeze(1_800_000_000)
    deal = admin("crm.deal.add", fields={"TITLE": "Chains"})
    admin("crm.deal.update", id=deal, fields={"TITLE": "Anchor chains", "STAGE_ID": "NEW"})
    wire.freeze(1_800_000_060)
    admin("crm.deal.update", id=deal, fields={"STAGE_ID": "PREPARATION"})
    admin("crm.item.update", entityTypeId=2, id=deal, fields={"stageId": "WON"})
    admin("crm.item.update", entityTypeId=2, id=deal, fields={"stageId": "LOSE"})
    admin("crm.deal.update", id=deal, fields={"STAGE_ID": "NEW"})
    assert steps(admin, 2, deal) == [
        (1, "P", "NEW"), (2, "P", "PREPARATION"), (3, "S", "WON"), (3, "F", "LOSE"), (2, "P", "NEW"),
    ]  # fmt: skip
    first, second = history(admin, 2, deal)[:2]
    assert first == {
        "ID": first["ID"],
        "TYPE_ID": 1,
        "OWNER_ID": deal,
        "CREATED_TIME": "2027-01-15T08:00:00+00:00",
        "CATEGORY_ID": 0,
        "STAGE_SEMANTIC_ID": "P",
        "STAGE_ID": "NEW",
    }
    assert second["CREATED_TIME"] == "2027-01-15T08:01:00+00:00"
    admin("crm.deal.delete", id=deal)
    assert history(admin, 2, deal) == []


def test_a_lead_has_statuses_and_no_pipelines(admin: Api) -> None:
    lead = admin("crm.lead.add", fields={"TITLE": "Fenders", "STATUS_ID": "IN_PROCESS"})
    admin("crm.lead.update", id=lead, fields={"STATUS_ID": "JUNK"})
    assert steps(admin, 1, lead) == [(1, "P", "IN_PROCESS"), (3, "F", "JUNK")]
    row = history(admin, 1, lead, filter={"=STATUS_ID": "JUNK"})[0]
    assert set(row) == {"ID", "TYPE_ID", "OWNER_ID", "CREATED_TIME", "STATUS_SEMANTIC_ID", "STATUS_ID"}
    refused = admin.send("crm.stagehistory.list", entityTypeId=1, filter={"CATEGORY_ID": 0}).error
    assert refused == (
        400, "INVALID_ARG_VALUE", "Invalid filter: field 'CATEGORY_ID' is not allowed in filter",
    )  # fmt: skip


@pytest.mark.parametrize("type_id", [31, DELIVERY])
def test_invoices_and_items_go_through_stages_of_their_pipelines(admin: Api, type_id: int) -> None:
    item = admin("crm.item.add", entityTypeId=type_id, fields={"title": "One"})["item"]
    directory = item["stageId"].rpartition(":")[0]
    admin("crm.item.update", entityTypeId=type_id, id=item["id"], fields={"stageId": f"{directory}:{_won(type_id)}"})
    kinds = [(kind, group) for kind, group, _ in steps(admin, type_id, item["id"])]
    assert kinds == [(1, "P"), (3, "S")]
    assert history(admin, type_id, item["id"])[0]["CATEGORY_ID"] == item["categoryId"]


def _won(type_id: int) -> str:
    return "P" if type_id == 31 else "SUCCESS"


def test_another_pipeline_is_told_as_that(wire: Wire, admin: Api) -> None:
    pipeline = wire.portal.store.write_now(lambda tx: categories.add(tx, 2, "Wholesale", sort=100))
    deal = admin("crm.deal.add", fields={"TITLE": "Chains"})
    admin("crm.item.update", entityTypeId=2, id=deal, fields={"categoryId": pipeline})
    assert steps(admin, 2, deal) == [(1, "P", "NEW"), (5, "P", f"C{pipeline}:NEW")]
    assert history(admin, 2, deal)[1]["CATEGORY_ID"] == pipeline


def test_a_refused_change_leaves_no_trace(admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Chains"})
    assert admin.send("crm.deal.update", id=deal, fields={"STAGE_ID": "NOWHERE"}).status == 400
    assert len(history(admin, 2, deal)) == 1


def test_lists_are_filtered_sorted_selected_and_turned_over(admin: Api) -> None:
    deals = [admin("crm.deal.add", fields={"TITLE": f"Deal {number}"}) for number in range(51)]
    filter_ = {">=OWNER_ID": deals[0]}
    first = admin.send("crm.stagehistory.list", entityTypeId=2, filter=filter_, order={"OWNER_ID": "DESC"}).json
    assert (first["total"], first["next"], len(first["result"]["items"])) == (51, 50, 50)
    assert [row["OWNER_ID"] for row in first["result"]["items"]] == deals[:0:-1]
    last = admin.send("crm.stagehistory.list", entityTypeId=2, filter=filter_, start=50).json
    assert [row["OWNER_ID"] for row in last["result"]["items"]] == deals[50:]
    assert "next" not in last
    picked = history(admin, 2, filter={"@OWNER_ID": deals[:2], "%STAGE_ID": "ew", "!TYPE_ID": 3}, select=["STAGE_ID"])
    assert picked == [{"STAGE_ID": "NEW"}, {"STAGE_ID": "NEW"}]
    assert history(admin, 2, filter={"OWNER_ID": deals[0], ">CREATED_TIME": "2099-01-01"}) == []


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"filter": {"NAME": 1}}, "Invalid filter: field 'NAME' is not allowed in filter"),
        ({"filter": {"OWNER_ID": "x"}}, "Invalid filter: field 'OWNER_ID' has invalid value"),
        ({"order": {"NAME": "ASC"}}, "Invalid order: field 'NAME' is not allowed in order"),
        (
            {"order": {"ID": "UP"}},
            "Invalid order: allowed sort directions are `ASC, DESC`. But got 'UP' for field 'ID'",
        ),
    ],
)
def test_wrong_filters_and_orders_are_named(admin: Api, asked: dict[str, Any], reason: str) -> None:
    answer = admin.send("crm.stagehistory.list", entityTypeId=2, **asked)
    assert answer.error == (400, "INVALID_ARG_VALUE", reason)


@pytest.mark.parametrize("type_id", [3, 4, 7, 6, 999, None])
def test_other_types_have_no_history(admin: Api, type_id: int | None) -> None:
    code = (400, "ENTITY_TYPE_NOT_SUPPORTED")
    assert admin.refused("crm.stagehistory.list", entityTypeId=type_id) == code


def test_only_the_history_of_what_may_be_read_is_told(admin: Api, seller: Api) -> None:
    hidden = admin("crm.deal.add", fields={"TITLE": "Hidden", "ASSIGNED_BY_ID": 1, "OPENED": "N"})
    shown = admin("crm.deal.add", fields={"TITLE": "Shown", "ASSIGNED_BY_ID": 3, "OPENED": "N"})
    asked = {"entityTypeId": 2, "filter": {"@OWNER_ID": [hidden, shown]}}
    answer = seller.send("crm.stagehistory.list", **asked)
    assert [row["OWNER_ID"] for row in answer.result["items"]] == [shown]
    assert answer.json["total"] == 1
    lead = admin("crm.lead.add", fields={"TITLE": "Hers", "ASSIGNED_BY_ID": 1})
    assert history(seller, 1, lead) == []


def test_items_of_smart_processes_are_told_apart(admin: Api) -> None:
    """Two smart processes number their items alike."""
    made = admin("crm.type.add", fields={"title": "Repair", "entityTypeId": 2024, "isStagesEnabled": "Y"})
    assert made["type"]["entityTypeId"] == 2024
    item = admin("crm.item.add", entityTypeId=2024, fields={"title": "One"})["item"]["id"]
    assert [row["OWNER_ID"] for row in history(admin, 2024)] == [item]


def test_guests_are_refused(wire: Wire, admin: Api) -> None:
    wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 6}, {"USER_TYPE": "extranet"}))
    admin("user.update", ID=6, NAME="Farid")
    assert api_of(wire, 6).refused("crm.stagehistory.list", entityTypeId=2) == (403, "allowed_only_intranet_user")


def test_old_invoices_went_through_statuses(admin: Api, seller: Api) -> None:
    bill = {"ORDER_TOPIC": "Winter storage", "PERSON_TYPE_ID": 2, "PAY_SYSTEM_ID": 6, "RESPONSIBLE_ID": 3}
    number = int(admin("crm.invoice.add", fields=bill))
    for status in ("S", "S", "P"):
        admin("crm.invoice.update", id=number, fields={"STATUS_ID": status})
    admin("crm.invoice.update", id=number, fields={"COMMENTS": "none"})
    asked = {"entityTypeId": 5, "filter": {"OWNER_ID": number}, "order": {"ID": "ASC"}}
    found = admin("crm.stagehistory.list", **asked)["items"]
    told = [(row["TYPE_ID"], row["OWNER_ID"], row["STATUS_ID"], row["STATUS_SEMANTIC_ID"]) for row in found]
    assert told == [(1, number, "N", "P"), (2, number, "S", "P"), (3, number, "P", "S")]
    assert seller("crm.stagehistory.list", **asked)["items"] == found
    paid = admin("crm.stagehistory.list", **asked | {"filter": {"OWNER_ID": number, "STATUS_SEMANTIC_ID": "S"}})
    assert [row["STATUS_ID"] for row in paid["items"]] == ["P"]
    admin("crm.invoice.delete", id=number)
    assert admin("crm.stagehistory.list", **asked)["items"] == []
