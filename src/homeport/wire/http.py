"""Stop 1 of a request, and its way through the others: the ASGI application of ``/rest/``."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol

from homeport.core.ctx import Credential
from homeport.core.errors import (
    ERROR_METHOD_NOT_FOUND,
    INVALID_REQUEST,
    INVALID_TOKEN,
    NO_AUTH_FOUND,
    CallError,
    ErrorKind,
)
from homeport.core.log import report
from homeport.domain.portal.portal import Portal
from homeport.rpc import Registry, batch, dispatch
from homeport.wire import envelope, params
from homeport.wire.envelope import Answer
from homeport.wire.path import Target, parse_path

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Portals(Protocol):
    """Finds the portal that a host name means."""

    def of_host(self, host: str) -> Portal:
        """The portal of a Host header, else the default one."""


class RestApp:
    """The protocol's edge.

    :param portals: the portals served
    :param registry: the surface
    :param max_body: bytes a request body may have at most
    """

    def __init__(self, portals: Portals, registry: Registry, max_body: int) -> None:
        self._portals = portals
        self._registry = registry
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        answer = await self._answer(scope, receive)
        if answer is None:
            return  # the client went away before its request was complete
        body = b"" if scope["method"] == "HEAD" else answer.body
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Scope, receive: Receive) -> Answer | None:
        target: Target | None = None
        try:
            verb = scope["method"]
            if verb == "OPTIONS":
                return envelope.PREFLIGHT
            if verb not in ("GET", "POST", "HEAD"):
                raise INVALID_REQUEST(reason="Only GET and POST are answered")
            target = parse_path(scope["path"])
            headers = {name: value for name, value in scope["headers"] if name in _HEADERS}
            body = await self._body(headers, receive) if verb == "POST" else b""
            if body is None:
                return None
            return await self._call(target, scope["query_string"], headers, body)
        except CallError as error:
            return envelope.failure_v3(error) if target is not None and target.v3 else envelope.failure(error)
        except Exception:
            return envelope.failure(report(f"{scope['method']} {target.method if target else 'an unknown path'}"))

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

    async def _call(self, target: Target, query: bytes, headers: dict[bytes, bytes], body: bytes) -> Answer:
        portal = self._portals.of_host(headers.get(b"host", b"").decode("latin-1"))
        watch = dispatch.Stopwatch(portal.clock)
        given = params.read(query, body, headers.get(b"content-type", b"").decode("latin-1"))
        token = given.pop("auth", None)
        credential = self._credential(portal, target, token)
        if target.v3:
            raise _METHOD_NOT_FOUND_V3()
        method = dispatch.resolve(self._registry, target.method, credential)
        watch.run()
        if method.name == "batch":  # its commands are billed, itself is not
            outcome = await batch.call(portal, self._registry, credential, given)
            return envelope.success(outcome, watch.read(portal, credential.key, None), as_xml=target.xml)
        billed = method.name
        try:
            result = await dispatch.call(portal, method, credential, given)
        except Exception:  # a call that fails has taken its time too
            watch.read(portal, credential.key, billed)
            raise
        return envelope.success(result, watch.read(portal, credential.key, billed), as_xml=target.xml)

    def _credential(self, portal: Portal, target: Target, token: Any) -> Credential:
        if target.user is not None:
            assert target.code is not None
            return portal.webhook(target.user, target.code)
        if not target.method:
            raise ERROR_METHOD_NOT_FOUND()
        raise INVALID_TOKEN() if token else NO_AUTH_FOUND()


_HEADERS = frozenset({b"host", b"content-type", b"content-length"})


_METHOD_NOT_FOUND_V3 = ErrorKind("BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION", "Method not found", 404)
"""REST 3.0 has no methods of the CRM; its paths are answered in its own form."""
