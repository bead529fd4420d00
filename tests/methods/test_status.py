"""``crm.status.*``, ``crm.category.*``, ``crm.enum.*`` and ``crm.multifield.fields`` through the wire."""

import pytest

from homeport.domain.crm.stages import categories, statuses
from homeport.domain.portal.people import roles
from tests.conftest import Api, Wire, api_of

DEAL_STAGES = [
    "NEW",
    "PREPARATION",
    "PREPAYMENT_INVOICE",
    "EXECUTING",
    "FINAL_INVOICE",
    "WON",
    "LOSE",
    "APOLOGY",
]


def add_deal_pipeline(wire: Wire, name: str) -> int:
    return wire.portal.store.write_now(lambda tx: categories.add(tx, 2, name, 200))


def test_the_stages_of_deals_come_in_their_order(admin: Api) -> None:
    found = admin("crm.status.list", filter={"ENTITY_ID": "DEAL_STAGE"}, order={"SORT": "ASC"})
    assert [entry["STATUS_ID"] for entry in found] == DEAL_STAGES
    assert found[0] == {
        "ID": found[0]["ID"],
        "ENTITY_ID": "DEAL_STAGE",
        "STATUS_ID": "NEW",
        "NAME": "New",
        "NAME_INIT": "New",
        "SORT": "10",
        "SYSTEM": "Y",
        "CATEGORY_ID": None,
        "COLOR": "#39A8EF",
        "SEMANTICS": None,
        "EXTRA": {"SEMANTICS": "process", "COLOR": "#39A8EF"},
    }
    groups = {entry["STATUS_ID"]: entry["EXTRA"]["SEMANTICS"] for entry in found}
    assert (groups["WON"], groups["LOSE"], groups["APOLOGY"]) == ("success", "failure", "apology")


def test_stages_of_smart_invoices_carry_their_pipeline(admin: Api) -> None:
    found = admin("crm.status.list", filter={"ENTITY_ID": "SMART_INVOICE_STAGE_1"})
    assert [entry["STATUS_ID"] for entry in found] == ["DT31_1:N", "DT31_1:S", "DT31_1:P", "DT31_1:D"]
    assert [entry["SEMANTICS"] for entry in found] == [None, None, "S", "F"]
    assert {entry["CATEGORY_ID"] for entry in found} == {"1"}


def test_entries_are_found_by_operators_and_sorted_both_ways(admin: Api) -> None:
    lost = admin(
        "crm.status.list", filter={"@ENTITY_ID": ["STATUS", "QUOTE_STATUS"], "SEMANTICS": "F"}, order={"ID": "DESC"}
    )
    assert [entry["STATUS_ID"] for entry in lost] == ["DECLAINED", "JUNK"]


def test_a_list_without_start_is_whole_and_with_start_has_pages(admin: Api) -> None:
    whole = admin.send("crm.status.list").json
    assert len(whole["result"]) == whole["total"] > 50
    assert "next" not in whole
    first = admin.send("crm.status.list", start=0).json
    second = admin.send("crm.status.list", start=first["next"]).json
    assert first["result"] + second["result"] == whole["result"]


@pytest.mark.parametrize("given", [{"filter": "SOURCE"}, {"order": 5}, {"filter": ["ENTITY_ID"]}])
def test_a_filter_or_order_that_is_no_object_is_refused(admin: Api, given: dict[str, object]) -> None:
    assert admin.refused("crm.status.list", **given) == (400, "Invalid parameters.")


def test_a_filter_out_of_proportion_is_refused_or_finds_nothing(admin: Api) -> None:
    assert admin("crm.status.list", filter={"%NAME": "x" * 100_000}) == []
    refused = admin.refused("crm.status.list", filter={f"{'=' * number}NAME": 1 for number in range(600)})
    assert refused == (400, "INVALID_ARG_VALUE")


def test_directories_are_closed_to_those_who_may_read_nothing(wire: Wire) -> None:
    portal = wire.portal
    portal.store.write_now(lambda tx: [roles.set_rules(tx, role["ID"], {}) for role in roles.listed(tx)])
    nobody = api_of(wire, 3)
    assert nobody.refused("crm.status.list") == (400, "Access denied.")
    assert nobody.refused("crm.status.entity.items", entityId="SOURCE") == (400, "Access denied.")


def test_the_entries_of_a_directory_are_listed_briefly(seller: Api) -> None:
    found = seller("crm.status.entity.items", entityId="CALL_LIST")
    assert found[0] == {"NAME": "In progress", "SORT": 10, "STATUS_ID": "IN_WORK"}
    assert [entry["SORT"] for entry in found] == [10, 20, 30, 40]


@pytest.mark.parametrize("given", [{}, {"entityId": "NO_SUCH"}, {"entityId": ["SOURCE"]}, {"entityId": None}])
def test_an_unknown_directory_is_refused(admin: Api, given: dict[str, object]) -> None:
    code = "The parameter entityId is not defined or invalid."
    assert admin.refused("crm.status.entity.items", **given) == (400, code)


def test_directories_follow_the_pipelines(wire: Wire, admin: Api) -> None:
    pipeline = add_deal_pipeline(wire, "Partners")
    found = {entry["ID"]: entry for entry in admin("crm.status.entity.types")}
    assert found["SOURCE"] == {"ID": "SOURCE", "NAME": "Sources"}
    assert found["STATUS"]["SEMANTIC_INFO"]["FINAL_SUCCESS_FIELD"] == "CONVERTED"
    assert found[f"DEAL_STAGE_{pipeline}"] == {
        "ID": f"DEAL_STAGE_{pipeline}",
        "NAME": "Partners deal stages",
        "PARENT_ID": "DEAL_STAGE",
        "SEMANTIC_INFO": {
            "START_FIELD": f"C{pipeline}:NEW",
            "FINAL_SUCCESS_FIELD": f"C{pipeline}:WON",
            "FINAL_UNSUCCESS_FIELD": f"C{pipeline}:LOSE",
            "FINAL_SORT": 0,
        },
        "PREFIX": f"C{pipeline}",
        "FIELD_ATTRIBUTE_SCOPE": f"category_{pipeline}",
        "ENTITY_TYPE_ID": 2,
        "CATEGORY_ID": str(pipeline),
    }
    stages = admin("crm.status.entity.items", entityId=f"DEAL_STAGE_{pipeline}")
    assert [stage["STATUS_ID"] for stage in stages] == [f"C{pipeline}:{code}" for code in DEAL_STAGES]


def test_every_directory_that_is_named_has_entries(admin: Api) -> None:
    for directory in admin("crm.status.entity.types"):
        assert admin("crm.status.entity.items", entityId=directory["ID"]), directory


def test_stages_know_how_a_record_stands(wire: Wire) -> None:
    with wire.portal.store.snapshot() as tx:
        assert statuses.semantics_of(tx, "DEAL_STAGE", "NEW") == "P"
        assert statuses.semantics_of(tx, "DEAL_STAGE", "WON") == "S"
        assert statuses.semantics_of(tx, "STATUS", "JUNK") == "F"
        assert statuses.semantics_of(tx, "STATUS", "WON") is None
        assert statuses.first_of(tx, "QUOTE_STATUS") == "DRAFT"
        assert statuses.first_of(tx, "NO_SUCH") is None
        assert categories.default_of(tx, 2) == 0
        assert categories.default_of(tx, 3) == 0
        assert categories.default_of(tx, 7) is None
        assert categories.exists(tx, 31, 1)
        assert not categories.exists(tx, 2, 1)


def test_pipelines_of_deals_are_listed_with_the_default_one(wire: Wire, admin: Api) -> None:
    pipeline = add_deal_pipeline(wire, "Partners")
    answer = admin.send("crm.category.list", entityTypeId=2)
    assert answer.json["total"] == 2
    general = {"id": 0, "name": "General", "sort": 300, "entityTypeId": 2, "isDefault": "Y"}
    partners = {"id": pipeline, "name": "Partners", "sort": 200, "entityTypeId": 2, "isDefault": "N"}
    partners |= {"originId": "", "originatorId": ""}
    assert answer.result == {"categories": [partners, general]}
    assert admin("crm.category.get", entityTypeId=2, id=pipeline) == {"category": partners}


def test_pipelines_without_a_right_to_read_are_left_out(wire: Wire) -> None:
    pipeline = add_deal_pipeline(wire, "Partners")
    everything = {"*": {"*": "X"}, f"DEAL_C{pipeline}": {"READ": ""}}
    wire.portal.store.write_now(lambda tx: [roles.set_rules(tx, role["ID"], everything) for role in roles.listed(tx)])
    seller = api_of(wire, 3)
    answer = seller.send("crm.category.list", entityTypeId=2).json
    assert [entry["id"] for entry in answer["result"]["categories"]] == [0]
    assert answer["total"] == 1
    assert seller.refused("crm.category.get", entityTypeId=2, id=pipeline) == (400, "ACCESS_DENIED")


@pytest.mark.parametrize(
    ("entity_type_id", "code"), [(1, "ENTITY_TYPE_NOT_SUPPORTED"), (199, "NOT_FOUND"), (-1, "NOT_FOUND")]
)
def test_types_without_pipelines_are_refused(admin: Api, entity_type_id: int, code: str) -> None:
    assert admin.refused("crm.category.list", entityTypeId=entity_type_id) == (400, code)
    assert admin.refused("crm.category.get", entityTypeId=entity_type_id, id=0) == (400, code)


def test_an_unknown_pipeline_is_not_found(admin: Api) -> None:
    answer = admin.send("crm.category.get", entityTypeId=2, id=1)
    assert answer.error == (400, "NOT_FOUND", "Element not found")


def test_enumerations_number_their_values(admin: Api) -> None:
    nothing = {"ID": 0, "NAME": "", "SYMBOL_CODE": None, "SYMBOL_CODE_SHORT": None}
    for name, last in {
        "activitytype": 6,
        "activitystatus": 3,
        "activitypriority": 3,
        "activitydirection": 2,
        "activitynotifytype": 3,
        "contenttype": 3,
    }.items():
        values = admin(f"crm.enum.{name}")
        assert values[0] == nothing
        assert [value["ID"] for value in values] == list(range(last + 1))
    assert [value["ID"] for value in admin("crm.enum.addresstype")] == [11, 1, 6, 4, 8, 9]
    assert [value["ID"] for value in admin("crm.enum.settings.mode")] == [1, 2]


def test_owner_types_name_the_smart_processes(admin: Api) -> None:
    made = admin("crm.type.add", fields={"title": "Berths", "entityTypeId": 177})["type"]
    found = {entry["ID"]: entry for entry in admin("crm.enum.ownertype")}
    assert found[2] == {"ID": 2, "NAME": "Deal", "SYMBOL_CODE": "DEAL", "SYMBOL_CODE_SHORT": "D"}
    assert found[made["entityTypeId"]] == {
        "ID": 177,
        "NAME": "Berths",
        "SYMBOL_CODE": "DYNAMIC_177",
        "SYMBOL_CODE_SHORT": "Tb1",
    }
    assert admin("crm.enum.getorderownertypes") == [{"attribute": "DYN", "code": "DEAL", "id": 2, "name": "Deal"}]


@pytest.mark.parametrize(
    ("method", "names"),
    [
        ("crm.enum.fields", ["ID", "NAME", "SYMBOL_CODE", "SYMBOL_CODE_SHORT"]),
        ("crm.multifield.fields", ["ID", "TYPE_ID", "VALUE", "VALUE_TYPE"]),
        (
            "crm.status.fields",
            [
                "ID", "ENTITY_ID", "STATUS_ID", "SORT", "NAME", "NAME_INIT", "SYSTEM", "CATEGORY_ID", "COLOR",
                "SEMANTICS", "EXTRA",
            ],
        ),
    ],
)  # fmt: skip
def test_fields_are_described(seller: Api, method: str, names: list[str]) -> None:
    found = seller(method)
    assert list(found) == names
    for described in found.values():
        assert {"type", "isRequired", "isReadOnly", "isImmutable", "isMultiple", "isDynamic", "title"} == set(described)
