"""The pages of calendars in a real browser: an event by keyboard, and open to everybody."""

from playwright.sync_api import expect

from homeport.testing.portal import LocalPortal
from tests.console.chromium import NARROW, WIDE, violations
from tests.console.conftest import Open
from tests.console.test_disk_in_browser import HOSTILE


def test_an_event_is_planned_and_answered(open_as: Open, portal: LocalPortal) -> None:
    page = open_as(1, "/calendar/?day=2030-05-04")
    page.keyboard.press("n")
    page.get_by_label("Name").fill(HOSTILE)
    page.locator("summary", has_text="Invite people").click()
    page.get_by_label("Clara Mast").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name=HOSTILE)).to_be_visible()
    expect(page.locator("img[src=x]")).to_have_count(0)
    other = open_as(3, "/calendar/?day=2030-05-04&view=week")
    other.get_by_role("link", name=HOSTILE).click()
    other.get_by_role("button", name="I do not").click()
    expect(other.get_by_text("Does not come")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Does not come")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator("table.grid")).to_be_visible()
    assert portal.webhook(1, "calendar").call("calendar.event.get", type="user", ownerId=1) == []


def test_the_pages_of_calendars_are_accessible(open_as: Open, portal: LocalPortal) -> None:
    webhook = portal.webhook(1, "calendar")
    own = {"type": "user", "ownerId": 1, "is_meeting": "Y", "attendees": [1, 3], "location": "x" * 90}
    at = {"from": "2030-05-04T10:00:00", "to": "2030-05-04T11:00:00"}
    event = webhook.call("calendar.event.add", **own, name="y" * 90, **at)
    boat = webhook.call("calendar.resource.add", name="z" * 90)
    webhook.call("calendar.event.add", type="resource", ownerId=0, section=boat, name="b" * 90, **at)
    month, card = "/calendar/?day=2030-05-04", f"/calendar/event/{event}/"
    booked = "/calendar/resources/?day=2030-05-04"
    for scheme, viewport in (("light", WIDE), ("dark", NARROW)):
        page = open_as(1, color_scheme=scheme, viewport=viewport)
        for path in (
            month,
            f"{month}&view=week",
            "/calendar/?day=2031-01-01",
            card,
            f"{card}edit/",
            "/calendar/add/",
            booked,
        ):
            page.goto(path)
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            assert (path, violations(page)) == (path, [])
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
    page.goto("/calendar/?day=2031-01-01")
    expect(page.get_by_text("Nothing is planned")).to_be_visible()
