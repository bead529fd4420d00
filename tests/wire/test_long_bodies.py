"""Bodies that are too long to be read at once: who sends them is found out before they are read."""

import base64
import gc
import json
import weakref
from typing import Any

import pytest

from homeport.core.errors import CallError
from homeport.domain.app import applications
from homeport.domain.portal.apps import tokens
from homeport.store import Transaction
from homeport.wire import bodies, params
from homeport.wire.exchange import Exchange
from tests.conftest import Api, Wire
from tests.wire.test_request_log import last

FORM = "application/x-www-form-urlencoded"
PADDING = "x" * (2 * bodies.SHORT)


@pytest.fixture
def token(bench: Wire) -> str:
    """An access token of the administrator."""
    portal = bench.portal
    key = bench.folder.key()

    def issue(tx: Transaction) -> str:
        app, _ = applications.add(
            tx, portal.clock, key, title="Test", scopes="basic", user_id=1, handler_url="", install_url="",
            api_only=True, members=(), keys=None,
        )  # fmt: skip
        return tokens.issue(tx, portal.clock, key, app, 1).access

    return portal.store.write_now(issue)


def multipart(**fields: str) -> bytes:
    head = '--xx\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    return "".join([*(head % field for field in fields.items()), "--xx--\r\n"]).encode()


def test_a_long_body_is_read_like_a_short_one(caller: Api) -> None:
    assert caller("test.value", value=PADDING) == PADDING
    escaped = "".join(f"%{ord(letter):02x}" for letter in "100% & = \n") * 5_000
    answer = caller.wire.send(caller.base + "test.value", body=f"value={escaped}".encode(), content_type=FORM)
    assert answer.result == "100% & = \n" * 5_000
    file = multipart(value=PADDING).replace(b'name="value"', b'name="value"; filename="a"')
    answer = caller.wire.send(caller.base + "test.value", body=file, content_type="multipart/form-data; boundary=xx")
    assert base64.b64decode(answer.result).decode() == PADDING


@pytest.mark.parametrize("place", ["first", "last"])
@pytest.mark.parametrize("form", ["json", "form", "multipart"])
def test_a_token_is_found_wherever_it_stands_in_a_long_body(bench: Wire, token: str, form: str, place: str) -> None:
    fields = {"auth": token, "value": PADDING} if place == "first" else {"value": PADDING, "auth": token}
    body, content_type = {
        "json": (json.dumps(fields).encode(), "application/json"),
        "form": ("&".join(f"{name}={value}" for name, value in fields.items()).encode(), FORM),
        "multipart": (multipart(**fields), "multipart/form-data; boundary=xx"),
    }[form]
    assert bench.send("/rest/test.value", body=body, content_type=content_type).result == PADDING


def test_a_token_before_a_long_body_is_found_first(bench: Wire, token: str) -> None:
    body = json.dumps({"value": PADDING}).encode()
    assert bench.send("/rest/test.value", query=f"auth={token}", body=body).result == PADDING
    bearer = {"authorization": f"Bearer {token}"}
    assert bench.send("/rest/test.value", body=body, headers=bearer).result == PADDING


def test_a_token_in_a_long_body_wins_over_the_querys(bench: Wire, token: str) -> None:
    body = json.dumps({"value": PADDING, "auth": "wrong"}).encode()
    assert bench.send("/rest/test.value", query=f"auth={token}", body=body).error[1] == "invalid_token"


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        ("/rest/1/wrong/test.value", {}, "INVALID_CREDENTIALS"),
        ("/rest/test.value", {}, "NO_AUTH_FOUND"),
        ("/rest/test.value", {"auth": "wrong"}, "invalid_token"),
        ("/rest/test.value", {"auth": ["wrong"]}, "NO_AUTH_FOUND"),
        ("/rest/test.value", {"deep": {"auth": "wrong"}}, "NO_AUTH_FOUND"),
        ("/rest/api/test.value", {}, "NO_AUTH_FOUND"),
    ],
)
def test_who_has_no_right_to_a_long_body_is_refused_before_it_is_read(
    bench: Wire, monkeypatch: pytest.MonkeyPatch, path: str, fields: dict[str, Any], code: str
) -> None:
    monkeypatch.setattr(params, "read", lambda *_: pytest.fail("it was read"))
    monkeypatch.setattr(params, "parse_json", lambda *_: pytest.fail("it was read"))
    answer = bench.send(path, body=json.dumps({"value": PADDING, **fields}).encode())
    assert answer.status == 401
    assert code in answer.body.decode()
    assert last(bench).params is None


def test_a_body_that_cannot_be_read_is_refused_however_long(caller: Api) -> None:
    for path in (caller.base, "/rest/"):
        answer = caller.wire.send(path + "test.value", body=b'{"value": "' + PADDING.encode())
        assert answer.error[:2] == (400, "INVALID_REQUEST")


def test_long_bodies_count_once_in_the_bucket(bench: Wire, caller: Api) -> None:
    bench.set(rate_limit={"bucket": 2, "leak": 0})
    bench.freeze(1_800_000_000.0)
    assert [caller.send("test.value", value=PADDING).status for _ in range(3)] == [200, 200, 503]


def test_room_for_bodies_is_given_back(bench: Wire) -> None:
    body = b"x" * (3 * bodies.SHORT)
    for _ in range(bodies.ROOM // len(body)):
        assert bench.send("/rest/test.value", body=body, content_type=FORM).status == 401
    room = bodies.Room(100)
    room.take("a", 50)
    for source, size in (("a", 1), ("b", 51)):
        with pytest.raises(CallError):
            room.take(source, size)
    room.take("b", 50)
    with pytest.raises(CallError):
        room.take("c", 1)
    room.give_back("a", 50)
    room.take("c", 50)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/rest/1/wrong/profile", b"{}"),
        ("{base}no.such", b"{}"),
        ("{base}profile", b'{"a": '),
        ("{base}crm.deal.get", b"{}"),
        ("{base}crm.deal.update", b"{}"),
    ],
)
def test_nothing_keeps_a_refused_request(
    wire: Wire, admin: Api, monkeypatch: pytest.MonkeyPatch, in_files: None, path: str, body: bytes
) -> None:
    kept: list[weakref.ref[Any]] = []

    class Seen(Exchange):
        __slots__ = ("__weakref__",)

        def __init__(self, scope: Any) -> None:
            super().__init__(scope)
            kept.append(weakref.ref(self))

    monkeypatch.setattr("homeport.wire.http.Exchange", Seen)
    gc.collect()
    gc.disable()
    try:
        assert wire.send(path.format(base=admin.base), body=body).status >= 400
        assert len(kept) == 1
        assert kept[0]() is None
    finally:
        gc.enable()
