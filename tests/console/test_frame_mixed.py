"""Applications by HTTP in a portal that is open by HTTPS: browsers show them from this machine only, and it is said."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from homeport.testing.portal import LocalPortal
from tests.console.app_site import WITH_BX24, AppSite, frame_of
from tests.console.conftest import Open


@pytest.fixture
def site(portal: LocalPortal) -> Iterator[AppSite]:
    with AppSite(WITH_BX24.replace("PORTAL", portal.https)) as site:
        yield site


@pytest.fixture
def home(open_as: Open, portal: LocalPortal) -> Page:
    """A page of the portal by HTTPS."""
    return open_as(1, base_url=portal.https, ignore_https_errors=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "app.localhost"])
def test_an_application_of_this_machine_opens(home: Page, portal: LocalPortal, site: AppSite, host: str) -> None:
    app = portal.app("Bindings", handler=site.url.replace("127.0.0.1", host), api_only=False)
    home.goto(f"/apps/{app.id}/")
    frame_of(home)
    assert site.came_from["Origin"] == portal.https


def test_one_of_another_machine_is_refused_and_it_is_said_what_to_do(home: Page, portal: LocalPortal) -> None:
    app = portal.app("Bindings", handler="http://192.0.2.7:3000/", api_only=False)
    home.goto(f"/apps/{app.id}/")
    expect(home.get_by_text("from http://192.0.2.7:3000")).to_be_visible()
    expect(home.get_by_text("Open the portal by HTTP too")).to_be_visible()


def test_what_may_be_wrong_is_said_when_nothing_comes(home: Page, portal: LocalPortal, site: AppSite) -> None:
    app = portal.app("Bindings", handler=site.url, api_only=False)
    held: list[Route] = []
    home.route(f"{site.origin}/**", lambda route: held.append(route))  # noqa: PLW0108  Playwright marks what it is given
    home.clock.install()
    with home.expect_request(f"{site.origin}/**"):
        home.goto(f"/apps/{app.id}/")
    notice = home.locator("#notice")
    expect(notice).to_have_text("")
    home.clock.fast_forward(5000)
    expect(notice).to_contain_text("Bindings has not opened yet. It comes by HTTP")
    held[0].continue_()
    frame_of(home)
