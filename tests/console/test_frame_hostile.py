"""Applications, and pages within them, that want more than they may."""

import pytest
from playwright.sync_api import Browser, Error, expect

from homeport.testing.credentials import Application
from homeport.testing.portal import LocalPortal
from tests.console.app_site import AppSite, frame_of
from tests.console.conftest import Open

MARKUP = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>\'"'

STRANGER = """<!doctype html><title>Stranger</title><body data-state="ready"><script>
window.heard = []
window.addEventListener('message', ({ data }) => window.heard.push(data))
</script>"""

ORDINARY = "new Promise((resolve) => BX24.placement.getInterface(resolve))"
"""Something that is answered: what was posted before it has been looked at then."""


@pytest.fixture
def app(portal: LocalPortal, site: AppSite) -> Application:
    return portal.app("Bindings", handler=site.url, api_only=False)


@pytest.mark.parametrize("site_of_stranger", ["another", "the application's"])
def test_a_page_within_the_frame_gets_nothing_even_when_it_knows_the_sid(
    open_as: Open, site: AppSite, app: Application, site_of_stranger: str
) -> None:
    frame = frame_of(open_as(3, f"/apps/{app.id}/"))
    sid = frame.evaluate("window.name.split('|')[2]")
    frame.evaluate(
        """() => {
          window.heard = []
          window.addEventListener('message', ({ data }) => window.heard.push(data.split(':')[0]))
        }"""
    )
    site.pages["/within"] = STRANGER
    with AppSite(STRANGER) as elsewhere:
        frame.evaluate(
            """(src) => new Promise((resolve) => {
              document.body.append(Object.assign(document.createElement('iframe'), { src, onload: resolve }))
            })""",
            elsewhere.url if site_of_stranger == "another" else "/within",
        )
        (stranger,) = frame.child_frames
        stranger.evaluate(
            """(sid) => {
              const say = (message) => window.top.postMessage(message, '*')
              for (const command of ['getInitData', 'refreshAuth']) say(`${command}::stolen:${sid}`)
              say({ method: 'getInitData', params: '', callback: 'stolen', appSid: sid })
            }""",
            sid,
        )
        frame.evaluate(ORDINARY)
        assert stranger.evaluate("window.heard") == []
        assert "stolen" not in frame.evaluate("window.heard")


def test_what_the_frame_says_with_another_sid_or_in_no_known_form_is_ignored(open_as: Open, app: Application) -> None:
    page = open_as(3, f"/apps/{app.id}/")
    frame = frame_of(page)
    heard = frame.evaluate(
        """(ordinary) => new Promise((resolve) => {
          const [, , sid] = window.name.split('|')
          const heard = []
          window.addEventListener('message', ({ data }) => {
            if (data.startsWith('mine')) heard.push(data.split(':')[0])
            if (data.startsWith('mine-last')) resolve(heard)
          })
          const say = (message) => window.parent.postMessage(message, '*')
          say('getInitData::mine-wrong:0123456789abcdef0123456789abcdef')
          say('getInitData::mine-none:')
          for (const odd of ['', ':', ':::', 'getInitData', null, 5, [], {}, { method: 'getInitData', appSid: 5 },
            { method: 'getInitData', params: '', callback: 'mine-object', appSid: 'x' }]) say(odd)
          for (const command of ['constructor', '__proto__', 'toString', 'reloadData', 'setInstall2', 'im:nothing']) {
            say(`${command}:{}:mine-unknown:${sid}`)
          }
          for (const params of ['null', '5', '"x"', '[]', '{', '{"path":{"a":1}}', '{"path":"http://["}',
            '{"name":{},"value":[[[]]]}', '{"width":{},"height":-1}', '{"title":null,"scroll":"x"}']) {
            for (const command of ['openPath', 'resizeWindow', 'setScroll', 'setTitle', 'setUserOption']) {
              say(`${command}:${params}:other:${sid}`)
            }
          }
          say(`getInterface::mine-last:${sid}`)
        })""",
        ORDINARY,
    )
    assert heard == ["mine-last"]
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_frame_can_neither_read_nor_lead_away_the_portals_page(open_as: Open, app: Application) -> None:
    page = open_as(3, f"/apps/{app.id}/")
    frame = frame_of(page)
    for wish in ("window.parent.document.body", "window.parent.token", "window.top.location = 'about:blank'"):
        with pytest.raises(Error, match=r"SecurityError|Blocked a frame|permission"):
            frame.evaluate(f"() => {wish}")
    with page.expect_popup() as popup:
        frame.evaluate("() => { window.open('/') }")
    with pytest.raises(Error, match=r"SecurityError|permission|Unsafe"):
        popup.value.evaluate("() => { opener.top.location = 'about:blank' }")
    assert page.url.endswith(f"/apps/{app.id}/")
    assert "allow-top-navigation" not in (page.locator("iframe").get_attribute("sandbox") or "")


def test_the_frame_stays_on_its_own_site(browser: Browser, portal: LocalPortal, app: Application) -> None:
    context = browser.new_context(
        base_url=portal.http
    )  # not by open_as, for which a refusal of the policy is a failure
    page = context.new_page()
    page.goto("/sign-in/")
    page.locator("button[name=user][value='3']").click()
    page.wait_for_url("/")
    page.goto(f"/apps/{app.id}/")
    frame = frame_of(page)
    with AppSite(STRANGER) as elsewhere:
        with page.expect_console_message(lambda message: "frame-src" in message.text):
            frame.evaluate("(url) => { location.href = url }", elsewhere.url)
        assert all(elsewhere.origin not in each.url for each in page.frames)
    context.close()


def test_an_application_gets_tokens_of_its_own_only(open_as: Open, portal: LocalPortal, app: Application) -> None:
    page = open_as(3, f"/apps/{app.id}/")
    token = frame_of(page).evaluate("BX24.getAuth().access_token")
    answer = page.request.get(f"/rest/app.info?auth={token}").json()
    assert answer["result"]["CODE"] == app.client_id
    app.uninstall()
    assert page.request.get(f"/rest/app.info?auth={token}").json()["error"] == "APPLICATION_NOT_FOUND"


def test_markup_in_titles_stays_text(open_as: Open, portal: LocalPortal, site: AppSite) -> None:
    app = portal.app(MARKUP, handler=site.url, api_only=False)
    app.call("placement.bind", PLACEMENT="LEFT_MENU", HANDLER=site.url, TITLE=MARKUP, DESCRIPTION=MARKUP)
    page = open_as(1, "/apps/")
    expect(
        page.get_by_text(MARKUP), "the application, its menu item here with its words, and in the menu"
    ).to_have_count(4)
    page.goto(f"/apps/{app.id}/")
    frame = frame_of(page)
    expect(page.locator("h1")).to_have_text(MARKUP)
    frame.evaluate("() => { BX24.im.openMessenger('x'); BX24.selectUser(() => {}) }")
    page.get_by_role("dialog").get_by_text(MARKUP).wait_for()
    page.keyboard.press("Escape")
    frame.evaluate("(title) => { BX24.setTitle(title); BX24.openApplication({}, () => {}, { title }) }", MARKUP)
    page.get_by_role("dialog", name=MARKUP).wait_for()
    assert page.evaluate("window.hacked ?? null") is None
