"""``booking.v1.booking.*``: who gets a resource, when, and what is answered of it."""

from typing import Any

import pytest

from homeport.domain.booking.slots import Slot, cover
from homeport.domain.integrity import broken
from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.booking.conftest import HOUR, MONDAY, Desk, period, slot

NOT_FREE = (400, "1018", "Empty resource collection")
NO_TIME = (400, "422", "Invalid date period")


def ids(desk: Desk, **params: Any) -> list[int]:
    return [each["id"] for each in desk.app("booking.v1.booking.list", **params)["booking"]]


def test_bookings_are_added_read_changed_and_deleted(desk: Desk) -> None:
    number = desk.book(9.25, 9.5, desk.skipper, desk.boat, desk.skipper, name="Tour", description="By sea")
    wanted = {
        "datePeriod": period(9.25, 9.5),
        "description": "By sea",
        "id": number,
        "name": "Tour",
        "resourceIds": [desk.skipper, desk.boat],
    }
    assert desk.app("booking.v1.booking.get", id=number) == {"booking": wanted}
    change = {"name": "", "resourceIds": [str(desk.boat)], "datePeriod": period(10, 12, "Asia/Tokyo")}
    assert desk.app("booking.v1.booking.update", id=number, fields=change) is True
    changed = wanted | {"name": "", "resourceIds": [desk.boat], "datePeriod": period(10, 12, "Asia/Tokyo")}
    assert desk.app("booking.v1.booking.list")["booking"] == [changed]
    assert desk.app("booking.v1.booking.delete", id=number) is True
    for verb, code in (("get", "1021"), ("update", "1019"), ("delete", "1021")):
        given = {"fields": {}} if verb == "update" else {}
        assert desk.refused(f"booking.{verb}", id=number, **given) == (400, code, "Booking not found")
        assert desk.refused(f"booking.{verb}", **given)[:2] == (400, "100")
    assert desk.app("booking.v1.booking.get", id=desk.book(9, 10))["booking"] | {"name": "", "description": ""}


def test_a_resource_is_booked_once_at_a_time(desk: Desk) -> None:
    first = desk.book(10, 12)
    desk.book(9, 10)
    desk.book(12, 13)
    desk.book(10, 12, desk.skipper)
    add = {"resourceIds": [desk.boat]}
    for begins, ends in ((10, 12), (9.5, 10.5), (11, 11.5), (11.9, 12.1), (9, 18)):
        assert desk.refused("booking.add", fields={**add, "datePeriod": period(begins, ends)}) == NOT_FREE
    both = {"resourceIds": [desk.skipper, desk.boat], "datePeriod": period(12, 13)}
    assert desk.refused("booking.add", fields=both) == NOT_FREE
    assert desk.refused("booking.update", id=first, fields={"datePeriod": period(10, 12.5)}) == NOT_FREE
    assert desk.refused("booking.update", id=first, fields={"resourceIds": [desk.boat, desk.skipper]}) == NOT_FREE
    assert desk.app("booking.v1.booking.get", id=first)["booking"]["datePeriod"] == period(10, 12)
    # its own time is not in its way
    assert desk.app("booking.v1.booking.update", id=first, fields={"datePeriod": period(10.5, 11.5)}) is True
    desk.book(10, 10.5)
    desk.app("booking.v1.booking.delete", id=first)
    desk.book(10.5, 12)


def test_a_resource_is_booked_when_its_slots_say_so(desk: Desk) -> None:
    add = {"resourceIds": [desk.boat]}
    for begins, ends in ((8, 10), (17.5, 18.5), (9, 34), (9 + 5 * 24, 10 + 5 * 24)):
        assert desk.refused("booking.add", fields={**add, "datePeriod": period(begins, ends)}) == NOT_FREE
    booked = desk.book(9, 18)
    fresh = desk.id_of("resource", name="Dinghy", typeId=desk.type)
    desk.book(2, 80, fresh)  # nobody has said when it may be
    desk.app("booking.v1.resource.slots.unset", resourceId=fresh)
    named = {"resourceIds": [fresh], "datePeriod": period(81, 82)}
    assert desk.refused("booking.add", fields=named) == NOT_FREE
    desk.app("booking.v1.resource.slots.set", resourceId=fresh, slots=[slot(0, 1440)])
    desk.app("booking.v1.booking.add", fields=named)
    # what is booked stays so when slots change, and its other values may still change
    desk.app("booking.v1.resource.slots.unset", resourceId=desk.boat)
    assert desk.app("booking.v1.booking.update", id=booked, fields={"name": "Tour"}) is True
    assert desk.refused("booking.update", id=booked, fields={"datePeriod": period(9, 17)}) == NOT_FREE
    # intervals that touch are one, also over midnight; each is in its own zone
    cabin = desk.resource("Cabin", slot(0, 720), slot(600, 1440))
    desk.book(2, 80, cabin)
    tokyo = desk.resource("Office", slot(540, 600, zone="Asia/Tokyo"))
    desk.book(0, 1, tokyo)
    assert desk.refused("booking.add", fields={"resourceIds": [tokyo], "datePeriod": period(24.5, 25.5)}) == NOT_FREE


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"resourceIds": None}, (400, "0", "Required fields: resourceIds")),
        ({"resourceIds": []}, NOT_FREE),
        ({"resourceIds": [99]}, NOT_FREE),
        ({"resourceIds": ["x"]}, NOT_FREE),
        ({"datePeriod": None}, (400, "0", "Required fields: datePeriod")),
        ({"datePeriod": {}}, (400, "0", "Required fields: from, to")),
        ({"datePeriod": {"from": {"timestamp": MONDAY}, "to": 5}}, (400, "0", "Required fields: timezone")),
        ({"datePeriod": period(10, 10)}, NO_TIME),
        ({"datePeriod": period(11, 10)}, NO_TIME),
        ({"datePeriod": period(10, 11, "Mars/Base")}, NO_TIME),
        ({"datePeriod": period(10, 10 + 367 * 24)}, NO_TIME),
        ({"datePeriod": period(10, 11) | {"to": {"timestamp": "soon", "timezone": "UTC"}}}, NO_TIME),
        ({"datePeriod": period(10, 11) | {"to": {"timestamp": 10**12, "timezone": "UTC"}}}, NO_TIME),
        ({"name": {"a": "b"}}, (400, "422", "Invalid value of the field name")),
    ],
)
def test_refusals(desk: Desk, change: dict[str, Any], refusal: tuple[int, str, str]) -> None:
    fields = {"resourceIds": [desk.boat], "datePeriod": period(10, 11), **change}
    assert desk.refused("booking.add", fields=fields) == refusal
    assert desk.app.refused("booking.v1.booking.add") == (400, "100")
    assert desk.app.send("booking.v1.booking.list").json["total"] == 0


def test_bookings_are_listed_by_time_clients_and_resources(desk: Desk, app: AppApi) -> None:
    mine, theirs = (app("crm.contact.add", fields={"NAME": name, "OPENED": "N"}) for name in ("Ada", "Ben"))
    company = app("crm.company.add", fields={"TITLE": "Quay"})
    first, second, third = desk.book(14, 15), desk.book(9, 10), desk.book(11, 12, desk.skipper)
    for number, client in ((first, mine), (second, theirs)):
        given = [{"id": client, "type": {"module": "crm", "code": "CONTACT"}}]
        app("booking.v1.booking.client.set", bookingId=number, clients=given)
    given = [{"id": company, "type": {"module": "crm", "code": "COMPANY"}}]
    app("booking.v1.booking.client.set", bookingId=third, clients=given)

    def within(begins: float, ends: float) -> dict[str, int]:
        return {"dateFrom": int(MONDAY + begins * HOUR), "dateTo": int(MONDAY + ends * HOUR)}

    def of(*clients: tuple[str, int], module: str = "crm") -> dict[str, Any]:
        return {"entities": [{"code": code, "module": module, "id": number} for code, number in clients]}

    everything = [first, second, third]
    for filtered, wanted in [
        ({}, everything),
        ({"within": within(0, 24)}, everything),
        ({"within": within(9.5, 11.5)}, [second, third]),
        ({"within": within(10, 11)}, []),
        ({"client": of(("CONTACT", mine))}, [first]),
        ({"client": of(("CONTACT", theirs), ("COMPANY", company))}, [second, third]),
        ({"client": of(("CONTACT", company + 500), ("LEAD", 1))}, []),
        ({"client": of(("CONTACT", mine), module="other")}, []),
        ({"client": of(("CONTACT", mine)), "within": within(9, 10)}, []),
        ({"resourceIds": [desk.skipper]}, [third]),
    ]:
        assert ids(desk, filter=filtered) == wanted, filtered
    assert ids(desk, order={"dateFrom": "ASC"}) == [second, third, first]
    assert ids(desk, order={"dateTo": "DESC", "id": "ASC"}) == [first, third, second]
    assert ids(desk, order={"id": "desc"}) == everything[::-1]
    for filtered, refusal in [
        ({"within": {"dateFrom": 0}}, (400, "0", "Required fields: dateTo")),
        ({"within": within(2, 1)}, NO_TIME),
        ({"within": {"dateFrom": "x", "dateTo": 5}}, NO_TIME),
        ({"client": {}}, (400, "0", "Required fields: entities")),
        ({"client": {"entities": [{"code": "CONTACT", "id": 1}]}}, (400, "0", "Required fields: module")),
        ({"client": of(*[("CONTACT", mine)] * 51)}, (400, "422", "Invalid value of the field client")),
        ({"resourceIds": []}, NOT_FREE),
        ({"resourceIds": [99]}, NOT_FREE),
    ]:
        assert desk.refused("booking.list", filter=filtered) == refusal, filtered
    # whoever may not read a client does not find by it
    clara = app.as_user(3)
    assert clara("booking.v1.booking.list", filter={"client": of(("CONTACT", mine))}) == {"booking": []}
    assert len(clara("booking.v1.booking.list")["booking"]) == 3


def test_lists_have_pages(desk: Desk) -> None:
    for number in range(51):
        desk.book(9 + number / 6, 9 + (number + 1) / 6)
    whole = desk.app.send("booking.v1.booking.list")
    assert (whole.json["total"], whole.json["next"], len(whole.result["booking"])) == (51, 50, 50)
    assert len(ids(desk, start=50)) == 1
    walked = desk.app.send("booking.v1.booking.list", filter={">ID": 49}, order={"ID": "ASC"}, start=-1)
    assert ([each["id"] for each in walked.result["booking"]], "total" in walked.json) == ([50, 51], False)
    entries = [desk.id_of("waitlist", note="") for _ in range(3)]
    found = desk.app("booking.v1.waitlist.list", filter={">ID": entries[0]}, start=-1)["waitList"]
    assert [each["id"] for each in found] == entries[1:]
    found = desk.app("booking.v1.waitlist.list", order={"ID": "DESC"})["waitList"]
    assert [each["id"] for each in found] == entries[::-1]
    for kind, rows in (("resource", [desk.skipper]), ("resourceType", [])):
        found = desk.app(f"booking.v1.{kind}.list", filter={">id": desk.boat}, start=-1)["resource"]
        assert [each["id"] for each in found] == rows


def test_a_deleted_resource_takes_the_bookings_that_are_of_it_alone(desk: Desk, wire: Wire) -> None:
    alone, together = desk.book(9, 10), desk.book(10, 11, desk.boat, desk.skipper)
    for event in ("onBookingDelete", "onBookingUpdate"):
        desk.app("event.bind", event=event, handler="https://app.example.test/")
    assert desk.app("booking.v1.resource.delete", id=desk.boat) is True
    assert ids(desk) == [together]
    assert desk.app("booking.v1.booking.get", id=together)["booking"]["resourceIds"] == [desk.skipper]
    assert desk.told() == [("ONBOOKINGDELETE", str(alone))]
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []


def test_applications_are_told_of_bookings(desk: Desk) -> None:
    for verb in ("Add", "Update", "Delete"):
        desk.app("event.bind", event=f"onBooking{verb}", handler="https://app.example.test/")
    number = desk.book(9, 10)
    desk.app("booking.v1.booking.update", id=number, fields={"name": "Tour"})
    desk.app("booking.v1.booking.client.set", bookingId=number, clients=[])
    desk.app("booking.v1.booking.delete", id=number)
    assert desk.told() == [(f"ONBOOKING{verb}", str(number)) for verb in ("ADD", "UPDATE", "DELETE")]


def test_slots_hold_when_clocks_change() -> None:
    nights = [Slot(1, 0, 1440, "Europe/Berlin", ("Sat", "Sun", "Mon"), 30)]
    last_of_winter, last_of_summer = 1_774_738_800, 1_792_879_200  # 29 March and 25 October 2026, midnight in Berlin
    for midnight in (last_of_winter, last_of_summer):
        assert cover(nights, midnight, midnight + 47 * HOUR)
    assert not cover(nights, last_of_winter, last_of_winter + 48 * HOUR)
    assert cover(nights, last_of_summer, last_of_summer + 49 * HOUR)
    assert not cover([], 0, 1)
