"""Puts the parts together: configuration, portals, registry, ASGI application."""

import asyncio
import re
import resource
import threading
import time
import weakref
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from importlib import import_module
from itertools import chain, count
from typing import NamedTuple, TypeVar

from msgspec import MsgspecError

from homeport import methods
from homeport.config import Config
from homeport.core.errors import ERROR_METHOD_NOT_FOUND, PORTAL_DELETED, CallError
from homeport.core.hosts import is_oauth_host
from homeport.core.log import LOG
from homeport.domain.portal.apps import apps, tokens
from homeport.domain.portal.credentials.codes import hash_code
from homeport.domain.portal.portal import Portal
from homeport.domain.portal.settings import clock_of
from homeport.portals.folder import DEFAULT, DataFolder, is_name
from homeport.portals.holders import Holders
from homeport.rpc import Registry
from homeport.server import slow_queries
from homeport.server.addresses import Addresses
from homeport.server.site import Application, Site
from homeport.store import GoneError, MovedError, Store, Transaction
from homeport.store.counters import Counters
from homeport.store.journal import Journal
from homeport.store.meters import Meters
from homeport.store.pool import Use, together
from homeport.store.schema import NewerSchemaError, NotAPortalError
from homeport.store.slow import SlowLog, Watch
from homeport.wire.http import Receive, RestApp, Scope, Send
from homeport.wire.oauth import OAuthApp
from homeport.wire.tracing import Tracing

T = TypeVar("T")

MOST_OPEN = 100
"""Portals that are open at once at most, unless more of them are in use."""
DESCRIPTORS = 32
"""How many file descriptors a process may have for each portal that it keeps open: an open one takes eight."""

_PORT = re.compile(r":\d+$")


class Portals:
    """The portals of a data folder, opened when first asked for.

    Those that any process adds, removes or renames are noticed at the next request; files that somebody moves by hand,
    within a second.

    :param counters: shared by the workers of a server; of this process alone unless given
    :param meters: where this worker counts; of this process alone unless given
    :param log_requests: whether requests are kept in the request log
    :param slow_query: seconds; statements that take longer are logged
    """

    RECHECK_SECONDS = 1.0

    def __init__(
        self,
        folder: DataFolder,
        counters: Counters | None = None,
        meters: Meters | None = None,
        *,
        log_requests: bool = True,
        slow_query: float | None = None,
    ) -> None:
        self.woken: Callable[[], None] = lambda: None
        """Called, in a writer's thread, when a transaction was committed that somebody waits for."""
        self.folder = folder
        self.stopping = False
        """Whether the server was told to stop: it answers all the same, for a while."""
        self.closing = False
        """Whether this process is about to stop: what would go on for ever ends then."""
        self.meters = meters or Meters()
        self.meters.waiting = self._waiting
        self.meters.uses = self._uses
        self._key = folder.key()
        self._public = folder.public
        self._counters = counters or Counters()
        self._log_requests = log_requests
        self._slow = None if slow_query is None else SlowLog(slow_query, slow_queries.tell, self.meters.slow)
        self._open: dict[str, _Opened] = {}
        self._of_host: dict[str, Portal] = {}
        self._holders = Holders(folder)
        self._leaving: list[_Leaving] = []
        self._used = count()
        self._opening = threading.RLock()
        """Turns may run in several threads."""
        self._checked = 0.0
        self._changes = b""

    @property
    def at_once(self) -> bool:
        """Whether what may run in a turn may as well be called: the calling thread has one."""
        return self.folder.stores.at_once

    def turn(self, job: Callable[[], T]) -> Awaitable[T]:
        """Run a job that asks for portals and reads of them.

        :raises BusyError: when nothing is free to run it for too long
        """
        return self.folder.stores.turn(job)

    def of_host(self, host: str) -> Portal:
        """The portal of a Host header, else the default one; within a turn.

        :raises CallError: ``PORTAL_DELETED``; ``ERROR_METHOD_NOT_FOUND`` for the authorization server's host names
        :raises MovedError: when the portal of that name has another name now
        """
        self._recheck()
        portal = self._of_host.get(host)
        if portal is None:
            portal = self.get(self._named(_PORT.sub("", host).lower()))
            if len(self._of_host) < 10_000:  # callers choose the header, so the cache is bounded
                self._of_host[host] = portal
        return portal

    def _named(self, name: str) -> str:
        if not is_name(name):
            return DEFAULT
        if self.folder.exists(name):
            return name
        moved = self.folder.new_name(name)
        if moved is not None:
            raise MovedError(moved)
        if self.folder.was_removed(name):
            raise PORTAL_DELETED()
        if is_oauth_host(name):
            raise ERROR_METHOD_NOT_FOUND()  # it has no methods but app.info, which the authorization server answers
        return DEFAULT

    def get(self, name: str) -> Portal:
        """A portal by its name, brought to the newest schema.

        :raises CallError: ``PORTAL_DELETED`` when there is none
        """
        opened = self._open.get(name)
        if opened is None:
            with self._opening:
                opened = self._open.get(name) or self._opened(name)
        opened.used = next(self._used)
        return opened.portal

    def _opened(self, name: str) -> "_Opened":
        identity = self.folder.stores.identities([name]).get(name)
        if identity is None:
            raise self._gone(name)
        try:
            watch = None if self._slow is None else Watch(self._slow, name)
            store = self.folder.stores.open(name, self._wake, self.meters.committed, watch)
        except GoneError:
            raise self._gone(name) from None
        try:
            with store.snapshot() as tx:
                clock = clock_of(tx)
        except (LookupError, ValueError, MsgspecError) as error:
            store.close()
            raise NotAPortalError(name) from error
        journal = Journal(self.folder.journal_file(name)) if self._log_requests else None
        portal = Portal(name, store, clock, self._key, self._counters, self.meters, journal, public=self._public)
        self._make_room()
        opened = self._open[name] = _Opened(portal, identity)
        return opened

    def _gone(self, name: str) -> Exception:
        """Why a portal cannot be opened that was there a moment ago."""
        moved = self.folder.new_name(name)
        return PORTAL_DELETED() if moved is None else MovedError(moved)

    def _make_room(self) -> None:
        """Let go of the portals that were not asked for the longest. Who uses one goes on with it until the end."""
        self._close_left()
        while len(self._open) >= most_open():
            portal = self._let_go(min(self._open, key=lambda each: self._open[each].used))
            self._of_host = {host: found for host, found in self._of_host.items() if found is not portal}

    def _let_go(self, name: str) -> Portal:
        portal = self._open.pop(name).portal
        self._leaving.append(_Leaving(weakref.ref(portal), portal.store, portal.journal))
        return portal

    def _close_left(self) -> None:
        """Close the portals that were let go of and that nobody uses any more."""
        staying = []
        for left in self._leaving:
            if left.portal() is None:
                left.close()
            else:
                staying.append(left)
        self._leaving = staying

    def _waiting(self) -> int:
        """Writes that wait for a writer."""
        return sum(opened.portal.store.waiting for opened in list(self._open.values()))

    def _uses(self) -> dict[str, Use]:
        """How much of each kind of pool is in use."""
        stores = [opened.portal.store for opened in list(self._open.values())]
        found: dict[str, list[Use]] = {}
        for name, use in chain(self.folder.stores.uses().items(), *(store.uses().items() for store in stores)):
            found.setdefault(name, []).append(use)
        return {name: together(uses) for name, uses in found.items()}

    def _wake(self) -> None:
        self.woken()

    def current(self, name: str) -> Portal:
        """A portal by its name, as it is stored now.

        :raises CallError: ``PORTAL_DELETED`` when there is none
        """
        self._recheck()
        return self.get(name)

    def of_client(self, client_id: str) -> Portal:
        """The portal that an application was added to, else the default one.

        :param client_id: which names no two applications of a server
        :raises CallError: ``PORTAL_DELETED`` when there is no default one
        """
        return self._holding(
            lambda: self._holders.of_client(client_id), lambda tx: apps.find_client(tx, client_id) is not None
        )

    def of_token(self, token: str) -> Portal:
        """The portal that an access token is of, else the default one.

        :raises CallError: ``PORTAL_DELETED`` when there is no default one
        """
        hashed = hash_code(self._key, token)
        return self._holding(lambda: self._holders.of_token(token), lambda tx: tokens.find(tx, hashed) is not None)

    def _holding(self, candidates: Callable[[], list[str]], holds: Callable[[Transaction], bool]) -> Portal:
        """The portal that holds something, else the default one. No portal is opened that does not seem to hold it."""
        self._recheck()
        found = self._first(candidates(), holds)
        if found is None:
            self._holders.refresh()
            found = self._first(candidates(), holds)
        return found or self.get(DEFAULT)

    def _first(self, names: list[str], holds: Callable[[Transaction], bool]) -> Portal | None:
        for name in names:
            try:
                portal = self.get(name)
            except (CallError, GoneError, NewerSchemaError, NotAPortalError) as error:  # removed, or of another version
                LOG.warning("portal %s is left out of a search: %s", name, error)
                continue
            if self._holds(portal, holds):
                return portal
        return None

    @staticmethod
    def _holds(portal: Portal, holds: Callable[[Transaction], bool]) -> bool:
        try:
            return holds(portal.store.reading())
        except GoneError:  # removed meanwhile
            return False

    def address(self, portal: Portal) -> str:
        """Where a portal is reached by HTTPS, such as ``https://portal.example.test``, as the last start found it."""
        return Addresses.read(self.folder).of_portal(portal.name).https

    def _recheck(self) -> None:
        now = time.monotonic()
        if now - self._checked <= self.RECHECK_SECONDS and self.folder.changes.now() == self._changes:
            return
        with self._opening:
            self._checked = now
            self._changes = self.folder.changes.now()
            there = self.folder.stores.identities(list(self._open))
            for name, opened in list(self._open.items()):
                if there.get(name) != opened.identity:
                    self._let_go(name)
            self._of_host.clear()
            self._close_left()

    def close(self) -> None:
        """Close every portal; may be called twice."""
        if self._slow is not None:
            self._slow.close()
        while self._open:
            self._let_go(next(iter(self._open)))
        while self._leaving:
            self._leaving.pop().close()
        self.folder.close()


def most_open() -> int:
    """How many portals are kept open: fewer where the process may have few file descriptors."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST_OPEN if allowed == resource.RLIM_INFINITY else min(MOST_OPEN, max(4, allowed // DESCRIPTORS))


@dataclass(slots=True)
class _Opened:
    """An open portal, and what tells it from another of its name.

    :param used: grows with each time that the portal is asked for
    """

    portal: Portal
    identity: Hashable
    used: int = 0


class _Leaving(NamedTuple):
    """What is to be closed of a portal once nobody has it any more."""

    portal: weakref.ref[Portal]
    store: Store
    journal: Journal | None

    def close(self) -> None:
        """Finish what is queued, and let go of the files."""
        if self.journal is not None:
            self.journal.close()
        self.store.close()


def make_app(
    config: Config, portals: Portals, registry: Registry | None = None, tracing: Tracing | None = None
) -> Site:
    """The ASGI application of a server.

    :param registry: the methods served; all of the product's unless given
    :param tracing: what is told of every request, if anything
    """
    registry = registry or methods.load()
    rest = RestApp(portals, registry, config.max_body, tracing)
    return Site(
        rest=rest,
        oauth=OAuthApp(portals, tracing),
        transfers=lambda: _transfers(portals, tracing),
        sections={
            "": lambda: _console(portals, registry, rest),
            "_homeport": lambda: _control(portals),
            "mcp": lambda: _mcp(portals, registry, rest),
        },
    )


def _transfers(portals: Portals, tracing: Tracing | None) -> Application:
    from homeport.wire.files.transfers import Transfers  # noqa: PLC0415  brings the disk, which few calls need

    return Transfers(portals, tracing)


def _console(portals: Portals, registry: Registry, rest: Application) -> Application:
    from homeport.console import application  # noqa: PLC0415  brings Starlette and Jinja2, which no REST call needs

    return application(portals, registry, rest)


def _control(portals: Portals) -> Application:
    from homeport.control.application import application  # noqa: PLC0415  brings Starlette

    return application(portals.folder, portals)


def _mcp(portals: Portals, registry: Registry, rest: Application) -> Application:
    found: Application | None = None

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal found
        if found is None:
            # half a second of imports, aside from the event loop: calls go on meanwhile
            module = await asyncio.to_thread(import_module, "homeport.mcp.http")
            found = module.application(portals, registry, rest)
        await found(scope, receive, send)

    return answer
