"""The pages of online booking, as a browser without scripts sees them."""

import re

import pytest

from tests.conftest import Api, Wire, api_of
from tests.console.crm import Filled, Person

MONDAY = "2030-05-06"


@pytest.fixture
def admin(wire: Wire) -> Api:
    return api_of(wire, 1, "booking,crm")


def events(text: str) -> list[str]:
    """The bookings of a day side by side, with their times."""
    day = text[text.index("<table") : text.index("</table>")]
    return [re.sub("<[^>]+>", "", each) for each in re.findall(r'class="event[^>]*>(.*?)</a>', day)]


def test_resources_are_opened_booked_and_deleted(ada: Person, clara: Person, admin: Api) -> None:
    home = "/booking/resources/"
    assert "Nothing can be booked yet" in ada.text("/booking/")
    ada.send(home, do="type", name="Boats", code="boats")
    ada.send(home, do="add", name="The <tug>", type="1")
    assert "No slots are set" in ada.text(home)
    days = {f"day.{day}": day for day in ("Mon", "Tue")}
    ada.send(home, do="slots", resource="1", **{"from": "09:00", "to": "17:30"}, **days)
    assert "Mon, Tue: 9:00 to 17:30, UTC" in ada.text(home)
    day = ada.text(f"/booking/?day={MONDAY}")
    assert "The &lt;tug&gt;" in day
    hours = re.findall(r'href="/booking/add/\?resource=1&amp;from=([^"%]+)%3A00"', day)
    assert hours == [f"{MONDAY}T{hour:02}" for hour in range(9, 17)]

    times = {"from": f"{MONDAY}T10:00", "to": f"{MONDAY}T12:30"}
    made = ada.send("/booking/add/", name="Tour", description="By sea", **times, **{"resource.1": "1"})
    path = made.headers["location"]
    number = int(path.split("/")[-2])
    booking = admin("booking.v1.booking.get", id=number)["booking"]
    assert (booking["name"], booking["description"], booking["resourceIds"]) == ("Tour", "By sea", [1])
    assert events(clara.text(f"/booking/?day={MONDAY}")) == ["10:00 to 12:30 Tour"]
    taken = ada.send("/booking/add/", name="Trip", **times, **{"resource.1": "1"})
    assert taken.status == 400
    assert "Empty resource collection" in taken.body.decode()

    client = [{"id": 1, "type": {"module": "crm", "code": "CONTACT"}}]
    admin("booking.v1.booking.client.set", bookingId=number, clients=client)
    linked = [{"moduleId": "crm", "entityTypeId": "DEAL", "value": "1"}]
    admin("booking.v1.booking.externalData.set", bookingId=number, externalData=linked)
    text = clara.text(path)
    assert "6 May 2030, 10:00 to 12:30" in text
    for record in ("/crm/contact/1/", "/crm/deal/1/"):
        assert f'href="{record}"' in ada.text(path)
        card = ada.text(record)
        assert f'<a href="{path}">Tour</a>' in card
        assert "6 May 2030, 10:00 to 12:30" in card
    form = Filled(ada.open(path)).forms[path]
    assert (form["from"], form["to"], form["resource.1"]) == (times["from"], times["to"], "1")
    ada.send(path, **{**form, "do": "save", "name": "Long tour", "to": f"{MONDAY}T17:00"})
    assert events(ada.text(f"/booking/?day={MONDAY}")) == ["10:00 to 17:00 Long tour"]
    ada.send(path, do="delete", day=MONDAY)
    assert events(ada.text(f"/booking/?day={MONDAY}")) == []
    assert ada.open(path).status == 404
    ada.send(home, do="close", resource="1")
    ada.send(home, do="delete", resource="1")
    assert admin("booking.v1.resource.list") == {"resource": []}


def test_whoever_waits_is_booked_and_waits_again(ada: Person, admin: Api) -> None:
    ada.send("/booking/resources/", do="type", name="Boats", code="boats")
    ada.send("/booking/resources/", do="add", name="Tug", type="1")
    whole = {"from": "00:00", "to": "23:59", "day.Mon": "Mon"}
    ada.send("/booking/resources/", do="slots", resource="1", **whole)
    ada.send("/booking/waiting/", do="add", note="Ben, a morning", day=MONDAY)
    ada.send("/booking/waiting/", do="add", note="Wilhelmina", day=MONDAY)
    assert "Ben, a morning" in ada.text(f"/booking/?day={MONDAY}")
    address = f"/booking/add/?entry=1&from={MONDAY}T10:00"
    form = Filled(ada.open(address)).forms["/booking/add/"]
    assert (form["entry"], form["description"].strip(), form["to"]) == ("1", "Ben, a morning", f"{MONDAY}T11:00")
    path = ada.send("/booking/add/", **{**form, "resource.1": "1"}).headers["location"]
    assert [each["id"] for each in admin("booking.v1.waitlist.list")["waitList"]] == [2]
    assert ada.open(address).status == 404
    ada.send(path, do="wait", day=MONDAY)
    assert [each["note"] for each in admin("booking.v1.waitlist.list")["waitList"]] == ["Wilhelmina", "Ben, a morning"]
    ada.send("/booking/waiting/", do="delete", entry="2", day=MONDAY)
    assert "Wilhelmina" not in ada.text(f"/booking/?day={MONDAY}")


@pytest.mark.parametrize(
    "address",
    [
        "/booking/?day=never",
        "/booking/?day=9999-12-31",
        "/booking/add/?from=x&resource=%00",
        "/booking/add/?from=9999-12-31T23:30",
    ],
)
def test_addresses_that_mean_nothing_show_pages_all_the_same(ada: Person, address: str) -> None:
    assert ada.open(address).status == 200
