"""A site that is asked in JSON: it keeps what came, and answers what it is told to."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from types import TracebackType
from typing import Any

from tests.handler import WAIT_SECONDS


class JsonSite:
    """The site of a delivery service or a cash register.

    :ivar answers: by path, what is answered: an object, or bytes as they are
    """

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self._asked: Queue[tuple[str, Any]] = Queue()
        self._server = _Server(("127.0.0.1", 0), _Request)
        self._server.site = self
        serve = self._server.serve_forever
        self._thread = threading.Thread(target=serve, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def asked(self, path: str) -> Any:
        """What the next request said, which is of this path."""
        found, content = self._asked.get(timeout=WAIT_SECONDS)
        assert found == path
        return content

    @property
    def is_idle(self) -> bool:
        """Whether nothing came that was not looked at."""
        return self._asked.empty()

    def received(self, path: str, content: Any) -> bytes:
        """Keep a request; the answer."""
        self._asked.put((path, content))
        answer = self.answers.get(path, {})
        return answer if isinstance(answer, bytes) else json.dumps(answer).encode()

    def __enter__(self) -> "JsonSite":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    site: JsonSite


class _Request(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.server.site.received(self.path, json.loads(body))
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: object) -> None:
        """Says nothing: the tests' output is for their failures."""
