"""``calendar.section.*``: calendars, who sees them, who changes them."""

from typing import Any

import pytest

from tests.apps import AppApi
from tests.conftest import Wire, api_of

NOON = 1_776_254_400.0
"""12:00 UTC on 15 April 2026."""

DENIED = (400, "", "Access denied")


def sections(api: AppApi, kind: str, owner: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api("calendar.section.get", type=kind, ownerId=owner)
    return found


def names(api: AppApi, kind: str, owner: int) -> list[str]:
    return [each["NAME"] for each in sections(api, kind, owner)]


def test_a_calendar_is_as_it_was_given(wire: Wire) -> None:
    wire.freeze(NOON)
    admin = api_of(wire, 1, "calendar")
    given = {"name": "Trips", "description": "By sea", "color": "#123456", "text_color": "#ffffff"}
    export = {"ALLOW": "false", "SET": "3_9"}
    number = admin("calendar.section.add", type="user", ownerId=2, **given, export=export)
    assert admin("calendar.section.get", type="user", ownerId=2) == [
        {
            "ID": str(number), "NAME": "Trips", "DESCRIPTION": "By sea", "COLOR": "#123456", "TEXT_COLOR": "#ffffff",
            "EXPORT": {"ALLOW": False, "SET": "3_9"}, "CAL_TYPE": "user", "OWNER_ID": "2", "CREATED_BY": "1",
            "DATE_CREATE": "2026-04-15 12:00:00", "TIMESTAMP_X": "2026-04-15 12:00:00", "GAPI_CALENDAR_ID": None,
            "CAL_DAV_CON": None, "SYNC_TOKEN": None, "PAGE_TOKEN": None, "EXTERNAL_TYPE": "local",
            "ACCESS": {"AU": 1, "U2": 3}, "IS_COLLAB": False,
            "PERM": {
                "view_time": True, "view_title": True, "view_full": True, "add": True, "edit": True,
                "edit_section": True, "access": True,
            },
        }
    ]  # fmt: skip


def test_a_user_has_calendars_and_colleagues_see_them(admin: AppApi, clara: AppApi) -> None:
    number = clara("calendar.section.add", type="user", name="Trips")
    assert names(clara, "user", 3) == [each["NAME"] for each in clara("calendar.section.get", type="user")] == ["Trips"]
    colleague = admin.as_user(2)
    seen = sections(colleague, "user", 3)[0]["PERM"]
    assert {name for name, yes in seen.items() if yes} == {"view_time", "view_title"}
    here = {"type": "user", "ownerId": 3, "id": number}
    assert colleague.send("calendar.section.add", type="user", ownerId=3, name="Mine").error == DENIED
    assert colleague.send("calendar.section.update", **here, name="Mine").error == DENIED
    assert colleague.send("calendar.section.delete", **here).error == DENIED
    assert names(admin, "user", 3) == ["Trips"]
    assert admin("calendar.section.add", type="user", ownerId=3, name="Duties") > number


def test_a_calendar_is_changed_as_its_owners(admin: AppApi, clara: AppApi) -> None:
    number = clara("calendar.section.add", type="user", name="Trips", description="By sea")
    here = {"type": "user", "ownerId": 3, "id": number}
    assert clara("calendar.section.update", **here, color="#000000", export=[{"ALLOW": "N"}]) == number
    found = sections(clara, "user", 3)[0]
    assert [found[name] for name in ("NAME", "DESCRIPTION", "COLOR")] == ["Trips", "By sea", "#000000"]
    assert found["EXPORT"] == {"ALLOW": False}
    for wrong in ({"ownerId": 2}, {"type": "group"}, {"id": 999}):
        assert admin.send("calendar.section.update", **{**here, **wrong}, name="Lost").error == DENIED
    assert clara("calendar.section.delete", **here) is True
    assert names(clara, "user", 3) == []
    assert clara.send("calendar.section.delete", **here).error == DENIED


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"name": ""}, 'Invalid value for the "name" parameter'),
        ({"name": {"a": "b"}}, 'Invalid value for the "name" parameter'),
        ({"description": {"a": "b"}}, 'Invalid value for the "description" parameter'),
        ({"export": {"ALLOW": True, "SET": "always"}}, 'Invalid value for the "export" parameter'),
        ({"type": None}, 'The required parameter "type" for the method "calendar.section.add" is not set'),
        ({"type": "group"}, 'The required parameter "ownerId" for the method "calendar.section.add" is not set'),
        ({"type": "location", "ownerId": 0}, "Access denied"),
        ({"type": "user", "ownerId": 99}, "Access denied"),
        ({"type": "group", "ownerId": 99}, "Access denied"),
    ],
)
def test_what_is_no_calendar_is_not_added(admin: AppApi, given: dict[str, Any], text: str) -> None:
    assert admin.send("calendar.section.add", **{"type": "user", "name": "Trips", **given}).error == (400, "", text)
    assert names(admin, "user", 1) == []


def test_which_calendar_is_meant_is_asked_for(admin: AppApi) -> None:
    for method in ("calendar.section.update", "calendar.section.delete"):
        assert admin.send(method, type="user", ownerId=1).error == (400, "", "Section ID is not set")


def test_a_groups_calendars_are_its_members(admin: AppApi, clara: AppApi) -> None:
    group = admin.as_user(2)("sonet_group.create", NAME="Garden")
    admin("sonet_group.user.add", GROUP_ID=group, USER_ID=[3, 4])
    admin("sonet_group.user.update", GROUP_ID=group, USER_ID=4, ROLE="E")
    assert clara.send("calendar.section.add", type="group", ownerId=group, name="Beds").error == DENIED
    number = admin.as_user(4)("calendar.section.add", type="group", ownerId=group, name="Beds")
    assert names(clara, "group", group) == names(admin, "group", group) == ["Beds"]
    assert names(admin.as_user(5), "group", group) == []
    seen = sections(clara, "group", group)[0]
    assert {name for name, yes in seen["PERM"].items() if not yes} == {"edit_section", "access"}
    assert seen["ACCESS"] == {f"SG{group}_A": 3, f"SG{group}_E": 3, f"SG{group}_K": 2}
    admin("sonet_group.update", GROUP_ID=group, CLOSED="Y")
    here = {"type": "group", "ownerId": group, "id": number}
    assert admin.as_user(4).send("calendar.section.update", **here, name="Beds").error == DENIED
    admin("sonet_group.delete", GROUP_ID=group)
    assert names(admin, "group", group) == []


def test_administrators_keep_the_companys_calendars(admin: AppApi, clara: AppApi) -> None:
    asked = {"type": "company_calendar", "ownerId": 0, "name": "Fairs"}
    assert clara.send("calendar.section.add", **asked).error == DENIED
    admin("calendar.section.add", **asked)
    seen = sections(clara, "company_calendar", 0)[0]
    assert (seen["NAME"], seen["PERM"]["view_full"], seen["PERM"]["edit"]) == ("Fairs", True, False)


def test_guests_have_no_calendars(guest: AppApi) -> None:
    assert guest.send("calendar.section.get", type="user", ownerId=6).error == DENIED
    assert guest.send("calendar.section.add", type="user", ownerId=6, name="Trips").error == DENIED


def test_applications_are_told_of_calendars_and_resources(admin: AppApi) -> None:
    for verb in ("ADD", "UPDATE", "DELETE"):
        admin("event.bind", event=f"onCalendarSection{verb.title()}", event_type="offline")
    number = admin("calendar.section.add", type="user", name="Trips")
    here = {"type": "user", "ownerId": 1, "id": number}
    admin("calendar.section.update", **here, name="Journeys")
    admin("calendar.section.delete", **here)
    resource = admin("calendar.resource.add", name="Boat")
    told = [(each["EVENT_NAME"], each["EVENT_DATA"]["id"]) for each in admin("event.offline.list")]
    assert told == [
        ("ONCALENDARSECTIONADD", number), ("ONCALENDARSECTIONUPDATE", number), ("ONCALENDARSECTIONDELETE", number),
        ("ONCALENDARSECTIONADD", resource),
    ]  # fmt: skip
