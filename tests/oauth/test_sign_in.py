"""Signing in and out."""

from contextlib import suppress
from urllib.parse import urlencode

import pytest

from homeport.core.errors import CallError
from homeport.domain.portal.people import browsers, passwords
from homeport.domain.user import staff
from tests.conftest import Wire
from tests.oauth.browser import Browser, Page
from tests.oauth.conftest import START

LOGIN = "clara.mast@example.test"
PASSWORD = "a long enough password"


@pytest.fixture
def known(wire: Wire) -> None:
    """Clara Mast has a password."""
    password_hash = passwords.hashed(PASSWORD)
    wire.portal.store.write_now(lambda tx: passwords.store(tx, 3, password_hash))


def test_with_a_password_one_is_who_one_is(wire: Wire, browser: Browser, known: None) -> None:
    assert browser.signed_in_as() == ""
    answer = browser.sign_in_with(LOGIN.upper(), PASSWORD)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert browser.signed_in_as() == "Clara Mast"


def test_what_is_wrong_is_not_said(wire: Wire, browser: Browser, known: None) -> None:
    wire.portal.store.write_now(lambda tx: passwords.store(tx, 4, passwords.hashed(PASSWORD)))
    wire.portal.store.write_now(lambda tx: staff.dismiss(tx, 4))
    told = set()
    for login, password in (
        (LOGIN, PASSWORD + "x"),
        (LOGIN, ""),
        (LOGIN, "x" * 100_000),
        (LOGIN, PASSWORD + "x" * 1_000),
        ("nobody@example.test", PASSWORD),
        ("boris.anker@example.test", PASSWORD),
        ("dmitri.quay@example.test", PASSWORD),
        ("", ""),
        ("' OR 1=1 --", "' OR 1=1 --"),
        ("%", PASSWORD),
    ):
        answer = browser.sign_in_with(login, password)
        assert answer.status == 403
        told.add(Page(answer).text)
        assert browser.signed_in_as() == ""
    assert len(told) == 1


def test_a_session_ends_after_twelve_hours_of_the_portals_clock(wire: Wire, browser: Browser) -> None:
    wire.freeze(START)
    browser.sign_in(3)
    wire.freeze(START + 12 * 3600 - 0.001)
    assert browser.signed_in_as() == "Clara Mast"
    wire.freeze(START + 12 * 3600)
    assert browser.signed_in_as() == ""


def test_signing_out_ends_the_session_for_whoever_kept_its_cookie(wire: Wire, browser: Browser) -> None:
    browser.sign_in(3)
    thief = Browser(wire, source="192.0.2.7")
    thief.cookies = dict(browser.cookies)
    assert thief.signed_in_as() == "Clara Mast"
    answer = browser.post("/sign-out/", browser.page("/").forms["/sign-out/"])
    assert answer.status == 303
    assert browser.cookies == {}
    assert thief.signed_in_as() == browser.signed_in_as() == ""


def test_a_new_password_ends_all_sessions(wire: Wire, browser: Browser, known: None) -> None:
    browser.sign_in(3)
    assert browser.signed_in_as() == "Clara Mast"
    wire.portal.store.write_now(lambda tx: passwords.store(tx, 3, passwords.hashed("another password")))
    assert browser.signed_in_as() == ""
    assert browser.sign_in_with(LOGIN, PASSWORD).status == 403
    assert browser.sign_in_with(LOGIN, "another password").status == 303


def test_a_planted_cookie_never_becomes_a_session(wire: Wire, browser: Browser, known: None) -> None:
    attacker = Browser(wire)
    attacker.get("/sign-in/")
    planted = dict(attacker.cookies)
    browser.cookies = dict(planted)
    browser.sign_in_with(LOGIN, PASSWORD)
    assert browser.cookies != planted
    assert browser.signed_in_as() == "Clara Mast"
    assert attacker.signed_in_as() == ""


def test_signing_in_again_ends_the_session_before(wire: Wire, browser: Browser) -> None:
    browser.sign_in(3)
    other = Browser(wire)
    other.cookies = dict(browser.cookies)
    browser.sign_in(1)
    assert browser.signed_in_as() == "Ada Keel"
    assert other.signed_in_as() == ""


def test_the_cookie_is_kept_from_scripts_and_other_sites(wire: Wire) -> None:
    plain = Browser(wire).get("/sign-in/").headers["set-cookie"]
    assert plain.startswith("homeport=")
    assert {"HttpOnly", "Path=/", "SameSite=lax"} == set(plain.split("; ")[1:])
    secure = Browser(wire, scheme="https").get("/sign-in/").headers["set-cookie"]
    assert secure.startswith("__Host-homeport=")
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} == set(secure.split("; ")[1:])


@pytest.mark.parametrize("cookie", ["", "x", "x" * 40, "x" * 5_000, "' OR 1=1 --", "\x7f"])
def test_a_cookie_that_was_never_given_is_nobody(browser: Browser, cookie: str) -> None:
    browser.cookies = {"homeport": cookie}
    assert browser.signed_in_as() == ""


def test_nobody_is_signed_in_or_out_by_another_site(wire: Wire, browser: Browser, known: None) -> None:
    stranger = Browser(wire)
    form = stranger.page("/sign-in/").forms["/sign-in/"]
    browser.get("/sign-in/")
    given = {**form, "login": LOGIN, "password": PASSWORD}
    assert browser.post("/sign-in/", given).status == 403  # another browser's form
    browser.cookies.clear()
    assert browser.post("/sign-in/", given).status == 403  # no cookie at all
    browser.sign_in(3)
    assert browser.post("/sign-out/", {"token": form["token"]}).status == 403
    assert browser.get("/sign-out/").status == 405
    assert browser.signed_in_as() == "Clara Mast"


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("/oauth/authorize/?client_id=a&state=%2F%2Fb", "/oauth/authorize/?client_id=a&state=%2F%2Fb"),
        ("https://evil.example.test/", "/"),
        ("//evil.example.test/", "/"),
        ("/\\evil.example.test/", "/"),
        ("/\t/evil.example.test/", "/"),
        ("/a\\b", "/"),
        ("/a\r\nSet-Cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        ("/" + "a" * 12_000, "/"),
    ],
)
def test_signing_in_leads_back_to_this_site_only(browser: Browser, back: str, leads_to: str) -> None:
    assert browser.sign_in(3, back).headers["location"] == leads_to
    fields = browser.page("/sign-in/").forms["/sign-in/"]
    answer = browser.post("/sign-in/", {**fields, "next": back, "user": "3"})
    assert answer.headers["location"] == leads_to
    form = {**browser.page("/").forms["/sign-out/"], "next": back}
    assert browser.post("/sign-out/", form).headers["location"] == f"/sign-in/?{urlencode({'next': leads_to})}"


# Guessing


def test_whoever_guesses_passwords_is_slowed_down(wire: Wire, browser: Browser, known: None) -> None:
    wire.freeze(START)
    for number in range(20):
        assert browser.sign_in_with(f"user{number}@example.test", "wrong").status == 403
    answer = browser.sign_in_with(LOGIN, PASSWORD)
    assert answer.status == 429
    assert "Too many attempts" in Page(answer).text
    assert Browser(wire, source="192.0.2.9").sign_in_with(LOGIN, PASSWORD).status == 303
    wire.freeze(START + 9)
    assert browser.sign_in_with(LOGIN, PASSWORD).status == 429
    wire.freeze(START + 10)
    assert browser.sign_in_with(LOGIN, PASSWORD).status == 303


def test_guesses_from_everywhere_at_one_user_are_slowed_down(wire: Wire, known: None) -> None:
    wire.freeze(START)
    for number in range(50):
        attacker = Browser(wire, source=f"192.0.2.{number}")
        assert attacker.sign_in_with(LOGIN.title(), "wrong").status == 403
    assert Browser(wire, source="192.0.2.99").sign_in_with(LOGIN, PASSWORD).status == 429
    assert Browser(wire, source="192.0.2.99").sign_in_with("ada.keel@example.test", "wrong").status == 403


def test_a_browser_that_was_here_before_is_let_in_whoever_guesses(wire: Wire, known: None) -> None:
    wire.freeze(START)
    own = Browser(wire, source="192.0.2.200")
    assert own.sign_in_with(LOGIN, PASSWORD).status == 303
    own.post("/sign-out/", own.page("/").forms["/sign-out/"])
    for number in range(50):
        assert Browser(wire, source=f"192.0.2.{number % 4}").sign_in_with(LOGIN, "wrong").status in (403, 429)
    for number in range(50):
        Browser(wire, source=f"198.51.100.{number}").sign_in_with(LOGIN, "wrong")
    for _ in range(20):
        Browser(wire, source="192.0.2.200").sign_in_with("nobody@example.test", "wrong")
    assert Browser(wire, source="192.0.2.99").sign_in_with(LOGIN, PASSWORD).status == 429
    assert own.sign_in_with(LOGIN, PASSWORD).status == 303


def test_a_browser_that_was_here_before_is_slowed_down_too(wire: Wire, known: None) -> None:
    wire.freeze(START)
    own = Browser(wire, source="192.0.2.200")
    assert own.sign_in_with(LOGIN, PASSWORD).status == 303
    assert [own.sign_in_with(LOGIN, "wrong").status for _ in range(22)] == [403] * 20 + [429] * 2
    assert Browser(wire, source="192.0.2.200").sign_in_with(LOGIN, PASSWORD).status == 303, "and nobody else is"


@pytest.mark.parametrize("shown", ["", ".", "x" * 60, f"{'a' * 20}.{'b' * 32}", f"{'a' * 20}.ü"])
def test_a_mark_of_a_browser_cannot_be_made_up(wire: Wire, known: None, shown: str) -> None:
    wire.freeze(START)
    for number in range(50):
        Browser(wire, source=f"192.0.2.{number}").sign_in_with(LOGIN, "wrong")
    liar = Browser(wire, source="192.0.2.99")
    liar.cookies["homeport-known"] = shown
    assert liar.sign_in_with(LOGIN, PASSWORD).status == 429


def test_a_mark_is_of_one_user(wire: Wire, known: None) -> None:
    key = wire.folder.key()
    mark = browsers.mark(key, "default", 1)
    assert browsers.name_of(key, "default", 1, mark)
    assert not browsers.name_of(key, "default", 2, mark)
    assert not browsers.name_of(key, "other.example.test", 1, mark)
    assert not browsers.name_of(b"x" * 32, "default", 1, mark)


def test_guesses_from_one_network_are_of_one_source(wire: Wire, known: None) -> None:
    wire.freeze(START)
    answers = [
        Browser(wire, source=f"2001:db8::{number:x}").sign_in_with(f"user{number}@example.test", "wrong").status
        for number in range(22)
    ]
    assert answers == [403] * 20 + [429] * 2
    assert Browser(wire, source="2001:db8:0:1::1").sign_in_with(LOGIN, PASSWORD).status == 303


def test_behind_a_proxy_that_is_not_trusted_one_source_is_not_refused(wire: Wire, known: None) -> None:
    wire.freeze(START)
    wire.send("/rest/profile")  # from a portal's first request on there is something to count in
    limits = wire.portal.limits
    for number in range(30):
        limits.admit_password("", f"user{number}@example.test", "", START)
    with pytest.raises(CallError):
        for _ in range(51):
            limits.admit_password("", LOGIN, "", START)


def test_a_flood_of_guesses_does_not_make_others_forgotten(wire: Wire, in_files: None) -> None:
    wire.freeze(START)
    wire.send("/rest/profile")  # from a portal's first request on there is something to count in
    limits = wire.portal.limits
    for number in range(50):
        limits.admit_password("192.0.2.1" if number < 20 else f"192.0.2.{number}", LOGIN, "", START)
    for number in range(26_000):
        with suppress(CallError):  # one in some thousands meets another in the table
            limits.admit_password(f"2001:db8:{number:x}::/64", f"user{number}@example.test", "", START)
    for source, login in (("192.0.2.1", "somebody@example.test"), ("192.0.2.99", LOGIN)):
        with pytest.raises(CallError):
            limits.admit_password(source, login, "", START)


def test_right_passwords_are_not_counted(browser: Browser, wire: Wire, known: None) -> None:
    wire.freeze(START)
    for _ in range(25):
        assert browser.sign_in_with(LOGIN, PASSWORD).status == 303


def test_many_guesses_at_once_count_each(wire: Wire, browser: Browser, known: None) -> None:
    wire.freeze(START)
    form = browser.page("/sign-in/").forms["/sign-in/"]
    request = {
        "path": "/sign-in/",
        "body": urlencode({**form, "login": LOGIN, "password": "wrong"}).encode(),
        "content_type": "application/x-www-form-urlencoded",
        "source": "192.0.2.9",
        "headers": {"cookie": f"homeport={browser.cookies['homeport']}"},
    }
    answers = wire.send_together([request] * 30)
    assert sorted(answer.status for answer in answers) == [403] * 20 + [429] * 10


# One click


def test_one_click_is_offered_at_this_machine_on_a_portal_for_trying_out(browser: Browser) -> None:
    text = browser.page("/sign-in/").text
    assert "Ada Keel" in text
    assert "No password is asked" in text
    assert browser.sign_in(1).status == 303
    assert browser.signed_in_as() == "Ada Keel"


@pytest.mark.parametrize(
    "somewhere_else",
    [
        {"source": "192.0.2.1"},
        {"source": ""},
        {"source": "::ffff:192.0.2.1"},
        {"host": "rebound.example.test"},
        {"host": "localhost.example.test:8080"},
        {"headers": {"x-forwarded-for": "192.0.2.1"}},
        {"headers": {"forwarded": "for=192.0.2.1"}},
        {"headers": {"via": "1.1 proxy"}},
        {"setting": False},
    ],
)
def test_one_click_is_for_nobody_else(wire: Wire, browser: Browser, somewhere_else: dict[str, object]) -> None:
    if "setting" in somewhere_else:
        wire.set(one_click_sign_in=somewhere_else["setting"])
    for name in ("source", "host", "headers"):
        if name in somewhere_else:
            setattr(browser, name, somewhere_else[name])
    page = browser.page("/sign-in/")
    assert "Ada Keel" not in page.text
    assert browser.post("/sign-in/", {**page.forms["/sign-in/"], "user": "1"}).status == 403
    assert browser.signed_in_as() == ""


@pytest.mark.parametrize("user", ["99", "0", "-1", "", "x", "1 OR 1=1", "٣", "9" * 30])
def test_one_click_takes_users_that_there_are(browser: Browser, user: str) -> None:
    form = browser.page("/sign-in/").forms["/sign-in/"]
    assert browser.post("/sign-in/", {**form, "user": user}).status == 403
    assert browser.signed_in_as() == ""


def test_a_dismissed_user_is_neither_offered_nor_taken(wire: Wire, browser: Browser) -> None:
    wire.portal.store.write_now(lambda tx: staff.dismiss(tx, 3))
    page = browser.page("/sign-in/")
    assert "Clara" not in page.text
    assert browser.post("/sign-in/", {**page.forms["/sign-in/"], "user": "3"}).status == 403


# What else browsers ask for


def test_pages_that_there_are_not(browser: Browser) -> None:
    answer = browser.get("/no/such/page")
    assert answer.status == 404
    assert "no such page" in Page(answer).text
    browser.headers = {"accept": "*/*"}
    assert browser.get("/no/such/page").error[:2] == (404, "ERROR_METHOD_NOT_FOUND")


def test_what_pages_need_comes_with_the_package(browser: Browser) -> None:
    assert browser.get("/static/foundation.css").headers["content-type"].startswith("text/css")
    assert browser.get("/static/homeport.svg").headers["content-type"] == "image/svg+xml"
    for path in (
        "/static/../pages.py",
        "/static/%2e%2e/pages.py",
        "/static/",
        "/static/a\0b",
        "/static/" + "a" * 9_000,
    ):
        assert browser.get(path).status == 404, path


@pytest.mark.parametrize("body", [b"\xff", b"%ff", b"a" * 300_000, b"&".join([b"a=b"] * 60), b"{}", b""])
def test_a_form_that_is_none_is_refused(browser: Browser, body: bytes) -> None:
    browser.get("/sign-in/")
    assert browser.post("/sign-in/", body).status in (400, 403, 413)
