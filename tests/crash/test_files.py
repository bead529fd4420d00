"""A server that is killed while files are sent to it: none that it acknowledged is lost, no row lacks its content."""

import json
import os
import threading
from base64 import b64encode
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from homeport.checkup import check
from homeport.portals import contents
from homeport.portals.folder import DataFolder
from tests.crash.victim import TIMEOUT, Caller, KilledError, Victim
from tests.property.profile import SCALE

CYCLES = 6 * SCALE
ENOUGH = 12
"""Files after which the server is killed."""
BOUNDARY = "b0undary"


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Victim]:
    victim = Victim(tmp_path)
    yield victim
    victim.kill()


class Sender:
    """Sends files without pause, by either way, and remembers those that were acknowledged."""

    def __init__(self, victim: Victim, name: str) -> None:
        self._victim = victim
        self._name = name
        self._count = 0
        self.kept: dict[int, bytes] = {}

    def send(self, root: int, over: threading.Event) -> None:
        """Send until the server is gone."""
        call = Caller(self._victim)
        try:
            while not over.is_set():
                self._count += 1
                content = os.urandom(1000 + 70_000 * (self._count % 3))
                way = self._within if self._count % 2 else self._beside
                self.kept[way(call, root, f"{self._name} {self._count}.bin", content)] = content
        except (KilledError, HTTPException, OSError, KeyError, ValueError):
            return
        finally:
            call.close()

    @staticmethod
    def _within(call: Caller, root: int, name: str, content: bytes) -> int:
        pair = [name, b64encode(content).decode()]
        return int(call("disk.folder.uploadFile", id=root, data={"NAME": name}, fileContent=pair)["result"]["ID"])

    def _beside(self, call: Caller, root: int, name: str, content: bytes) -> int:
        url = urlsplit(call("disk.folder.uploadFile", id=root)["result"]["uploadUrl"])
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
        connection = HTTPConnection(self._victim.address, timeout=TIMEOUT)
        try:
            kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
            connection.request("POST", f"{url.path}?{url.query}", body, kind)
            return int(json.loads(connection.getresponse().read())["result"]["ID"])
        finally:
            connection.close()


def downloaded(victim: Victim, call: Caller, file: int) -> bytes:
    url = urlsplit(call("disk.file.get", id=file)["result"]["DOWNLOAD_URL"])
    connection = HTTPConnection(victim.address, timeout=TIMEOUT)
    try:
        connection.request("GET", f"{url.path}?{url.query}")
        return connection.getresponse().read()
    finally:
        connection.close()


def test_a_killed_server_keeps_the_files_that_it_acknowledged(victim: Victim) -> None:
    folder = DataFolder(victim.data)
    senders = [Sender(victim, name) for name in ("first", "second")]
    for _ in range(CYCLES):
        victim.start()
        call = Caller(victim)
        storages = call("disk.storage.getList", filter={"ENTITY_TYPE": "user"})["result"]
        root = int(storages[0]["ROOT_OBJECT_ID"])
        for sender in senders:
            for file, content in list(sender.kept.items())[-5:]:
                assert downloaded(victim, call, file) == content
        call.close()
        before = sum(len(sender.kept) for sender in senders)
        over = threading.Event()
        threads = [threading.Thread(target=sender.send, args=(root, over)) for sender in senders]
        for thread in threads:
            thread.start()
        while sum(len(sender.kept) for sender in senders) < before + ENOUGH:
            threads[0].join(0.01)
            assert any(thread.is_alive() for thread in threads)
        victim.kill()
        over.set()
        for thread in threads:
            thread.join()
        named = contents.named(folder)
        assert len(named) >= sum(len(sender.kept) for sender in senders)
        assert list(contents.broken(folder.blobs, named)) == []
    found = check(victim.data, "127.0.0.1", None, None, thorough=True)
    assert [each.what for each in found if each.state == "wrong" and "Port" not in each.what.split()[0]] == []
    assert contents.sweep(folder, grace=0) <= 2 * CYCLES, "at most what each had sent when the server was killed"
    assert list((folder.blobs.path / "new").iterdir()) == []
    assert list(contents.broken(folder.blobs, contents.named(folder))) == []
