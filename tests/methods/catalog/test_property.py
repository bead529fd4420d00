"""Properties of products: what they are, the entries of their lists, and how they are shown."""

from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire

SIZE = {"iblockId": 1, "name": "Size", "propertyType": "L"}


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm,catalog")


def add(admin: AppApi, **fields: Any) -> int:
    return int(admin("catalog.productProperty.add", fields={**SIZE, **fields})["productProperty"]["id"])


def entry(admin: AppApi, number: int, value: str, **fields: Any) -> int:
    said = {"propertyId": number, "value": value, "xmlId": value, **fields}
    return int(admin("catalog.productPropertyEnum.add", fields=said)["productPropertyEnum"]["id"])


def refusal(admin: AppApi, method: str, **params: Any) -> tuple[Any, ...]:
    found: tuple[Any, ...] = admin.send(method, **params).error
    return found[1:]


def test_a_property_is_of_a_type_and_a_catalogue_there_are(admin: AppApi) -> None:
    for fields, text in (
        ({"iblockId": None}, "Required fields: iblockId"),
        ({"name": "", "propertyType": ""}, "Required fields: name, propertyType"),
        ({"iblockId": 99}, "The specified iblock is not a product catalog"),
        ({"propertyType": "X"}, "Invalid property type specified"),
        ({"propertyType": "N", "userType": "DateTime"}, "Invalid property type specified"),
        ({"propertyType": "E", "userType": "SKU"}, "Invalid property type specified"),
        ({"userTypeSettings": {"a": [1]}}, "Invalid custom property type settings specified"),
        ({"userTypeSettings": "a"}, "Invalid custom property type settings specified"),
        ({"code": "1st"}, "Property code cannot start with a digit"),
        ({"code": "größe"}, "Wrong format of field code"),
        ({"sort": "first"}, "Wrong format of field sort"),
        ({"listType": "X"}, "Wrong format of field listType"),
        ({"linkIblockId": 99}, "Wrong format of field linkIblockId"),
        ({"rowCount": -1}, "Wrong format of field rowCount"),
    ):
        assert refusal(admin, "catalog.productProperty.add", fields={**SIZE, **fields}) == ("0", text)
    made = admin(
        "catalog.productProperty.add",
        fields={**SIZE, "propertyType": "S", "userType": "directory", "userTypeSettings": {"tableName": "sizes"}},
    )["productProperty"]
    settings = {"group": "N", "multiple": "N", "size": 1, "tableName": "sizes", "width": 0}
    usual = {"active": "Y", "colCount": 30, "rowCount": 1, "listType": "L", "multiple": "N", "isRequired": "N"}
    assert made == {**made, **usual, "userTypeSettings": settings, "defaultValue": None, "hint": None}


def test_a_property_changes_but_for_its_type_and_its_catalogue(admin: AppApi) -> None:
    number = add(admin)
    name = "catalog.productProperty.update"
    assert refusal(admin, name, id=number, fields={"name": "A"}) == ("0", "Required fields: iblockId")
    assert refusal(admin, name, id=number, fields={"iblockId": 2}) == ("0", "Invalid information block code")
    assert refusal(admin, name, id=99, fields={"iblockId": 1}) == ("", "productProperty does not exist.")
    changed = admin(name, id=number, fields={"iblockId": 1, "propertyType": "S", "isRequired": "Y", "sort": 7})
    assert [changed["productProperty"][name] for name in ("propertyType", "isRequired", "sort")] == ["L", "Y", 7]
    assert admin("catalog.productProperty.delete", id=number) is True
    assert refusal(admin, "catalog.productProperty.get", id=number) == ("", "productProperty does not exist.")
    assert refusal(admin, "catalog.productProperty.delete", id=1) == ("0", "Error deleting product property")


def test_readers_look_and_administrators_change(admin: AppApi) -> None:
    number = add(admin)
    reader, guest = admin.as_user(3), admin.as_user(6)
    assert reader("catalog.productProperty.get", id=number)["productProperty"]["name"] == "Size"
    for each in (reader, guest):
        for method in ("productProperty", "productPropertyEnum"):
            assert refusal(each, f"catalog.{method}.delete", id=number) == ("0", "Access Denied")
        said = {"propertyId": number, "fields": {"smartFilter": "Y"}}
        assert refusal(each, "catalog.productPropertySection.set", **said) == ("0", "Access Denied")


def test_entries_are_of_lists_and_have_codes_of_their_own(admin: AppApi) -> None:
    number, other = add(admin), add(admin, propertyType="S")
    small = entry(admin, number, "S", **{"def": "Y"})
    name = "catalog.productPropertyEnum.add"
    said = {"propertyId": number, "value": "Small", "xmlId": "S"}
    assert refusal(admin, name, fields=said)[0] == "BX_INVALID_VALUE"
    assert refusal(admin, name, fields={**said, "xmlId": ""}) == ("0", "Required fields: xmlId")
    assert refusal(admin, name, fields={**said, "propertyId": other}) == ("0", "Only list properties are supported")
    assert refusal(admin, name, fields={**said, "propertyId": 99}) == ("0", "productPropertyEnum does not exist.")
    large = entry(admin, number, "L", sort=10, **{"def": "Y"})
    listed = admin("catalog.productPropertyEnum.list", filter={"propertyId": number}, order={"sort": "ASC"})
    assert [(row["id"], row["def"]) for row in listed["productPropertyEnums"]] == [(large, "Y"), (small, "N")]
    name = "catalog.productPropertyEnum.update"
    assert refusal(admin, name, id=small, fields={"propertyId": number, "value": "A"}) == (
        "0",
        "Required fields: xmlId",
    )
    assert refusal(admin, name, id=small, fields={**said, "xmlId": "L"})[0] == "BX_INVALID_VALUE"
    moved = {**said, "propertyId": other}
    assert (
        refusal(admin, name, id=small, fields=moved)[1] == "The specified property does not belong to a product catalog"
    )
    assert admin(name, id=small, fields=said)["productPropertyEnum"]["value"] == "Small"
    assert admin("catalog.productPropertyEnum.delete", id=small) is True
    assert refusal(admin, "catalog.productPropertyEnum.get", id=small) == ("0", "productPropertyEnum does not exist.")


def test_what_is_said_of_properties_is_described(admin: AppApi) -> None:
    entries = admin("catalog.productPropertyEnum.getFields")["productPropertyEnum"]
    needed = {name for name, facts in entries.items() if facts["isRequired"]}
    assert needed == {"propertyId", "value", "xmlId"}
    parameters = admin("catalog.productPropertyFeature.getFields")["productPropertyFeature"]
    assert {name for name, facts in parameters.items() if not facts["isRequired"]} == {"id"}
    own = admin("catalog.productProperty.getFields")["productProperty"]
    assert own["active"] == {"isImmutable": False, "isReadOnly": False, "isRequired": False, "type": "char"}
    assert own["userTypeSettings"]["type"] == "productpropertysettings"


def test_a_parameter_of_a_property_is_there_once(admin: AppApi) -> None:
    number = add(admin)
    name = "catalog.productPropertyFeature.add"
    said = {"propertyId": number, "moduleId": "iblock", "featureId": "DETAIL_PAGE_SHOW", "isEnabled": "Y"}
    assert refusal(admin, name, fields={"propertyId": number}) == (
        "0",
        "Required fields: moduleId, featureId, isEnabled",
    )
    assert refusal(admin, name, fields={**said, "propertyId": 99})[1] == "productPropertyFeature does not exist."
    assert refusal(admin, name, fields={**said, "featureId": "X"}) == ("0", "Invalid property parameter set")
    made = admin(name, fields=said)["productPropertyFeature"]
    assert refusal(admin, name, fields=said)[1].startswith("Duplicate entry ")
    update = "catalog.productPropertyFeature.update"
    assert refusal(admin, update, id=made["id"], fields={"isEnabled": "N"})[0] == "0"
    off = {**said, "isEnabled": "N"}
    assert admin(update, id=made["id"], fields=off)["productPropertyFeature"]["isEnabled"] == "N"
    found = admin("catalog.productPropertyFeature.list", filter={"propertyId": number})["productPropertyFeatures"]
    assert found == [{**off, "id": made["id"]}]
    assert admin("catalog.productPropertyFeature.get", id=made["id"])["productPropertyFeature"] == found[0]
    available = "catalog.productPropertyFeature.getAvailableFeaturesByProperty"
    assert len(admin(available, propertyId=number)["features"]) == 2
    assert refusal(admin, available, propertyId=99) == ("0", "productPropertyFeature does not exist.")
    assert refusal(admin, available, propertyId="abc")[0] == "100"


def test_how_a_property_is_shown_in_filters_is_set(admin: AppApi) -> None:
    number = add(admin)
    usual = {"smartFilter": "N", "displayType": "F", "displayExpanded": "N", "filterHint": None}
    get = "catalog.productPropertySection.get"
    assert admin(get, propertyId=number)["productPropertySection"] == {"propertyId": number, **usual}
    said = {"smartFilter": "Y", "displayType": "P", "filterHint": "Which size"}
    changed = admin("catalog.productPropertySection.set", propertyId=number, fields=said)["productPropertySection"]
    assert changed == {**usual, **said, "propertyId": str(number), "iblockId": "1", "sectionId": "0"}
    found = admin("catalog.productPropertySection.list", filter={"smartFilter": "Y"})["productPropertySections"]
    assert found == [{"propertyId": number, **usual, **said}]
    refused = ("0", "productPropertySection does not exist.")
    for method in (get, "catalog.productPropertySection.set"):
        assert refusal(admin, method, propertyId=99, fields=said) == refused
    wrong = {"displayType": "X"}
    assert refusal(admin, "catalog.productPropertySection.set", propertyId=number, fields=wrong)[0] == "0"
    admin("catalog.productProperty.delete", id=number)
    assert refusal(admin, get, propertyId=number) == refused


def test_the_older_name_writes_entries_with_the_property(admin: AppApi) -> None:
    made = admin(
        "crm.product.property.add",
        fields={
            "NAME": "Size",
            "PROPERTY_TYPE": "L",
            "VALUES": {"n0": {"VALUE": "Small", "SORT": 20}, "n1": {"VALUE": "Large", "SORT": 10, "DEF": "Y"}},
        },
    )
    found = admin("crm.product.property.get", id=made)
    assert (found["IBLOCK_ID"], found["PROPERTY_TYPE"]) == ("1", "L")
    large, small = found["VALUES"].values()
    assert (large["VALUE"], large["DEF"], small["VALUE"]) == ("Large", "Y", "Small")
    admin(
        "crm.product.property.update",
        id=made,
        fields={"VALUES": {small["ID"]: {"VALUE": "Tiny"}, large["ID"]: {"VALUE": ""}, "n0": {"VALUE": "Huge"}}},
    )
    assert [each["VALUE"] for each in admin("crm.product.property.get", id=made)["VALUES"].values()] == ["Tiny", "Huge"]
    listed = admin("catalog.productPropertyEnum.list", filter={"propertyId": made})["productPropertyEnums"]
    assert [row["value"] for row in listed] == ["Tiny", "Huge"]
    assert refusal(admin, "crm.product.property.add", fields={"NAME": "A"}) == ("", "Required fields: PROPERTY_TYPE")
    assert [row["ID"] for row in admin("crm.product.property.list", filter={"NAME": "Size"})] == [str(made)]
    assert admin("crm.product.property.delete", id=made) is True
    assert admin("catalog.productPropertyEnum.list", filter={"propertyId": made})["productPropertyEnums"] == []


@pytest.mark.parametrize("nothing", ["", None, 0])
def test_a_property_stays_in_its_catalogue_when_the_older_name_says_none(admin: AppApi, nothing: Any) -> None:
    link = admin("catalog.productProperty.list", filter={"code": "CML2_LINK"}, select=["id", "iblockId"])
    (before,) = link["productProperties"]
    admin.send("crm.product.property.update", id=before["id"], fields={"IBLOCK_ID": nothing, "SORT": 7})
    assert admin("catalog.productProperty.get", id=before["id"])["productProperty"]["iblockId"] == before["iblockId"]
    assert admin("catalog.product.offer.add", fields={"iblockId": 2, "name": "Small"})


def test_the_older_name_says_which_types_there_are_and_what_they_are_told(admin: AppApi) -> None:
    types = admin("crm.product.property.types")
    assert {"PROPERTY_TYPE": "S", "USER_TYPE": "HTML", "DESCRIPTION": "HTML/text"} in types
    for kind in types:
        asked = {"propertyType": kind["PROPERTY_TYPE"], "userType": kind["USER_TYPE"]}
        assert isinstance(admin("crm.product.property.settings.fields", **asked), dict | list)
    html = admin("crm.product.property.settings.fields", propertyType="S", userType="HTML")
    assert html["HEIGHT"]["type"] == "integer"
    assert admin.refused("crm.product.property.settings.fields", propertyType="X") == (400, "")
    assert set(admin("crm.product.property.enumeration.fields")) == {"ID", "VALUE", "XML_ID", "SORT", "DEF"}
    said = {"PROPERTY_TYPE": "S", "USER_TYPE": "HTML", "USER_TYPE_SETTINGS": {"HEIGHT": 300}}
    made = admin("crm.product.property.add", fields={"NAME": "Words", **said})
    assert admin("crm.product.property.get", id=made)["USER_TYPE_SETTINGS"] == {"height": 300}


def test_applications_are_told_of_properties(admin: AppApi) -> None:
    for verb in ("ADD", "UPDATE", "DELETE"):
        admin("event.bind", event=f"ONCRMPRODUCTPROPERTY{verb}", event_type="offline")
    number = add(admin)
    admin("crm.product.property.update", id=number, fields={"NAME": "Sizes"})
    admin("catalog.productProperty.delete", id=number)
    told = admin("event.offline.list", order={"ID": "ASC"})
    assert {(each["EVENT_NAME"], int(each["EVENT_DATA"]["FIELDS"]["ID"])) for each in told} == {
        (f"ONCRMPRODUCTPROPERTY{verb}", number) for verb in ("ADD", "UPDATE", "DELETE")
    }
