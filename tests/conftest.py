"""A portal for each test: a copy of a template file, called through the whole wire but without sockets."""

import asyncio
import gc
import json
import os
import shutil
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from homeport import methods
from homeport.app import Portals, make_app
from homeport.config import Config
from homeport.core.clock import Clock
from homeport.core.connections import ABORT
from homeport.domain import demo
from homeport.domain.portal import info, settings
from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.credentials.codes import WEBHOOK_LENGTH, new_code
from homeport.domain.portal.portal import Portal
from homeport.domain.records import scopes
from homeport.portals.built_in import DEMO, DEMO_SCOPES, add_demo_webhooks
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.portals.lifecycle import settle
from homeport.rpc import Registry
from homeport.store import files
from homeport.store.schema import migrate
from tests.cluster import Cluster, name_of


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--store", choices=("sqlite", "postgresql"), default="sqlite", help="where portals are stored")


def pytest_configure() -> None:
    """What tests call is on this machine: no proxy of it is asked, nor by what they start."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]


def pytest_collection_finish() -> None:
    """What is there now stays: no collection need look at it, and what a test leaves behind is collected sooner."""
    gc.collect()
    gc.freeze()


REGISTRY = methods.load()


class Answer:
    """An HTTP answer."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def result(self) -> Any:
        assert self.status == 200, self.body
        return self.json["result"]

    @property
    def error(self) -> tuple[int, str, str]:
        """Status, code and text of a refusal."""
        assert set(self.json) == {"error", "error_description"}, self.body
        return self.status, self.json["error"], self.json["error_description"]


class Wire:
    """Sends requests into the ASGI application, as a server would.

    :param registry: the methods served; all of the product's unless given
    """

    def __init__(self, folder: Path | DataFolder, registry: Registry = REGISTRY) -> None:
        self.folder = folder if isinstance(folder, DataFolder) else DataFolder(folder)
        self.portals = Portals(self.folder)
        self._app = make_app(Config(data=self.folder.path), self.portals, registry)
        self._runner = asyncio.Runner()

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """What comes of something that is awaited where requests are."""
        return self._runner.run(coroutine)

    @property
    def portal(self) -> Portal:
        return self.portals.get(DEFAULT)

    def set(self, **values: Any) -> None:
        """Change settings of the portal, as an operator does."""
        self.portal.store.write_now(lambda tx: settings.change(tx, values))

    def freeze(self, at: float) -> None:
        """Hold the portal's clock.

        :param at: seconds since 1970
        """
        self.set(clock={"frozen_at": at})

    def send(
        self,
        path: str,
        *,
        verb: str = "POST",
        query: str | bytes = b"",
        body: bytes = b"",
        content_type: str | None = "application/json",
        host: str = "localhost",
        source: str = "192.0.2.1",
        scheme: str = "http",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """One request.

        :param source: the address it comes from
        :param headers: more headers, by their names in small letters
        """
        return self._runner.run(self._send(path, verb, query, body, content_type, host, source, scheme, headers))

    def send_together(self, requests: list[dict[str, Any]]) -> list[Answer]:
        """Several requests at once; each a dict of :meth:`send`'s arguments."""

        async def all_of_them() -> list[Answer]:
            defaults = {
                "verb": "POST",
                "query": b"",
                "body": b"",
                "content_type": "application/json",
                "host": "localhost",
                "source": "192.0.2.1",
                "scheme": "http",
                "headers": None,
            }
            return await asyncio.gather(*(self._send(**{**defaults, **request}) for request in requests))

        return self._runner.run(all_of_them())

    async def _send(
        self,
        path: str,
        verb: str,
        query: str | bytes,
        body: bytes,
        content_type: str | None,
        host: str,
        source: str,
        scheme: str,
        headers: dict[str, str] | None,
    ) -> Answer:
        sent: list[Any] = []
        pairs = [(b"host", host.encode())]
        if content_type is not None:
            pairs.append((b"content-type", content_type.encode("latin-1")))
        pairs += [(name.encode(), value.encode("latin-1")) for name, value in (headers or {}).items()]
        scope = {
            "type": "http",
            "method": verb,
            "path": path,
            "query_string": query.encode() if isinstance(query, str) else query,
            "headers": pairs,
            "client": (source, 40_000),
            "scheme": scheme,
            "extensions": {ABORT: {"now": lambda: sent.append(None)}},
        }

        parts = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Any:
            if not parts:
                await asyncio.Event().wait()  # the client stays: it would be told here if not
            return parts.pop()

        async def send(message: Any) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        if sent == [None]:
            raise ConnectionAbortedError
        names: dict[str, str] = {}
        for name, value in sent[0]["headers"]:  # of those that are there twice, cookies, one follows the other
            names[name.decode()] = "; ".join(filter(None, (names.get(name.decode()), value.decode())))
        return Answer(sent[0]["status"], names, b"".join(part["body"] for part in sent[1:]))

    def close(self) -> None:
        self.portals.close()
        self._runner.close()


class Api:
    """Calls methods as one user."""

    def __init__(self, wire: Wire, user_id: int, code: str) -> None:
        self.wire = wire
        self.user_id = user_id
        self.base = f"/rest/{user_id}/{code}/"

    def send(self, method: str, /, **params: Any) -> Answer:
        """The whole answer of a call."""
        return self.wire.send(self.base + method, body=json.dumps(params).encode())

    def __call__(self, method: str, /, **params: Any) -> Any:
        """The result of a call that succeeds."""
        return self.send(method, **params).result

    def refused(self, method: str, /, **params: Any) -> tuple[int, str]:
        """Status and code of a call that is refused."""
        return self.send(method, **params).error[:2]


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo portal's people, goods and records, made once and copied for each test. Nobody works
    there yet: tests of tasks, groups, calendars, files and fields begin with none.
    """
    path = tmp_path_factory.mktemp("demo") / "data"
    make_demo(DataFolder(path))
    return path


def make_demo(folder: DataFolder) -> None:
    """Make the default portal of a folder, with what :func:`demo_folder` says."""
    with folder.new_file(DEFAULT) as fresh:
        migrate(fresh)
        with files.edited(fresh) as tx:
            info.create(tx, Clock(), baseline=DEMO)
            scopes.install(tx)
            demo.load(tx, Clock(), work=False)
            add_demo_webhooks(tx, Clock(), folder)
        settle(folder, DEFAULT, fresh)


class Folders:
    """Data folders, whose portals are stored where ``--store`` says.

    :param demo: one with the demo portal
    """

    def __init__(self, demo: Path, cluster: Cluster | None) -> None:
        self._demo = demo
        self.cluster = cluster
        self._template = ""
        if cluster is not None:
            url = cluster.create()
            folder = DataFolder(demo, url)
            make_demo(folder)
            folder.close()
            self._template = name_of(url)

    def demo(self, path: Path) -> DataFolder:
        """A new folder with the demo portal."""
        shutil.copytree(self._demo, path)
        folder = DataFolder(path, self.cluster and self.cluster.create(self._template))
        folder.throw_away()
        return folder

    def bare(self, path: Path) -> DataFolder:
        """A new folder without portals."""
        return DataFolder(path, self.cluster and self.cluster.create())

    def forget(self, folder: DataFolder) -> None:
        """Give the room back that a folder's portals take."""
        folder.close()
        if self.cluster is not None and folder.database is not None:
            self.cluster.drop(folder.database)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of this test process's own."""
    cluster = Cluster()
    yield cluster
    cluster.close()


@pytest.fixture(scope="session")
def folders(request: pytest.FixtureRequest, demo_folder: Path) -> Folders:
    """Makes data folders."""
    stored_in_files = request.config.getoption("store") == "sqlite"
    return Folders(demo_folder, None if stored_in_files else request.getfixturevalue("cluster"))


@pytest.fixture
def in_files(folders: Folders) -> None:
    """For tests of what files alone have, such as a name of their own."""
    if folders.cluster is not None:
        pytest.skip("portals are not stored in files")


@pytest.fixture
def wire(folders: Folders, tmp_path: Path) -> Iterator[Wire]:
    """The demo portal, this test's own."""
    wire = Wire(folders.demo(tmp_path / "data"))
    yield wire
    wire.close()
    folders.forget(wire.folder)


def api_of(wire: Wire, user_id: int, scopes: str = DEMO_SCOPES) -> Api:
    """Calls as any user, by a webhook made for it."""
    code = new_code(WEBHOOK_LENGTH)
    portal = wire.portal
    portal.store.write_now(
        lambda tx: webhooks.add(
            tx, portal.clock, wire.folder.key(), user_id, scopes, code=code, title="test", expires=None
        )
    )
    return Api(wire, user_id, code)


@pytest.fixture
def admin(wire: Wire) -> Api:
    """Calls as the administrator, user 1."""
    return api_of(wire, 1)


@pytest.fixture
def seller(wire: Wire) -> Api:
    """Calls as the salesperson Clara Mast, user 3."""
    return api_of(wire, 3)
