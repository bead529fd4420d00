"""Values of user fields in records: written, read, selected, filtered, sorted and described, in every spelling."""

from typing import Any

import pytest

from tests.conftest import Api, Wire, api_of
from tests.methods.user_fields.test_defining import KINDS, a_field, refusal, the_field

DEAL, INVOICE = 2, 31
TITLED = {"lead": "TITLE", "deal": "TITLE", "contact": "NAME", "company": "TITLE", "quote": "TITLE"}

VALUES: dict[str, tuple[Any, Any, Any, Any]] = {
    "string": ("Call first", "Call first", "Call first", ""),
    "integer": ("12", "12", 12, ""),
    "double": ("12.345", "12.35", 12.35, ""),
    "boolean": ("Y", "1", "Y", "0"),
    "datetime": ("2026-02-03T10:20:30+01:00", "2026-02-03T09:20:30+00:00", "2026-02-03T09:20:30+00:00", ""),
    "date": ("2026-02-03T23:59:00+00:00", "2026-02-03T00:00:00+00:00", "2026-02-03T00:00:00+00:00", ""),
    "money": ("1200.50|EUR", "1200.50|EUR", "1200.50|EUR", ""),
    "url": ("https://example.test/", "https://example.test/", "https://example.test/", ""),
    "address": ("Quay 5, Kiel|54.3;10.1", "Quay 5, Kiel|54.3;10.1", "Quay 5, Kiel|54.3;10.1", ""),
    "employee": (3, "3", 3, ""),
    "crm_status": ("CALL", "CALL", "CALL", ""),
    "iblock_section": (4, "4", 4, ""),
    "iblock_element": ("5", "5", 5, ""),
    "crm": ("C_3", "C_3", "C_3", ""),
}
"""By type: what is given, and what the classic methods and those of items answer; and what they answer for nothing.
Files have tests of their own."""
UNFIT: dict[str, Any] = {
    "integer": "many", "double": "much", "datetime": "soon", "date": "31.02.2026", "money": "12 EUR",
    "employee": {"a": 1}, "crm": "X-1", "string": {"a": "b"}, "boolean": "perhaps", "iblock_element": 2**64,
}  # fmt: skip


@pytest.mark.parametrize("kind", VALUES)
def test_a_value_is_read_as_its_type_says(admin: Api, kind: str) -> None:
    a_field(admin, FIELD_NAME="V", USER_TYPE_ID=kind)
    given, classic, item, nothing = VALUES[kind]
    deal = admin("crm.deal.add", fields={"TITLE": "Oars", "UF_CRM_V": given})
    assert admin("crm.deal.get", id=deal)["UF_CRM_V"] == classic
    assert admin("crm.item.get", entityTypeId=DEAL, id=deal)["item"]["ufCrmV"] == item
    assert [row["UF_CRM_V"] for row in admin("crm.deal.list", filter={"ID": deal}, select=["UF_*"])] == [classic]
    admin("crm.deal.update", id=deal, fields={"UF_CRM_V": ""})
    bare = admin("crm.deal.get", id=admin("crm.deal.add", fields={"TITLE": "Oars"}))["UF_CRM_V"]
    assert bare == nothing
    assert admin("crm.deal.get", id=deal)["UF_CRM_V"] == ""


@pytest.mark.parametrize("kind", [kind for kind in VALUES if kind != "boolean"])
def test_several_values_are_a_list(admin: Api, kind: str) -> None:
    a_field(admin, FIELD_NAME="V", USER_TYPE_ID=kind, MULTIPLE="Y")
    given, _, item, _ = VALUES[kind]
    deal = admin("crm.deal.add", fields={"TITLE": "Oars", "UF_CRM_V": [given, "", given]})
    assert admin("crm.deal.get", id=deal)["UF_CRM_V"] == [item, item]
    assert admin("crm.item.get", entityTypeId=DEAL, id=deal)["item"]["ufCrmV"] == [item, item]
    admin("crm.deal.update", id=deal, fields={"UF_CRM_V": []})
    assert admin("crm.deal.get", id=deal)["UF_CRM_V"] == []


@pytest.mark.parametrize(
    ("kind", "several"), [(kind, several) for kind in UNFIT for several in "NY" if (kind, several) != ("boolean", "Y")]
)
def test_a_value_that_does_not_fit_is_refused_and_changes_nothing(admin: Api, kind: str, several: str) -> None:
    given = VALUES[kind][0] if several == "N" else [VALUES[kind][0]]
    unfit = UNFIT[kind] if several == "N" else [UNFIT[kind]]
    a_field(admin, FIELD_NAME="V", USER_TYPE_ID=kind, MULTIPLE=several)
    deal = admin("crm.deal.add", fields={"TITLE": "Oars", "UF_CRM_V": given})
    before = admin("crm.deal.get", id=deal)
    refused = refusal(admin, "crm.deal.update", id=deal, fields={"TITLE": "Sails", "UF_CRM_V": unfit})
    assert refused == ("", 'Invalid value for the "UF_CRM_V" field')
    assert admin("crm.deal.get", id=deal) == before
    answer = admin.send("crm.item.update", entityTypeId=DEAL, id=deal, fields={"ufCrmV": unfit})
    if kind in ("date", "datetime"):  # a page says that these are left as they are
        assert answer.status == 200
        assert admin("crm.deal.get", id=deal)["UF_CRM_V"] == before["UF_CRM_V"]
    else:
        assert answer.error[:2] == (400, "CRM_FIELD_ERROR_VALUE_NOT_VALID")


def test_items_take_several_values_only_as_a_list(admin: Api) -> None:
    a_field(admin, FIELD_NAME="V", MULTIPLE="Y")
    refused = refusal(admin, "crm.item.add", entityTypeId=DEAL, fields={"ufCrmV": "one"})
    assert refused == ("100", "Expected iterable value for multiple field, but got str instead")
    deal = admin("crm.deal.add", fields={"UF_CRM_V": "one"})
    assert admin("crm.deal.get", id=deal)["UF_CRM_V"] == ["one"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_is_of_one_type_of_records_alone(admin: Api, kind: str) -> None:
    a_field(admin, kind, FIELD_NAME="V")
    number = admin(f"crm.{kind}.add", fields={TITLED[kind]: "Oars", "UF_CRM_V": "one"})
    assert admin(f"crm.{kind}.get", id=number)["UF_CRM_V"] == "one"
    found = admin(f"crm.{kind}.fields")["UF_CRM_V"]
    assert (found["type"], found["isDynamic"], found["title"]) == ("string", True, "UF_CRM_V")
    other = "lead" if kind == "deal" else "deal"
    assert "UF_CRM_V" not in admin(f"crm.{other}.fields")
    assert "UF_CRM_V" not in admin(f"crm.{other}.get", id=1)


def test_names_of_items_can_be_undone(admin: Api) -> None:
    names = {
        "UF_CRM_3_DIGIT": "ufCrm3Digit",
        "UF_CRM_3_1747309727": "ufCrm3_1747309727",
        "UF_CRM_3_DIGIT10": "ufCrm_3_DIGIT10",
        "UF_CRM_3_DIGIT_10": "ufCrm_3_DIGIT_10",
        "UF_CRM_1747309879": "ufCrm_1747309879",
        "UF_CRM_MANAGER_NOTE": "ufCrmManagerNote",
    }
    for name in names:
        a_field(admin, FIELD_NAME=name, EDIT_FORM_LABEL=f"Label of {name}")
    described = admin("crm.item.fields", entityTypeId=DEAL)["fields"]
    assert {described[item]["upperName"]: item for item in names.values()} == names
    assert described["ufCrm3Digit"]["title"] == "Label of UF_CRM_3_DIGIT"
    original = admin("crm.item.fields", entityTypeId=DEAL, useOriginalUfNames="Y")["fields"]
    assert set(names) <= set(original)
    assert not set(names.values()) & set(original)


def test_items_take_the_names_that_the_call_asks_for(admin: Api) -> None:
    a_field(admin, FIELD_NAME="V_1")
    both = {"UF_CRM_V_1": "original", "ufCrm_V_1": "own"}
    added = admin("crm.item.add", entityTypeId=DEAL, fields=both)["item"]
    assert (added["ufCrm_V_1"], "UF_CRM_V_1" in added) == ("own", False)
    asked = {"entityTypeId": DEAL, "useOriginalUfNames": "Y"}
    updated = admin("crm.item.update", id=added["id"], fields=both, **asked)["item"]
    assert (updated["UF_CRM_V_1"], "ufCrm_V_1" in updated) == ("original", False)
    listed = admin("crm.item.list", filter={"=UF_CRM_V_1": "original"}, select=["UF_CRM_V_1"], **asked)["items"]
    assert [item["UF_CRM_V_1"] for item in listed] == ["original"]
    found = admin("crm.item.list", entityTypeId=DEAL, filter={"=ufCrm_V_1": "original"}, order={"ufCrm_V_1": "ASC"})
    assert [item["ufCrm_V_1"] for item in found["items"]] == ["original"]
    refused = refusal(admin, "crm.item.list", entityTypeId=DEAL, filter={"UF_CRM_V_1": "original"})
    assert refused[0] == "INVALID_ARG_VALUE"


def test_lists_select_what_is_asked_for(admin: Api) -> None:
    a_field(admin, FIELD_NAME="A")
    a_field(admin, FIELD_NAME="B", USER_TYPE_ID="integer", MULTIPLE="Y")
    deal = admin("crm.deal.add", fields={"TITLE": "Oars", "UF_CRM_A": "one", "UF_CRM_B": [1, 2]})

    def row(**params: Any) -> dict[str, Any]:
        rows: list[dict[str, Any]] = admin("crm.deal.list", filter={"ID": deal}, **params)
        return rows[0]

    assert row(select=["UF_*"]) == {"ID": str(deal), "UF_CRM_A": "one", "UF_CRM_B": [1, 2]}
    assert row(select=["TITLE", "UF_CRM_B"]) == {"ID": str(deal), "TITLE": "Oars", "UF_CRM_B": [1, 2]}
    assert "UF_CRM_A" not in row(select=["*"])
    assert row()["UF_CRM_A"] == row(select=["*", "UF_*"])["UF_CRM_A"] == "one"


FOUND: tuple[tuple[dict[str, Any], str], ...] = (
    ({"UF_CRM_T": "b"}, "2"), ({"=UF_CRM_T": ["a", "b"]}, "12"), ({"!UF_CRM_T": "b"}, "134"), ({"%UF_CRM_T": "A"}, "1"),
    ({"UF_CRM_T": ""}, "4"), ({"!UF_CRM_T": ""}, "123"), ({">UF_CRM_N": 10}, "23"), ({"><UF_CRM_N": [10, 20]}, "12"),
    ({"@UF_CRM_N": [10, 30]}, "13"), ({"<=UF_CRM_D": "2026-02-02"}, "12"), ({"UF_CRM_L": 10}, "13"),
    ({"!UF_CRM_L": 10}, "24"), ({"@UF_CRM_L": [20, 30]}, "123"), ({"UF_CRM_L": ""}, "4"), ({"!UF_CRM_L": ""}, "123"),
    ({"UF_CRM_W": "xy"}, "1"), ({"%UF_CRM_W": "y"}, "12"), ({"UF_CRM_Y": 1}, "1"), ({"UF_CRM_Y": 0}, "234"),
    ({"UF_CRM_NO_SUCH": 1, "UF_CRM_T": "c"}, "3"), ({"UF_CRM_N": "x"}, ""), ({"UF_CRM_Y": "Y"}, ""),
    ({"UF_CRM_T": "b", ">UF_CRM_N": 10, "UF_CRM_L": 20}, "2"),
)  # fmt: skip


def test_records_are_found_and_sorted_by_values(admin: Api) -> None:
    for name, kind, several in (("T", "string", "N"), ("N", "integer", "N"), ("D", "date", "N"), ("Y", "boolean", "N"),
                                ("L", "integer", "Y"), ("W", "string", "Y")):  # fmt: skip
        a_field(admin, FIELD_NAME=name, USER_TYPE_ID=kind, MULTIPLE=several)
    rows: list[dict[str, Any]] = [
        {"T": "a", "N": 10, "D": "2026-02-01", "L": [10, 20], "W": ["xy", "z"], "Y": "Y"},
        {"T": "b", "N": 20, "D": "2026-02-02", "L": [20], "W": ["y"]},
        {"T": "c", "N": 30, "D": "2026-02-03", "L": [10, 30]},
        {},
    ]
    ids = {}
    for number, row in enumerate(rows, start=1):
        fields = {f"UF_CRM_{name}": value for name, value in row.items()}
        ids[admin("crm.deal.add", fields={"ORIGINATOR_ID": "here", **fields})] = str(number)

    def found(**params: Any) -> str:
        deals = admin("crm.deal.list", select=["ID"], **{"filter": {}, **params})
        return "".join(ids[int(deal["ID"])] for deal in deals if int(deal["ID"]) in ids)

    for given, expected in FOUND:
        assert found(filter={**given, "ORIGINATOR_ID": "here"}) == expected, given
    for order, expected in (
        ({"UF_CRM_N": "DESC"}, "3214"),
        ({"UF_CRM_T": "ASC"}, "4123"),
        ({"UF_CRM_D": "DESC"}, "3214"),
    ):
        assert found(filter={"ORIGINATOR_ID": "here"}, order=order) == expected, order
    both = {"logic": "OR", "0": {"ufCrmT": "a"}, "1": {"ufCrmL": 30}}
    items = admin("crm.item.list", entityTypeId=DEAL, filter={"0": both, "originatorId": "here"})["items"]
    assert [ids[item["id"]] for item in items] == ["1", "3"]
    last = next(iter(ids))
    admin("crm.deal.update", id=last, fields={"UF_CRM_L": [99], "UF_CRM_T": "z"})
    assert found(filter={"UF_CRM_L": 10}) == "3"
    assert found(filter={"UF_CRM_L": 99, "UF_CRM_T": "z"}) == "1"
    admin("crm.deal.delete", id=last)
    assert found(filter={"UF_CRM_L": 99}) == ""


def test_a_list_takes_its_entries_alone(admin: Api) -> None:
    items = [{"VALUE": "Red"}, {"VALUE": "Green", "DEF": "Y"}, {"VALUE": "Blue", "DEF": "Y"}]
    for name, several in (("ONE", "N"), ("MANY", "Y")):
        a_field(admin, FIELD_NAME=name, USER_TYPE_ID="enumeration", MULTIPLE=several, LIST=items)
    described = admin("crm.deal.fields")
    one = [int(item["ID"]) for item in described["UF_CRM_ONE"]["items"]]
    many = [int(item["ID"]) for item in described["UF_CRM_MANY"]["items"]]
    fresh = admin("crm.deal.get", id=admin("crm.deal.add", fields={}))
    assert (fresh["UF_CRM_ONE"], fresh["UF_CRM_MANY"]) == (str(one[1]), many[1:])
    deal = admin("crm.deal.add", fields={"UF_CRM_ONE": one[0], "UF_CRM_MANY": [many[2], str(many[0])]})
    record = admin("crm.deal.get", id=deal)
    assert (record["UF_CRM_ONE"], record["UF_CRM_MANY"]) == (str(one[0]), [many[2], many[0]])
    for given in ({"UF_CRM_ONE": many[0]}, {"UF_CRM_MANY": [one[0]]}, {"UF_CRM_ONE": "Red"}):
        assert refusal(admin, "crm.deal.update", id=deal, fields=given)[0] == ""
    assert admin("crm.deal.get", id=deal) == record


def test_an_entry_that_is_deleted_is_taken_from_records(admin: Api) -> None:
    items = [{"VALUE": "Red"}, {"VALUE": "Green"}]
    one = a_field(admin, FIELD_NAME="ONE", USER_TYPE_ID="enumeration", LIST=items)
    many = a_field(admin, FIELD_NAME="MANY", USER_TYPE_ID="enumeration", MULTIPLE="Y", LIST=items)
    red, green = (int(item["ID"]) for item in the_field(admin, one)["LIST"])
    first, second = (int(item["ID"]) for item in the_field(admin, many)["LIST"])
    deal = admin("crm.deal.add", fields={"UF_CRM_ONE": red, "UF_CRM_MANY": [first, second]})
    other = admin("crm.deal.add", fields={"UF_CRM_ONE": green, "UF_CRM_MANY": [first]})
    admin("crm.deal.userfield.update", id=one, fields={"LIST": [{"ID": red, "DEL": "Y"}]})
    admin("crm.deal.userfield.update", id=many, fields={"LIST": [{"ID": first, "DEL": "Y"}]})
    record = admin("crm.deal.get", id=deal)
    assert (record["UF_CRM_ONE"], record["UF_CRM_MANY"]) == ("", [second])
    record = admin("crm.deal.get", id=other)
    assert (record["UF_CRM_ONE"], record["UF_CRM_MANY"]) == (str(green), [])
    assert admin("crm.deal.list", filter={"UF_CRM_MANY": first}, select=["ID"]) == []
    assert refusal(admin, "crm.deal.update", id=deal, fields={"UF_CRM_ONE": red})[0] == ""


def test_a_field_that_is_deleted_is_gone_with_its_values(admin: Api) -> None:
    number = a_field(admin, FIELD_NAME="OLD")
    deal = admin("crm.deal.add", fields={"UF_CRM_OLD": "one"})
    admin("crm.deal.userfield.delete", id=number)
    assert "UF_CRM_OLD" not in admin("crm.deal.get", id=deal)
    assert admin("crm.deal.update", id=deal, fields={"UF_CRM_OLD": "two", "TITLE": "Oars"}) is True
    a_field(admin, FIELD_NAME="NEW")
    assert admin("crm.deal.get", id=deal)["UF_CRM_NEW"] == ""
    assert admin("crm.deal.list", filter={"!UF_CRM_NEW": ""}, select=["ID"]) == []


def test_settings_hold_for_values(admin: Api) -> None:
    a_field(admin, FIELD_NAME="T", SETTINGS={"MIN_LENGTH": 2, "MAX_LENGTH": 4})
    a_field(admin, FIELD_NAME="N", USER_TYPE_ID="integer", SETTINGS={"MIN_VALUE": 5, "MAX_VALUE": 9})
    a_field(admin, FIELD_NAME="R", USER_TYPE_ID="double", SETTINGS={"PRECISION": 1})
    fit = {"UF_CRM_T": "abcd", "UF_CRM_N": 9, "UF_CRM_R": 1.26}
    record = admin("crm.deal.get", id=admin("crm.deal.add", fields=fit))
    assert {name: record[name] for name in fit} == {"UF_CRM_T": "abcd", "UF_CRM_N": "9", "UF_CRM_R": "1.3"}
    for given in ({"UF_CRM_T": "a"}, {"UF_CRM_T": "abcde"}, {"UF_CRM_N": 4}, {"UF_CRM_N": 10}):
        assert refusal(admin, "crm.deal.add", fields=given)[0] == ""


def test_what_is_not_given_is_as_the_field_says(wire: Wire, admin: Api) -> None:
    wire.freeze(1_772_407_800.0)  # 23:30 on the 1st of March 2026
    a_field(admin, FIELD_NAME="T", SETTINGS={"DEFAULT_VALUE": "usual"})
    a_field(admin, FIELD_NAME="N", USER_TYPE_ID="integer", SETTINGS={"DEFAULT_VALUE": 5})
    a_field(admin, FIELD_NAME="Y", USER_TYPE_ID="boolean", SETTINGS={"DEFAULT_VALUE": 1})
    a_field(admin, FIELD_NAME="D", USER_TYPE_ID="date", SETTINGS={"DEFAULT_VALUE": {"TYPE": "NOW"}})
    fixed = {"TYPE": "FIXED", "VALUE": "2026-05-06T07:08:09+00:00"}
    a_field(admin, FIELD_NAME="M", USER_TYPE_ID="datetime", SETTINGS={"DEFAULT_VALUE": fixed})
    record = admin("crm.deal.get", id=admin("crm.deal.add", fields={"TITLE": "Oars"}))
    assert {name[-1]: record[name] for name in record if name.startswith("UF_")} == {
        "T": "usual",
        "N": "5",
        "Y": "1",
        "D": "2026-03-01T00:00:00+00:00",
        "M": "2026-05-06T07:08:09+00:00",
    }
    record = admin("crm.deal.get", id=admin("crm.deal.add", fields={"UF_CRM_T": "", "UF_CRM_Y": "N"}))
    assert (record["UF_CRM_T"], record["UF_CRM_Y"]) == ("", "0")


def test_a_field_that_must_hold_something_is_asked_for(admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Oars"})
    a_field(admin, FIELD_NAME="T", MANDATORY="Y", EDIT_FORM_LABEL="Berth")
    assert refusal(admin, "crm.deal.add", fields={"TITLE": "Oars"}) == ("", 'The "Berth" field is required')
    refused = refusal(admin, "crm.item.add", entityTypeId=DEAL, fields={"ufCrmT": ""})
    assert refused == ("CRM_FIELD_ERROR_REQUIRED", 'Field "Berth" is required')
    assert admin("crm.deal.update", id=deal, fields={"TITLE": "Sails"}) is True
    assert refusal(admin, "crm.deal.update", id=deal, fields={"UF_CRM_T": ""})[0] == ""
    assert admin("crm.deal.fields")["UF_CRM_T"]["isRequired"] is True


def test_long_texts_are_kept_whole_and_found(admin: Api) -> None:
    a_field(admin, FIELD_NAME="ONE")
    a_field(admin, FIELD_NAME="MANY", MULTIPLE="Y")
    long = "".join(chr(0x4E00 + number * 7 % 20_000) for number in range(20_000))
    deal = admin("crm.deal.add", fields={"UF_CRM_ONE": long, "UF_CRM_MANY": [long, "x"]})
    found = admin("crm.deal.list", filter={"UF_CRM_ONE": long, "UF_CRM_MANY": long}, select=["UF_*"])
    assert found == [{"ID": str(deal), "UF_CRM_ONE": long, "UF_CRM_MANY": [long, "x"]}]


def test_texts_are_in_the_order_of_letters(admin: Api) -> None:
    a_field(admin, FIELD_NAME="T")
    for text in ("zoo", "Äpfel", "apple", "Birne"):
        admin("crm.deal.add", fields={"UF_CRM_T": text})
    found = admin("crm.deal.list", filter={"!UF_CRM_T": ""}, order={"UF_CRM_T": "ASC"}, select=["UF_CRM_T"])
    assert [deal["UF_CRM_T"] for deal in found] == ["Äpfel", "apple", "Birne", "zoo"]
    found = admin("crm.deal.list", filter={">=UF_CRM_T": "b", "%UF_CRM_T": "BIR"}, select=["UF_CRM_T"])
    assert [deal["UF_CRM_T"] for deal in found] == ["Birne"]


def test_who_may_not_read_a_record_does_not_find_it_by_a_value(admin: Api, hidden_deal: int, seller: Api) -> None:
    a_field(admin, FIELD_NAME="T")
    admin("crm.deal.update", id=hidden_deal, fields={"UF_CRM_T": "secret"})
    assert len(admin("crm.deal.list", filter={"UF_CRM_T": "secret"})) == 1
    assert seller("crm.deal.list", filter={"UF_CRM_T": "secret"}) == []


def test_500_fields_on_one_type_of_records(wire: Wire, admin: Api) -> None:
    for first in range(0, 500, 50):
        commands = {
            str(number): f"crm.deal.userfield.add?fields[FIELD_NAME]=F{number}&fields[USER_TYPE_ID]=string"
            for number in range(first, first + 50)
        }
        assert not api_of(wire, 1)("batch", halt=1, cmd=commands)["result_error"]
    given = {f"UF_CRM_F{number}": f"value {number}" for number in range(500)}
    deal = admin("crm.deal.add", fields=given)
    record = admin("crm.deal.get", id=deal)
    assert {name: record[name] for name in given} == given
    assert len(admin("crm.deal.list", filter={"UF_CRM_F499": "value 499"}, select=["UF_*"])[0]) == 501
