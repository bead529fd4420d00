"""``booking.v1.resourceType.*``, ``booking.v1.resource.*`` and their slots."""

from typing import Any

from homeport import methods
from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER
from tests.conftest import Wire, api_of
from tests.methods.booking.conftest import Desk, slot

USUAL = {
    "confirmationCounterDelay": 7200,
    "confirmationNotificationDelay": 86400,
    "confirmationNotificationRepetitions": 0,
    "confirmationNotificationRepetitionsInterval": 0,
    "delayedCounterDelay": 7200,
    "delayedNotificationDelay": 300,
    "infoNotificationDelay": 300,
    "isConfirmationNotificationOn": "Y",
    "isDelayedNotificationOn": "Y",
    "isFeedbackNotificationOn": "Y",
    "isReminderNotificationOn": "Y",
    "reminderNotificationDelay": -1,
    "templateTypeConfirmation": "inanimate",
    "templateTypeDelayed": "inanimate",
    "templateTypeFeedback": "inanimate",
    "templateTypeReminder": "base",
}
"""What settings are where nobody says them."""


def ids(desk: Desk, method: str, **params: Any) -> list[int]:
    return [each["id"] for each in desk.app(f"booking.v1.{method}", **params)["resource"]]


def test_types_are_added_read_changed_and_deleted(desk: Desk) -> None:
    asked = {
        "name": "Crew",
        "code": "crew",
        "confirmationDelay": 60,
        "delayedDelay": "90",
        "isDelayedNotificationOn": "N",
    }
    crew = desk.id_of("resourceType", **asked, templateTypeFeedback="animate")
    wanted = USUAL | {
        **{"id": crew, "name": "Crew", "code": "crew", "confirmationNotificationDelay": 60},
        **{"delayedNotificationDelay": 90, "isDelayedNotificationOn": "N", "templateTypeFeedback": "animate"},
    }
    assert desk.app("booking.v1.resourceType.get", id=crew) == {"resourceType": wanted}
    assert desk.app("booking.v1.resourceType.update", id=crew, fields={"name": "Crews", "code": "crew"}) is True
    assert desk.app("booking.v1.resourceType.list", filter={"CODE": "crew"})["resource"] == [wanted | {"name": "Crews"}]
    assert desk.app("booking.v1.resourceType.delete", id=crew) is True
    assert desk.refused("resourceType.get", id=crew) == (400, "1013", "Resource type not found")


def test_refusals_of_types(desk: Desk) -> None:
    add, update, delete = (f"resourceType.{verb}" for verb in ("add", "update", "delete"))
    fields = {"name": "Cars", "code": "cars"}
    desk.id_of("resourceType", **fields)
    assert desk.app.refused("booking.v1.resourceType.add") == (400, "100")
    assert desk.refused(add, fields={"name": "Cars"}) == (400, "0", "Required fields: code")
    assert desk.refused(add, fields=fields) == (400, "1010", "Resource type with code cars already exists")
    for wrong in (
        {"isInfoNotificationOn": "maybe"},
        {"templateTypeReminder": "animate"},
        {"infoDelay": "soon"},
        {"infoDelay": -1},
        {"reminderDelay": -2},
        {"name": ["a", "b"]},
    ):
        assert desk.refused(add, fields={"name": "Vans", "code": "vans", **wrong})[1] == "422", wrong
    assert desk.refused(update, id=desk.type, fields={"code": "cars"})[:2] == (400, "1011")
    assert desk.refused(update, id=desk.type, fields={"name": ""})[:2] == (400, "422")
    assert desk.refused(update, id=999, fields={"name": "Vans"}) == (400, "1007", "Resource type not found")
    assert desk.refused(update, id=desk.type)[:2] == (400, "100")
    assert desk.refused(delete, id=999) == (400, "1012", "Resource type has not been found")
    assert desk.refused(delete, id=desk.type) == (400, "1012", f"Resource type with id {desk.type} has resources")
    assert ids(desk, "resourceType.list") == [desk.type, desk.type + 1]


def test_lists_of_types_are_filtered_and_sorted(desk: Desk) -> None:
    cars = desk.id_of("resourceType", name="Cars", code="zebra")
    for given, wanted in [
        ({"filter": {"searchQuery": "oat", "moduleId": "booking"}}, [desk.type]),
        ({"filter": {"moduleId": "crm"}}, []),
        ({"filter": {"name": "Car"}}, []),
        ({"filter": {"name": "Cars"}}, [cars]),
        ({"order": {"id": "DESC"}}, [cars, desk.type]),
        ({"order": {"code": "desc"}}, [cars, desk.type]),
        ({"order": {"NAME": "DESC"}}, [cars, desk.type]),
    ]:
        assert ids(desk, "resourceType.list", **given) == wanted, given
    text = "Invalid value {ASC} to match with parameter {order}. Should be value of type array."
    for kind in ("resourceType", "resource"):
        assert desk.refused(f"{kind}.list", order="ASC") == (400, "100", text)
        assert desk.refused(f"{kind}.list", filter="ASC")[:2] == (400, "100")


def test_resources_begin_with_the_settings_of_their_type(desk: Desk) -> None:
    crew = desk.id_of("resourceType", name="Crew", code="crew", infoDelay=60, templateTypeInfo="animate")
    mate = desk.id_of("resource", name="Mate", typeId=crew, description="", confirmationRepetitions=3)
    wanted = USUAL | {
        **{"id": mate, "name": "Mate", "typeId": crew, "description": "", "isMain": "Y"},
        **{"infoNotificationDelay": 60, "isInfoNotificationOn": "Y", "templateTypeInfo": "animate"},
        "confirmationNotificationRepetitions": 3,
    }
    assert desk.app("booking.v1.resource.get", id=mate) == {"resource": wanted}
    desk.app("booking.v1.resourceType.update", id=crew, fields={"infoDelay": 10})
    assert desk.app("booking.v1.resource.update", id=mate, fields={"description": "First", "isMain": "N"}) is True
    found = desk.app("booking.v1.resource.list", filter={"typeId": crew})["resource"]
    assert found == [wanted | {"description": "First", "isMain": "N"}]


def test_refusals_of_resources(desk: Desk) -> None:
    named = {"name": "Mate"}
    assert desk.refused("resource.add", fields={"typeId": desk.type}) == (400, "0", "Required fields: name")
    assert desk.app.refused("booking.v1.resource.add") == (400, "100")
    assert desk.refused("resource.add", fields=named) == (400, "1006", "ResourceType not found")
    text = "Resource type with id 17 does not exist"
    assert desk.refused("resource.add", fields={**named, "typeId": 17}) == (400, "1013", text)
    assert desk.refused("resource.add", fields={**named, "typeId": "boats"})[1] == "422"
    assert desk.refused("resource.add", fields={**named, "typeId": desk.type, "isMain": "X"})[1] == "422"
    assert desk.refused("resource.update", id=desk.boat, fields={"typeId": 17}) == (400, "1013", text)
    assert desk.refused("resource.update", id=desk.boat, fields={"name": ""})[1] == "422"
    assert desk.refused("resource.update", id=99, fields=named) == (400, "1007", "Resource not found")
    assert desk.refused("resource.get", id=99) == (400, "1009", "Resource not found")
    assert desk.refused("resource.delete", id=99) == (400, "1008", "Resource has not been found")
    assert desk.refused("resource.delete")[:2] == (400, "100")


def test_lists_of_resources_are_filtered_and_sorted(desk: Desk) -> None:
    desk.app("booking.v1.resource.update", id=desk.skipper, fields={"isMain": "N", "description": "Knows the sands"})
    for given, wanted in [
        ({}, [desk.boat, desk.skipper]),
        ({"filter": {"searchQuery": "ip"}}, [desk.skipper]),
        ({"filter": {"isMain": "Y"}}, [desk.boat]),
        ({"filter": {"description": "Knows the sands"}}, [desk.skipper]),
        ({"filter": {"typeId": 99}}, []),
        ({"order": {"name": "DESC"}}, [desk.skipper, desk.boat]),
        ({"order": {"ID": "desc"}}, [desk.skipper, desk.boat]),
    ]:
        assert ids(desk, "resource.list", **given) == wanted, given


def test_guests_have_nothing_to_do_with_bookings(wire: Wire, desk: Desk) -> None:
    wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": 6}, {"USER_TYPE": "extranet"}), changed(tx)))
    guest = api_of(wire, 6, "booking,crm")
    given = {"id": desk.boat, "resourceId": desk.boat, "bookingId": 1, "waitListId": 1, "fields": {}, "slots": []}
    given |= {"clients": [], "externalData": []}
    for method in methods.load():
        if method.name.startswith("booking."):
            assert guest.refused(method.name, **given) == (403, "ACCESS_DENIED"), method.name


def test_slots_are_set_listed_and_removed(desk: Desk) -> None:
    mornings, saturdays = slot(540, 720), slot(600, 900, "Sat", zone="Asia/Tokyo")
    asked = {"resourceId": desk.boat, "slots": [mornings, saturdays]}
    assert desk.app("booking.v1.resource.slots.set", **asked) is True
    found = desk.app("booking.v1.resource.slots.list", resourceId=desk.boat)["slots"]
    assert [{name: value for name, value in each.items() if name != "id"} for each in found] == [mornings, saturdays]
    assert found[0]["id"] < found[1]["id"]
    set_ = "resource.slots.set"
    for wrong in (
        {"from": 720, "to": 540},
        {"from": -1},
        {"to": 1441},
        {"timezone": "Mars/Base"},
        {"weekDays": ["Monday"]},
        {"weekDays": [["Mon"]]},
        {"weekDays": []},
        {"slotSize": 0},
        {"from": "early"},
    ):
        assert desk.refused(set_, resourceId=desk.boat, slots=[mornings | wrong])[1] == "422", wrong
    lacking = {name: value for name, value in mornings.items() if name not in ("from", "slotSize")}
    text = "Required fields: from, slotSize"
    assert desk.refused(set_, resourceId=desk.boat, slots=[lacking]) == (400, "0", text)
    assert desk.refused(set_, resourceId=desk.boat, slots=[mornings] * 51)[1] == "422"
    assert desk.refused(set_, resourceId=desk.boat)[:2] == (400, "100")
    assert desk.app("booking.v1.resource.slots.list", resourceId=desk.boat)["slots"] == found
    for verb, given in (("set", {"slots": []}), ("list", {}), ("unset", {})):
        assert desk.refused(f"resource.slots.{verb}", resourceId=99, **given) == (400, "1009", "Resource not found")
        assert desk.refused(f"resource.slots.{verb}")[:2] == (400, "100")
    assert desk.app("booking.v1.resource.slots.unset", resourceId=desk.boat) is True
    assert desk.app("booking.v1.resource.slots.list", resourceId=desk.boat)["slots"] == []


def test_applications_are_told_of_types_and_resources(desk: Desk) -> None:
    for row in ("ResourceType", "Resource"):
        for verb in ("Add", "Update", "Delete"):
            desk.app("event.bind", event=f"onBooking{row}{verb}", handler="https://app.example.test/")
    crew = desk.id_of("resourceType", name="Crew", code="crew")
    mate = desk.id_of("resource", name="Mate", typeId=crew)
    desk.app("booking.v1.resource.update", id=mate, fields={"name": "First mate"})
    desk.app("booking.v1.resource.slots.set", resourceId=mate, slots=[slot(0, 1440)])
    desk.app("booking.v1.resource.delete", id=mate)
    desk.app("booking.v1.resourceType.update", id=crew, fields={"name": "Crews"})
    desk.app("booking.v1.resourceType.delete", id=crew)
    rows = [("RESOURCETYPEADD", crew), ("RESOURCEADD", mate), ("RESOURCEUPDATE", mate), ("RESOURCEDELETE", mate)]
    rows += [("RESOURCETYPEUPDATE", crew), ("RESOURCETYPEDELETE", crew)]
    assert desk.told() == [(f"ONBOOKING{code}", str(number)) for code, number in rows]
