"""Meetings: who takes part, what they answer, who may change them. Resources: how they are booked."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.methods.calendar.test_event import DENIED, LUNCH, OWN, add, days, one


def answers(api: AppApi, number: int) -> dict[int, str]:
    return {each["id"]: each["status"] for each in one(api, number)["ATTENDEE_LIST"]}


def copy_of(api: AppApi, number: int) -> int:
    """The caller's copy of a meeting."""
    listed = api("calendar.event.get", type="user", ownerId=api.user_id, **{"from": "2026-04-20", "to": "2026-04-20"})
    [found] = [int(each["ID"]) for each in listed if each["PARENT_ID"] == str(number)]
    return found


def test_everybody_who_takes_part_has_the_meeting_in_an_own_calendar(admin: AppApi, clara: AppApi) -> None:
    number = add(admin, is_meeting="Y", attendees=[1, 2, 3], meeting={"notify": "Y"}, private_event="Y")
    copy = copy_of(clara, number)
    found = one(clara, copy)
    assert (found["PARENT_ID"], found["OWNER_ID"], found["MEETING_STATUS"]) == (str(number), "3", "Q")
    assert (found["NAME"], found["MEETING_HOST"], found["ATTENDEES_CODES"]) == ("Lunch", "1", ["U1", "U2", "U3"])
    assert found["MEETING"] == {
        "HOST_NAME": found["MEETING"]["HOST_NAME"], "NOTIFY": True, "REINVITE": False, "ALLOW_INVITE": False,
        "HIDE_GUESTS": False, "MEETING_CREATOR": 1, "LANGUAGE_ID": "en", "MAIL_FROM": "",
    }  # fmt: skip
    assert found["MEETING"]["HOST_NAME"]
    assert {"id": 3, "entryId": str(copy), "status": "Q"} in found["ATTENDEE_LIST"]
    assert one(clara, number)["NAME"] == "Lunch"  # who takes part knows it all
    assert one(admin.as_user(4), number)["NAME"] == "Busy"


def test_people_answer_for_themselves(admin: AppApi, clara: AppApi) -> None:
    number = add(admin, is_meeting="Y", attendees=[2, 3])
    assert answers(admin, number) == {1: "H", 2: "Q", 3: "Q"}
    assert clara("calendar.meeting.status.get", eventId=number) == "Q"
    assert clara("calendar.meeting.status.set", eventId=number, status="Y") is True
    assert (
        admin.as_user(2)("calendar.meeting.status.set", eventId=copy_of(admin.as_user(2), number), status="N") is True
    )
    assert answers(admin, number) == {1: "H", 2: "N", 3: "Y"}
    assert admin("calendar.meeting.status.get", eventId=number) == "H"
    assert admin("calendar.meeting.status.set", eventId=number, status="N") is True
    assert answers(admin, number)[1] == "H"
    busy = admin("calendar.accessibility.get", users=[1, 2, 3], **{"from": "2026-04-20", "to": "2026-04-20"})
    assert [len(of) for of in busy.values()] == [1, 0, 1]
    stranger = admin.as_user(4)
    text = "An error occurred while retrieving the status"
    assert stranger.send("calendar.meeting.status.get", eventId=number).error == (400, "", text)
    assert stranger.send("calendar.meeting.status.set", eventId=number, status="Y").error == DENIED


UNSET = 'The required parameter "{}" for the method "calendar.meeting.status.{}" is not set'


@pytest.mark.parametrize(
    ("method", "given", "text"),
    [
        ("set", {"status": "Y"}, UNSET.format("eventId", "set")),
        ("set", {"eventId": 1}, UNSET.format("status", "set")),
        ("set", {"eventId": 1, "status": "H"}, 'Invalid value for the parameter "status"'),
        ("get", {}, UNSET.format("eventId", "get")),
        ("get", {"eventId": 999}, "An error occurred while retrieving the status"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused(admin: AppApi, method: str, given: dict[str, Any], text: str) -> None:
    assert admin.send(f"calendar.meeting.status.{method}", **given).error == (400, "", text)


def test_without_participants_named_the_host_meets_alone(admin: AppApi) -> None:
    assert answers(admin, add(admin, is_meeting="Y")) == {1: "H"}


def test_a_meeting_in_anothers_calendar_is_the_callers(admin: AppApi) -> None:
    number = add(admin, ownerId=2, is_meeting="Y", attendees=[3])
    assert answers(admin, number) == {1: "H", 2: "Q", 3: "Q"}
    assert days(admin, "2026-04-20", "2026-04-20") == ["20.04.2026 12:00:00"]


def test_participants_come_and_go_and_are_asked_again_when_the_meeting_says_so(admin: AppApi, clara: AppApi) -> None:
    number = add(admin, is_meeting="Y", attendees=[2, 3])
    clara("calendar.meeting.status.set", eventId=number, status="Y")
    of = {**OWN, "id": number}
    admin("calendar.event.update", **of, is_meeting="Y", attendees=[3, 4])
    assert answers(admin, number) == {1: "H", 3: "Y", 4: "Q"}
    admin("calendar.event.update", **of, name="Dinner", attendees=[2])
    assert answers(admin, number) == {1: "H", 3: "Y", 4: "Q"}
    assert one(clara, copy_of(clara, number))["NAME"] == "Dinner"
    admin("calendar.event.update", **of, meeting={"reinvite": "true"})
    assert answers(admin, number) == {1: "H", 3: "Q", 4: "Q"}
    admin("calendar.event.update", **of, is_meeting="Y")
    assert answers(admin, number) == {1: "H"}
    admin("calendar.event.update", **of, is_meeting="N")
    assert (one(admin, number)["IS_MEETING"], answers(admin, number)) == (False, {})


def test_others_change_a_meeting_by_naming_its_host(admin: AppApi, clara: AppApi) -> None:
    number = add(clara, ownerId=3, is_meeting="Y", attendees=[1, 2])
    of = {"type": "user", "ownerId": 3, "id": number, "name": "Dinner"}
    assert admin.send("calendar.event.update", **of).error == DENIED
    assert admin.send("calendar.event.update", **of, host=1).error == DENIED
    assert admin("calendar.event.update", **of, host=3) == number
    copy = copy_of(admin, number)
    assert admin.send("calendar.event.update", **OWN, id=copy, name="Mine", host=3).error == DENIED
    assert admin("calendar.event.delete", id=copy) is True
    assert answers(clara, number) == {2: "Q", 3: "H"}
    clara("calendar.event.delete", id=number)
    assert days(admin.as_user(2), "2026-04-20", "2026-04-20", ownerId=2) == []


def test_guests_may_be_hidden_from_each_other(admin: AppApi, clara: AppApi) -> None:
    number = add(admin, is_meeting="Y", attendees=[2, 3, 4], meeting={"hide_guests": "Y"})
    assert answers(clara, number) == {1: "H", 3: "Q"}
    assert set(answers(admin, number)) == {1, 2, 3, 4}


def test_a_groups_meeting_is_its_members_and_in_the_calendars_of_all_invited(admin: AppApi, clara: AppApi) -> None:
    group = admin.as_user(2)("sonet_group.create", NAME="Garden")
    number = add(admin.as_user(2), type="group", ownerId=group, is_meeting="Y", attendees=[3])
    assert answers(admin, number) == {2: "H", 3: "Q"}
    assert one(clara, copy_of(clara, number))["NAME"] == "Lunch"
    assert clara.send("calendar.event.getbyid", id=number).error == DENIED
    admin("sonet_group.delete", GROUP_ID=group)
    assert days(clara, "2026-04-20", "2026-04-20", ownerId=3) == []


def test_resources_are_booked_by_events_in_them(admin: AppApi, clara: AppApi) -> None:
    boat, car = (admin("calendar.resource.add", name=name) for name in ("Boat", "Car"))
    of = {"type": "resource", "ownerId": 0}
    number = clara("calendar.event.add", **LUNCH, **of, section=boat)
    other = admin("calendar.event.add", **LUNCH, **of, section=car)

    def booked(**asked: Any) -> list[str]:
        return [each["ID"] for each in admin.as_user(2)("calendar.resource.booking.list", filter=asked)]

    period = {"from": "2026-04-20", "to": "2026-04-20"}
    assert booked(resourceTypeIdList=[boat], **period) == [str(number)]
    assert booked(resourceTypeIdList=[boat, car], **period) == [str(number), str(other)]
    assert booked(resourceTypeIdList=[boat], **{"from": "2026-04-21", "to": "2026-04-22"}) == []
    assert booked(resourceIdList=[other, 999]) == [str(other)]
    found = admin("calendar.resource.booking.list", filter={"resourceIdList": [number]})[0]
    assert (found["EVENT_TYPE"], found["RESOURCE_BOOKING_ID"], found["SECTION_ID"]) == (
        "#resourcebooking#", str(number), str(boat),
    )  # fmt: skip
    section = admin("calendar.section.add", **OWN, name="Trips")
    assert admin.send("calendar.event.add", **LUNCH, **of, section=section).error[2].startswith("You specified")
    assert admin.as_user(2).send("calendar.event.delete", id=number).error[0] == 400
    refused = admin.send("calendar.resource.booking.list", filter=period).error
    assert refused[2].startswith("The required parameter \"filter['resourceTypeIdList']\" is not set for the method")
    admin("calendar.resource.delete", resourceId=boat)
    assert booked(resourceIdList=[number]) == []
