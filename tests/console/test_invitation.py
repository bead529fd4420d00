"""Taking up an invitation, in a browser and behind it."""

from urllib.parse import urlsplit

import pytest

from homeport.domain.portal.people import invitations
from homeport.domain.portal.people.invitations import VALID_SECONDS
from tests.conftest import Api, Wire
from tests.control.conftest import Plane
from tests.oauth.browser import Browser

PASSWORD = "a long enough one"
NOW = 1_800_000_000.0


@pytest.fixture
def plane(wire: Wire) -> Plane:
    return Plane(wire)


def query_of(url: str) -> str:
    split = urlsplit(url)
    assert split.path == invitations.PATH
    return split.query


def take_up(browser: Browser, query: str, password: str) -> int:
    fields = browser.page("/invitation/", query).forms["/invitation/"]
    return browser.post("/invitation/", {**fields, "password": password}).status


def test_who_was_invited_chooses_a_password_and_is_signed_in(wire: Wire, admin: Api, plane: Plane) -> None:
    number = admin("user.add", EMAIL="vera.helm@example.test", NAME="Vera", LAST_NAME="Helm", UF_DEPARTMENT=[2])
    found = plane("POST", f"/users/{number}/invitation")
    query = query_of(found["url"])
    browser = Browser(wire)
    assert "vera.helm@example.test" in browser.page("/invitation/", query).text
    assert take_up(browser, query, "short") == 400
    assert take_up(browser, query, PASSWORD) == 303
    assert browser.signed_in_as().startswith("Vera")
    assert "has ended" in Browser(wire).page("/invitation/", query).text, "a link is good once"
    other = Browser(wire)
    other.sign_in_with("vera.helm@example.test", PASSWORD)
    assert other.signed_in_as().startswith("Vera")


@pytest.mark.parametrize("wrong", ["user=3&until=1", "user=x", "", "user=99&until=9999999999&code=0"])
def test_what_is_no_invitation_opens_nothing(wire: Wire, wrong: str) -> None:
    assert "has ended" in Browser(wire).page("/invitation/", wrong).text


def test_an_invitation_is_for_one_user_and_a_week(wire: Wire, admin: Api, plane: Plane) -> None:
    wire.freeze(NOW)
    query = query_of(plane("POST", "/users/3/invitation")["url"])
    browser = Browser(wire)
    assert "has ended" in browser.page("/invitation/", query.replace("user=3", "user=1")).text
    assert "has ended" in browser.page("/invitation/", query.replace("until=1", "until=2")).text
    wire.freeze(NOW + VALID_SECONDS - 1)
    assert "clara.mast@example.test" in browser.page("/invitation/", query).text
    fields = browser.page("/invitation/", query).forms["/invitation/"]
    wire.freeze(NOW + VALID_SECONDS)
    assert browser.post("/invitation/", {**fields, "password": PASSWORD}).status == 403
    query = query_of(plane("POST", "/users/3/invitation")["url"])
    admin("user.update", ID=3, ACTIVE="N")
    assert "has ended" in browser.page("/invitation/", query).text
    assert plane.refused("POST", "/users/3/invitation") == (404, "not_found")
    assert plane.refused("POST", "/users/99/invitation") == (404, "not_found")
