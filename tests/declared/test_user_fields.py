"""User fields of a file, and their values in its records."""

from collections.abc import Callable

import pytest

from homeport.domain.declared.source import DeclarationError
from tests.conftest import Api
from tests.declared.conftest import Apply

FIELDS = """
[user_fields.hull]
entity = "deals"
name = "HULL"
type = "enumeration"
label = "Hull"
list = ["Oak", { VALUE = "Steel", XML_ID = "steel", DEF = "Y" }]

[user_fields.draught]
entity = "deals"
name = "UF_CRM_DRAUGHT"
type = "double"
multiple = true
settings = { PRECISION = 1 }
"""
DEAL = """
[deals.boat]
TITLE = "Boat"
UF_CRM_HULL = "Oak"
uf_crm_draught = [1.26, 2]
"""


def test_fields_and_values_are_as_a_file_says(applied: Apply, admin: Api) -> None:
    outcome = applied(FIELDS + DEAL)
    assert [(change.done, change.name) for change in outcome.changes] == [
        ("added", "user_fields.hull"),
        ("added", "user_fields.draught"),
        ("added", "deals.boat"),
    ]
    fields = {field["FIELD_NAME"]: field for field in admin("crm.deal.userfield.list", filter={"LANG": "de"})}
    oak, steel = fields["UF_CRM_HULL"]["LIST"]
    assert (oak["VALUE"], steel["XML_ID"], steel["DEF"]) == ("Oak", "steel", "Y")
    assert (fields["UF_CRM_HULL"]["EDIT_FORM_LABEL"], fields["UF_CRM_DRAUGHT"]["MULTIPLE"]) == ("Hull", "Y")
    [deal] = admin("crm.deal.list", filter={"TITLE": "Boat"}, select=["UF_*"])
    assert (deal["UF_CRM_HULL"], deal["UF_CRM_DRAUGHT"]) == (oak["ID"], [1.3, 2])
    assert applied(FIELDS + DEAL).changes == ()


def test_a_changed_file_changes_what_it_names(applied: Apply, admin: Api) -> None:
    applied(FIELDS + DEAL)
    before = {item["VALUE"]: item["ID"] for item in admin("crm.deal.fields")["UF_CRM_HULL"]["items"]}
    changed = FIELDS.replace('"Oak", {', '{ VALUE = "Ash" }, {').replace('label = "Hull"', 'label = "Hulk"')
    outcome = applied(changed + DEAL.replace('"Oak"', '"steel"'))
    assert [(change.done, change.name) for change in outcome.changes] == [
        ("changed", "user_fields.hull"),
        ("changed", "deals.boat"),
    ]
    described = admin("crm.deal.fields")["UF_CRM_HULL"]
    assert [item["VALUE"] for item in described["items"]] == ["Ash", "Steel"]
    assert described["formLabel"] == "Hulk"
    [deal] = admin("crm.deal.list", filter={"TITLE": "Boat"}, select=["UF_*"])
    assert deal["UF_CRM_HULL"] == before["Steel"]


def test_a_field_that_is_there_is_known_by_its_name(applied: Apply, admin: Api) -> None:
    made = admin("crm.deal.userfield.add", fields={"FIELD_NAME": "DRAUGHT", "USER_TYPE_ID": "double", "MULTIPLE": "Y"})
    applied(FIELDS)
    assert admin("crm.deal.userfield.get", id=made)["SETTINGS"]["PRECISION"] == 1
    assert len(admin("crm.deal.userfield.list")) == 2


def test_items_of_smart_processes_have_fields(applied: Apply, admin: Api) -> None:
    applied("""
    [types.trips]
    entityTypeId = 180
    title = "Trips"
    [user_fields.port]
    entity = "items.trips"
    name = "PORT"
    type = "string"
    [items.trips.first]
    TITLE = "By sea"
    UF_CRM_PORT = "Kiel"
    """)
    [item] = admin("crm.item.list", entityTypeId=180, filter={"ufCrmPort": "Kiel"})["items"]
    assert item["title"] == "By sea"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (DEAL, 4, "deals.boat: UF_CRM_HULL: the portal has no such user field of these records"),
        (FIELDS + DEAL.replace("Oak", "Elm"), 18, "deals.boat: UF_CRM_HULL: its list has no entry 'Elm'"),
        (FIELDS.replace('"deals"', '"boats"', 1), 3, "entity must be a table of records"),
        (FIELDS.replace("enumeration", "colour"), 5, "type must be one of"),
        (FIELDS.replace('["Oak",', "[3,"), 7, "list must be a list of texts"),
    ],
)
def test_what_does_not_fit_is_a_problem_at_its_line(
    problems: Callable[[str], list[tuple[int, int, str]]], text: str, line: int, problem: str
) -> None:
    found = problems(text)
    assert [(each[0], each[2][: len(problem)]) for each in found] == [(line, problem)]


def test_what_is_of_a_field_from_its_beginning_stays(applied: Apply) -> None:
    applied(FIELDS)
    for old, new in (
        ('"double"', '"integer"'),
        ("multiple = true", "multiple = false"),
        ('"UF_CRM_DRAUGHT"', '"DEPTH"'),
    ):
        with pytest.raises(DeclarationError, match="it stays as it is"):
            applied(FIELDS.replace(old, new))
