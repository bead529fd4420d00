"""Recurring events: when they happen, across a change to summer time too, and how parts of them are changed."""

from itertools import pairwise
from typing import Any

import pytest

from tests.apps import AppApi
from tests.methods.calendar.test_event import FAILED, LUNCH, OWN, add, days, one

NINE = {
    "from": "2026-03-27 09:00:00",
    "to": "2026-03-27 10:00:00",
    "timezone_from": "Europe/Berlin",
}
"""A Friday; on the Sunday after it clocks are put forward."""


def test_the_hour_stays_when_clocks_are_put_forward(admin: AppApi) -> None:
    add(admin, **NINE, rrule={"FREQ": "DAILY", "COUNT": 4})
    found = admin("calendar.event.get", **OWN, **{"from": "2026-03-01", "to": "2026-04-30"})
    assert [each["DATE_FROM"] for each in found] == [f"{day}.03.2026 09:00:00" for day in (27, 28, 29, 30)]
    moments = [int(each["DATE_FROM_TS_UTC"]) for each in found]
    assert [later - sooner for sooner, later in pairwise(moments)] == [86400, 82800, 86400]
    assert [each["TZ_OFFSET_FROM"] for each in found] == ["3600", "3600", "7200", "7200"]
    assert {each["DT_LENGTH"] for each in found} == {3600}


def test_an_hour_that_is_skipped_counts_from_before_the_change(admin: AppApi) -> None:
    night = {"from": "2026-03-28 02:30:00", "to": "2026-03-28 04:00:00", "timezone_from": "Europe/Berlin"}
    add(admin, **night, rrule={"FREQ": "DAILY", "COUNT": 2})
    found = admin("calendar.event.get", **OWN, **{"from": "2026-03-29", "to": "2026-03-30"})
    assert [(each["DATE_FROM"], each["DATE_TO"]) for each in found] == [("29.03.2026 02:30:00", "29.03.2026 05:00:00")]
    assert found[0]["DATE_FROM_TS_UTC"] == "1774747800"  # 01:30 UTC


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"FREQ": "DAILY", "INTERVAL": 10, "UNTIL": "2026-05-10"}, ["20.04", "30.04", "10.05"]),
        ({"FREQ": "WEEKLY", "BYDAY": ["WE", "MO"], "COUNT": 3}, ["20.04", "22.04", "27.04"]),
        ({"FREQ": "WEEKLY", "INTERVAL": 2, "BYDAY": "MO,SU", "COUNT": 4}, ["20.04", "26.04", "04.05", "10.05"]),
        ({"FREQ": "MONTHLY", "COUNT": "2"}, ["20.04", "20.05"]),
        ({"FREQ": "YEARLY", "INTERVAL": 1}, ["20.04"]),
        ({"FREQ": "NONE"}, ["20.04"]),
    ],
)
def test_a_rule_names_days(admin: AppApi, rule: dict[str, Any], expected: list[str]) -> None:
    add(admin, rrule=rule)
    assert [day[:5] for day in days(admin, "2026-01-01", "2026-06-01")] == expected


def test_a_rule_is_told_in_words_and_has_an_end(admin: AppApi) -> None:
    found = one(admin, add(admin, rrule={"FREQ": "WEEKLY", "BYDAY": ["MO", "WE"], "UNTIL": "2026-05-31"}))
    assert found["RRULE"] == {
        "FREQ": "WEEKLY", "BYDAY": {"MO": "MO", "WE": "WE"}, "INTERVAL": 1, "UNTIL": "31.05.2026",
        "~UNTIL": "31.05.2026", "UNTIL_TS": 1780185600,
    }  # fmt: skip
    assert found["~RRULE_DESCRIPTION"] == "every week on: Mon, Wed, from 20.04.2026 to 31.05.2026"
    endless = one(admin, add(admin, rrule={"FREQ": "DAILY", "INTERVAL": 3}))
    assert endless["RRULE"]["UNTIL"] == "01.01.2038"
    assert endless["~RRULE_DESCRIPTION"].startswith("every 3 days, from")
    counted = one(admin, add(admin, rrule={"FREQ": "DAILY", "COUNT": 5}))
    assert (counted["RRULE"]["COUNT"], counted["RRULE"]["UNTIL"]) == (5, "24.04.2026")


def test_a_rule_without_end_is_followed_far_and_a_period_of_too_many_is_refused(admin: AppApi) -> None:
    add(admin, **{"from": "1970-01-01T09:00:00Z", "to": "1970-01-01T10:00:00Z"}, rrule={"FREQ": "DAILY"})
    assert days(admin, "2037-12-31", "2040-01-01") == ["31.12.2037 09:00:00", "01.01.2038 09:00:00"]
    assert admin.refused("calendar.event.get", **OWN, **{"from": "1900-01-01", "to": "2100-01-01"}) == (
        400, "INVALID_ARG_VALUE",
    )  # fmt: skip
    assert days(admin, "0002-01-01", "1970-01-02") == ["01.01.1970 09:00:00", "02.01.1970 09:00:00"]


def test_all_day_events_recur_on_days(admin: AppApi) -> None:
    add(admin, skip_time="Y", rrule={"FREQ": "WEEKLY", "COUNT": 3}, **{"from": "2026-03-23", "to": "2026-03-24"})
    assert days(admin, "2026-03-31", "2026-04-06") == ["30.03.2026 00:00:00", "06.04.2026 00:00:00"]


def test_one_of_many_is_changed_apart(admin: AppApi) -> None:
    number = add(admin, rrule={"FREQ": "DAILY", "COUNT": 4}, is_meeting="Y", attendees=[1, 2])
    part = {**OWN, "id": number, "recurrence_mode": "this", "current_date_from": "2026-04-21"}
    answer = admin(
        "calendar.event.update", **part, name="Picnic", **{"from": "2026-04-21T15:00:00Z", "to": "2026-04-21T16:00:00Z"}
    )
    series = one(admin, number)
    assert answer == {
        "originalDate": "21.04.2026 12:00:00", "originalDavXmlId": series["DAV_XML_ID"], "instanceTz": "UTC",
        "recEventId": answer["recEventId"], "id": number,
    }  # fmt: skip
    assert (series["EXDATE"], series["NAME"]) == ("21.04.2026", "Lunch")
    single = one(admin, answer["recEventId"])
    assert (single["NAME"], single["RRULE"], single["RECURRENCE_ID"]) == ("Picnic", "", number)
    assert single["ORIGINAL_DATE_FROM"] == "21.04.2026 12:00:00"
    assert single["RELATIONS"] == {"COMMENT_XML_ID": f"EVENT_{number}_21.04.2026"}
    expected = ["20.04.2026 12:00:00", "21.04.2026 15:00:00", "22.04.2026 12:00:00", "23.04.2026 12:00:00"]
    assert days(admin, "2026-04-01", "2026-04-30") == expected
    assert days(admin.as_user(2), "2026-04-01", "2026-04-30", ownerId=2) == expected
    for wrong in ("2026-04-21", "2026-04-30", "", None):
        asked = {**part, "current_date_from": wrong}
        assert admin.send("calendar.event.update", **asked).error[2] == "An error occurred while changing the event"
    admin("calendar.event.delete", id=number)
    assert (
        days(admin, "2026-04-01", "2026-04-30") == days(admin.as_user(2), "2026-04-01", "2026-04-30", ownerId=2) == []
    )


def test_one_and_all_that_follow_are_changed(admin: AppApi) -> None:
    number = add(admin, rrule={"FREQ": "DAILY", "COUNT": 4})
    part = {**OWN, "id": number, "recurrence_mode": "next"}
    answer = admin("calendar.event.update", **part, current_date_from="2026-04-22", name="Dinner")
    following = one(admin, answer["recEventId"])
    assert (following["RRULE"]["COUNT"], following["RRULE"]["UNTIL"]) == (2, "23.04.2026")
    assert following["RELATIONS"] == {"ORIGINAL_RECURSION_ID": number}
    assert one(admin, number)["RRULE"]["UNTIL"] == "21.04.2026"
    found = admin("calendar.event.get", **OWN, **{"from": "2026-04-01", "to": "2026-04-30"})
    assert [each["NAME"] for each in found] == ["Lunch", "Lunch", "Dinner", "Dinner"]
    # from the first on it is all of them
    assert admin("calendar.event.update", **part, current_date_from="2026-04-20", name="Tea") == number


def test_all_of_many_are_moved_and_the_rule_goes_along(admin: AppApi) -> None:
    number = add(admin, rrule={"FREQ": "DAILY", "COUNT": 2})
    moved = {"from": "2026-05-01T12:00:00Z", "to": "2026-05-01T13:00:00Z"}
    assert admin("calendar.event.update", **OWN, id=number, recurrence_mode="all", **moved) == number
    assert [day[:5] for day in days(admin, "2026-04-01", "2026-06-01")] == ["01.05", "02.05"]
    admin("calendar.event.update", **OWN, id=number, rrule={})
    assert [day[:5] for day in days(admin, "2026-04-01", "2026-06-01")] == ["01.05"]
    # of what does not recur there is no part
    asked = {"recurrence_mode": "next", "current_date_from": "2026-05-01"}
    assert admin("calendar.event.update", **OWN, id=number, **asked, name="Tea") == number


def test_people_are_busy_each_time(admin: AppApi) -> None:
    add(admin, rrule={"FREQ": "WEEKLY", "COUNT": 3})
    found = admin("calendar.accessibility.get", users=[1], **{"from": "2026-04-27", "to": "2026-05-04"})["1"]
    assert [(each["DATE_FROM"], each["ACCESSIBILITY"]) for each in found] == [
        ("27.04.2026 12:00:00", "busy"), ("04.05.2026 12:00:00", "busy"),
    ]  # fmt: skip


def test_a_rule_by_which_nothing_happens_is_none(admin: AppApi) -> None:
    rule = {"FREQ": "WEEKLY", "BYDAY": ["TU"], "UNTIL": "2026-04-20"}
    assert admin.send("calendar.event.add", **OWN, **LUNCH, rrule=rule).error == FAILED
