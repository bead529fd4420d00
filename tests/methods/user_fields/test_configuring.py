"""``userfieldconfig.*``: user fields of every type of records, smart invoices and smart processes among them."""

from typing import Any

import pytest

from homeport.domain.demo.plan import DELIVERY
from homeport.domain.integrity import broken
from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire, api_of
from tests.methods.user_fields.test_defining import a_field, refusal

INVOICE = 31
SCOPES = "crm,userfieldconfig"
ENTITIES = {
    "CRM_LEAD": 1, "CRM_DEAL": 2, "CRM_CONTACT": 3, "CRM_COMPANY": 4, "CRM_QUOTE": 7, "CRM_SMART_INVOICE": INVOICE,
    "CRM_1": DELIVERY,
}  # fmt: skip
LIST = [{"value": "One", "def": "N", "sort": 100}, {"value": "Two", "def": "Y", "sort": 200, "xmlId": "two"}]


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, 1, SCOPES)


def add(api: Api, entity_id: str, name: str, kind: str = "string", **field: Any) -> dict[str, Any]:
    """A field that is made."""
    given = {"entityId": entity_id, "fieldName": f"UF_{entity_id}_{name}", "userTypeId": kind, **field}
    made: dict[str, Any] = api("userfieldconfig.add", moduleId="crm", field=given)["field"]
    return made


@pytest.mark.parametrize("entity_id", ENTITIES)
def test_a_field_is_made_and_holds_values_for_records_of_its_entity_alone(app: Api, entity_id: str) -> None:
    made = add(app, entity_id, "HULL", "enumeration", enum=LIST, editFormLabel={"en": "Hull", "de": "Rumpf"})
    number, items = made["id"], made.pop("enum")
    assert [(item["value"], item["def"], item["sort"], item["userFieldId"]) for item in items] == [
        ("One", "N", "100", number),
        ("Two", "Y", "200", number),
    ]
    assert made == {
        "id": number,
        "entityId": entity_id,
        "fieldName": f"UF_{entity_id}_HULL",
        "userTypeId": "enumeration",
        "xmlId": None,
        "sort": "100",
        "multiple": "N",
        "mandatory": "N",
        "showFilter": "N",
        "showInList": "Y",
        "editInList": "Y",
        "isSearchable": "N",
        "settings": {"DISPLAY": "LIST", "LIST_HEIGHT": 1, "CAPTION_NO_VALUE": "", "SHOW_NO_VALUE": "Y"},
        "languageId": {"de": "de", "en": "en"},
        "editFormLabel": {"de": "Rumpf", "en": "Hull"},
        "listColumnLabel": {"de": None, "en": None},
        "listFilterLabel": {"de": None, "en": None},
        "errorMessage": {"de": None, "en": None},
        "helpMessage": {"de": None, "en": None},
    }
    entity = {"entityTypeId": ENTITIES[entity_id]}
    described = app("crm.item.fields", **entity)["fields"]
    [name] = [name for name, field in described.items() if field["isDynamic"]]
    assert (described[name]["upperName"], described[name]["title"]) == (f"UF_{entity_id}_HULL", "Hull")
    one = int(items[0]["id"])
    title = "name" if entity_id == "CRM_CONTACT" else "title"
    item = app("crm.item.add", fields={title: "Oars", name: one}, **entity)["item"]
    assert item[name] == one
    assert app("crm.item.add", fields={title: "Oars"}, **entity)["item"][name] == int(items[1]["id"])
    found = app("crm.item.list", filter={name: one}, select=["id", name], **entity)["items"]
    assert found == [{"id": item["id"], name: one}]
    for other in {*ENTITIES.values()} - {ENTITIES[entity_id]}:
        assert name not in app("crm.item.fields", entityTypeId=other)["fields"]
    assert app("userfieldconfig.delete", moduleId="crm", id=number) is None
    assert name not in app("crm.item.get", id=item["id"], **entity)["item"]


def test_two_smart_processes_share_a_column_and_no_values(wire: Wire, app: Api) -> None:
    made = app("crm.type.add", fields={"title": "Repair"})["type"]
    repair, entity_id = made["entityTypeId"], f"CRM_{made['id']}"
    add(app, "CRM_1", "T")
    add(app, "CRM_1", "MANY", "integer", multiple="Y")
    add(app, entity_id, "T")
    add(app, entity_id, "MANY", "integer", multiple="Y")
    mine, its = f"ufCrm{made['id']}", "ufCrm1"
    first = app("crm.item.add", entityTypeId=DELIVERY, fields={f"{its}T": "x", f"{its}Many": [1, 2]})["item"]
    second = app("crm.item.add", entityTypeId=repair, fields={f"{mine}T": "x", f"{mine}Many": [2, 3]})["item"]
    for type_id, prefix, item in ((DELIVERY, its, first), (repair, mine, second)):
        for given in ({f"{prefix}T": "x"}, {f"{prefix}Many": 2}):
            items = app("crm.item.list", entityTypeId=type_id, filter=given)["items"]
            assert [found["id"] for found in items] == [item["id"]]
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []
    app("crm.item.delete", entityTypeId=repair, id=second["id"])
    app("crm.type.delete", id=made["id"])
    listed = app("userfieldconfig.list", moduleId="crm")["fields"]
    assert {field["entityId"] for field in listed} == {"CRM_1"}
    assert app("crm.item.get", entityTypeId=DELIVERY, id=first["id"])["item"] == first
    again = app("crm.type.add", fields={"title": "Repair", "entityTypeId": repair})["type"]
    fields = app("crm.item.fields", entityTypeId=again["entityTypeId"])["fields"]
    assert not [name for name in fields if name.startswith("uf")]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ({"fieldName": ""}, "The 'FIELD_NAME' field is not found."),
        ({"userTypeId": ""}, "The 'USER_TYPE_ID' field is not found."),
        ({"userTypeId": "colour"}, "Fail to create new user field."),
        ({"fieldName": "UF_CRM_1_" + "N" * 42}, "Fail to create new user field."),
        ({"fieldName": "UF_CRM_2_T"}, "You cannot create custom fields"),
        ({"entityId": "CRM_999", "fieldName": "UF_CRM_999_T"}, "You cannot create custom fields"),
        ({"entityId": None}, "You cannot create custom fields"),
        ({"fieldName": "UF_CRM_1_TAKEN"}, "Field UF_CRM_1_TAKEN for CRM_1 object already exists."),
        ({"userTypeId": "enumeration", "enum": [{"value": ""}]}, "Fail to save enumeration field values."),
        (
            {"userTypeId": "enumeration", "enum": [{"value": "A", "def": "yes"}]},
            "Fail to save enumeration field values.",
        ),
        (
            {"userTypeId": "enumeration", "enum": [{"value": "A", "xmlId": "a"}, {"value": "B", "xmlId": "a"}]},
            "Fail to save enumeration field values.",
        ),
    ],
)
def test_what_is_no_field_is_refused_and_nothing_is_made(app: Api, field: dict[str, Any], text: str) -> None:
    add(app, "CRM_1", "TAKEN")
    given = {"entityId": "CRM_1", "fieldName": "UF_CRM_1_T", "userTypeId": "string", **field}
    assert refusal(app, "userfieldconfig.add", moduleId="crm", field=given) == ("", text)
    assert app.send("userfieldconfig.list", moduleId="crm").json["total"] == 1


def test_a_change_keeps_what_it_does_not_name_except_settings(app: Api) -> None:
    number = add(app, "CRM_1", "T", "double", settings={"PRECISION": 3, "MAX_VALUE": 9}, xmlId="t")["id"]
    change = {"mandatory": "Y", "sort": 5, "settings": {"PRECISION": 4}, "multiple": "Y", "editFormLabel": {"en": "T"}}
    found = app("userfieldconfig.update", moduleId="crm", id=number, field=change)["field"]
    assert found == app("userfieldconfig.get", moduleId="crm", id=number)["field"]
    assert (found["mandatory"], found["sort"], found["multiple"], found["xmlId"]) == ("Y", "5", "N", "t")
    assert found["settings"] == {
        "PRECISION": 4,
        "SIZE": 20,
        "MIN_VALUE": 0,
        "MAX_VALUE": 0,
        "DEFAULT_VALUE": None,
    }
    assert found["editFormLabel"] == {"en": "T"}


def test_a_number_without_a_precision_is_whole(app: Api) -> None:
    assert add(app, "CRM_1", "R", "double")["settings"]["PRECISION"] == 0
    item = app("crm.item.add", entityTypeId=DELIVERY, fields={"ufCrm1R": 1.6})["item"]
    assert item["ufCrm1R"] == 2


def test_entries_change_only_where_the_type_is_named(app: Api) -> None:
    made = add(app, "CRM_1", "L", "enumeration", enum=LIST)
    one, two = made["enum"]
    entries = [{"id": one["id"], "del": "Y"}, {"id": two["id"], "value": "Second"}, {"value": "Third", "sort": 300}]
    update = {"moduleId": "crm", "id": made["id"]}
    kept = app("userfieldconfig.update", field={"enum": entries}, **update)["field"]["enum"]
    assert kept == made["enum"]
    changed = app("userfieldconfig.update", field={"enum": entries, "userTypeId": "enumeration"}, **update)["field"]
    assert [item["value"] for item in changed["enum"]] == ["Second", "Third"]


def test_fields_are_listed_by_a_filter_in_an_order(app: Api) -> None:
    add(app, "CRM_1", "A", sort=30, editFormLabel={"de": "Eins", "en": "One"})
    add(app, "CRM_DEAL", "B", sort=10, multiple="Y")
    add(app, "CRM_SMART_INVOICE", "C", "integer", sort=20)

    def names(**params: Any) -> list[str]:
        return [field["fieldName"][-1] for field in app("userfieldconfig.list", moduleId="crm", **params)["fields"]]

    assert names() == ["B", "C", "A"]
    assert names(filter={"entityId": "CRM_1"}) == ["A"]
    assert names(filter={"multiple": "N", "<sort": 30}) == ["C"]
    assert names(filter={"userTypeId": "string"}, order={"fieldName": "ASC"}) == ["A", "B"]
    assert names(order={"id": "DESC"}) == ["C", "B", "A"]
    selected = {"0": "fieldName", "language": "de"}
    [row] = app("userfieldconfig.list", moduleId="crm", select=selected, filter={"entityId": "CRM_1"})["fields"]
    assert row["id"] and set(row) == {"id", "fieldName"}
    every = {"0": "*", "language": "de"}
    [row] = app("userfieldconfig.list", moduleId="crm", select=every, filter={"entityId": "CRM_1"})["fields"]
    assert (row["languageId"], row["editFormLabel"]) == ({"de": "de"}, {"de": "Eins"})
    [row] = app("userfieldconfig.list", moduleId="crm", filter={"entityId": "CRM_1"})["fields"]
    assert "editFormLabel" not in row


def test_lists_have_pages(app: Api) -> None:
    for number in range(51):
        a_field(app, FIELD_NAME=f"F{number}")
    answer = app.send("userfieldconfig.list", moduleId="crm", order={"id": "ASC"})
    assert (len(answer.result["fields"]), answer.json["total"], answer.json["next"]) == (50, 51, 50)
    assert len(app("userfieldconfig.list", moduleId="crm", order={"id": "ASC"}, start=50)["fields"]) == 1


def test_who_may_do_what(wire: Wire, app: AppApi) -> None:
    number = add(app, "CRM_1", "T")["id"]
    seller = app.as_user(3)
    field = {"entityId": "CRM_1", "fieldName": "UF_CRM_1_X", "userTypeId": "string"}
    for verb, text in (
        ("add", "Access denied."),
        ("update", "You cannot change the settings of the user field"),
        ("delete", "You cannot delete the user field"),
    ):
        assert refusal(seller, f"userfieldconfig.{verb}", moduleId="crm", id=number, field=field) == ("", text)
    assert refusal(app, "userfieldconfig.update", moduleId="crm", id=999, field={})[1].startswith("You cannot change")
    assert refusal(app, "userfieldconfig.delete", moduleId="crm", id=999)[1].startswith("You cannot delete")
    unreadable = ("", "You do not have permission to view user field settings")
    assert refusal(app, "userfieldconfig.get", moduleId="crm", id=999) == unreadable


def test_a_credential_needs_the_scope_of_the_module_too(wire: Wire) -> None:
    both, alone, crm = (api_of(wire, 1, scopes) for scopes in (SCOPES, "userfieldconfig", "crm"))
    assert "money" in both("userfieldconfig.getTypes", moduleId="crm")["types"]
    assert refusal(both, "userfieldconfig.getTypes", moduleId="rpa") == ("", "No settings for UserFieldAccess")
    refused = refusal(alone, "userfieldconfig.getTypes", moduleId="crm")
    assert refused == ("", "The current method required more scopes. (crm)")
    assert crm.refused("userfieldconfig.getTypes", moduleId="crm") == (403, "insufficient_scope")


def test_applications_are_told_of_fields_of_invoices_and_smart_processes(wire: Wire, app: AppApi) -> None:
    for verb in ("ADD", "UPDATE", "DELETE", "SETENUMVALUES"):
        app("event.bind", event=f"onCrmTypeUserField{verb}", event_type="offline")

    def told() -> list[tuple[str, Any]]:
        events = app("event.offline.get", clear=1)["events"]
        return sorted((event["EVENT_NAME"], event["EVENT_DATA"]["FIELDS"]["ENTITY_ID"]) for event in events)

    made = add(app, "CRM_1", "L", "enumeration", enum=LIST)
    assert told() == [("ONCRMTYPEUSERFIELDADD", "CRM_1"), ("ONCRMTYPEUSERFIELDSETENUMVALUES", "CRM_1")]
    add(app, "CRM_SMART_INVOICE", "T")
    add(app, "CRM_DEAL", "T")
    assert told() == [("ONCRMTYPEUSERFIELDADD", "CRM_SMART_INVOICE")]
    app("userfieldconfig.update", moduleId="crm", id=made["id"], field={"sort": 5})
    assert told() == [("ONCRMTYPEUSERFIELDUPDATE", "CRM_1")]
    app("userfieldconfig.delete", moduleId="crm", id=made["id"])
    assert told() == [("ONCRMTYPEUSERFIELDDELETE", "CRM_1")]
