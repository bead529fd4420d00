"""A portal with a local application, as the clients that speak OAuth need it."""

import json
from typing import Any, NamedTuple

from homeport.testing import LocalPortal

USER = 3
"""Whom the tokens act as: the salesperson."""

EXPIRED = 3601
"""Seconds after which an access token has expired."""


class Held(NamedTuple):
    """The tokens that a client holds."""

    access: str
    refresh: str


class Office:
    """A portal and an application on it.

    The portal's clock stands still: a code lives 30 seconds, and a program may take its time to start.
    """

    def __init__(self, portal: LocalPortal) -> None:
        self.portal = portal
        portal.clock.freeze()
        self.app = portal.app(scope="crm,user")

    def held(self) -> Held:
        """A new pair of tokens."""
        pair = self.app.token(USER)
        return Held(pair.access, pair.refresh)

    def told(self, **more: Any) -> str:
        """What a program is told, as JSON."""
        keys = {"client_id": self.app.client_id, "client_secret": self.app.client_secret}
        return json.dumps({"http": self.portal.http, "https": self.portal.https, **keys, **more})

    def answered(self, method: str) -> list[tuple[int, str]]:
        """What calls of a method were answered: status and error."""
        return [(entry.status, entry.error) for entry in self.portal.requests.of(method)]
