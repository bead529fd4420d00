"""The pages of people and of groups in a real browser: a group by keyboard, and open to everybody."""

from playwright.sync_api import expect

from homeport.testing.portal import LocalPortal
from tests.console.chromium import NARROW, WIDE, violations
from tests.console.conftest import Open
from tests.console.test_disk_in_browser import HOSTILE


def test_a_group_is_made_and_joined(open_as: Open, portal: LocalPortal) -> None:
    page = open_as(1, "/workgroups/")
    page.keyboard.press("n")
    page.get_by_label("Name").fill(HOSTILE)
    page.get_by_label("Whoever wants to may join").check()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=HOSTILE)).to_be_visible()
    group = page.url.rstrip("/").rpartition("/")[2].partition("?")[0]
    page.get_by_label("Who", exact=True).select_option(label="Dmitri Quay")
    page.get_by_role("button", name="Let in at once").click()
    expect(page.get_by_role("row", name="Dmitri Quay")).to_be_visible()
    other = open_as(3, "/workgroups/")
    other.get_by_role("link", name=HOSTILE).click()
    other.get_by_role("button", name="Join").click()
    expect(other.get_by_role("row", name="Clara Mast")).to_be_visible()
    other.get_by_role("link", name="Files").click()
    expect(other.get_by_role("heading", name=HOSTILE)).to_be_visible()
    expect(other.locator("img[src=x]")).to_have_count(0)
    assert len(portal.webhook(1, "sonet,sonet_group").call("sonet_group.user.get", ID=group)) == 3


def test_the_pages_of_people_and_groups_are_accessible(open_as: Open, portal: LocalPortal) -> None:
    webhook = portal.webhook(1, "sonet,sonet_group,department")
    group = webhook.call("sonet_group.create", NAME="x" * 90, DESCRIPTION="y" * 300)
    webhook.call("sonet_group.user.add", GROUP_ID=group, USER_ID=[3, 4])
    within = webhook.call("department.add", NAME="z" * 90, PARENT=2)
    webhook.call("department.add", NAME="Inner", PARENT=within)
    for scheme, viewport in (("light", WIDE), ("dark", NARROW)):
        page = open_as(1, color_scheme=scheme, viewport=viewport)
        for path in ("/company/", "/company/personal/user/3/", "/workgroups/", f"/workgroups/group/{group}/"):
            page.goto(path)
            assert (path, violations(page)) == (path, [])
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
