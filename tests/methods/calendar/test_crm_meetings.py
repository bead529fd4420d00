"""Meetings of the CRM in calendars: what ``how-to-add-activity-to-contact.md`` says of them."""

from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire
from tests.tutorials.test_add_activity_to_contact import CALL, a_contact, meeting_with


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "calendar,crm")


def of_calendar(api: Api, user: int) -> list[dict[str, Any]]:
    period = {"from": "2027-05-20", "to": "2027-05-21"}
    found: list[dict[str, Any]] = api("calendar.event.get", type="user", ownerId=user, **period)
    return found


def test_a_meeting_is_an_event_in_the_calendar_of_whoever_is_responsible(admin: Api) -> None:
    contact = a_contact(admin)
    activity = admin("crm.activity.add", fields=meeting_with(contact))
    (found,) = of_calendar(admin, 3)
    assert (found["NAME"], found["DESCRIPTION"]) == ("calendar title", "calendar body")
    assert (found["DATE_FROM_TS_UTC"], found["DT_LENGTH"]) == ("1810810800", 3600)
    assert found["UF_CRM_CAL_EVENT"] == [f"C_{contact['ID']}"]
    assert of_calendar(admin, 1) == []
    changes = {
        "RESPONSIBLE_ID": 4,
        "SUBJECT": "Later",
        "START_TIME": "2027-05-21T14:00:00Z",
        "END_TIME": "2027-05-21T16:00:00Z",
    }
    admin("crm.activity.update", id=activity, fields=changes)
    assert of_calendar(admin, 3) == []
    (moved,) = of_calendar(admin, 4)
    assert (moved["ID"], moved["NAME"], moved["DT_LENGTH"], moved["OWNER_ID"]) == (found["ID"], "Later", 7200, "4")
    admin("crm.activity.delete", id=activity)
    assert of_calendar(admin, 4) == []


def test_nobody_named_it_is_the_calendar_of_the_contacts_responsible(admin: Api) -> None:
    contact = a_contact(admin)
    admin("crm.activity.add", fields=meeting_with(contact, RESPONSIBLE_ID=None, COMPLETED="Y"))
    assert [each["NAME"] for each in of_calendar(admin, 3)] == ["calendar title"]


def test_running_the_scenario_again_makes_another_event(admin: Api) -> None:
    contact = a_contact(admin)
    for _ in range(2):
        admin("crm.activity.add", fields=meeting_with(contact))
    assert len(of_calendar(admin, 3)) == 2


def test_calls_are_in_no_calendar_and_a_deleted_event_stays_away(admin: Api) -> None:
    contact = a_contact(admin)
    admin("crm.activity.add", fields=meeting_with(contact, TYPE_ID=CALL, DIRECTION=2))
    assert of_calendar(admin, 3) == []
    activity = admin("crm.activity.add", fields=meeting_with(contact))
    admin("calendar.event.delete", id=of_calendar(admin, 3)[0]["ID"])
    admin("crm.activity.update", id=activity, fields={"SUBJECT": "Later"})
    assert of_calendar(admin, 3) == []
    admin("crm.activity.delete", id=activity)
