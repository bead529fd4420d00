"""What comes over one connection, as bytes: calls are answered the same whichever way the server takes with them."""

import json
import re
from contextlib import closing

import pytest

from tests.talk import Connect

LONG = 200_000
"""Bytes of a body that is too long to be held until it is complete."""


def named(name: str) -> bytes:
    return json.dumps({"fields": {"TITLE": name}}).encode()


def test_calls_that_arrive_together_are_answered_in_their_order(connect: Connect) -> None:
    talk = connect()
    for _ in range(2):
        talk.send(
            talk.get("profile"),
            talk.post("crm.deal.add", named("Anchor")),
            talk.get("server.time?x=%20y#part"),
            talk.post("crm.deal.list", b'{"order":{"ID":"DESC"}}'),
            talk.get("no.such.method"),
            talk.get("profile"),
        )
        answers = [talk.answer() for _ in range(6)]
        assert [status for status, _, _ in answers] == [200, 200, 200, 200, 404, 200]
        assert isinstance(answers[1][2]["result"], int)
        assert answers[0][2]["result"] == answers[5][2]["result"]
        assert answers[3][2]["result"][0]["ID"] == str(answers[1][2]["result"]), "it was added before"


def test_a_request_may_come_byte_by_byte(connect: Connect) -> None:
    talk = connect()
    for byte in talk.post("crm.deal.add", named("Änker")):
        talk.send(bytes([byte]))
    assert talk.answer()[0] == 200


@pytest.mark.parametrize("padding", [0, LONG], ids=["short", "long"])
def test_a_body_may_come_in_chunks(connect: Connect, padding: int) -> None:
    talk = connect()
    body = json.dumps({"fields": {"TITLE": "Anchor"}, "padding": "x" * padding}).encode()
    head, _, _ = talk.post("crm.deal.add", b"").partition(b"Content-Length")
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:9], body[9:]))
    talk.send(head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n", talk.get("profile"))
    assert [talk.answer()[0] for _ in range(2)] == [200, 200]


def test_long_bodies_are_read_to_their_end(connect: Connect) -> None:
    talk = connect()
    body = b'{"padding":"%s"}' % (b"x" * LONG)
    for _ in range(2):
        talk.send(talk.post("profile", body))
        assert talk.answer()[0] == 200


def test_the_body_of_a_get_is_not_looked_at(connect: Connect) -> None:
    talk = connect()
    talk.send(talk.post("crm.deal.get", b'{"id":1}').replace(b"POST", b"GET", 1), talk.get("profile"))
    assert talk.answer()[0] == 400, "the id is missing"
    assert talk.answer()[0] == 200


def test_the_server_asks_for_a_body_that_waits_to_be_asked_for(connect: Connect) -> None:
    talk = connect()
    head, _, body = talk.post("profile", b'{"a":1}', "Expect: 100-continue").partition(b"\r\n\r\n")
    talk.send(head + b"\r\n\r\n")
    assert talk.raw_answer(has_body=False)[0] == 100
    talk.send(body)
    assert talk.answer()[0] == 200


@pytest.mark.parametrize(("version", "header"), [("1.1", "Connection: close"), ("1.0", "X-Nothing: 1")])
def test_a_connection_is_closed_when_the_client_wants_no_more(connect: Connect, version: str, header: str) -> None:
    talk = connect()
    talk.send(talk.post("profile", b"{}", header, version=version))
    status, headers, _ = talk.answer()
    assert (status, headers["connection"]) == (200, "close")
    assert talk.is_closed()


def test_a_connection_on_which_nothing_comes_any_more_is_closed(connect: Connect) -> None:
    talk = connect()
    talk.send(talk.get("profile"))
    assert talk.answer()[0] == 200
    assert talk.is_closed()


def test_head_has_the_headers_and_no_body(connect: Connect) -> None:
    talk = connect()
    talk.send(talk.get("profile").replace(b"GET", b"HEAD", 1), talk.get("profile"))
    status, headers, _ = talk.raw_answer(has_body=False)
    assert (status, headers["content-type"]) == (200, "application/json; charset=utf-8")
    assert talk.answer()[0] == 200


def test_letters_of_a_path_may_be_written_by_their_codes(connect: Connect) -> None:
    talk = connect()
    talk.send(talk.get("%70rofile"), talk.get("profile%2Exml"))
    assert talk.answer()[0] == 200
    assert talk.raw_answer()[2].startswith(b"<?xml")


def test_answers_say_who_may_read_them_and_when_they_were_made(connect: Connect) -> None:
    talk = connect()
    talk.send(talk.get("profile"), talk.get("crm.deal.list?start=-1"), talk.post("crm.deal.add", named("Anchor")))
    for _ in range(3):
        _, headers, _ = talk.answer()
        assert headers["access-control-allow-origin"] == "*"
        assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", headers["date"])
        assert set(headers) == {"access-control-allow-origin", "content-length", "content-type", "date"}


@pytest.mark.parametrize(
    "sent",
    [
        b"POST /rest/\xff\xfe/profile HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /rest/1/%ff%fe%00/profile HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /rest/1/code/profile HTTP/1.1\r\nHost: \xff\r\n\r\n",
        b"GET http://localhost/rest/profile HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /rest/profile HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST /rest/profile HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"GET /rest/profile HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nHost: x\r\n\r\n",
        b"PROPFIND /rest/profile HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /rest/profile\r\n\r\n",
        b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03",
    ],
)
def test_nonsense_is_refused_and_others_go_on(connect: Connect, sent: bytes) -> None:
    talk, other = connect(), connect()
    talk.send(sent)
    assert 400 <= talk.raw_answer()[0] < 500
    other.send(other.get("profile"))
    assert other.answer()[0] == 200


def test_half_a_request_holds_up_nobody(connect: Connect) -> None:
    halves = [connect() for _ in range(3)]
    for half in halves:
        half.send(half.post("profile", b'{"a":', length=7))
    other = connect()
    with closing(other._sock):
        other.send(other.get("profile"))
        assert other.answer()[0] == 200
    for half in halves:
        half.send(b"1}")
        assert half.answer()[0] == 200


# What two readers could read differently


@pytest.mark.parametrize("apart", [False, True], ids=["body with the head", "body apart"])
@pytest.mark.parametrize("wish", ["h2c", "websocket"])
def test_a_wish_for_another_protocol_is_not_heard_and_the_body_is_read(
    connect: Connect, wish: str, apart: bool
) -> None:
    talk = connect()
    wishes = (f"Upgrade: {wish}", "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA", "Connection: Upgrade, HTTP2-Settings")
    head, _, body = talk.post("crm.deal.add", named("Anchor"), *wishes).partition(b"\r\n\r\n")
    if apart:
        talk.send(head + b"\r\n\r\n")
        talk.send(body, talk.get("profile"))
    else:
        talk.send(head + b"\r\n\r\n" + body + talk.get("profile"))
    added = talk.answer()[2]["result"]
    assert talk.answer()[2]["result"]["ID"] == "1", "what follows is the next request"
    talk.send(talk.post("crm.deal.get", json.dumps({"id": added}).encode()))
    assert talk.answer()[2]["result"]["TITLE"] == "Anchor"


def test_a_body_is_no_request_though_it_looks_like_one(connect: Connect) -> None:
    talk = connect()
    smuggled = talk.get("crm.deal.delete?id=1")
    talk.send(talk.post("profile", b"", "Connection: Upgrade", "Upgrade: h2c", length=len(smuggled)))
    talk.send(smuggled, talk.get("crm.deal.get?id=1"))
    assert talk.answer()[0] == 400, "it is no JSON"
    assert talk.answer()[2]["result"]["ID"] == "1"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ((), 400),
        (("Host: localhost", "Host: localhost"), 400),
        (("Host: localhost", "host: other.example.test"), 400),
        (("Host: localhost", "Transfer-Encoding: gzip, chunked"), 501),
        (("Host: localhost", "Transfer-Encoding: chunked, chunked"), 501),
        (("Host: localhost", "Transfer-Encoding: gzip"), 501),
        (("Host: localhost", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), 501),
        (("Host: localhost", "Transfer-Encoding: chunked", "Content-Length: 7"), 400),
        (("Host: localhost", "Content-Length: 7", "Content-Length: 0"), 400),
    ],
)
def test_a_head_that_can_be_read_in_two_ways_is_refused(
    connect: Connect, headers: tuple[str, ...], status: int
) -> None:
    talk = connect()
    head = "\r\n".join([f"POST {talk.base}profile HTTP/1.1", *headers, "", ""]).encode()
    talk.send(head + b"2\r\n{}\r\n0\r\n\r\n")
    code, sent, _ = talk.raw_answer()
    assert code in {status, 400}, "the parser may find it first"
    assert sent["connection"] == "close"
    assert talk.is_closed()


def test_a_request_of_http_1_0_needs_no_host_and_knows_no_chunks(connect: Connect) -> None:
    talk = connect()
    talk.send(f"GET {talk.base}profile HTTP/1.0\r\n\r\n".encode())
    assert talk.answer()[0] == 200
    talk = connect()
    head = f"POST {talk.base}profile HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    talk.send(head.encode() + b"2\r\n{}\r\n0\r\n\r\n")
    assert talk.raw_answer()[0] == 400


# How much may come


EXTRA = {"nearly the most": "X-Long: " + "x" * 60_000, "some": "Cookie: " + "y" * 9_000}


@pytest.mark.parametrize("extra", EXTRA.values(), ids=EXTRA)
def test_a_long_head_is_read(connect: Connect, extra: str) -> None:
    talk = connect()
    talk.send(talk.post("profile", b"{}", extra), talk.get("profile?x=" + "z" * 50_000))
    assert [talk.answer()[0] for _ in range(2)] == [200, 200]


def test_many_requests_at_once_are_answered_in_their_order(connect: Connect) -> None:
    talk, number = connect(), 400
    asked = [talk.post("crm.deal.get", b'{"id":%d}' % (1 + each % 3)) for each in range(number)]
    talk.send_aside(*asked, talk.get("profile"))
    for each in range(number):
        assert talk.answer()[2]["result"]["ID"] == str(1 + each % 3)
    assert talk.answer()[0] == 200
