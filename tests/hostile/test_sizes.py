"""What somebody without a credential, or with one, sends too much of: the server keeps little of it and answers others.

The bounds are far from what is measured, and below what each attack took before there was anything against it.
"""

import socket
import ssl
from contextlib import ExitStack, closing

import pytest

from tests.hostile.fort import DESCRIPTORS, MB, Fort, is_closed, send_while_taken, status_of

WRONG = "1/xxxxxxxxxxxxxxxx/crm.deal.add"
FORM = "application/x-www-form-urlencoded"
LONG = 31 * MB
MANY_ITEMS = b"[" + b",".join([b'{"a":0}'] * (LONG // 8)) + b"]"
MANY_ESCAPES = b"a=" + b"%41" * (LONG // 3)
LONG_TEXT = b'{"a":"' + b"x" * LONG + b'"}'
FEW = 100 * MB
"""More than a long body, and the room that it is read in, take."""


@pytest.mark.parametrize("body", [MANY_ITEMS, MANY_ESCAPES, LONG_TEXT], ids=["items", "escapes", "text"])
def test_a_long_body_with_a_wrong_credential_is_not_even_kept(fort: Fort, body: bytes) -> None:
    fort.ask(WRONG, b"{}")
    before = fort.memory
    for _ in range(3):
        assert fort.ask(WRONG, body, FORM if body is MANY_ESCAPES else "application/json") == 401
    assert fort.memory - before < 16 * MB


@pytest.mark.parametrize("body", [MANY_ITEMS, MANY_ESCAPES, LONG_TEXT], ids=["items", "escapes", "text"])
def test_a_long_body_without_a_credential_is_not_made_into_values(fort: Fort, body: bytes) -> None:
    before = fort.memory
    for _ in range(3):
        assert fort.ask("crm.deal.add", body, FORM if body is MANY_ESCAPES else "application/json") == 401
    assert fort.memory - before < FEW


@pytest.mark.parametrize("body", [MANY_ITEMS, MANY_ESCAPES], ids=["items", "escapes"])
def test_others_are_answered_while_a_long_body_is_read(fort: Fort, body: bytes) -> None:
    kind, expected = (FORM, 200) if body is MANY_ESCAPES else ("application/json", 400)
    before = fort.memory
    with fort.others() as answered, closing(fort.connect()) as sock:
        sock.sendall(
            f"POST /rest/{fort.hook}profile HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
        )
        sock.sendall(body[:-1])
        answered()
        sock.sendall(body[-1:])
        assert status_of(sock) == expected
        assert answered() >= 3
    assert fort.memory - before < 2 * FEW


def test_bodies_whose_senders_are_not_known_have_a_room_that_they_share(fort: Fort) -> None:
    before = fort.memory
    with ExitStack() as stack:
        socks = [stack.enter_context(closing(fort.connect(f"127.0.1.{number}"))) for number in range(8)]
        for sock in socks:
            head = f"POST /rest/crm.deal.add HTTP/1.1\r\nHost: localhost\r\nContent-Length: {LONG}\r\n\r\n"
            sock.sendall(head.encode() + b"x" * (LONG - 1))
        answers = []
        for sock in socks:
            sock.sendall(b"x")
            answers.append(status_of(sock))
    assert {401, 503} >= set(answers)
    assert 503 in answers
    assert fort.memory - before < 2 * FEW


@pytest.mark.parametrize(
    "head",
    [
        b"GET /rest/",
        b"GET /rest/profile HTTP/1.1\r\nHost: localhost\r\nX-Long: ",
        b"POST /rest/profile HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Long: ",
        b"POST /rest/profile HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1;x=",
    ],
    ids=["request line", "header", "trailer", "chunk extension"],
)
def test_what_is_around_a_body_has_an_end(fort: Fort, head: bytes) -> None:
    before = fort.memory
    with closing(fort.connect()) as sock:
        sock.sendall(head)
        assert send_while_taken(sock, b"x" * 65_536, 64 * MB) < 64 * MB
    assert fort.memory - before < 16 * MB


@pytest.mark.parametrize("head", [b"GET /rest/", b"GET /rest/x HTTP/1.1\r\nHost: x\r\nX-Long: "])
def test_a_head_that_is_too_long_is_answered(fort: Fort, head: bytes) -> None:
    with closing(fort.connect()) as sock:
        sock.sendall(head + b"x" * 70_000)
        assert status_of(sock) == 431
        assert is_closed(sock)


def test_headers_without_number_have_an_end(fort: Fort) -> None:
    with closing(fort.connect()) as sock:
        sock.sendall(b"GET /rest/x HTTP/1.1\r\nHost: x\r\n")
        assert send_while_taken(sock, b"x: 1\r\n" * 10_000, 64 * MB) < 64 * MB


def test_connections_that_never_finish_end_and_leave_room_for_others(fort: Fort) -> None:
    assert fort.ask(f"{fort.hook}profile", b"{}") == 200
    before = fort.descriptors
    parts = (
        b"",
        b"POST /rest/x HTTP/1.1\r\nHo",
        b"POST /rest/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
    )
    with ExitStack() as stack:
        socks = []
        for number in range(300):
            sock = stack.enter_context(closing(fort.connect()))
            try:
                sock.sendall(parts[number % 3])
            except ConnectionError:
                pass
            else:
                socks.append(sock)
        assert fort.descriptors < DESCRIPTORS
        assert fort.ask(f"{fort.hook}profile", b"{}", source="127.0.0.2") == 200
        assert all(map(is_closed, socks))
    assert fort.ask(f"{fort.hook}profile", b"{}") == 200
    assert fort.descriptors <= before + 8


def test_who_never_agrees_on_keys_is_not_waited_for(fort: Fort) -> None:
    with ExitStack() as stack:
        socks = [stack.enter_context(closing(fort.connect(secure=True))) for _ in range(300)]
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with context.wrap_socket(fort.connect("127.0.0.2", secure=True)) as other:
            other.sendall(f"GET /rest/{fort.hook}profile HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            assert other.recv(12) == b"HTTP/1.1 200"
        assert all(map(is_closed, socks))


def test_too_many_connections_are_told_so(fort: Fort) -> None:
    with ExitStack() as stack:
        for _ in range(DESCRIPTORS // 2):
            stack.enter_context(closing(fort.connect("127.0.0.3")))
        with closing(fort.connect("127.0.0.3")) as sock:
            assert b"QUERY_LIMIT_EXCEEDED" in sock.recv(1_000)
            assert is_closed(sock)


def test_answers_that_nobody_reads_do_not_pile_up(fort: Fort) -> None:
    one = f"GET /rest/{fort.hook}crm.deal.fields HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    before = fort.memory
    with ExitStack() as stack, fort.others() as answered:
        socks = [stack.enter_context(closing(fort.connect(f"127.0.2.{number}"))) for number in range(40)]
        for sock in socks:
            sock.setblocking(False)
        left = [memoryview(one * (700_000 // len(one))) for _ in socks]
        for _ in range(20):  # as often as somebody else has been answered
            for number, sock in enumerate(socks):
                left[number] = left[number][_sent(sock, left[number]) :]
            while not answered():
                pass
        assert fort.memory - before < FEW
        for sock in socks:
            sock.setblocking(True)
            assert is_closed(sock)


def _sent(sock: socket.socket, part: memoryview) -> int:
    try:
        return sock.send(part)
    except BlockingIOError:
        return 0
    except ConnectionError:
        return len(part)


def test_refused_requests_leave_little_in_the_log(fort: Fort) -> None:
    before = fort.journal.stat().st_size
    body = b'{"a":"' + b"x" * 60_000 + b'"}'
    for _ in range(10):
        assert fort.ask(WRONG, body) in (401, 503)
    assert fort.journal.stat().st_size - before < 10 * 1_000


def test_what_a_request_leaves_in_the_log_is_bounded(fort: Fort) -> None:
    before = fort.journal.stat().st_size
    branches = b",".join(b'"%d":[%s]' % (each, b",".join([b'"%s"' % (b"x" * 1_900)] * 80)) for each in range(190))
    assert fort.ask(f"{fort.hook}profile", b"{" + branches + b"}") == 200
    assert fort.journal.stat().st_size - before < 64 * 1024
