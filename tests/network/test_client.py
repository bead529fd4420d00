"""A bad network between a client and the server: who asks again gets there, and nothing is done twice."""

import json
import random
import socket
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest

from homeport.portals.folder import DataFolder
from homeport.testing.portal import LocalPortal
from homeport.testing.server import LocalServer
from tests.conftest import Folders
from tests.network.proxy import TOXICS, Proxy, Toxic
from tests.property.profile import SCALE
from tests.wire.v3.conftest import notes_of, registry

CALLS = 20 * SCALE
SHARE = 0.5
"""Of the connections that are hit: a client that connects anew gets through in the end."""
TRIES = 60
WAIT_SECONDS = 2
"""How long the client waits for an answer before it asks again. A slow machine makes it ask more often, no more."""


class Place:
    """A server with methods that keep notes, behind a proxy."""

    def __init__(self, folder: DataFolder) -> None:
        self.server = LocalServer(folder).start()
        self.portal = LocalPortal(folder, self.server.addresses)
        self.path = self.portal.webhook(1).url.partition("/rest/")[2]
        self.proxy = Proxy(self.server.addresses.ports[0]).__enter__()

    def close(self) -> None:
        self.proxy.__exit__(None)
        self.portal.close()
        self.server.stop()

    def notes(self) -> list[str]:
        """The titles of all notes."""
        return [note["title"] for note in self.portal.read(notes_of)]


class Client:
    """Asks again until it is answered, on another connection each time that something went wrong."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._connection = self._new()
        self.repeats = 0

    def _new(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self._place.proxy.port, timeout=WAIT_SECONDS)

    def add(self, title: str, key: str | None = None) -> dict[str, Any]:
        """Add a note; the answer.

        :param key: of a call that may be asked again
        """
        headers = {"Content-Type": "application/json"} | ({} if key is None else {"Idempotency-Key": key})
        body = json.dumps({"fields": {"title": title, "text": "x" * 500}})
        for _ in range(TRIES):
            try:
                self._connection.request("POST", f"/rest/api/{self._place.path}test.note.add", body, headers)
                answer = self._connection.getresponse()
                said: dict[str, Any] = json.loads(answer.read())
                assert answer.status == 200, said
                return said
            except (HTTPException, OSError, ValueError):
                self.repeats += 1
                self._connection.close()
                self._connection = self._new()
        raise AssertionError(f"{title} was not answered {TRIES} times")

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def place(folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setattr("homeport.app.methods.load", registry)
    folder = folders.demo(tmp_path / "data")
    place = Place(folder)
    yield place
    place.close()
    folders.forget(folder)


@pytest.mark.parametrize("name", [name for name, toxic in TOXICS.items() if not toxic.down])
def test_calls_that_are_asked_again_are_done_once(place: Place, name: str) -> None:
    titles = [f"note {number}" for number in range(CALLS)]
    with closing(Client(place)) as client, place.proxy.toxic(TOXICS[name], SHARE):
        for number, title in enumerate(titles):
            client.add(title, key=title)
            if number % 3 == 0:
                client.close()  # so that another connection may be hit
    assert place.proxy.hits
    assert place.notes() == titles


def test_a_server_that_nobody_reaches_for_a_while_does_nothing_twice(place: Place) -> None:
    titles = [f"note {number}" for number in range(CALLS)]
    chosen = random.Random(1)
    with closing(Client(place)) as client:
        for title in titles:
            if chosen.random() < SHARE:
                with place.proxy.toxic(TOXICS["down"]), pytest.raises(AssertionError, match="not answered"):
                    client.add(title, key=title)
            client.add(title, key=title)
    assert place.notes() == titles


def test_without_a_key_what_is_asked_again_may_be_done_twice(place: Place) -> None:
    """So the tests above could fail: an answer that is lost was an answer to something that happened."""
    with closing(Client(place)) as client, place.proxy.toxic(TOXICS["reset_peer"], SHARE):
        for number in range(CALLS):
            client.add(f"note {number}")
            client.close()
    assert client.repeats
    assert len(place.notes()) > len(set(place.notes())) == CALLS


def test_clients_that_vanish_leave_the_server_to_the_others(place: Place) -> None:
    """Half a request and no more, from many."""
    with place.proxy.toxic(Toxic(limit=60, end="hold", hold=60.0)):
        held = [socket.create_connection(("127.0.0.1", place.proxy.port)) for _ in range(50)]
        for sock in held:
            sock.sendall(f"POST /rest/api/{place.path}test.note.add HTTP/1.1\r\nHost: localhost\r\n".encode())
        with closing(HTTPConnection("127.0.0.1", place.server.addresses.ports[0], timeout=60)) as direct:
            direct.request("POST", f"/rest/api/{place.path}test.note.list", "{}", {"Content-Type": "application/json"})
            assert direct.getresponse().status == 200
        for sock in held:
            sock.close()
    assert place.notes() == []
