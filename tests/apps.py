"""Calls as a local application: by access token, as applications do."""

import json
from typing import Any

from homeport.domain.portal.apps import apps, tokens
from homeport.domain.portal.apps.apps import App, Keys
from homeport.domain.portal.credentials.codes import hash_code
from homeport.portals.built_in import DEMO_SCOPES
from tests.conftest import Answer, Api, Wire


class AppApi(Api):
    """Calls methods as a user of an application; the token is the parameter ``auth``.

    :ivar app: the application
    :ivar keys: its client id and secret
    :ivar pair: the tokens it calls with
    """

    def __init__(self, wire: Wire, user_id: int, app: App, keys: Keys) -> None:
        super().__init__(wire, user_id, "")
        self.base = "/rest/"
        self.app = app
        self.keys = keys
        self.pair = self._issue()

    def _issue(self) -> tokens.Pair:
        portal = self.wire.portal
        return portal.store.write_now(
            lambda tx: tokens.issue(tx, portal.clock, self.wire.folder.key(), self.app, self.user_id)
        )

    def send(self, method: str, /, **params: Any) -> Answer:
        """The whole answer of a call."""
        return self.wire.send(self.base + method, body=json.dumps({**params, "auth": self.pair.access}).encode())

    @property
    def token_id(self) -> int:
        """The stored id of the access token it calls with."""
        with self.wire.portal.store.snapshot() as tx:
            found = tokens.find(tx, hash_code(self.wire.folder.key(), self.pair.access))
        assert found is not None
        return found.id

    def as_user(self, user_id: int) -> "AppApi":
        """Calls as another user of the same application."""
        return AppApi(self.wire, user_id, self.app, self.keys)


def app_of(wire: Wire, user_id: int, scopes: str = DEMO_SCOPES, **options: Any) -> AppApi:
    """Add a local application, and call as any user of it.

    :param options: as :func:`homeport.domain.portal.apps.apps.add` takes them: ``handler_url``, ``members``, ...
    """
    portal = wire.portal
    given = {"title": "Test", "user_id": 1, "api_only": True, **options}
    app, keys = portal.store.write_now(lambda tx: apps.add(tx, portal.clock, wire.folder.key(), scopes=scopes, **given))
    return AppApi(wire, user_id, app, keys)
