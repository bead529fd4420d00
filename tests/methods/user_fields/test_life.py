"""User fields over time: who is told of them, and that they are kept with their portal."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import text

from homeport.domain.demo.plan import DELIVERY
from homeport.domain.integrity import broken
from homeport.portals import lifecycle, saved
from homeport.portals.folder import DEFAULT
from homeport.store import Query
from tests.apps import app_of
from tests.conftest import Api, Wire
from tests.methods.user_fields.test_defining import KINDS, STRING, a_field, the_field


@pytest.mark.parametrize("kind", KINDS)
def test_applications_are_told_of_fields(wire: Wire, kind: str) -> None:
    app = app_of(wire, 1, "crm")
    noun = f"ONCRM{kind.upper()}USERFIELD"
    for verb in ("ADD", "UPDATE", "DELETE", "SETENUMVALUES"):
        app("event.bind", event=f"{noun}{verb}", event_type="offline")

    def told() -> list[tuple[str, Any]]:
        events = app("event.offline.get", clear=1)["events"]
        return [(event["EVENT_NAME"].removeprefix(noun), event["EVENT_DATA"]["FIELDS"]) for event in events]

    number = a_field(app, kind)
    fields = {"ID": number, "ENTITY_ID": f"CRM_{kind.upper()}", "FIELD_NAME": "UF_CRM_NOTE"}
    assert told() == [("ADD", fields)]
    app(f"crm.{kind}.userfield.update", id=number, fields={"SORT": 5})
    assert told() == [("UPDATE", fields)]
    app(f"crm.{kind}.userfield.delete", id=number)
    assert told() == [("DELETE", fields)]
    number = a_field(app, kind, USER_TYPE_ID="enumeration", LIST=[{"VALUE": "Red"}])
    assert sorted(verb for verb, _ in told()) == ["ADD", "SETENUMVALUES"]
    item = the_field(app, number, kind)["LIST"][0]["ID"]
    app(f"crm.{kind}.userfield.update", id=number, fields={"LIST": [{"ID": item, "DEL": "Y"}]})
    assert [verb for verb, _ in told()] == ["SETENUMVALUES"]


def test_fields_are_restored_with_their_portal(wire: Wire, admin: Api) -> None:
    a_field(admin, FIELD_NAME="T")
    a_field(admin, FIELD_NAME="L", USER_TYPE_ID="integer", MULTIPLE="Y")
    deal = admin("crm.deal.add", fields={"UF_CRM_T": "kept", "UF_CRM_L": [1, 2]})
    before = admin("crm.deal.get", id=deal)
    saved.save_snapshot(wire.folder, DEFAULT, "with-fields")
    for field in admin("crm.deal.userfield.list"):
        admin("crm.deal.userfield.delete", id=field["ID"])
    a_field(admin, FIELD_NAME="OTHER", USER_TYPE_ID="double")
    admin("crm.deal.update", id=deal, fields={"UF_CRM_OTHER": 1.5})
    lifecycle.restore(wire.folder, DEFAULT, "with-fields")
    assert admin("crm.deal.get", id=deal) == before
    assert admin("crm.deal.list", filter={"UF_CRM_T": "kept", "UF_CRM_L": 2}, select=["ID"]) == [{"ID": str(deal)}]
    a_field(admin, FIELD_NAME="OTHER", USER_TYPE_ID="double")
    admin("crm.deal.update", id=deal, fields={"UF_CRM_OTHER": 2.5})
    assert admin("crm.deal.get", id=deal)["UF_CRM_OTHER"] == "2.5"


def test_a_field_is_seen_by_every_call_after_the_one_that_made_it(wire: Wire, admin: Api) -> None:
    for number in range(3):
        made = a_field(admin, FIELD_NAME=f"F{number}")
        name = f"UF_CRM_F{number}"
        for method in ("crm.deal.fields", "crm.deal.get"):
            assert name in admin(method, id=1)
        assert name in admin("crm.deal.list", start=-1)[0]
        admin("crm.deal.userfield.delete", id=made)
        assert name not in admin("crm.deal.fields")
        assert name not in admin("crm.deal.list", start=-1)[0]


def test_calls_at_once_that_make_delete_and_write_a_field_end_well(wire: Wire, admin: Api) -> None:
    number = a_field(admin)

    def request(method: str, **params: Any) -> dict[str, Any]:
        return {"path": admin.base + method, "body": json.dumps(params).encode()}

    writing = [request("crm.deal.update", id=1, fields={"UF_CRM_NOTE": f"note {each}"}) for each in range(10)]
    reading = [request("crm.deal.list", filter={"UF_CRM_NOTE": "x"}, select=["UF_*"]) for _ in range(10)]
    changing = [
        request("crm.deal.userfield.delete", id=number),
        request("crm.deal.userfield.add", fields={**STRING, "FIELD_NAME": "OTHER"}),
    ]
    answers = wire.send_together([*writing[:5], *reading[:5], *changing, *writing[5:], *reading[5:]])
    assert {answer.status for answer in answers} == {200}
    assert admin("crm.deal.get", id=1)["UF_CRM_OTHER"] == ""


def test_items_of_smart_processes_share_columns_and_no_values(wire: Wire, admin: Api) -> None:
    made = admin("crm.type.add", fields={"title": "Repair"})["type"]
    repair = made["entityTypeId"]
    item = admin("crm.item.add", entityTypeId=repair, fields={"title": "Hull"})["item"]["id"]
    assert "ufCrmNote" not in admin("crm.item.fields", entityTypeId=repair)["fields"]
    assert admin("crm.item.get", entityTypeId=DELIVERY, id=item)["item"]["entityTypeId"] == DELIVERY
    admin("crm.item.delete", entityTypeId=repair, id=item)
    assert admin("crm.type.delete", id=made["id"]) in (None, [], True)
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []


def test_a_record_that_others_are_merged_into_gets_values_that_it_lacks(admin: Api) -> None:
    a_field(admin, "contact", FIELD_NAME="T")
    a_field(admin, "contact", FIELD_NAME="L", USER_TYPE_ID="integer", MULTIPLE="Y")
    first = admin("crm.contact.add", fields={"NAME": "Ann"})
    second = admin("crm.contact.add", fields={"LAST_NAME": "Moor", "UF_CRM_T": "one", "UF_CRM_L": [1, 2]})
    third = admin("crm.contact.add", fields={"UF_CRM_T": "other"})
    merge = "crm.entity.mergeBatch"
    assert admin(merge, params={"entityTypeId": 3, "entityIds": [second, third]})["STATUS"] == "CONFLICT"
    assert admin(merge, params={"entityTypeId": 3, "entityIds": [first, second]})["STATUS"] == "SUCCESS"
    found = admin("crm.contact.list", filter={"UF_CRM_L": 2, "UF_CRM_T": "one"}, select=["UF_*"])
    assert found == [{"ID": str(first), "UF_CRM_T": "one", "UF_CRM_L": [1, 2]}]


_INDEXES = {
    False: "SELECT name FROM sqlite_master WHERE type = 'index'",
    True: "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()",
}


def orders(wire: Wire) -> set[str]:
    """The indexes by which records are listed in the order of user fields."""
    query = Query(text(_INDEXES[wire.folder.database is not None]))
    names = wire.portal.store.write_now(lambda tx: {row[0] for row in tx.all(query)})
    return {name for name in names if re.fullmatch(r"\w+_uf_[a-z]\d+_order", name)}


@pytest.mark.parametrize("kind", ["integer", "double", "date", "datetime"])
def test_records_are_listed_by_an_index_of_a_field_that_is_offered_in_filters(
    wire: Wire, admin: Api, kind: str
) -> None:
    number = a_field(admin, USER_TYPE_ID=kind)
    assert orders(wire) == set()
    admin("crm.deal.userfield.update", id=number, fields={"SHOW_FILTER": "Y"})
    assert len(orders(wire)) == 1
    admin("crm.deal.userfield.update", id=number, fields={"SHOW_FILTER": "I", "SORT": 7})
    assert len(orders(wire)) == 1
    admin("crm.deal.userfield.update", id=number, fields={"SHOW_FILTER": "N"})
    assert orders(wire) == set()
    a_field(admin, FIELD_NAME="OTHER", USER_TYPE_ID=kind, SHOW_FILTER="S")
    other = admin("crm.deal.userfield.list", filter={"FIELD_NAME": "UF_CRM_OTHER"})[0]["ID"]
    assert len(orders(wire)) == 1
    admin("crm.deal.userfield.delete", id=other)
    assert orders(wire) == set()


def test_fields_of_texts_and_of_several_values_have_no_such_index(wire: Wire, admin: Api) -> None:
    a_field(admin, SHOW_FILTER="Y")
    a_field(admin, FIELD_NAME="MANY", USER_TYPE_ID="integer", MULTIPLE="Y", SHOW_FILTER="Y")
    a_field(admin, FIELD_NAME="WHO", USER_TYPE_ID="employee", SHOW_FILTER="Y")
    assert orders(wire) == set()


def test_types_that_share_a_table_share_its_index(wire: Wire, admin: Api) -> None:
    repair = admin("crm.type.add", fields={"title": "Repair", "entityTypeId": 1030})["type"]["id"]
    for entity in ("CRM_1", f"CRM_{repair}"):
        field = {"entityId": entity, "fieldName": f"UF_{entity}_DRAFT", "userTypeId": "double", "showFilter": "Y"}
        made = admin("userfieldconfig.add", moduleId="crm", field=field)["field"]
    assert len(orders(wire)) == 1
    admin("userfieldconfig.delete", moduleId="crm", id=made["id"])
    assert len(orders(wire)) == 1
    items = admin("crm.item.list", entityTypeId=130, order={"ufCrm1Draft": "DESC"}, select=["id"])["items"]
    assert len(items) == len({item["id"] for item in items}) > 0


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
def test_a_list_in_its_order_goes_along_the_index(wire: Wire, admin: Api, in_files: None, direction: str) -> None:
    a_field(admin, FIELD_NAME="DRAFT", USER_TYPE_ID="double", SHOW_FILTER="Y")
    statement = f'SELECT "ID" FROM crm_deal ORDER BY "UF_R1" {direction}, "ID" LIMIT 50'
    with wire.portal.store.snapshot() as tx:
        steps = tx.plan(statement, {})
    assert "crm_deal_uf_r1_order" in steps[0]
