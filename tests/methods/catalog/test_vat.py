"""``catalog.vat.*`` and ``crm.vat.*``: the same rates in two dialects."""

from datetime import datetime

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm,catalog")


def test_what_bears_no_vat_has_no_rate(admin: AppApi) -> None:
    assert admin("crm.vat.list", select=["ID", "NAME", "RATE"]) == [{"ID": "1", "NAME": "No VAT", "RATE": None}]


def test_a_rate_is_the_same_by_both_names(wire: Wire, admin: AppApi) -> None:
    begun = int(wire.portal.clock.now())
    wire.freeze(begun)
    added = admin("crm.vat.add", fields={"NAME": "Reduced", "RATE": 7})
    found = admin("catalog.vat.get", id=added)["vat"]
    assert datetime.fromisoformat(found.pop("timestampX")).timestamp() == begun
    assert found == {"id": added, "name": "Reduced", "active": "Y", "rate": 7, "sort": 100}
    wire.freeze(begun + 600)
    changed = admin("catalog.vat.update", id=added, fields={"rate": 7.5, "active": "N"})["vat"]
    assert datetime.fromisoformat(changed["timestampX"]).timestamp() == begun + 600
    assert (changed["rate"], changed["active"]) == (7.5, "N")
    assert admin("crm.vat.get", id=added)["RATE"] == "7.50"


def test_an_update_by_the_older_name_answers_the_id(admin: AppApi) -> None:
    added = admin("crm.vat.add", fields={"NAME": "Reduced", "RATE": 7})
    assert admin("crm.vat.update", id=added, fields={"C_SORT": 10}) == added


def test_refusals_by_the_older_name_have_texts_for_codes(admin: AppApi) -> None:
    assert admin.refused("crm.vat.add", fields={"NAME": "Reduced"}) == (400, "Invalid parameters.")
    assert admin.refused("crm.vat.add", fields={"NAME": "Reduced", "RATE": "much"}) == (400, "Invalid parameters.")
    assert admin.refused("crm.vat.get", id=999_999) == (400, "VAT rate not found.")
    assert admin.refused("crm.vat.delete", id="first") == (400, "Invalid identifier.")
    assert admin.as_user(3).refused("crm.vat.add", fields={}) == (400, "Access denied.")
    assert admin.refused("catalog.vat.update", id=999_999, fields={}) == (400, "200800000000")
