"""Runs a server: sockets, TLS, and one uvicorn server each for HTTP and HTTPS in one event loop per worker."""

import asyncio
import contextlib
import errno
import gc
import signal
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uvicorn

from homeport import logs
from homeport.app import Portals, make_app
from homeport.config import Config
from homeport.core.connections import ABORT
from homeport.deliver import Deliverer
from homeport.portals.folder import DataFolder
from homeport.store.counters import Counters
from homeport.store.meters import Board, Meters
from homeport.tls import server_certificate
from homeport.trust import ca_file
from homeport.wire.tracing import Tracing
from homeport.workers import Workers

BACKLOG = 2048
STOP_SECONDS = 10
"""How long requests in flight may take to finish when the server is told to stop."""


class ListenError(Exception):
    """A port cannot be listened on; the text says which, why and what to do."""

    def __init__(self, host: str, port: int, option: str, reason: OSError) -> None:
        if reason.errno == errno.EADDRINUSE:
            text = f"Port {port} on {host} is in use. Stop what uses it, or take another with {option}."
        elif reason.errno == errno.EACCES:
            text = f"Port {port} on {host} is not yours to use. Take one above 1023 with {option}."
        else:
            text = f"{host} is no address of this machine ({reason.strerror}). Take another with --host."
        super().__init__(text)


class CertificateError(Exception):
    """The server's certificate cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is damaged. Remove {path.parent}: the next start makes a new authority to trust.")


@dataclass(frozen=True, slots=True)
class Sockets:
    """The listening sockets of a server, a pair for each worker."""

    http: tuple[socket.socket, ...]
    https: tuple[socket.socket, ...]

    @property
    def http_port(self) -> int:
        """The port for HTTP."""
        port: int = self.http[0].getsockname()[1]
        return port

    @property
    def https_port(self) -> int:
        """The port for HTTPS."""
        port: int = self.https[0].getsockname()[1]
        return port


def listen(config: Config) -> Sockets:
    """Bind both ports.

    :raises ListenError: when one cannot be had
    """
    http = _bind_each(config.host, config.port, "--port", config.workers)
    try:
        return Sockets(http, _bind_each(config.host, config.https_port, "--https-port", config.workers))
    except ListenError:
        for sock in http:
            sock.close()
        raise


def _bind_each(host: str, port: int, option: str, count: int) -> tuple[socket.socket, ...]:
    alone = _bind(host, port, option)
    if count == 1:
        return (alone,)
    # bound alone first: a port that may be shared could be another server's, and nobody would notice
    port = alone.getsockname()[1]
    alone.close()
    return tuple(_bind(host, port, option, shared=True) for _ in range(count))


def _bind(host: str, port: int, option: str, *, shared: bool = False) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        sock.bind((host, port))
        sock.listen(BACKLOG)
    except OSError as error:
        sock.close()
        raise ListenError(host, port, option, error) from error
    sock.setblocking(False)
    return sock


class _Server(uvicorn.Server):
    """A uvicorn server that says when it has started, and leaves signals to whoever runs several of them."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self._on_started()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def run(config: Config, folder: DataFolder, sockets: Sockets, on_ready: Callable[[], None]) -> None:
    """Serve until told to stop by SIGINT or SIGTERM.

    :param on_ready: called once both ports answer
    :raises CertificateError: when the certificate's file is damaged
    :raises HostNameError: when a certificate cannot be made for a host name
    :raises WorkerFailedError: when a worker cannot start
    """
    logs.configure(config.log_format, every_request=config.access_log)
    certificate = certificate_for(config, folder)
    folder.close()  # forked workers have connections of their own
    counters, board = Counters(shared=config.workers > 1), Board(config.workers)
    gc.enable()  # the command line starts without it
    gc.freeze()  # what is loaded by now stays: no collection need look at it, and workers share its pages

    def work(place: int, ready: Callable[[], None], parent_gone: int | None = None) -> None:
        meters = Meters(board, place)
        portals = Portals(folder, counters, meters, log_requests=config.log_requests, slow_query=config.slow_query)
        pair = (sockets.http[place], sockets.https[place])
        try:
            with asyncio.Runner(loop_factory=new_loop) as runner:
                runner.run(serve(config, pair, portals, certificate, ready, lambda stop: _heed(stop, parent_gone)))
        finally:
            portals.close()

    if config.workers == 1:
        work(0, on_ready)
    else:
        Workers(config.workers, work).run(on_ready)


def certificate_for(config: Config, folder: DataFolder) -> Path:
    """The file of the server's certificate and key, made when it is missing or for other names.

    :raises CertificateError: when it is damaged
    :raises HostNameError: when it cannot be made for a host name
    """
    certificate = server_certificate(folder.certificates, (*config.host_names, *folder.host_names()))
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate)
    except ssl.SSLError as error:
        raise CertificateError(certificate) from error
    return certificate


def new_loop() -> asyncio.AbstractEventLoop:
    import uvloop  # noqa: PLC0415

    return uvloop.new_event_loop()


async def serve(
    config: Config,
    pair: tuple[socket.socket, socket.socket],
    portals: Portals,
    certificate: Path,
    on_ready: Callable[[], None],
    heed: Callable[[Callable[[], None]], None],
) -> None:
    """Serve in this event loop until told to stop.

    :param pair: the listening sockets for HTTP and HTTPS
    :param heed: is given what stops the server, to call when it is to stop; called twice, it waits for no request
    """
    tracing = Tracing() if config.tracing else None
    app = make_app(config, portals, tracing=tracing)
    deliverer = Deliverer(
        portals.folder, portals, public=config.public, authorities=authorities(config, portals.folder)
    )
    portals.woken = deliverer.nudge

    def started() -> None:
        if all(server.started for server in servers):
            on_ready()

    servers = [
        _Server(_uvicorn_config(app, config.trusted_proxies), started),
        _Server(_uvicorn_config(app, config.trusted_proxies, ssl_certfile=certificate), started),
    ]

    def stop() -> None:
        portals.closing = True
        for server in servers:
            server.force_exit = server.should_exit
            server.should_exit = True

    heed(stop)
    async with deliverer.running(), _showing(portals.meters):
        tasks = [asyncio.create_task(server.serve(sockets=[sock])) for server, sock in zip(servers, pair, strict=True)]
        await asyncio.gather(*tasks)
    if tracing is not None:
        tracing.close()


@contextlib.asynccontextmanager
async def _showing(meters: Meters) -> AsyncIterator[None]:
    """Let the other workers see what this one counts, until the block ends."""

    async def show() -> None:
        while True:
            meters.show()
            await asyncio.sleep(meters.SHOW_SECONDS)

    task = asyncio.create_task(show())
    try:
        yield
    finally:
        task.cancel()
        meters.show()


def authorities(config: Config, folder: DataFolder) -> tuple[Path, ...]:
    """The authorities that handlers' certificates may come from, beside the machine's: our own, and the operator's."""
    own = ca_file(folder.certificates)
    return (own,) if config.handler_ca is None else (own, config.handler_ca)


def _heed(stop: Callable[[], None], parent_gone: int | None) -> None:
    """Stop at a signal, and in a worker also when the process that started it is gone."""
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop)
    if parent_gone is None:
        loop.add_signal_handler(signal.SIGINT, stop)
    else:

        def orphaned() -> None:
            loop.remove_reader(parent_gone)
            stop()

        loop.add_reader(parent_gone, orphaned)


@cache
def protocol() -> "type[asyncio.Protocol]":
    """uvicorn's HTTP, with the one thing beyond ASGI that faults need: to close a connection without an answer."""
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol  # noqa: PLC0415

    class Protocol(HttpToolsProtocol):
        def on_message_begin(self) -> None:
            super().on_message_begin()
            self.scope["extensions"] = {ABORT: {"now": self.transport.abort}}

    return Protocol


def _uvicorn_config(app: object, trusted_proxies: tuple[str, ...], **options: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        interface="asgi3",
        lifespan="off",
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=list(trusted_proxies),
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        http=protocol(),
        ws="none",
        timeout_graceful_shutdown=STOP_SECONDS,
        **options,  # type: ignore[arg-type]
    )
