"""The pages of calendars, as a browser without scripts sees them."""

import re

import pytest

from tests.apps import app_of
from tests.conftest import Api, Wire, api_of
from tests.console.crm import Filled, Person


@pytest.fixture
def admin(wire: Wire) -> Api:
    return api_of(wire, 1, "calendar,sonet,sonet_group")


def days(text: str) -> dict[str, list[str]]:
    """The events of each day of a grid that has some, with their times."""
    found = {}
    for cell in re.findall(r"<td class.*?</td>", text, re.DOTALL):
        day = re.search(r"day=(\d{4}-\d\d-\d\d)", cell)
        events = re.findall(r'class="event[^>]*>(.*?)</a>', cell)
        assert day is not None
        if events:
            found[day[1]] = [re.sub("<[^>]+>", "", each) for each in events]
    return found


def test_events_are_planned_answered_changed_and_deleted(ada: Person, clara: Person, admin: Api) -> None:
    given = {
        "from": "2030-05-04T10:00",
        "to": "2030-05-04T12:30",
        "location": "The <pier>",
        "description": "Bring oars",
    }
    made = ada.send("/calendar/add/", name="Regatta", of="own", **given, **{"attendee.3": 3})
    path = made.headers["location"]
    event = admin("calendar.event.getbyid", id=int(path.split("/")[-2]))
    assert (event["NAME"], event["IS_MEETING"]) == ("Regatta", True)
    assert {each["id"]: each["status"] for each in event["ATTENDEE_LIST"]} == {1: "H", 3: "Q"}
    text = ada.text(path)
    for told in ("4 May 2030, 10:00 to 12:30", "The &lt;pier&gt;", "Bring oars", "Clara Mast"):
        assert told in text
    month = ada.text("/calendar/?day=2030-05-20")
    assert days(month) == {"2030-05-04": ["10:00 Regatta"]}
    assert "May 2030" in month
    assert days(ada.text("/calendar/?view=week&day=2030-05-02")) == {
        "2030-05-04": ["10:00 to 12:30 Regatta The &lt;pier&gt;"]
    }

    invited = clara.text("/calendar/?day=2030-05-01")
    assert "not answered yet" in invited
    (own,) = re.findall(r'href="(/calendar/event/[0-9]+/)"', invited)
    assert clara.send(f"{own}answer/", status="Y").headers["location"] == own
    answers = admin("calendar.event.getbyid", id=event["ID"])["ATTENDEE_LIST"]
    assert {each["id"]: each["status"] for each in answers} == {1: "H", 3: "Y"}

    form = Filled(ada.open(f"{path}edit/")).forms[f"{path}edit/"]
    ada.send(f"{path}edit/", **{**form, "name": "Great regatta", "to": "2030-05-05T02:00"})
    assert days(ada.text("/calendar/?day=2030-05-01")) == {
        "2030-05-04": ["10:00 Great regatta"], "2030-05-05": ["Great regatta"],
    }  # fmt: skip
    assert "Clara Mast" in ada.text(path)
    assert ada.send(f"{path}delete/", day="2030-05-04").headers["location"] == "/calendar/?of=own&day=2030-05-04"
    assert ada.open(path).status == 404


def test_whole_days_repeats_and_many_on_a_day_are_shown(ada: Person, admin: Api) -> None:
    own = {"type": "user", "ownerId": 1}
    holiday = {"from": "2030-05-30", "to": "2030-06-01", "skip_time": "Y"}
    admin("calendar.event.add", **own, name="Holiday", **holiday)
    ada.send(
        "/calendar/add/",
        **{"name": "Tide", "of": "own", "from": "2030-05-06T00:00", "to": "2030-05-07T00:00"},
        repeats="WEEKLY",
    )
    for number in range(7):
        at = {"from": f"2030-05-10T1{number}:00:00", "to": f"2030-05-10T1{number}:30:00"}
        admin("calendar.event.add", **own, name=f"Call {number}", **at)
    text = ada.text("/calendar/?day=2030-05-01")
    shown = days(text)
    assert shown["2030-05-30"] == shown["2030-06-01"] == ["Holiday"]
    assert [day for day, events in shown.items() if events == ["00:00 Tide"]] == [
        "2030-05-06", "2030-05-13", "2030-05-20", "2030-05-27",
    ]  # fmt: skip
    assert len(shown["2030-05-10"]) == 5
    assert "and 2 more" in text
    assert len(days(ada.text("/calendar/?view=week&day=2030-05-10"))["2030-05-10"]) == 7
    assert days(ada.text(ada.links("/calendar/?day=2030-05-01").next))["2030-06-01"] == ["Holiday"]
    assert ada.open("/calendar/?day=nonsense").status == 200


def test_calendars_of_others_stay_theirs_and_groups_have_their_own(ada: Person, clara: Person, admin: Api) -> None:
    group = admin("sonet_group.create", NAME="Harbour works")
    ada.send(
        "/calendar/add/", **{"name": "Dredging", "of": str(group), "from": "2030-05-04T10:00", "to": "2030-05-04T11:00"}
    )
    assert days(ada.text(f"/calendar/?of={group}&day=2030-05-01")) == {"2030-05-04": ["10:00 Dredging"]}
    assert days(ada.text("/calendar/?day=2030-05-01")) == {}
    made = ada.send(
        "/calendar/add/",
        **{"name": "Secret", "of": "own", "from": "2030-05-04T10:00", "to": "2030-05-04T11:00"},
        private="Y",
    )
    path = made.headers["location"]
    for address in (path, f"{path}edit/"):
        assert b"Secret" not in clara.open(address).body
    assert clara.send(f"{path}delete/").status in (400, 403, 404)
    assert admin("calendar.event.getbyid", id=int(path.split("/")[-2]))["NAME"] == "Secret"


def test_an_application_draws_its_own_grid(wire: Wire, ada: Person) -> None:
    app = app_of(wire, 1, "placement,calendar")
    app("placement.bind", PLACEMENT="CALENDAR_GRIDVIEW", HANDLER="https://app.example.test/", TITLE="Tides")
    (href,) = (each for each in ada.links("/calendar/?day=2030-05-09").every if "/placement/" in each)
    assert href.endswith("/?viewRangeFrom=2030-04-29&viewRangeTo=2030-06-02")
    assert "Tides" in ada.text(href)


def test_resources_are_added_booked_and_deleted(ada: Person, clara: Person, admin: Api) -> None:
    week = "/calendar/resources/?day=2030-05-04"
    assert "There are none yet" in ada.text(week)
    clara.send("/calendar/resources/", name="The <boat>")
    (boat,) = admin("calendar.resource.list")
    times = {"from": "2030-05-03T22:00", "to": "2030-05-04T06:30"}
    booked = ada.send("/calendar/resources/", do="book", resource=boat["ID"], name="Night watch", **times)
    assert booked.headers["location"] == "/calendar/resources/?day=2030-05-03"
    text = re.sub(r"\s+", " ", clara.text(week))
    assert "The &lt;boat&gt;" in text
    assert re.findall(r'<li class="event">(.*?)</li>', text) == ["<b>22:00</b> Night watch", "<b>06:30</b> Night watch"]
    assert "Night watch" not in clara.text("/calendar/resources/?day=2030-05-12")
    wrong = {"from": "2030-05-04T10:00", "to": "never"}
    assert ada.send("/calendar/resources/", do="book", resource=boat["ID"], name="Trip", **wrong).status == 400
    assert 'value="delete"' in clara.text(week)
    other = Person(clara.wire, 4)
    assert 'value="delete"' not in other.text(week)
    assert other.send("/calendar/resources/", do="delete", resource=boat["ID"]).status == 400
    clara.send("/calendar/resources/", do="delete", resource=boat["ID"])
    assert "There are none yet" in ada.text(week)
