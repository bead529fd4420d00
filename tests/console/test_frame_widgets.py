"""What applications bind to placements, opened in frames."""

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from homeport.testing.credentials import Application
from homeport.testing.portal import LocalPortal
from tests.console.app_site import AppSite, frame_of
from tests.console.chromium import NARROW, WIDE, violations
from tests.console.conftest import Open


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


def test_a_list_has_buttons_above_it_and_a_menu_for_each_record(
    open_as: Open, portal: LocalPortal, site: AppSite
) -> None:
    app = portal.app("Supplies")
    bind(app, "CRM_DEAL_LIST_TOOLBAR", site.url, TITLE="Supplies of all deals")
    bind(app, "CRM_DEAL_LIST_MENU", site.url, TITLE="Supplies of the deal")
    bind(app, "CRM_ACTIVITY_LIST_MENU", site.url, TITLE="Costs")
    page = open_as(3, "/crm/deal/?sort=id")
    row = page.locator("tbody tr").first
    deal = (row.locator("th a").get_attribute("href") or "").strip("/").rpartition("/")[2]
    row.get_by_text("Applications for").or_(row.locator("summary")).first.click()
    row.get_by_role("link", name="Supplies of the deal").click()
    info = frame_of(page).evaluate("BX24.placement.info()")
    assert (info["placement"], info["options"]["ID"]) == ("CRM_DEAL_LIST_MENU", deal)
    page.goto(f"{portal.http}/crm/deal/")
    page.get_by_role("link", name="Supplies of all deals").click()
    info = frame_of(page).evaluate("BX24.placement.info()")
    assert (info["placement"], sorted(info["options"])) == ("CRM_DEAL_LIST_TOOLBAR", ["URI"])
    page.goto(f"{portal.http}/crm/activity/?whose=all")
    entry = page.locator(".entry").first
    activity = (entry.get_attribute("id") or "").partition("-")[2]
    entry.get_by_role("link", name="Costs").click()
    info = frame_of(page).evaluate("BX24.placement.info()")
    assert (info["placement"], info["options"]["ID"]) == ("CRM_ACTIVITY_LIST_MENU", activity)
    page.goto(f"{portal.http}/crm/lead/")
    expect(page.get_by_role("heading", name="Leads")).to_be_visible()
    expect(page.get_by_text("Supplies")).to_have_count(0)


def test_a_background_handler_runs_unseen_on_every_page_of_those_it_is_for(
    open_as: Open, portal: LocalPortal, site: AppSite
) -> None:
    app = portal.app("Switchboard")
    bind(app, "PAGE_BACKGROUND_WORKER", site.url, USER_ID=3, OPTIONS={"errorHandlerUrl": f"{site.origin}/slow"})
    page = open_as(3, "/crm/deal/?sort=id")
    for path in ("/crm/deal/?sort=id", "/reference/"):
        page.goto(f"{portal.http}{path}")
        frame = frame_of(page)
        told = {"ID": "PAGE_BACKGROUND_WORKER", "URI": path}
        assert frame.evaluate("BX24.placement.info()") == {"placement": "PAGE_BACKGROUND_WORKER", "options": told}
        frame.evaluate("new Promise((resolve) => BX24.callMethod('profile', {}, resolve))")
        expect(page.locator("iframe")).to_be_hidden()
        title = page.title()
        frame.evaluate("new Promise((resolve) => BX24.setTitle('Another', resolve))")
        assert page.title() == title
    page.goto(f"{portal.http}/apps/")
    assert violations(page) == []
    other = open_as(2, "/crm/deal/")
    expect(other.get_by_role("heading", name="Deals")).to_be_visible()
    expect(other.locator("iframe")).to_have_count(0)


def test_a_handler_on_a_page_in_a_slider_does_not_close_the_slider(
    open_as: Open, portal: LocalPortal, site: AppSite
) -> None:
    app = portal.app("Switchboard", handler=site.url, api_only=False)
    page = open_as(3, f"/apps/{app.id}/")
    frame = frame_of(page)
    bind(app, "PAGE_BACKGROUND_WORKER", site.url, OPTIONS={"errorHandlerUrl": f"{site.origin}/slow"})
    frame.evaluate("() => { BX24.openPath('/crm/deal/details/5/') }")
    inside = page.frame_locator("dialog.slider iframe").frame_locator("iframe").locator("body[data-state=ready]")
    inside.wait_for(state="attached")
    inside.evaluate("new Promise((resolve) => BX24.closeApplication(resolve))")
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize("path", ["/crm/deal/5/app/1/", "/apps/1/placement/1/"])
def test_a_widget_on_another_site_than_its_application_opens_that_in_a_slider(
    open_as: Open, portal: LocalPortal, site: AppSite, path: str
) -> None:
    app = portal.app("Supplies", handler=site.url, api_only=False)
    with AppSite(site.pages["/"]) as other:
        bind(app, "CRM_DEAL_DETAIL_TAB", other.url)
        page = open_as(3, path.replace("apps/1", f"apps/{app.id}"))
        frame_of(page).evaluate("() => { BX24.openApplication({}) }")
        inside = page.frame_locator("dialog.slider iframe").locator("body[data-state=ready]")
        inside.wait_for(state="attached")


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
