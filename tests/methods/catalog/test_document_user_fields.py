"""Fields that people add to documents of the inventory: each type of documents has its own."""

from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire

ENTITY = "CAT_STORE_DOCUMENT_S"


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "catalog,userfieldconfig")


def field(admin: AppApi, name: str, kind: str = "string", **more: Any) -> str:
    said = {"entityId": ENTITY, "fieldName": f"UF_{ENTITY}_{name}", "userTypeId": kind, **more}
    return f"field{admin('userfieldconfig.add', moduleId='catalog', field=said)['field']['id']}"


def document(admin: AppApi, kind: str = "S") -> int:
    fields = {"docType": kind, "currency": "EUR", "responsibleId": 1}
    return int(admin("catalog.document.add", fields=fields)["document"]["id"])


def listed(admin: AppApi, *names: str, **filter: Any) -> Any:  # noqa: A002
    select = ["documentType", "documentId", *names]
    return admin("catalog.userfield.document.list", select=select, filter={"documentType": "S", **filter})["documents"]


def test_values_are_changed_listed_and_filtered_by_the_numbers_of_fields(admin: AppApi) -> None:
    truck, doors = field(admin, "TRUCK"), field(admin, "DOORS", "integer", multiple="Y")
    first, second, other = document(admin), document(admin), document(admin, "D")
    update = "catalog.userfield.document.update"
    changed = admin(update, documentId=first, fields={"documentType": "S", truck: "HH-1", doors: [3, 4]})["document"]
    assert changed == {"documentId": first, "documentType": "S", truck: "HH-1", doors: [3, 4]}
    assert listed(admin, truck) == [
        {"documentId": first, "documentType": "S", truck: "HH-1"},
        {"documentId": second, "documentType": "S", truck: None},
    ]
    assert [row["documentId"] for row in listed(admin, **{truck: "HH-1"})] == [first]
    assert [row["documentId"] for row in listed(admin, **{doors: 4})] == [first]
    assert admin("catalog.document.list", filter={"id": first})["documents"][0]["docType"] == "S"
    for fields in ({"documentType": "D", truck: "A"}, {"documentType": "X"}):
        assert admin.send(update, documentId=first, fields=fields).error[1:] == (
            "0",
            "The specified document does not exist",
        )
    assert admin.refused(update, documentId=other, fields={"documentType": "S"}) == (400, "0")
    assert admin.refused(update, documentId=first, fields={truck: "A"}) == (400, "0")
    assert admin.refused(update, documentId=first, fields={"documentType": "S", doors: ["many"]}) == (400, "0")
    admin("catalog.document.delete", id=first)
    assert listed(admin, **{doors: 4}) == []


def test_a_list_says_the_type_twice(admin: AppApi) -> None:
    document(admin)
    name = "catalog.userfield.document.list"
    refused = admin.send(name, select=["documentId"], filter={"documentType": "S"}).error[2]
    assert refused == "The documentType field is not specified in the select parameter"
    refused = admin.send(name, select=["documentType"], filter={"documentId": 1}).error[2]
    assert refused == "The documentType field is not specified in the filter parameter"
    assert admin(name, select=["documentType"], filter={"documentType": "X"}) == {"documents": []}
    assert len(listed(admin.as_user(3))) == 1
    assert admin.as_user(3).send("catalog.userfield.document.update", documentId=1, fields={}).error[1:] == (
        "0",
        "Access Denied",
    )


def test_fields_of_the_catalogue_need_its_scope(wire: Wire, admin: AppApi) -> None:
    field(admin, "TRUCK")
    found = admin("userfieldconfig.list", moduleId="catalog", select=["*"], filter={})["fields"]
    assert [row["entityId"] for row in found] == [ENTITY]
    without = app_of(wire, 1, "crm,userfieldconfig")
    assert without.send("userfieldconfig.list", moduleId="catalog").status == 400
    assert without("userfieldconfig.list", moduleId="crm", filter={"entityId": ENTITY})["fields"] == []
