"""Events of calendars of a file."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.declared.conftest import Apply

Problems = Callable[[str], list[tuple[int, int, str]]]

FILE = """
[groups.yard]
name = "The yard"
members = [3]
[events.launch]
id = 900
name = "The launch"
from = 2027-04-01T12:00:00Z
to = 2027-04-01T13:30:00Z
owner = 3
attendees = [4, 5]
location = "At the slip"
importance = "high"
records = ["deals.boat"]
[events.tea]
name = "Tea"
from = 2027-04-05T15:00:00Z
to = 2027-04-05T15:30:00Z
group = "yard"
repeat = { FREQ = "WEEKLY", COUNT = 3 }
[events.holiday]
name = "Easter"
from = 2027-03-28
to = 2027-03-29
all_day = true
accessibility = "absent"
private = true
[deals.boat]
TITLE = "A boat"
"""


@pytest.fixture
def ada(wire: Wire) -> AppApi:
    return app_of(wire, 1, "calendar,sonet,crm")


def of(api: AppApi, kind: str, owner: int) -> dict[str, Any]:
    """The events of a calendar in the spring of 2027, by their names; of one that recurs the last."""
    asked = {"type": kind, "ownerId": owner, "from": "2027-03-01", "to": "2027-05-31"}
    return {each["NAME"]: each for each in api("calendar.event.get", **asked)}


def test_events_are_there_as_the_file_says(applied: Apply, ada: AppApi) -> None:
    outcome = applied(FILE)
    assert {change.name for change in outcome.changes} >= {"events.launch", "events.tea", "events.holiday"}
    launch = of(ada, "user", 3)["The launch"]
    [deal] = ada("crm.deal.list", filter={"TITLE": "A boat"})
    shown = {"ID", "LOCATION", "IMPORTANCE", "MEETING_HOST", "CREATED_BY", "UF_CRM_CAL_EVENT", "MEETING_STATUS"}
    assert {name: launch[name] for name in shown} == {
        "ID": "900", "LOCATION": "At the slip", "IMPORTANCE": "high", "MEETING_HOST": "3", "CREATED_BY": "3",
        "UF_CRM_CAL_EVENT": [f"D_{deal['ID']}"], "MEETING_STATUS": "H",
    }  # fmt: skip
    for guest in (4, 5):
        assert of(ada, "user", guest)["The launch"]["MEETING_STATUS"] == "Q"
    [group] = ada("sonet_group.get", FILTER={"NAME": "The yard"})
    asked = {"type": "group", "ownerId": group["ID"], "from": "2027-03-01", "to": "2027-05-31"}
    assert [each["NAME"] for each in ada("calendar.event.get", **asked)] == ["Tea"] * 3
    holiday = of(ada, "user", 1)["Easter"]
    assert (holiday["DT_SKIP_TIME"], holiday["ACCESSIBILITY"], holiday["PRIVATE_EVENT"]) == ("Y", "absent", "Y")
    assert applied(FILE).changes == ()


def test_a_change_of_the_file_changes_what_it_says(applied: Apply, ada: AppApi) -> None:
    applied(FILE)
    changed = FILE.replace("attendees = [4, 5]", "attendees = [5]").replace("At the slip", "At the pier")
    assert [change.name for change in applied(changed).changes] == ["events.launch"]
    assert "The launch" not in of(ada, "user", 4)
    assert of(ada, "user", 5)["The launch"]["LOCATION"] == "At the pier"


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("to = 2027-04-01T13:30:00Z", "to = 2027-03-01T13:30:00Z", "creating the event"),
        ("owner = 3", "owner = 999", "999 in users"),
        ('importance = "high"', 'importance = "utter"', "IMPORTANCE"),
        ('FREQ = "WEEKLY"', 'FREQ = "HOURLY"', "creating the event"),
        ('group = "yard"', 'group = "garden"', "garden"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_changed(
    problems: Problems, ada: AppApi, old: str, new: str, text: str
) -> None:
    found: list[Any] = problems(FILE.replace(old, new, 1))
    assert any(text.lower() in str(problem).lower() for problem in found), found
    assert of(ada, "user", 3) == {}


def test_an_event_stays_in_its_calendar(applied: Apply, problems: Problems) -> None:
    applied(FILE)
    found = problems(FILE.replace("owner = 3", "owner = 4"))
    assert any("stays in its calendar" in str(problem) for problem in found), found
