"""A server that strangers attack: a process of its own, with few descriptors and little patience."""

import json
import os
import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from homeport.portals import lifecycle
from homeport.portals.folder import DataFolder

DESCRIPTORS = 256
PATIENCE = ("--head-seconds", "3", "--body-seconds", "5", "--unread-seconds", "3")
MB = 1024 * 1024


class Fort:
    """A running server of a demo portal.

    :param data: its data folder, made by this
    """

    def __init__(self, data: Path, *options: str) -> None:
        folder = DataFolder(data)
        lifecycle.ensure_default(folder, demo=True)
        folder.close()
        ready = data / "ready.json"
        self.log = data / "log.txt"
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "homeport", "serve", "--demo", "--data", str(data), "--port", "0",
                 "--https-port", "0", "--ready-file", str(ready), *options],
                stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, "HOMEPORT_DATABASE": ""},
                preexec_fn=_few_descriptors,  # noqa: PLW1509  this process has no threads of its own yet
            )  # fmt: skip
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("Ctrl-C"):
                break
        said = json.loads(ready.read_text())
        self.port, self.https_port = (int(said[each].rpartition(":")[2]) for each in ("http", "https"))
        self.hook = said["webhooks"][0]["url"].partition("/rest/")[2]
        self.journal = folder.journal_file("default")

    def close(self) -> None:
        """Stop it."""
        self._process.terminate()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process.wait(30)

    @property
    def memory(self) -> int:
        """Bytes that it has in memory."""
        pages = Path(f"/proc/{self._process.pid}/statm").read_text().split()[1]
        return int(pages) * resource.getpagesize()

    @property
    def descriptors(self) -> int:
        """How many it has open."""
        return sum(1 for _ in Path(f"/proc/{self._process.pid}/fd").iterdir())

    def connect(self, source: str = "127.0.0.1", *, secure: bool = False) -> socket.socket:
        """A connection from an address of this machine."""
        address = ("127.0.0.1", self.https_port if secure else self.port)
        return socket.create_connection(address, timeout=60, source_address=(source, 0))

    def ask(self, path: str, body: bytes, content_type: str = "application/json", source: str = "127.0.0.1") -> int:
        """The status of a call that has all of its body sent before its answer is read."""
        with closing(self.connect(source)) as sock:
            sock.sendall(
                f"POST /rest/{path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {content_type}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n".encode()
            )
            sock.sendall(body)
            return status_of(sock)

    @contextmanager
    def others(self) -> Iterator[Callable[[], int]]:
        """Somebody else who asks one question after the other; gives how many were answered since it was last asked."""
        answered, over = threading.Semaphore(0), threading.Event()

        def go_on() -> None:
            while not over.is_set():
                assert self.ask(f"{self.hook}profile", b"{}", source="127.0.0.2") == 200
                answered.release()

        def since() -> int:
            number = 0
            while answered.acquire(blocking=False):
                number += 1
            return number

        thread = threading.Thread(target=go_on, daemon=True)
        thread.start()
        try:
            yield since
        finally:
            over.set()
            thread.join()


def status_of(sock: socket.socket) -> int:
    """The status of the next answer; 0 when the connection was closed without one."""
    with closing(sock.makefile("rb")) as file:
        line = file.readline()
    return int(line.split()[1]) if line else 0


def is_closed(sock: socket.socket) -> bool:
    """Whether the server closes a connection, which is waited for."""
    try:
        while sock.recv(65536):
            pass
    except ConnectionError:
        pass
    return True


def send_while_taken(sock: socket.socket, part: bytes, most: int) -> int:
    """Send a part again and again until the server closes the connection; bytes that were sent, at most so many."""
    sent = 0
    try:
        while sent < most:
            sock.sendall(part)
            sent += len(part)
    except ConnectionError:
        pass
    return sent


def _few_descriptors() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))
