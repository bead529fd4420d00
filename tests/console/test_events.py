"""The page of events without a browser: handlers paused and removed, and what is unfit."""

import pytest

from homeport.domain.events import outgoing
from homeport.domain.portal.settings import clock_of
from tests.conftest import Wire
from tests.console.test_operating import send
from tests.oauth.browser import Browser
from tests.oauth.conftest import browser

__all__ = ["browser"]

EVENTS = "/developer/events/"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def developer(browser: Browser) -> Browser:
    browser.sign_in(1)
    return browser


def test_a_handler_is_paused_resumed_and_removed(developer: Browser, wire: Wire) -> None:
    made = wire.portal.store.write_now(
        lambda tx: outgoing.add(tx, clock_of(tx), url="http://localhost:1/", events=["ONCRMDEALUPDATE"], title=SCRIPT)
    )
    (handler,) = wire.portal.store.write_now(lambda tx: outgoing.handlers(tx, made.id))
    body = developer.get(EVENTS).body.decode()
    assert SCRIPT not in body
    assert "&lt;script&gt;" in body
    pause = f"{EVENTS}handlers/{handler}/pause/"
    assert "paused" in send(developer, EVENTS, pause).text
    assert "paused" not in send(developer, EVENTS, pause).text
    assert "0 handlers" in send(developer, EVENTS, f"{EVENTS}outgoing/{made.id}/remove/").text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"url": "ftp://localhost/", "events": "all"}, "must begin with https:// or http://"),
        ({"url": "http://localhost/", "events": "ONNOTHING"}, "There is no event ONNOTHING"),
        ({"url": "http://localhost/", "events": ""}, "Name at least one event"),
    ],
)
def test_what_is_unfit_is_said(developer: Browser, given: dict[str, str], said: str) -> None:
    form = developer.page(EVENTS).forms[EVENTS]
    answer = developer.post(EVENTS, {**form, **given})
    assert (answer.status, said in answer.body.decode()) == (400, True)
    assert "0 handlers" in developer.page(EVENTS).text


def test_it_is_for_administrators(browser: Browser) -> None:
    browser.sign_in(3)
    assert browser.get(EVENTS).status == 403
