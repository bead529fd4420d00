"""Stop 1 of a request, and its way through the others: the ASGI application of ``/rest/``."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol, TypeVar

from homeport.core.connections import ABORT, BEGUN
from homeport.core.errors import (
    HTTPS_REQUIRED,
    INVALID_REQUEST,
    PAYMENT_REQUIRED,
    PORTAL_DELETED,
    REST_NOT_AVAILABLE,
    CallError,
    ErrorKind,
)
from homeport.core.log import report
from homeport.core.trouble import TROUBLE, told
from homeport.domain.portal.portal import Portal, State
from homeport.rpc import Registry, dispatch
from homeport.store import MovedError
from homeport.wire import call, envelope, params, v3
from homeport.wire.call import DroppedError, Outcome, in_turn
from homeport.wire.envelope import Answer
from homeport.wire.exchange import Exchange
from homeport.wire.path import Target, parse_path
from homeport.wire.tracing import Tracing

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

T = TypeVar("T")


class Portals(Protocol):
    """Finds the portal that a host name means."""

    @property
    def at_once(self) -> bool:
        """Whether what may run in a turn may as well be called: the calling thread has one."""

    def turn(self, job: Callable[[], T]) -> Awaitable[T]:
        """Run a job that asks for portals and reads of them."""

    def of_host(self, host: str) -> Portal:
        """The portal of a Host header, else the default one; within a turn."""


class Edge(ABC):
    """What every way into the protocol shares: verbs, bodies, refusals, and the request log.

    :param max_body: bytes a request body may have at most
    :param tracing: what is told of every request, if anything
    """

    def __init__(self, max_body: int, tracing: Tracing | None = None) -> None:
        self._max_body = max_body
        self._tracing = tracing

    @abstractmethod
    def _target(self, path: str) -> Target:
        """What a path asks for."""

    @abstractmethod
    def _serve(self, exchange: Exchange) -> Outcome:
        """Stops 2 to 8 of a request whose body has been read."""

    @abstractmethod
    def _failure(self, exchange: Exchange, error: CallError) -> Answer:
        """How a refusal is answered."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun: Exchange | None = scope.get(BEGUN)
        exchange = begun or Exchange(scope)
        try:
            if begun is None:
                body = await self._body(exchange, receive)
                if body is None:
                    return  # the client went away before its request was complete
                exchange.outcome = self._begin(exchange, body)
            answer = exchange.answer = await self._awaited(exchange)
        except DroppedError:
            self._end(exchange)
            scope["extensions"][ABORT]["now"]()
            return
        self._end(exchange)
        content = b"" if scope["method"] == "HEAD" else answer.body
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": content})

    def at_once(self, scope: Scope, body: bytes) -> Answer | None:
        """The answer to a request, should it need no waiting. Else the application is to be called with this scope.

        For servers that can do without a task for each request.

        :param body: the whole of it
        """
        exchange = Exchange(scope)
        if scope["method"] != "POST":
            body = b""  # others' are not looked at
        outcome = self._begin(exchange, body if len(body) <= self._max_body else self._too_large())
        if not isinstance(outcome, Answer):
            exchange.outcome = outcome
            scope[BEGUN] = exchange
            return None
        exchange.answer = outcome
        self._end(exchange)
        return outcome

    def _begin(self, exchange: Exchange, body: bytes | CallError) -> Outcome:
        """Answer as far as it goes without waiting."""
        scope = exchange.scope
        try:
            verb = scope["method"]
            if verb == "OPTIONS":
                return envelope.PREFLIGHT
            if verb not in _VERBS:
                raise INVALID_REQUEST(reason="Only GET and POST are answered")
            exchange.target = self._target(scope["path"])
            if isinstance(body, CallError):
                raise body
            exchange.body = body
            return self._serve(exchange)
        except Exception as error:
            return self._refused(exchange, error)

    async def _awaited(self, exchange: Exchange) -> Answer:
        outcome = exchange.outcome
        assert outcome is not None
        try:
            return outcome if isinstance(outcome, Answer) else await outcome
        except DroppedError:
            raise
        except Exception as error:
            return self._refused(exchange, error)

    def _refused(self, exchange: Exchange, error: Exception) -> Answer:
        """The answer to a request that failed."""
        if isinstance(error, MovedError):
            return envelope.moved(_location(exchange, error.host))
        if isinstance(error, CallError):
            exchange.error = error
        elif isinstance(error, TROUBLE):
            exchange.error = told(error)
        else:
            target = exchange.target
            called = target.method if target else "an unknown path"
            exchange.error = report(f"{exchange.scope['method']} {called}", exchange.id)
        return self._failure(exchange, exchange.error)

    def _end(self, exchange: Exchange) -> None:
        exchange.end()
        if self._tracing is not None:
            self._tracing.tell(exchange)

    async def _body(self, exchange: Exchange, receive: Receive) -> bytes | CallError | None:
        """The whole body; why it is refused; or None when the client went away."""
        if exchange.scope["method"] != "POST":
            return b""
        announced = exchange.header(b"content-length")
        if announced.isdigit() and int(announced) > self._max_body:
            return self._too_large()
        chunks: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            chunk: bytes = message.get("body", b"")
            size += len(chunk)
            if size > self._max_body:
                return self._too_large()
            chunks.append(chunk)
            if not message.get("more_body"):
                return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    def _too_large(self) -> CallError:
        return INVALID_REQUEST(reason=f"The request body is larger than {self._max_body} bytes")


class RestApp(Edge):
    """The ASGI application of ``/rest/``.

    :param portals: the portals served
    :param registry: the surface
    """

    def __init__(self, portals: Portals, registry: Registry, max_body: int, tracing: Tracing | None = None) -> None:
        super().__init__(max_body, tracing)
        self._portals = portals
        self._registry = registry
        self._at_once = portals.at_once

    def _target(self, path: str) -> Target:
        return parse_path(path)

    def _failure(self, exchange: Exchange, error: CallError) -> Answer:
        return (envelope.failure_v3 if exchange.target is not None and exchange.target.v3 else envelope.failure)(error)

    def _serve(self, exchange: Exchange) -> Outcome:
        return self._call(exchange) if self._at_once else self._in_turn(exchange)

    async def _in_turn(self, exchange: Exchange) -> Answer:
        return await in_turn(self._portals.turn, lambda: self._call(exchange))

    def _call(self, exchange: Exchange) -> Outcome:
        """Stops 2 to 5, and the others too when the method only reads: in one turn."""
        portal = exchange.portal = self._portals.of_host(exchange.header(b"host"))
        state = portal.state()
        exchange.watch = dispatch.Stopwatch(portal.clock, state.settings.request_seconds, exchange.number)
        if state.guarded:
            struck = call.on_arrival(exchange, self._portals.turn, lambda: self._admitted(exchange, portal.state()))
            if struck is not None:
                return struck
        return self._admitted(exchange, state)

    def _admitted(self, exchange: Exchange, state: State) -> Outcome:
        """As :meth:`_call`, of a request that no fault has ended."""
        scope, portal = exchange.scope, exchange.portal
        assert portal is not None
        if state.guarded:
            guard(state, scope)
        if state.rate is not None:
            portal.limits.admit(exchange.source, state.rate, portal.clock.now())
        target = exchange.target
        assert target is not None
        content_type = exchange.header(b"content-type")
        if target.v3:
            exchange.given = v3.read(exchange.body, content_type, target.method)
        else:
            exchange.given = params.read(scope["query_string"], exchange.body, content_type)
        token = exchange.given.pop("auth", None)
        if target.user is None:
            token = exchange.access_token(token)
        exchange.credential = call.authenticate(portal, target, token, exchange.source)
        return call.call(exchange, self._registry)


def _location(exchange: Exchange, host: str) -> str:
    """The same request's address at another host, on the same port."""
    scope = exchange.scope
    _, colon, port = exchange.header(b"host").rpartition(":")
    query = scope["query_string"].decode("latin-1")
    path = scope.get("raw_path", scope["path"].encode()).decode("latin-1").partition("?")[0]
    return f"{scope.get('scheme', 'http')}://{host}{colon}{port if colon else ''}{path}{'?' if query else ''}{query}"


def guard(state: State, scope: Scope, without_rest: ErrorKind = REST_NOT_AVAILABLE) -> None:
    """Refuse what the operator's settings refuse whoever calls.

    :param without_rest: what a plan without REST answers
    :raises CallError: it, ``PORTAL_DELETED``, ``PAYMENT_REQUIRED``, and ``INVALID_REQUEST`` for plain HTTP
    """
    if state.settings.switched_off:
        raise PORTAL_DELETED()
    if state.settings.require_https and scope.get("scheme") != "https":
        raise HTTPS_REQUIRED()
    if state.settings.subscription == "ended":
        raise PAYMENT_REQUIRED()
    if not state.plan.rest:
        raise without_rest()


_VERBS = frozenset({"GET", "POST", "HEAD"})
