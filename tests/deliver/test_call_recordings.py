"""Recordings of calls that are fetched from elsewhere: by the server, once the call is over."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from homeport.domain.telephony import recordings, statistics
from homeport.testing.portal import LocalPortal
from tests.handler import WAIT_SECONDS

SOUND = b"ID3 sound"


class Recordings(BaseHTTPRequestHandler):
    """Answers a recording at one address."""

    def do_GET(self) -> None:
        found = SOUND if self.path == "/call.mp3" else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(found)))
        self.end_headers()
        self.wfile.write(found)

    def log_message(self, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Recordings) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def settled(portal: LocalPortal, call: int) -> tuple[Any, Any]:
    """The file of a call, and why it has none, once nothing is to be fetched any more."""
    pause = threading.Event()
    for _ in range(WAIT_SECONDS * 50):
        found = portal.read(lambda tx: (tx.dicts(recordings._TO_FETCH, call=call), statistics.of_number(tx, call)))
        if not found[0] and found[1] is not None:
            return found[1]["RECORD_FILE_ID"], found[1]["COMMENT"]
        pause.wait(0.02)
    raise AssertionError("it is still to be fetched")


def test_a_recording_is_fetched_or_its_file_goes(portal: LocalPortal, site: str) -> None:
    app = portal.app(scope="telephony,disk")
    call = app.call("telephony.externalCall.register", USER_ID=1, PHONE_NUMBER="+4930901820", TYPE=2)["CALL_ID"]
    row = app.call("telephony.externalCall.finish", CALL_ID=call, USER_ID=1, DURATION=5)["ID"]
    url = f"{site}/call.mp3"
    file = app.call("telephony.externalCall.attachRecord", CALL_ID=call, RECORD_URL=url)["FILE_ID"]
    assert settled(portal, row) == (file, None)
    found = app.call("disk.file.get", id=file)
    assert (found["NAME"], int(found["SIZE"])) == ("call.mp3", len(SOUND))
    missing = f"{site}/none.mp3"
    app.call("telephony.externalCall.attachRecord", CALL_ID=call, RECORD_URL=missing)
    assert settled(portal, row) == (None, "Server returns HTTP error code 404")
