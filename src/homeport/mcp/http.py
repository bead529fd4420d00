"""``/mcp``: Streamable HTTP. Each request stands alone and is answered with JSON, so that any worker can answer it.

A request brings ``Authorization: Bearer`` with the admin token, or with a webhook: its whole address, or the end of it,
``user/code``. Changes are allowed by the address: ``/mcp?writes=yes``, written by whoever sets the assistant up.
Requests of pages in browsers are refused, whatever host name led them here. What is refused is told as an error of
JSON-RPC too: of anything else clients show the status alone.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar
from urllib.parse import parse_qs

import msgspec
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecurityMiddleware, TransportSecuritySettings
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from homeport.calls.sending import Rest, Sender
from homeport.core.connections import guesser_of
from homeport.core.errors import CallError
from homeport.core.hosts import name_of
from homeport.core.log import report
from homeport.core.trouble import TROUBLE, told
from homeport.domain.portal.credentials.admin import is_admin
from homeport.domain.portal.portal import Portal
from homeport.mcp.server import server_of
from homeport.mcp.tool import Desk, Trust
from homeport.portals.folder import DataFolder
from homeport.rpc import Registry
from homeport.server.addresses import Addresses
from homeport.store import MovedError

T = TypeVar("T")

PATH = "/mcp"
MAX_BODY = 1024 * 1024
LOCAL = ("localhost", "127.0.0.1", "[::1]")

_WHO = (
    "Send the admin token, which homeport serve prints, or a webhook's address, or its end such as 1/abcdefgh12345678, "
    "as `Authorization: Bearer`."
)
_WEBHOOK = re.compile(r"(https?://[^/\s]+/rest)?/?(?P<user>\d{1,18})/(?P<code>[A-Za-z0-9]+)/?", re.ASCII)
_REFUSED = -32000
"""The number of an error that a server of JSON-RPC gives a meaning of its own."""


class Portals(Protocol):
    """The portals that a server has open."""

    folder: DataFolder

    def turn(self, job: Callable[[], T]) -> Awaitable[T]:
        """Run a job that asks for portals and reads of them."""

    def of_host(self, host: str) -> Portal:
        """The portal of a Host header, else the default one."""


def application(portals: Portals, registry: Registry, rest: Rest) -> ASGIApp:
    """The application, for paths without repeated slashes and without one at the end.

    :param rest: what answers ``/rest/``
    """

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            desk = await portals.turn(lambda: _desk(portals, registry, rest, request))
        except MovedError as moved:
            await _refusal(404, "not_found", f"The portal is called {moved.host} now.")(scope, receive, send)
            return
        except (CallError, *TROUBLE) as trouble:
            error = trouble if isinstance(trouble, CallError) else told(trouble)
            await _refusal(error.status, error.code, error.description)(scope, receive, send)
            return
        except Exception:
            failed = report(f"{request.method} {PATH}")
            await _refusal(500, failed.code, failed.description)(scope, receive, send)
            return
        if isinstance(desk, Response):
            await desk(scope, receive, send)
            return
        security = _security(portals.folder)
        unsafe = await TransportSecurityMiddleware(security).validate_request(request, is_post=True)
        if unsafe is not None:
            refusal = _refusal(unsafe.status_code, "invalid_request", bytes(unsafe.body).decode())
            await refusal(scope, receive, send)
            return
        manager = StreamableHTTPSessionManager(
            server_of(desk),
            json_response=True,
            stateless=True,
            security_settings=security,
            max_request_body_size=MAX_BODY,
        )
        async with manager.run():
            await manager.handle_request(scope, receive, send)

    return answer


def _desk(portals: Portals, registry: Registry, rest: Rest, request: Request) -> Desk | Response:
    if request.url.path != PATH:
        return _refusal(404, "not_found", f"Tools are at {PATH}.")
    if request.method != "POST":  # no stream is kept open, and there are no sessions to end
        return Response(status_code=405, headers={"Allow": "POST"})
    host = request.headers.get("host", "")
    portal = portals.of_host(host)
    portal.state()
    trust, webhook = _trust(portal, request)
    if trust is None:
        return _refusal(401, "unauthorized", _WHO, {"WWW-Authenticate": "Bearer"})
    sender = Sender(host, request.scope["scheme"], request.scope.get("client"))
    writes = parse_qs(request.url.query).get("writes") == ["yes"]
    return Desk(portals.folder, portal, registry, rest, sender, trust, webhook, writes)


def _trust(portal: Portal, request: Request) -> tuple[Trust | None, str]:
    """Who asks; and the webhook's part of a path.

    :raises CallError: when the webhook may not be used, or too many wrong ones came
    """
    authorization = request.headers.get("authorization", "")
    source = guesser_of(request.scope)
    now = portal.clock.now()
    portal.limits.check_guesses(source, now)
    if is_admin(portal.key, authorization):
        return Trust.OPERATOR, ""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return None, ""
    named = _WEBHOOK.fullmatch(token.strip())
    if named is None:
        portal.limits.count_guess(source, now)
        return None, ""
    user_id, code = int(named["user"]), named["code"]
    try:
        portal.webhook(user_id, code)
    except CallError:
        portal.limits.count_guess(source, now)
        raise
    return Trust.CALLER, f"{user_id}/{code}/"


def _security(folder: DataFolder) -> TransportSecuritySettings:
    """The host names that are ours, and no page of anybody's as the origin."""
    own = name_of(Addresses.read(folder).https.partition("://")[2])
    names = dict.fromkeys((*LOCAL, own, *folder.host_names()))
    return TransportSecuritySettings(
        allowed_hosts=[entry for name in names for entry in (name, f"{name}:*")], allowed_origins=[]
    )


def _refusal(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> Response:
    error = {"code": _REFUSED, "message": message, "data": {"status": status, "error": code}}
    content: dict[str, Any] = {"jsonrpc": "2.0", "id": None, "error": error}
    return Response(msgspec.json.encode(content), status, headers, "application/json")
