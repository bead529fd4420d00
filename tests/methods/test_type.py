"""``crm.type.*`` through the wire."""

from typing import Any

import pytest

from homeport.domain.portal import settings
from homeport.domain.portal.generation import changed
from homeport.domain.portal.people import roles
from homeport.domain.portal.tables import USER
from tests.conftest import Api, Wire, api_of

METHODS_OF_ADMINISTRATORS = {
    "crm.type.add": {"fields": {"title": "Berths"}},
    "crm.type.update": {"id": 1, "fields": {"title": "Berths"}},
    "crm.type.delete": {"id": 1},
    "crm.type.list": {},
    "crm.type.fields": {},
}


def add(admin: Api, **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = admin("crm.type.add", fields={"title": "Berths", **fields})["type"]
    return made


def test_a_new_type_gets_the_next_free_id_and_its_settings(admin: Api) -> None:
    first = add(admin, isClientEnabled="Y", isStagesEnabled=True, isSourceEnabled="false")
    second = add(admin)
    assert (first["entityTypeId"], second["entityTypeId"]) == (1030, 1032)
    assert first["isClientEnabled"] == first["isStagesEnabled"] == first["isSetOpenPermissions"] == "Y"
    assert first["isSourceEnabled"] == first["isObserversEnabled"] == "N"
    assert (first["createdBy"], first["updatedBy"], first["customSections"]) == (1, 1, [])
    assert first["createdTime"].endswith("+00:00")
    assert admin("crm.type.get", id=first["id"]) == {"type": first}
    assert admin("crm.type.getByEntityTypeId", entityTypeId=1032) == {"type": second}


def test_a_new_type_has_a_default_pipeline_with_stages(admin: Api) -> None:
    type_id = add(admin, isStagesEnabled="Y")["entityTypeId"]
    [category] = admin("crm.category.list", entityTypeId=type_id)["categories"]
    assert (category["name"], category["isDefault"]) == ("General", "Y")
    directory = f"DYNAMIC_{type_id}_STAGE_{category['id']}"
    stages = admin("crm.status.list", filter={"ENTITY_ID": directory})
    prefix = f"DT{type_id}_{category['id']}"
    assert [(stage["STATUS_ID"], stage["SEMANTICS"]) for stage in stages] == [
        (f"{prefix}:NEW", None),
        (f"{prefix}:PREPARATION", None),
        (f"{prefix}:CLIENT", None),
        (f"{prefix}:SUCCESS", "S"),
        (f"{prefix}:FAIL", "F"),
    ]
    found = {entry["ID"]: entry for entry in admin("crm.status.entity.types")}
    assert found[directory]["NAME"] == "Berths (General)"
    assert found[directory]["PREFIX"] == prefix


def test_a_new_type_may_hold_items_at_once(admin: Api, seller: Api) -> None:
    type_id = add(admin)["entityTypeId"]
    assert admin("crm.item.add", entityTypeId=type_id, fields={"title": "A 1"})["item"]["title"] == "A 1"
    assert seller("crm.item.add", entityTypeId=type_id, fields={"title": "A 2"})["item"]["id"] == 2


def test_relations_are_seen_from_both_sides(admin: Api) -> None:
    parent = add(admin)
    child = add(
        admin,
        isClientEnabled="Y",
        relations={
            "parent": [
                {"entityTypeId": parent["entityTypeId"], "isChildrenListEnabled": "true"},
                {"entityTypeId": 2, "isChildrenListEnabled": "Y"},
                {"entityTypeId": 999, "isChildrenListEnabled": "true"},
            ]
        },
    )
    assert child["relations"] == {
        "parent": [
            {"entityTypeId": 3, "isChildrenListEnabled": "Y", "isPredefined": "Y"},
            {"entityTypeId": 4, "isChildrenListEnabled": "Y", "isPredefined": "Y"},
            {"entityTypeId": 2, "isChildrenListEnabled": "N", "isPredefined": "N"},
            {"entityTypeId": parent["entityTypeId"], "isChildrenListEnabled": "Y", "isPredefined": "N"},
        ],
        "child": [],
    }
    seen = admin("crm.type.get", id=parent["id"])["type"]["relations"]
    assert [link["entityTypeId"] for link in seen["child"]] == [child["entityTypeId"]]
    admin("crm.type.update", id=child["id"], fields={"relations": {}})
    assert admin("crm.type.get", id=parent["id"])["type"]["relations"] == {"parent": [], "child": []}


def test_user_fields_offer_a_type_only_while_it_allows_that(admin: Api) -> None:
    wanted = {"linkedUserFields": {"TASKS_TASK|UF_CRM_TASK": "true", "CALENDAR_EVENT|UF_CRM_CAL_EVENT": "Y"}}
    assert set(add(admin, **wanted)["linkedUserFields"].values()) == {"N"}
    assert add(admin, isUseInUserfieldEnabled="Y", **wanted)["linkedUserFields"] == {
        "CALENDAR_EVENT|UF_CRM_CAL_EVENT": "N",
        "TASKS_TASK|UF_CRM_TASK": "Y",
        "TASKS_TASK_TEMPLATE|UF_CRM_TASK": "N",
    }


def test_an_update_changes_only_what_it_names(admin: Api) -> None:
    made = add(admin, isClientEnabled="Y", code="BERTH")
    answer = admin("crm.type.update", id=made["id"], fields={"title": "Moorings", "ENTITY_TYPE_ID": 150})["type"]
    assert answer == {**made, "title": "Moorings", "updatedTime": answer["updatedTime"]}
    assert admin("crm.type.get", id=made["id"]) == {"type": answer}


def test_a_type_with_items_stays(admin: Api) -> None:
    made = add(admin)
    item = admin("crm.item.add", entityTypeId=made["entityTypeId"], fields={"title": "A 1"})["item"]
    answer = admin.send("crm.type.delete", id=made["id"])
    assert answer.error == (400, "BX_ERROR", "You cannot delete an entity type that has elements")
    admin("crm.item.delete", entityTypeId=made["entityTypeId"], id=item["id"])
    assert admin("crm.type.delete", id=made["id"]) == []
    assert admin.refused("crm.type.get", id=made["id"]) == (400, "0")
    assert admin.refused("crm.category.list", entityTypeId=made["entityTypeId"]) == (400, "NOT_FOUND")
    assert admin.refused("crm.item.list", entityTypeId=made["entityTypeId"])[1] == "NOT_FOUND"


def test_rights_on_a_deleted_type_do_not_pass_to_its_successor(wire: Wire, admin: Api) -> None:
    made = add(admin)
    code = f"DYNAMIC_{made['entityTypeId']}"
    category = admin("crm.category.list", entityTypeId=made["entityTypeId"])["categories"][0]["id"]
    role = wire.portal.store.write_now(
        lambda tx: roles.add(tx, "berths", "Berths", {code: {"*": "X"}, f"{code}_C{category}": {"*": "X"}})
    )
    wire.portal.store.write_now(lambda tx: roles.assign(tx, role, "U6"))
    supporter = api_of(wire, 6)
    assert supporter("crm.type.get", id=made["id"])["type"]["title"] == "Berths"
    admin("crm.type.delete", id=made["id"])
    successor = add(admin)
    assert successor["entityTypeId"] == made["entityTypeId"]
    assert supporter.refused("crm.type.get", id=successor["id"]) == (400, "ACCESS_DENIED")


def test_deleting_nothing_is_answered_with_nothing(admin: Api) -> None:
    assert admin("crm.type.delete") is None


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "A", "entityTypeId": 127},
        {"title": "A", "entityTypeId": 193},
        {"title": "A", "entityTypeId": 1031},
        {"title": "A", "entityTypeId": "many"},
        {"title": "A", "entityTypeId": 2**63},
        {"title": "A", "isClientEnabled": []} | {"code": {"a": 1}},
        {"title": " "},
        {"isClientEnabled": "Y"},
    ],
)
def test_unfit_settings_are_refused(admin: Api, fields: dict[str, Any]) -> None:
    assert admin.refused("crm.type.add", fields=fields) == (400, "INVALID_ARG_VALUE")


def test_a_type_id_is_given_once(admin: Api) -> None:
    assert add(admin, entityTypeId=150)["entityTypeId"] == 150
    assert admin.refused("crm.type.add", fields={"title": "B", "entityTypeId": 150}) == (400, "INVALID_ARG_VALUE")


def test_a_type_without_fields_is_refused(admin: Api) -> None:
    assert admin.send("crm.type.add").error == (400, "100", "Could not find value for parameter {fields}")


@pytest.mark.parametrize("fields", [{"title": "A", "isExternal": "true"}, {"title": "A", "customSectionId": 5}])
def test_a_workplace_that_is_not_there_is_refused(admin: Api, fields: dict[str, Any]) -> None:
    message = "Select a workplace where the SPA will be located"
    assert admin.send("crm.type.add", fields=fields).error == (400, "0", message)
    made = add(admin)
    assert admin.send("crm.type.update", id=made["id"], fields=fields).error == (400, "0", message)


def test_unknown_types_are_not_found(admin: Api) -> None:
    for call in (
        {"method": "crm.type.get", "id": 999},
        {"method": "crm.type.update", "id": 999, "fields": {}},
        {"method": "crm.type.delete", "id": 999},
        {"method": "crm.type.getByEntityTypeId", "entityTypeId": 999},
    ):
        method = call.pop("method")
        assert admin.refused(str(method), **call) == (400, "0")


@pytest.mark.parametrize("method", METHODS_OF_ADMINISTRATORS)
def test_only_administrators_manage_types(seller: Api, method: str) -> None:
    assert seller.refused(method, **METHODS_OF_ADMINISTRATORS[method]) == (400, "ACCESS_DENIED")


def test_whoever_may_read_items_may_see_their_type(wire: Wire, admin: Api, seller: Api) -> None:
    made = add(admin)
    assert seller("crm.type.get", id=made["id"])["type"]["title"] == "Berths"
    wire.portal.store.write_now(lambda tx: [roles.set_rules(tx, role["ID"], {}) for role in roles.listed(tx)])
    nobody = api_of(wire, 3)
    assert nobody.refused("crm.type.get", id=made["id"]) == (400, "ACCESS_DENIED")
    assert nobody.refused("crm.type.getByEntityTypeId", entityTypeId=made["entityTypeId"]) == (400, "ACCESS_DENIED")


def test_guests_of_the_company_are_kept_out(wire: Wire, seller: Api) -> None:
    wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": 3}, {"USER_TYPE": "extranet"}), changed(tx)))
    for method, params in {**METHODS_OF_ADMINISTRATORS, "crm.type.get": {"id": 1}}.items():
        assert seller.refused(method, **params) == (403, "allowed_only_intranet_user")


def test_the_plan_limits_types(wire: Wire, admin: Api) -> None:
    made = add(admin)
    wire.portal.store.write_now(lambda tx: settings.change(tx, {"plan": "basic"}))
    assert admin.refused("crm.type.add", fields={"title": "B"}) == (400, "CREATE_DYNAMIC_TYPE_RESTRICTED")
    answer = admin.refused("crm.type.update", id=made["id"], fields={"title": "B"})
    assert answer == (400, "UPDATE_DYNAMIC_TYPE_RESTRICTED")


def test_types_are_listed_by_filter_and_order(admin: Api) -> None:
    for number in range(3):
        add(admin, title=f"Berths {number}", isClientEnabled="Y" if number else "N")
    answer = admin.send(
        "crm.type.list",
        filter={"logic": "OR", "0": {"%title": "ths 0"}, "1": {"title": "Berths 2"}},
        order={"id": "DESC"},
    )
    assert [entry["title"] for entry in answer.result["types"]] == ["Berths 2", "Berths 0"]
    assert answer.json["total"] == 2
    assert "relations" not in answer.result["types"][0]
    off = admin("crm.type.list", filter={"%title": "Berths", "isClientEnabled": False})["types"]
    assert [entry["title"] for entry in off] == ["Berths 0"]


def test_types_come_in_pages(admin: Api) -> None:
    for number in range(51):
        add(admin, title=f"Berths {number}")
    first = admin.send("crm.type.list", filter={"%title": "Berths"}).json
    assert (len(first["result"]["types"]), first["total"], first["next"]) == (50, 51, 50)
    last = admin.send("crm.type.list", filter={"%title": "Berths"}, start=50).json
    assert len(last["result"]["types"]) == 1
    assert "next" not in last


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"filter": {"color": 1}}, "Invalid filter: field 'color' is not allowed in filter"),
        ({"filter": {"id": "one"}}, "Invalid filter: field 'id' has invalid value"),
        ({"order": {"color": "ASC"}}, "Invalid order: field 'color' is not allowed in order"),
        (
            {"order": {"id": "up"}},
            "Invalid order: allowed sort directions are ASC, DESC. But got 'up' for field 'id'",
        ),
    ],
)
def test_a_list_says_what_it_does_not_understand(admin: Api, given: dict[str, Any], message: str) -> None:
    assert admin.send("crm.type.list", **given).error == (400, "INVALID_ARG_VALUE", message)


def test_settings_are_described(admin: Api) -> None:
    fields = admin("crm.type.fields")["fields"]
    assert fields["entityTypeId"] == {
        "type": "integer",
        "isRequired": True,
        "isReadOnly": False,
        "isImmutable": True,
        "isMultiple": False,
        "isDynamic": False,
        "title": "Type id",
        "upperName": "ENTITY_TYPE_ID",
    }
    assert set(fields) <= set(add(admin))
