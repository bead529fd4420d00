"""User fields on the pages of records: columns, searching and narrowing of lists, and forms."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.conftest import Api
from tests.console.crm import Person
from tests.console.test_crm_lists import ids, walk


def a_field(api: Api, kind: str = "deal", **fields: Any) -> str:
    """A user field of a kind of records, a text unless told; its name in ``crm.item.*``."""
    given = {"FIELD_NAME": "HULL", "USER_TYPE_ID": "string", "LABEL": "Hull", **fields}
    api(f"crm.{kind}.userfield.add", fields=given)
    return f"ufCrm{given['FIELD_NAME'].capitalize()}"


def heads(page: str) -> list[str]:
    """The titles of a list's columns."""
    return [re.sub("<[^>]+>", "", head).strip() for head in re.findall(r'<th scope="col".*?</th>', page)]


def deals(api: Api, field: str, *values: Any) -> list[int]:
    made: list[int] = []
    for number, value in enumerate(values):
        given = {"title": f"Oars {number}", **({} if value is None else {field: value})}
        made.append(api("crm.item.add", entityTypeId=2, fields=given)["item"]["id"])
    return made


def narrowed(person: Person, path: str, **given: Any) -> list[int]:
    return sorted(ids(person.links(f"{path}?{urlencode(given)}").rows))


def test_a_list_has_a_column_for_each_field_that_is_to_be_shown(ada: Person, admin: Api) -> None:
    field = a_field(admin, SHOW_IN_LIST="Y", LIST_COLUMN_LABEL="Her hull")
    a_field(admin, FIELD_NAME="KEEL", LABEL="Keel")
    deals(admin, field, "Clinker-built")
    page = ada.text("/crm/deal/")
    assert "Her hull" in heads(page)
    assert "Keel" not in heads(page)
    assert "Clinker-built" in page
    assert "Her hull" not in heads(ada.text("/crm/lead/"))


@pytest.mark.parametrize(("code", "entity"), [("invoice", "CRM_SMART_INVOICE"), ("dynamic-130", "CRM_1")])
def test_lists_of_invoices_and_smart_processes_have_them_too(ada: Person, admin: Api, code: str, entity: str) -> None:
    given = {
        "entityId": entity,
        "fieldName": f"UF_{entity}_HULL",
        "userTypeId": "string",
        "editFormLabel": {"en": "Hull"},
    }
    made = admin("userfieldconfig.add", moduleId="crm", field=given)["field"]
    assert made["showInList"] == "Y"
    assert "Hull" in heads(ada.text(f"/crm/{code}/"))


def test_values_are_shown_as_people_read_them(ada: Person, admin: Api) -> None:
    skipper = a_field(admin, FIELD_NAME="SKIPPER", USER_TYPE_ID="employee", SHOW_IN_LIST="Y")
    admin("crm.item.add", entityTypeId=2, fields={"title": "Oars", skipper: 3})
    assert '<td class="" data-label="Hull">Clara Mast</td>' in ada.text("/crm/deal/")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("string", ["Oak", "ash", None, "", "Elm"]),
        ("integer", [7, None, -2, 30]),
        ("double", [0.5, None, 12.25]),
        ("date", ["2026-02-03", None, "2024-05-06"]),
    ],
)
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_list_is_sorted_by_a_field_and_turned_over(
    ada: Person, admin: Api, kind: str, values: list[Any], sign: str
) -> None:
    field = a_field(admin, USER_TYPE_ID=kind, SHOW_IN_LIST="Y")
    deals(admin, field, *values * 8)
    seen = [number for page in walk(ada, f"/crm/deal/?sort={sign}{field}") for number in page]
    word = "DESC" if sign else "ASC"
    answer = admin.send("crm.item.list", entityTypeId=2, select=["id"], order={field: word, "id": word}).json
    assert len(seen) == len(set(seen)) == answer["total"]
    assert seen[:50] == [item["id"] for item in answer["result"]["items"]][: len(seen)]


def test_a_list_is_not_sorted_by_what_has_no_order_for_people(ada: Person, admin: Api) -> None:
    several = a_field(admin, SHOW_IN_LIST="Y", MULTIPLE="Y")
    entries = a_field(admin, FIELD_NAME="KIND", USER_TYPE_ID="enumeration", SHOW_IN_LIST="Y", LIST=[{"VALUE": "Oak"}])
    page = ada.links("/crm/deal/")
    assert not [address for address in page.every if several in address or entries in address]


def test_a_list_is_narrowed_by_the_fields_that_are_offered_in_filters(ada: Person, admin: Api) -> None:
    part = a_field(admin, SHOW_FILTER="S")
    whole = a_field(admin, FIELD_NAME="NAME", LABEL="Name", SHOW_FILTER="I")
    a_field(admin, FIELD_NAME="KEEL", LABEL="Keel")
    first, second = deals(admin, part, "Clinker-built", "Carvel-built")
    admin("crm.item.update", entityTypeId=2, id=first, fields={whole: "Swan"})
    page = ada.text("/crm/deal/")
    assert f'name="{part}"' in page
    assert 'name="ufCrmKeel"' not in page
    assert narrowed(ada, "/crm/deal/", **{part: "built"}) == [first, second]
    assert narrowed(ada, "/crm/deal/", **{part: "clinker"}) == [first]
    assert narrowed(ada, "/crm/deal/", **{whole: "Swan"}) == [first]
    assert narrowed(ada, "/crm/deal/", **{whole: "Swa"}) == []
    assert 'value="clinker"' in ada.text(f"/crm/deal/?{part}=clinker")
    assert "1 in all" in ada.text(f"/crm/deal/count/?{part}=clinker")


@pytest.mark.parametrize(
    ("kind", "values", "given", "found"),
    [
        ("integer", [7, 70, None], "7", [0]),
        ("boolean", ["Y", "N", None], "1", [0]),
        ("employee", [3, 1, None], "3", [0]),
        ("date", ["2026-02-03", "2026-02-04", None], "2026-02-03", [0]),
        ("datetime", ["2026-02-03T23:10:00+00:00", "2026-02-04T00:00:00+00:00", None], "2026-02-03", [0]),
        ("money", ["120|EUR", "7|EUR", None], "120", [0]),
    ],
)
def test_each_type_is_narrowed_by_in_its_way(
    ada: Person, admin: Api, kind: str, values: list[Any], given: str, found: list[int]
) -> None:
    field = a_field(admin, USER_TYPE_ID=kind, SHOW_FILTER="Y")
    made = deals(admin, field, *values)
    assert narrowed(ada, "/crm/deal/", **{field: given}) == [made[number] for number in found]


def test_no_finds_also_where_nobody_has_said_it(ada: Person, admin: Api) -> None:
    (before,) = deals(admin, "ufCrmHull", None)
    field = a_field(admin, USER_TYPE_ID="boolean", SHOW_FILTER="Y")
    yes, no = deals(admin, field, "Y", "N")
    found = narrowed(ada, "/crm/deal/", **{field: "0", "from": "2000-01-01"})
    assert before in found
    assert (yes in found, no in found) == (False, True)


def test_entries_of_a_list_are_chosen(ada: Person, admin: Api) -> None:
    field = a_field(
        admin, USER_TYPE_ID="enumeration", SHOW_FILTER="Y", SHOW_IN_LIST="Y", MULTIPLE="Y",
        LIST=[{"VALUE": "Oak"}, {"VALUE": "Ash"}],
    )  # fmt: skip
    oak, ash = (int(each["ID"]) for each in admin("crm.deal.userfield.list")[0]["LIST"])
    first, second = deals(admin, field, [oak], [oak, ash])
    page = ada.text("/crm/deal/")
    assert f'<option value="{ash}">Ash</option>' in page
    assert "Oak, Ash" in page
    assert narrowed(ada, "/crm/deal/", **{field: ash}) == [second]
    assert narrowed(ada, "/crm/deal/", **{field: oak}) == [first, second]


def test_the_search_looks_into_fields_that_are_to_be_searched(ada: Person, admin: Api) -> None:
    searched = a_field(admin, IS_SEARCHABLE="Y")
    other = a_field(admin, FIELD_NAME="KEEL")
    first, second = deals(admin, searched, "Clinker-built", None)
    admin("crm.item.update", entityTypeId=2, id=second, fields={other: "Clinker-built"})
    assert narrowed(ada, "/crm/deal/", q="clinker") == [first]


def test_a_card_and_its_form_have_the_fields_that_people_may_edit(ada: Person, admin: Api) -> None:
    field = a_field(admin)
    skipper = a_field(admin, FIELD_NAME="SKIPPER", USER_TYPE_ID="employee")
    fixed = a_field(admin, FIELD_NAME="KEEL", LABEL="Keel", EDIT_IN_LIST="N")
    (deal,) = deals(admin, field, "Clinker-built")
    admin("crm.item.update", entityTypeId=2, id=deal, fields={fixed: "Deep"})
    card = ada.text(f"/crm/deal/{deal}/")
    assert "Clinker-built" in card
    assert "Deep" in card
    for address in (f"/crm/deal/{deal}/edit/", f"/crm/deal/{deal}/edit/?all=1"):
        form = ada.text(address)
        assert f'name="f.{field}"' in form
        assert f'name="f.{fixed}"' not in form
        assert f'<select id="f-{skipper}"' in form
    ada.send(f"/crm/deal/{deal}/edit/", **{f"f.{field}": "Carvel-built"})
    assert admin("crm.item.get", entityTypeId=2, id=deal)["item"][field] == "Carvel-built"
