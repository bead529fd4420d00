"""An HTTP connection: uvicorn's, with what the protocol's own calls need beyond ASGI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from homeport.core.connections import ABORT
from homeport.server.guarded import Guarded, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from uvicorn import Config

    from homeport.wire.envelope import Answer
    from homeport.wire.http import Scope


class Connection(Guarded):
    """One connection.

    A request under ``/rest/`` is held until its body is there. Most calls can then be answered at once: they need none
    of the task, the events and the messages of ASGI. What is not answered so goes uvicorn's way: it alone knows of long
    bodies, of answers that are waited for, and of requests behind such answers.

    A connection can also be closed without an answer, for faults that tests ask for.
    """

    _held: list[bytes] | None = None
    """The body of a request that is held, as far as it has come."""

    def __init__(self, config: Config, server_state: State, *args: Any, **kwargs: Any) -> None:
        super().__init__(config, server_state, *args, **kwargs)
        # of Site, unless something is around it: what believes proxies must see every request first
        self._at_once: Callable[[Scope, bytes], Answer | None] | None = getattr(self.app, "at_once", None)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {ABORT: {"now": self._abort}}

    def _abort(self) -> None:
        self.transport.abort()
        if self.cycle is not None:
            self.cycle.disconnected = True  # that it ends without an answer is on purpose, and no error for the log

    def _take(self) -> None:
        if self._may_be_held():
            self._held = []
        else:
            super()._take()

    def _may_be_held(self) -> bool:
        url = self.url
        return (
            self._at_once is not None
            and not self._said
            and url.startswith(b"/rest/")
            and self._is_free()
            and self.parser.get_method() in _HELD
            and not self.expect_100_continue
            and not self.flow.write_paused
            and not self.transport.is_closing()
            and url.isascii()
            and b"#" not in url
            and self._announced <= HIGH_WATER_LIMIT
        )

    def on_body(self, body: bytes) -> None:
        if self._held is None:
            super().on_body(body)
            return
        self._held.append(body)
        self._size += len(body)
        if self._size > HIGH_WATER_LIMIT:
            self._let_go()

    def on_message_complete(self) -> None:
        held = self._held
        if held is not None and self._at_once is not None:
            scope: Scope = self.scope  # type: ignore[assignment]
            path, _, query = self.url.partition(b"?")
            scope["method"] = self.parser.get_method().decode()
            scope["path"] = unquote(path.decode()) if b"%" in path else path.decode()
            scope["raw_path"] = path
            scope["query_string"] = query
            answer = self._at_once(scope, held[0] if len(held) == 1 else b"".join(held))
            if answer is not None:
                self._held = None
                self._stage = 0
                self._say(answer)
                return
            self._let_go()
        super().on_message_complete()

    def _let_go(self) -> None:
        """Let uvicorn have the request that is held."""
        held = self._held or []
        self._held = None
        super()._take()
        self._size = 0  # it is counted again
        for part in held:
            super().on_body(part)

    def _say(self, answer: Answer) -> None:
        state = self.server_state
        parts = [STATUS_LINE[answer.status]]
        for name, value in (*state.default_headers, *answer.headers):
            parts += (name, b": ", value, b"\r\n")
        stays = self.parser.should_keep_alive() and self.parser.get_http_version() != "1.0" and not state.leaving
        parts += (b"\r\n" if stays or state.leaving else b"connection: close\r\n\r\n", answer.body)
        self.transport.write(b"".join(parts))
        state.total_requests += 1
        self._answered = self.loop.time()
        self._said = True
        if not stays:
            self.transport.close()

    def shutdown(self) -> None:
        if self._held is not None:
            self._let_go()
        super().shutdown()


_HELD = frozenset({b"GET", b"POST"})
