"""Puts the parts together: configuration, portals, registry, ASGI application."""

import re
import time
from pathlib import Path
from typing import NamedTuple

from homeport import methods
from homeport.config import Config
from homeport.core.errors import PORTAL_DELETED
from homeport.domain.portal.portal import Portal, PortalMovedError
from homeport.domain.portal.settings import clock_of
from homeport.portals.folder import DEFAULT, DataFolder, is_name
from homeport.rpc import Registry
from homeport.store import SqliteStore
from homeport.store.counters import Counters
from homeport.store.journal import Journal
from homeport.store.schema import migrate
from homeport.wire.http import RestApp

_PORT = re.compile(r":\d+$")


class Portals:
    """The portals of a data folder, opened when first asked for.

    Those that any process adds, removes or renames are noticed at the next request; files that somebody moves by hand,
    within a second.

    :param counters: shared by the workers of a server; of this process alone unless given
    :param log_requests: whether requests are kept in the request log
    """

    RECHECK_SECONDS = 1.0

    def __init__(self, folder: DataFolder, counters: Counters | None = None, *, log_requests: bool = True) -> None:
        self._folder = folder
        self._key = folder.key()
        self._counters = counters or Counters()
        self._log_requests = log_requests
        self._open: dict[str, _Opened] = {}
        self._of_host: dict[str, Portal] = {}
        self._checked = 0.0
        self._changes = b""

    def of_host(self, host: str) -> Portal:
        """The portal of a Host header, else the default one.

        :raises CallError: ``PORTAL_DELETED``
        :raises PortalMovedError: when the portal of that name has another name now
        """
        now = time.monotonic()
        if now - self._checked > self.RECHECK_SECONDS or self._folder.changes.now() != self._changes:
            self._recheck(now)
        portal = self._of_host.get(host)
        if portal is None:
            portal = self.get(self._named(_PORT.sub("", host).lower()))
            if len(self._of_host) < 10_000:  # callers choose the header, so the cache is bounded
                self._of_host[host] = portal
        return portal

    def _named(self, name: str) -> str:
        if not is_name(name):
            return DEFAULT
        moved = self._folder.new_name(name)
        if moved is not None:
            raise PortalMovedError(moved)
        return name if self._folder.portal_file(name).exists() else DEFAULT

    def get(self, name: str) -> Portal:
        """A portal by its name, brought to the newest schema.

        :raises CallError: ``PORTAL_DELETED`` when it has no file
        """
        opened = self._open.get(name)
        if opened is None:
            path = self._folder.portal_file(name)
            file_number = _file_number(path)
            if file_number is None:
                raise PORTAL_DELETED()
            migrate(path)
            store = SqliteStore(path)
            with store.snapshot() as tx:
                clock = clock_of(tx)
            journal = Journal(self._folder.journal_file(name)) if self._log_requests else None
            portal = Portal(name, store, clock, self._key, self._counters, journal)
            opened = self._open[name] = _Opened(portal, file_number)
        return opened.portal

    def _recheck(self, now: float) -> None:
        self._checked = now
        self._changes = self._folder.changes.now()
        for name, opened in list(self._open.items()):
            if _file_number(self._folder.portal_file(name)) != opened.file_number:
                del self._open[name]
                _close(opened.portal)
        self._of_host.clear()

    def close(self) -> None:
        """Close every portal; may be called twice."""
        while self._open:
            _close(self._open.popitem()[1].portal)


def _close(portal: Portal) -> None:
    if portal.journal is not None:
        portal.journal.close()
    portal.store.close()


class _Opened(NamedTuple):
    """An open portal, and which file it was opened from."""

    portal: Portal
    file_number: int


def _file_number(path: Path) -> int | None:
    """Tells a portal's file from another that was put in its place; None when there is none."""
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None


def make_app(config: Config, portals: Portals, registry: Registry | None = None) -> RestApp:
    """The ASGI application of a server.

    :param registry: the methods served; all of the product's unless given
    """
    return RestApp(portals, registry or methods.load(), config.max_body)
