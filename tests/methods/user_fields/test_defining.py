"""User fields of leads, deals, contacts, companies and quotes: made, shown, changed and deleted."""

from typing import Any

import pytest

from tests.conftest import Api, Wire

KINDS = ("lead", "deal", "contact", "company", "quote")
TEXTS = ("EDIT_FORM_LABEL", "LIST_COLUMN_LABEL", "LIST_FILTER_LABEL", "ERROR_MESSAGE", "HELP_MESSAGE")
STRING = {"FIELD_NAME": "NOTE", "USER_TYPE_ID": "string"}


def a_field(api: Api, kind: str = "deal", **fields: Any) -> int:
    """A user field of a type of records; a text unless told."""
    made: int = api(f"crm.{kind}.userfield.add", fields={**STRING, **fields})
    return made


def the_field(api: Api, number: int, kind: str = "deal") -> dict[str, Any]:
    found: dict[str, Any] = api(f"crm.{kind}.userfield.get", id=number)
    return found


def refusal(api: Api, method: str, **params: Any) -> tuple[str, str]:
    """Code and text of a call that is refused."""
    answer = api.send(method, **params)
    assert answer.status == 400
    return answer.json["error"], answer.json["error_description"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_is_made_shown_changed_and_deleted(admin: Api, kind: str) -> None:
    number = a_field(admin, kind, SORT=7, MANDATORY="Y", XML_ID="note", LABEL="A note", SETTINGS={"ROWS": 3})
    found = the_field(admin, number, kind)
    texts = {name: found.pop(name) for name in TEXTS}
    assert found == {
        "ID": str(number),
        "ENTITY_ID": f"CRM_{kind.upper()}",
        "FIELD_NAME": "UF_CRM_NOTE",
        "USER_TYPE_ID": "string",
        "XML_ID": "note",
        "SORT": "7",
        "MULTIPLE": "N",
        "MANDATORY": "Y",
        "SHOW_FILTER": "N",
        "SHOW_IN_LIST": "N",
        "EDIT_IN_LIST": "Y",
        "IS_SEARCHABLE": "N",
        "SETTINGS": {"SIZE": 20, "ROWS": 3, "REGEXP": "", "MIN_LENGTH": 0, "MAX_LENGTH": 0, "DEFAULT_VALUE": ""},
    }
    assert all(text["en"] == text["de"] == "A note" for text in texts.values())
    change = {"MANDATORY": "N", "SORT": 20, "SETTINGS": {"SIZE": 5}, "FIELD_NAME": "OTHER", "USER_TYPE_ID": "double"}
    assert admin(f"crm.{kind}.userfield.update", id=number, fields={**change, "MULTIPLE": "Y"}) is True
    changed = the_field(admin, number, kind)
    settings = found["SETTINGS"] | {"SIZE": 5}
    assert {name: changed[name] for name in found} == found | {"MANDATORY": "N", "SORT": "20", "SETTINGS": settings}
    assert admin(f"crm.{kind}.userfield.delete", id=number) is True
    for verb in ("get", "update", "delete"):
        refused = refusal(admin, f"crm.{kind}.userfield.{verb}", id=number)
        assert refused == ("ERROR_NOT_FOUND", f"The entity with ID '{number}' is not found.")


@pytest.mark.parametrize(
    ("given", "name"),
    [("manager_note", "UF_CRM_MANAGER_NOTE"), ("UF_MANAGER_NOTE", "UF_CRM_MANAGER_NOTE"), ("UF_CRM_1", "UF_CRM_1")],
)
def test_a_name_begins_with_the_prefix(admin: Api, given: str, name: str) -> None:
    assert the_field(admin, a_field(admin, FIELD_NAME=given))["FIELD_NAME"] == name


@pytest.mark.parametrize(
    ("fields", "code", "text"),
    [
        ({"FIELD_NAME": ""}, "", "The 'FIELD_NAME' field is not found."),
        ({"USER_TYPE_ID": ""}, "", "The 'USER_TYPE_ID' field is not found."),
        ({"FIELD_NAME": "N" * 44}, "ERROR_CORE", "Field name is too long (more than 50 characters)."),
        (
            {"FIELD_NAME": "NÖTE"},
            "ERROR_CORE",
            "Field name contains invalid characters. Allowed characters are: A-Z, 0-9 and _.",
        ),
        ({"USER_TYPE_ID": "colour"}, "ERROR_CORE", "Invalid custom type specified."),
        ({"FIELD_NAME": "TAKEN"}, "ERROR_CORE", "Field UF_CRM_TAKEN for CRM_DEAL object already exists."),
        (
            {"USER_TYPE_ID": "enumeration", "LIST": [{"VALUE": "A", "XML_ID": "a"}, {"VALUE": "B", "XML_ID": "a"}]},
            "ERROR_CORE",
            "List item with XML_ID=a already exists.",
        ),
    ],
)
def test_what_is_no_field_is_refused_and_nothing_is_made(
    admin: Api, fields: dict[str, Any], code: str, text: str
) -> None:
    a_field(admin, FIELD_NAME="TAKEN")
    assert refusal(admin, "crm.deal.userfield.add", fields={**STRING, **fields}) == (code, text)
    assert [field["FIELD_NAME"] for field in admin("crm.deal.userfield.list")] == ["UF_CRM_TAKEN"]


def test_a_name_of_50_characters_is_taken_and_of_each_type_of_records_once(admin: Api) -> None:
    a_field(admin, FIELD_NAME="N" * 43)
    a_field(admin, "lead", FIELD_NAME="N" * 43)


def test_texts_are_given_for_all_languages_or_for_each(admin: Api) -> None:
    number = a_field(admin, LABEL="Rest", EDIT_FORM_LABEL={"de": "Notiz"}, LIST_COLUMN_LABEL="Column")
    found = the_field(admin, number)
    assert len(found["EDIT_FORM_LABEL"]) == 21
    assert (found["EDIT_FORM_LABEL"]["de"], found["EDIT_FORM_LABEL"]["en"]) == ("Notiz", "Rest")
    assert set(found["LIST_COLUMN_LABEL"].values()) == {"Column"}
    assert set(found["HELP_MESSAGE"].values()) == {"Rest"}
    admin("crm.deal.userfield.update", id=number, fields={"EDIT_FORM_LABEL": {"en": "Note"}})
    found = the_field(admin, number)
    assert (found["EDIT_FORM_LABEL"]["de"], found["EDIT_FORM_LABEL"]["en"]) == ("", "Note")
    assert set(found["LIST_COLUMN_LABEL"].values()) == {"Column"}


def test_fields_are_listed_by_a_filter_in_an_order(admin: Api) -> None:
    a_field(admin, FIELD_NAME="B", SORT=10, MULTIPLE="Y", EDIT_FORM_LABEL={"de": "Zwei"})
    a_field(admin, FIELD_NAME="A", SORT=20, USER_TYPE_ID="integer")
    a_field(admin, FIELD_NAME="C", SORT=30, MULTIPLE="Y")

    def names(**params: Any) -> list[str]:
        return [field["FIELD_NAME"][-1] for field in admin("crm.deal.userfield.list", **params)]

    assert names() == ["B", "A", "C"]
    assert names(order={"FIELD_NAME": "DESC"}) == ["C", "B", "A"]
    assert names(filter={"MULTIPLE": "Y"}, order={"SORT": "DESC"}) == ["C", "B"]
    assert names(filter={">SORT": 10, "!USER_TYPE_ID": "integer"}) == ["C"]
    assert admin.send("crm.deal.userfield.list").json["total"] == 3
    assert "EDIT_FORM_LABEL" not in admin("crm.deal.userfield.list")[0]
    in_german = admin("crm.deal.userfield.list", filter={"LANG": "de", "FIELD_NAME": "UF_CRM_B"})
    assert [(field["EDIT_FORM_LABEL"], field["HELP_MESSAGE"]) for field in in_german] == [("Zwei", None)]
    for name in ("filter", "order"):
        assert refusal(admin, "crm.deal.userfield.list", **{name: "x"}) == (
            "",
            f"Parameter '{name}' must be array.",
        )


def test_only_administrators_make_fields_and_readers_see_them(wire: Wire, admin: Api, seller: Api) -> None:
    number = a_field(admin)
    for verb in ("add", "update", "delete"):
        refused = refusal(seller, f"crm.deal.userfield.{verb}", id=number, fields=STRING | {"FIELD_NAME": "X"})
        assert refused == ("", "Access denied.")
    assert the_field(seller, number)["FIELD_NAME"] == "UF_CRM_NOTE"
    assert len(seller("crm.deal.userfield.list")) == 1


def test_a_field_belongs_to_one_type_of_records(admin: Api) -> None:
    number = a_field(admin, "lead")
    for verb in ("get", "update", "delete"):
        assert refusal(admin, f"crm.deal.userfield.{verb}", id=number, fields={}) == ("", "Access denied.")
    for given in ("", 0, -1, "x"):
        assert refusal(admin, "crm.deal.userfield.get", id=given) == ("", "ID is not defined or invalid.")


def test_a_yes_or_no_is_never_several(admin: Api) -> None:
    assert the_field(admin, a_field(admin, USER_TYPE_ID="boolean", MULTIPLE="Y"))["MULTIPLE"] == "N"


def test_settings_that_do_not_fit_are_what_holds_unless_told(admin: Api) -> None:
    number = a_field(admin, USER_TYPE_ID="double", SETTINGS={"PRECISION": "x", "DEFAULT_VALUE": "1.5", "COLOUR": "red"})
    found = the_field(admin, number)["SETTINGS"]
    assert found == {"PRECISION": 2, "SIZE": 20, "MIN_VALUE": 0, "MAX_VALUE": 0, "DEFAULT_VALUE": 1.5}
    crm = a_field(admin, FIELD_NAME="CRM", USER_TYPE_ID="crm", SETTINGS={"DEAL": "Y", "DYNAMIC_130": "Y", "X": "Y"})
    settings = the_field(admin, crm)["SETTINGS"]
    assert (settings["DEAL"], settings["LEAD"], settings["DYNAMIC_130"], "X" in settings) == ("Y", "N", "Y", False)


LIST = [{"VALUE": "Red", "SORT": 30, "XML_ID": "r"}, {"VALUE": "Green", "SORT": 10, "DEF": "Y"}, {"VALUE": ""}]


def test_a_list_has_entries_that_are_changed_added_and_deleted(admin: Api) -> None:
    number = a_field(admin, USER_TYPE_ID="enumeration", LIST=[*LIST, {"VALUE": "Blue", "SORT": 40, "DEF": "Y"}])
    green, red, blue = the_field(admin, number)["LIST"]
    assert [(item["VALUE"], item["SORT"], item["DEF"]) for item in (green, red, blue)] == [
        ("Green", "10", "Y"),
        ("Red", "30", "N"),
        ("Blue", "40", "N"),
    ]
    assert red["XML_ID"] == "r"
    assert len({green["XML_ID"], red["XML_ID"], blue["XML_ID"]}) == 3
    change = [
        {"ID": green["ID"], "DEL": "Y"},
        {"ID": red["ID"], "VALUE": "Crimson", "DEF": "Y"},
        {"VALUE": "White", "SORT": 5},
        {"ID": blue["ID"], "XML_ID": "r2"},
    ]
    admin("crm.deal.userfield.update", id=number, fields={"LIST": change})
    assert [(item["VALUE"], item["DEF"], item["ID"]) for item in the_field(admin, number)["LIST"]][1:] == [
        ("Crimson", "Y", red["ID"]),
        ("Blue", "N", blue["ID"]),
    ]
    repeated = {"LIST": [{"ID": blue["ID"], "XML_ID": "r"}]}
    assert refusal(admin, "crm.deal.userfield.update", id=number, fields=repeated)[0] == "ERROR_CORE"


def test_types_and_what_fields_have_are_described(admin: Api, seller: Api) -> None:
    kinds = [kind["ID"] for kind in seller("crm.userfield.types")]
    assert kinds[:3] == ["string", "integer", "double"]
    assert len(kinds) == 16
    assert seller("crm.userfield.fields")["ENTITY_ID"] == {"type": "string", "title": "Object", "isImmutable": True}
    assert set(seller("crm.userfield.enumeration.fields")) == {"ID", "SORT", "VALUE", "DEF", "DEL"}
    assert seller("crm.userfield.settings.fields", type="double") == {
        "DEFAULT_VALUE": {"type": "double", "title": "Default Value"},
        "PRECISION": {"type": "int", "title": "Precision"},
    }
    refused = refusal(seller, "crm.userfield.settings.fields", type="")
    assert refused == ("", "Parameter 'type' is not specified or empty.")


def test_a_batch_makes_a_field_and_uses_it(admin: Api) -> None:
    commands = {
        "field": "crm.deal.userfield.add?fields[FIELD_NAME]=NOTE&fields[USER_TYPE_ID]=string",
        "deal": "crm.deal.add?fields[TITLE]=Oars&fields[UF_CRM_NOTE]=Call first",
        "found": "crm.deal.list?filter[UF_CRM_NOTE]=Call first&select[]=UF_CRM_NOTE",
    }
    found = admin("batch", halt=1, cmd=commands)["result"]["found"]
    assert [deal["UF_CRM_NOTE"] for deal in found] == ["Call first"]


def test_a_batch_that_fails_leaves_no_field(admin: Api) -> None:
    twice = "crm.deal.userfield.add?fields[FIELD_NAME]=NOTE&fields[USER_TYPE_ID]=string"
    answer = admin("batch", halt=0, cmd={"one": twice, "two": twice, "get": "crm.deal.fields"})
    assert answer["result_error"]["two"]["error"] == "ERROR_CORE"
    assert "UF_CRM_NOTE" in answer["result"]["get"]
    assert len(admin("crm.deal.userfield.list")) == 1
