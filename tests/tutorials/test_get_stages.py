"""How to get deal funnels, elements by the names of their stages, and stages with their semantics: three tutorials."""

from typing import Any

import pytest

from homeport.domain.crm.stages import categories
from tests.conftest import Api

LEAD, DEAL, QUOTE, INVOICE, DOCUMENT, COMPANY_DOCUMENT, DELIVERY = 1, 2, 7, 31, 36, 39, 130


def a_pipeline(admin: Api, name: str) -> int:
    """A pipeline of deals."""
    made: int = admin.wire.portal.store.write_now(lambda tx: categories.add(tx, DEAL, name, sort=200))
    return made


def stages_of(admin: Api, directory: str) -> list[dict[str, Any]]:
    answer = admin.send("crm.status.list", filter={"ENTITY_ID": directory}, order={"SORT": "ASC"}).json
    found: list[dict[str, Any]] = answer["result"]
    assert answer["total"] == len(found)
    return found


def semantics_of(stage: dict[str, Any]) -> str:
    short = {None: "process", "S": "success", "F": "failure"}[stage["SEMANTICS"]]
    found: str = stage.get("EXTRA", {}).get("SEMANTICS", short)
    return found


def test_the_stages_of_each_pipeline_of_deals(admin: Api) -> None:
    other = a_pipeline(admin, "Contract renewal")
    answer = admin.send("crm.category.list", entityTypeId=DEAL).json
    found = answer["result"]["categories"]
    assert answer["total"] == len(found) == 2
    assert {each["id"]: (each["name"], each["isDefault"]) for each in found} == {
        other: ("Contract renewal", "N"),
        0: ("General", "Y"),
    }
    for category in found:
        stages = stages_of(admin, f"DEAL_STAGE_{category['id']}" if category["id"] else "DEAL_STAGE")
        told = [stage["EXTRA"]["SEMANTICS"] for stage in stages]
        assert told == ["process"] * 5 + ["success", "failure", "apology"]
        assert all(stage["EXTRA"]["COLOR"] == stage["COLOR"] for stage in stages)
    assert stages_of(admin, "DEAL_STAGE_0") == []


def test_who_reads_no_deals_sees_no_pipelines_and_no_stages(nobody: Api) -> None:
    assert nobody("crm.category.list", entityTypeId=DEAL)["categories"] == []
    refusal = nobody.send("crm.status.list", filter={"ENTITY_ID": "DEAL_STAGE"})
    assert (refusal.status, refusal.json["error"]) == (400, "Access denied.")


def test_items_are_found_by_the_names_of_pipeline_and_stage(admin: Api) -> None:
    other = a_pipeline(admin, "Lead route")
    while other < 10:  # so that a long code of a stage is cut
        other = a_pipeline(admin, f"Lead route {other}")
    name = admin("crm.category.get", entityTypeId=DEAL, id=other)["category"]["name"]
    categories = admin("crm.category.list", entityTypeId=DEAL)["categories"]
    (pipeline,) = [each["id"] for each in categories if each["name"] == name]
    stages = {stage["NAME"]: stage["STATUS_ID"] for stage in stages_of(admin, f"DEAL_STAGE_{pipeline}")}
    stage = stages["Prepayment invoice"]
    assert stage == "C10:PREPAYMENT_INVOIC"
    fields = {"title": "Purchase of ovens", "categoryId": pipeline, "stageId": stage, "assignedById": 3}
    deal = admin("crm.item.add", entityTypeId=DEAL, fields=fields | {"opportunity": 500})["item"]["id"]
    answer = admin.send(
        "crm.item.list",
        entityTypeId=DEAL,
        filter={"stageId": [stage]},
        select=["id", "assignedById", "title", "opportunity"],
    ).json
    assert answer["total"] == 1
    assert answer["result"]["items"] == [
        {"id": deal, "assignedById": 3, "title": "Purchase of ovens", "opportunity": 500}
    ]
    (person,) = admin("user.get", filter={"ID": [3]})
    assert (person["ID"], person["NAME"]) == ("3", "Clara")


@pytest.mark.parametrize(
    ("type_id", "directory", "has_extra"),
    [
        (LEAD, "STATUS", True),
        (DEAL, "DEAL_STAGE", True),
        (QUOTE, "QUOTE_STATUS", True),
        (INVOICE, "SMART_INVOICE_STAGE_{category}", False),
        (DOCUMENT, "SMART_DOCUMENT_STAGE_{category}", False),
        (COMPANY_DOCUMENT, "SMART_B2E_DOC_STAGE_{category}", False),
        (DELIVERY, "DYNAMIC_130_STAGE_{category}", False),
    ],
)
def test_every_kind_of_stages_has_one_end_in_success(admin: Api, type_id: int, directory: str, has_extra: bool) -> None:
    if "{" in directory:
        (category,) = admin("crm.category.list", entityTypeId=type_id)["categories"]
        assert (category["entityTypeId"], category["isDefault"]) == (type_id, "Y")
        directory = directory.format(category=category["id"])
    stages = stages_of(admin, directory)
    assert [semantics_of(stage) for stage in stages].count("success") == 1
    assert [stage["SEMANTICS"] for stage in stages].count("S") == 1
    assert all(("EXTRA" in stage) is has_extra for stage in stages)
    assert directory in [each["ID"] for each in admin("crm.status.entity.types")]


def test_select_is_ignored(admin: Api) -> None:
    wanted = {"ENTITY_ID": "STATUS"}
    assert admin("crm.status.list", filter=wanted, select=["ID"]) == admin("crm.status.list", filter=wanted)


def test_errors(admin: Api) -> None:
    several = admin.send("crm.status.list", filter={"ENTITY_ID": ["STATUS", "DEAL_STAGE"]})
    assert (several.status, several.json["error"]) == (400, "Filter by ENTITY_ID must be a string")
    for given in ({"filter": "STATUS"}, {"order": "SORT"}):
        refusal = admin.send("crm.status.list", **given)
        assert (refusal.status, refusal.json["error"]) == (400, "Invalid parameters.")
    assert admin.refused("crm.category.list", entityTypeId=8_000) == (400, "NOT_FOUND")
    assert admin.refused("crm.category.list", entityTypeId=LEAD) == (400, "ENTITY_TYPE_NOT_SUPPORTED")
    assert admin.refused("crm.item.list", entityTypeId=8) == (400, "NOT_FOUND")
