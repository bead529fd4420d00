"""What a stranger may do with an HTTP connection: bounds on heads, on what is sent without reading, and on time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httptools
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT, FlowControl
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from homeport.core.connections import HIDDEN
from homeport.core.hosts import is_near
from homeport.server.guests import BODY_BYTES, REFUSAL, Patience

if TYPE_CHECKING:
    from asyncio import Transport
    from collections.abc import Callable

    from uvicorn import Config
    from uvicorn._types import ASGI3Application
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

    from homeport.server.guests import Guest, Guests

PIECE = 4 * 1024
"""Bytes that are taken at a time, unless they are of a body: more requests than they hold never wait for answers."""
MAX_HEAD = 64 * 1024
"""Bytes of a request's line and headers."""
FRAMES = 16
"""Bytes around the chunks of a body that each of its own bytes may have."""
_LOOKED_AT = frozenset(
    {b"content-length", b"expect", b"forwarded", b"host", b"transfer-encoding", b"upgrade", b"x-forwarded-for"}
)
_UPGRADES = frozenset({b"http2-settings", b"upgrade"})


class State(ServerState):
    """What the connections of a server share.

    A server that is ``leaving`` says so in its default headers.

    :param patience: how long they may take
    """

    def __init__(self, patience: Patience | None = None) -> None:
        super().__init__()
        self.patience = patience or Patience()
        self.leaving = False
        self.hides: Callable[[str], None] = lambda _: None
        """Called with the address of a proxy that is not trusted."""


class UnfitError(Exception):
    """A request that is not taken; the connection is closed after its answer.

    :param status: of that answer
    """

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class _Arriving:
    """A request of which something is still to come.

    :param since: when the first of it came
    :ivar size: bytes that have come, with those of its body
    """

    __slots__ = ("since", "size")

    def __init__(self, since: float) -> None:
        self.since = since
        self.size = 0


class _Flow(FlowControl):
    """uvicorn reads on whenever an application asks for more; here also what has come already must be dealt with.

    :param may_read: whether it is
    """

    def __init__(self, transport: Transport, may_read: Callable[[], bool]) -> None:
        super().__init__(transport)
        self._may_read = may_read

    def resume_reading(self) -> None:
        if self._may_read():
            super().resume_reading()


class Guarded(HttpToolsProtocol):
    """uvicorn's connection, within bounds.

    :param guest: by which it is counted; where it is not yet, it is once it is made, by ``guests``
    """

    server_state: State

    _stage = 0
    """Of a request that comes: none of it yet, :data:`_HEAD`, or :data:`_BODY`."""
    _arriving: _Arriving | None = None
    _size = 0
    """Bytes of the body that have come."""
    _unread = memoryview(b"")
    """What has come and was not looked at."""
    _answering: RequestResponseCycle | None = None
    """What uvicorn answers, or answered last."""
    _waits = False
    """Whether nothing more is read until what has come was looked at."""
    _answered = 0.0
    """When it was made, or the last request was answered at once."""
    _said = False
    """Whether a request of what was looked at last was answered at once: those behind it let others have their turn."""
    _asked = False
    """Whether a request has come."""
    _unsent = 0
    _unsent_since = 0.0
    _hosts = 0
    _announced = 0
    _chunked = False
    _upgrade = False
    _unfit: UnfitError | None = None

    def __init__(
        self,
        config: Config,
        server_state: State,
        *args: Any,
        guest: Guest | None = None,
        guests: Guests | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(config, server_state, *args, **kwargs)
        self._guest = guest
        self._guests = guests
        self._trusts: Any = getattr(config.loaded_app, "trusted_hosts", ())

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        if self._guests is not None:
            peer = transport.get_extra_info("peername")  # None: it went away before it was looked at
            self._guest = None if peer is None else self._guests.admit(peer[0])
            if self._guest is None:
                transport.write(REFUSAL)
                transport.close()
                return
        super().connection_made(transport)
        self._answered = self.loop.time()
        self.flow = _Flow(transport, self._may_read)

    def connection_lost(self, exc: Exception | None) -> None:
        if self not in self.connections:  # it was turned away
            return
        if self._guest is not None:
            self._guest.leave()
        self._unread = _NOTHING
        if self._answering is not None and not self._answering.response_complete:
            self._answering.disconnected = True  # uvicorn knows only of the request that came last
            self._answering.message_event.set()
        self._answering = None
        self.pipeline.clear()
        super().connection_lost(exc)
        if self._is_free():  # what holds itself would be there until somebody collects it
            self.cycle = self.scope = None  # type: ignore[assignment]

    # What comes

    def data_received(self, data: bytes) -> None:
        self._unset_keepalive_if_required()
        if len(data) <= PIECE and not self.flow.read_paused:
            self._feed(data)
            return
        self._unread = memoryview(bytes(self._unread) + data if self._unread else data)
        self._go_on()

    def _go_on(self) -> None:
        """Take what has come, as long as answers do not pile up that nobody reads."""
        while self._unread and not self.transport.is_closing():
            if self._is_behind():
                self._wait()
                return
            size = PIECE
            if self._stage == _BODY:
                size = max(size, self._announced - self._size)
            piece, self._unread = self._unread[:size], self._unread[size:]
            self._feed(piece)
            if self._unread and (self._stage != _BODY or self._chunked):  # a body may come in as many chunks as bytes
                self._wait()
                self.loop.call_soon(self._go_on)  # others have their turn
                return
        if self._waits and not self.transport.is_closing():
            self._waits = False
            if self._is_free() or len(self.cycle.body) <= HIGH_WATER_LIMIT:  # else whoever takes the body reads on
                self.flow.resume_reading()

    def _wait(self) -> None:
        self._waits = True
        self.flow.pause_reading()

    def _is_behind(self) -> bool:
        """Whether there are answers to come, or to be read, before another request is looked at."""
        return bool(self.pipeline) or (self.flow.write_paused and self._stage != _BODY)

    def _may_read(self) -> bool:
        return not self._unread and not self._is_behind()

    def _feed(self, piece: bytes | memoryview) -> None:
        self._said = False
        try:
            self.parser.feed_data(piece)
        except httptools.HttpParserUpgrade as stop:
            self._ask_anew(piece[stop.args[0] :])
            return
        except httptools.HttpParserError as error:
            unfit = error.__context__
            self._refuse(unfit if isinstance(unfit, UnfitError) else UnfitError(400, "Invalid HTTP request received."))
            return
        if self._stage:
            self._await_more(len(piece))

    def _await_more(self, size: int) -> None:
        """Note that a request has not come whole, and refuse one that is nothing but its frame."""
        if self._arriving is None:
            self._arriving = _Arriving(self.loop.time())
        self._arriving.size += size
        frame = self._arriving.size - self._size
        if self._stage == _HEAD and frame > MAX_HEAD:
            self._refuse(UnfitError(431, "The request line and the headers are too long."))
        elif self._stage == _BODY and frame > 2 * MAX_HEAD + self._size * FRAMES:
            self._refuse(UnfitError(400, "The body is little beside what is around it."))

    # What the parser finds

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._stage = _HEAD
        self._asked = True
        self._arriving = self._unfit = None
        self._hosts = self._announced = self._size = 0
        self._chunked = self._upgrade = False

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        if name in _LOOKED_AT:
            self._look_at(name, value)
        self.headers.append((name, value))

    def _look_at(self, name: bytes, value: bytes) -> None:
        if name == b"host":
            self._hosts += 1
        elif name == b"content-length":
            self._announced = int(value) if value.isdigit() else 0
        elif name == b"expect":
            self.expect_100_continue = value.lower() == b"100-continue"
        elif name == b"upgrade":
            self._upgrade = True
        elif name == b"transfer-encoding":
            if self._chunked or value.strip().lower() != b"chunked":
                self._unfit = UnfitError(501, "The only Transfer-Encoding that is understood is chunked.")
            self._chunked = True
        elif self.client is not None and self.client[0] not in self._trusts and is_near(self.client[0]):
            self.scope["extensions"][HIDDEN] = {}
            self.server_state.hides(self.client[0])

    def on_headers_complete(self) -> None:
        self._stage = _BODY
        if self._hosts != 1 or self._chunked or self._upgrade or self.parser.get_method() == b"CONNECT":
            self._check()
            if self._upgrade:
                return
        self._take()
        if self._chunked:
            self.headers = []  # for what may follow the body: nobody looks at it

    def _check(self) -> None:
        """Refuse a head of which two readers could think differently."""
        version = self.parser.get_http_version()
        if self._hosts > 1 or (self._hosts == 0 and version == "1.1"):
            raise UnfitError(400, "A request has one Host header.")
        if self._chunked and version != "1.1":
            raise UnfitError(400, "Transfer-Encoding needs HTTP/1.1.")
        if self.parser.get_method() == b"CONNECT":
            raise UnfitError(400, "This is no proxy.")
        if self._unfit is not None:
            raise self._unfit
        self._upgrade = self._upgrade and self.parser.should_upgrade()

    def _take(self) -> None:
        """Begin with a request whose head has come."""
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._size += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._stage = 0
        if not self._upgrade:
            super().on_message_complete()

    def _ask_anew(self, rest: bytes | memoryview) -> None:
        """Take a request that wishes for another protocol as if it did not: the parser would leave its body out.

        :param rest: what came after its head
        """
        method, version = self.parser.get_method(), self.parser.get_http_version().encode()
        lines = [b"%s %s HTTP/%s" % (method, self.url, version)]
        for name, value in self.headers:
            if name == b"connection":
                value = b", ".join(word for word in value.split(b",") if word.strip().lower() not in _UPGRADES)  # noqa: PLW2901
            if name not in _UPGRADES and value:
                lines.append(b"%s: %s" % (name, value))
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        self._feed(b"\r\n".join((*lines, b"", b"")))
        if rest and self.parser is not None and not self.transport.is_closing():
            self._feed(rest)

    # What is answered

    def _refuse(self, unfit: UnfitError) -> None:
        """Close the connection, with an answer to a request that is not taken unless answers to others are due."""
        begun = self._stage == _BODY and self.cycle is not None and not self.cycle.response_complete
        is_next = self._is_free() or (begun and not self.pipeline and not self.cycle.response_started)
        self._stage, self._unread = 0, _NOTHING
        if is_next and not self.transport.is_closing():
            text = str(unfit).encode()
            head = [STATUS_LINE[unfit.status]]
            for name, value in self.server_state.default_headers:
                head += (name, b": ", value, b"\r\n")
            head.append(b"content-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\n" % len(text))
            self.transport.write(b"".join((*head, b"connection: close\r\n\r\n", text)))
        if begun:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._answering = cycle
        super()._start_asgi_task(cycle, app)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._arriving is not None:
            self._arriving.since = self.loop.time()
        self._catch_up()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._catch_up()

    def _catch_up(self) -> None:
        """Take what had to wait for an answer."""
        if self._waits:
            self.loop.call_soon(self._go_on)

    def _is_free(self) -> bool:
        """Whether uvicorn answers nothing on it now."""
        return self.cycle is None or self.cycle.response_complete

    # How long it takes

    def look(self, now: float) -> None:
        """End the connection when it takes too long; called a few times a second.

        :param now: of the event loop's clock
        """
        patience = self.server_state.patience
        unsent = self.transport.get_write_buffer_size()
        if unsent != self._unsent:
            self._unsent, self._unsent_since = unsent, now
        elif unsent and now - self._unsent_since > patience.unread:
            self.transport.abort()
            return
        if self.transport.is_closing():
            return
        arriving = self._arriving
        if self._stage and arriving is not None:
            if self.flow.read_paused or (self._stage == _HEAD and not self._is_free()):
                arriving.since = now  # it is we who do not listen, or are not done
            elif now - arriving.since > (
                patience.head if self._stage == _HEAD else patience.body + self._size / BODY_BYTES
            ):
                self._refuse(UnfitError(408, "The request took too long to come."))
        elif not self._asked:
            if now - self._answered > patience.head:
                self.transport.close()
        elif self._is_idle() and now - self._answered > self.timeout_keep_alive:
            self.transport.close()

    def _is_idle(self) -> bool:
        """Whether nothing is there to do; uvicorn has a timer of its own after its answers."""
        return not self._stage and not self._unread and self.timeout_keep_alive_task is None and self._is_free()


_HEAD, _BODY = 1, 2
_NOTHING = memoryview(b"")
