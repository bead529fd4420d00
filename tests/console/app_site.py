"""An application's own site on the loopback address: pages with a client library, and what was posted to them."""

import mimetypes
import queue
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Frame, Page

NODE_MODULES = Path(__file__).parents[1] / "clients" / "node" / "node_modules"
B24JSSDK = NODE_MODULES / "@bitrix24" / "b24jssdk" / "dist" / "umd" / "index.min.js"
WAIT_SECONDS = 30

WITH_B24JSSDK = """<!doctype html><title>By b24jssdk</title><body>
<script src="/b24jssdk.js"></script>
<script>
document.addEventListener('DOMContentLoaded', async () => {
  try {
    window.b24 = await B24Js.initializeB24Frame()
    document.body.dataset.state = 'ready'
  } catch (error) {
    document.body.dataset.state = `failed: ${error}`
  }
})
</script>"""

WITH_BX24 = """<!doctype html><title>By BX24.js</title><body>
<script src="PORTAL/api/v1/"></script>
<script>
BX24.init(() => { document.body.dataset.state = 'ready' })
</script>"""


class AppSite:
    """A site, as a context manager: ``/`` answers a page to whatever is sent, by GET or POST.

    :param page: what it answers
    :param certificate: a key and a certificate, to be reached by HTTPS
    """

    def __init__(self, page: str, certificate: Path | None = None) -> None:
        self.pages = {"/": page}
        self.came_from: dict[str, str | None] = {}
        """What headers said of where the last request that was posted came from."""
        self._posted: queue.Queue[tuple[dict[str, str], dict[str, str]]] = queue.Queue()
        self._server = _Server(("127.0.0.1", 0), _Request)
        self._server.site = self
        scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            scheme = "https"
        self.origin = f"{scheme}://127.0.0.1:{self._server.server_port}"
        self.url = f"{self.origin}/?from=portal"

    def posted(self) -> tuple[dict[str, str], dict[str, str]]:
        """The query and the form of the next request that was posted."""
        return self._posted.get(timeout=WAIT_SECONDS)

    def keep(self, path: str, body: bytes) -> None:
        form = dict(parse_qsl(body.decode(), keep_blank_values=True))
        self._posted.put((dict(parse_qsl(urlsplit(path).query)), form))

    def __enter__(self) -> "AppSite":
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def frame_of(page: Page, state: str = "ready") -> Frame:
    """The application's frame in a page of the portal, once its own page is as far."""
    page.frame_locator("iframe").locator(f"body[data-state='{state}']").wait_for(state="attached")
    return next(frame for frame in page.frames if frame != page.main_frame)


def leave(frame: Frame, asked: str) -> None:
    """Ask for something that takes the frame away, or the page around it; the asking itself has ended then."""
    frame.evaluate(f"() => {{ setTimeout(() => {asked}) }}")


class _Server(ThreadingHTTPServer):
    site: AppSite
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers leave connections: nothing of it is the tests' concern."""


class _Request(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/b24jssdk.js":
            self._answer(B24JSSDK.read_bytes(), "text/javascript")
        elif path in self.server.site.pages:
            self._answer(self.server.site.pages[path].encode(), mimetypes.guess_type(path)[0] or "text/html")
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        self.server.site.came_from = {name: self.headers[name] for name in ("Origin", "Referer")}
        self.server.site.keep(self.path, self.rfile.read(int(self.headers["Content-Length"])))
        self.do_GET()

    def _answer(self, content: bytes, media_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Says nothing: the tests' output is for their failures."""
