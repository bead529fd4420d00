"""How long a connection is waited for, and for what it may wait as long as it likes."""

import socket
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from homeport.domain.portal.credentials.admin import admin_token
from homeport.portals.folder import DataFolder
from homeport.portals.lifecycle import ensure_default
from homeport.testing.portal import LocalPortal
from homeport.testing.server import LocalServer
from tests.hostile.fort import MB, send_while_taken
from tests.talk import Connect

SHORT = 1.0
"""Seconds. The tests wait until it has passed, and need not be quick."""
LONG = 3 * SHORT


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPortal]:
    """That of a server with little patience."""
    folder = DataFolder(tmp_path_factory.mktemp("patience") / "data")
    ensure_default(folder, demo=True)
    options = {"head_seconds": SHORT, "body_seconds": SHORT, "unread_seconds": SHORT}
    with LocalServer(folder, **options) as server:
        portal = LocalPortal(folder, server.addresses)
        yield portal
        portal.close()


def test_a_connection_without_a_request_is_closed(connect: Connect) -> None:
    assert connect().is_closed()


@pytest.mark.parametrize("sent", [b"G", b"POST /rest/x HTTP/1.1\r\nHost: x\r\n"], ids=["a letter", "headers"])
def test_half_a_head_is_not_waited_for(connect: Connect, sent: bytes) -> None:
    talk = connect()
    talk.send(sent)
    assert talk.raw_answer()[0] == 408
    assert talk.is_closed()


@pytest.mark.parametrize("size", [10, 200_000], ids=["short", "long"])
def test_half_a_body_is_not_waited_for(connect: Connect, size: int) -> None:
    talk = connect()
    talk.send(talk.post("profile", b"{" + b" " * (size // 2), length=size))
    assert talk.raw_answer()[0] == 408
    assert talk.is_closed()


def test_half_a_head_after_a_request_is_not_waited_for(connect: Connect) -> None:
    talk = connect()
    talk.send(talk.get("profile"), b"GET /rest/")
    assert talk.answer()[0] == 200
    assert talk.raw_answer()[0] == 408
    assert talk.is_closed()


def test_a_body_that_comes_has_the_longer_the_more_of_it_came(connect: Connect, portal: LocalPortal) -> None:
    talk, other = connect(), connect()
    body = b"{" + b" " * 2_000_000 + b"}"
    talk.send(talk.post("profile", body[:-1], length=len(body)))
    assert other.is_closed(), "as much time as others have, has passed"
    talk.send(body[-1:])
    assert talk.answer()[0] == 200


def test_an_answer_may_take_longer_than_a_request(connect: Connect, portal: LocalPortal) -> None:
    portal.faults.add(method="profile", delay=LONG)
    talk = connect()
    talk.send(talk.get("profile"))
    assert talk.answer()[0] == 200
    portal.faults.clear()


def test_a_request_behind_one_that_takes_long_is_waited_for(connect: Connect, portal: LocalPortal) -> None:
    portal.faults.add(method="profile", delay=LONG)
    talk = connect()
    begun = talk.get("server.time")
    talk.send(talk.get("profile"), begun[:20])
    assert connect().is_closed(), "as much time as others have, has passed"
    talk.send(begun[20:])
    assert [talk.answer()[0] for _ in range(2)] == [200, 200]
    portal.faults.clear()


def test_whoever_follows_the_requests_is_told_as_long_as_it_likes(connect: Connect, portal: LocalPortal) -> None:
    where = urlsplit(portal.http)
    with closing(socket.create_connection((where.hostname, where.port), timeout=30)) as sock:
        file = sock.makefile("rb")
        sock.sendall(
            b"GET /_homeport/requests/follow HTTP/1.1\r\nHost: localhost\r\n"
            + f"Authorization: Bearer {admin_token(portal.folder.key())}\r\n\r\n".encode()
        )
        assert b"200" in file.readline()
        for _ in range(3):
            assert connect().is_closed(), "as much time as others have, has passed"
        talk = connect()
        talk.send(talk.get("server.time"))
        assert talk.answer()[0] == 200
        while b"server.time" not in file.readline():
            pass


def test_an_answer_that_nobody_reads_is_given_up(connect: Connect, portal: LocalPortal) -> None:
    where = urlsplit(portal.http)
    with closing(socket.create_connection((where.hostname, where.port), timeout=60)) as sock:
        asked = connect().get("crm.deal.fields") * 100
        assert send_while_taken(sock, asked, 256 * MB) < 256 * MB
