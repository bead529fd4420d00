"""``lists.field.*``: the fields of lists."""

from typing import Any

from tests.apps import AppApi
from tests.methods.lists.conftest import field, refusal


def test_fields_are_added_described_changed_and_deleted(ada: AppApi, wishes: dict[str, Any]) -> None:
    types = ada("lists.field.type.get", **wishes)
    assert types["SORT"] == "Sorting" and types["S:HTML"] == "HTML/text" and len(types) == 26
    status = ada(
        "lists.field.add",
        **wishes,
        FIELDS={
            "NAME": "Status",
            "TYPE": "L",
            "CODE": "status",
            "SORT": 20,
            "IS_REQUIRED": "Y",
            "LIST": {"a": {"VALUE": "New", "SORT": 10, "DEF": "Y"}, "b": {"VALUE": "Old", "SORT": 20}},
            "LIST_TEXT_VALUES": "Lost\n\nFound",
            "SETTINGS": {"SHOW_ADD_FORM": "N"},
        },
    )
    (shown,) = ada("lists.field.get", **wishes, FIELD_ID=status).values()
    entries = shown["DISPLAY_VALUES_FORM"]
    assert list(entries.values()) == ["New", "Old", "Lost", "Found"]
    new, old, *_ = entries
    assert shown == {
        "FIELD_ID": status, "SORT": 20, "NAME": "Status", "IS_REQUIRED": "Y", "MULTIPLE": "N", "DEFAULT_VALUE": new,
        "TYPE": "L", "PROPERTY_TYPE": "L", "PROPERTY_USER_TYPE": False, "CODE": "status",
        "ID": status.removeprefix("PROPERTY_"), "LINK_IBLOCK_ID": None, "ROW_COUNT": "1", "COL_COUNT": "30",
        "USER_TYPE_SETTINGS": None, "DISPLAY_VALUES_FORM": entries,
        "SETTINGS": {
            "SHOW_ADD_FORM": "N", "SHOW_EDIT_FORM": "Y", "ADD_READ_ONLY_FIELD": "N", "EDIT_READ_ONLY_FIELD": "N",
            "SHOW_FIELD_PREVIEW": "N",
        },
    }  # fmt: skip
    change = {"LIST": {old: {"VALUE": ""}, new: {"VALUE": "Fresh"}}, "LIST_TEXT_VALUES": "Gone", "MULTIPLE": "Y"}
    ada("lists.field.update", **wishes, FIELD_ID=status, FIELDS={"NAME": "State", "TYPE": "L", **change})
    shown = ada("lists.field.get", **wishes)[status]
    assert list(shown["DISPLAY_VALUES_FORM"].values()) == ["Fresh", "Lost", "Found", "Gone"]
    assert (shown["NAME"], shown["MULTIPLE"], shown["DEFAULT_VALUE"]) == ("State", "Y", [new])
    assert field(ada, wishes, "PREVIEW_TEXT", CODE="", SORT=5) == "PREVIEW_TEXT"
    assert list(ada("lists.field.get", **wishes)) == ["PREVIEW_TEXT", "NAME", status]
    assert "PREVIEW_TEXT" not in ada("lists.field.type.get", **wishes)
    assert "PREVIEW_TEXT" in ada("lists.field.type.get", **wishes, FIELD_ID="PREVIEW_TEXT")
    assert field(ada, wishes, "S:HTML", USER_TYPE_SETTINGS={"height": 300})
    assert ada("lists.field.get", **wishes, FIELD_ID="PROPERTY_999") == []
    for name in ("NAME", status, "PREVIEW_TEXT"):
        assert ada("lists.field.delete", **wishes, FIELD_ID=name) is True
    assert [each["TYPE"] for each in ada("lists.field.get", **wishes).values()] == ["NAME", "S:HTML"]


def test_fields_that_cannot_be_are_refused(ada: AppApi, wishes: dict[str, Any]) -> None:
    price = field(ada, wishes, "N")
    read_only = {"SETTINGS": {"ADD_READ_ONLY_FIELD": "Y"}}
    for given, text in (
        ({"TYPE": "S", "CODE": ""}, "Please fill the code fields"),
        ({"TYPE": "S", "CODE": "n"}, "Property already exists"),
        ({"TYPE": "S", "CODE": "s", **read_only}, "The default value of the field 'A' is required"),
        ({"TYPE": "E", "CODE": "e"}, "Incorrect lists specified for 'A' property"),
        ({"TYPE": "E", "CODE": "e", "LINK_IBLOCK_ID": 999}, "Incorrect lists specified for 'A' property"),
        ({"TYPE": "S", "CODE": "1st"}, "Property code cannot start with a digit"),
        ({"TYPE": "S", "CODE": "s", "SORT": "first"}, "Error saving the field"),
        ({"TYPE": "X", "CODE": "x"}, "Error saving the field"),
        ({"TYPE": ["S"], "CODE": "x"}, "Error saving the field"),
        ({"TYPE": {"VALUE": "S"}, "CODE": "x"}, "Error saving the field"),
        ({"TYPE": "SORT", "MULTIPLE": "Y"}, "Error saving the field"),
        ({"TYPE": "NAME"}, "Error saving the field"),
    ):
        answer = refusal(ada, "lists.field.add", **wishes, FIELDS={"NAME": "A", **given})
        assert answer == (400, "ERROR_SAVE_FIELD", text), given
    assert list(ada("lists.field.get", **wishes)) == ["NAME", price]
    for given, text in (
        ({"TYPE": "S"}, "Error updating the field"),
        ({"TYPE": "N", **read_only}, "The default value of the field 'A' is required"),
        ({"TYPE": "N", "NAME": ""}, "Error updating the field"),
    ):
        answer = refusal(ada, "lists.field.update", **wishes, FIELD_ID=price, FIELDS={"NAME": "A", **given})
        assert answer == (400, "ERROR_UPDATE_FIELD", text), given
    assert refusal(ada, "lists.field.update", **wishes, FIELDS={"NAME": "A"})[1] == "ERROR_REQUIRED_PARAMETERS_MISSING"
