"""User fields over time: who is told of them, and that they are kept with their portal."""

import json
from typing import Any

import pytest

from homeport.domain.demo.plan import DELIVERY
from homeport.domain.integrity import broken
from homeport.portals import lifecycle, saved
from homeport.portals.folder import DEFAULT
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
