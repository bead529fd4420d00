"""A long file comes and goes through a real server, which never has it in its memory."""

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.crash.victim import TIMEOUT, Caller, Victim

PIECE = bytes(range(256)) * 4096
PIECES = 100
SIZE = PIECES * len(PIECE)
MOST_GROWTH = 32 * 1024
"""Kilobytes that the server may take more, for a file three times as long."""
BOUNDARY = "b0undary"
HEAD = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="long.bin"\r\n\r\n'.encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Victim]:
    server = Victim(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def call(server: Victim) -> Iterator[Caller]:
    call = Caller(server)
    yield call
    call.close()


def most_memory(server: Victim) -> int:
    """The most that the server has had until now, in kilobytes."""
    assert server._process is not None
    status = Path(f"/proc/{server._process.pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1])


def ask(server: Victim, verb: str, address: str, body: object = None, **headers: str) -> HTTPConnection:
    url = urlsplit(address)
    connection = HTTPConnection(server.address, timeout=TIMEOUT)
    connection.request(verb, f"{url.path}?{url.query}", body, headers)  # type: ignore[arg-type]
    return connection


def test_a_long_file_takes_no_memory(server: Victim, call: Caller) -> None:
    root = call("disk.storage.getList", filter={"ENTITY_TYPE": "user"})["result"][0]["ROOT_OBJECT_ID"]
    call("disk.folder.uploadFile", id=root, data={"NAME": "short"}, fileContent=["short", "YQ=="])
    told = call("disk.folder.uploadFile", id=root)["result"]
    before = most_memory(server)
    headers = {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "Content-Length": str(len(HEAD) + SIZE + len(TAIL)),
    }
    body = (piece for piece in (HEAD, *(PIECE for _ in range(PIECES)), TAIL))
    with_upload = ask(server, "POST", told["uploadUrl"], body, **headers)
    made = json.loads(with_upload.getresponse().read())["result"]
    with_upload.close()
    assert (made["SIZE"], made["NAME"]) == (str(SIZE), "long.bin")
    download = ask(server, "GET", made["DOWNLOAD_URL"])
    answer, digest = download.getresponse(), hashlib.sha256()
    while part := answer.read(1024 * 1024):
        digest.update(part)
    download.close()
    assert digest.digest() == hashlib.sha256(PIECE * PIECES).digest()
    assert most_memory(server) - before < MOST_GROWTH


def test_a_length_that_lies_leaves_nothing(server: Victim, call: Caller) -> None:
    root = call("disk.storage.getList", filter={"ENTITY_TYPE": "user"})["result"][0]["ROOT_OBJECT_ID"]
    before = children(call, root)
    told = call("disk.folder.uploadFile", id=root)["result"]
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Content-Length": "1000000"}
    cut_short = ask(server, "POST", told["uploadUrl"], HEAD + b"x" * 1000 + TAIL[:5], **headers)
    cut_short.close()
    short = {**headers, "Content-Length": str(len(HEAD) + 10)}
    too_long = ask(server, "POST", told["uploadUrl"], HEAD + b"x" * 1000 + TAIL, **short)
    with contextlib.suppress(ConnectionError):  # what follows the ten bytes is no request, which may end the connection
        assert too_long.getresponse().status == 400
    too_long.close()
    assert children(call, root) == before


def children(call: Caller, folder: str) -> list[dict[str, Any]]:
    """What a folder holds, without the addresses, which are signed for some time from the second they are told in."""
    told = call("disk.folder.getChildren", id=folder)["result"]
    return [{name: value for name, value in each.items() if name != "DOWNLOAD_URL"} for each in told]
