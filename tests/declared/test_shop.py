"""The shop of the documentation is there as its file says, on an empty portal, as its integration finds it."""

from pathlib import Path

import pytest

from homeport.testing.portal import LocalPortal

SHOP = Path(__file__).parents[2] / "docs" / "shop.toml"

pytestmark = pytest.mark.homeport("empty")


def test_an_integration_finds_the_deal_of_the_file_by_its_id(portal: LocalPortal) -> None:
    outcome = portal.apply(SHOP)
    assert len(outcome.changes) == outcome.declared
    assert portal.apply(SHOP).changes == ()
    call = portal.webhook(user=12).call
    order = call("crm.deal.get", id=27)
    assert (order["STAGE_ID"], order["STAGE_SEMANTIC_ID"], order["SOURCE_ID"]) == ("C20:PAID", "P", "SHOP")
    assert (order["CONTACT_ID"], order["COMPANY_ID"], order["ASSIGNED_BY_ID"]) == ("8", "5", "12")
    assert (order["UF_CRM_ORDER_NUMBER"], float(order["OPPORTUNITY"])) == ("1042", 255.6)
    delivery = call("crm.deal.fields")["UF_CRM_DELIVERY"]["items"]
    assert [each["VALUE"] for each in delivery if each["ID"] == order["UF_CRM_DELIVERY"]] == ["By post"]
    rows = call("crm.deal.productrows.get", id=27)
    assert [(row["PRODUCT_NAME"], row["QUANTITY"], row["MEASURE_NAME"]) for row in rows] == [
        ("Mooring line, 14 mm", 60, "m"),
        ("Shackle", 4, "pcs"),
    ]
    stages = call("crm.status.list", filter={"ENTITY_ID": "DEAL_STAGE_20"}, order={"SORT": "ASC"})
    assert [stage["STATUS_ID"] for stage in stages][-2:] == ["C20:LOSE", "C20:RETURNED"]
    assert len(call("crm.activity.list", filter={"OWNER_TYPE_ID": 2, "OWNER_ID": 27})) == 1
    assert call("crm.deal.add", fields={"TITLE": "The next order"}) == 28
    assert call("crm.contact.add", fields={"NAME": "Somebody"}) == 10
