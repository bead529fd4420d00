"""``how-to-add-category-to-spa.md``: a pipeline of a smart process, with a stage of its own."""

from typing import Any

import pytest

from tests.conftest import Api

TITLE = "Equipment procurement"


@pytest.fixture
def type_id(admin: Api) -> int:
    """A smart process with pipelines, found by its title."""
    admin("crm.type.add", fields={"title": TITLE, "isCategoriesEnabled": "Y", "isStagesEnabled": "Y"})
    (found,) = admin("crm.type.list", filter={"title": TITLE})["types"]
    assert (found["isCategoriesEnabled"], found["isStagesEnabled"]) == ("Y", "Y")
    return int(found["entityTypeId"])


def stages(api: Api, directory: str) -> list[tuple[str, str, Any]]:
    found = api("crm.status.list", filter={"ENTITY_ID": directory}, order={"SORT": "ASC"})
    return [(each["STATUS_ID"], each["NAME"], each["SEMANTICS"]) for each in found]


def test_a_pipeline_gets_five_stages_and_one_more(admin: Api, type_id: int) -> None:
    fields = {"name": "New funnel", "sort": 100}
    category = admin("crm.category.add", entityTypeId=type_id, fields=fields)["category"]
    assert (category["name"], category["sort"], category["entityTypeId"], category["isDefault"]) == (
        "New funnel",
        100,
        type_id,
        "N",
    )
    directory, prefix = f"DYNAMIC_{type_id}_STAGE_{category['id']}", f"DT{type_id}_{category['id']}:"
    given = admin.send("crm.status.list", filter={"ENTITY_ID": directory}, order={"SORT": "ASC"}).json
    assert given["total"] == 5
    assert [each["STATUS_ID"].removeprefix(prefix) for each in given["result"]] == [
        "NEW", "PREPARATION", "CLIENT", "SUCCESS", "FAIL",
    ]  # fmt: skip
    assert [each["SEMANTICS"] for each in given["result"]] == [None, None, None, "S", "F"]
    assert [each["SORT"] for each in given["result"]] == ["10", "20", "30", "40", "50"]
    first = given["result"][0]
    assert (first["SYSTEM"], first["CATEGORY_ID"]) == ("Y", str(category["id"]))
    assert admin("crm.status.update", id=first["ID"], fields={"NAME": "First stage"}) is True
    stage = {"ENTITY_ID": directory, "STATUS_ID": f"{prefix}MY_STAGE", "NAME": "My stage", "SORT": 60, "SEMANTICS": "F"}
    assert admin("crm.status.add", fields=stage) > int(first["ID"])
    found = stages(admin, directory)
    assert found[0] == (f"{prefix}NEW", "First stage", None)
    assert (len(found), found[-1]) == (6, (f"{prefix}MY_STAGE", "My stage", "F"))
    admin("crm.status.add", fields={**stage, "STATUS_ID": "BARE"})
    assert stages(admin, directory)[-1][0] == f"{prefix}BARE"


def test_its_errors(admin: Api, seller: Api, type_id: int) -> None:
    (process,) = admin("crm.type.list", filter={"title": TITLE})["types"]
    fields = {"name": "New funnel"}
    assert admin.refused("crm.category.add", entityTypeId=process["id"] + 9_000, fields=fields)[1] == "NOT_FOUND"
    assert seller.refused("crm.type.list", filter={"title": TITLE})[1] == "ACCESS_DENIED"
    assert seller.refused("crm.category.add", entityTypeId=type_id, fields=fields)[1] == "ACCESS_DENIED"
    nameless = admin.send("crm.category.add", entityTypeId=type_id, fields={"sort": 1}).error[2]
    assert nameless.lower() == "field 'name' is required"
    assert admin("crm.type.list", filter={"title": "Equipment"})["types"] == []
    assert admin("crm.status.list", filter={"ENTITY_ID": f"DYNAMIC_{type_id}_STAGE_9999"}) == []
    flat = admin("crm.type.add", fields={"title": "Flat", "isCategoriesEnabled": "N"})["type"]["entityTypeId"]
    assert admin.refused("crm.category.add", entityTypeId=flat, fields=fields)[1] == "ENTITY_TYPE_NOT_SUPPORTED"
    category = admin("crm.category.add", entityTypeId=type_id, fields=fields)["category"]["id"]
    stage = {"ENTITY_ID": f"DYNAMIC_{type_id}_STAGE_{category}", "STATUS_ID": "NEW", "NAME": "Again"}
    unfit = admin.refused("crm.status.update", id="first", fields={"NAME": "x"})
    assert unfit == (400, "Invalid identifier.")
    for text, method, params in (
        ("Status is not found.", "crm.status.update", {"id": 999_999, "fields": {"NAME": "x"}}),
        ("Specified entity type is not supported.", "crm.status.add", {"fields": {**stage, "ENTITY_ID": "DYNAMIC_1"}}),
        ("The specified status ID already exists.", "crm.status.add", {"fields": stage}),
        ("The field Title is required.", "crm.status.add", {"fields": {**stage, "STATUS_ID": "X", "NAME": ""}}),
    ):
        assert text in admin.send(method, **params).error[1:], text
    assert seller.send("crm.status.add", fields={**stage, "STATUS_ID": "X"}).error[2] == "Access denied."
