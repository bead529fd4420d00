"""Puts the parts together: configuration, portals, registry, ASGI application."""

import contextlib
import re
import secrets
import time
from pathlib import Path
from typing import NamedTuple

from homeport import methods
from homeport.config import Config
from homeport.core.errors import PORTAL_DELETED
from homeport.domain.portal.portal import Portal
from homeport.domain.portal.settings import clock_of
from homeport.rpc import Registry
from homeport.store import SqliteStore
from homeport.store.counters import Counters
from homeport.store.journal import Journal
from homeport.store.schema import migrate
from homeport.wire.http import RestApp

DEFAULT = "default"
"""The portal that answers for every host name without one of its own."""

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?=.{{1,200}}$){_LABEL}(\.{_LABEL})*")
"""A portal's name: a host name short enough to name files too, with the endings that these have."""
_PORT = re.compile(r":\d+$")


class DataFolder:
    """The folder of a server's portals, keys and certificates.

    :param path: created when missing, readable only by its owner
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.portals = path / "portals"
        self.portals.mkdir(mode=0o700, exist_ok=True)
        self.requests = path / "requests"
        self.requests.mkdir(mode=0o700, exist_ok=True)
        self.certificates = path / "certificates"

    def key(self) -> bytes:
        """The secret that credentials are hashed with; made at the first call."""
        path = self.path / "secret.key"
        if not path.exists():
            temporary = path.with_suffix(f".{secrets.token_hex(4)}")
            temporary.touch(mode=0o600)
            temporary.write_bytes(secrets.token_bytes(32))
            with contextlib.suppress(FileExistsError):  # another process was first: its key is the one
                path.hardlink_to(temporary)
            temporary.unlink()
        return path.read_bytes()

    def portal_file(self, name: str) -> Path:
        """The database file of a portal.

        :raises ValueError: when the name is not a host name
        """
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not a host name, such as shop.example.test")
        return self.portals / f"{name}.db"

    def journal_file(self, name: str) -> Path:
        """The request log of a portal."""
        return self.requests / f"{name}.jsonl"

    def names(self) -> list[str]:
        """The portals that exist, the default one first."""
        found = sorted(path.stem for path in self.portals.glob("*.db"))
        return sorted(found, key=lambda name: name != DEFAULT)

    def host_names(self) -> list[str]:
        """The portals that have a host name of their own."""
        return [name for name in self.names() if name != DEFAULT]


class Portals:
    """The portals of a data folder, opened when first asked for.

    Portals that another process adds or removes are noticed within a second.

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

    def of_host(self, host: str) -> Portal:
        """The portal of a Host header, else the default one.

        :raises CallError: ``PORTAL_DELETED``
        """
        now = time.monotonic()
        if now - self._checked > self.RECHECK_SECONDS:
            self._recheck(now)
        portal = self._of_host.get(host)
        if portal is None:
            name = _PORT.sub("", host).lower()
            exists = _NAME.fullmatch(name) and self._folder.portal_file(name).exists()
            portal = self.get(name if exists else DEFAULT)
            if len(self._of_host) < 10_000:  # callers choose the header, so the cache is bounded
                self._of_host[host] = portal
        return portal

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
