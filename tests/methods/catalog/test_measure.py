"""``catalog.measure.*`` and ``crm.measure.*``: the same units of measurement in two dialects."""

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire

CRATE = {"code": 5001, "measureTitle": "Crate", "symbol": "crate", "symbolIntl": "cr", "symbolLetterIntl": "CRT"}


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm,catalog")


def test_a_new_portal_counts_in_pieces(admin: AppApi) -> None:
    found = admin("crm.measure.list", filter={"IS_DEFAULT": "Y"}, select=["CODE", "SYMBOL_INTL"])
    assert found == [{"CODE": "796", "SYMBOL_INTL": "pc. 1"}]
    assert [each["code"] for each in admin("catalog.measure.list")["measures"]] == [6, 112, 163, 166, 796]


def test_a_unit_is_the_same_by_both_names(admin: AppApi) -> None:
    added = admin("catalog.measure.add", fields=CRATE)["measure"]
    assert added == {**CRATE, "id": added["id"], "isDefault": "N"}
    assert admin("crm.measure.get", id=added["id"]) == {
        "ID": str(added["id"]),
        "CODE": "5001",
        "MEASURE_TITLE": "Crate",
        "SYMBOL_RUS": "crate",
        "SYMBOL_INTL": "cr",
        "SYMBOL_LETTER_INTL": "CRT",
        "IS_DEFAULT": "N",
    }
    assert admin("crm.measure.update", id=added["id"], fields={"SYMBOL_RUS": "box"}) is True
    assert admin("catalog.measure.get", id=added["id"])["measure"]["symbol"] == "box"


def test_a_code_is_taken_once(admin: AppApi) -> None:
    added = admin("catalog.measure.add", fields=CRATE)["measure"]["id"]
    assert admin.refused("catalog.measure.add", fields=CRATE) == (400, "200600000000")
    assert admin.refused("crm.measure.add", fields={"CODE": "5001", "MEASURE_TITLE": "Box"}) == (400, "200600000000")
    assert admin.refused("catalog.measure.update", id=added, fields={"code": 796}) == (400, "200600000000")
    assert admin("catalog.measure.update", id=added, fields={"code": 5001})["measure"]["code"] == 5001


def test_one_unit_is_the_usual_one(admin: AppApi) -> None:
    assert admin.refused("catalog.measure.add", fields={**CRATE, "isDefault": "Y"}) == (400, "200600000010")
    usual = admin("catalog.measure.list", filter={"isDefault": "Y"})["measures"][0]["id"]
    assert admin("catalog.measure.update", id=usual, fields={"isDefault": "Y"})["measure"]["isDefault"] == "Y"
    admin("catalog.measure.update", id=usual, fields={"isDefault": "N"})
    assert admin("catalog.measure.add", fields={**CRATE, "isDefault": "Y"})["measure"]["isDefault"] == "Y"


def test_refusals_of_the_catalogue_have_numbers(admin: AppApi) -> None:
    assert admin.refused("catalog.measure.get", id=999_999) == (400, "200600000020")
    answer = admin.send("catalog.measure.add", fields={"symbol": "cr"})
    assert answer.error == (400, "0", "Required fields: code, measureTitle")
    assert admin.send("catalog.measure.add").error[1:] == ("100", "Could not find value for parameter {fields}")
    salesperson = admin.as_user(3)
    assert salesperson.refused("catalog.measure.list") == (400, "200040300010")
    assert salesperson.refused("catalog.measure.delete", id=1) == (400, "200040300020")


def test_who_may_read_records_may_look_at_units_by_the_older_name(admin: AppApi) -> None:
    salesperson = admin.as_user(3)
    assert len(salesperson("crm.measure.list")) == 5
    assert salesperson.send("crm.measure.delete", id=1).error == (400, "", "Access denied.")


@pytest.mark.parametrize("event", ["CATALOG.MEASURE.ON.", "ONCRMMEASURE"])
def test_changes_are_told_by_both_names(admin: AppApi, event: str) -> None:
    for verb in ("ADD", "UPDATE", "DELETE"):
        admin("event.bind", event=f"{event}{verb}", event_type="offline")
    added = admin("catalog.measure.add", fields=CRATE)["measure"]["id"]
    admin("crm.measure.update", id=added, fields={"SYMBOL_RUS": "box"})
    admin("crm.measure.delete", id=added)
    told = [(each["EVENT_NAME"], each["EVENT_DATA"]) for each in admin("event.offline.list")]
    assert told == [(f"{event}{verb}", {"FIELDS": {"ID": added}}) for verb in ("ADD", "UPDATE", "DELETE")]
