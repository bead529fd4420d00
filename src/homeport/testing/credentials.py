"""Credentials as a test sees them: webhooks, applications and their tokens, and calls with them."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Protocol, TypeVar

from homeport.domain.app import applications
from homeport.domain.portal import info, settings
from homeport.domain.portal.apps import apps, tokens
from homeport.domain.portal.credentials import webhooks
from homeport.portals.folder import DataFolder
from homeport.server.addresses import Addresses, webhook_url
from homeport.store import Transaction

T = TypeVar("T")

_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""The portal is on this machine: no proxy of the environment is asked."""


class Portal(Protocol):
    """The portal that a credential is of."""

    folder: DataFolder
    http: str

    def read(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in a read transaction."""

    def write(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in a write transaction."""


class Refused(Exception):  # noqa: N818  it reads as what happened
    """A call that was answered with an error.

    :param status: the HTTP status
    :param code: the ``error``
    :param description: the ``error_description``
    """

    def __init__(self, status: int, code: str, description: str) -> None:
        super().__init__(f"{status} {code}: {description}")
        self.status = status
        self.code = code
        self.description = description


class Webhook:
    """An incoming webhook.

    :ivar url: to which a method's name is added; by HTTP
    :ivar https_url: the same by HTTPS
    """

    def __init__(self, portal: Portal, addresses: Addresses, user_id: int, code: str, webhook_id: int) -> None:
        self._portal = portal
        self.id = webhook_id
        self.key = f"webhook:{webhook_id}"
        self.user_id = user_id
        self.code = code
        self.url = webhook_url(addresses.http, user_id, code)
        self.https_url = webhook_url(addresses.https, user_id, code)

    def __str__(self) -> str:
        return self.url

    def call(self, method: str, /, **params: Any) -> Any:
        """The result of a method.

        :raises Refused: when it answers an error
        """
        return call(self.url + method, params)

    def block(self, blocked: bool = True) -> None:
        """Block it, or let it call again: calls are refused with ``OVERLOAD_LIMIT``."""
        self._portal.write(lambda tx: webhooks.block(tx, self.id, blocked))

    def revoke(self) -> None:
        """Revoke it: calls are refused with ``INVALID_CREDENTIALS``."""
        self._portal.write(lambda tx: webhooks.revoke(tx, self.id))


class Application:
    """A local application and its keys.

    :ivar client_id: its code
    :ivar client_secret: its key
    :ivar application_token: what handlers recognise the portal by
    """

    def __init__(self, portal: Portal, app: apps.App, keys: apps.Keys) -> None:
        self._portal = portal
        self._app = app
        self.id = app.id
        self.key = f"app:{app.id}"
        self.client_id = keys.client_id
        self.client_secret = keys.client_secret

    @cached_property
    def application_token(self) -> str:
        return self._portal.read(
            lambda tx: apps.application_token(self._portal.folder.key(), info.member_id_of(tx), self.client_id)
        )

    def token(self, user: int = 1) -> tokens.Pair:
        """A new pair of tokens for a user, as after authorizing the application."""
        portal = self._portal
        return portal.write(lambda tx: tokens.issue(tx, settings.clock_of(tx), portal.folder.key(), self._app, user))

    def code(self, user: int = 1) -> str:
        """A code, as a user who allows the application returns with one: to exchange at ``/oauth/token/``."""
        portal = self._portal
        return portal.write(lambda tx: tokens.grant(tx, settings.clock_of(tx), portal.folder.key(), self._app, user))

    def call(self, method: str, /, user: int = 1, **params: Any) -> Any:
        """The result of a method, called with a new token.

        :raises Refused: when it answers an error
        """
        return call(f"{self._portal.http}/rest/{method}", {**params, "auth": self.token(user).access})

    def install(self) -> None:
        """Complete its installation, or repeat it: its handler is told."""
        self._portal.write(lambda tx: applications.install(tx, settings.clock_of(tx), self._app))

    def uninstall(self) -> None:
        """Remove it with its tokens, placements and options: its handler is told."""
        self._portal.write(lambda tx: applications.uninstall(tx, settings.clock_of(tx), self._app))

    def block(self, blocked: bool = True) -> None:
        """Block it, or let it call again: calls are refused with ``OVERLOAD_LIMIT``."""
        self._portal.write(lambda tx: apps.block(tx, self.id, blocked))

    def confirm(self, method: str, *, allow: bool = True) -> None:
        """Say an administrator's word on a method that needs it, for the tokens that there are."""
        self._portal.write(lambda tx: tokens.answer(tx, self.id, method.lower(), allow=allow))


def call(url: str, params: Mapping[str, Any]) -> Any:
    request = urllib.request.Request(  # noqa: S310  the portal's own address
        url, json.dumps(params).encode(), {"Content-Type": "application/json"}
    )
    try:
        with _DIRECT.open(request) as answer:
            return json.load(answer)["result"]
    except urllib.error.HTTPError as error:
        body = error.read()
        try:
            refusal = json.loads(body)
            raise Refused(error.code, refusal["error"], refusal["error_description"]) from None
        except (ValueError, KeyError):
            raise Refused(error.code, "", body.decode(errors="replace")) from None
