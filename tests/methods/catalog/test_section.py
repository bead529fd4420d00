"""Catalogues and their sections: ``catalog.*`` and ``crm.*`` speak of the same rows."""

import pytest

from homeport.domain.portal.people import roles
from homeport.store import Transaction
from tests.apps import AppApi, app_of
from tests.conftest import Wire


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm,catalog")


def section(admin: AppApi, name: str, above: int | None = None, **fields: object) -> int:
    given = {"iblockId": 1, "name": name, "iblockSectionId": above, **fields}
    return int(admin("catalog.section.add", fields=given)["section"]["id"])


def test_a_new_portal_has_a_catalogue_of_products_and_one_of_variations(admin: AppApi) -> None:
    found = admin("catalog.catalog.list", select=["id", "iblockId", "productIblockId", "lid"])["catalogs"]
    assert found == [
        {"id": 1, "iblockId": 1, "productIblockId": None, "lid": "s1"},
        {"id": 2, "iblockId": 2, "productIblockId": 1, "lid": "s1"},
    ]
    assert admin("catalog.catalog.isOffers", id=1) is False
    assert admin("catalog.catalog.isOffers", id=2) is True
    assert admin("crm.catalog.get", id=1)["NAME"] == admin("catalog.catalog.get", id=1)["catalog"]["name"]


def test_catalogues_are_for_administrators_by_the_newer_name(admin: AppApi) -> None:
    salesperson = admin.as_user(3)
    for call, params in (("get", {"id": 1}), ("list", {}), ("isOffers", {"id": 1})):
        assert salesperson.refused(f"catalog.catalog.{call}", **params) == (400, "200040300030")
    assert admin.refused("catalog.catalog.get") == admin.refused("catalog.catalog.isOffers") == (400, "100")
    assert admin.refused("catalog.catalog.get", id=999) == (400, "0")
    assert admin.refused("catalog.catalog.isOffers", id=999) == (400, "0")
    assert [row["ID"] for row in salesperson("crm.catalog.list")] == ["1", "2"]


def test_a_section_is_the_same_by_both_names(admin: AppApi) -> None:
    spars = section(admin, "Spars", code="spars", xmlId="x1")
    masts = section(admin, "Masts", spars)
    assert admin("catalog.section.get", id=masts)["section"] == {
        "id": masts,
        "iblockId": 1,
        "iblockSectionId": spars,
        "name": "Masts",
        "xmlId": None,
        "code": None,
        "sort": 500,
        "active": "Y",
        "description": None,
        "descriptionType": "text",
    }
    assert admin("crm.productsection.get", id=spars) == {
        "ID": str(spars),
        "CATALOG_ID": "1",
        "SECTION_ID": None,
        "NAME": "Spars",
        "XML_ID": "x1",
    }
    assert admin("crm.productsection.update", id=masts, fields={"NAME": "Poles"}) is True
    assert admin("catalog.section.get", id=masts)["section"]["name"] == "Poles"


def test_the_older_name_means_the_catalogue_of_products(admin: AppApi) -> None:
    varied = section(admin, "Sizes", iblockId=2)
    added = admin("crm.productsection.add", fields={"NAME": "Spars"})
    below = admin("crm.productsection.add", fields={"NAME": "Small", "SECTION_ID": varied})
    assert admin("crm.productsection.get", id=added)["CATALOG_ID"] == "1"
    assert admin("crm.productsection.get", id=below)["CATALOG_ID"] == "2"
    ids = {row["ID"] for row in admin("crm.productsection.list", select=["ID"])}
    assert str(added) in ids
    assert not ids & {str(varied), str(below)}
    others = admin("crm.productsection.list", filter={"CATALOG_ID": 2})
    assert {row["ID"] for row in others} == {str(varied), str(below)}


def test_lists_name_their_information_block(admin: AppApi) -> None:
    spars = section(admin, "Spars")
    assert admin.send("catalog.section.list", filter={"name": "Spars"}).error == (400, "0", "Required fields: iblockId")
    assert admin.refused("catalog.section.list") == (400, "0")
    found = admin("catalog.section.list", filter={"@iblockId": [1, 2], "%name": "par"}, select=["id"])
    assert found == {"sections": [{"id": spars}]}


def test_a_circle_is_refused(admin: AppApi) -> None:
    spars = section(admin, "Spars")
    masts = section(admin, "Masts", spars)
    tops = section(admin, "Tops", masts)
    for above in (spars, masts, tops, 999_999):
        fields = {"iblockId": 1, "name": "Spars", "iblockSectionId": above}
        assert admin.refused("catalog.section.update", id=spars, fields=fields) == (400, "200700300010")
    assert admin.refused("crm.productsection.update", id=spars, fields={"SECTION_ID": tops}) == (400, "200700300010")
    assert admin("catalog.section.get", id=spars)["section"]["iblockSectionId"] is None
    moved = {"iblockId": 1, "name": "Tops", "iblockSectionId": spars}
    assert admin("catalog.section.update", id=tops, fields=moved)["section"]["iblockSectionId"] == spars
    upmost = admin("catalog.section.update", id=tops, fields={**moved, "iblockSectionId": 0})
    assert upmost["section"]["iblockSectionId"] is None


def test_a_section_is_in_the_catalogue_of_the_one_above(admin: AppApi) -> None:
    spars = section(admin, "Spars")
    section(admin, "Masts", spars)
    refused = admin.refused("catalog.section.add", fields={"iblockId": 2, "name": "Red", "iblockSectionId": spars})
    assert refused == (400, "200700300000")
    elsewhere = {"iblockId": 2, "name": "Spars"}
    assert admin.refused("catalog.section.update", id=spars, fields=elsewhere) == (400, "200700300010")
    nowhere = {"iblockId": 99, "name": "Spars"}
    assert admin.refused("catalog.section.add", fields=nowhere) == (400, "200700300050")
    assert admin.refused("catalog.section.update", id=spars, fields=nowhere) == (400, "200700300050")


def test_a_code_is_taken_once(admin: AppApi) -> None:
    section(admin, "Spars", code="spars")
    masts = section(admin, "Masts")
    again = {"iblockId": 1, "name": "Masts", "code": "spars"}
    assert admin.refused("catalog.section.add", fields=again) == (400, "200700300040")
    assert admin.refused("catalog.section.update", id=masts, fields=again) == (400, "200700300040")


def test_a_change_says_what_a_section_must_have(admin: AppApi) -> None:
    spars = section(admin, "Spars")
    answer = admin.send("catalog.section.update", id=spars, fields={"iblockId": 1, "sort": 1})
    assert answer.error == (400, "0", "Required fields: name")
    assert admin.send("catalog.section.update", id=spars, fields={}).error[2] == "Required fields: iblockId, name"
    assert admin("crm.productsection.update", id=spars, fields={"XML_ID": "x"}) is True


def test_what_has_sections_in_it_stays(admin: AppApi) -> None:
    spars = section(admin, "Spars")
    masts = section(admin, "Masts", spars)
    assert admin.refused("catalog.section.delete", id=spars) == (400, "200040300020")
    assert admin.refused("crm.productsection.delete", id=spars) == (400, "200040300020")
    assert admin("catalog.section.delete", id=masts) is True
    assert admin("crm.productsection.delete", id=spars) is True
    assert admin.refused("catalog.section.get", id=spars) == (400, "200700300030")


def test_each_refusal_has_its_number(admin: AppApi) -> None:
    spars = section(admin, "Spars")
    salesperson = admin.as_user(3)
    assert salesperson.refused("catalog.section.add", fields={"iblockId": 1, "name": "A"}) == (400, "200040300040")
    assert salesperson.refused("catalog.section.get", id=spars) == (400, "200040300040")
    assert salesperson.refused("catalog.section.list", filter={"iblockId": 1}) == (400, "200040300030")
    assert salesperson.refused("catalog.section.delete", id=spars) == (400, "200040300050")
    assert salesperson("catalog.section.getFields")["section"]["name"]["isRequired"] is True
    assert salesperson("crm.productsection.get", id=spars)["NAME"] == "Spars"
    assert salesperson.refused("crm.productsection.update", id=spars, fields={"NAME": "A"}) == (400, "")


def test_changes_are_told(admin: AppApi) -> None:
    for verb in ("Add", "Update", "Delete"):
        admin("event.bind", event=f"onCrmProductSection{verb}", event_type="offline")
    spars = section(admin, "Spars")
    admin("crm.productsection.update", id=spars, fields={"NAME": "Masts"})
    admin("catalog.section.delete", id=spars)
    told = [(each["EVENT_NAME"], each["EVENT_DATA"]) for each in admin("event.offline.list")]
    assert told == [(f"ONCRMPRODUCTSECTION{verb}", {"FIELDS": {"ID": spars}}) for verb in ("ADD", "UPDATE", "DELETE")]


def test_who_may_read_nothing_at_all_is_refused_the_whole_catalogue(admin: AppApi) -> None:
    def take(tx: Transaction) -> None:
        role_id = roles.find(tx, "salesperson")
        assert role_id is not None
        roles.set_rules(tx, role_id, {})

    admin.wire.portal.store.write_now(take)
    stranger = admin.as_user(3)
    assert stranger.refused("catalog.catalog.get", id=1) == (400, "200040300010")
    assert stranger.refused("catalog.catalog.list") == (400, "200040300010")
    assert stranger.refused("crm.catalog.list") == (400, "")
