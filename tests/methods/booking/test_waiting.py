"""``booking.v1.waitlist.*``, clients and deals, and moving with them between the waiting list and bookings."""

from typing import Any

import pytest

from homeport.domain.integrity import broken
from tests.apps import AppApi
from tests.conftest import Wire
from tests.methods.booking.conftest import Desk, period

DAY = 86_400
GONE = (400, "1040", "Wait list not found")
HOLDERS = (("booking", "bookingId", "bookingClient"), ("waitlist", "waitListId", "waitListClient"))


def client(number: int, code: str = "CONTACT") -> dict[str, Any]:
    return {"id": number, "type": {"code": code, "module": "crm"}}


def deal(number: int) -> dict[str, str]:
    return {"moduleId": "crm", "entityTypeId": "DEAL", "value": str(number)}


def test_entries_are_added_read_changed_and_deleted(desk: Desk) -> None:
    number = desk.id_of("waitlist", note="Any morning")
    assert desk.app("booking.v1.waitlist.get", id=number) == {"waitList": {"id": number, "note": "Any morning"}}
    assert desk.app("booking.v1.waitlist.update", id=number, fields={"note": "Mondays"}) is True
    empty = desk.id_of("waitlist", name="ignored")
    found = desk.app("booking.v1.waitlist.list")["waitList"]
    assert found == [{"id": number, "note": "Mondays"}, {"id": empty, "note": ""}]
    assert desk.app("booking.v1.waitlist.delete", id=number) is True
    assert desk.refused("waitlist.get", id=number) == GONE
    assert desk.refused("waitlist.update", id=number, fields={"note": ""}) == GONE
    assert desk.refused("waitlist.delete", id=number) == (400, "1036", "wait list item not found")
    assert desk.app.refused("booking.v1.waitlist.add") == (400, "100")
    assert desk.refused("waitlist.update", id=empty)[:2] == (400, "100")
    assert desk.refused("waitlist.add", fields={"note": ["a", "b"]})[1] == "422"


def test_entries_are_listed_by_the_days_on_which_they_were_made(desk: Desk, wire: Wire) -> None:
    made = []
    for day in range(3):
        wire.freeze(1_743_465_600.0 + day * DAY)  # the first of April 2025
        made.append(desk.id_of("waitlist", note=str(day)))

    def found(first: str, last: str) -> list[int]:
        asked = {"createdWithin": {"from": first, "to": last}}
        return [each["id"] for each in desk.app("booking.v1.waitlist.list", filter=asked)["waitList"]]

    assert found("01.04.2025", "03.04.2025") == made[:2]
    assert found("02.04.2025", "04.04.2025") == made[1:]
    for given, refusal in [
        ({"from": "01.04.2025"}, (400, "0", "Required fields: to")),
        ({"from": "2025-04-01", "to": "16.04.2025"}, (400, "422", "Invalid date")),
        ({"from": "01.04.2025", "to": "31.04.2025"}, (400, "422", "Invalid date")),
        ({"from": 5, "to": []}, (400, "422", "Invalid date")),
    ]:
        assert desk.refused("waitlist.list", filter={"createdWithin": given}) == refusal


@pytest.mark.parametrize(("of", "name", "called"), HOLDERS)
def test_clients_and_deals_are_set_listed_and_removed(desk: Desk, app: AppApi, of: str, name: str, called: str) -> None:
    holder = {name: desk.book(9, 10) if of == "booking" else desk.id_of("waitlist", note="")}
    contact, same = (app("crm.contact.add", fields={"NAME": "Ada", "OPENED": "N"}) for _ in range(2))
    one, other = (app("crm.deal.add", fields={"TITLE": title, "OPENED": "N"}) for title in ("Tour", "Trip"))
    both = [client(1, "COMPANY"), client(contact)]
    set_client, set_deal = f"{of}.client.set", f"{of}.externalData.set"
    assert app(f"booking.v1.{set_client}", **holder, clients=[client(1)]) is True
    assert app(f"booking.v1.{set_client}", **holder, clients=[*both, client(str(contact))]) is True  # type: ignore[arg-type]
    assert app(f"booking.v1.{of}.client.list", **holder) == {called: both}
    assert app(f"booking.v1.{set_deal}", **holder, externalData=[deal(other), deal(one)]) is True
    linked = {"externalData": [deal(other), deal(one)]}
    assert app(f"booking.v1.{of}.externalData.list", **holder) == linked
    for given, refusal in [
        ([{"id": 1}], "Required fields: type"),
        ([{"id": 1, "type": {"code": "CONTACT"}}], "Required fields: module"),
        ([client(1, "LEAD")], "Client type crm LEAD is not supported"),
        ([client(9_999)], "Client CONTACT 9999 not found"),
        ([5], "Required fields: id, type"),
    ]:
        assert desk.refused(set_client, **holder, clients=given) == (400, "0", refusal)
    for given, refusal in [
        ([{"value": "1"}], "Required fields: moduleId, entityTypeId"),
        ([deal(1) | {"entityTypeId": "LEAD"}], "Object type crm LEAD is not supported"),
        ([deal(9_999)], "Object DEAL 9999 not found"),
    ]:
        assert desk.refused(set_deal, **holder, externalData=given) == (400, "0", refusal)
    # whoever may not read a record neither names nor sees it
    clara = app.as_user(3)
    assert clara.refused(f"booking.v1.{set_client}", **holder, clients=[client(contact)]) == (400, "0")
    assert clara.refused(f"booking.v1.{set_deal}", **holder, externalData=[deal(one)]) == (400, "0")
    assert client(contact) not in clara(f"booking.v1.{of}.client.list", **holder)[called]
    assert clara(f"booking.v1.{of}.externalData.list", **holder) == {"externalData": []}
    # one of two contacts becomes part of another; a deleted record is named no more
    app("crm.entity.mergeBatch", params={"entityTypeId": 3, "entityIds": [same, contact]})
    assert app(f"booking.v1.{of}.client.list", **holder) == {called: [client(1, "COMPANY"), client(same)]}
    app("crm.deal.delete", id=other)
    assert app(f"booking.v1.{of}.externalData.list", **holder) == {"externalData": [deal(one)]}
    for kind, answered in (("client", called), ("externalData", "externalData")):
        assert app(f"booking.v1.{of}.{kind}.unset", **holder) is True
        assert app(f"booking.v1.{of}.{kind}.list", **holder) == {answered: []}
        missing = (400, *(("1021", "Booking not found") if of == "booking" else GONE[1:]))
        given = {"clients": [], "externalData": []}
        for verb in ("set", "list", "unset"):
            assert desk.refused(f"{of}.{kind}.{verb}", **{name: 999}, **given) == missing
            assert desk.refused(f"{of}.{kind}.{verb}", **given)[:2] == (400, "100")
        assert desk.refused(f"{of}.{kind}.set", **holder)[:2] == (400, "100")


def test_clients_and_deals_move_from_the_waiting_list_to_a_booking_and_back(desk: Desk, wire: Wire) -> None:
    app = desk.app
    for event in ("onBookingAdd", "onBookingDelete", "onBookingWaitListItemAdd", "onBookingWaitListItemDelete"):
        app("event.bind", event=event, handler="https://app.example.test/")
    app("event.bind", event="onBookingWaitListItemUpdate", handler="https://app.example.test/")
    entry = desk.id_of("waitlist", note="Any morning")
    app("booking.v1.waitlist.update", id=entry, fields={})
    app("booking.v1.waitlist.client.set", waitListId=entry, clients=[client(1)])
    app("booking.v1.waitlist.externalData.set", waitListId=entry, externalData=[deal(1)])
    fields = {"resourceIds": [desk.boat], "datePeriod": period(9, 10), "name": "Tour"}
    for given, refusal in [
        (fields | {"resourceIds": []}, ("1038", "wait list item not found")),
        (fields | {"resourceIds": [99]}, ("1038", "wait list item not found")),
        (fields | {"datePeriod": period(3, 4)}, ("1038", "wait list item not found")),
        ({}, ("0", "Required fields: resourceIds, datePeriod")),
        (fields | {"datePeriod": period(9, 8)}, ("422", "Invalid date period")),
    ]:
        assert desk.refused("booking.createfromwaitlist", waitListId=entry, fields=given) == (400, *refusal)
    assert desk.refused("booking.createfromwaitlist", waitListId=99, fields=fields)[:2] == (400, "1038")
    assert desk.refused("booking.createfromwaitlist", fields=fields)[:2] == (400, "100")
    booking = app("booking.v1.booking.createfromwaitlist", waitListId=entry, fields=fields)
    found = app("booking.v1.booking.get", id=booking)["booking"]
    assert (found["name"], found["description"], found["resourceIds"]) == ("Tour", "Any morning", [desk.boat])
    assert app("booking.v1.booking.client.list", bookingId=booking) == {"bookingClient": [client(1)]}
    assert app("booking.v1.booking.externalData.list", bookingId=booking) == {"externalData": [deal(1)]}
    assert desk.refused("waitlist.get", id=entry) == GONE
    again = app("booking.v1.waitlist.createfrombooking", bookingId=booking)
    assert app("booking.v1.waitlist.get", id=again) == {"waitList": {"id": again, "note": "Any morning"}}
    assert app("booking.v1.waitlist.client.list", waitListId=again) == {"waitListClient": [client(1)]}
    assert app("booking.v1.waitlist.externalData.list", waitListId=again) == {"externalData": [deal(1)]}
    assert desk.refused("booking.get", id=booking)[:2] == (400, "1021")
    assert desk.refused("waitlist.createfrombooking", bookingId=booking) == (400, "1037", "booking not found")
    assert desk.refused("waitlist.createfrombooking")[:2] == (400, "100")
    app("booking.v1.waitlist.delete", id=again)
    item = "ONBOOKINGWAITLISTITEM"
    assert desk.told() == [
        (f"{item}ADD", str(entry)),
        (f"{item}UPDATE", str(entry)),
        ("ONBOOKINGADD", str(booking)),
        (f"{item}DELETE", str(entry)),
        (f"{item}ADD", str(again)),
        ("ONBOOKINGDELETE", str(booking)),
        (f"{item}DELETE", str(again)),
    ]
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []
    types = [{"code": "COMPANY", "module": "crm"}, {"code": "CONTACT", "module": "crm"}]
    assert app("booking.v1.clienttype.list") == {"clientType": types}
