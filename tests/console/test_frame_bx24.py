"""BX24.js in a frame of the portal, as its documentation describes it."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, expect

from homeport.console.apps.library import script
from homeport.testing.credentials import Application
from homeport.testing.portal import LocalPortal
from tests.console.app_site import AppSite, frame_of, leave
from tests.console.conftest import Open


@pytest.fixture
def app(portal: LocalPortal, site: AppSite) -> Application:
    return portal.app("Bindings", handler=site.url, api_only=False)


CALL = """([method, params]) => new Promise((resolve) => BX24.callMethod(method, params, (found) => resolve({
  data: found.data(), error: found.error(), more: found.more(), total: found.total(), time: typeof found.time()?.start
})))"""

WALK = """() => new Promise((resolve) => {
  const pages = []
  BX24.callMethod('crm.deal.list', { select: ['ID'] }, (found) => {
    pages.push(found.data().map(({ ID }) => Number(ID)))
    const request = found.more() && found.next()
    if (found.more() !== request instanceof XMLHttpRequest) resolve('next() answers something else')
    if (!found.more()) resolve([pages, found.next()])
  })
})"""

BATCH = """([calls, halt]) => new Promise((resolve) => BX24.callBatch(calls, (found) => {
  const told = (result) => ({ data: result.data(), error: result.error()?.ex.error ?? null })
  resolve(Array.isArray(found) ? found.map(told)
    : Object.fromEntries(Object.entries(found).map(([key, result]) => [key, told(result)])))
}, halt))"""


def call(frame: Frame, method: str, **params: Any) -> Any:
    return frame.evaluate(CALL, [method, params])


def test_the_library_is_small_and_served_to_every_site(portal: LocalPortal, site: AppSite, open_as: Open) -> None:
    assert len(gzip.compress(script().encode())) < 15 * 1024
    for path in Path("src/homeport/console/static/bx24").glob("*.js"):
        assert len(path.read_text().splitlines()) < 400
    page = open_as(3)
    answer = page.request.get(f"{portal.http}/api/v1/", headers={"Host": "api.bitrix24.com"})
    assert (answer.status, answer.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.text() == script()


def test_methods_are_called_walked_and_batched_and_tokens_renewed(
    open_as: Open, portal: LocalPortal, app: Application
) -> None:
    seller = portal.webhook(3)
    bindings = seller.call("crm.activity.binding.list", activityId=1)
    seller.call("batch", cmd=[f"crm.deal.add?fields[TITLE]={number}" for number in range(50)])
    frame = frame_of(open_as(3, f"/apps/{app.id}/"))

    listed = call(frame, "crm.activity.binding.list", activityId=1)
    assert listed == {"data": bindings, "error": None, "more": False, "total": None, "time": "number"}
    refused = call(frame, "crm.activity.binding.list", activityId=10**9)
    assert refused["error"]["status"] == 400
    assert refused["error"]["ex"]["error"] == "NOT_FOUND"

    pages, end = frame.evaluate(WALK)
    ids = [deal for page in pages for deal in page]
    assert len(pages) == 2
    assert end is False
    assert len(ids) == len(set(ids)) == call(frame, "crm.deal.list")["total"]

    both = [["profile", {}], {"method": "crm.activity.binding.list", "params": {"activityId": 1}}]
    assert [each["data"] for each in frame.evaluate(BATCH, [both, False])][1] == bindings
    named = {"a": ["crm.deal.get", {"id": 10**9}], "b": ["user.get", {"ID": "$result[c][ID]"}], "c": ["profile"]}
    found = frame.evaluate(BATCH, [named, False])
    assert found["a"]["error"] is not None
    assert found["c"]["data"]["ID"] == "3"
    assert list(frame.evaluate(BATCH, [named, True])) == ["a"], "what follows an error does not run"

    before = frame.evaluate("BX24.getAuth()")
    assert sorted(before) == ["access_token", "domain", "expires_in", "member_id", "refresh_token"]
    assert before["domain"] == portal.http.removeprefix("http://")
    portal.clock.advance(3600)
    assert call(frame, "crm.activity.binding.list", activityId=1)["data"] == bindings
    after = frame.evaluate("BX24.getAuth()")
    assert after["access_token"] != before["access_token"]
    asked = frame.evaluate("new Promise((resolve) => BX24.refreshAuth(resolve))")
    assert asked["access_token"] not in (before["access_token"], after["access_token"])
    assert asked["member_id"] == before["member_id"]


def test_fields_of_the_page_are_parameters_and_no_leave_is_asked_for_calls(open_as: Open, app: Application) -> None:
    page = open_as(1, f"/apps/{app.id}/")
    frame = frame_of(page)
    verbs: list[str] = []
    page.on("request", lambda request: verbs.append(request.method) if "/rest/" in request.url else None)
    frame.evaluate(
        """() => { document.body.innerHTML = `<input id="t" value="From a field & more"><input id="f" type="file">
        <select id="s" multiple><option selected>1</option><option selected>2</option></select>` }"""
    )
    made = frame.evaluate(
        """() => new Promise((resolve) => BX24.callMethod('crm.contact.add', { fields: {
          NAME: document.getElementById('t'), OPENED: true, BIRTHDATE: null,
          PHONE: [{ VALUE: '+1 555 0100', VALUE_TYPE: 'WORK' }], COMMENTS: 'ünï ⚓',
        } }, (found) => resolve(found.data())))"""
    )
    contact = call(frame, "crm.contact.get", id=made)["data"]
    assert (contact["NAME"], contact["OPENED"], contact["COMMENTS"]) == ("From a field & more", "Y", "ünï ⚓")
    assert contact["PHONE"][0]["VALUE"] == "+1 555 0100"
    assert set(verbs) == {"POST"}

    frame.locator("#f").set_input_files({"name": "a b.txt", "mimeType": "text/plain", "buffer": b"anchor"})
    with page.expect_request("**/rest/profile.json") as request:
        frame.evaluate(
            "BX24.callMethod('profile', { file: document.getElementById('f'), list: document.getElementById('s') })"
        )
    sent = request.value
    assert sent.headers["content-type"] == "text/plain;charset=UTF-8"
    assert (sent.post_data or "").partition("&")[2] == (
        "file%5B0%5D=a%20b.txt&file%5B1%5D=YW5jaG9y&list%5B0%5D=1&list%5B1%5D=2"
    )


def test_settings_are_kept_for_the_application_by_administrators_and_for_each_user(
    open_as: Open, portal: LocalPortal, app: Application
) -> None:
    page = open_as(1, f"/apps/{app.id}/")
    frame = frame_of(page)
    assert frame.evaluate("[BX24.isAdmin(), BX24.getLang(), BX24.appOption.get('rate') ?? null]") == [True, "en", None]
    set_option = "(value) => new Promise((resolve) => BX24.appOption.set('rate', value, resolve))"
    assert frame.evaluate(set_option, {"eur": [1, 2]}) == {"rate": {"eur": [1, 2]}}
    assert frame.evaluate("BX24.appOption.get('rate')") == {"eur": [1, 2]}
    with page.expect_response("**/options/user/"):  # it has no callback
        frame.evaluate("BX24.userOption.set('seen', true)")
    assert frame.evaluate("BX24.userOption.get('seen')") is True

    page = open_as(3, f"/apps/{app.id}/")
    frame = frame_of(page)
    assert frame.evaluate("[BX24.isAdmin(), BX24.appOption.get('rate'), BX24.userOption.get('seen') ?? null]") == [
        False, {"eur": [1, 2]}, None,
    ]  # fmt: skip
    assert frame.evaluate(set_option, "mine") == {"rate": {"eur": [1, 2]}}, "only administrators set it"
    expect(page.locator("#notice")).to_contain_text("Administrator authorization required")
    assert app.call("app.option.get") == {"rate": {"eur": [1, 2]}}
    assert app.call("user.option.get") == {"seen": True}


SIZED = """async (calls) => {
  const sizes = []
  for (const call of calls) {
    await new Promise((resolve) => BX24[call[0]](...call.slice(1), resolve))
    sizes.push([window.innerWidth, window.innerHeight])
  }
  return sizes
}"""


def test_callbacks_of_sizes_come_when_the_frame_has_them(open_as: Open, app: Application) -> None:
    page = open_as(3, f"/apps/{app.id}/")
    frame = frame_of(page)
    wanted = [[400 + 50 * step, 3000 - 200 * step] for step in range(8)]
    assert frame.evaluate(SIZED, [["resizeWindow", *size] for size in wanted]) == wanted
    frame.evaluate("document.body.innerHTML = '<div style=\"height: 4000px\"></div>'")
    ((_, height),) = frame.evaluate(SIZED, [["fitWindow"]])
    assert height >= 4000
    assert height == frame.evaluate("BX24.getScrollSize().scrollHeight")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_strip_shows_beside_a_frame_that_was_resized(open_as: Open, app: Application, scheme: str) -> None:
    page = open_as(3, f"/apps/{app.id}/", color_scheme=scheme)
    frame = frame_of(page)
    frame.evaluate(SIZED, [["resizeWindow", 500, 100]])
    around, inside = page.locator(".app").bounding_box(), page.locator("iframe").bounding_box()
    assert around is not None
    assert inside is not None
    assert (around["width"] - inside["width"], around["height"] - inside["height"]) == (2, 2), "a line at each side"
    frame.evaluate("() => { BX24.openApplication({}) }")
    shown = page.frame_locator("dialog.slider iframe").locator("body[data-state='ready']")
    shown.wait_for(state="attached")
    element = page.locator("dialog.slider iframe").element_handle()
    assert element is not None
    slid = element.content_frame()
    assert slid is not None
    ((width, _),) = slid.evaluate(SIZED, [["resizeWindow", 600, 100]])
    around, inside = page.locator("dialog .app").bounding_box(), element.bounding_box()
    assert (width, around) == (600, inside), "the slider follows"


def test_the_frame_is_sized_titled_and_scrolled(open_as: Open, app: Application) -> None:
    page = open_as(3, f"/apps/{app.id}/")
    frame = frame_of(page)
    done = "(call) => new Promise((resolve) => BX24[call[0]](...call.slice(1), () => resolve(true)))"
    assert frame.evaluate(done, ["resizeWindow", 500, 3000])
    size = page.locator("iframe").bounding_box()
    assert size is not None
    assert (size["width"], size["height"]) == (500, 3000)
    assert frame.evaluate(done, ["scrollParentWindow", 700])
    assert page.evaluate("window.scrollY") == 700
    assert frame.evaluate(done, ["setTitle", "<b>Stock</b>"])
    expect(page.locator("h1")).to_have_text("<b>Stock</b>")
    assert page.title() == "<b>Stock</b> · Homeport"
    assert page.locator("iframe").get_attribute("title") == "<b>Stock</b>"
    frame.evaluate("document.body.innerHTML = '<div style=\"height: 4000px\"></div>'")
    assert frame.evaluate(done, ["fitWindow"])
    size = page.locator("iframe").bounding_box()
    assert size is not None
    assert size["height"] >= 4000
    assert frame.evaluate("BX24.getScrollSize().scrollHeight") >= 4000
    with page.expect_navigation():
        leave(frame, "BX24.reloadWindow()")
    frame_of(page)


def test_helpers_work_as_documented(open_as: Open, app: Application, site: AppSite) -> None:
    site.pages["/one.js"] = "window.loaded = ['one']"
    site.pages["/two.js"] = "window.loaded.push('two')"
    frame = frame_of(open_as(3, f"/apps/{app.id}/"))
    load = "new Promise((resolve) => BX24.loadScript(['/one.js', '/two.js'], () => resolve(loaded)))"
    assert frame.evaluate(load) == ["one", "two"]
    assert frame.evaluate("BX24.isReady()") is True
    assert frame.evaluate("(window.open('/').opener === window)") is True, "windows that it opens know it"
    assert frame.evaluate("new Promise((resolve) => BX24.ready(() => resolve(1)))") == 1
    assert frame.evaluate(
        """() => {
          const seen = []
          const other = { name: 'other' }
          const handler = function () { seen.push(this.name, BX24.proxyContext() === document.body) }
          const made = BX24.proxy(handler, other)
          BX24.bind(document.body, 'click', made)
          document.body.click()
          BX24.unbind(document.body, 'click', made)
          document.body.click()
          return [seen, BX24.proxyContext(), BX24.proxy(handler, other) === made]
        }"""
    ) == [["other", True], None, True]


def test_handlers_of_events_are_bound_and_taken_off(open_as: Open, app: Application) -> None:
    page = open_as(1, f"/apps/{app.id}/")
    frame = frame_of(page)
    for asked, method, sent in (
        ("callBind('ONCRMDEALADD', 'https://a.test/h', 5)", "bind", "&handler=https%3A%2F%2Fa.test%2Fh&auth_type=5"),
        ("callBind('ONCRMDEALADD', 'https://a.test/h')", "bind", "&handler=https%3A%2F%2Fa.test%2Fh"),
        (
            "callUnbind('ONCRMDEALADD', 'https://a.test/h', 0)",
            "unbind",
            "&handler=https%3A%2F%2Fa.test%2Fh&auth_type=0",
        ),
        ("callUnbind('ONCRMDEALADD', 'https://a.test/h', null)", "unbind", "&handler=https%3A%2F%2Fa.test%2Fh"),
    ):
        with page.expect_request(f"**/rest/event.{method}.json") as request:
            frame.evaluate(f"() => {{ BX24.{asked} }}")
        assert (request.value.post_data or "").partition("&")[2] == f"event=ONCRMDEALADD{sent}"
    bound = (
        "(name) => new Promise((done) => BX24[name]('ONCRMLEADADD', 'https://a.test/h', null, (a) => done(a.data())))"
    )
    assert frame.evaluate(bound, "callBind") is True
    assert [each["handler"] for each in call(frame, "event.get")["data"] if each["event"] == "ONCRMLEADADD"] == [
        "https://a.test/h"
    ]
    assert frame.evaluate(bound, "callUnbind") == {"count": 1}
