"""``calendar.event.*``: events, when they are, who sees them."""

from typing import Any

import pytest

from homeport.domain.portal.tables import USER
from tests.apps import AppApi
from tests.conftest import Wire

NOON = 1_776_254_400.0
"""12:00 UTC on 15 April 2026, a Wednesday."""

DENIED = (400, "", "Access denied")
NO_OWNER = 'The required parameter "ownerId" for the method "calendar.event.add" is not set'
NO_SECTION = "You specified an invalid calendar section ID or the user does not have access to it"
FAILED = (400, "", "An error occurred while creating the event")
OWN = {"type": "user", "ownerId": 1}
LUNCH = {"name": "Lunch", "from": "2026-04-20T12:00:00+00:00", "to": "2026-04-20T13:00:00+00:00"}


def add(api: AppApi, **said: Any) -> int:
    number: int = api("calendar.event.add", **{**OWN, **LUNCH, **said})
    return number


def one(api: AppApi, number: int) -> dict[str, Any]:
    found: dict[str, Any] = api("calendar.event.getbyid", id=number)
    return found


def days(api: AppApi, first: str, last: str, **of: Any) -> list[str]:
    """When the events of some days begin."""
    found = api("calendar.event.get", **{**OWN, **of, "from": first, "to": last})
    return [each["DATE_FROM"] for each in found]


def test_an_event_is_as_it_was_given(wire: Wire, admin: AppApi) -> None:
    wire.freeze(NOON)
    number = add(
        admin, description="Soup", location="Garden", color="#9cbe1c", text_color="#283033", accessibility="quest",
        importance="high", remind=[{"type": "min", "count": "20"}, {"type": "day", "count": 1}],
        crm_fields=["C_1", "D_2"],
    )  # fmt: skip
    found = one(admin, number)
    section = admin("calendar.section.get", **OWN)[0]
    assert section["NAME"] == "My calendar"
    assert {name: found[name] for name in found if name not in ("DAV_XML_ID",)} == {
        "ID": str(number), "PARENT_ID": str(number), "DELETED": "N", "CAL_TYPE": "user", "OWNER_ID": "1",
        "NAME": "Lunch", "DATE_FROM": "20.04.2026 12:00:00", "DATE_TO": "20.04.2026 13:00:00",
        "ORIGINAL_DATE_FROM": None, "TZ_FROM": "UTC", "TZ_TO": "UTC", "TZ_OFFSET_FROM": "0", "TZ_OFFSET_TO": "0",
        "DATE_FROM_TS_UTC": "1776686400", "DATE_TO_TS_UTC": "1776690000", "DT_SKIP_TIME": "N", "DT_LENGTH": 3600,
        "EVENT_TYPE": None, "CREATED_BY": "1", "DATE_CREATE": "15.04.2026 12:00:00",
        "TIMESTAMP_X": "15.04.2026 12:00:00", "DESCRIPTION": "Soup", "PRIVATE_EVENT": "N", "ACCESSIBILITY": "quest",
        "IMPORTANCE": "high", "IS_MEETING": False, "MEETING_STATUS": "Y", "MEETING_HOST": "0", "MEETING": None,
        "LOCATION": "Garden", "REMIND": [{"type": "min", "count": 20}, {"type": "day", "count": 1}],
        "COLOR": "#9cbe1c", "TEXT_COLOR": "#283033", "RRULE": "", "EXDATE": "", "G_EVENT_ID": "",
        "DAV_EXCH_LABEL": "", "CAL_DAV_LABEL": "", "VERSION": "1", "ATTENDEES_CODES": [], "RECURRENCE_ID": None,
        "RELATIONS": None, "SECTION_ID": section["ID"], "SYNC_STATUS": None, "UF_CRM_CAL_EVENT": ["C_1", "D_2"],
        "UF_WEBDAV_CAL_EVENT": False, "SECTION_DAV_XML_ID": None, "DATE_FROM_FORMATTED": "Mon Apr 20 2026 12:00:00",
        "DATE_TO_FORMATTED": "Mon Apr 20 2026 13:00:00", "SECT_ID": section["ID"], "ATTENDEE_LIST": [],
        "COLLAB_ID": None, "~RRULE_DESCRIPTION": "", "attendeesEntityList": [], "~DESCRIPTION": "Soup",
        "~USER_OFFSET_FROM": 0, "~USER_OFFSET_TO": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "begins", "zone", "moment"),
    [
        ({"from": "2026-07-01T12:00:00+02:00", "timezone_from": "Asia/Tokyo"}, "01.07.2026 06:00:00", "New", 10),
        ({"from": "2026-07-01 12:00:00", "timezone_from": "Europe/Berlin"}, "01.07.2026 12:00:00", "Berlin", 10),
        ({"from": "2026-07-01T12:00:00"}, "01.07.2026 12:00:00", "New", 16),
        ({"from": None, "from_ts": 1782900000}, "01.07.2026 06:00:00", "New", 10),
    ],
)
def test_a_moment_is_in_the_zone_it_says_or_the_callers(
    wire: Wire, admin: AppApi, said: dict[str, Any], begins: str, zone: str, moment: int
) -> None:
    wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 1}, {"TIME_ZONE": "America/New_York"}))
    found = one(admin, add(admin, **{"to": "2026-07-03T00:00:00+00:00", **said}))
    assert (found["DATE_FROM"], zone in found["TZ_FROM"]) == (begins, True)
    assert int(found["DATE_FROM_TS_UTC"]) == 1782864000 + moment * 3600
    assert found["~USER_OFFSET_FROM"] == (6 * 3600 if zone == "Berlin" else 0)
    assert found["TZ_TO"] == "America/New_York"


def test_one_zone_named_is_that_of_both_ends(admin: AppApi) -> None:
    said = {"from": "2026-07-01 12:00:00", "to": "2026-07-01 13:00:00", "timezone_from": "Europe/Berlin"}
    found = one(admin, add(admin, **said))
    assert (found["TZ_TO"], found["TZ_OFFSET_TO"], found["DT_LENGTH"]) == ("Europe/Berlin", "7200", 3600)


def test_an_all_day_event_is_on_days_of_no_zone(admin: AppApi) -> None:
    asked = {"from": "2026-04-20", "to": "2026-04-21", "skip_time": "Y", "timezone_from": "Europe/Riga"}
    number = add(admin, **asked)
    found = one(admin, number)
    assert (found["DT_SKIP_TIME"], found["DT_LENGTH"], found["DATE_FROM_TS_UTC"]) == ("Y", 172800, "1776643200")
    assert (found["DATE_TO_FORMATTED"], found["TZ_OFFSET_FROM"]) == ("Tue Apr 21 2026", "10800")
    assert days(admin, "2026-04-19", "2026-04-19") == days(admin, "2026-04-22", "2026-04-22") == []
    assert days(admin, "2026-04-21", "2026-04-21") == ["20.04.2026 00:00:00"]
    admin(
        "calendar.event.update",
        **OWN,
        id=number,
        skip_time="N",
        to="2026-04-20T12:00:00",
        **{"from": "2026-04-20T09:00:00"},
    )
    assert one(admin, number)["DT_LENGTH"] == 3 * 3600


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"name": ""}, 'The required parameter "name" for the method "calendar.event.add" is not set'),
        ({"from": ""}, 'The required parameter "from" for the method "calendar.event.add" is not set'),
        ({"to": None}, 'The required parameter "to" for the method "calendar.event.add" is not set'),
        ({"type": None}, 'The required parameter "type" for the method "calendar.event.add" is not set'),
        ({"type": "group", "ownerId": None}, NO_OWNER),
        ({"name": {"a": "b"}}, 'Invalid value for the parameter "name"'),
        ({"description": {"a": "b"}}, 'Invalid value for the parameter "description"'),
        ({"accessibility": "asleep"}, 'Invalid value for the parameter "accessibility"'),
        ({"section": 999}, NO_SECTION),
        ({"auto_detect_section": "N"}, NO_SECTION),
        ({"crm_fields": "C_1"}, "The list of event links to CRM must be an array"),
        ({"type": "location", "ownerId": 0}, "Access denied"),
        ({"ownerId": 99}, "Access denied"),
        *(
            (said, FAILED[2])
            for said in (
                {"crm_fields": ["X_1"]}, {"from": "soon"}, {"to": "2026-04-19"}, {"timezone_from": "Mars/Base"},
                {"rrule": {"FREQ": "HOURLY"}}, {"rrule": {"FREQ": "DAILY", "INTERVAL": 0}},
                {"rrule": {"FREQ": "DAILY", "COUNT": 100_000}}, {"rrule": {"FREQ": "DAILY", "UNTIL": "2026-01-01"}},
                {"rrule": {"FREQ": "WEEKLY", "BYDAY": ["XX"]}}, {"remind": [{"type": "week", "count": 1}]},
                {"is_meeting": "Y", "attendees": [1, 99]}, {"is_meeting": "Y", "attendees": ["me"]},
                {"from": "1812-01-01"}, {"from_ts": 10**30, "from": ""}, {"timezone_from": "../etc/passwd"},
            )
        ),
    ],
)  # fmt: skip
def test_what_is_no_event_is_not_added(admin: AppApi, said: dict[str, Any], error: str) -> None:
    assert admin.send("calendar.event.add", **{**OWN, **LUNCH, **said}).error == (400, "", error)
    assert days(admin, "2026-04-01", "2026-04-30") == []


def test_an_event_goes_into_the_calendar_that_is_named(admin: AppApi) -> None:
    first, second = (admin("calendar.section.add", **OWN, name=name) for name in ("Home", "Work"))
    theirs = admin("calendar.section.add", type="user", ownerId=3, name="Trips")
    assert one(admin, add(admin, section=second))["SECTION_ID"] == str(second)
    assert one(admin, add(admin, section=second, auto_detect_section="Y"))["SECTION_ID"] == str(first)
    number = add(admin)
    assert one(admin, number)["SECTION_ID"] == str(first)
    assert admin.send("calendar.event.update", **OWN, id=number, section=theirs).error[2].startswith("You specified")
    admin("calendar.event.update", **OWN, id=number, section=second)
    for wanted, count in (([first], 1), ([second], 2), ([first, second], 3), ([theirs], 0)):
        assert len(days(admin, "2026-04-20", "2026-04-20", section=wanted)) == count
    admin("calendar.section.delete", **OWN, id=second)
    assert days(admin, "2026-04-20", "2026-04-20") == ["20.04.2026 12:00:00"]
    assert admin.send("calendar.event.getbyid", id=number).error == DENIED


def test_an_event_is_changed_and_deleted(admin: AppApi) -> None:
    number = add(admin, description="Soup", remind=[{"type": "min", "count": 5}])
    before = one(admin, number)
    assert admin("calendar.event.update", **OWN, id=number, name="Dinner", remind=[]) == number
    assert one(admin, number) == {**before, "NAME": "Dinner", "REMIND": [], "VERSION": "2"}
    for wrong in ({"ownerId": 2}, {"type": "company_calendar", "ownerId": 0}, {"id": 999}):
        assert admin.send("calendar.event.update", **{**OWN, "id": number, **wrong}, name="Lost").error == DENIED
    for said, text in (
        ({"name": ""}, 'Invalid value for the "name" parameter'),
        ({"crm_fields": 5}, "The event's CRM links list must be an array"),
        ({"to": "2020-01-01"}, "An error occurred while changing the event"),
        ({"recurrence_mode": "some"}, "An invalid editing type for the recurring event is specified"),
    ):
        assert admin.send("calendar.event.update", **OWN, id=number, **said).error == (400, "", text)
    assert one(admin, number)["VERSION"] == "2"
    assert admin("calendar.event.delete", id=number) is True
    assert admin.send("calendar.event.delete", id=number).error[2] == "An error occurred while deleting the event"
    assert admin.send("calendar.event.delete").error == (400, "", "Event id not specified")


def test_colleagues_see_when_and_what_and_of_private_events_that_one_is_busy(admin: AppApi, clara: AppApi) -> None:
    said = {"type": "user", "ownerId": 3, "location": "Hill", "description": "Steep"}
    number = add(clara, **said)
    private = add(clara, **said, private_event="Y")
    colleague = admin.as_user(2)
    seen, hidden = one(colleague, number), one(colleague, private)
    assert (seen["NAME"], seen["LOCATION"], seen["DESCRIPTION"], seen["~DESCRIPTION"]) == ("Lunch", "", "", "")
    assert (hidden["NAME"], hidden["DATE_FROM"], hidden["PRIVATE_EVENT"]) == ("Busy", seen["DATE_FROM"], "Y")
    period = {"from": "2026-04-20", "to": "2026-04-20"}
    listed = colleague("calendar.event.get", type="user", ownerId=3, **period)
    assert [each["NAME"] for each in listed] == ["Lunch", "Busy"]
    busy = colleague("calendar.accessibility.get", users=[3, 2, 77], **period)
    assert {user: [each["NAME"] for each in of] for user, of in busy.items()} == {
        "3": ["Lunch", "Busy"],
        "2": [],
        "77": [],
    }
    assert one(admin, private)["NAME"] == one(clara, private)["NAME"] == "Lunch"
    for method, also in (("calendar.event.update", {"type": "user", "ownerId": 3, "name": "Mine"}),):
        assert colleague.send(method, id=number, **also).error == DENIED
    assert colleague.send("calendar.event.delete", id=number).error[0] == 400
    assert colleague.send("calendar.event.add", **{**LUNCH, "type": "user", "ownerId": 3}).error == DENIED


def test_members_fill_a_groups_calendar_and_the_companys_is_administrators(admin: AppApi, clara: AppApi) -> None:
    group = admin.as_user(2)("sonet_group.create", NAME="Garden")
    admin("sonet_group.user.add", GROUP_ID=group, USER_ID=3)
    of = {"type": "group", "ownerId": group}
    number = add(clara, **of)
    assert admin.as_user(2)("calendar.event.update", **of, id=number, location="Beds") == number
    assert one(clara, number)["LOCATION"] == "Beds"
    stranger = admin.as_user(5)
    assert stranger.send("calendar.event.getbyid", id=number).error == DENIED
    assert days(stranger, "2026-04-20", "2026-04-20", **of) == []
    assert stranger.send("calendar.event.add", **LUNCH, **of).error == DENIED
    fair = add(admin, type="company_calendar", ownerId=0)
    assert one(stranger, fair)["NAME"] == "Lunch"
    assert stranger.send("calendar.event.delete", id=fair).error[2] == "An error occurred while deleting the event"
    admin("sonet_group.update", GROUP_ID=group, CLOSED="Y")
    assert clara.send("calendar.event.add", **LUNCH, **of).error == DENIED
    admin("sonet_group.delete", GROUP_ID=group)
    assert admin.send("calendar.event.getbyid", id=number).error == DENIED


def test_guests_see_no_events(admin: AppApi, guest: AppApi) -> None:
    number = add(admin, type="company_calendar", ownerId=0)
    period = {"from": "2026-04-20", "to": "2026-04-20"}
    for method, given in (
        ("calendar.event.get", {"type": "company_calendar", "ownerId": 0}),
        ("calendar.event.getbyid", {"id": number}),
        ("calendar.event.get.nearest", {}),
        ("calendar.event.add", {**LUNCH, "type": "user", "ownerId": 6}),
        ("calendar.accessibility.get", {"users": [1], **period}),
        ("calendar.resource.booking.list", {"filter": {"resourceTypeIdList": [1]}}),
    ):
        assert guest.send(method, **given).error == DENIED, method


def test_what_is_next_is_what_is_not_over(wire: Wire, admin: AppApi, clara: AppApi) -> None:
    wire.freeze(NOON)
    for name, begins, ends in (
        ("Over", "15T09", "15T12"), ("Now", "15T11", "15T13"), ("Soon", "16T09", "16T10"), ("Late", "30T09", "30T10"),
    ):  # fmt: skip
        add(admin, name=name, **{"from": f"2026-04-{begins}:00:00Z", "to": f"2026-04-{ends}:00:00Z"})
    add(admin, name="Fair", type="company_calendar", ownerId=0)

    def nearest(**asked: Any) -> list[str]:
        return [each["NAME"] for each in admin("calendar.event.get.nearest", **asked)]

    assert nearest() == ["Now", "Soon", "Late"]
    assert nearest(days=10) == ["Now", "Soon"]
    assert nearest(maxEventsCount=1) == ["Now"]
    assert nearest(type="user", ownerId=3) == ["Now", "Soon", "Late"]
    assert nearest(type="user", ownerId=3, forCurrentUser="false") == []
    assert nearest(type="company_calendar", ownerId=0, forCurrentUser=False) == ["Fair"]
    assert admin.refused("calendar.event.get.nearest", days="ten") == (400, "INVALID_ARG_VALUE")


def test_events_are_listed_from_a_month_ago_to_three_months_from_now(wire: Wire, admin: AppApi) -> None:
    wire.freeze(NOON)
    for day in ("03-14", "03-15", "07-15", "07-16"):
        add(admin, **{"from": f"2026-{day}T09:00:00Z", "to": f"2026-{day}T10:00:00Z"})
    listed = [each["DATE_FROM"][:5] for each in admin("calendar.event.get", **OWN)]
    assert listed == ["15.03", "15.07"]
    assert admin.send("calendar.event.get").error[2] == (
        'The required parameter "type" for the method "calendar.event.get" is not set'
    )
    assert admin.refused("calendar.event.get", **OWN, **{"from": "soon"}) == (400, "INVALID_ARG_VALUE")


def test_applications_are_told_of_events_once(admin: AppApi) -> None:
    for verb in ("Add", "Update", "Delete"):
        admin("event.bind", event=f"OnCalendarEntry{verb}", event_type="offline")
    number = add(admin, is_meeting="Y", attendees=[2, 3])
    admin("calendar.event.update", **OWN, id=number, name="Dinner")
    admin("calendar.event.delete", id=number)
    told = [(each["EVENT_NAME"], each["EVENT_DATA"]["id"]) for each in admin("event.offline.list")]
    assert told == [(f"ONCALENDARENTRY{verb}", number) for verb in ("ADD", "UPDATE", "DELETE")]
