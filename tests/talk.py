"""A connection as bytes."""

import json
import socket
import threading
from collections.abc import Callable
from typing import Any

Connect = Callable[[], "Talk"]


class Talk:
    """A connection on which requests are sent as they are given."""

    def __init__(self, sock: socket.socket, base: str) -> None:
        self._sock = sock
        self._file = sock.makefile("rb")
        self.base = base

    def post(self, method: str, body: bytes, *more: str, version: str = "1.1", length: int | None = None) -> bytes:
        """The bytes of a call."""
        lines = [
            f"POST {self.base}{method} HTTP/{version}",
            "Host: localhost",
            "Content-Type: application/json",
            f"Content-Length: {len(body) if length is None else length}",
            *more,
        ]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def get(self, path: str, *more: str) -> bytes:
        return "\r\n".join([f"GET {self.base}{path} HTTP/1.1", "Host: localhost", *more, "", ""]).encode()

    def send(self, *requests: bytes) -> None:
        self._sock.sendall(b"".join(requests))

    def send_aside(self, *requests: bytes) -> None:
        """Send as much as is taken while answers are read."""
        threading.Thread(target=self.send, args=requests, daemon=True).start()

    def answer(self) -> tuple[int, dict[str, str], dict[str, Any]]:
        """Status, headers and JSON of the next answer."""
        status, headers, body = self.raw_answer()
        return status, headers, json.loads(body)

    def raw_answer(self, has_body: bool = True) -> tuple[int, dict[str, str], bytes]:
        status = int(self._file.readline().split()[1])
        headers = {}
        while line := self._file.readline().strip():
            name, _, value = line.decode().partition(": ")
            assert name not in headers
            headers[name] = value
        return status, headers, self._file.read(int(headers["content-length"])) if has_body else b""

    def is_closed(self) -> bool:
        """Whether the server has closed it, which is waited for."""
        return self._file.read(1) == b""
