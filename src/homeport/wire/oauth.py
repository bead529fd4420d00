"""The authorization server as applications call it: ``/oauth/token/``, and ``/rest/app.info`` on its own host names.

Sources: ``settings/oauth/``; the statuses are those that clients know.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from homeport.core.ctx import Actor, Credential
from homeport.core.errors import (
    INVALID_CLIENT,
    INVALID_GRANT,
    INVALID_REQUEST,
    INVALID_TOKEN,
    NO_AUTH_FOUND,
    PAYMENT_REQUIRED,
    WRONG_CLIENT,
    CallError,
    ErrorKind,
)
from homeport.core.hosts import address_of, is_oauth_host
from homeport.core.rights import Rights
from homeport.domain.portal.apps import authorization, tokens
from homeport.domain.portal.apps.apps import App
from homeport.domain.portal.apps.tokens import Pair
from homeport.domain.portal.calls.faults import Firing
from homeport.domain.portal.portal import Portal, State
from homeport.rpc import dispatch
from homeport.store import Transaction
from homeport.wire import envelope, params
from homeport.wire.call import Outcome, in_turn, meet, on_arrival, strike
from homeport.wire.envelope import Answer
from homeport.wire.exchange import Exchange
from homeport.wire.http import Edge, guard
from homeport.wire.path import Target
from homeport.wire.tracing import Tracing

T = TypeVar("T")

MAX_BODY = 64 * 1024
"""Bytes; a request for tokens is a few hundred."""

_OAUTH_INVALID_REQUEST = ErrorKind("invalid_request", "{reason}", 400)
_GUESSES = frozenset({WRONG_CLIENT.code, INVALID_CLIENT.code, INVALID_GRANT.code, INVALID_TOKEN.code})
_TOKEN = Target("oauth/token")
_INFO = Target("app.info")


class Portals(Protocol):
    """Finds the portal that a request is about."""

    def turn(self, job: Callable[[], T]) -> Awaitable[T]:
        """Run a job that asks for portals and reads of them."""

    def of_host(self, host: str) -> Portal:
        """The portal of a Host header, else the default one."""

    def of_client(self, client_id: str) -> Portal:
        """The portal that an application was added to, else the default one."""

    def of_token(self, token: str) -> Portal:
        """The portal that an access token is of, else the default one."""

    def address(self, portal: Portal) -> str:
        """Where a portal is reached by HTTPS, such as ``https://portal.example.test``."""


class OAuthApp(Edge):
    """The ASGI application of the authorization server.

    :param portals: the portals that it serves
    """

    def __init__(self, portals: Portals, tracing: Tracing | None = None) -> None:
        super().__init__(MAX_BODY, tracing)
        self._portals = portals

    def _target(self, path: str) -> Target:
        return _INFO if "/app.info" in path else _TOKEN

    def _failure(self, exchange: Exchange, error: CallError) -> Answer:
        if error.code == INVALID_REQUEST.code and exchange.target is not _INFO:
            error.code = _OAUTH_INVALID_REQUEST.code
        return _private(envelope.failure(error))

    async def _serve(self, exchange: Exchange) -> Answer:
        try:
            return _private(await in_turn(self._portals.turn, lambda: self._call(exchange)))
        except CallError as error:
            portal = exchange.portal
            if error.code in _GUESSES and portal is not None:
                await portal.store.turn(lambda: portal.limits.count_guess(exchange.guesser, portal.clock.now()))
            raise

    def _call(self, exchange: Exchange) -> Outcome:
        host = exchange.header(b"host")
        exchange.given = given = params.read(
            exchange.scope["query_string"], exchange.body, exchange.header(b"content-type")
        )
        portal = exchange.portal = self._portal(exchange, given, host)
        exchange.method = exchange.target.method if exchange.target else ""
        state = portal.state()
        exchange.watch = dispatch.Stopwatch(portal.clock, state.settings.request_seconds, exchange.number)
        exchange.watch.run(exchange.method)
        if state.guarded:
            struck = on_arrival(exchange, self._portals.turn, lambda: self._admitted(exchange, portal, portal.state()))
            if struck is not None:
                return struck
        return self._admitted(exchange, portal, state)

    def _admitted(self, exchange: Exchange, portal: Portal, state: State) -> Outcome:
        """As :meth:`_call`, of a request that no fault has ended."""
        if state.guarded:
            guard(state, exchange.scope, PAYMENT_REQUIRED)
        portal.limits.check_guesses(exchange.guesser, portal.clock.now())
        answer = self._info if exchange.target is _INFO else self._token
        return answer(exchange, portal, exchange.header(b"host"))

    def _portal(self, exchange: Exchange, given: dict[str, Any], host: str) -> Portal:
        if exchange.target is _INFO:
            given["auth"] = exchange.access_token(_text(given, "auth"))
            return self._portals.of_token(given["auth"])
        return (
            self._portals.of_client(_text(given, "client_id")) if is_oauth_host(host) else self._portals.of_host(host)
        )

    def _token(self, exchange: Exchange, portal: Portal, host: str) -> Outcome:
        given, watch = exchange.given, exchange.watch
        assert given is not None and watch is not None
        grant_type = _needed(given, "grant_type")
        if grant_type not in authorization.GRANT_TYPES:
            raise _OAUTH_INVALID_REQUEST(reason=f"grant_type is {' or '.join(authorization.GRANT_TYPES)}")
        client_id, secret = _needed(given, "client_id"), _needed(given, "client_secret")
        code = _needed(given, authorization.GRANT_TYPES[grant_type])
        reading = portal.store.reading()
        # looked at before the write too: whoever guesses secrets shall not keep the writer busy
        app = watch.over(reading, authorization.client, reading, portal.key, client_id, secret)
        authorization.check_scope(app, _text(given, "scope"))
        exchange.credential = _credential(app, 0)
        firing = portal.fault(_TOKEN.method, exchange.credential.key)

        def job(tx: Transaction) -> Pair:
            known = authorization.client(tx, portal.key, client_id, secret)
            return authorization.exchange(tx, portal.clock, portal.key, known, grant_type, code)

        return self._issue(exchange, portal, host, app, firing, job)

    async def _issue(
        self,
        exchange: Exchange,
        portal: Portal,
        host: str,
        app: App,
        firing: Firing | None,
        job: Callable[[Transaction], Pair],
    ) -> Answer:
        watch = exchange.watch
        assert watch is not None
        rule = await meet(exchange, firing) if firing is not None else None
        if rule is not None and rule.when == "before":
            return strike(rule)
        pair = await dispatch.run(portal, True, watch, job)
        exchange.credential = _credential(app, pair.user_id)
        if rule is not None:
            return strike(rule)
        return envelope.plain(200, await portal.store.turn(lambda: self._tokens(exchange, portal, host, app, pair)))

    def _tokens(self, exchange: Exchange, portal: Portal, host: str, app: App, pair: Pair) -> dict[str, Any]:
        asked = address_of(exchange.scope.get("scheme", "http"), host) or self._portals.address(portal)
        own = self._portals.address(portal) if is_oauth_host(host) else asked
        return tokens.told(pair, app, portal.state().member_id, asked, own)

    def _info(self, exchange: Exchange, portal: Portal, host: str) -> Outcome:
        assert exchange.given is not None
        token = _text(exchange.given, "auth")
        if not token:
            raise NO_AUTH_FOUND()
        exchange.credential = portal.token(token)
        firing = portal.fault(_INFO.method, exchange.credential.key)
        if firing is not None:
            return self._told_with_faults(exchange, portal, token, firing)
        return self._told(exchange, portal, token)

    async def _told_with_faults(self, exchange: Exchange, portal: Portal, token: str, firing: Firing) -> Answer:
        rule = await meet(exchange, firing)
        if rule is not None:
            return strike(rule)
        return await portal.store.turn(lambda: self._told(exchange, portal, token))

    def _told(self, exchange: Exchange, portal: Portal, token: str) -> Answer:
        watch = exchange.watch
        assert watch is not None and exchange.credential is not None
        reading = portal.store.reading()
        app, found = watch.over(reading, authorization.of_token, reading, portal.key, token)
        own = self._portals.address(portal)
        scopes = ",".join(sorted(found.scopes))
        result = {
            "client_id": app.client_id,
            "scope": scopes,
            "expires": portal.clock.iso(found.expires),
            "install": {
                "installed": app.installed,
                "version": app.version,
                "status": app.status,
                "scope": scopes,
                "domain": urlsplit(own).hostname,  # no port: b24pysdk compares it with its own host name
                "uri": own,
                "client_endpoint": f"{own}/rest/",
                "member_id": portal.state().member_id,
                "member_type": "portal",
            },
            "user_id": found.user_id,
        }
        return envelope.success(result, watch.read(portal, exchange.credential.key, ""))


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise _OAUTH_INVALID_REQUEST(reason=f"{name} is not a text")
    return value


def _needed(given: dict[str, Any], name: str) -> str:
    value = _text(given, name)
    if not value:
        raise _OAUTH_INVALID_REQUEST(reason=f"{name} is missing")
    return value


def _credential(app: App, user_id: int) -> Credential:
    """For the request log: whoever asks for tokens can do nothing with them yet."""
    return Credential(f"app:{app.id}", Actor(user_id, Rights({})), app.scopes)


def _private(answer: Answer) -> Answer:
    answer.headers.append((b"cache-control", b"no-store"))
    return answer
