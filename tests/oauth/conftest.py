"""An application on the demo portal, the client that it is, and a browser."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from homeport.domain.portal.apps import apps, tokens
from homeport.domain.portal.apps.apps import App, Keys
from homeport.domain.portal.portal import Portal
from homeport.domain.portal.settings import clock_of
from tests.conftest import Answer, Wire
from tests.oauth.browser import Browser

HANDLER = "https://app.example.test/callback?from=portal"
START = 1_780_000_000.0
"""A moment that tests hold the clock at."""


@dataclass
class Client:
    """An application's side."""

    wire: Wire
    portal: Portal
    app: App
    keys: Keys
    host: str = "localhost:8080"

    def asked(self, **more: str) -> str:
        """The query that a user comes to the portal with."""
        return urlencode({"client_id": self.keys.client_id, "state": "s1", **more})

    def exchange(self, grant_type: str, **fields: str) -> Answer:
        """Ask for tokens."""
        given = {
            "grant_type": grant_type,
            "client_id": self.keys.client_id,
            "client_secret": self.keys.client_secret,
            **fields,
        }
        return self.wire.send("/oauth/token/", verb="GET", query=urlencode(given), content_type=None, host=self.host)

    def code(self, user_id: int = 3) -> str:
        """A code, as the portal makes it when a user allows it."""
        portal = self.portal
        return portal.store.write_now(lambda tx: tokens.grant(tx, clock_of(tx), portal.key, self.app, user_id))

    def tokens(self, user_id: int = 3) -> dict[str, Any]:
        """A pair of tokens."""
        answer = self.exchange("authorization_code", code=self.code(user_id))
        assert answer.status == 200, answer.body
        return dict(answer.json)

    def renew(self, refresh_token: str) -> Answer:
        return self.exchange("refresh_token", refresh_token=refresh_token)

    def call(self, token: str, method: str = "profile") -> Answer:
        return self.wire.send(f"/rest/{method}", query=urlencode({"auth": token}), host=self.host)

    def change(self, **values: Any) -> None:
        """Change columns of the application."""
        self.portal.store.write_now(lambda tx: apps.change(tx, self.app.id, **values))


def client_of(wire: Wire, portal: Portal | None = None, host: str = "localhost:8080", **values: Any) -> Client:
    """A new application of a portal."""
    found = portal or wire.portal
    given = {"title": "Invoices", "scopes": "crm,user", "user_id": 1, "handler_url": HANDLER, **values}
    app, keys = found.store.write_now(lambda tx: apps.add(tx, found.clock, found.key, **given))
    return Client(wire, found, app, keys, host)


def returned(answer: Answer) -> tuple[str, dict[str, str]]:
    """Where a redirect leads, without its query, and the query."""
    parts = urlsplit(answer.headers["location"])
    return f"{parts.scheme}://{parts.netloc}{parts.path}", dict(parse_qsl(parts.query, keep_blank_values=True))


@pytest.fixture
def client(wire: Wire) -> Client:
    """An application with the scopes crm and user."""
    return client_of(wire)


@pytest.fixture
def browser(wire: Wire) -> Browser:
    """A browser on the machine that serves the demo portal."""
    return Browser(wire)
