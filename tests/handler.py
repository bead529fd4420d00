"""An application's handler on the loopback address: keeps what it is sent, and answers as it is told to."""

import queue
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

from homeport.core import phpquery

WAIT_SECONDS = 30


class Handler:
    """A handler, as a context manager.

    :ivar status: what it answers from now on
    :ivar headers: sent with each answer
    """

    def __init__(self, certificate: Path | None = None) -> None:
        self.status = 200
        self.headers: dict[str, str] = {}
        self.hold = threading.Event()
        """Set unless answers are held back."""
        self.hold.set()
        self.seconds = 0.0
        """How long it takes to answer."""
        self._received: queue.Queue[tuple[str, dict[str, Any], dict[str, str]]] = queue.Queue()
        self._server = _Server(("127.0.0.1", 0), _Request)
        self._server.handler = self
        scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            scheme = "https"
        self.port = self._server.server_port
        self.url = f"{scheme}://localhost:{self.port}/handler.php"

    def next(self) -> dict[str, Any]:
        """The next call that comes, its form read as PHP does."""
        return self.next_request()[1]

    def next_request(self) -> tuple[str, dict[str, Any], dict[str, str]]:
        """The next call's path, form and headers."""
        return self._received.get(timeout=WAIT_SECONDS)

    @property
    def is_idle(self) -> bool:
        """Whether nothing has come that was not looked at."""
        return self._received.empty()

    def received(self, path: str, body: bytes, headers: dict[str, str]) -> None:
        self._received.put((path, phpquery.parse(body), headers))

    def __enter__(self) -> "Handler":
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hold.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    handler: Handler

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that refuse the certificate, or went away: a test looks at what they say themselves."""


class _Request(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        handler = self.server.handler
        handler.received(self.path, body, {name.lower(): value for name, value in self.headers.items()})
        handler.hold.wait(WAIT_SECONDS)
        if handler.seconds:
            threading.Event().wait(handler.seconds)
        self.send_response(handler.status)
        for name, value in handler.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args: object) -> None:
        """Says nothing: the tests' output is for their failures."""
