"""What applications bind to placements, opened in frames."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from homeport.testing.credentials import Application
from homeport.testing.portal import LocalPortal
from tests.console.app_site import WITH_BX24, AppSite, frame_of
from tests.console.chromium import NARROW, WIDE, violations
from tests.console.conftest import Open


@pytest.fixture
def site(portal: LocalPortal) -> Iterator[AppSite]:
    with AppSite(WITH_BX24.replace("PORTAL", portal.http)) as site:
        yield site


def bind(app: Application, placement: str, handler: str, **texts: Any) -> None:
    assert app.call("placement.bind", PLACEMENT=placement, HANDLER=handler, **texts) is True


def test_a_tab_of_a_card_is_told_its_record_and_may_have_the_card_read_again(
    open_as: Open, portal: LocalPortal, site: AppSite
) -> None:
    app = portal.app("Supplies")
    bind(app, "CRM_DEAL_DETAIL_TAB", site.url, TITLE="Supplies of the deal")
    page = open_as(3, f"/apps/{app.id}/placement/1/?ID=5")
    frame = frame_of(page)
    form = site.posted()[1]
    assert form["PLACEMENT"] == "CRM_DEAL_DETAIL_TAB"
    assert json.loads(form["PLACEMENT_OPTIONS"]) == {"ID": "5", "URI": f"/apps/{app.id}/placement/1/?ID=5"}
    expect(page.locator("h1")).to_have_text("Supplies of the deal")
    assert frame.evaluate("BX24.placement.info()") == {
        "placement": "CRM_DEAL_DETAIL_TAB",
        "options": {"ID": "5", "URI": f"/apps/{app.id}/placement/1/?ID=5"},
    }
    interface = frame.evaluate("new Promise((resolve) => BX24.placement.getInterface(resolve))")
    assert interface == {"command": ["reloadData"], "event": []}
    page.evaluate("() => { document.addEventListener('app:reload-data', () => { window.readAgain = true }) }")
    told = frame.evaluate(
        """() => new Promise((resolve) => {
          BX24.placement.call('noSuchCommand', {}, () => resolve('answered'))
          BX24.placement.bindEvent('noSuchEvent', () => resolve('an event'))
          BX24.placement.call('reloadData', null, (...given) => resolve(given))
        })"""
    )
    assert told == [], "without arguments; what does not exist is ignored silently"
    assert page.evaluate("window.readAgain") is True


def test_a_menu_item_is_seen_by_those_to_whom_its_application_is_open_once_it_is_installed(
    open_as: Open, portal: LocalPortal, site: AppSite
) -> None:
    app = portal.app("Routes", handler=site.url, install=site.url, api_only=False, open_to=("U1", "U3"))
    german = {"TITLE": "Routen", "DESCRIPTION": "", "GROUP_NAME": ""}
    bind(app, "LEFT_MENU", site.url, TITLE="Routes", LANG_ALL={"de": german})
    page = open_as(3)
    menu = page.get_by_role("navigation", name="Portal")
    expect(menu.get_by_role("link", name="Routes")).to_have_count(0)
    app.install()
    portal.settings(language="de")
    page.reload()
    menu.get_by_role("link", name="Routen").click()
    assert frame_of(page).evaluate("[BX24.placement.info().placement, BX24.getLang()]") == ["LEFT_MENU", "de"]
    expect(menu.locator("[aria-current=page]")).to_have_text("Routen")
    other = open_as(2)
    expect(other.get_by_role("link", name="Routen")).to_have_count(0)
    other.goto(f"/apps/{app.id}/placement/1/")
    expect(other.get_by_text("There is no such application")).to_be_visible()


def test_a_link_to_an_application_opens_it_with_parameters(open_as: Open, portal: LocalPortal, site: AppSite) -> None:
    app = portal.app("Documents", handler=f"{site.origin}/main", api_only=False)
    bind(app, "REST_APP_URI", site.url)
    path = f"/marketplace/view/{app.client_id}/?params[docId]=42&params[test]=y&other=1"
    frame = frame_of(open_as(3, path))
    info = frame.evaluate("BX24.placement.info()")
    assert info["placement"] == "REST_APP_URI"
    assert {name: info["options"][name] for name in ("docId", "test")} == {"docId": "42", "test": "y"}
    assert "other" not in info["options"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_pages_are_accessible(
    open_as: Open, portal: LocalPortal, site: AppSite, scheme: str, viewport: dict[str, int]
) -> None:
    app = portal.app("Supplies of everything that ships need", handler=site.url, api_only=False)
    portal.app("Waiting", handler=site.url, install=site.url, api_only=False)
    portal.app("Blocked", handler=site.url, api_only=False).block()
    bind(app, "LEFT_MENU", site.url, TITLE="Routes", DESCRIPTION="Plans routes between ports")
    page = open_as(1, "/apps/", color_scheme=scheme, viewport=viewport)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(f"/apps/{app.id}/")
    frame_of(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
