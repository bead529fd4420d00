"""``/oauth/authorize/``: consent, and where it leads."""

import re
from collections.abc import Callable

import pytest

from homeport.domain.portal.apps import apps
from homeport.domain.user import staff
from tests.conftest import Wire
from tests.oauth.browser import Browser, Page
from tests.oauth.conftest import HANDLER, START, Client, client_of, returned

PATH = "/oauth/authorize/"


def _consent(browser: Browser, client: Client, **more: str) -> dict[str, str]:
    return browser.page(PATH, client.asked(**more)).forms[PATH]


def _allowed(browser: Browser, client: Client, **more: str) -> dict[str, str]:
    answer = browser.post(PATH, {**_consent(browser, client, **more), "choice": "allow"})
    assert answer.status == 302, answer.body
    address, fields = returned(answer)
    assert address == "https://app.example.test/callback"
    return fields


def test_who_is_not_signed_in_signs_in_and_comes_back(browser: Browser, client: Client) -> None:
    answer = browser.get(PATH, client.asked())
    assert answer.status == 303
    assert answer.headers["location"].startswith("/sign-in/?next=")
    form = browser.page(PATH, client.asked()).forms["/sign-in/"]
    answer = browser.post("/sign-in/", {**form, "user": "3"})
    path, _, query = answer.headers["location"].partition("?")
    assert (path, query) == (PATH, client.asked())
    page = Page(browser.get(path, query))
    assert "Allow Invoices?" in page.text
    assert "Clara Mast" in page.text
    assert "app.example.test" in page.text
    assert "Read and change leads" in page.text


def test_allowing_leads_to_the_application_with_a_code_that_works(browser: Browser, client: Client) -> None:
    browser.sign_in(3)
    fields = _allowed(browser, client)
    found = client.exchange("authorization_code", code=fields.pop("code")).json
    assert fields == {
        "from": "portal",
        "state": "s1",
        "domain": "localhost:8080",
        "member_id": found["member_id"],
        "scope": "crm,user",
        "server_domain": "localhost:8080",
    }
    assert found["user_id"] == 3
    assert client.call(found["access_token"]).result["ID"] == "3"


def test_every_path_that_clients_know_leads_there(browser: Browser, client: Client) -> None:
    browser.sign_in(3)
    for path in ("/oauth/authorize", "//oauth//authorize/", "/oauth/authorize/"):
        assert "Allow Invoices?" in browser.page(path, client.asked(response_type="code")).text


@pytest.mark.parametrize("state", ["", "a&b=c#d", "täst 日本", "\r\nSet-Cookie: a=b", "<script>", "x" * 2_000, "\0"])
def test_the_state_returns_as_it_came(browser: Browser, client: Client, state: str) -> None:
    browser.sign_in(3)
    answer = browser.post(PATH, {**_consent(browser, client, state=state), "choice": "allow"})
    assert returned(answer)[1]["state"] == state
    assert re.fullmatch(r"[!-~]+", answer.headers["location"])
    assert "set-cookie" not in answer.headers


def test_a_state_that_is_too_long_is_refused(browser: Browser, client: Client) -> None:
    browser.sign_in(3)
    assert browser.get(PATH, client.asked(state="x" * 2_001)).status == 400
    form = _consent(browser, client)
    assert browser.post(PATH, {**form, "choice": "allow", "state": "x" * 2_001}).status == 400


def test_denying_tells_the_application_nothing(browser: Browser, client: Client) -> None:
    browser.sign_in(3)
    for choice in ("deny", "", "Allow"):
        answer = browser.post(PATH, {**_consent(browser, client), "choice": choice})
        assert answer.status == 200
        assert "location" not in answer.headers
        assert "You denied it" in Page(answer).text


def test_an_application_without_an_address_gets_its_code_from_the_user(wire: Wire, browser: Browser) -> None:
    client = client_of(wire, handler_url="")
    browser.sign_in(3)
    answer = browser.post(PATH, {**_consent(browser, client), "choice": "allow"})
    assert answer.status == 200
    code = re.search(r'<code class="code">([a-z0-9]{32})</code>', answer.body.decode())
    assert code is not None
    assert client.exchange("authorization_code", code=code[1]).status == 200


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example.test/",
        "https://app.example.test/callback",
        "https://app.example.test.evil.test/callback?from=portal",
        "//evil.example.test",
        "javascript:alert(1)",
        "",
    ],
)
def test_another_return_address_than_the_applications_own_is_refused(
    browser: Browser, client: Client, address: str
) -> None:
    browser.sign_in(3)
    answer = browser.get(PATH, client.asked(redirect_uri=address))
    assert (answer.status, "location" in answer.headers) == (400, False)
    form = _consent(browser, client, redirect_uri=HANDLER)
    posted = browser.post(PATH, {**form, "choice": "allow", "redirect_uri": address})
    assert (posted.status, "location" in posted.headers) == (400, False)


# What is told on the portal's own page, to people who are signed in and to those who are not


def _unknown(client: Client) -> None:
    client.portal.store.write_now(lambda tx: apps.remove(tx, client.app.id))


def _not_installed(client: Client) -> None:
    client.change(INSTALLED="N")


def _blocked(client: Client) -> None:
    client.change(BLOCKED="Y")


def _unpaid(client: Client) -> None:
    client.wire.set(plan="free")


def _switched_off(client: Client) -> None:
    client.wire.set(switched_off=True)


def _https_only(client: Client) -> None:
    client.wire.set(require_https=True)


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize(
    ("happens", "status", "text"),
    [
        (_unknown, 404, "no such application"),
        (_not_installed, 403, "not installed"),
        (_blocked, 403, "blocked"),
        (_unpaid, 403, "plan"),
        (_switched_off, 500, "deleted"),
        (_https_only, 400, "Https required"),
    ],
)
def test_what_is_in_the_way_is_said_without_a_redirect(
    browser: Browser, client: Client, happens: Callable[[Client], None], status: int, text: str, signed_in: bool
) -> None:
    if signed_in:
        browser.sign_in(1)
    happens(client)
    answer = browser.get(PATH, client.asked())
    assert answer.status == status
    assert "location" not in answer.headers
    assert text in Page(answer).text


def _refused_in_the_last_moment(browser: Browser, client: Client, happens: Callable[[Client], None]) -> int:
    form = _consent(browser, client)
    happens(client)
    answer = browser.post(PATH, {**form, "choice": "allow"})
    assert "location" not in answer.headers
    return answer.status


@pytest.mark.parametrize("happens", [_not_installed, _blocked, _unpaid])
def test_what_comes_in_the_way_meanwhile_counts_too(
    browser: Browser, client: Client, happens: Callable[[Client], None]
) -> None:
    browser.sign_in(3)
    assert _refused_in_the_last_moment(browser, client, happens) == 403


def test_an_application_that_is_closed_to_the_user_is_refused(browser: Browser, client: Client) -> None:
    def close(client: Client) -> None:
        client.portal.store.write_now(lambda tx: apps.open_to(tx, client.app.id, ["U1"]))

    browser.sign_in(3)
    assert _refused_in_the_last_moment(browser, client, close) == 403
    answer = browser.get(PATH, client.asked())
    assert answer.status == 403
    assert "not open to you" in Page(answer).text
    browser.sign_in(1)
    assert browser.get(PATH, client.asked()).status == 200


def test_a_dismissed_user_is_signed_out(browser: Browser, client: Client) -> None:
    browser.sign_in(3)

    def dismiss(client: Client) -> None:
        client.portal.store.write_now(lambda tx: staff.dismiss(tx, 3))

    assert _refused_in_the_last_moment(browser, client, dismiss) == 403
    assert browser.get(PATH, client.asked()).status == 303


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 404),
        ("client_id=", 404),
        ("client_id[]=x", 404),
        ("client_id=%00", 404),
        ("client_id=a&client_id=b", 400),
    ],
)
def test_a_request_without_one_known_client_is_refused(browser: Browser, query: str, status: int) -> None:
    assert browser.get(PATH, query).status == status


def test_more_than_the_applications_scopes_cannot_be_asked_for(browser: Browser, client: Client) -> None:
    browser.sign_in(3)
    assert browser.get(PATH, client.asked(scope="crm,disk")).status == 403
    assert browser.get(PATH, client.asked(scope="crm")).status == 200
    assert browser.get(PATH, client.asked(response_type="token")).status == 400


@pytest.mark.parametrize("verb", ["PUT", "DELETE", "PATCH", "OPTIONS", "BREW"])
def test_other_verbs_are_refused(browser: Browser, client: Client, verb: str) -> None:
    assert browser.get(PATH, client.asked(), verb=verb).status == 405


# Forgeries


def test_consent_cannot_be_given_by_another_site(wire: Wire, browser: Browser, client: Client) -> None:
    browser.sign_in(3)
    form = _consent(browser, client)
    stranger = Browser(wire)
    stranger.sign_in(4)
    others = stranger.page(PATH, client.asked()).forms[PATH]
    for token in ("", "x", form["token"][:-1], others["token"], "ü", form["token"].upper()):
        answer = browser.post(PATH, {**form, "token": token, "choice": "allow"})
        assert (answer.status, "location" in answer.headers) == (403, False)
    without = {name: value for name, value in form.items() if name != "token"}
    assert browser.post(PATH, {**without, "choice": "allow"}).status == 403
    assert browser.post(PATH, {**form, "choice": "allow"}).status == 302


def test_a_form_of_before_signing_in_is_worth_nothing_after_it(browser: Browser, client: Client) -> None:
    before = browser.page("/sign-in/").forms["/sign-in/"]
    browser.sign_in(3)
    form = {"token": before["token"], "client_id": client.keys.client_id, "choice": "allow"}
    assert browser.post(PATH, form).status == 403


def test_titles_are_texts(wire: Wire, browser: Browser) -> None:
    title = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}"
    client = client_of(wire, title=title, handler_url='https://app.example.test/"><b>')
    browser.sign_in(3)
    page = browser.page(PATH, client.asked(state='"><script>alert(2)</script>'))
    assert title in page.text
    for answer in (
        browser.get(PATH, client.asked(state='"><script>alert(2)</script>')),
        browser.post(PATH, {**page.forms[PATH], "choice": "deny"}),
    ):
        assert b"<script" not in answer.body
        assert b"<img src=x" not in answer.body
        assert b"<b>" not in answer.body


def test_a_handler_address_cannot_add_headers(wire: Wire, browser: Browser) -> None:
    client = client_of(wire, handler_url="https://app.example.test/a\r\nSet-Cookie: a=b\r\n\r\n<html>")
    browser.sign_in(3)
    answer = browser.post(PATH, {**_consent(browser, client), "choice": "allow"})
    assert re.fullmatch(r"[!-~]+", answer.headers["location"])
    assert "set-cookie" not in answer.headers


def test_pages_and_redirects_keep_to_themselves(browser: Browser, client: Client) -> None:
    browser.sign_in(3)
    consent = browser.get(PATH, client.asked())
    allowed = browser.post(PATH, {**_consent(browser, client), "choice": "allow"})
    of_portal = browser.get("/")
    for answer in (consent, browser.get("/sign-in/"), of_portal, browser.get(PATH), allowed):
        assert answer.headers["x-frame-options"] == ("SAMEORIGIN" if answer is of_portal else "DENY")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in answer.headers
    for answer in (consent, browser.get("/sign-in/"), browser.get(PATH)):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


def test_a_code_is_timed_by_the_portals_clock(wire: Wire, browser: Browser, client: Client) -> None:
    wire.freeze(START)
    browser.sign_in(3)
    code = _allowed(browser, client)["code"]
    wire.freeze(START + 30)
    assert client.exchange("authorization_code", code=code).error[1] == "invalid_grant"
