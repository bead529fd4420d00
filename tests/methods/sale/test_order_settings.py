"""What orders are described with: ``sale.persontype``, ``sale.status``, ``sale.statusLang``, ``sale.propertygroup``,
``sale.propertyvariant``, ``sale.propertyRelation``, ``sale.businessValuePersonDomain``, and the sources of orders,
``sale.tradePlatform`` and ``sale.tradeBinding``."""

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire

READ, WRITE = (400, "200040300010"), (400, "200040300020")


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "sale")


def test_a_new_portal_has_payers_statuses_and_sources(admin: AppApi) -> None:
    payers = admin("sale.persontype.list", select=["id", "name", "code", "sort"])["personTypes"]
    assert payers == [
        {"id": 3, "name": "Individual", "code": "CRM_CONTACT", "sort": "100"},
        {"id": 4, "name": "Legal entity", "code": "CRM_COMPANY", "sort": "110"},
    ]
    domains = admin("sale.businessValuePersonDomain.list")["businessValuePersonDomains"]
    assert domains == [{"domain": "I", "personTypeId": 3}, {"domain": "E", "personTypeId": 4}]
    kinds = {row["id"]: row["type"] for row in admin("sale.status.list")["statuses"]}
    assert kinds == {"N": "O", "P": "O", "S": "O", "F": "O", "D": "O", "DN": "D", "DF": "D", "DD": "D"}
    assert admin.send("sale.statusLang.getListLangs").json["total"] == 18
    langs = admin("sale.statusLang.getListLangs")["langs"]
    assert {"active": "Y", "lid": "ja", "name": "日本語"} in langs
    assert "smart_invoice" in [row["code"] for row in admin("sale.tradePlatform.list")["tradePlatforms"]]
    assert admin("sale.tradePlatform.getFields")["tradePlatform"]["catalogSectionTabClassName"]["type"] == "string"
    assert admin("sale.tradeBinding.getFields")["tradeBinding"]["externalOrderId"]["isImmutable"] is True


def test_the_store_is_set_up_by_administrators_and_its_sources_are_seen_by_readers(admin: AppApi) -> None:
    seller = admin.as_user(3)
    for prefix in ("persontype", "status", "statusLang", "propertygroup", "propertyRelation"):
        assert seller.refused(f"sale.{prefix}.list") == READ
        assert seller.refused(f"sale.{prefix}.add", fields={}) == WRITE
    for name in ("sale.statusLang.getListLangs", "sale.persontype.getFields", "sale.status.getfields"):
        assert seller.refused(name) == READ
    assert seller.refused("sale.propertyRelation.deleteByFilter", fields={}) == READ
    assert seller.refused("sale.statusLang.deleteByFilter", fields={}) == READ
    assert seller.refused("sale.businessValuePersonDomain.deleteByFilter", fields={}) == WRITE
    assert seller("sale.tradePlatform.list")["tradePlatforms"]


def test_codes_of_payers_are_unique_and_those_of_the_crm_stay(admin: AppApi) -> None:
    club = admin("sale.persontype.add", fields={"name": "Club", "code": "CLUB"})["personType"]
    assert (club["sort"], club["active"]) == ("150", "Y")
    assert admin.refused("sale.persontype.add", fields={"name": "B", "code": "CLUB"}) == (400, "200750000005")
    other = admin("sale.persontype.add", fields={"name": "Other"})["personType"]["id"]
    taken = {"name": "Other", "code": "CLUB"}
    assert admin.refused("sale.persontype.update", id=other, fields=taken) == (400, "200750000007")
    answer = admin.send("sale.persontype.update", id=other, fields={"sort": 5})
    assert answer.error == (400, "0", "Required fields: name")
    assert admin.refused("sale.persontype.delete", id=3) == (400, "200750000003")
    assert admin.refused("sale.persontype.get", id=1) == (400, "200740400001")  # of invoices
    group = admin("sale.propertygroup.add", fields={"personTypeId": other, "name": "Data"})["propertyGroup"]["id"]
    fields = {"personTypeId": other, "propsGroupId": group, "name": "Berth", "type": "STRING"}
    made = admin("sale.property.add", fields=fields)["property"]["id"]
    admin("sale.businessValuePersonDomain.add", fields={"personTypeId": other, "domain": "E"})
    assert admin("sale.persontype.delete", id=other) is True
    assert admin.refused("sale.propertygroup.get", id=group) == (400, "200940400001")
    assert admin.refused("sale.property.get", id=made) == (400, "200840400001")
    left = admin("sale.businessValuePersonDomain.list", filter={"personTypeId": other})
    assert left == {"businessValuePersonDomains": []}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"id": "N", "type": "O"}, "201350000001"),
        ({"id": "ABC", "type": "O"}, "201350000005"),
        ({"id": "", "type": "O"}, "201350000004"),
        ({"id": "AB", "type": "X"}, "201350000003"),
        ({"id": "AB", "type": ""}, "201350000003"),
        ({"id": "AB"}, "0"),
    ],
)
def test_a_status_has_an_id_of_its_own_and_is_of_orders_or_deliveries(
    admin: AppApi, fields: dict[str, str], code: str
) -> None:
    assert admin.refused("sale.status.add", fields=fields) == (400, code)


def test_system_statuses_stay_what_they_are(admin: AppApi) -> None:
    for number in ("N", "F", "DN", "DF"):
        assert admin.refused("sale.status.delete", id=number) == (400, "201350000002")
        kind = "D" if len(number) == 1 else "O"
        assert admin.refused("sale.status.update", id=number, fields={"type": kind}) == (400, "201350000006")
    assert admin.refused("sale.status.get", id="XX") == (400, "201340400001")
    assert admin.send("sale.status.update", id="S", fields={"sort": 1}).error[2] == "Required fields: type"
    assert admin("sale.status.update", id="S", fields={"type": "D"})["status"]["type"] == "D"


def test_a_status_is_called_once_in_each_language_until_it_is_deleted(admin: AppApi) -> None:
    admin("sale.status.add", fields={"id": "RD", "type": "O"})
    german = {"statusId": "RD", "lid": "de", "name": "Zurück", "description": "Defekt"}
    assert admin("sale.statusLang.add", fields=german) == {"statusLang": german}
    assert admin.refused("sale.statusLang.add", fields=german) == (400, "201750000003")
    assert admin.refused("sale.statusLang.add", fields={**german, "lid": "xx"}) == (400, "201750000004")
    gone = "sale.statusLang.deleteByFilter"
    assert admin.send(gone, fields={"statusId": "RD", "lid": "de"}).error == (400, "0", "Required fields: name")
    assert admin.refused(gone, fields={**german, "lid": "xx"}) == (400, "201750000004")
    assert admin.refused(gone, fields={**german, "lid": "fr"}) == (400, "201740400001")
    assert admin("sale.statusLang.list", filter={"statusId": "RD"}) == {"statusLangs": [german]}
    assert admin("sale.status.delete", id="RD") is True
    assert admin("sale.statusLang.list", filter={"statusId": "RD"}) == {"statusLangs": []}
    assert admin(gone, fields={"statusId": "S", "lid": "en", "name": "whatever"}) is True


def test_a_group_stays_with_its_payers(admin: AppApi) -> None:
    assert admin.refused("sale.propertygroup.add", fields={"personTypeId": 3, "name": ""}) == (400, "200950000006")
    assert admin.refused("sale.propertygroup.add", fields={"personTypeId": 3}) == (400, "0")
    assert admin.refused("sale.propertygroup.add", fields={"personTypeId": 1, "name": "A"}) == (400, "0")
    changed = {"name": "Persons", "personTypeId": 4}
    assert admin("sale.propertygroup.update", id=1, fields=changed)["propertyGroup"]["personTypeId"] == 3
    assert admin.refused("sale.propertygroup.update", id=1, fields={"name": "A"}) == (400, "0")
    assert admin.refused("sale.propertygroup.update", id=1, fields={**changed, "name": ""}) == (400, "200950000008")
    mine = admin("sale.property.list", filter={"propsGroupId": 1}, select=["id"])["properties"]
    assert len(mine) == 3
    assert admin("sale.propertygroup.delete", id=1) is True
    assert admin("sale.property.list", filter={"propsGroupId": 1})["properties"] == []


def test_a_filter_by_a_value_finds_rows_without_one_too(admin: AppApi) -> None:
    admin("sale.persontype.add", fields={"name": "Club", "code": "CLUB"})
    admin("sale.persontype.add", fields={"name": "Uncoded"})
    found = admin("sale.persontype.list", filter={"+code": "CLUB"}, select=["name"])["personTypes"]
    assert found == [{"name": "Club"}, {"name": "Uncoded"}]
    several = admin("sale.persontype.list", filter={"+code": ["CLUB", "CRM_COMPANY"]}, select=["name"])["personTypes"]
    assert [row["name"] for row in several] == ["Legal entity", "Club", "Uncoded"]


def test_variants_are_of_properties_with_a_list(admin: AppApi) -> None:
    red = {"name": "Red", "value": "red"}
    for number in (1, 999):  # a text, and none
        given = {**red, "orderPropsId": number}
        assert admin.refused("sale.propertyvariant.add", fields=given) == (400, "201550000003")
    fields = {"personTypeId": 3, "propsGroupId": 1, "name": "Colour", "type": "ENUM"}
    colour = admin("sale.property.add", fields=fields)["property"]["id"]
    red["orderPropsId"] = colour
    assert admin.refused("sale.propertyvariant.add", fields={**red, "value": ""}) == (400, "ERROR_NO_VALUE")
    assert admin.refused("sale.propertyvariant.add", fields={**red, "name": ""}) == (400, "ERROR_NO_NAME")
    made = admin("sale.propertyvariant.add", fields=red)["propertyVariant"]["id"]
    assert admin.refused("sale.propertyvariant.update", id=made, fields={"value": "r"}) == (400, "0")
    assert admin("sale.property.delete", id=colour) is True
    assert admin.refused("sale.propertyvariant.get", id=made) == (400, "201540400001")


def test_a_property_is_related_once_to_an_object(admin: AppApi) -> None:
    relation = {"entityId": 6, "entityType": "D", "propertyId": 4}
    assert admin("sale.propertyRelation.add", fields=relation) == {"propertyRelation": relation}
    assert admin.refused("sale.propertyRelation.add", fields=relation) == (400, "201650000001")
    assert admin.refused("sale.propertyRelation.add", fields={**relation, "propertyId": 99}) == (400, "201650000002")
    assert admin.refused("sale.propertyRelation.add", fields={**relation, "entityType": "X"}) == (400, "0")
    missing = admin.send("sale.propertyRelation.add", fields={"entityType": "D", "propertyId": 4})
    assert missing.error == (400, "0", "Required fields: entityId")
    assert admin("sale.propertyRelation.deleteByFilter", fields=relation) is True
    assert admin.refused("sale.propertyRelation.deleteByFilter", fields=relation) == (400, "201640400004")
    assert admin.refused("sale.propertyRelation.deleteByFilter", fields={"entityId": 6}) == (400, "0")


def test_payers_are_persons_or_companies_and_only_one_of_both(admin: AppApi) -> None:
    add, gone = "sale.businessValuePersonDomain.add", "sale.businessValuePersonDomain.deleteByFilter"
    assert admin.refused(add, fields={"personTypeId": 3, "domain": "E"}) == (400, "201250000001")
    assert admin.refused(add, fields={"personTypeId": 99, "domain": "E"}) == (400, "201240400002")
    assert admin.refused(gone, fields={"domain": "I"}) == (400, "201450000002")
    assert admin.refused(gone, fields={"personTypeId": 3}) == (400, "201450000003")
    assert admin.refused(gone, fields={"personTypeId": 3, "domain": "E"}) == (400, "201440400003")
    assert admin(gone, fields={"personTypeId": 3, "domain": "I"}) is True
    assert admin(add, fields={"personTypeId": 3, "domain": "E"}) == {
        "businessValuePersonDomain": {"domain": "E", "personTypeId": 3}
    }
