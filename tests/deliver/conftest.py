"""A data folder whose server delivers, and a handler to deliver to."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from homeport.deliver import deliverer
from homeport.domain.app import applications
from homeport.domain.events import outbox
from homeport.domain.events.outbox import Call
from homeport.domain.portal.apps.apps import App
from homeport.domain.portal.settings import clock_of
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import Transaction
from homeport.testing.portal import LocalPortal
from homeport.testing.server import LocalServer
from tests.conftest import Folders
from tests.handler import WAIT_SECONDS, Handler

NOON = 1_900_000_000.0


@pytest.fixture
def folder(folders: Folders, tmp_path: Path) -> Iterator[DataFolder]:
    """The demo portal's data folder, this test's own."""
    folder = folders.demo(tmp_path / "data")
    yield folder
    folders.forget(folder)


@pytest.fixture
def handler() -> Iterator[Handler]:
    with Handler() as handler:
        yield handler


@pytest.fixture
def server(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalServer]:
    monkeypatch.setattr(deliverer, "LOOK_SECONDS", 0.02)  # the tests change the portal as another process does
    with LocalServer(folder) as server:
        yield server


@pytest.fixture
def portal(folder: DataFolder, server: LocalServer) -> Iterator[LocalPortal]:
    """The portal as another process changes it, while the server serves it."""
    portal = LocalPortal(folder, server.addresses, DEFAULT)
    yield portal
    portal.close()


class Applications:
    """Adds and removes applications of a portal, and waits for what becomes of their calls."""

    def __init__(self, portal: LocalPortal) -> None:
        self.portal = portal
        self.key = portal.folder.key()

    def _write(self, job: Callable[[Transaction, Any], Any]) -> Any:
        return self.portal.write(lambda tx: job(tx, clock_of(tx)))

    def add(self, url: str, **options: Any) -> App:
        given = {"title": "Test", "scopes": "crm,user", "user_id": 1, "api_only": True, "handler_url": url, **options}
        app: App = self._write(lambda tx, clock: applications.add(tx, clock, self.key, **given))[0]
        return app

    def install(self, app: App, user_id: int | None = None) -> None:
        self._write(lambda tx, clock: applications.install(tx, clock, app, user_id))

    def uninstall(self, app: App) -> None:
        self._write(lambda tx, clock: applications.uninstall(tx, clock, app))

    def calls(self) -> list[Call]:
        return self.portal.read(outbox.listed)

    def tried(self, attempts: int = 1) -> Call:
        """The only call that there is, once it was tried so often."""
        return self._once_tried(attempts, lambda call: True)

    def tried_of(self, app: App) -> Call:
        """An application's only call, once it was tried."""
        return self._once_tried(1, lambda call: call.client_id == app.client_id)

    def _once_tried(self, attempts: int, is_wanted: Callable[[Call], bool]) -> Call:
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            (call,) = filter(is_wanted, self.calls())
            if call.attempts >= attempts:
                return call
            assert time.monotonic() < deadline, f"not tried: {call}"
            threading.Event().wait(0.01)


@pytest.fixture
def applications_of_portal(portal: LocalPortal) -> Applications:
    return Applications(portal)
