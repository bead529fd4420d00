"""``crm.address.*``: addresses of requisites and leads, told by their owner and type."""

from typing import Any

import pytest

from tests.conftest import Api, Wire
from tests.methods.requisite.client import (
    COMPANY,
    LEAD,
    NOBODY,
    REQUISITE,
    addresses,
    allow,
    company,
    key,
    requisite,
)

QUAY = {"ADDRESS_1": "4 Quay Street", "CITY": "Portsmouth", "POSTAL_CODE": "03801", "COUNTRY": "USA"}
OF_LEAD = ("ADDRESS", "ADDRESS_CITY", "ADDRESS_POSTAL_CODE", "ADDRESS_COUNTRY")


def lead(api: Api, **fields: Any) -> int:
    number: int = api("crm.lead.add", fields={"TITLE": "Fenders", **fields})
    return number


def of_lead(api: Api, number: int) -> list[Any]:
    found = api("crm.lead.get", id=number)
    return [found[name] for name in OF_LEAD]


def test_an_address_knows_whose_it_is_in_the_end(admin: Api) -> None:
    client = company(admin)
    number = requisite(admin, client)
    assert admin("crm.address.add", fields={**key(number), **QUAY}) is True
    assert admin("crm.address.add", fields={**key(number, of_type=11), "CITY": "Kittery"}) is True
    found = addresses(admin, ENTITY_TYPE_ID=REQUISITE, ENTITY_ID=number)
    location = found[0].pop("LOC_ADDR_ID")
    assert found[0] == {
        **{name: str(value) for name, value in key(number).items()},
        **dict.fromkeys(("ADDRESS_2", "REGION", "PROVINCE", "COUNTRY_CODE")),
        **QUAY,
        "ANCHOR_TYPE_ID": str(COMPANY),
        "ANCHOR_ID": str(client),
    }
    assert int(found[1]["LOC_ADDR_ID"]) == int(location) + 1
    assert [row["CITY"] for row in addresses(admin, ANCHOR_TYPE_ID=COMPANY, ANCHOR_ID=client)] == [
        "Portsmouth",
        "Kittery",
    ]


def test_an_address_is_changed_and_deleted_by_its_key(admin: Api) -> None:
    number = requisite(admin, company(admin))
    admin("crm.address.add", fields={**key(number), **QUAY})
    admin("crm.address.add", fields={**key(number, of_type=6), **QUAY})
    assert admin("crm.address.update", fields={**key(number), "CITY": "Kittery", "ANCHOR_ID": 1}) is True
    found = addresses(admin, ENTITY_TYPE_ID=REQUISITE, ENTITY_ID=number)
    assert [(row["TYPE_ID"], row["CITY"], row["ADDRESS_1"]) for row in found] == [
        ("1", "Kittery", "4 Quay Street"),
        ("6", "Portsmouth", "4 Quay Street"),
    ]
    assert admin("crm.address.delete", fields=key(number)) is True
    assert [row["TYPE_ID"] for row in addresses(admin, ENTITY_TYPE_ID=REQUISITE, ENTITY_ID=number)] == ["6"]
    for verb in ("update", "delete"):
        answer = admin.send(f"crm.address.{verb}", fields={**key(number), "CITY": "X"})
        assert answer.error == (400, "", "TypeAddress not found.")


def test_an_owner_has_one_address_of_each_type(admin: Api) -> None:
    number = requisite(admin, company(admin))
    admin("crm.address.add", fields={**key(number), **QUAY})
    answer = admin.send("crm.address.add", fields={**key(number), "CITY": "Kittery"})
    assert answer.error == (400, "", "TypeAddress exists.")
    assert [row["CITY"] for row in addresses(admin, ENTITY_TYPE_ID=REQUISITE, ENTITY_ID=number)] == ["Portsmouth"]


@pytest.mark.parametrize("verb", ["add", "update", "delete"])
@pytest.mark.parametrize("missing", ["TYPE_ID", "ENTITY_TYPE_ID", "ENTITY_ID"])
def test_half_a_key_is_refused(admin: Api, verb: str, missing: str) -> None:
    number = requisite(admin, company(admin))
    if verb != "add":
        admin("crm.address.add", fields={**key(number), **QUAY})
    for value in (None, 0, "x"):
        answer = admin.send(f"crm.address.{verb}", fields={**key(number), "CITY": "X", missing: value})
        assert answer.error == (400, "", f"{missing} is not defined or invalid.")
    found = addresses(admin, ENTITY_TYPE_ID=REQUISITE, ENTITY_ID=number)
    assert [row["CITY"] for row in found] == ([] if verb == "add" else ["Portsmouth"])


def test_addresses_are_of_requisites_and_leads_that_there_are(admin: Api) -> None:
    client = company(admin)
    for given, name in (
        (key(client, COMPANY), "ENTITY_TYPE_ID"),
        (key(NOBODY), "ENTITY_ID"),
        (key(NOBODY, LEAD), "ENTITY_ID"),
        ({**key(requisite(admin, client)), "TYPE_ID": 2}, "TYPE_ID"),
    ):
        answer = admin.send("crm.address.add", fields={**given, **QUAY})
        assert answer.error == (400, "", f"{name} is not defined or invalid.")


def test_a_leads_own_fields_are_its_main_address(admin: Api) -> None:
    number = lead(admin, ADDRESS="4 Quay Street", ADDRESS_CITY="Portsmouth")
    found = addresses(admin, ENTITY_TYPE_ID=LEAD, ENTITY_ID=number)
    assert [
        (row["TYPE_ID"], row["ADDRESS_1"], row["CITY"], row["ANCHOR_TYPE_ID"], row["ANCHOR_ID"]) for row in found
    ] == [("1", "4 Quay Street", "Portsmouth", "1", str(number))]
    assert admin("crm.lead.get", id=number)["ADDRESS_LOC_ADDR_ID"] == found[0]["LOC_ADDR_ID"]
    admin("crm.lead.update", id=number, fields={"ADDRESS_CITY": "Kittery"})
    assert [(row["ADDRESS_1"], row["CITY"]) for row in addresses(admin, ENTITY_TYPE_ID=LEAD, ENTITY_ID=number)] == [
        ("4 Quay Street", "Kittery")
    ]
    admin("crm.lead.update", id=number, fields={"ADDRESS": "", "ADDRESS_CITY": ""})
    assert addresses(admin, ENTITY_TYPE_ID=LEAD, ENTITY_ID=number) == []
    assert admin("crm.lead.get", id=number)["ADDRESS_LOC_ADDR_ID"] is None


def test_a_leads_main_address_is_in_its_own_fields(admin: Api) -> None:
    number = lead(admin)
    admin("crm.address.add", fields={**key(number, LEAD, 11), "CITY": "Kittery"})
    assert of_lead(admin, number) == [None] * 4
    admin("crm.address.add", fields={**key(number, LEAD), **QUAY})
    assert of_lead(admin, number) == list(QUAY.values())
    admin("crm.address.update", fields={**key(number, LEAD), "CITY": "Kittery", "COUNTRY": ""})
    assert of_lead(admin, number) == ["4 Quay Street", "Kittery", "03801", None]
    admin("crm.address.delete", fields=key(number, LEAD))
    assert of_lead(admin, number) == [None] * 4
    admin("crm.lead.delete", id=number)
    assert addresses(admin, ANCHOR_TYPE_ID=LEAD, ANCHOR_ID=number) == []


def test_an_address_is_copied_by_its_number_in_the_location_module(admin: Api) -> None:
    first, second, third = (requisite(admin, company(admin)) for _ in range(3))
    admin("crm.address.add", fields={**key(first), **QUAY})
    location = addresses(admin, ENTITY_TYPE_ID=REQUISITE, ENTITY_ID=first)[0]["LOC_ADDR_ID"]
    admin("crm.address.add", fields={**key(second), "LOC_ADDR_ID": location})
    admin("crm.address.add", fields={**key(third), "LOC_ADDR_ID": location, "CITY": "Kittery"})
    copied, said = (addresses(admin, ENTITY_TYPE_ID=REQUISITE, ENTITY_ID=number)[0] for number in (second, third))
    assert copied.items() >= QUAY.items()
    assert (said["CITY"], said["ADDRESS_1"]) == ("Kittery", None)
    assert len({location, copied["LOC_ADDR_ID"], said["LOC_ADDR_ID"]}) == 3


def test_lists_are_filtered_and_ordered_by_any_field(admin: Api) -> None:
    number = requisite(admin, company(admin))
    for of_type, city in ((1, "Portsmouth"), (6, "Kittery"), (11, "Boston")):
        admin("crm.address.add", fields={**key(number, of_type=of_type), "CITY": city})
    mine = {"ENTITY_TYPE_ID": REQUISITE, "ENTITY_ID": number}
    found = admin("crm.address.list", filter=mine, order={"CITY": "ASC"}, select=["CITY"])
    assert found == [{"CITY": "Boston"}, {"CITY": "Kittery"}, {"CITY": "Portsmouth"}]
    assert [row["CITY"] for row in addresses(admin, **mine, **{">TYPE_ID": 1})] == ["Kittery", "Boston"]
    assert [row["CITY"] for row in addresses(admin, **mine, **{"%CITY": "mouth"})] == ["Portsmouth"]
    walked = admin("crm.address.list", filter=mine, order={"TYPE_ID": "desc"}, start=-1)
    assert [row["TYPE_ID"] for row in walked] == ["11", "6", "1"]


def test_rights_are_those_to_the_record_in_the_end(wire: Wire, admin: Api, seller: Api) -> None:
    own, of_others = (requisite(admin, company(admin, ASSIGNED_BY_ID=user)) for user in (3, 1))
    for number in (own, of_others):
        admin("crm.address.add", fields={**key(number), **QUAY})
    everything = {"COMPANY": {"*": "A"}, "CONTACT": {"READ": "X"}, "LEAD": {"READ": "X"}}
    allow(wire, **everything)
    for verb, of_type in (("add", 6), ("update", 1), ("delete", 1)):
        answer = seller.send(f"crm.address.{verb}", fields={**key(of_others, of_type=of_type), "CITY": "X"})
        assert answer.error == (400, "", "Access denied.")
        assert seller(f"crm.address.{verb}", fields={**key(own, of_type=of_type), "CITY": "X"}) is True
    mine = {"ENTITY_TYPE_ID": REQUISITE, "@ENTITY_ID": [own, of_others]}
    assert [row["ENTITY_ID"] for row in addresses(seller, **mine)] == [str(own)]
    assert [row["CITY"] for row in addresses(admin, ENTITY_TYPE_ID=REQUISITE, ENTITY_ID=of_others)] == ["Portsmouth"]


@pytest.mark.parametrize("missing", ["COMPANY", "CONTACT", "LEAD"])
def test_lists_take_the_right_to_read_all_three(wire: Wire, seller: Api, missing: str) -> None:
    allow(wire, **{name: {"READ": "X"} for name in ("COMPANY", "CONTACT", "LEAD") if name != missing})
    assert seller.send("crm.address.list", filter={"ENTITY_TYPE_ID": REQUISITE}).error == (400, "", "Access denied.")
    assert seller("crm.address.fields")["TYPE_ID"]["isImmutable"] is True
