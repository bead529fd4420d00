"""``calendar.resource.*``: what is booked."""

import pytest

from tests.apps import AppApi

DENIED = (400, "", "Access denied")


def test_employees_add_resources_and_change_their_own(admin: AppApi, clara: AppApi) -> None:
    number = clara("calendar.resource.add", name="Boat")
    other = admin.as_user(2)
    assert other("calendar.resource.list") == [{"ID": str(number), "NAME": "Boat", "CREATED_BY": "3"}]
    assert other.send("calendar.resource.update", resourceId=number, name="Mine").error == DENIED
    assert other.send("calendar.resource.delete", resourceId=number).error == DENIED
    assert clara("calendar.resource.update", resourceId=number, name="Ship") == number
    assert admin("calendar.resource.list")[0]["NAME"] == "Ship"
    assert admin("calendar.resource.delete", resourceId=number) is True
    assert admin("calendar.resource.list") == []


def test_a_resource_is_no_calendar_and_a_calendar_no_resource(admin: AppApi) -> None:
    resource = admin("calendar.resource.add", name="Boat")
    section = admin("calendar.section.add", type="user", name="Trips")
    assert admin("calendar.section.get", type="resource", ownerId=0) == []
    asked = {"type": "resource", "ownerId": 0, "id": resource}
    assert admin.send("calendar.section.delete", **asked).error == DENIED
    assert admin.send("calendar.resource.delete", resourceId=section).error == DENIED
    assert [each["NAME"] for each in admin("calendar.section.get", type="user")] == ["Trips"]
    assert len(admin("calendar.resource.list")) == 1


@pytest.mark.parametrize(
    ("method", "given", "missing"),
    [
        ("calendar.resource.add", {}, "name"),
        ("calendar.resource.update", {"name": "Ship"}, "resourceId"),
        ("calendar.resource.update", {"resourceId": 1}, "name"),
        ("calendar.resource.delete", {}, "resourceId"),
    ],
)
def test_what_a_resource_needs_is_asked_for(admin: AppApi, method: str, given: dict[str, object], missing: str) -> None:
    refused = admin.send(method, **given).error
    assert refused == (400, "", f'The required parameter "{missing}" for the method "{method}" is not set')


def test_guests_have_no_resources(admin: AppApi, guest: AppApi) -> None:
    number = admin("calendar.resource.add", name="Boat")
    for method, given in (
        ("calendar.resource.list", {}),
        ("calendar.resource.add", {"name": "Ship"}),
        ("calendar.resource.update", {"resourceId": number, "name": "Ship"}),
        ("calendar.resource.delete", {"resourceId": number}),
    ):
        assert guest.send(method, **given).error == DENIED
