"""Reloading and stopping while clients call: no request is lost."""

import json
import os
import pty
import select
import signal
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests import processes
from tests.cli.conftest import PROGRAM, Done, Server, environment

Start = Callable[..., Server]

pytestmark = pytest.mark.usefixtures("data")


def workers_of(server: Server) -> set[int]:
    return set(processes.children_of(server.process.pid))


def hook_of(server: Server) -> str:
    return urlsplit(server.ready["webhooks"][0]["url"]).path


class Clients:
    """Call without pause: on connections that are kept, on one for each call, and by HTTPS."""

    def __init__(self, server: Server) -> None:
        self._http = urlsplit(server.ready["http"]).netloc
        self._https = urlsplit(server.ready["https"]).netloc
        self._path = f"{hook_of(server)}profile"
        self._trust = ssl.create_default_context(cafile=server.ready["ca"])
        self._over = threading.Event()
        self.answered = 0
        self.failures: list[Exception] = []

    @contextmanager
    def calling(self) -> Iterator[None]:
        threads = [
            threading.Thread(target=self._call, args=how) for how in ((True, False), (False, False), (True, True))
        ]
        threads.append(threading.Thread(target=self._call, args=(False, True)))
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in threads:
                thread.join()

    def _call(self, keeps: bool, secure: bool) -> None:
        connection = self._connection(secure)
        while not self._over.is_set():
            try:
                connection.request("GET", self._path)
                answer = connection.getresponse()
                assert answer.read().startswith(b'{"result":'), answer.status
                self.answered += 1
            except Exception as error:
                self.failures.append(error)
            if not keeps:
                connection.close()
        connection.close()

    def _connection(self, secure: bool) -> HTTPConnection:
        if secure:
            return HTTPSConnection(self._https, timeout=30, context=self._trust)
        return HTTPConnection(self._http, timeout=30)


class Half:
    """A request whose body is not complete: the server has begun to answer it."""

    def __init__(self, server: Server) -> None:
        address = urlsplit(server.ready["http"])
        assert address.port is not None
        self._socket = socket.create_connection(("127.0.0.1", address.port), timeout=30)
        head = f"POST {hook_of(server)}profile HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        self._socket.sendall(f"{head}content-length: 2\r\nexpect: 100-continue\r\n\r\n".encode())
        assert self._socket.recv(1000).startswith(b"HTTP/1.1 100")

    def finish(self) -> bytes:
        """Send the rest; the whole answer, to the end of the connection."""
        self._socket.sendall(b"{}")
        with closing(self._socket), self._socket.makefile("rb") as answer:
            return answer.read()


def await_end(pid: int) -> None:
    with suppress(ProcessLookupError):
        file = os.pidfd_open(pid)
        try:
            assert select.select([file], [], [], 30)[0], "the process is still there"
        finally:
            os.close(file)


def await_leaving(server: Server, pid: int) -> None:
    """Wait until a process listens no more."""
    while True:
        lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        listening = {f"socket:[{line[9]}]" for line in lines if line[3] == "0A"}
        try:
            if not any(str(file.readlink()) in listening for file in Path(f"/proc/{pid}/fd").iterdir()):
                return
        except FileNotFoundError:
            return
        with suppress(subprocess.TimeoutExpired):  # waits a moment
            server.process.wait(0.02)


def await_log(server: Server, text: str, times: int = 1) -> None:
    while server.errors.read_text().count(text) < times:
        assert server.process.poll() is None, server.errors.read_text()
        with suppress(subprocess.TimeoutExpired):  # waits a moment, or until the process ends
            server.process.wait(0.02)


def metric(server: Server, name: str) -> float:
    connection = HTTPConnection(urlsplit(server.ready["http"]).netloc, timeout=30)
    connection.request("GET", "/_homeport/metrics", headers={"authorization": f"Bearer {server.ready['admin_token']}"})
    lines = connection.getresponse().read().decode().splitlines()
    connection.close()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith((f"{name} ", f"{name}{{")))


def test_all_workers_are_replaced_twice_under_load_and_no_request_is_lost(start: Start) -> None:
    server = start("--demo", "--workers", "2")
    clients = Clients(server)
    with clients.calling():
        for times in (1, 2):
            before = workers_of(server)
            server.process.send_signal(signal.SIGHUP)
            await_log(server, "all workers are replaced", times)
            for pid in before:
                await_end(pid)
    assert clients.failures == []
    assert clients.answered > 10
    deadline = time.monotonic() + 30
    while (told := metric(server, "homeport_requests_total")) != clients.answered:  # some numbers may be a second old
        assert told < clients.answered, "what the old ones counted is told twice"
        assert time.monotonic() < deadline, "what the old ones counted is not kept"
    while metric(server, "homeport_workers") != 2:  # the server learns of an end a moment after it
        assert time.monotonic() < deadline, "one that has ended is counted still"
    assert server.stop(signal.SIGTERM) == 0


def test_what_is_in_flight_when_its_worker_is_replaced_is_answered(start: Start) -> None:
    server = start("--demo", "--workers", "2")
    before = workers_of(server)
    half = Half(server)
    server.process.send_signal(signal.SIGHUP)
    await_log(server, "all workers are replaced")
    for pid in before:
        await_leaving(server, pid)
    answer = half.finish()
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"connection: close" in answer
    for pid in before:
        await_end(pid)
    assert server.stop(signal.SIGTERM) == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_is_in_flight_when_the_server_stops_is_answered_and_nothing_new_is_accepted(
    start: Start, workers: str
) -> None:
    server = start("--demo", "--workers", workers)
    half = Half(server)
    server.process.send_signal(signal.SIGTERM)
    port = urlsplit(server.ready["http"]).port
    assert port is not None
    with pytest.raises((ConnectionRefusedError, ConnectionResetError)):
        while True:  # once it has heard the signal
            socket.create_connection(("127.0.0.1", port), timeout=30).close()
    assert half.finish().startswith(b"HTTP/1.1 200")
    assert server.process.wait(30) == 0
    assert server.errors.read_text() == ""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_that_waits_for_load_balancers_is_not_ready_and_answers(start: Start, workers: str) -> None:
    server = start("--demo", "--workers", workers, "--stop-delay", "600")
    connection = HTTPConnection(urlsplit(server.ready["http"]).netloc, timeout=30)
    admin = {"authorization": f"Bearer {server.ready['admin_token']}"}

    def ask(path: str) -> tuple[int, Any]:
        connection.request("GET", path, headers=admin)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())

    assert ask("/_homeport/ready")[0] == 200
    server.process.send_signal(signal.SIGTERM)
    while (found := ask("/_homeport/ready"))[0] == 200:
        pass
    assert found == (503, {"error": "not_ready", "message": "The server is about to stop."})
    assert ask(f"{hook_of(server)}profile")[0] == 200
    connection.close()
    assert ask(f"{hook_of(server)}profile")[0] == 200, "also on a new connection"
    connection.close()
    assert server.stop(signal.SIGTERM) == 0, "the second signal ends the delay"


def test_a_worker_that_is_told_twice_to_stop_before_it_heeds_signals_stops_without_the_delay(start: Start) -> None:
    server = start("--demo", "--workers", "8", "--stop-delay", "600")
    server.process.send_signal(signal.SIGTERM)
    with closing(HTTPConnection(urlsplit(server.ready["http"]).netloc, timeout=30)) as connection:
        while True:  # until it has heard the first one
            connection.request(
                "GET", "/_homeport/ready", headers={"authorization": f"Bearer {server.ready['admin_token']}"}
            )
            answer = connection.getresponse()
            answer.read()
            if answer.status == 503:
                break
    assert server.stop(signal.SIGTERM) == 0


def test_workers_that_are_told_to_stop_before_they_answer_answer_through_the_delay(start: Start) -> None:
    server = start("--demo", "--workers", "8", "--stop-delay", "600")
    server.process.send_signal(signal.SIGTERM)  # one answers; others are still starting
    for _ in range(32):  # the kernel spreads them over all
        with closing(HTTPConnection(urlsplit(server.ready["http"]).netloc, timeout=30)) as connection:
            connection.request("GET", f"{hook_of(server)}profile")
            assert connection.getresponse().status == 200
    assert len(workers_of(server)) == 8
    assert server.stop(signal.SIGTERM) == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_reload_makes_a_certificate_for_portals_that_are_new(
    start: Start, homeport: Callable[..., Done], workers: str
) -> None:
    server = start("--demo", "--workers", workers)
    before = workers_of(server)
    trust = ssl.create_default_context(cafile=server.ready["ca"])
    port = urlsplit(server.ready["https"]).port

    def connect() -> None:
        with (
            socket.create_connection(("127.0.0.1", port or 0), timeout=30) as plain,
            trust.wrap_socket(plain, server_hostname="shop.example.test"),
        ):
            pass

    assert homeport("portal", "add", "shop.example.test").code == 0
    with pytest.raises(ssl.SSLCertVerificationError):
        connect()
    server.process.send_signal(signal.SIGHUP)
    await_log(server, "replaced")
    for pid in before:
        await_leaving(server, pid)
    connect()
    assert server.stop(signal.SIGTERM) == 0


def test_a_worker_that_cannot_start_ends_the_reload_and_the_others_go_on(start: Start, tmp_path: Path) -> None:
    server = start("--demo", "--workers", "2")
    before = workers_of(server)
    key = tmp_path / "data" / "secret.key"
    kept = key.read_bytes()
    key.unlink()
    key.mkdir()
    server.process.send_signal(signal.SIGHUP)
    await_log(server, "no more are replaced")
    assert before <= workers_of(server)
    key.rmdir()
    key.write_bytes(kept)
    server.process.send_signal(signal.SIGHUP)
    await_log(server, "all workers are replaced")
    assert server.stop(signal.SIGTERM) == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_ends_with_its_terminal(tmp_path: Path, workers: str) -> None:
    main, other = pty.openpty()
    ready = tmp_path / "ready.json"
    options = ["--port", "0", "--https-port", "0", "--data", str(tmp_path / "data"), "--workers", workers]
    program = [*PROGRAM, "serve", *options, "--ready-file", str(ready)]
    # whoever runs the tests may ignore the signal, as nohup does, and what it starts would too
    words = ["env", "--default-signal=HUP", "setsid", "--ctty", "--wait", *program]
    process = subprocess.Popen(words, stdin=other, stdout=other, stderr=other, env=environment())
    os.close(other)
    while not ready.exists():
        assert process.poll() is None
        select.select([main], [], [], 0.05)
    started = processes.children_of(process.pid)
    os.close(main)
    try:
        process.wait(30)
    finally:
        processes.kill(started)
