"""Runs a server: sockets, TLS, and one uvicorn server each for HTTP and HTTPS in one event loop per worker."""

import asyncio
import contextlib
import errno
import gc
import signal
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from homeport.app import Portals, make_app
from homeport.config import Config
from homeport.core.log import LOG, WORKERS
from homeport.deliver import Deliverer
from homeport.portals import contents
from homeport.portals.folder import DataFolder
from homeport.server import logs
from homeport.server.guests import Guests, Patience, most_of, raise_descriptors
from homeport.server.http_server import Server, configured
from homeport.server.proxies import Proxies
from homeport.server.terminal import Terminal
from homeport.server.tls import HostNameError, server_certificate
from homeport.server.trust import ca_file
from homeport.server.workers import GENERATIONS, LEAVE, Duties, Workers
from homeport.store import UnreachableError
from homeport.store.counters import Counters
from homeport.store.meters import Board, Meters
from homeport.store.schema import NotAPortalError
from homeport.wire.tracing import Tracing

BACKLOG = 2048
SWEEP_SECONDS = 3600.0
"""How often contents of files are looked for that no row names any more."""


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

    def close(self, but: int | None = None) -> None:
        """Listen no more; may be called twice.

        :param but: the place of the worker that goes on
        """
        for pairs in (self.http, self.https):
            for place, sock in enumerate(pairs):
                if place != but:
                    sock.close()

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
    if count == 1:
        return (_bind(host, port, option),)
    if port != 0:
        # bound alone first: a port that may be shared could be another server's, and nobody would notice
        _bind(host, port, option).close()
    first = _bind(host, port, option, shared=True)
    port = first.getsockname()[1]
    return (first, *(_bind(host, port, option, shared=True) for _ in range(count - 1)))


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


def run(config: Config, folder: DataFolder, sockets: Sockets, on_ready: Callable[[], None]) -> None:
    """Serve until told to stop by SIGINT or SIGTERM. SIGHUP has certificates and workers renewed.

    :param on_ready: called once both ports answer
    :raises CertificateError: when the certificate's file is damaged
    :raises HostNameError: when a certificate cannot be made for a host name
    :raises WorkerFailedError: when a worker cannot start
    """
    raise_descriptors()
    logs.configure(config.log_format, every_request=config.access_log)
    terminal = Terminal()
    certificate = certificate_for(config, folder)
    folder.close()  # forked workers have connections of their own
    fleet = _Fleet(config, folder, sockets, certificate)
    gc.enable()  # the command line starts without it
    gc.freeze()  # what is loaded by now stays: no collection need look at it, and workers share its pages
    if config.workers == 1:
        fleet.work(0, on_ready, partial(_heed_signals, terminal))
    else:
        Workers(config.workers, fleet, terminal).run(on_ready)


class _Fleet(Duties):
    """What the workers of a server do, and what is done for them in the process that starts them."""

    def __init__(self, config: Config, folder: DataFolder, sockets: Sockets, certificate: Path) -> None:
        self._config = config
        self._folder = folder
        self._sockets = sockets
        self._certificate = certificate
        self._counters = Counters(shared=config.workers > 1)
        self._board = Board(config.workers * GENERATIONS)

    def run(self, slot: int, ready: Callable[[], None], parent_gone: int) -> None:
        place = slot % self._config.workers
        self._sockets.close(but=place)
        self.work(slot, ready, partial(_heed_parent, parent_gone))

    def work(self, slot: int, ready: Callable[[], None], heed: Callable[["Running"], None]) -> None:
        """Serve in this process."""
        config, place = self._config, slot % self._config.workers
        portals = Portals(
            self._folder,
            self._counters,
            Meters(self._board, slot),
            log_requests=config.log_requests,
            slow_query=config.slow_query,
        )
        pair = (self._sockets.http[place], self._sockets.https[place])
        try:
            with asyncio.Runner(loop_factory=new_loop) as runner:
                runner.run(serve(config, pair, portals, self._certificate, ready, heed))
        finally:
            portals.close()

    def renew(self) -> bool:
        try:
            certificate_for(self._config, self._folder)
        except (CertificateError, HostNameError, UnreachableError) as error:
            WORKERS.error("nothing is reloaded: %s", error)
            return False
        finally:
            self._folder.close()
        return True

    def ended(self, slot: int) -> None:
        self._board.retire(slot)

    def stopping(self) -> None:
        self._sockets.close()


def certificate_for(config: Config, folder: DataFolder) -> Path:
    """The file of the server's certificate and key, made when it is missing or for other names.

    :raises CertificateError: when it is damaged
    :raises HostNameError: when it cannot be made for a host name
    """
    certificate = server_certificate(folder.certificates, (config.name, *config.host_names, *folder.host_names()))
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
    heed: Callable[["Running"], None],
) -> None:
    """Serve in this event loop until told to stop.

    :param pair: the listening sockets for HTTP and HTTPS
    :param heed: is given the running server, to tell it what to do
    """
    tracing = Tracing() if config.tracing else None
    app = make_app(config, portals, tracing=tracing)
    deliverer = Deliverer(portals.folder, portals, authorities=authorities(config, portals.folder))
    portals.woken = deliverer.nudge

    def started() -> None:
        if all(server.started for server in servers):
            on_ready()

    guests = Guests(
        min(config.max_connections, most_of(raise_descriptors())),
        config.max_connections_of_source,
        config.trusted_proxies,
    )
    hides = Proxies(config.data).notice
    patience = Patience(config.head_seconds, config.body_seconds, config.unread_seconds)
    servers = [
        Server(configured(app, config.trusted_proxies, **options), started, guests, patience, hides)
        for options in ({}, {"ssl_certfile": certificate})
    ]
    running = Running(config, portals, servers)
    heed(running)
    async with deliverer.running(), _showing(portals.meters), _sweeping(portals.folder):
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


@contextlib.asynccontextmanager
async def _sweeping(folder: DataFolder) -> AsyncIterator[None]:
    """Let contents go that no file has any more, now and then, until the block ends."""

    async def sweep() -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            try:
                await asyncio.to_thread(contents.sweep, folder)
            except (NotAPortalError, UnreachableError, OSError) as error:
                LOG.warning("contents of files are not swept: %s", error)

    task = asyncio.create_task(sweep())
    try:
        yield
    finally:
        task.cancel()


def authorities(config: Config, folder: DataFolder) -> tuple[Path, ...]:
    """The authorities that handlers' certificates may come from, beside the machine's: our own, and the operator's."""
    own = ca_file(folder.certificates)
    return (own,) if config.handler_ca is None else (own, config.handler_ca)


class Running:
    """A server that runs, to whoever tells it what to do. For its own thread only."""

    def __init__(self, config: Config, portals: Portals, servers: Sequence[Server]) -> None:
        self._config = config
        self._portals = portals
        self._servers = servers
        self._later: asyncio.TimerHandle | None = None

    def stop(self) -> None:
        """Stop: after the time in which load balancers notice, if there is to be one.

        Called again, do not wait for them; called once more, wait for no request either.
        """
        self._portals.stopping = True
        if self._config.stop_delay and self._later is None:
            self._later = asyncio.get_running_loop().call_later(self._config.stop_delay, self._stop)
        else:
            if self._later is not None:
                self._later.cancel()
            self._stop()

    def _stop(self) -> None:
        self._portals.closing = True
        for server in self._servers:
            server.stop()

    def leave(self) -> None:
        """Stop, since another process answers in place of this one."""
        self._portals.closing = True
        for server in self._servers:
            server.leave()

    async def renew(self) -> None:
        """Serve with a certificate for the names that portals have now."""
        try:
            certificate = await asyncio.to_thread(certificate_for, self._config, self._portals.folder)
        except (CertificateError, HostNameError, UnreachableError) as error:
            WORKERS.error("nothing is reloaded: %s", error)
            return
        for server in self._servers:
            if server.config.ssl is not None:
                server.config.ssl.load_cert_chain(certificate)
        WORKERS.info("the certificate was read anew; only several workers are replaced")


def _heed_signals(terminal: Terminal, running: Running) -> None:
    """Do what signals say, in a server of one process."""
    loop = asyncio.get_running_loop()
    tasks = set()

    def hang_up() -> None:
        if terminal.is_gone():
            running.stop()
            return
        task = loop.create_task(running.renew())
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    loop.add_signal_handler(signal.SIGHUP, hang_up)
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, running.stop)


def _heed_parent(parent_gone: int, running: Running) -> None:
    """Do what the process says that started this one; stop when it is gone."""
    loop = asyncio.get_running_loop()

    def orphaned() -> None:
        loop.remove_reader(parent_gone)
        running.stop()

    loop.add_reader(parent_gone, orphaned)
    loop.add_signal_handler(signal.SIGTERM, running.stop)
    loop.add_signal_handler(LEAVE, running.leave)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
