"""The pages of a portal in a database: all that they read, they read in turns."""

import json

import pytest

from homeport.domain.portal.credentials.admin import admin_token
from tests.conftest import Wire
from tests.console.test_story import PAGES
from tests.oauth.browser import Browser

OF_THE_CRM = (
    "/crm/lead/",
    "/crm/deal/",
    "/crm/deal/1/",
    "/crm/deal/1/fields/",
    "/crm/deal/board/",
    "/crm/activity/",
    "/crm/activity/1/",
    "/crm/types/",
    "/apps/",
)


@pytest.fixture
def browser(wire: Wire) -> Browser:
    """The administrator's."""
    browser = Browser(wire)
    browser.sign_in(1)
    assert browser.signed_in_as() == "Ada Keel"
    return browser


def test_every_page_is_answered(browser: Browser) -> None:
    answered = {}
    for page in (*OF_THE_CRM, *PAGES):
        path, _, query = page.partition("?")
        answered[page] = browser.get(path, query).status
    assert set(answered.values()) == {200}, answered


def test_an_assistant_is_answered(wire: Wire) -> None:
    tool = {"name": "homeport-faults", "arguments": {}}
    answer = wire.send(
        "/mcp",
        body=json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": tool}).encode(),
        headers={
            "authorization": f"Bearer {admin_token(wire.folder.key())}",
            "accept": "application/json, text/event-stream",
        },
    )
    assert answer.json["result"]["content"][0]["text"] == "[]", answer.body
