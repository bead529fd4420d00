"""A request through the whole of ``/rest/``, without a socket."""

import time
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec
from starlette.types import ASGIApp

from homeport.console.section import Signed
from homeport.core.connections import ABORT


class Sent(NamedTuple):
    """How a request was answered.

    :param status: of HTTP; 0 when the connection was dropped
    :param seconds: how long it took
    """

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    seconds: float

    @property
    def json(self) -> Any:
        """The body, when it is JSON; else None."""
        try:
            return msgspec.json.decode(self.body)
        except msgspec.DecodeError:
            return None


async def send(rest: ASGIApp, visit: Signed, path: str, content: Any) -> Sent:
    """Send JSON by POST, as from the browser's own address.

    :param rest: what answers ``/rest/``
    :param path: from its slash on
    """
    body = msgspec.json.encode(content)
    around = visit.request.scope
    messages: list[Any] = []
    dropped = False

    def drop() -> None:
        nonlocal dropped
        dropped = True

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def collect(message: Any) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": quote(path).encode(),
        "query_string": b"",
        "headers": [
            (b"host", visit.host.encode("latin-1")),
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ],
        "client": around.get("client"),
        "scheme": around["scheme"],
        "extensions": {ABORT: {"now": drop}},
    }
    begun = time.perf_counter()
    await rest(scope, receive, collect)
    seconds = time.perf_counter() - begun
    if dropped:
        return Sent(0, [], b"", seconds)
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in messages[0]["headers"]]
    return Sent(messages[0]["status"], headers, b"".join(each.get("body", b"") for each in messages[1:]), seconds)
