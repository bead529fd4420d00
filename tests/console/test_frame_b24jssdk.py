"""b24jssdk in a frame of the portal, as its documentation uses it: its published file for browsers, unchanged."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Frame, expect

from homeport.testing.credentials import Application
from homeport.testing.portal import LocalPortal
from tests.console.app_site import WITH_B24JSSDK, AppSite, frame_of
from tests.console.conftest import Open


@pytest.fixture
def site() -> Iterator[AppSite]:
    with AppSite(WITH_B24JSSDK) as site:
        yield site


@pytest.fixture
def app(portal: LocalPortal, site: AppSite) -> Application:
    return portal.app("Bindings", handler=site.url, api_only=False)


CALL = """async ([method, params]) => {
  const answer = await b24.actions.v2.call.make({ method, params })
  return answer.isSuccess ? answer.getData().result : answer.getErrorMessages()
}"""

WALK = """async () => {
  const found = []
  const pages = b24.actions.v2.fetchList.make({
    method: 'crm.deal.list', params: { select: ['ID'] }, idKey: 'ID', requestId: 'walk'
  })
  for await (const page of pages) found.push(...page.map(({ ID }) => Number(ID)))
  return found
}"""

BATCH = """async () => {
  const calls = { first: ['crm.activity.binding.list', { activityId: 1 }], who: ['profile', {}] }
  const options = { isHaltOnError: true, returnAjaxResult: false }
  return (await b24.actions.v2.batch.make({ calls, options })).getData()
}"""


def call(frame: Frame, method: str, **params: Any) -> Any:
    return frame.evaluate(CALL, [method, params])


def test_the_page_is_opened_by_the_documented_form(
    open_as: Open, portal: LocalPortal, site: AppSite, app: Application
) -> None:
    page = open_as(3, f"/apps/{app.id}/")
    frame_of(page)
    query, form = site.posted()
    domain = portal.http.removeprefix("http://")
    assert {name: query[name] for name in ("from", "DOMAIN", "PROTOCOL", "LANG")} == {
        "from": "portal", "DOMAIN": domain, "PROTOCOL": "0", "LANG": "en",
    }  # fmt: skip
    assert site.came_from == {"Origin": portal.http, "Referer": f"{portal.http}/"}, "and not which page of it"
    assert page.locator("iframe").get_attribute("name") == f"{domain}|0|{query['APP_SID']}"
    assert form["PLACEMENT"] == "DEFAULT"
    assert form["APPLICATION_TOKEN"] == app.application_token
    scopes = "access,basic,catalog,crm,department,disk,placement,task,telephony,user,user.userfield,userfieldconfig"
    assert form["APPLICATION_SCOPE"] == scopes
    assert (form["AUTH_EXPIRES"], form["status"]) == ("3600", "L")
    assert form["SERVER_ENDPOINT"] == f"{portal.http}/rest/"
    assert form["PLACEMENT_OPTIONS"] == f'{{"URI": "/apps/{app.id}/"}}'
    assert len(form["member_id"]) == 32
    assert form["AUTH_ID"] != form["REFRESH_ID"]


def test_it_lists_bindings_walks_lists_runs_batches_and_renews_its_tokens(
    open_as: Open, portal: LocalPortal, app: Application
) -> None:
    seller = portal.webhook(3)
    bindings = seller.call("crm.activity.binding.list", activityId=1)
    seller.call("batch", cmd=[f"crm.deal.add?fields[TITLE]={number}" for number in range(50)])
    frame = frame_of(open_as(3, f"/apps/{app.id}/"))
    assert call(frame, "crm.activity.binding.list", activityId=1) == bindings != []
    assert call(frame, "profile")["ID"] == "3"
    walked = frame.evaluate(WALK)
    total = seller.call("batch", cmd=["crm.deal.list?select[]=ID"])["result_total"][0]
    assert len(walked) == len(set(walked)) == total > 50
    batch = frame.evaluate(BATCH)
    assert (batch["first"], batch["who"]["ID"]) == (bindings, "3")

    before = frame.evaluate("b24.auth.getAuthData().access_token")
    portal.clock.advance(3600)
    assert call(frame, "crm.activity.binding.list", activityId=1) == bindings
    assert frame.evaluate("b24.auth.getAuthData().access_token") != before


def test_the_same_by_https(open_as: Open, portal: LocalPortal) -> None:
    with AppSite(WITH_B24JSSDK, portal.folder.certificates / "server.pem") as site:
        app = portal.app("Bindings", handler=site.url, api_only=False)
        page = open_as(1, f"/apps/{app.id}/", base_url=portal.https, ignore_https_errors=True)
        assert call(frame_of(page), "profile")["ID"] == "1"
        assert "|1|" in (page.locator("iframe").get_attribute("name") or "")


def test_it_uses_the_page_around_its_dialogs_and_sliders(open_as: Open, portal: LocalPortal, app: Application) -> None:
    page = open_as(1, f"/apps/{app.id}/")
    frame = frame_of(page)
    frame.evaluate("b24.parent.setTitle('Stock')")
    expect(page.locator("h1")).to_have_text("Stock")
    sized = "b24.parent.resizeWindow(400, 2000).then(() => [window.innerWidth, window.innerHeight])"
    assert frame.evaluate(sized) == [400, 2000], "it has its new size by then"
    frame.evaluate("b24.parent.scrollParentWindow(300)")
    size = page.locator("iframe").bounding_box()
    assert size is not None
    assert (size["width"], size["height"], page.evaluate("window.scrollY")) == (400, 2000, 300)
    frame.evaluate("b24.options.appSet('rate', [1])")
    frame.evaluate("b24.options.userSet('seen', 'yes')")
    assert (app.call("app.option.get"), app.call("user.option.get")) == ({"rate": [1]}, {"seen": "yes"})
    assert frame.evaluate("b24.placement.getInterface()") == {"command": [], "event": []}
    assert frame.evaluate("[b24.placement.isDefault, b24.auth.isAdmin, b24.getLang()]") == [True, True, "en"]

    frame.evaluate("() => { b24.dialog.selectUsers().then((chosen) => { window.chosen = chosen }) }")
    dialog = page.get_by_role("dialog", name="Choose employees")
    dialog.get_by_role("checkbox", name="Clara Mast").check()
    dialog.get_by_role("button", name="Choose").click()
    frame.wait_for_function("window.chosen")
    assert frame.evaluate("window.chosen") == [{"id": 3, "name": "Clara Mast"}]

    for wish, name in (
        ("openSliderAppPage({ deal: 5, bx24_title: 'Deal' })", "Deal"),
        ("openPath(b24.slider.getUrl('/marketplace/'))", "Applications"),
    ):
        frame.evaluate(f"() => {{ window.told = null; b24.slider.{wish}.then((told) => {{ window.told = told }}) }}")
        page.get_by_role("dialog", name=name).get_by_role("button", name="Close").click()
        frame.wait_for_function("window.told")
    assert frame.evaluate("window.told") == {"isOpenAtNewWindow": False, "isClose": True}
