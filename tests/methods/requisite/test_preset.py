"""``crm.requisite.preset.*`` and ``crm.requisite.preset.field.*``."""

import pytest

from tests.conftest import Api, Wire, api_of
from tests.methods.requisite.client import NOBODY, allow, company, requisite

PRESET = {"ENTITY_TYPE_ID": 8, "COUNTRY_ID": 122, "NAME": "Shipyard"}


def shown(api: Api, preset: int) -> list[str]:
    return [row["FIELD_NAME"] for row in api("crm.requisite.preset.field.list", preset={"ID": preset})]


def test_a_new_portal_has_a_template_for_companies_and_one_for_people(admin: Api) -> None:
    found = admin("crm.requisite.preset.list", select=["ID", "NAME"], order={"ID": "ASC"})
    assert found == [{"ID": "1", "NAME": "Company"}, {"ID": "2", "NAME": "Person"}]
    assert shown(admin, 1) == ["RQ_COMPANY_NAME", "RQ_VAT_ID", "RQ_ADDR"]
    assert shown(admin, 2) == ["RQ_FIRST_NAME", "RQ_LAST_NAME", "RQ_ADDR"]


def test_a_template_says_who_made_and_who_changed_it(admin: Api, seller: Api) -> None:
    number = admin("crm.requisite.preset.add", fields={**PRESET, "XML_ID": "YARD", "SORT": 520})
    made = admin("crm.requisite.preset.get", id=number)
    assert made.pop("DATE_CREATE")
    assert made == {
        "ID": str(number),
        **{name: str(value) for name, value in PRESET.items()},
        "DATE_MODIFY": "",
        "CREATED_BY_ID": "1",
        "MODIFY_BY_ID": None,
        "ACTIVE": "Y",
        "SORT": "520",
        "XML_ID": "YARD",
    }
    assert seller("crm.requisite.preset.update", id=number, fields={"ACTIVE": "N", "COUNTRY_ID": 1}) is True
    changed = admin("crm.requisite.preset.get", id=number)
    assert (changed["ACTIVE"], changed["COUNTRY_ID"], changed["MODIFY_BY_ID"]) == ("N", "122", "3")
    assert changed["DATE_MODIFY"]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({**PRESET, "ENTITY_TYPE_ID": 4}, "ENTITY_TYPE_ID is not defined or invalid."),
        ({"NAME": "Shipyard", "COUNTRY_ID": 122}, "ENTITY_TYPE_ID is not defined or invalid."),
        ({**PRESET, "COUNTRY_ID": 2}, "COUNTRY_ID is not defined or invalid."),
        ({**PRESET, "NAME": ""}, "NAME is not defined or invalid."),
    ],
)
def test_a_template_is_for_requisites_of_a_country_and_has_a_name(
    admin: Api, fields: dict[str, object], wanted: str
) -> None:
    before = admin("crm.requisite.preset.list")
    assert admin.send("crm.requisite.preset.add", fields=fields).error == (400, "", wanted)
    assert admin("crm.requisite.preset.list") == before


def test_a_template_stays_while_requisites_were_made_by_it(admin: Api) -> None:
    number = admin("crm.requisite.preset.add", fields=PRESET)
    made = requisite(admin, company(admin), PRESET_ID=number)
    answer = admin.send("crm.requisite.preset.delete", id=number)
    assert answer.error[2] == "You cannot delete the template because requisites have already been created for it."
    admin("crm.requisite.delete", id=made)
    assert admin("crm.requisite.preset.delete", id=number) is True
    assert admin.send("crm.requisite.preset.get", id=number).error[2] == f"The Preset with ID '{number}' is not found"


def test_who_may_not_read_contacts_and_companies_sees_no_templates(wire: Wire) -> None:
    outsider = api_of(wire, 6)  # reads both, and changes contacts alone
    assert outsider("crm.requisite.preset.list")
    assert outsider.send("crm.requisite.preset.update", id=1, fields={"NAME": "X"}).error == (400, "", "Access denied.")
    allow(wire, CONTACT={"READ": "X"})
    assert outsider.send("crm.requisite.preset.list").error == (400, "0", "Access denied.")
    assert outsider.send("crm.requisite.preset.get", id=1).error == (400, "", "Access denied.")
    assert outsider.send("crm.requisite.preset.field.list", preset={"ID": 1}).error == (400, "", "Access denied.")
    assert len(outsider("crm.requisite.preset.countries")) == 10
    assert outsider("crm.requisite.preset.fields")["NAME"]["isRequired"] is True


def test_a_field_is_numbered_within_its_template(admin: Api) -> None:
    number = admin("crm.requisite.preset.add", fields=PRESET)
    preset = {"ID": number}
    for place, name in enumerate(("RQ_EMAIL", "RQ_VAT_ID"), 1):
        assert admin("crm.requisite.preset.field.add", preset=preset, fields={"FIELD_NAME": name}) == place
    assert admin("crm.requisite.preset.field.delete", preset=preset, id=2) is True
    fields = {"FIELD_NAME": "rq_phone", "FIELD_TITLE": "Telephone", "SORT": 10, "IN_SHORT_LIST": "Y"}
    assert admin("crm.requisite.preset.field.add", preset=preset, fields=fields) == 3
    assert admin("crm.requisite.preset.field.get", preset=preset, id=3) == {**fields, "FIELD_NAME": "RQ_PHONE", "ID": 3}
    assert shown(admin, number) == ["RQ_PHONE", "RQ_EMAIL"]


def test_what_can_be_added_is_what_the_country_has_and_the_template_has_not(admin: Api) -> None:
    preset = {"ID": 1}
    free = admin("crm.requisite.preset.field.availabletoadd", preset=preset)
    assert "RQ_EMAIL" in free
    assert not {"RQ_VAT_ID", "RQ_OGRN"} & {*free}
    for name in ("RQ_VAT_ID", "RQ_OGRN", "RQ_NONSENSE"):
        answer = admin.send("crm.requisite.preset.field.add", preset=preset, fields={"FIELD_NAME": name})
        assert answer.error == (400, "", f"The field '{name}' can not be added.")
    russian = admin("crm.requisite.preset.add", fields={**PRESET, "COUNTRY_ID": 1})
    assert "RQ_OGRN" in admin("crm.requisite.preset.field.availabletoadd", preset={"ID": russian})
    answer = admin.send("crm.requisite.preset.field.availabletoadd", preset={"ID": NOBODY})
    assert answer.error == (400, "", "Template not found.")


def test_a_change_of_a_field_names_it(admin: Api) -> None:
    given = {"preset": {"ID": 1}, "id": 2}
    answer = admin.send("crm.requisite.preset.field.update", **given, fields={"FIELD_TITLE": "VAT"})
    assert answer.error == (400, "", "FIELD_NAME is not defined or invalid.")
    named = {"FIELD_NAME": "RQ_VAT_ID", "FIELD_TITLE": "VAT"}
    assert admin("crm.requisite.preset.field.update", **given, fields=named) is True
    assert admin("crm.requisite.preset.field.get", **given)["FIELD_TITLE"] == "VAT"
    answer = admin.send("crm.requisite.preset.field.update", **given, fields={"FIELD_NAME": "RQ_ADDR"})
    assert answer.error == (400, "", "The field 'RQ_ADDR' can not be added.")


@pytest.mark.parametrize("verb", ["get", "update", "delete"])
def test_a_field_is_looked_for_in_its_template(admin: Api, verb: str) -> None:
    name, fields = f"crm.requisite.preset.field.{verb}", {"FIELD_NAME": "RQ_VAT_ID"}

    def refused(**given: object) -> str:
        text: str = admin.send(name, **given, fields=fields).error[2]
        return text

    assert refused(preset={"ID": 1}, id=99) == "The PresetField with ID '99' is not found"
    assert refused(preset={"ID": NOBODY}, id=1) == f"The Preset with ID '{NOBODY}' is not found"
    assert refused(preset={"ID": "x"}, id=1) == "ID is not defined or invalid."
    assert refused(preset={"ID": 1}) == "ID is not defined or invalid."
    assert refused(id=1) == "ID is not defined or invalid."
