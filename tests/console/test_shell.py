"""The frame around every page."""

import pytest
from playwright.sync_api import expect

from tests.console.chromium import NARROW, WIDE, violations
from tests.console.conftest import Open


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_start_page_is_accessible(open_as: Open, scheme: str, viewport: dict[str, int]) -> None:
    page = open_as(1, color_scheme=scheme, viewport=viewport)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_menu_shows_developer_pages_to_administrators_only(open_as: Open) -> None:
    expect(open_as(1).locator("nav a", has_text="Webhooks")).to_have_count(1)
    expect(open_as(3).locator("nav a", has_text="Webhooks")).to_have_count(0)


def test_on_a_narrow_screen_the_menu_opens_by_keyboard(open_as: Open) -> None:
    page = open_as(1, viewport=NARROW)
    menu = page.locator("#menu")
    expect(menu).not_to_be_visible()
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_have_attribute("aria-expanded", "true")
