"""The pages of applications, and what they ask of the portal, without a browser."""

import json
import re
from typing import Any

import pytest

from homeport.domain.portal.apps import apps
from homeport.domain.portal.apps.apps import App
from homeport.domain.portal.people import departments, roles
from homeport.store import Transaction
from tests.apps import AppApi, app_of
from tests.conftest import Answer, Wire
from tests.oauth.browser import Browser

HANDLER = "https://app.example.test/page"
SCOPES = "crm,placement"


@pytest.fixture
def browser(wire: Wire) -> Browser:
    browser = Browser(wire)
    browser.sign_in(3)
    return browser


def with_page(wire: Wire, user_id: int = 1, **values: Any) -> AppApi:
    return app_of(wire, user_id, SCOPES, **{"api_only": False, "handler_url": HANDLER, **values})


def change(wire: Wire, app: App, **values: Any) -> None:
    wire.portal.store.write_now(lambda tx: apps.change(tx, app.id, **values))


def token_of(browser: Browser, path: str) -> str:
    found = re.search(r'data-token="([^"]+)"', browser.get(path).body.decode())
    assert found is not None
    return found[1]


def post(browser: Browser, path: str, token: str, **fields: str) -> Answer:
    return browser.post(path, {"token": token, **fields})


def test_the_page_allows_frames_and_forms_of_the_applications_site_alone(wire: Wire, browser: Browser) -> None:
    app = with_page(wire, handler_url="https://App.example.test:8443/a?b=c").app
    answer = browser.get(f"/apps/{app.id}/")
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    assert policy["frame-src"] == "'self' https://app.example.test:8443"
    assert policy["form-action"] == "'self' https://app.example.test:8443"
    assert policy["frame-ancestors"] == "'self'"
    assert policy["script-src"] == "'self'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert b"AUTH_ID" not in answer.body, "tokens are made when the page asks for them, not when it is read"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("javascript:alert(1)", "must begin with https:// or http://"),
        ("data:text/html,x", "must begin with https:// or http://"),
        ("https://user:secret@app.example.test/", "a user or a password"),
        ("https://app.example.test;script-src *", "names its host"),
        ("http://localhost:8080/apps/", "leads to this portal"),
        ("http://LOCALHOST:8080/", "leads to this portal"),
    ],
)
def test_no_address_that_could_harm_the_portal_is_opened(wire: Wire, browser: Browser, url: str, why: str) -> None:
    api = with_page(wire)
    token = token_of(browser, f"/apps/{api.app.id}/")
    change(wire, api.app, HANDLER_URL=url)
    answer = browser.get(f"/apps/{api.app.id}/")
    assert answer.status in (403, 404)
    if why != "names its host":
        assert why in browser.page(f"/apps/{api.app.id}/").text
    assert "script-src *" not in answer.headers["content-security-policy"]
    assert post(browser, f"/apps/{api.app.id}/open/", token).status == answer.status


def test_a_portal_by_https_shows_no_page_that_comes_by_http_from_elsewhere(wire: Wire) -> None:
    browser = Browser(wire, scheme="https", host="localhost:8443")
    browser.sign_in(3)
    near, far = (
        with_page(wire, handler_url="http://localhost:3000/"),
        with_page(wire, handler_url="http://far.example/"),
    )
    assert browser.get(f"/apps/{near.app.id}/").status == 200
    assert "give the application an address by HTTPS" in browser.page(f"/apps/{far.app.id}/").text


def test_applications_are_listed_and_opened_for_those_to_whom_they_are_open(wire: Wire, browser: Browser) -> None:
    mine = with_page(wire, title="Mine", members=["U3"]).app
    hers = with_page(wire, title="Hers", members=["U2"]).app
    without = with_page(wire, title="Without", api_only=True).app
    blocked = with_page(wire, title="Barred").app
    change(wire, blocked, BLOCKED="Y")
    text = browser.page("/apps/").text
    assert "Mine" in text
    assert not {"Hers", "Without", "Barred"} & set(text.split())
    assert [browser.get(f"/apps/{app.id}/").status for app in (mine, hers, without, blocked)] == [200, 404, 404, 403]
    admin = Browser(wire)
    admin.sign_in(1)
    assert {"Barred", "Blocked"} <= set(admin.page("/apps/").text.split())


def test_every_question_needs_the_pages_token_and_an_application_that_is_open(wire: Wire, browser: Browser) -> None:
    app = with_page(wire).app
    other = with_page(wire, members=["U2"]).app
    token = token_of(browser, f"/apps/{app.id}/")
    for action in ("open", "tokens", "launched", "installed", "options/app", "options/user"):
        assert browser.get(f"/apps/{app.id}/{action}/").status == 405
        assert browser.post(f"/apps/{app.id}/{action}/", {"name": "a", "value": "1"}).status == 403, action
        assert post(browser, f"/apps/{app.id}/{action}/", "0" * 40, name="a", value="1").status == 403, action
        refused = post(browser, f"/apps/{other.id}/{action}/", token, name="a", value="1")
        assert refused.status in (403, 404), action
        assert b"AUTH_ID" not in refused.body
    stranger = Browser(wire)
    assert post(stranger, f"/apps/{app.id}/open/", token).status == 403
    assert stranger.get("/apps/find/user/").status == 303


def test_tokens_are_the_persons_own_for_this_application(wire: Wire, browser: Browser) -> None:
    api = with_page(wire)
    token = token_of(browser, f"/apps/{api.app.id}/")
    opened = json.loads(post(browser, f"/apps/{api.app.id}/open/", token, uri="/apps/1/").body)
    assert opened["fields"]["AUTH_ID"] == opened["data"]["AUTH_ID"]
    renewed = json.loads(post(browser, f"/apps/{api.app.id}/tokens/", token).body)
    for access in (opened["data"]["AUTH_ID"], renewed["AUTH_ID"]):
        body = json.dumps({"auth": access}).encode()
        assert wire.send("/rest/profile", body=body).result["ID"] == "3"
        assert wire.send("/rest/app.info", body=body).result["CODE"] == api.app.client_id
    for data in wire.folder.path.rglob("*.db*"):
        assert renewed["AUTH_ID"].encode() not in data.read_bytes()
    change(wire, api.app, BLOCKED="Y")
    assert post(browser, f"/apps/{api.app.id}/tokens/", token).status == 403


@pytest.mark.parametrize(
    "options",
    [
        "[]",
        "5",
        "{",
        '{"a":',
        "[" * 60_000,
        '{"a":' + "[" * 150 + "]" * 150 + "}",
        '{"a": NaN}',
        '"' + "x" * 70_000 + '"',
    ],
)
def test_unfit_parameters_are_refused(wire: Wire, browser: Browser, options: str) -> None:
    app = with_page(wire).app
    token = token_of(browser, f"/apps/{app.id}/")
    assert post(browser, f"/apps/{app.id}/open/", token, options=options).status == 400


@pytest.mark.parametrize(
    "path",
    ["/apps/0/", "/apps/x/", "/apps/1e3/", "/apps/99999999999999999999/", "/apps/1/placement/1/", "/apps/find/secrets/",
     "/apps/1/placement/-1/", "/marketplace/view/nobody/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(wire: Wire, browser: Browser, path: str) -> None:
    with_page(wire)
    assert browser.get(path).status == 404


def test_a_widget_is_opened_at_its_own_application_only(wire: Wire, browser: Browser) -> None:
    api = with_page(wire)
    other = with_page(wire).app
    assert api("placement.bind", PLACEMENT="CRM_DEAL_DETAIL_TAB", HANDLER=HANDLER) is True
    assert browser.get(f"/apps/{api.app.id}/placement/1/", "ID=5").status == 200
    assert browser.get(f"/apps/{other.id}/placement/1/", "ID=5").status == 404
    assert browser.get(f"/apps/{api.app.id}/placement/1/", "&".join(["a=1"] * 20_000)).status == 400
    change(wire, api.app, INSTALLED="N")
    assert browser.get(f"/apps/{api.app.id}/placement/1/", "ID=5").status == 404


def test_documented_paths_of_records_lead_to_their_cards(browser: Browser) -> None:
    for path, found in {
        "/crm/deal/details/5/": "/crm/deal/5/",
        "/crm/company/show/7/": "/crm/company/7/",
        "/crm/type/128/details/3/": "/crm/dynamic-128/3/",
        "/marketplace/": "/apps/",
    }.items():
        answer = browser.get(path, "IFRAME=Y")
        assert (answer.status, answer.headers["location"]) == (303, f"{found}?IFRAME=Y")


def test_dialogs_find_what_the_person_may_see(wire: Wire, browser: Browser) -> None:
    def find(what: str, text: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(browser.get(f"/apps/find/{what}/", f"text={text}").body)
        return found

    assert [each["id"] for each in find("user", "mast")] == [3]
    assert find("access", "Clara")[0]["id"] == "U3"
    wire.portal.store.write_now(lambda tx: [departments.add(tx, f"Berth {number}") for number in range(60)])
    assert [each["name"] for each in find("access", "berth%2059")] == ["Berth 59", "Berth 59 and departments below"]
    assert find("contact", "%00%25") == []
    assert {each["type"] for each in find("company")} == {"company"}


@pytest.mark.parametrize(
    ("code", "symbol", "key"),
    [("lead", "LEAD", "ID"), ("company", "COMPANY", "ID"), ("quote", "QUOTE", "ENTITY_ID"),
     ("invoice", "SMART_INVOICE", "ENTITY_ID"), ("dynamic-130", "DYNAMIC_130", "ENTITY_ID")],
)  # fmt: skip
def test_cards_of_every_kind_show_what_is_bound_to_them(wire: Wire, code: str, symbol: str, key: str) -> None:
    api = with_page(wire)
    for placement in (f"CRM_{symbol}_DETAIL_TAB", f"CRM_{symbol}_DETAIL_TOOLBAR", "CRM_CONTACT_DETAIL_TAB"):
        assert api("placement.bind", PLACEMENT=placement, HANDLER=HANDLER, TITLE=placement) is True
    browser = Browser(wire)
    browser.sign_in(1)
    card = browser.get(f"/crm/{code}/1/").body.decode()
    assert f'href="/crm/{code}/1/app/1/"' in card
    assert f'href="/apps/{api.app.id}/placement/2/?{key}=1"' in card
    assert "CRM_CONTACT_DETAIL_TAB" not in card
    tab = browser.get(f"/crm/{code}/1/app/1/")
    assert "frame-src 'self' https://app.example.test;" in tab.headers["content-security-policy"]
    assert """data-options='{"ID": "1"}'""" in tab.body.decode()
    assert [browser.get(f"/crm/{code}/1/app/{number}/").status for number in (2, 3, 4)] == [404, 404, 404]


def test_no_tab_is_shown_on_a_card_that_is_hidden(wire: Wire, browser: Browser) -> None:
    api = with_page(wire)
    assert api("placement.bind", PLACEMENT="CRM_DEAL_DETAIL_TAB", HANDLER=HANDLER) is True
    assert [browser.get(f"/crm/deal/{number}/app/1/").status for number in (1, 2)] == [200, 403]


def test_what_an_application_has_a_card_draw_is_for_those_who_may_change_the_record(
    wire: Wire, browser: Browser
) -> None:
    api = with_page(wire)
    options = {"useBuiltInInterface": "Y"}
    assert api("placement.bind", PLACEMENT="CRM_DEAL_DETAIL_ACTIVITY", HANDLER=HANDLER, TITLE="Send", OPTIONS=options)
    assert api("placement.bind", PLACEMENT="CRM_DEAL_DETAIL_ACTIVITY", HANDLER=f"{HANDLER}/2", TITLE="Own page")

    def set_rules(tx: Transaction) -> None:
        role_id = roles.find(tx, "salesperson")
        assert role_id is not None
        roles.set_rules(tx, role_id, {"DEAL": {"READ": "X", "WRITE": "A"}})

    wire.portal.store.write_now(set_rules)
    mine, anothers = (
        api("crm.deal.add", fields={"TITLE": "Anchors", "ASSIGNED_BY_ID": user_id, "OPENED": "N"}) for user_id in (3, 5)
    )
    for deal, drawn in ((mine, True), (anothers, False)):
        card = browser.get(f"/crm/deal/{deal}/")
        page = card.body.decode()
        assert ("data-built-in" in page, "placement/1/" in page, "Own page" in page) == (drawn, False, True)
        assert ("img-src 'self' http: https:" in card.headers["content-security-policy"]) is drawn


def test_the_page_of_an_activity_is_for_those_who_may_read_it(wire: Wire, browser: Browser) -> None:
    api = with_page(wire)
    owner = {"OWNER_TYPE_ID": 2, "TYPE_ID": 6, "SUBJECT": "Look up", "RESPONSIBLE_ID": 1}
    shown, hidden = (
        api("crm.activity.add", fields={**owner, "OWNER_ID": deal, "PROVIDER_ID": "REST_APP"}) for deal in (1, 2)
    )
    asked = (shown, hidden, "1", 10**6, "x")
    assert [browser.get(f"/apps/activity/{each}/").status for each in asked] == [200, 400, 404, 400, 404]
    assert b"Look up" not in browser.get(f"/apps/activity/{hidden}/").body
    wire.portal.store.write_now(lambda tx: apps.remove(tx, api.app.id))
    assert browser.get(f"/apps/activity/{shown}/").status == 404
