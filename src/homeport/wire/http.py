"""Stop 1 of a request, and its way through the others: the ASGI application of ``/rest/``."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol, TypeVar

from homeport.core.connections import ABORT
from homeport.core.errors import (
    HTTPS_REQUIRED,
    INVALID_REQUEST,
    PORTAL_DELETED,
    REST_NOT_AVAILABLE,
    CallError,
    ErrorKind,
)
from homeport.core.log import report
from homeport.core.trouble import TROUBLE, told
from homeport.domain.portal.portal import Portal, PortalMovedError, State
from homeport.rpc import Registry, dispatch
from homeport.wire import call, envelope, params, v3
from homeport.wire.call import DroppedError
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
    async def _serve(self, exchange: Exchange, headers: dict[bytes, bytes]) -> Answer:
        """Stops 2 to 8 of a request whose body has been read."""

    @abstractmethod
    def _failure(self, exchange: Exchange, error: CallError) -> Answer:
        """How a refusal is answered."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        exchange = Exchange(scope)
        try:
            answer = exchange.answer = await self._answer(exchange, receive)
        except DroppedError:
            self._end(exchange)
            scope["extensions"][ABORT]["now"]()
            return
        if answer is None:
            return  # the client went away before its request was complete
        self._end(exchange)
        body = b"" if scope["method"] == "HEAD" else answer.body
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": body})

    def _end(self, exchange: Exchange) -> None:
        exchange.end()
        if self._tracing is not None:
            self._tracing.tell(exchange)

    async def _answer(self, exchange: Exchange, receive: Receive) -> Answer | None:
        scope = exchange.scope
        try:
            verb = scope["method"]
            if verb == "OPTIONS":
                return envelope.PREFLIGHT
            if verb not in ("GET", "POST", "HEAD"):
                raise INVALID_REQUEST(reason="Only GET and POST are answered")
            exchange.target = self._target(scope["path"])
            headers = {name: value for name, value in scope["headers"] if name in _HEADERS}
            body = await self._body(headers, receive) if verb == "POST" else b""
            if body is None:
                return None
            exchange.body = body
            return await self._serve(exchange, headers)
        except CallError as error:
            exchange.error = error
        except PortalMovedError as moved:
            return envelope.moved(_location(moved.host, scope))
        except TROUBLE as trouble:
            exchange.error = told(trouble)
        except DroppedError:
            raise
        except Exception:
            target = exchange.target
            exchange.error = report(f"{scope['method']} {target.method if target else 'an unknown path'}", exchange.id)
        return self._failure(exchange, exchange.error)

    async def _body(self, headers: dict[bytes, bytes], receive: Receive) -> bytes | None:
        announced = headers.get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > self._max_body:
            raise self._too_large()
        chunks: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            chunk: bytes = message.get("body", b"")
            size += len(chunk)
            if size > self._max_body:
                raise self._too_large()
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

    def _target(self, path: str) -> Target:
        return parse_path(path)

    def _failure(self, exchange: Exchange, error: CallError) -> Answer:
        return (envelope.failure_v3 if exchange.target is not None and exchange.target.v3 else envelope.failure)(error)

    async def _serve(self, exchange: Exchange, headers: dict[bytes, bytes]) -> Answer:
        outcome = await self._portals.turn(lambda: self._begin(exchange, headers))
        return outcome if isinstance(outcome, Answer) else await outcome  # most calls are over by now

    def _begin(self, exchange: Exchange, headers: dict[bytes, bytes]) -> call.Outcome:
        """Stops 2 to 5, and the others too when the method only reads: in one turn."""
        scope = exchange.scope
        portal = exchange.portal = self._portals.of_host(headers.get(b"host", b"").decode("latin-1"))
        state = portal.state()
        exchange.watch = dispatch.Stopwatch(portal.clock, state.settings.request_seconds, exchange.number)
        if state.guarded:
            guard(state, scope)
        if state.rate is not None:
            portal.limits.admit(exchange.source, state.rate, portal.clock.now())
        target = exchange.target
        assert target is not None
        content_type = headers.get(b"content-type", b"").decode("latin-1")
        if target.v3:
            exchange.given = v3.read(exchange.body, content_type, target.method)
        else:
            exchange.given = params.read(scope["query_string"], exchange.body, content_type)
        token = exchange.given.pop("auth", None)
        exchange.credential = call.authenticate(portal, target, token, exchange.source)
        return call.call(exchange, self._registry)


def _location(host: str, scope: Scope) -> str:
    """The same request's address at another host, on the same port."""
    asked = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    _, colon, port = asked.rpartition(":")
    query = scope["query_string"].decode("latin-1")
    path = scope.get("raw_path", scope["path"].encode()).decode("latin-1").partition("?")[0]
    return f"{scope.get('scheme', 'http')}://{host}{colon}{port if colon else ''}{path}{'?' if query else ''}{query}"


def guard(state: State, scope: Scope, without_rest: ErrorKind = REST_NOT_AVAILABLE) -> None:
    """Refuse what the operator's settings refuse whoever calls.

    :param without_rest: what a plan without REST answers
    :raises CallError: it, ``PORTAL_DELETED``, and ``INVALID_REQUEST`` for plain HTTP
    """
    if state.settings.switched_off:
        raise PORTAL_DELETED()
    if state.settings.require_https and scope.get("scheme") != "https":
        raise HTTPS_REQUIRED()
    if not state.plan.rest:
        raise without_rest()


_HEADERS = frozenset({b"host", b"content-type", b"content-length", b"idempotency-key"})
