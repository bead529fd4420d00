"""A handler of a test's own, on the loopback address: it keeps what it is sent, and answers what the test says."""

import queue
import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple

from homeport.core import phpquery

WAIT_SECONDS = 10.0


class Received(NamedTuple):
    """What a handler was sent.

    :param path: of the address, with its query
    :param form: the body, read as PHP does
    """

    path: str
    form: dict[str, Any]
    headers: dict[str, str]

    @property
    def event(self) -> str:
        """The event's code."""
        return str(self.form.get("event", ""))

    @property
    def data(self) -> Any:
        """What the event tells."""
        return self.form.get("data")

    @property
    def token(self) -> str:
        """The application token, by which a handler knows the portal."""
        return str(self.form.get("auth", {}).get("application_token", ""))


class Receiver:
    """A handler, as a context manager.

    :ivar url: its address
    :ivar received: what has come, the oldest first
    """

    def __init__(self) -> None:
        self.received: list[Received] = []
        self._new: queue.Queue[Received] = queue.Queue()
        self._answer = _Answer(200, b"ok", 0.0, False)
        self._server = _Server(("127.0.0.1", 0), _Request)
        self._server.receiver = self
        self.url = f"http://localhost:{self._server.server_port}/handler"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._stopping = threading.Event()

    def answers(self, status: int = 200, body: bytes = b"ok", *, delay: float = 0.0, reset: bool = False) -> None:
        """What it answers from now on.

        :param delay: seconds before the answer
        :param reset: whether the connection is reset instead
        """
        self._answer = _Answer(status, body, delay, reset)

    def next(self, seconds: float = WAIT_SECONDS) -> Received:
        """The next call that comes, or came and was not asked for yet.

        :raises TimeoutError: when none comes in time
        """
        try:
            return self._new.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError(f"nothing came within {seconds:g} seconds; {len(self.received)} came before") from None

    def keep(self, received: Received) -> "_Answer":
        """Keep a call; what is answered."""
        self.received.append(received)
        self._new.put(received)
        answer = self._answer
        self._stopping.wait(answer.delay)
        return answer

    def __enter__(self) -> "Receiver":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop."""
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Answer(NamedTuple):
    status: int
    body: bytes
    delay: float
    reset: bool


class _Server(ThreadingHTTPServer):
    receiver: Receiver

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who went away is no trouble of a test."""


class _Request(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.receiver.keep(Received(self.path, phpquery.parse(body), headers))
        if answer.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        self.send_response(answer.status)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *args: object) -> None:
        """Says nothing: a test's output is for its failures."""
