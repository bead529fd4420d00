"""``crm.status.{get,add,update,delete}``: entries of directories and stages of pipelines, changed."""

from typing import Any

import pytest

from tests.conftest import Api

ACCESS_DENIED = (400, "Access denied.")
TEXT = "Cannot create more stages after the final stage"


def stages(api: Api, directory: str) -> list[str]:
    return [each["STATUS_ID"] for each in api("crm.status.list", filter={"ENTITY_ID": directory})]


@pytest.fixture
def pipeline(admin: Api) -> str:
    """The directory of a pipeline of smart processes."""
    return next(each["ID"] for each in admin("crm.status.entity.types") if each["ID"].startswith("DYNAMIC_130_"))


def test_an_entry_is_added_to_a_directory(admin: Api) -> None:
    added = admin("crm.status.add", fields={"ENTITY_ID": "SOURCE", "STATUS_ID": "FAIR", "NAME": "Boat fair"})
    assert admin("crm.status.get", id=added) == {
        "ID": str(added),
        "ENTITY_ID": "SOURCE",
        "STATUS_ID": "FAIR",
        "NAME": "Boat fair",
        "NAME_INIT": "",
        "SORT": "10",
        "SYSTEM": "N",
        "CATEGORY_ID": None,
        "COLOR": None,
        "SEMANTICS": None,
    }
    assert admin("crm.deal.add", fields={"TITLE": "Met at the fair", "SOURCE_ID": "FAIR"})


def test_a_stage_carries_the_prefix_of_its_pipeline(admin: Api, pipeline: str) -> None:
    prefix = stages(admin, pipeline)[0].partition(":")[0]
    fields = {"ENTITY_ID": pipeline, "NAME": "Waiting", "SORT": 15, "COLOR": "#39A8EF"}
    admin("crm.status.add", fields={**fields, "STATUS_ID": "WAITING"})
    admin("crm.status.add", fields={**fields, "STATUS_ID": f"{prefix}:HELD", "SORT": 16})
    assert {f"{prefix}:WAITING", f"{prefix}:HELD"} <= set(stages(admin, pipeline))
    added = admin("crm.status.list", filter={"STATUS_ID": f"{prefix}:HELD"})[0]
    assert added["CATEGORY_ID"] == pipeline.rpartition("_")[2]
    moved = admin("crm.item.update", entityTypeId=130, id=1, fields={"stageId": f"{prefix}:WAITING"})
    assert moved["item"]["stageId"] == f"{prefix}:WAITING"


@pytest.mark.parametrize(
    ("fields", "code", "text"),
    [
        ({}, "", "The field ENTITY_ID is required.\nThe field STATUS_ID is required."),
        ({"ENTITY_ID": "SOURCE", "NAME": "A"}, "", "The field STATUS_ID is required."),
        ({"ENTITY_ID": "SOURCE", "STATUS_ID": "A"}, "", "The field Title is required."),
        ({"ENTITY_ID": "NOWHERE", "STATUS_ID": "A", "NAME": "A"}, "", "Specified entity type is not supported."),
        ({"ENTITY_ID": "DEAL_STAGE", "STATUS_ID": "LATER", "NAME": "A", "SORT": 9_000}, "", TEXT),
        ({"ENTITY_ID": "DEAL_STAGE", "STATUS_ID": "ÜBER", "NAME": "A"}, "ERROR_CORE", "The status ID is too long"),
        ({"ENTITY_ID": "DEAL_STAGE", "STATUS_ID": "A" * 22, "NAME": "A"}, "ERROR_CORE", "The status ID is too long"),
        ({"ENTITY_ID": "SOURCE", "STATUS_ID": "A" * 51, "NAME": "A"}, "ERROR_CORE", "The status ID is too long"),
        ({"ENTITY_ID": "SOURCE", "STATUS_ID": "CALL", "NAME": "A"}, "ERROR_CORE", "The specified status ID already"),
        ({"ENTITY_ID": "DEAL_STAGE", "STATUS_ID": "A", "NAME": "A", "SEMANTICS": "X"}, "", "Error on creating status."),
    ],
)
def test_what_cannot_be_an_entry_is_refused(admin: Api, fields: dict[str, Any], code: str, text: str) -> None:
    status, found, said = admin.send("crm.status.add", fields=fields).error
    assert (status, found) == (400, code)
    assert said.startswith(text)


def test_fields_must_be_an_array(admin: Api) -> None:
    assert admin.send("crm.status.add", fields="SOURCE").error == (400, "", "Parameter 'fields' must be array.")


def test_other_directories_take_codes_of_any_characters(admin: Api) -> None:
    added = admin("crm.status.add", fields={"ENTITY_ID": "SOURCE", "STATUS_ID": "Messe 2030 ü", "NAME": "Fair"})
    assert admin("crm.status.get", id=added)["STATUS_ID"] == "Messe 2030 ü"


def test_name_sort_and_colour_change_and_nothing_else(admin: Api) -> None:
    before = admin("crm.status.list", filter={"ENTITY_ID": "DEAL_STAGE", "STATUS_ID": "PREPARATION"})[0]
    changes = {"NAME": "Papers", "SORT": 25, "COLOR": "#00A9F4"}
    fixed = {"ENTITY_ID": "SOURCE", "STATUS_ID": "OTHER", "SEMANTICS": "F", "SYSTEM": "Y", "CATEGORY_ID": 3}
    assert admin("crm.status.update", id=before["ID"], fields={**changes, **fixed}) is True
    after = admin("crm.status.get", id=before["ID"])
    kept = {name: value for name, value in before.items() if name != "EXTRA"}
    assert after == {**kept, "NAME": "Papers", "SORT": "25", "COLOR": "#00A9F4"}


def test_an_entry_keeps_a_name(admin: Api) -> None:
    first = admin("crm.status.list", filter={"ENTITY_ID": "SOURCE"})[0]
    assert admin.send("crm.status.update", id=first["ID"], fields={"NAME": ""}).status == 400
    assert admin("crm.status.get", id=first["ID"])["NAME"] == first["NAME"]


def test_an_entry_is_deleted(admin: Api) -> None:
    added = admin("crm.status.add", fields={"ENTITY_ID": "SOURCE", "STATUS_ID": "FAIR", "NAME": "Boat fair"})
    assert admin("crm.status.delete", id=added) is True
    assert admin.refused("crm.status.get", id=added) == (400, "Status is not found.")


@pytest.mark.parametrize("force", [{"FORCED": "Y"}, "Y"])
def test_what_came_with_the_portal_goes_by_force_alone(admin: Api, force: Any) -> None:
    entry = admin("crm.status.list", filter={"ENTITY_ID": "DEAL_TYPE", "SYSTEM": "Y"})[0]
    refused = admin.refused("crm.status.delete", id=entry["ID"])
    assert refused == (400, 'CRM System Status can be deleted only if parameter FORCED is specified and equal to "Y".')
    assert admin("crm.status.delete", id=entry["ID"], params=force) is True


def test_a_stage_with_records_in_it_stays(admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Anchors", "STAGE_ID": "EXECUTING"})
    stage = admin("crm.status.list", filter={"ENTITY_ID": "DEAL_STAGE", "STATUS_ID": "EXECUTING"})[0]["ID"]
    assert admin.refused("crm.status.delete", id=stage) == (400, "There are active items in this status.")
    for each in admin("crm.deal.list", filter={"STAGE_ID": "EXECUTING"}, select=["ID"]):
        admin("crm.deal.update", id=each["ID"], fields={"STAGE_ID": "NEW"})
    assert admin("crm.status.delete", id=stage) is True
    assert admin("crm.deal.get", id=deal)["STAGE_ID"] == "NEW"


@pytest.mark.parametrize("verb", ["get", "update", "delete"])
def test_ids_that_are_none_and_entries_that_are_not_there_are_told(admin: Api, verb: str) -> None:
    assert admin.refused(f"crm.status.{verb}", id="first", fields={}) == (400, "Invalid identifier.")
    assert admin.refused(f"crm.status.{verb}", id=999_999, fields={}) == (400, "Status is not found.")


def test_only_administrators_change_directories(seller: Api) -> None:
    fields = {"ENTITY_ID": "SOURCE", "STATUS_ID": "FAIR", "NAME": "Boat fair"}
    assert seller.send("crm.status.add", fields=fields).error == (400, "", "Access denied.")
    assert seller.refused("crm.status.update", id=1, fields={"NAME": "A"}) == ACCESS_DENIED
    assert seller.refused("crm.status.delete", id=1) == ACCESS_DENIED
    assert seller("crm.status.get", id=1)["ID"] == "1"
