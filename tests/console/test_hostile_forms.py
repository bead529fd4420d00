"""Forms and queries for developers, filled in with what nobody expects."""

from urllib.parse import urlencode

import pytest

from tests.oauth.browser import Browser
from tests.oauth.conftest import browser

__all__ = ["browser"]

NASTY = (
    "",
    "\0",
    "٣",
    "-1",
    "1e999",
    "NaN",
    "9" * 40,
    "[]",
    "{}",
    '{"a":NaN}',
    "x" * 5_000,
    "<b>'\"&",
    "../..",
    "U3," * 500,
)
FORMS = {
    "/developer/webhooks/": ("title", "user", "scope_crm", "scope_", "more", "expires"),
    "/developer/webhooks/1/block/": ("blocked",),
    "/developer/applications/": ("title", "kind", "handler", "install", "scope_crm", "more", "members"),
    "/developer/applications/9/install/": ("x",),
    "/developer/applications/9/members/": ("members",),
    "/developer/applications/9/remove/": ("x",),
    "/developer/applications/x/block/": ("blocked",),
    "/developer/builder/": ("method", "as", "params"),
    "/developer/faults/": (
        "error", "description", "status", "delay", "times", "skip", "probability", "seed", "method", "credential",
        "when", "drop",
    ),
    "/developer/faults/9/remove/": ("x",),
    "/developer/events/": ("url", "events", "title"),
    "/developer/events/9/resend/": ("x",),
    "/developer/events/handlers/9/pause/": ("paused",),
    "/developer/events/outgoing/9/remove/": ("x",),
    "/developer/faults/clock/": ("do", "span", "at", "hold"),
    "/developer/baselines/snapshot/save/": ("name", "replace"),
    "/developer/baselines/anything/save/": ("name",),
    "/developer/baselines/snapshot/use/": ("name",),
    "/developer/baselines/baseline/remove/": ("name",),
}  # fmt: skip
QUERIES = {
    "/developer/requests/": ("method", "status", "error", "credential", "faulted"),
    "/developer/builder/": ("method", "request"),
    "/developer/events/": ("event", "record", "state"),
    "/reference/": ("q",),
}


@pytest.fixture
def developer(browser: Browser) -> Browser:
    browser.sign_in(1)
    return browser


@pytest.mark.parametrize("path", FORMS)
def test_a_form_of_any_content_is_answered_with_a_page(developer: Browser, path: str) -> None:
    token = developer.page("/developer/webhooks/").forms["/developer/webhooks/"]["token"]
    for name in FORMS[path]:
        for value in NASTY:
            answer = developer.post(path, {"token": token, name: value})
            assert answer.status in (200, 303, 400, 404), (path, name, value)
            assert b"<b>'" not in answer.body
    everything = dict.fromkeys(FORMS[path], NASTY[-3])
    assert developer.post(path, {**everything, "token": token}).status < 500


@pytest.mark.parametrize("path", QUERIES)
def test_a_query_of_any_content_is_answered_with_a_page(developer: Browser, path: str) -> None:
    for name in QUERIES[path]:
        for value in NASTY:
            answer = developer.get(path, urlencode({name: value}))
            assert answer.status in (200, 400), (path, name, value)
            assert b"<b>'" not in answer.body
