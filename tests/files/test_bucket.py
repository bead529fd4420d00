"""Contents in a bucket: of a real server that speaks S3, also when it is slow, fails or goes away in the middle."""

import http.client
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import boto3
import pytest
from click.testing import CliRunner
from moto.server import ThreadedMotoServer

from homeport.cli import main
from homeport.domain.files import files
from homeport.portals import contents
from homeport.portals.folder import DataFolder
from homeport.store.blobs import MissingError, UnkeptError, UnreadableError
from homeport.store.s3 import BucketBlobs
from tests.conftest import Folders, Wire, api_of
from tests.methods.disk.conftest import Disk, coded, download

LARGE = os.urandom(3_000_000)


class Between:
    """Stands between a client and the server of the bucket, and does what a test says to requests.

    :ivar trouble: ``500``, ``cut``, ``refuse``, ``slow`` or nothing
    :ivar only: the verbs that are hit
    :ivar free: ends what is slow
    """

    def __init__(self, port: int) -> None:
        self.trouble: str | None = None
        self.only = ("GET", "PUT", "POST", "DELETE", "HEAD")
        self.free = threading.Event()
        between = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args: Any) -> None:
                pass

            def answer(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                body = self.rfile.read(length)
                hit = between.trouble if self.command in between.only else None
                if hit == "refuse":
                    self.close_connection = True
                    return
                if hit == "slow":
                    between.free.wait(30)
                    self.close_connection = True
                    return
                if hit == "500":
                    self.send_response(500)
                    self.send_header("content-length", "0")
                    self.end_headers()
                    return
                behind = http.client.HTTPConnection("127.0.0.1", port)
                behind.request(self.command, self.path, body or None, dict(self.headers))
                found = behind.getresponse()
                content = found.read()
                self.send_response(found.status)
                for name, value in found.getheaders():
                    if name.lower() not in ("connection", "transfer-encoding", "content-length", "server", "date"):
                        self.send_header(name, value)
                size = found.getheader("content-length") if self.command == "HEAD" else str(len(content))
                self.send_header("content-length", size or "0")
                self.end_headers()
                if hit == "cut" and len(content) > 1_000:
                    self.wfile.write(content[: len(content) // 2])
                    self.close_connection = True
                elif self.command != "HEAD":
                    self.wfile.write(content)

            do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer  # noqa: N815

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture(scope="module")
def moto() -> Iterator[int]:
    server = ThreadedMotoServer("127.0.0.1", port=0)
    server.start()
    yield server.get_host_and_port()[1]
    server.stop()


@pytest.fixture
def between(moto: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Between]:
    found = Between(moto)
    for name, value in {
        "AWS_ENDPOINT_URL_S3": found.url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    yield found
    found.free.set()
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def blobs(between: Between, tmp_path: Path) -> BucketBlobs:
    bucket = f"b{os.urandom(6).hex()}"
    boto3.client("s3").create_bucket(Bucket=bucket)
    return BucketBlobs(tmp_path / "files", lambda: b"key", lambda: True, f"s3://{bucket}/some/where")


def left(blobs: BucketBlobs) -> list[Path]:
    return list((blobs.path / "new").glob("*"))


def test_contents_come_and_go(blobs: BucketBlobs) -> None:
    hash_ = blobs.put(LARGE)
    assert blobs.put(LARGE) == hash_
    assert list(blobs.hashes()) == [hash_]
    assert (blobs.size(hash_), blobs.is_whole(hash_), left(blobs)) == (len(LARGE), True, [])
    with blobs.open(hash_) as file:
        assert file.read(10) == LARGE[:10]
        file.seek(2_000_000)
        assert file.read() == LARGE[2_000_000:]
    with pytest.raises(MissingError):
        blobs.open("0" * 64)
    with pytest.raises(MissingError):
        blobs.open("../../etc/passwd")


def test_what_no_row_names_is_swept(blobs: BucketBlobs) -> None:
    kept, gone = blobs.put(b"kept"), blobs.put(b"gone")
    assert blobs.sweep(lambda: {kept}) == 0
    with blobs.holding():
        assert blobs.sweep(lambda: {kept}, grace=3600) == 0
    assert blobs.sweep(lambda: {kept}, grace=-1) == 1
    assert list(blobs.hashes()) == [kept]
    with pytest.raises(MissingError):
        blobs.open(gone)


def test_who_keeps_content_again_while_it_is_swept_has_it(blobs: BucketBlobs, monkeypatch: pytest.MonkeyPatch) -> None:
    hash_ = blobs.put(b"again")

    def named() -> set[str]:
        # somebody keeps it again once the sweeper knows what is named; the old key is no longer young
        monkeypatch.setattr("homeport.store.s3.YOUNG_SECONDS", -10)
        assert blobs.put(b"again") == hash_
        return set()

    assert blobs.sweep(named, grace=-1) == 1
    with blobs.open(hash_) as file:
        assert file.read() == b"again"


@pytest.mark.parametrize("trouble", ["500", "refuse", "slow"])
def test_a_bucket_that_fails_keeps_nothing(
    blobs: BucketBlobs, between: Between, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    monkeypatch.setattr("homeport.store.s3.READ_SECONDS", 0.5)
    monkeypatch.setattr("homeport.store.s3.TRIES", 2)
    hash_ = blobs.put(b"one")
    between.trouble = trouble
    with pytest.raises(UnkeptError):
        blobs.put(b"two")
    assert left(blobs) == []
    with pytest.raises(UnreadableError):
        blobs.open(hash_)
    between.trouble = None
    assert list(blobs.hashes()) == [hash_]


def test_an_answer_that_breaks_off_is_read_on(blobs: BucketBlobs, between: Between) -> None:
    hash_ = blobs.put(LARGE)
    between.trouble, between.only = "cut", ("GET",)
    with blobs.open(hash_) as file:
        assert file.read() == LARGE
    between.trouble = None
    with blobs.open(hash_) as file:
        assert file.read(100_000) == LARGE[:100_000]
        between.trouble = "refuse"
        file.seek(0)
        with pytest.raises(UnreadableError):
            file.seek(2_000_000)
            file.read()


@pytest.fixture
def stored(folders: Folders, blobs: BucketBlobs, tmp_path: Path) -> Iterator[Wire]:
    """A portal whose contents are in the bucket."""
    folder = folders.demo(tmp_path / "data")
    folder = folder if isinstance(folder, DataFolder) else DataFolder(folder)
    folder.blobs = blobs
    wire = Wire(folder)
    yield wire
    wire.close()
    folders.forget(folder)


def kept(wire: Wire) -> set[str]:
    with wire.portal.store.snapshot() as tx:
        return files.hashes(tx)


def test_a_portals_files_are_in_the_bucket(stored: Wire, blobs: BucketBlobs, tmp_path: Path) -> None:
    disk = Disk(api_of(stored, 1))
    number = disk.file("a.bin", LARGE)
    assert disk.content(number) == LARGE
    url = disk.api("disk.file.get", id=number)["DOWNLOAD_URL"]
    part = download(disk.api, url, headers={"range": "bytes=1000000-1000009"})
    assert (part.status, part.body) == (206, LARGE[1_000_000:1_000_010])
    assert set(blobs.hashes()) == kept(stored)
    assert list(contents.broken(blobs, kept(stored))) == []
    assert not (tmp_path / "data" / "files").exists()


@pytest.mark.parametrize("trouble", ["500", "refuse"])
def test_a_bucket_that_fails_is_told_of_and_leaves_nothing(stored: Wire, between: Between, trouble: str) -> None:
    disk = Disk(api_of(stored, 1))
    number = disk.file("a.bin", b"one")
    url = disk.api("disk.file.get", id=number)["DOWNLOAD_URL"]
    between.trouble = trouble
    given = {"id": disk.root, "data": {"NAME": "b.bin"}, "fileContent": ["b.bin", coded(b"two")]}
    refused = disk.api.send("disk.folder.uploadFile", **given).error
    assert refused == (400, "ERROR_COULD_NOT_SAVE_FILE", "Could not save file")
    assert download(disk.api, url).status == 503
    between.trouble = None
    assert download(disk.api, url).body == b"one"
    assert disk.names() == ["a.bin"]
    assert len(kept(stored)) == 1


def test_contents_move_between_the_folder_and_a_bucket(wire: Wire, blobs: BucketBlobs) -> None:
    disk = Disk(api_of(wire, 1))
    disk.file("a.bin", LARGE)
    folder = wire.folder.blobs
    contents.carry(folder, blobs, contents.named(wire.folder))
    assert set(blobs.hashes()) == kept(wire)
    for hash_ in kept(wire):
        folder.file(hash_).unlink()
    contents.carry(blobs, folder, contents.named(wire.folder))
    assert list(contents.broken(folder, kept(wire))) == []


def test_the_command_copies_contents(folders: Folders, blobs: BucketBlobs, tmp_path: Path) -> None:
    folder = folders.demo(tmp_path / "data")
    wire = Wire(folder)
    Disk(api_of(wire, 1)).file("a.bin", LARGE)
    named = kept(wire)
    wire.close()
    wanted = [f"--data={tmp_path / 'data'}"]
    if wire.folder.database:
        wanted.append(f"--database={wire.folder.database}")
    run = CliRunner()
    made = run.invoke(main, ["files", "copy", blobs.place.rstrip("/"), *wanted])
    assert made.exit_code == 0, made.output
    assert set(blobs.hashes()) == named
    again = run.invoke(main, ["files", "copy", "folder", *wanted])
    assert (again.exit_code, "is where they are" in again.output) == (2, True)
    wrong = run.invoke(main, ["files", "copy", "http://example.test/", *wanted])
    assert (wrong.exit_code, "is no URL such as s3://bucket/prefix" in wrong.output) == (2, True)
    folders.forget(wire.folder)
