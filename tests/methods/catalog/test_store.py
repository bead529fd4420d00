"""Warehouses, and names of types of prices in other languages."""

from datetime import datetime

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "catalog")


def test_a_warehouse_is_signed_by_who_wrote_it_whatever_moments_are_said(wire: Wire, admin: AppApi) -> None:
    begun = int(wire.portal.clock.now())
    wire.freeze(begun)
    said = {"dateCreate": "2020-01-01T10:00:00", "dateModify": "2020-01-01T10:00:00"}
    added = admin("catalog.store.add", fields={"address": "Quay 4", **said})["store"]
    usual = {
        "active": "Y",
        "sort": 100,
        "issuingCenter": "N",
        "userId": 1,
        "modifiedBy": 1,
        "xmlId": None,
        "imageId": None,
    }
    assert {name: added[name] for name in usual} == usual
    moments = [datetime.fromisoformat(added[name]).timestamp() for name in said]
    assert moments == [begun, begun]
    wire.freeze(begun + 600)
    changed = admin("catalog.store.update", id=added["id"], fields={"modifiedBy": 3, **said})["store"]
    moments = [datetime.fromisoformat(changed[name]).timestamp() for name in said]
    assert (moments, changed["modifiedBy"], changed["userId"]) == ([begun, begun + 600], 3, 1)


def test_a_warehouse_has_an_address_on_earth(admin: AppApi) -> None:
    added = admin("catalog.store.add", fields={"address": "Quay 4"})["store"]["id"]
    assert admin.send("catalog.store.add", fields={"title": "A"}).error == (400, "0", "Required fields: address")
    for fields in (
        {"address": ""},
        {"gpsN": 91},
        {"gpsS": -181},
        {"userId": 999_999},
        {"modifiedBy": 999_999},
        {"imageId": {"fileData": ["a.png", "AAAA"]}},
    ):
        assert admin.refused("catalog.store.update", id=added, fields=fields) == (400, "0"), fields
    for call in ("get", "delete"):
        assert admin.refused(f"catalog.store.{call}", id=999_999) == (400, "201100000000")
    salesperson = admin.as_user(3)
    assert salesperson.refused("catalog.store.list") == (400, "200040300010")
    assert salesperson.refused("catalog.store.getFields") == (400, "200040300010")
    assert salesperson.refused("catalog.store.delete", id=added) == (400, "200040300020")


def test_a_type_of_prices_has_one_name_in_a_language(admin: AppApi) -> None:
    fine = {"catalogGroupId": 1, "lang": "de", "name": "Grundpreis"}
    added = admin("catalog.priceTypeLang.add", fields=fine)["priceTypeLang"]
    assert added == {**fine, "id": added["id"]}
    assert admin.refused("catalog.priceTypeLang.add", fields=fine) == (400, "400")
    other = admin("catalog.priceTypeLang.add", fields={**fine, "lang": "fr"})["priceTypeLang"]["id"]
    for fields, code in (
        ({"lang": "de"}, "400"),
        ({"lang": "xx"}, "201200000010"),
        ({"catalogGroupId": 99}, "201000000000"),
        ({}, "100"),
    ):
        assert admin.refused("catalog.priceTypeLang.update", Id=other, fields=fields) == (400, code), fields
    renamed = admin("catalog.priceTypeLang.update", id=other, fields={"name": "Prix", "lang": "fr"})["priceTypeLang"]
    assert renamed["name"] == "Prix"
    assert admin.refused("catalog.priceTypeLang.get", id=999_999) == (400, "201200000000")


def test_names_are_in_the_languages_that_there_are_and_go_with_their_type(admin: AppApi) -> None:
    languages = admin("catalog.priceTypeLang.getLanguages")["languages"]
    assert {"lid": "en", "active": "Y", "name": "English"} in languages
    assert admin("catalog.priceTypeLang.getFields")["priceTypeLang"]["id"]["isImmutable"] is True
    kind = admin("catalog.priceType.add", fields={"name": "TRADE"})["priceType"]["id"]
    for language in languages:
        fields = {"catalogGroupId": kind, "lang": language["lid"], "name": "Trade"}
        admin("catalog.priceTypeLang.add", fields=fields)
    admin("catalog.priceType.delete", id=kind)
    assert admin("catalog.priceTypeLang.list", filter={"name": "Trade"})["priceTypeLangs"] == []
    salesperson = admin.as_user(3)
    assert salesperson.refused("catalog.priceTypeLang.getLanguages") == (400, "200040300010")
    assert salesperson.refused("catalog.priceTypeLang.add", fields={"name": "A"}) == (400, "200040300020")
