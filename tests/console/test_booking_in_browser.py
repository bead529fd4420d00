"""The pages of online booking in a real browser: an hour by a click, and open to everybody."""

from playwright.sync_api import expect

from homeport.testing.portal import LocalPortal
from tests.console.chromium import NARROW, WIDE, violations
from tests.console.conftest import Open
from tests.console.test_disk_in_browser import HOSTILE

TUESDAY = "/booking/?day=2026-01-06"


def test_an_hour_is_booked_and_given_back(open_as: Open, portal: LocalPortal) -> None:
    page = open_as(3, TUESDAY)
    page.get_by_role("link", name="Book Harbour tug at 10:00").click()
    expect(page.get_by_label("Harbour tug")).to_be_checked()
    page.get_by_label("Name").fill(HOSTILE)
    page.get_by_role("button", name="Book").click()
    expect(page.get_by_role("heading", name=HOSTILE)).to_be_visible()
    expect(page.locator("img[src=x]")).to_have_count(0)
    page.get_by_role("button", name="To the waiting list").click()
    expect(page.get_by_role("link", name="Book Harbour tug at 10:00")).to_be_visible()
    notes = portal.webhook(1, "booking").call("booking.v1.waitlist.list")["waitList"]
    assert notes[-1]["note"] == HOSTILE


def test_the_pages_of_online_booking_are_accessible(open_as: Open, portal: LocalPortal) -> None:
    webhook = portal.webhook(1, "booking")
    boat = webhook.call("booking.v1.resource.add", fields={"name": "z" * 90, "typeId": 1})["id"]
    always = {"from": 0, "to": 1440, "timezone": "UTC", "weekDays": ["Tue"], "slotSize": 60}
    webhook.call("booking.v1.resource.slots.set", resourceId=boat, slots=[always])
    times = {
        name: {"timestamp": moment, "timezone": "UTC"} for name, moment in (("from", 1767700800), ("to", 1767704400))
    }
    webhook.call("booking.v1.booking.add", fields={"name": "b" * 90, "resourceIds": [boat], "datePeriod": times})
    webhook.call("booking.v1.waitlist.add", fields={"note": "w" * 90})
    for scheme, viewport in (("light", WIDE), ("dark", NARROW)):
        page = open_as(1, color_scheme=scheme, viewport=viewport)
        for path in (TUESDAY, "/booking/add/", "/booking/1/", "/booking/resources/"):
            page.goto(path)
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            assert (path, violations(page)) == (path, [])
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        page.goto(TUESDAY)
        expect(page.get_by_role("heading", name="Tuesday 6")).to_be_visible(visible=viewport is NARROW)
        expect(page.locator(".schedule")).to_be_visible(visible=viewport is WIDE)
