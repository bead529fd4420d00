"""Stop 1 of a request, and its way through the others: the ASGI application of ``/rest/``."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol, TypeVar

from homeport.core import uploads
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
from homeport.wire import bodies, call, envelope, params, v3
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


class Answering(ABC):
    """What all that answers requests shares: refusals, and the request log.

    :param tracing: what is told of every request, if anything
    """

    def __init__(self, tracing: Tracing | None = None) -> None:
        self._tracing = tracing

    @abstractmethod
    def _failure(self, exchange: Exchange, error: CallError) -> Answer:
        """How a refusal is answered."""

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
        # where it came from is a circle that would keep the request, and all that it sent, until somebody collects it
        exchange.error.__traceback__ = exchange.error.__context__ = exchange.error.__cause__ = None
        return self._failure(exchange, exchange.error)

    def _end(self, exchange: Exchange) -> None:
        exchange.end()
        if self._tracing is not None:
            self._tracing.tell(exchange)


class Edge(Answering):
    """What every way into the protocol shares: verbs and bodies.

    :param max_body: bytes a request body may have at most
    :param tracing: what is told of every request, if anything
    """

    def __init__(self, max_body: int, tracing: Tracing | None = None) -> None:
        super().__init__(tracing)
        self._max_body = max_body
        self._room = bodies.Room(bodies.ROOM)

    @abstractmethod
    def _target(self, path: str) -> Target:
        """What a path asks for."""

    @abstractmethod
    def _serve(self, exchange: Exchange) -> Outcome:
        """Stops 2 to 8 of a request whose body has been read."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun: Exchange | None = scope.pop(BEGUN, None)
        exchange = begun or Exchange(scope)
        try:
            if begun is None:
                exchange.outcome = await self._received(exchange, receive)
                if exchange.outcome is None:
                    return  # the client went away before its request was complete
            answer = exchange.answer = await self._awaited(exchange)
        except DroppedError:
            self._end(exchange)
            scope["extensions"][ABORT]["now"]()
            return
        finally:
            if exchange.ahead:
                uploads.forget_ahead(exchange.ahead)
        self._end(exchange)
        exchange.forget()  # whoever is slow to read an answer does not keep what was sent
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
        outcome = self._begin(exchange, body)
        if not isinstance(outcome, Answer):
            exchange.outcome = outcome
            scope[BEGUN] = exchange
            return None
        exchange.answer = outcome
        self._end(exchange)
        return outcome

    def _begin(self, exchange: Exchange, body: bytes) -> Outcome:
        """Answer as far as it goes without waiting."""
        try:
            found = self._aim(exchange)
            if found is not None:
                return found
            if len(body) > self._max_body:
                raise self._too_large()
            exchange.body = body
            return self._serve(exchange)
        except Exception as error:
            return self._refused(exchange, error)

    async def _received(self, exchange: Exchange, receive: Receive) -> Outcome | None:
        """As :meth:`_begin`, of a request whose body is still to come; None when the client goes away before."""
        try:
            found = self._aim(exchange)
            if found is not None:
                return found
            body = await self._body(exchange, receive)
            if body is None:
                return None
            exchange.body = body
            if len(body) > bodies.SHORT:
                await self._read_aside(exchange)
            return self._serve(exchange)
        except Exception as error:
            return self._refused(exchange, error)
        finally:
            if exchange.room:
                self._room.give_back(exchange.neighbours, exchange.room)

    def _aim(self, exchange: Exchange) -> Answer | None:
        """Find out what a request asks for; the answer, when nothing of it matters."""
        scope = exchange.scope
        verb = scope["method"]
        if verb == "OPTIONS":
            return envelope.PREFLIGHT
        if verb not in _VERBS:
            raise INVALID_REQUEST(reason="Only GET and POST are answered")
        exchange.target = self._target(scope["path"])
        return None

    async def _admit(self, exchange: Exchange, size: int) -> None:
        """Refuse more of a body that is longer than :data:`bodies.SHORT`, unless it is known whose it is."""

    async def _read_aside(self, exchange: Exchange) -> None:
        """Read a body that is longer than :data:`bodies.SHORT`, which would take long in the event loop."""

    async def _awaited(self, exchange: Exchange) -> Answer:
        outcome = exchange.outcome
        assert outcome is not None
        try:
            return outcome if isinstance(outcome, Answer) else await outcome
        except DroppedError:
            raise
        except Exception as error:
            return self._refused(exchange, error)

    async def _body(self, exchange: Exchange, receive: Receive) -> bytes | None:
        """The whole body, or None when the client went away.

        :raises CallError: when it is refused
        """
        if exchange.scope["method"] != "POST":
            return b""
        announced = exchange.header(b"content-length")
        expected = int(announced) if announced.isdigit() else 0
        if expected > self._max_body:
            raise self._too_large()
        if expected > bodies.SHORT:
            await self._make_room(exchange, 0, receive)  # before any of it is asked for
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
            if size > bodies.SHORT:
                await self._make_room(exchange, len(chunk), receive if message.get("more_body") else None)
            chunks.append(chunk)
            if not message.get("more_body"):
                return chunks[0] if len(chunks) == 1 else b"".join(chunks)

    async def _make_room(self, exchange: Exchange, size: int, receive: Receive | None) -> None:
        """Be asked before bytes are kept of a body that is longer than :data:`bodies.SHORT`.

        :param receive: by which the rest of it comes, if there is more
        :raises CallError: when they are not to be kept
        """
        try:
            await self._admit(exchange, size)
        except CallError:
            if receive is not None and exchange.header(b"expect").lower() != "100-continue":
                await bodies.drop(receive, self._max_body)
            raise

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
        self._readers = bodies.readers()

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
        exchange.watch = dispatch.Stopwatch(
            portal.clock, state.settings.request_seconds, exchange.number, exchange.scope
        )
        if state.guarded:
            struck = call.on_arrival(exchange, self._portals.turn, lambda: self._admitted(exchange, portal.state()))
            if struck is not None:
                return struck
        return self._admitted(exchange, state)

    def _admitted(self, exchange: Exchange, state: State) -> Outcome:
        """As :meth:`_call`, of a request that no fault has ended."""
        portal = exchange.portal
        assert portal is not None
        if state.guarded:
            guard(state, exchange.scope)
        if state.rate is not None and not exchange.counted:
            portal.limits.admit(exchange.neighbours, state.rate, portal.clock.now())
        target = exchange.target
        assert target is not None
        if target.user is not None:  # before anything of the body is read
            exchange.credential = call.authenticate(portal, target, None, exchange.guesser)
        if exchange.given is None:
            exchange.given = self._read(exchange)
        token = exchange.given.pop("auth", None)
        if target.user is None:
            self._identify(exchange, portal, token)
        return call.call(exchange, self._registry)

    def _read(self, exchange: Exchange) -> dict[str, Any]:
        """The parameters."""
        target, content_type = exchange.target, exchange.header(b"content-type")
        assert target is not None
        if target.v3:
            return v3.read(exchange.body, content_type, target.method)
        return params.read(exchange.scope["query_string"], exchange.body, content_type)

    def _identify(self, exchange: Exchange, portal: Portal, token: Any) -> None:
        """Find the credential of a call without a webhook.

        :param token: the parameter ``auth``
        """
        target = exchange.target
        assert target is not None
        exchange.credential = None  # one in the head is nothing beside another in the body
        exchange.credential = call.authenticate(portal, target, exchange.access_token(token), exchange.guesser)

    def _now(self, exchange: Exchange) -> Portal:
        """The portal as it is in another turn."""
        portal = exchange.portal = self._portals.of_host(exchange.header(b"host"))
        portal.state()
        return portal

    async def _admit(self, exchange: Exchange, size: int) -> None:
        if exchange.watch is None:
            await self._portals.turn(lambda: self._recognise(exchange))
        if exchange.credential is None:
            self._room.take(exchange.neighbours, size)
            exchange.room += size

    def _recognise(self, exchange: Exchange) -> None:
        """Find the credential that stands before the body, if one does; within a turn."""
        portal, target = self._portals.of_host(exchange.header(b"host")), exchange.target
        exchange.portal, state = portal, portal.state()
        exchange.watch = dispatch.Stopwatch(
            portal.clock, state.settings.request_seconds, exchange.number, exchange.scope
        )
        if state.guarded:
            guard(state, exchange.scope)
        if state.rate is not None:
            portal.limits.admit(exchange.neighbours, state.rate, portal.clock.now())
            exchange.counted = True
        assert target is not None
        if target.user is not None:
            exchange.credential = call.authenticate(portal, target, None, exchange.guesser)
            return
        query = exchange.scope["query_string"]
        token = params.read(query, b"", "").get("auth") if query and not target.v3 else None
        if exchange.access_token(token):
            self._identify(exchange, portal, token)

    async def _read_aside(self, exchange: Exchange) -> None:
        aside = asyncio.get_running_loop().run_in_executor
        if exchange.credential is None:
            content_type = exchange.header(b"content-type")
            token = await aside(self._readers, params.token_of, exchange.body, content_type)
            await self._portals.turn(lambda: self._identify(exchange, self._now(exchange), token))
        exchange.given = await aside(self._readers, self._read, exchange)
        assert exchange.portal is not None
        exchange.ahead = await aside(self._readers, uploads.read_ahead, exchange.given, exchange.portal.store.blobs)


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
