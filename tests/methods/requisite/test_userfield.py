"""``crm.requisite.userfield.*``, and the values of such fields in ``crm.requisite.*``."""

from typing import Any

import pytest
from sqlalchemy import select

from homeport.domain import integrity
from homeport.domain.user_fields.tables import VALUE
from homeport.store import Query
from tests.apps import app_of
from tests.conftest import Api, Wire
from tests.methods.requisite.client import NOBODY, allow, company, ids, requisite


def a_field(api: Api, name: str = "NOTE", kind: str = "string", **more: Any) -> int:
    fields = {"FIELD_NAME": name, "USER_TYPE_ID": kind, **more}
    number: int = api("crm.requisite.userfield.add", fields=fields)
    return number


def mine(api: Api, owner: int, **more: Any) -> Any:
    conditions = {"ENTITY_TYPE_ID": 4, "ENTITY_ID": owner, **more.pop("filter", {})}
    return api("crm.requisite.list", filter=conditions, **more)


def test_a_field_is_made_shown_changed_and_deleted(admin: Api) -> None:
    number = a_field(admin, XML_ID="note", EDIT_FORM_LABEL="A note", SORT=7)
    found = admin("crm.requisite.userfield.get", id=number)
    assert (found["ENTITY_ID"], found["FIELD_NAME"], found["SORT"]) == ("CRM_REQUISITE", "UF_CRM_NOTE", "7")
    assert admin("crm.requisite.userfield.update", id=number, fields={"SORT": 9}) is True
    assert [(each["ID"], each["SORT"]) for each in admin("crm.requisite.userfield.list")] == [(str(number), "9")]
    described = admin("crm.requisite.fields")["UF_CRM_NOTE"]
    assert (described["type"], described["isDynamic"], described["formLabel"]) == ("string", True, "A note")
    assert described["settings"]["ROWS"] == 1
    assert admin("crm.requisite.userfield.delete", id=number) is True
    assert "UF_CRM_NOTE" not in admin("crm.requisite.fields")
    assert admin("crm.requisite.userfield.list") == []


@pytest.mark.parametrize(
    ("kind", "given", "answered"),
    [
        ("string", "Category 1", "Category 1"),
        ("double", "56.5", "56.5"),
        ("boolean", "1", "1"),
        ("datetime", "2026-02-03T10:00:00+00:00", "2026-02-03T10:00:00+00:00"),
    ],
)
def test_a_value_is_written_read_found_and_sorted_by(admin: Api, kind: str, given: str, answered: str) -> None:
    a_field(admin, kind=kind)
    owner = company(admin)
    number, bare = requisite(admin, owner, UF_CRM_NOTE=given), requisite(admin, owner)
    assert admin("crm.requisite.get", id=number)["UF_CRM_NOTE"] == answered
    assert ids(mine(admin, owner, filter={"UF_CRM_NOTE": given})) == [number]
    assert mine(admin, owner, filter={"UF_CRM_NOTE": given}, select=["UF_CRM_NOTE"]) == [{"UF_CRM_NOTE": answered}]
    assert ids(mine(admin, owner, order={"UF_CRM_NOTE": "DESC"}, filter={"@ID": [number, bare]}))[0] == number
    admin("crm.requisite.update", id=number, fields={"UF_CRM_NOTE": ""})
    assert ids(mine(admin, owner, filter={"!UF_CRM_NOTE": ""})) == []


def test_several_values_are_found_each(wire: Wire, admin: Api) -> None:
    a_field(admin, MULTIPLE="Y")
    owner = company(admin)
    number = requisite(admin, owner, UF_CRM_NOTE=["oak", "ash"])
    requisite(admin, owner)
    assert admin("crm.requisite.get", id=number)["UF_CRM_NOTE"] == ["oak", "ash"]
    assert ids(mine(admin, owner, filter={"UF_CRM_NOTE": "ash"})) == [number]
    admin("crm.requisite.update", id=number, fields={"UF_CRM_NOTE": ["elm"]})
    assert ids(mine(admin, owner, filter={"UF_CRM_NOTE": "ash"})) == []
    admin("crm.company.delete", id=owner)
    with wire.portal.store.snapshot() as tx:
        assert list(integrity.broken(tx)) == []
        assert tx.all(Query(select(VALUE))) == []


def test_what_a_field_must_hold_and_holds_unless_told(admin: Api) -> None:
    a_field(admin, "MUST", MANDATORY="Y", EDIT_FORM_LABEL="Must")
    a_field(admin, "USUAL", SETTINGS={"DEFAULT_VALUE": "oak"})
    a_field(admin, "RATE", "double", SETTINGS={"MAX_VALUE": 5})
    owner = company(admin)
    fields = {"ENTITY_TYPE_ID": 4, "ENTITY_ID": owner, "PRESET_ID": 1, "NAME": "Main"}
    assert admin.send("crm.requisite.add", fields=fields).error == (400, "", "Must is not defined or invalid.")
    answer = admin.send("crm.requisite.add", fields={**fields, "UF_CRM_MUST": "x", "UF_CRM_RATE": 6})
    assert answer.error == (400, "", "UF_CRM_RATE is not defined or invalid.")
    assert mine(admin, owner) == []
    number = requisite(admin, owner, UF_CRM_MUST="x")
    assert admin("crm.requisite.get", id=number)["UF_CRM_USUAL"] == "oak"


def test_templates_show_a_field_as_long_as_it_is_there(admin: Api) -> None:
    preset = {"ID": 1}
    unknown = admin.send("crm.requisite.preset.field.add", preset=preset, fields={"FIELD_NAME": "UF_CRM_NOTE"})
    assert unknown.error == (400, "", "The field 'UF_CRM_NOTE' can not be added.")
    number = a_field(admin)
    assert "UF_CRM_NOTE" in admin("crm.requisite.preset.field.availabletoadd", preset=preset)
    admin("crm.requisite.preset.field.add", preset=preset, fields={"FIELD_NAME": "UF_CRM_NOTE"})
    assert "UF_CRM_NOTE" not in admin("crm.requisite.preset.field.availabletoadd", preset=preset)
    admin("crm.requisite.userfield.delete", id=number)
    shown = [row["FIELD_NAME"] for row in admin("crm.requisite.preset.field.list", preset=preset)]
    assert "UF_CRM_NOTE" not in shown


@pytest.mark.parametrize(
    ("fields", "code", "text"),
    [
        ({"USER_TYPE_ID": "string"}, "", "The 'FIELD_NAME' field is not found."),
        ({"FIELD_NAME": "NOTE"}, "", "The 'USER_TYPE_ID' field is not found."),
        ({"FIELD_NAME": "NOTE", "USER_TYPE_ID": "employee"}, "ERROR_CORE", "Invalid custom type specified."),
    ],
)
def test_a_field_has_a_name_and_one_of_the_documented_types(
    admin: Api, fields: dict[str, str], code: str, text: str
) -> None:
    assert admin.send("crm.requisite.userfield.add", fields=fields).error == (400, code, text)
    assert admin("crm.requisite.userfield.list") == []


def test_a_name_is_taken_once(admin: Api) -> None:
    a_field(admin)
    answer = admin.send("crm.requisite.userfield.add", fields={"FIELD_NAME": "note", "USER_TYPE_ID": "string"})
    assert answer.error[:2] == (400, "ERROR_CORE")


def test_fields_are_made_by_administrators_and_seen_by_who_may_see_requisites(
    wire: Wire, admin: Api, seller: Api
) -> None:
    number = a_field(admin)
    of_deals = admin("crm.deal.userfield.add", fields={"FIELD_NAME": "NOTE", "USER_TYPE_ID": "string"})
    denied = (400, "", "Access denied.")
    assert (
        seller.send("crm.requisite.userfield.add", fields={"FIELD_NAME": "X", "USER_TYPE_ID": "string"}).error == denied
    )
    for verb in ("update", "delete"):
        assert seller.send(f"crm.requisite.userfield.{verb}", id=number, fields={"SORT": 1}).error == denied
        gone = admin.send(f"crm.requisite.userfield.{verb}", id=NOBODY, fields={})
        assert gone.error == (400, "", f"The entity with ID '{NOBODY}' is not found.")
        assert admin.send(f"crm.requisite.userfield.{verb}", id=of_deals, fields={}).error == denied
    assert admin.refused("crm.requisite.userfield.get", id=NOBODY) == (400, "ERROR_NOT_FOUND")
    assert seller("crm.requisite.userfield.get", id=number)["FIELD_NAME"] == "UF_CRM_NOTE"
    allow(wire, CONTACT={"READ": "X"})
    assert seller.send("crm.requisite.userfield.get", id=number).error == denied
    assert seller.send("crm.requisite.userfield.list").error == denied


def test_applications_are_told_of_fields(wire: Wire) -> None:
    app = app_of(wire, 1, "crm")
    for verb in ("ADD", "UPDATE", "DELETE", "SETENUMVALUES"):
        app("event.bind", event=f"ONCRMREQUISITEUSERFIELD{verb}", event_type="offline")

    def told() -> list[tuple[str, Any]]:
        found = app("event.offline.get", clear=1)["events"]
        return [
            (each["EVENT_NAME"].removeprefix("ONCRMREQUISITEUSERFIELD"), each["EVENT_DATA"]["FIELDS"]) for each in found
        ]

    number = a_field(app)
    fields = {"ID": number, "ENTITY_ID": "CRM_REQUISITE", "FIELD_NAME": "UF_CRM_NOTE"}
    assert told() == [("ADD", fields)]
    app("crm.requisite.userfield.update", id=number, fields={"SORT": 5})
    assert told() == [("UPDATE", fields)]
    app("crm.requisite.userfield.delete", id=number)
    assert told() == [("DELETE", fields)]
    listed = a_field(app, kind="enumeration", LIST=[{"VALUE": "Red"}])
    assert sorted(verb for verb, _ in told()) == ["ADD", "SETENUMVALUES"]
    item = app("crm.requisite.userfield.get", id=listed)["LIST"][0]["ID"]
    app("crm.requisite.userfield.update", id=listed, fields={"LIST": [{"ID": item, "DEL": "Y"}]})
    assert [verb for verb, _ in told()] == ["SETENUMVALUES"]


def test_fields_are_there_for_settings_of_the_module_too(admin: Api) -> None:
    number = a_field(admin)
    found = admin("userfieldconfig.get", moduleId="crm", id=number)["field"]
    assert (found["entityId"], found["fieldName"]) == ("CRM_REQUISITE", "UF_CRM_NOTE")
    listed = admin("userfieldconfig.list", moduleId="crm", filter={"entityId": "CRM_REQUISITE"})["fields"]
    assert [int(each["id"]) for each in listed] == [number]
    assert admin("userfieldconfig.delete", moduleId="crm", id=number) is not False
    assert admin("crm.requisite.userfield.list") == []
