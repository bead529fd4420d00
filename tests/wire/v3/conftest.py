"""A portal with methods of REST 3.0 that keep notes: enough to show what the frame carries."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select

from homeport.core import errors_v3
from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED
from homeport.core.errors_v3 import Complaint, ValidationError
from homeport.domain.portal.apps.tables import OPTION
from homeport.methods import batch, rest
from homeport.rpc import Empty, Id, Registry, Request, method
from homeport.store import Query, Transaction
from tests.conftest import Answer, Api, Folders, Wire, api_of

CODE = "BITRIX_REST_V3_EXCEPTION_{}EXCEPTION"

_COUNT = Query(select(func.count()).select_from(OPTION))
_ALL = Query(select(OPTION.c.USER_ID, OPTION.c.NAME).order_by(OPTION.c.USER_ID))


class Place(msgspec.Struct):
    """Where a note hangs."""

    room: str
    floor: int | None = None


class Add(Request):
    fields: dict[str, Any]
    hung_at: Place | None = None


class One(Request):
    id: Id
    select: list[str] = msgspec.field(default_factory=list)


class Many(Request):
    filter: list[Any] = msgspec.field(default_factory=list)
    ids: list[int] | None = None
    note: Any = None


class Anything(Request):
    value: Any = None


def notes_of(tx: Transaction) -> list[dict[str, Any]]:
    """The notes there are."""
    return [{"id": note_id, "title": title, "author": {"id": 1}} for note_id, title in tx.all(_ALL)]


@method("test.note.add", version=3, scope="basic", writes=True, errors=(errors_v3.DTO_VALIDATION,))
def add(ctx: Ctx, p: Add) -> dict[str, int]:
    """Add a note."""
    title = p.fields.get("title")
    if not isinstance(title, str):
        raise ValidationError(errors_v3.DTO_VALIDATION, [Complaint("Required field `title` is not filled", "title")])
    number: int = ctx.tx.value(_COUNT) + 1
    ctx.tx.insert(OPTION, {"APP_ID": 0, "USER_ID": number, "NAME": title, "VALUE": ""})
    if title == "forbidden":
        raise errors_v3.ACCESS_DENIED()
    return {"id": number}


@method("test.note.get", version=3, scope="basic", errors=(errors_v3.ENTITY_NOT_FOUND, errors_v3.UNKNOWN_PROPERTY))
def get(ctx: Ctx, p: One) -> dict[str, dict[str, Any]]:
    """Get a note."""
    for word in p.select:
        related, dot, field = word.partition(".")
        if dot and related == "author" and field != "id":
            raise errors_v3.UNKNOWN_PROPERTY(field=field, entity="AuthorDto")
    for note in notes_of(ctx.tx):
        if note["id"] == p.id:
            return {"item": note}
    raise errors_v3.ENTITY_NOT_FOUND(id=p.id)


@method(
    "test.note.list", version=3, scope="basic", errors=(errors_v3.INVALID_FILTER, errors_v3.UNKNOWN_FILTER_OPERATOR)
)
def list_(ctx: Ctx, p: Many) -> dict[str, list[dict[str, Any]]]:
    """List notes."""
    for condition in p.filter:
        if not isinstance(condition, list) or len(condition) != 3:
            raise errors_v3.INVALID_FILTER(filter=condition)
        if condition[1] not in ("=", "in"):
            raise errors_v3.UNKNOWN_FILTER_OPERATOR(operator=condition[1])
    return {"items": [note for note in notes_of(ctx.tx) if p.ids is None or note["id"] in p.ids]}


@method("test.note.long", version=3, scope="basic")
def long(ctx: Ctx, p: Empty) -> dict[str, dict[str, str]]:
    """Answer a note of a million characters."""
    return {"item": {"text": "x" * 1_000_000}}


@method("test.echo", version=3, scope="basic")
def echo(ctx: Ctx, p: Anything) -> dict[str, Any]:
    """Answer the value, as a method of REST 3.0."""
    return {"item": {"value": p.value}}


@method("test.echo", scope="basic")
def echo_v2(ctx: Ctx, p: Any) -> str:
    """Answer a word, as a method of REST 2."""
    return "the other version"


@method("test.only.v2", scope="basic")
def only_v2(ctx: Ctx, p: Any) -> bool:
    """Answer in REST 2 only."""
    return True


@method("test.scoped", version=3, scope="tasks")
def scoped(ctx: Ctx, p: Empty) -> dict[str, bool]:
    """Answer whoever has the scope."""
    return {"result": True}


@method("test.refuse", version=3, scope="basic")
def refuse(ctx: Ctx, p: Empty) -> None:
    """Refuse with an error that REST 2 has too."""
    raise ACCESS_DENIED()


@method("test.explode", version=3, scope="basic")
def explode(ctx: Ctx, p: Empty) -> None:
    """Fail in a way that nobody expected."""
    raise RuntimeError("the secret of the inside")


_DECLARED = (
    add, get, list_, long, echo, echo_v2, only_v2, scoped, refuse, explode, batch.batch, batch.batch_v3
)  # fmt: skip


def registry() -> Registry:
    """The surface of these tests."""
    made = Registry(entry for handler in _DECLARED for entry in handler.methods)  # type: ignore[attr-defined]
    made.add(rest.about(made))
    return made


class Api3:
    """Calls methods of REST 3.0 by a webhook."""

    def __init__(self, api: Api) -> None:
        self.wire = api.wire
        self.user_id = api.user_id
        self.base = api.base.replace("/rest/", "/rest/api/")

    def send(self, name: str, body: Any = None, *, key: str | None = None, **request: Any) -> Answer:
        """The whole answer of a call.

        :param body: as JSON, unless it is bytes already
        :param key: the ``Idempotency-Key``
        """
        octets = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
        headers = None if key is None else {"idempotency-key": key}
        return self.wire.send(self.base + name, body=octets, headers=headers, **request)

    def __call__(self, name: str, body: Any = None) -> Any:
        """The result of a call that succeeds."""
        answer = self.send(name, body)
        assert answer.status == 200, answer.body
        assert set(answer.json) == {"result", "time"}
        return answer.json["result"]

    def refused(self, name: str, body: Any = None, **request: Any) -> tuple[int, str]:
        """Status and code of a call that is refused; the code without the prefix and ending that most have."""
        answer = self.send(name, body, **request)
        assert set(answer.json) == {"error"}, answer.body
        error = answer.json["error"]
        assert error.keys() >= {"code", "message"}
        assert isinstance(error["message"], str)
        assert error["message"]
        before, after = CODE.split("{}")
        return answer.status, error["code"].removeprefix(before).removesuffix(after)

    def notes(self) -> list[str]:
        """The titles of the notes there are."""
        with self.wire.portal.store.snapshot() as tx:
            return [note["title"] for note in notes_of(tx)]


@pytest.fixture
def bench(folders: Folders, tmp_path: Path) -> Iterator[Wire]:
    """The demo portal with the methods of this file."""
    wire = Wire(folders.demo(tmp_path / "bench"), registry())
    yield wire
    wire.close()
    folders.forget(wire.folder)


@pytest.fixture
def caller(bench: Wire) -> Api3:
    """Calls those methods as the administrator."""
    return Api3(api_of(bench, 1))
