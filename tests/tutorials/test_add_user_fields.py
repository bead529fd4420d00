"""``how-to-add-user-field-to-spa.md``, ``how-to-add-precision-to-user-field.md``: fields that people add."""

from typing import Any

from tests.conftest import Api

NAMES = {"en": "List of characteristics", "de": "Merkmale"}
NUMBER = {
    "entityId": "CRM_DEAL",
    "fieldName": "UF_CRM_DEAL_NEW_DOUBLE_FIELD",
    "userTypeId": "double",
    "editFormLabel": {"en": "PRECISION double", "de": "Zahl"},
    "settings": {"PRECISION": 3},
}


def add(api: Api, **field: Any) -> Any:
    return api("userfieldconfig.add", moduleId="crm", field=field)["field"]


def test_a_list_is_added_to_a_smart_process(admin: Api, seller: Api) -> None:
    admin("crm.type.add", fields={"title": "Equipment procurement"})
    (process,) = admin("crm.type.list", filter={"title": "Equipment procurement"})["types"]
    number, type_id = process["id"], process["entityTypeId"]
    assert number != type_id
    name = f"UF_CRM_{number}_NEW_REST_LIST"
    asked = {
        "entityId": f"CRM_{number}",
        "fieldName": name,
        "userTypeId": "enumeration",
        "multiple": "Y",
        "editFormLabel": NAMES,
        "enum": [
            {"value": "Characteristic 1", "def": "N", "sort": 100},
            {"value": "Characteristic 2", "def": "Y", "sort": 200},
        ],
    }
    made = add(admin, **asked)
    assert (made["fieldName"], made["multiple"], made["editFormLabel"]) == (name, "Y", NAMES)
    assert [(each["value"], each["def"]) for each in made["enum"]] == [
        ("Characteristic 1", "N"),
        ("Characteristic 2", "Y"),
    ]
    (found,) = admin("userfieldconfig.list", moduleId="crm", filter={"entityId": f"CRM_{number}"})["fields"]
    assert (found["fieldName"], found["userTypeId"], found["multiple"]) == (name, "enumeration", "Y")

    for text, field in (
        ("You cannot create custom fields", {**asked, "entityId": f"CRM_{type_id}9"}),
        (f"Field {name} for CRM_{number} object already exists.", asked),
        ("The 'FIELD_NAME' field is not found.", {**asked, "fieldName": ""}),
        ("The 'USER_TYPE_ID' field is not found.", {**asked, "fieldName": f"{name}_2", "userTypeId": ""}),
    ):
        refused = admin.send("userfieldconfig.add", moduleId="crm", field=field).error
        assert refused[0] == 400
        assert text.rstrip(".") in refused[2], refused
    assert seller.send("userfieldconfig.add", moduleId="crm", field={**asked, "fieldName": f"{name}_3"}).status == 400


def test_a_number_is_rounded_as_its_field_says(admin: Api) -> None:
    made = add(admin, **NUMBER)
    assert made["settings"] == {"PRECISION": 3, "SIZE": 20, "MIN_VALUE": 0, "MAX_VALUE": 0, "DEFAULT_VALUE": None}
    admin("crm.deal.update", id=1, fields={NUMBER["fieldName"]: "1,23456"})
    assert float(admin("crm.deal.get", id=1)[NUMBER["fieldName"]]) == 1.235

    listed = admin("crm.deal.userfield.list", filter={"LANG": "en", "USER_TYPE_ID": "double"})
    (found,) = [each for each in listed if each["EDIT_FORM_LABEL"] == "PRECISION double"]
    assert (found["ID"], found["SETTINGS"]["PRECISION"]) == (made["id"], 3)
    settings = {**found["SETTINGS"], "PRECISION": 1}
    changed = admin("userfieldconfig.update", moduleId="crm", id=found["ID"], field={"settings": settings})["field"]
    assert (changed["id"], changed["settings"]) == (made["id"], settings)
    assert float(admin("crm.deal.get", id=1)[NUMBER["fieldName"]]) == 1.235, "what is stored stays until it is saved"
    admin("crm.deal.update", id=1, fields={NUMBER["fieldName"]: "1.23456"})
    assert float(admin("crm.deal.get", id=1)[NUMBER["fieldName"]]) == 1.2
    for said, kept in ((-1, 0), (13, 12)):
        only = {"settings": {"PRECISION": said}}
        shown = admin("userfieldconfig.update", moduleId="crm", id=made["id"], field=only)["field"]["settings"]
        assert (shown["PRECISION"], shown["SIZE"]) == (kept, 20)


def test_the_errors_of_a_number(admin: Api, seller: Api, nobody: Api) -> None:
    made = add(admin, **NUMBER)
    for text, field in (
        ("cannot create custom fields", {**NUMBER, "fieldName": "UF_NEW"}),
        ("already exists", NUMBER),
    ):
        assert text in admin.send("userfieldconfig.add", moduleId="crm", field=field).error[2]
    other = {**NUMBER, "fieldName": "UF_CRM_DEAL_X"}
    for api in (seller, nobody):
        assert api.send("userfieldconfig.add", moduleId="crm", field=other).status == 400
        assert api.send("userfieldconfig.update", moduleId="crm", id=made["id"], field={"settings": {}}).status == 400
    assert nobody.send("crm.deal.userfield.list", filter={"LANG": "en"}).error[2] == "Access denied."
