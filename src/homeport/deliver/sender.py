"""One call to a handler by HTTP: where it may go, how long it may take, and how it ended."""

import asyncio
import socket
import ssl
from collections.abc import Iterable
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

import homeport
from homeport.core import phpquery
from homeport.domain.portal.apps import handler_urls
from homeport.domain.records.errands import Reply, Request

if TYPE_CHECKING:
    from aiohttp import ClientSession

SECONDS = 15.0
"""How long a handler may take to answer."""

MAX_ANSWER = 4_000
"""Bytes of an answer that are read."""

TIMED_OUT = f"no answer within {SECONDS:g} seconds"
"""The outcome of a call to a handler that is too slow."""

_HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Accept": "*/*",
    "User-Agent": f"Homeport/{homeport.__version__}",
}
_ASKING = {name: value for name, value in _HEADERS.items() if name != "Content-Type"}
_JSON = {"Content-Type": "application/json"}
HTTP_OK = 200


class Answer(NamedTuple):
    """How a call ended.

    :param outcome: the status, or why there was none
    :param status: 0 when there was none
    :param text: the beginning of what came back
    """

    outcome: str
    status: int = 0
    text: str = ""


class ForbiddenAddressError(OSError):
    """A handler's name stands for an address that is not public."""


class Sender:
    """Sends calls. Redirects are not followed, certificates are checked, proxies of the environment are not used.

    :param authorities: certificates of authorities that are trusted beside the machine's own, as far as the files exist
    """

    def __init__(self, authorities: Iterable[Path] = ()) -> None:
        self._authorities = tuple(authorities)
        self._sessions: dict[bool, ClientSession] = {}

    async def send(self, url: str, body: dict[str, Any], *, public: bool) -> "Answer":
        """Call a handler; what it answered, or why it did not.

        :param public: whether it must have a public address, also once its name is looked up
        """
        data = phpquery.build(body).encode()
        found = await self._call("POST", url, data, _HEADERS, MAX_ANSWER, public=public)
        return (
            found if isinstance(found, Answer) else Answer(str(found[0]), found[0], found[1].decode(errors="replace"))
        )

    async def ask(self, request: Request, *, public: bool) -> Reply:
        """Ask an address for an errand; what came back, or why nothing did.

        :param public: as in :meth:`send`
        """
        if request.body is None:
            found = await self._call("GET", request.url, None, _ASKING, request.most + 1, public=public)
        else:
            data = msgspec.json.encode(request.body)
            found = await self._call("POST", request.url, data, _ASKING | _JSON, request.most + 1, public=public)
        if isinstance(found, Answer):
            return Reply(found.outcome)
        status, content = found
        if len(content) > request.most:
            return Reply(f"more than {request.most} bytes", status)
        return Reply(str(status), status, content if status == HTTP_OK else b"")

    async def _call(
        self, verb: str, url: str, data: bytes | None, headers: dict[str, str], most: int, *, public: bool
    ) -> Answer | tuple[int, bytes]:
        """The status and the beginning of what came back, or why nothing did."""
        from aiohttp import ClientError, InvalidURL  # noqa: PLC0415

        try:
            handler_urls.check(url, public=public)  # what was added before the portal became public
        except handler_urls.HandlerUrlError as error:
            return Answer(f"not called: the URL {error}")
        session = self._sessions.get(public) or self._sessions.setdefault(public, self._open(public))
        try:
            async with session.request(verb, url, data=data, headers=headers, allow_redirects=False) as answer:
                content = b""
                while len(content) < most and (piece := await answer.content.read(most - len(content))):
                    content += piece
                return answer.status, content
        except TimeoutError:
            return Answer(TIMED_OUT)
        except InvalidURL:
            return Answer("not called: the URL names no host")
        except (ClientError, OSError, ssl.SSLError) as error:
            return Answer(f"no answer: {_reason(error)}")

    def _open(self, public: bool) -> "ClientSession":
        from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector  # noqa: PLC0415

        connector = TCPConnector(
            ssl=self._trust(),
            socket_factory=_public_socket if public else None,
            force_close=True,  # a handler is called seldom, and an idle connection would outlive what was checked
            use_dns_cache=False,
        )
        return ClientSession(
            connector=connector,
            timeout=ClientTimeout(total=SECONDS),
            cookie_jar=DummyCookieJar(),
            trust_env=False,
        )

    def _trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        for authority in self._authorities:
            if authority.exists():
                context.load_verify_locations(authority)
        return context

    async def close(self) -> None:
        """Close every connection."""
        while self._sessions:
            await self._sessions.popitem()[1].close()
        await asyncio.sleep(0)  # lets transports close before the loop does


def _public_socket(info: Any) -> socket.socket:
    """The socket for an address that is about to be connected to: the last look at what a name stands for."""
    family, kind, protocol, _, address = info
    found = ip_address(address[0].partition("%")[0])
    if not handler_urls.is_public(found):
        raise ForbiddenAddressError(f"{found} is not a public address, and this portal calls public ones only")
    return socket.socket(family, kind, protocol)


def _reason(error: BaseException) -> str:
    """The innermost reason, in a line: clients wrap it in their own words, with the URL's host in them."""
    inner = error
    while isinstance(inner.__cause__, Exception):
        inner = inner.__cause__
    if isinstance(inner, BaseExceptionGroup):
        inner = inner.exceptions[0]
    return " ".join(str(inner).split()) or type(inner).__name__
