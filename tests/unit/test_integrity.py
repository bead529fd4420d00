"""The rules that hold in every portal: each is noticed when broken, and none is broken by what the product does."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from homeport.domain import integrity
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import files
from tests.conftest import Api

BREAKING = {
    "Bindings of activities that do not exist: 7": "DELETE FROM crm_activity WHERE ID = 7",
    "Activities that are bound to nothing: 7": "DELETE FROM crm_activity_binding WHERE ACTIVITY_ID = 7",
    "Activities that are bound to more than 100 records: 3": """
        INSERT INTO crm_activity_binding (ACTIVITY_ID, POSITION, OWNER_TYPE_ID, OWNER_ID)
        SELECT 3, 1000 + ID, 2, ID FROM crm_deal""",
    "Activities that are not bound to their owner: 7": "UPDATE crm_activity SET OWNER_ID = 999 WHERE ID = 7",
    "Activities under the timeline of a deal that does not exist: 1": "DELETE FROM crm_deal WHERE ID = 1",
    "Activities under the timeline of an item that does not exist": "DELETE FROM crm_dynamic_item",
    "Communications of activities that do not exist": """
        UPDATE crm_activity_communication SET ACTIVITY_ID = 9999
        WHERE ID = (SELECT min(ID) FROM crm_activity_communication)""",
    "Phones and addresses of a contact that does not exist": "DELETE FROM crm_contact WHERE ID = 1",
    "Rows of goods of a deal that does not exist: 1": """
        INSERT INTO crm_product_row (ID, OWNER_TYPE_ID, OWNER_ID) VALUES (1, 2, 9999)""",
    "Contacts whose companies do not hold them": "DELETE FROM crm_record_list WHERE ENTITY_TYPE_ID = 4",
    "Companies whose contacts do not hold them": "DELETE FROM crm_record_list WHERE ENTITY_TYPE_ID = 3",
    "Prices of products that do not exist: 3": "DELETE FROM catalog_product WHERE ID = 3",
    "Prices of types that do not exist: 1": "DELETE FROM catalog_price_type WHERE ID = 1",
    "Products in sections that do not exist: 5": "DELETE FROM catalog_section WHERE ID = 5",
    "Sections below ones that do not exist: 1": "DELETE FROM catalog_section WHERE ID = 1",
    "Sections of catalogues that do not exist: 1": "DELETE FROM catalog_catalog WHERE ID = 1",
    "Ratios of products that do not exist: 3": "DELETE FROM catalog_product WHERE ID = 3",
    "Webhooks of users that do not exist: 3": "DELETE FROM portal_user WHERE ID = 3",
}


@pytest.fixture
def path(demo_folder: Path, tmp_path: Path) -> Path:
    """The demo portal's file, this test's own."""
    return Path(shutil.copy(DataFolder(demo_folder).portal_file(DEFAULT), tmp_path / "portal.db"))


@pytest.mark.parametrize("told", BREAKING)
def test_what_breaks_a_rule_is_named(path: Path, told: str) -> None:
    with files.reading(path) as tx:
        assert list(integrity.broken(tx)) == []
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(BREAKING[told])
    with files.reading(path) as tx:
        found = list(integrity.broken(tx))
    assert any(each.startswith(told) for each in found), found


def test_what_the_product_does_breaks_none(admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Short"})
    contact = admin("crm.contact.add", fields={"NAME": "Short", "PHONE": [{"VALUE": "+1 202 555 0101"}]})
    activity = admin(
        "crm.activity.todo.add", ownerTypeId=2, ownerId=deal, deadline="2030-01-01T09:00:00+00:00", title="Short"
    )["id"]
    admin("crm.activity.binding.add", activityId=activity, entityTypeId=3, entityId=contact)
    admin("crm.timeline.comment.add", fields={"ENTITY_ID": deal, "ENTITY_TYPE": "deal", "COMMENT": "Short"})
    for record in (("crm.deal.delete", deal), ("crm.contact.delete", contact), ("crm.deal.delete", 1)):
        admin(record[0], id=record[1])
    admin("crm.item.delete", entityTypeId=130, id=1)
    kind = admin("catalog.priceType.add", fields={"name": "SHORT"})["priceType"]["id"]
    admin("catalog.priceTypeLang.add", fields={"catalogGroupId": kind, "lang": "en", "name": "Short"})
    price = {"catalogGroupId": kind, "price": 1, "currency": "EUR"}
    admin("catalog.price.add", fields={"productId": 1, **price})
    admin("catalog.priceType.delete", id=kind)
    product = admin("crm.product.add", fields={"NAME": "Short", "SECTION_ID": 1, "PRICE": 1})
    admin("crm.product.delete", id=product)
    with admin.wire.portal.store.snapshot() as tx:
        assert list(integrity.broken(tx)) == []
