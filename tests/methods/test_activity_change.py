"""``crm.activity.update`` and ``delete``, as their pages describe them."""

from typing import Any

import pytest

from tests.conftest import Api
from tests.methods.test_activity import CONTACT, DEAL, MEETING, a_call, a_deal, bound, communications, text_of


def test_an_update_changes_only_what_is_given(admin: Api, seller: Api) -> None:
    call = a_call(admin, a_deal(admin, ASSIGNED_BY_ID=3), DESCRIPTION="Before")
    before = admin("crm.activity.get", id=call)
    assert seller("crm.activity.update", id=call, fields={"SUBJECT": "Called"}) is True
    after = admin("crm.activity.get", id=call)
    assert after | {"LAST_UPDATED": ""} == before | {"SUBJECT": "Called", "EDITOR_ID": "3", "LAST_UPDATED": ""}


def test_owner_and_type_stay_as_they_are(admin: Api) -> None:
    deal = a_deal(admin)
    call = a_call(admin, deal)
    admin("crm.activity.update", id=call, fields={"OWNER_ID": a_deal(admin), "TYPE_ID": MEETING, "AUTHOR_ID": 3})
    answer = admin("crm.activity.get", id=call)
    assert (answer["OWNER_ID"], answer["TYPE_ID"], answer["AUTHOR_ID"]) == (str(deal), "2", "1")


@pytest.mark.parametrize(
    ("given", "completed", "status"),
    [
        ({"COMPLETED": "Y"}, "Y", "2"),
        ({"STATUS": 2}, "Y", "2"),
        ({"STATUS": 3}, "Y", "3"),
        ({"COMPLETED": "Y", "STATUS": 3}, "Y", "3"),
        ({"COMPLETED": "N", "STATUS": 2}, "N", "1"),
        ({"COMPLETED": "Y", "STATUS": 1}, "Y", "2"),
    ],
)
def test_completed_and_status_agree(admin: Api, given: dict[str, Any], completed: str, status: str) -> None:
    deal = a_deal(admin)
    added = a_call(admin, deal, **given)
    changed = a_call(admin, deal)
    admin("crm.activity.update", id=changed, fields=given)
    for activity in (added, changed):
        answer = admin("crm.activity.get", id=activity)
        assert (answer["COMPLETED"], answer["STATUS"]) == (completed, status)
    admin("crm.activity.update", id=changed, fields={"COMPLETED": "N"})
    assert admin("crm.activity.get", id=changed)["STATUS"] == "1"


def test_a_moved_call_has_a_new_deadline(admin: Api) -> None:
    call = a_call(admin, a_deal(admin))
    admin("crm.activity.update", id=call, fields={"START_TIME": "2026-09-01T09:00:00Z"})
    assert admin("crm.activity.get", id=call)["DEADLINE"] == "2026-09-01T09:00:00+00:00"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"SUBJECT": " "}, "The field SUBJECT is not defined or empty"),
        ({"RESPONSIBLE_ID": ""}, "The field RESPONSIBLE_ID is not defined or invalid"),
        ({"TYPE_ID": 77}, "The field TYPE_ID is not defined or invalid"),
        ({"COMMUNICATIONS": []}, "The field COMMUNICATIONS is not defined or invalid"),
        (
            {"COMMUNICATIONS": [{"VALUE": "1"}, {"VALUE": "2"}]},
            "The only one communication is allowed for activity of specified type",
        ),
        (
            {"COMMUNICATIONS": [{"VALUE": "1", "ENTITY_ID": 10**9, "ENTITY_TYPE_ID": 3}]},
            "Could not find 'CONTACT' with ID: 1000000000",
        ),
        (
            {"PROVIDER_ID": "CONFIGURABLE_REST_APP"},
            "Use crm.activity.configurable.update for this activity provider",
        ),
        ({"PROVIDER_ID": "REST_APP"}, "Application context required"),
    ],
)
def test_an_unfit_update_is_refused_and_changes_nothing(admin: Api, fields: dict[str, Any], text: str) -> None:
    call = a_call(admin, a_deal(admin))
    before = admin("crm.activity.get", id=call)
    assert text_of(admin, "crm.activity.update", id=call, fields={"DESCRIPTION": "New", **fields}) == text
    assert admin("crm.activity.get", id=call) == before


def test_new_communications_replace_the_old_and_add_bindings(admin: Api) -> None:
    deal = a_deal(admin)
    contact = admin("crm.contact.add", fields={"NAME": "Greta"})
    call = a_call(admin, deal)
    talks = [{"VALUE": "2", "ENTITY_TYPE_ID": CONTACT, "ENTITY_ID": contact}]
    admin("crm.activity.update", id=call, fields={"COMMUNICATIONS": talks})
    assert [each["VALUE"] for each in communications(admin, call)] == ["2"]
    assert bound(admin, call) == [(DEAL, deal), (CONTACT, contact)]


def test_whoever_may_only_read_neither_changes_nor_deletes(admin: Api, seller: Api) -> None:
    call = a_call(admin, a_deal(admin, ASSIGNED_BY_ID=1, OPENED="Y"))
    assert seller("crm.activity.get", id=call)["ID"] == str(call)
    assert text_of(seller, "crm.activity.update", id=call, fields={"SUBJECT": "Mine"}) == "Access denied."
    assert text_of(seller, "crm.activity.delete", id=call) == "Access denied."
    assert text_of(seller, "crm.activity.update", id=10**9, fields={}) == "Activity is not found"


def test_a_deleted_activity_is_gone_and_its_id_is_not_given_again(admin: Api) -> None:
    deal = a_deal(admin)
    call = a_call(admin, deal)
    assert admin("crm.activity.delete", id=call) is True
    assert text_of(admin, "crm.activity.get", id=call) == "Activity is not found"
    assert text_of(admin, "crm.activity.delete", id=call) == "Activity is not found"
    assert admin.refused("crm.activity.binding.list", activityId=call) == (400, "NOT_FOUND")
    assert a_call(admin, deal) == call + 1
