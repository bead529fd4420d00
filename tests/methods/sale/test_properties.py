"""``sale.property.*`` and ``sale.shipmentproperty.*``: properties of orders and of shipments."""

from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire

BOTH = pytest.mark.parametrize("prefix", ["sale.property", "sale.shipmentproperty"])
PHONE = {"personTypeId": 3, "propsGroupId": 1, "name": "Phone", "type": "STRING"}


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "sale")


@BOTH
@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"multiple": "Y"}, "200850000009"),
        ({"multiple": "Y", "isFiltered": "Y"}, "200850000010"),
        ({"type": "LOCATION", "isLocation": "Y"}, "200850000011"),
        ({"type": "LOCATION", "isLocation": "Y", "multiple": "Y", "isFiltered": "N"}, "200850000012"),
        ({"type": "LOCATION", "isLocation4tax": "Y"}, "200850000013"),
        ({"type": "LOCATION", "isLocation4tax": "Y", "multiple": "Y", "isFiltered": "N"}, "200850000014"),
        ({"isProfileName": "Y"}, "200850000015"),
        ({"isProfileName": "Y", "required": "N"}, "200850000016"),
        ({"personTypeId": ""}, "200850000005"),
        ({"personTypeId": 1}, "200850000006"),
        ({"propsGroupId": 3}, "200850000006"),
        ({"type": "TEXT"}, "0"),
        ({"settings": "long"}, "0"),
        ({"settings": {"maxlength": "long"}}, "0"),
    ],
)
def test_what_does_not_go_together_is_refused(admin: AppApi, prefix: str, given: dict[str, Any], code: str) -> None:
    before = admin(f"{prefix}.list")
    assert admin.refused(f"{prefix}.add", fields={**PHONE, **given}) == (400, code)
    assert admin(f"{prefix}.list") == before


@BOTH
def test_a_property_keeps_its_settings_and_whatever_is_its_default(admin: AppApi, prefix: str) -> None:
    given = {"settings": {"maxlength": 100, "multiline": "Y", "min": 5}, "defaultValue": ["a", "b"]}
    made = admin(f"{prefix}.add", fields={**PHONE, **given, "multiple": "Y", "isFiltered": "N"})["property"]
    assert made["settings"] == {"maxlength": "100", "multiline": "Y"}  # those of texts
    assert made["defaultValue"] == ["a", "b"]
    assert (made["code"], made["description"], made["inputFieldLocation"]) == ("", "", "0")
    changed = admin(f"{prefix}.update", id=made["id"], fields={"name": "Phones", "settings": {}, "defaultValue": ""})
    assert (changed["property"]["settings"], changed["property"]["defaultValue"]) == ([], "")
    answer = admin.send(f"{prefix}.update", id=made["id"], fields={"sort": 1})
    assert answer.error == (400, "0", "Required fields: name")
    fixed = {"name": "Phones", "type": "DATE", "personTypeId": 4, "propsGroupId": 3}
    kept = admin(f"{prefix}.update", id=made["id"], fields=fixed)["property"]
    assert (kept["type"], kept["personTypeId"], kept["propsGroupId"]) == ("STRING", 3, 1)


def test_properties_of_orders_and_of_shipments_are_apart(admin: AppApi) -> None:
    order = admin("sale.property.add", fields=PHONE)["property"]["id"]
    shipment = admin("sale.shipmentproperty.add", fields=PHONE)["property"]["id"]
    assert order != shipment
    assert admin.refused("sale.property.get", id=shipment) == (400, "200840400001")
    assert admin.refused("sale.shipmentproperty.delete", id=order) == (400, "200840400001")
    assert [row["id"] for row in admin("sale.shipmentproperty.list")["properties"]] == [shipment]


@BOTH
@pytest.mark.parametrize(
    ("kind", "own", "settings"),
    [
        ("STRING", {"isPayer", "isEmail"}, {"maxlength", "pattern"}),
        ("NUMBER", set(), {"min", "max", "step"}),
        ("ENUM", set(), {"multielement", "size"}),
        ("FILE", set(), {"maxsize", "accept"}),
        ("DATE", set(), {"time"}),
        ("Y/N", set(), None),
        ("LOCATION", {"isLocation", "isLocation4tax", "inputFieldLocation"}, None),
        ("ADDRESS", {"isAddressFrom", "isAddressTo"}, None),
    ],
)
def test_each_kind_describes_its_own_fields(
    admin: AppApi, prefix: str, kind: str, own: set[str], settings: set[str] | None
) -> None:
    described = admin(f"{prefix}.getfieldsbytype", type=kind)["property"]
    special = {name for name in described if name.startswith("is") and name != "isFiltered"} | (
        {"inputFieldLocation"} & set(described)
    )
    assert own <= special and (own or not special)
    assert described["type"] == {"isImmutable": True, "isReadOnly": False, "isRequired": True, "type": "string"}
    if settings is None:
        assert "settings" not in described
    else:
        assert settings <= set(described["settings"]["fields"])
    assert admin.refused(f"{prefix}.getfieldsbytype", type="TEXT") == (400, "0")
    assert admin.as_user(3).refused(f"{prefix}.getfieldsbytype", type=kind) == (400, "200040300010")
