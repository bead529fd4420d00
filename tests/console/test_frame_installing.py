"""Applications that install themselves by a page, and the first launch of each user."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from homeport.testing.portal import LocalPortal
from tests.console.app_site import WITH_B24JSSDK, WITH_BX24, AppSite, frame_of, leave
from tests.console.conftest import Open

FIRST_LAUNCH = """<!doctype html><title>First</title><body data-state="">
<script src="PORTAL/api/v1/"></script>
<script>
const note = (word) => { document.body.dataset.state += word }
BX24.callMethod('profile', {}, (answer) => { window.early = answer.data().ID })
BX24.init(() => note('init'))
BX24.install(() => note('install '))
</script>"""


@pytest.fixture
def site(portal: LocalPortal) -> Iterator[AppSite]:
    with AppSite(WITH_BX24.replace("PORTAL", portal.http)) as site:
        site.pages["/install"] = site.pages["/"]
        yield site


def test_an_administrator_installs_and_then_everybody_may_open_it(
    open_as: Open, portal: LocalPortal, site: AppSite
) -> None:
    app = portal.app("Stock", handler=site.url, install=f"{site.origin}/install", api_only=False)
    seller = open_as(3, "/apps/")
    expect(seller.get_by_text("No application is open to you yet.")).to_be_visible()
    seller.goto(f"/apps/{app.id}/")
    expect(seller.get_by_text("An administrator of the portal must complete its installation.")).to_be_visible()

    admin = open_as(1, "/apps/")
    expect(admin.get_by_text("Not installed")).to_be_visible()
    admin.get_by_role("link", name="Stock").click()
    frame = frame_of(admin)
    assert frame.url.startswith(f"{site.origin}/install?")
    assert app.call("app.info")["INSTALLED"] is False
    bind = """(url) => new Promise((resolve) => {
      BX24.callBind('ONAPPINSTALL', url, null, (answer) => resolve(answer.data()))
    })"""
    assert frame.evaluate(bind, f"{site.origin}/?told") is True
    with admin.expect_navigation():
        leave(frame, "BX24.installFinish()")
    assert frame_of(admin).url.startswith(site.url)
    assert app.call("app.info")["INSTALLED"] is True
    posted = [site.posted()[1] for _ in range(3)]
    (told,) = (form for form in posted if "event" in form)
    assert (told["event"], told["data[INSTALLED]"], told["auth[user_id]"]) == ("ONAPPINSTALL", "Y", "1")
    seller.goto("/apps/")
    seller.get_by_role("link", name="Stock").click()
    frame_of(seller)


def test_b24jssdk_completes_an_installation(open_as: Open, portal: LocalPortal, site: AppSite) -> None:
    site.pages["/install"] = WITH_B24JSSDK
    app = portal.app("Stock", handler=site.url, install=f"{site.origin}/install", api_only=False)
    admin = open_as(1, f"/apps/{app.id}/")
    frame = frame_of(admin)
    assert frame.evaluate("[b24.isInstallMode, b24.isFirstRun]") == [True, True]
    with admin.expect_navigation():
        leave(frame, "b24.installFinish()")
    assert frame_of(admin).url.startswith(site.url)


def test_only_administrators_complete_an_installation(open_as: Open, portal: LocalPortal, site: AppSite) -> None:
    app = portal.app("Stock", handler=site.url, install=f"{site.origin}/install", api_only=False)
    other = portal.app("Other", handler=site.url, api_only=False)
    page = open_as(3, f"/apps/{other.id}/")
    frame_of(page).evaluate("BX24.installFinish()")
    token = page.locator("[data-token]").get_attribute("data-token")
    answer = page.request.post(f"/apps/{app.id}/installed/", form={"token": token or ""})
    assert answer.status == 403
    assert app.call("app.info")["INSTALLED"] is False


def test_the_first_launch_of_each_user_is_told(open_as: Open, portal: LocalPortal, site: AppSite) -> None:
    site.pages["/"] = FIRST_LAUNCH.replace("PORTAL", portal.http)
    app = portal.app("Stock", handler=site.url, api_only=False)
    page = open_as(3)
    with page.expect_response("**/launched/"):
        page.goto(f"/apps/{app.id}/")
    frame = frame_of(page, "install ")
    frame.wait_for_function("window.early === '3'")  # a call before init() waited for it
    frame.evaluate("BX24.installFinish()")
    frame_of(page, "install init")
    page.reload()
    frame_of(page, "init")
    frame_of(open_as(2, f"/apps/{app.id}/"), "install ")
