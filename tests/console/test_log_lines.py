"""Lines of the request log: when it was, what a batch asked, and whose token was over."""

import json
import re

import pytest

from homeport.domain.portal import settings
from tests.apps import app_of
from tests.conftest import Wire, api_of
from tests.oauth.browser import Browser
from tests.oauth.conftest import browser

__all__ = ["browser"]

LOG = "/developer/requests/"
HOUR = 3600


@pytest.fixture
def developer(browser: Browser) -> Browser:
    browser.sign_in(1)
    return browser


def newest(developer: Browser) -> str:
    """The address of the newest request of the log."""
    found = re.search(rf'href="({LOG}[0-9a-f]+-[0-9a-f]+/)"', developer.get(LOG).body.decode())
    assert found
    return found[1]


def test_a_line_has_its_day(developer: Browser, wire: Wire) -> None:
    wire.freeze(1_795_000_000)
    api_of(wire, 1).send("profile")
    text = developer.get(LOG).body.decode()
    assert 'title="2026-11-18">18 Nov ' in text


def test_a_batch_is_shown_with_its_commands(developer: Browser, wire: Wire) -> None:
    cmd = {"deal": "crm.deal.get?id=1", "gone": "crm.deal.get?id=99999", "odd": "no.such.method?note=<b>&a[b]=1"}
    api_of(wire, 1).send("batch", cmd=cmd)
    assert "3 commands" in developer.page(LOG).text
    text = developer.page(newest(developer)).text
    assert re.search(r"deal crm\.deal\.getParameters.*not refused", text)
    assert re.search(r"gone crm\.deal\.getParameters.*refused", text)
    assert "ERROR_METHOD_NOT_FOUND" in text.partition("Commands")[2]
    body = developer.get(newest(developer)).body.decode()
    assert 'href="/reference/methods/crm.deal.get/"' in body
    assert "<b>" not in body
    three = [{"method": "tasks.task.get", "query": {"id": 1}, "as": "one"}]
    wire.send(api_of(wire, 1).base.replace("/rest/", "/rest/api/") + "batch", body=json.dumps(three).encode())
    assert "one tasks.task.get" in developer.page(newest(developer)).text
    api_of(wire, 1).send("profile")
    assert "Commands" not in developer.page(newest(developer)).text


def test_a_token_that_is_over_is_told_with_whose_it_was(developer: Browser, wire: Wire) -> None:
    app = app_of(wire, 3)
    assert app("profile")
    wire.freeze(wire.portal.clock.now() + HOUR + 1)
    assert wire.send("/rest/profile", query=f"auth={app.pair.access}", verb="GET").error[:2] == (401, "expired_token")
    text = developer.page(newest(developer)).text
    assert f"app:{app.app.id}" in text
    assert "Clara Mast (3)" in text
    assert app.pair.access not in developer.get(newest(developer)).body.decode()


def test_answers_are_shown_and_compared(developer: Browser, wire: Wire) -> None:
    seller = api_of(wire, 3)
    seller.send("crm.activity.binding.list", activityId=1)
    one = newest(developer)
    text = developer.page(one).text
    assert '"entityTypeId": 2' in text.partition("Answer")[2]
    seller.send("crm.activity.binding.list", activityId=10**9)
    other = newest(developer)
    assert '"error": "NOT_FOUND"' in developer.page(other).text
    first, second = (address.split("/")[-2] for address in (one, other))
    compared = developer.get(f"{LOG}compare/", f"one={first}&other={second}").body.decode()
    answers = compared.partition("Answers, line by line")[2]
    assert "<ins>+   &#34;error&#34;: &#34;NOT_FOUND&#34;" in answers
    assert "&#34;time&#34;" not in answers
    seller.send("crm.deal.add", fields={"TITLE": "<b>", "COMMENTS": "z" * 50_000})
    seller.send("crm.deal.list", filter={"TITLE": "<b>"}, select=["TITLE", "COMMENTS"])
    body = developer.get(newest(developer)).body.decode()
    assert "&lt;b&gt;" in body.partition("Answer")[2]
    assert re.search(r"The beginning of \d+ bytes", body)


def test_answers_are_not_shown_where_they_are_not_kept(developer: Browser, wire: Wire) -> None:
    wire.portal.store.write_now(lambda tx: settings.change(tx, {"answer_bytes": "off"}))
    api_of(wire, 1).send("profile")
    assert 'aria-label="The answer"' not in developer.get(newest(developer)).body.decode()
