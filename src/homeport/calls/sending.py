"""A request through the whole of ``/rest/``, without a socket."""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec

from homeport.core.connections import ABORT

Message = MutableMapping[str, Any]
Rest = Callable[
    [MutableMapping[str, Any], Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]
"""What answers ``/rest/``, an ASGI application."""


class Sender(NamedTuple):
    """From where a request comes.

    :param host: of the portal, as the Host header has it
    :param scheme: ``http`` or ``https``
    :param client: address and port; None for nobody
    """

    host: str
    scheme: str
    client: Any = None


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


async def send(rest: Rest, sender: Sender, path: str, content: Any) -> Sent:
    """Send JSON by POST.

    :param path: from its slash on
    """
    body = msgspec.json.encode(content)
    messages: list[Any] = []
    dropped = False

    def drop() -> None:
        nonlocal dropped
        dropped = True

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def collect(message: Message) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": quote(path).encode(),
        "query_string": b"",
        "headers": [
            (b"host", sender.host.encode("latin-1")),
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ],
        "client": sender.client,
        "scheme": sender.scheme,
        "extensions": {ABORT: {"now": drop}},
    }
    begun = time.perf_counter()
    await rest(scope, receive, collect)
    seconds = time.perf_counter() - begun
    if dropped:
        return Sent(0, [], b"", seconds)
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in messages[0]["headers"]]
    return Sent(messages[0]["status"], headers, b"".join(each.get("body", b"") for each in messages[1:]), seconds)


def path_of(credential_path: str, method: str, version: int) -> str:
    """The path of a call.

    :param credential_path: what a webhook has between ``/rest/`` and the method
    :param version: of REST, 2 or 3
    """
    return f"/rest/{'api/' if version == 3 else ''}{credential_path}{method}"
