"""Runs a server: sockets, TLS, and one uvicorn server each for HTTP and HTTPS in one event loop."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from homeport.app import DataFolder, Portals, make_app
from homeport.config import Config
from homeport.tls import server_certificate

BACKLOG = 2048
STOP_SECONDS = 10
"""How long requests in flight may take to finish when the server is told to stop."""


class PortInUseError(Exception):
    """Another program listens on the port."""

    def __init__(self, host: str, port: int, option: str) -> None:
        super().__init__(f"Port {port} on {host} is in use. Stop what uses it, or take another with {option}.")


@dataclass(frozen=True, slots=True)
class Sockets:
    """The listening sockets of a server."""

    http: socket.socket
    https: socket.socket


def listen(config: Config) -> Sockets:
    """Bind both ports.

    :raises PortInUseError: when one is taken
    """
    http = _bind(config.host, config.port, "--port")
    try:
        return Sockets(http, _bind(config.host, config.https_port, "--https-port"))
    except PortInUseError:
        http.close()
        raise


def _bind(host: str, port: int, option: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise PortInUseError(host, port, option) from error
    sock.listen(BACKLOG)
    sock.setblocking(False)
    return sock


class _Server(uvicorn.Server):
    """A uvicorn server that leaves signals to whoever runs several of them."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def run(config: Config, sockets: Sockets, on_ready: Callable[[], None]) -> None:
    """Serve until told to stop by SIGINT or SIGTERM.

    :param on_ready: called once both ports answer
    """
    folder = DataFolder(config.data)
    certificate = server_certificate(folder.certificates, config.host_names)
    portals = Portals(folder)
    try:
        with asyncio.Runner(loop_factory=_new_loop) as runner:
            runner.run(_serve(config, sockets, portals, certificate, on_ready))
    finally:
        portals.close()


def _new_loop() -> asyncio.AbstractEventLoop:
    import uvloop  # noqa: PLC0415

    return uvloop.new_event_loop()


async def _serve(
    config: Config, sockets: Sockets, portals: Portals, certificate: Path, on_ready: Callable[[], None]
) -> None:
    app = make_app(config, portals)
    servers = [
        _Server(_uvicorn_config(app)),
        _Server(_uvicorn_config(app, ssl_certfile=certificate)),
    ]
    loop = asyncio.get_running_loop()

    def stop() -> None:
        for server in servers:
            server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    tasks = [
        asyncio.create_task(server.serve(sockets=[sock]))
        for server, sock in zip(servers, (sockets.http, sockets.https), strict=True)
    ]
    while not all(server.started for server in servers) and not any(task.done() for task in tasks):
        await asyncio.sleep(0.005)
    on_ready()
    await asyncio.gather(*tasks)


def _uvicorn_config(app: object, **options: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        interface="asgi3",
        lifespan="off",
        proxy_headers=False,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        http="httptools",
        ws="none",
        timeout_graceful_shutdown=STOP_SECONDS,
        **options,  # type: ignore[arg-type]
    )
