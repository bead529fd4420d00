"""Pages for developers: applications, faults, the clock, baselines."""

import re

import pytest

from homeport.domain.portal.apps import apps
from homeport.domain.portal.info import member_id_of
from tests.conftest import Wire, api_of
from tests.oauth.browser import Browser, Page
from tests.oauth.conftest import browser

__all__ = ["browser"]

APPS = "/developer/applications/"
FAULTS = "/developer/faults/"
BASELINES = "/developer/baselines/"
SCRIPT = "<img src=x onerror=alert(1)>"


@pytest.fixture
def developer(browser: Browser) -> Browser:
    """The administrator."""
    browser.sign_in(1)
    return browser


def send(developer: Browser, page: str, action: str = "", **fields: str) -> Page:
    """Fill in a form of a page; the page that it leads to."""
    form = developer.page(page).forms[action or page]
    answer = developer.post(action or page, {**form, **fields})
    if answer.status == 303:
        return developer.page(answer.headers["location"])
    return Page(answer)


@pytest.mark.parametrize("path", ["/developer/", APPS, FAULTS, BASELINES])
def test_developer_pages_are_for_administrators(browser: Browser, path: str) -> None:
    browser.sign_in(3)
    assert browser.get(path).status == 403


@pytest.mark.parametrize(
    "path",
    [
        APPS,
        f"{APPS}1/remove/",
        FAULTS,
        f"{FAULTS}clear/",
        f"{FAULTS}clock/",
        f"{BASELINES}baseline/save/",
        f"{BASELINES}baseline/use/",
        f"{BASELINES}baseline/remove/",
    ],
)
def test_a_form_of_another_site_is_refused(developer: Browser, path: str) -> None:
    fields = {"token": "stolen", "do": "freeze", "error": "X", "name": "empty", "title": "Evil", "scope_crm": "on"}
    assert developer.post(path, fields).status == 403


def test_the_overview_says_where_the_portal_is_and_what_it_holds(developer: Browser, wire: Wire) -> None:
    text = developer.page("/developer/").text
    for part in ("https://localhost:8443/rest/", "REQUESTS_CA_BUNDLE=", "unlimited", "60 Deals", "6 Users"):
        assert part in text
    with wire.portal.store.snapshot() as tx:
        assert member_id_of(tx) in text


def test_an_applications_keys_are_shown_once_and_work(developer: Browser, wire: Wire) -> None:
    page = send(developer, APPS, title="Invoices", scope_crm="on", handler="https://app.example.test/")
    secret = page.text.partition("client_secret ")[2].partition(" ")[0]
    client_id = page.text.partition("client_id ")[2].partition(" ")[0]
    query = f"grant_type=refresh_token&client_id={client_id}&client_secret={secret}&refresh_token=none"
    assert wire.send("/oauth/token/", query=query).error[1] == "invalid_grant", "the secret is right"
    again = developer.page(APPS).text
    assert client_id in again
    assert secret not in again


def test_an_application_is_blocked_opened_to_some_installed_and_uninstalled(developer: Browser) -> None:
    send(
        developer, APPS, title="Tab", kind="page", handler="https://a.example.test/", install="https://a.example.test/i"
    )
    assert "not installed" in developer.page(APPS).text
    assert "not installed" not in send(developer, APPS, f"{APPS}1/install/").text
    assert "blocked" in send(developer, APPS, f"{APPS}1/block/").text
    assert "blocked" not in send(developer, APPS, f"{APPS}1/block/").text
    send(developer, APPS, f"{APPS}1/members/", members="U3, D2")
    assert 'value="D2, U3"' in developer.get(APPS).body.decode()
    assert "is no user" in send(developer, APPS, f"{APPS}1/members/", members="nobody").text
    assert "0 applications" in send(developer, APPS, f"{APPS}1/remove/").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "title has 1 to"),
        ({"title": "A", "handler": "javascript:alert(1)"}, "handler URL"),
        ({"title": "A", "kind": "page"}, "needs the URL"),
        ({"title": "A", "more": "no scope!"}, "is no scope"),
        ({"title": "A", "members": "X9"}, "is no user"),
    ],
)
def test_an_application_that_cannot_be_is_refused(developer: Browser, fields: dict[str, str], said: str) -> None:
    assert said in send(developer, APPS, scope_crm="on", **fields).text
    assert "0 applications" in developer.page(APPS).text


def test_an_application_may_have_every_scope_and_words_that_are_none_are_told(developer: Browser, wire: Wire) -> None:
    page = send(developer, APPS, title="Wide", scope_all="on", more="crmm")
    assert "Note: there is no documented scope crmm" in page.text
    (app,) = wire.portal.store.write_now(apps.listed)
    assert {"crm", "im", "crmm"} < app.scopes
    assert "all" not in app.scopes


def test_markup_in_an_applications_title_stays_text(developer: Browser) -> None:
    send(developer, APPS, title=SCRIPT, scope_crm="on")
    body = developer.get(APPS).body.decode()
    assert SCRIPT not in body
    assert "&lt;img src" in body


def test_a_fault_is_added_fires_is_counted_and_removed(developer: Browser, wire: Wire) -> None:
    text = send(developer, FAULTS, error="QUERY_LIMIT_EXCEEDED", method="crm.deal.*", times="1").text
    assert "Answers 503 QUERY_LIMIT_EXCEEDED" in text
    assert "calls of crm.deal.*, once" in text
    seller = api_of(wire, 3)
    assert seller.refused("crm.deal.get", id=1) == (503, "QUERY_LIMIT_EXCEEDED")
    assert seller.send("crm.deal.get", id=1).status == 200
    assert re.search(r">1</a>", developer.get(FAULTS).body.decode()), "it fired once"
    log = developer.get("/developer/requests/", "faulted=yes").body.decode()
    entry = re.search(r"/developer/requests/([0-9a-f]+-[0-9a-f]+)/", log)
    assert entry
    assert "injected on purpose" in developer.page(f"/developer/requests/{entry[1]}/").text
    number = re.search(rf'action="{FAULTS}(\d+)/remove/"', developer.get(FAULTS).body.decode())
    assert number
    assert "0 faults" in send(developer, FAULTS, f"{FAULTS}{number[1]}/remove/").text


def test_what_a_call_named_in_vain_is_told(developer: Browser, wire: Wire) -> None:
    api_of(wire, 3)("batch", cmd={"a": {"method": "crm.deal.list", "params": {"filter": {SCRIPT: 1}}}})
    log = developer.get("/developer/requests/").body.decode()
    assert "1 ignored" in log
    assert SCRIPT not in log
    entry = re.search(r"/developer/requests/([0-9a-f]+-[0-9a-f]+)/", log)
    assert entry
    page = developer.get(f"/developer/requests/{entry[1]}/").body.decode()
    assert "in filter of <code>a</code> (unknown)" in page
    assert SCRIPT not in page


def test_a_delay_does_not_hide_why_a_call_was_refused(developer: Browser, wire: Wire) -> None:
    send(developer, FAULTS, delay="0.001")
    api_of(wire, 3).send("crm.activity.binding.list", activityId=7)
    entry = re.search(
        r"/developer/requests/([0-9a-f]+-[0-9a-f]+)/", developer.get("/developer/requests/").body.decode()
    )
    assert entry
    text = developer.page(f"/developer/requests/{entry[1]}/").text
    assert "A fault delayed it on purpose" in text
    assert "Clara Mast may not read activity 7" in text


@pytest.mark.parametrize(
    "fields", [{}, {"status": "200"}, {"delay": "x"}, {"error": "A", "times": "0"}, {"probability": "2", "drop": "yes"}]
)
def test_a_fault_that_cannot_be_is_refused(developer: Browser, fields: dict[str, str]) -> None:
    form = developer.page(FAULTS).forms[FAULTS]
    assert developer.post(FAULTS, {**form, **fields}).status == 400
    assert "0 faults" in developer.page(FAULTS).text


def test_every_fault_is_removed_at_once(developer: Browser) -> None:
    send(developer, FAULTS, drop="yes")
    send(developer, FAULTS, delay="0.1")
    assert "0 faults" in send(developer, FAULTS, f"{FAULTS}clear/").text


def test_the_clock_is_held_moved_set_and_let_go(developer: Browser, wire: Wire) -> None:
    clock = f"{FAULTS}clock/"
    assert "It stands still" in send(developer, FAULTS, clock, do="freeze").text
    held = wire.portal.clock.now()
    send(developer, FAULTS, clock, do="advance", span="1 hour")
    assert wire.portal.clock.now() == held + 3600
    text = send(developer, FAULTS, clock, do="real").text
    assert "It is the machine's" in text
    form = developer.page(FAULTS).forms[clock]
    for wrong in ("", "never", "9999-99-99T00:00"):
        assert developer.post(clock, {**form, "do": "set", "at": wrong}).status == 400
    answer = developer.post(clock, {**form, "do": "set", "at": "2025-01-02T03:04:05", "hold": "yes"})
    assert answer.status == 303
    assert "03:04:05 2025-01-02" in developer.page(FAULTS).text
    assert wire.portal.clock.now() == 1735787045.0


def test_a_baseline_is_saved_and_put_back_and_whoever_did_it_stays_signed_in(developer: Browser, wire: Wire) -> None:
    assert "shop" in send(developer, BASELINES, f"{BASELINES}baseline/save/", name="shop").text
    admin = api_of(wire, 1)
    admin("crm.deal.update", id=1, fields={"TITLE": "Changed"})
    text = send(developer, BASELINES, f"{BASELINES}baseline/use/", name="shop").text
    assert "shop made from" in text
    assert api_of(wire, 1)("crm.deal.get", id=1)["TITLE"] != "Changed"
    assert "already" in send(developer, BASELINES, f"{BASELINES}baseline/save/", name="shop").text
    assert "already" not in send(developer, BASELINES, f"{BASELINES}baseline/save/", name="shop", replace="yes").text
    assert "There is no baseline none" in send(developer, BASELINES, f"{BASELINES}baseline/use/", name="none").text
    assert "comes with Homeport" in send(developer, BASELINES, f"{BASELINES}baseline/remove/", name="demo").text
    send(developer, BASELINES, f"{BASELINES}baseline/remove/", name="shop")
    assert 'value="shop"' not in developer.get(BASELINES).body.decode()


def test_a_snapshot_is_saved_and_restored(developer: Browser, wire: Wire) -> None:
    assert "before" in send(developer, BASELINES, f"{BASELINES}snapshot/save/", name="before").text
    api_of(wire, 1)("crm.deal.delete", id=1)
    send(developer, BASELINES, f"{BASELINES}snapshot/use/", name="before")
    assert api_of(wire, 1)("crm.deal.get", id=1)["ID"] == "1"


@pytest.mark.parametrize("name", ["", "../../x", "UPPER", SCRIPT])
def test_a_name_that_is_none_is_refused(developer: Browser, name: str) -> None:
    form = developer.page(BASELINES).forms[f"{BASELINES}snapshot/save/"]
    answer = developer.post(f"{BASELINES}snapshot/save/", {**form, "name": name})
    assert answer.status == 400
    assert SCRIPT not in answer.body.decode()
    assert "There is none yet" in developer.page(BASELINES).text
