"""Addresses by which files come and go: once, for a while, and as far as rights go."""

import asyncio
import contextlib
import resource
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from homeport.core.connections import ABORT
from homeport.domain.portal.calls import faults
from homeport.domain.portal.calls.faults import Rule
from tests.conftest import Answer, Api, Wire, api_of
from tests.methods.disk.conftest import Disk, coded, download

BOUNDARY = "b0undary"


@pytest.fixture
def disk(admin: Api) -> Disk:
    return Disk(admin)


def form(content: bytes, name: str = "a.txt", field: str = "file") -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def address(disk: Disk, **more: Any) -> str:
    told = disk.api("disk.folder.uploadFile", id=disk.root, **more)
    assert told["field"] == "file"
    return str(told["uploadUrl"])


def send(api: Api, url: str, body: bytes, kind: str = f"multipart/form-data; boundary={BOUNDARY}") -> Answer:
    found: Answer = download(api, url, verb="POST", body=body, content_type=kind)
    return found


def test_a_file_is_taken_whole_and_in_parts(disk: Disk) -> None:
    url = disk.api("disk.file.get", id=disk.file("Büro „1“.txt", b"0123456789"))["DOWNLOAD_URL"]
    whole = download(disk.api, url)
    assert (whole.status, whole.body, whole.headers["content-length"]) == (200, b"0123456789", "10")
    assert whole.headers["content-disposition"] == (
        "attachment; filename=\"B_ro _1_.txt\"; filename*=UTF-8''B%C3%BCro%20%E2%80%9E1%E2%80%9C.txt"
    )
    for wanted, status, body, said in (
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=0-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=-0", 416, b"", "bytes */10"),
        ("bytes=4-2", 416, b"", "bytes */10"),
        ("bytes=0-1,3-4", 200, b"0123456789", None),
        ("lines=1-2", 200, b"0123456789", None),
    ):
        part = download(disk.api, url, headers={"range": wanted})
        assert (part.status, part.body, part.headers.get("content-range")) == (status, body, said), wanted
    head = download(disk.api, url, verb="HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", "10")


def test_what_is_known_already_is_not_sent_again(disk: Disk) -> None:
    file = disk.file("a.txt", b"one")
    url = disk.api("disk.file.get", id=file)["DOWNLOAD_URL"]
    etag = download(disk.api, url).headers["etag"]
    assert download(disk.api, url, headers={"if-none-match": f'"x", {etag}'}).status == 304
    ranged = {"range": "bytes=1-", "if-range": etag}
    assert download(disk.api, url, headers=ranged).status == 206
    disk.api("disk.file.uploadVersion", id=file, fileContent=["a", coded(b"two")])
    assert download(disk.api, url, headers=ranged).status == 200
    assert download(disk.api, url, headers={"if-none-match": etag}).body == b"two"


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.htm", "a.xml", "a.xhtml", "a.js", "a.txt", "a", "a.shtml"])
def test_no_file_becomes_a_page_of_the_portals(disk: Disk, name: str) -> None:
    script = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    url = disk.api("disk.file.get", id=disk.file(name, script))["DOWNLOAD_URL"]
    headers = download(disk.api, url).headers
    assert headers["content-type"] == "application/octet-stream"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"].startswith("attachment")
    assert headers["content-security-policy"].startswith("sandbox")


def test_a_picture_says_what_it_is(disk: Disk) -> None:
    url = disk.api("disk.file.get", id=disk.file("a.PNG"))["DOWNLOAD_URL"]
    assert download(disk.api, url).headers["content-type"] == "image/png"


def test_an_address_is_good_for_an_hour_and_for_nobody_else(wire: Wire, disk: Disk) -> None:
    wire.freeze(1_800_000_000)
    url = disk.api("disk.file.get", id=disk.file("a.txt"))["DOWNLOAD_URL"]
    path, _, token = url.partition("?token=")
    for forged in (
        "",
        "x",
        "disk%7Ce30%7CAAAA",
        token[:-2],
        token.replace("disk", "", 1)[1:],
        "a%7C" * 9,
        "ж",
    ):
        assert download(disk.api, f"{path}?token={forged}").status == 401
    assert download(disk.api, path).status == 401
    wire.freeze(1_800_000_000 + 3600)
    assert download(disk.api, url).error[:2] == (401, "expired_token")


def test_a_right_that_is_gone_closes_the_address(wire: Wire, disk: Disk, seller: Api) -> None:
    sold = Disk(seller)
    shared = disk.folder("Shared")
    file = disk.file("a.txt", folder=shared)
    disk.api("disk.folder.shareToUser", id=shared, userId=3, taskName="disk_access_read")
    url = sold.api("disk.file.get", id=file)["DOWNLOAD_URL"]
    assert download(seller, url).status == 200
    disk.api("disk.file.moveTo", id=file, targetFolderId=disk.root)
    assert download(seller, url).error == (400, "ACCESS_DENIED", "Access denied")
    own = sold.api("disk.file.get", id=sold.file("b.txt"))["DOWNLOAD_URL"]
    disk.api("user.update", ID=3, ACTIVE=False)
    assert download(seller, own).error[:2] == (401, "authorization_error")


def test_an_address_of_another_portal_leads_nowhere(wire: Wire, disk: Disk) -> None:
    from homeport.portals import lifecycle

    lifecycle.create(wire.folder, "other.example.test", "demo")
    url = disk.api("disk.file.get", id=disk.file("a.txt"))["DOWNLOAD_URL"]
    assert download(disk.api, url, host="other.example.test").error[:2] == (401, "invalid_token")


def test_a_file_is_sent_to_an_address_once(disk: Disk) -> None:
    url = address(disk)
    answer = send(disk.api, url, form(b"x" * 1000, "Grüße.txt"))
    assert (answer.result["NAME"], answer.result["SIZE"]) == ("Grüße.txt", "1000")
    assert disk.content(answer.result["ID"]) == b"x" * 1000
    assert send(disk.api, url, form(b"again", "b.txt")).error[:2] == (403, "ACCESS_DENIED")
    assert disk.names() == ["Grüße.txt"]


def test_two_who_use_an_address_at_once_make_one_file(wire: Wire, disk: Disk) -> None:
    path, _, query = address(disk).removeprefix("http://localhost").partition("?")
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    requests = [
        {"path": path, "query": query.encode(), "body": form(b"x", f"{name}.txt"), "content_type": kind}
        for name in "ab"
    ]
    assert sorted(answer.status for answer in wire.send_together(requests)) == [200, 403]
    assert len(disk.names()) == 1


def test_an_address_keeps_what_was_asked_with_it(disk: Disk, seller: Api) -> None:
    disk.file("a.txt")
    rights = [{"TASK_ID": 71, "ACCESS_CODE": "U3"}]
    made = send(disk.api, address(disk, generateUniqueName="Y", rights=rights), form(b"x")).result
    assert made["NAME"] == "a (1).txt"
    assert seller("disk.file.get", id=made["ID"])["NAME"] == "a (1).txt"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"x", "text/plain"),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=other"),
        (form(b"x", field="document"), f"multipart/form-data; boundary={BOUNDARY}"),
        (form(b"x")[:-10], f"multipart/form-data; boundary={BOUNDARY}"),
        (form(b"x", name="../../etc/passwd\u202e"), f"multipart/form-data; boundary={BOUNDARY}"),
        (form(b"x", name="a" * 300), f"multipart/form-data; boundary={BOUNDARY}"),
        (b"", f"multipart/form-data; boundary={BOUNDARY}"),
    ],
)
def test_a_form_that_is_none_leaves_nothing(wire: Wire, disk: Disk, body: bytes, kind: str) -> None:
    url = address(disk)
    assert send(disk.api, url, body, kind).status == 400
    assert disk.names() == []
    assert list((wire.folder.path / "files" / "new").glob("*")) == []
    assert send(disk.api, url, form(b"x")).status == 200, "the address was not used"


def test_more_than_there_is_room_for_is_refused(wire: Wire, disk: Disk) -> None:
    url = address(disk)
    wire.set(file_bytes=100)
    assert send(disk.api, url, form(b"x" * 101)).error[:2] == (400, "ERROR_COULD_NOT_SAVE_FILE")
    headers = {"content-length": "999999999"}
    lying = download(disk.api, url, verb="POST", body=b"", content_type=None, headers=headers)
    assert lying.error[:2] == (400, "ERROR_COULD_NOT_SAVE_FILE"), "before any of it is read"
    assert send(disk.api, url, form(b"x" * 100)).status == 200


def test_a_full_disk_is_said_and_leaves_nothing(wire: Wire, disk: Disk) -> None:
    url = address(disk)
    fresh = wire.folder.path / "files" / "new"
    fresh.mkdir(parents=True)
    with nearly_full():
        params = {"id": disk.own["ID"], "data": {"NAME": "a"}, "fileContent": ["a", coded(b"x" * 100_000)]}
        within = disk.api.send("disk.storage.uploadFile", **params)
        streamed = send(disk.api, url, form(b"x" * 100_000))
    for answer in (within, streamed):
        assert answer.error == (400, "ERROR_COULD_NOT_SAVE_FILE", "Could not save file")
    assert disk.names() == []
    assert list(wire.folder.blobs.hashes()) == []
    assert list(fresh.glob("*")) == []
    assert send(disk.api, url, form(b"x")).status == 200


@contextlib.contextmanager
def nearly_full() -> Iterator[None]:
    """No file of this process may become longer than a page, as if the disk were full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65_536, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_faults_cut_files_in_the_middle(wire: Wire, disk: Disk) -> None:
    file = disk.file("a.txt", b"0123456789")
    url, upload = disk.api("disk.file.get", id=file)["DOWNLOAD_URL"], address(disk)
    for method in ("download", "upload"):
        rule = Rule(method=method, when="after", drop=True, times=1)
        wire.portal.store.write_now(lambda tx, rule=rule: faults.add(tx, rule))
    assert _cut(wire, url, "GET", b"") == b"01234"
    assert _cut(wire, upload, "POST", form(b"x", "b.txt")) == b""
    assert disk.names() == ["a.txt"]
    assert download(disk.api, url).body == b"0123456789"
    assert send(disk.api, upload, form(b"x", "b.txt")).status == 200


def _cut(wire: Wire, url: str, verb: str, body: bytes) -> bytes:
    """What has come of an answer when the connection is closed."""
    got: list[bytes] = []
    closed: list[bool] = []
    path, _, query = url.removeprefix("http://localhost").partition("?")
    scope = {
        "type": "http", "method": verb, "path": path, "query_string": query.encode(), "scheme": "http",
        "headers": [
            (b"host", b"localhost"), (b"content-type", f"multipart/form-data; boundary={BOUNDARY}".encode()),
        ],
        "client": ("192.0.2.1", 1), "extensions": {ABORT: {"now": lambda: closed.append(True)}},
    }  # fmt: skip

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def answer(message: Any) -> None:
        got.append(message.get("body", b""))

    wire._runner.run(wire._app(scope, receive, answer))  # type: ignore[arg-type]
    assert closed == [True]
    return b"".join(got)


def test_a_client_that_goes_away_leaves_nothing(wire: Wire, disk: Disk) -> None:
    path, _, query = address(disk).removeprefix("http://localhost").partition("?")
    messages = [
        {"type": "http.request", "body": form(b"x" * 600_000)[:300_000], "more_body": True},
        {"type": "http.disconnect"},
    ]
    scope = {
        "type": "http", "method": "POST", "path": path, "query_string": query.encode(), "scheme": "http",
        "headers": [
            (b"host", b"localhost"), (b"content-type", f"multipart/form-data; boundary={BOUNDARY}".encode()),
        ],
        "client": ("192.0.2.1", 1), "extensions": {},
    }  # fmt: skip

    async def receive() -> Any:
        return messages.pop(0)

    async def answer(message: Any) -> None:
        raise AssertionError("nobody is there")

    asyncio.run(wire._app(scope, receive, answer))  # type: ignore[arg-type]
    assert list((wire.folder.path / "files").glob("*/*")) == []
    assert disk.names() == []


def test_the_request_log_has_no_address_and_no_content(wire: Wire, disk: Disk) -> None:
    url = disk.api("disk.file.get", id=disk.file("a.txt", b"very secret content"))["DOWNLOAD_URL"]
    download(disk.api, url)
    send(disk.api, address(disk), form(b"very secret content", "b.txt"))
    log = wire.folder.journal_file("default").read_text()
    assert url.partition("token=")[2] not in log
    assert "very secret" not in log
    assert coded(b"very secret content") not in log
    assert '"download"' in log
    assert '"upload"' in log


def test_whoever_knows_a_link_reads_what_is_shared(wire: Wire, disk: Disk, seller: Api) -> None:
    folder = disk.folder("For <you>")
    file = disk.file("<a>.txt", b"one", folder)
    inner = disk.folder("Inner", folder)
    deep, other = disk.file("b.txt", b"two", inner), disk.file("c.txt")
    link = disk.api("disk.file.getExternalLink", id=file)
    assert link == disk.api("disk.file.getExternalLink", id=file)
    assert download(disk.api, link).body == b"one"
    shared = disk.api("disk.folder.getExternalLink", id=folder)
    page = download(disk.api, shared)
    assert "For &lt;you&gt;" in page.body.decode()
    assert "&lt;a&gt;.txt" in page.body.decode()
    assert page.headers["content-security-policy"].startswith("default-src 'none'; frame-ancestors 'none'")
    assert b"b.txt" in download(disk.api, f"{shared}/{inner}").body
    assert download(disk.api, f"{shared}/{deep}").body == b"two"
    for path in (f"{shared}/{other}", f"{link}/{file}", f"{shared[:-1]}x", "http://localhost/~", f"{shared}/../x"):
        assert download(disk.api, path).status == 404, path
    disk.api("disk.file.markDeleted", id=file)
    assert download(disk.api, link).status == 404
    assert seller.refused("disk.folder.getExternalLink", id=folder) == (400, "ACCESS_DENIED")
    assert link.rpartition("~")[2] not in wire.folder.journal_file("default").read_text()


def test_other_users_of_the_same_content_have_their_own_file(wire: Wire, disk: Disk) -> None:
    other = Disk(api_of(wire, 3))
    mine, theirs = disk.file("a.txt", b"same"), other.file("b.txt", b"same")
    assert len(list(wire.folder.blobs.hashes())) == 1
    disk.api("disk.file.delete", id=mine)
    assert other.content(theirs) == b"same"
