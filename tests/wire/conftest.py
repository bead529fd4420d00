"""A portal with a surface of its own: methods that show what reached them, and some that fail on purpose."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED
from homeport.methods.batch import batch
from homeport.rpc import Flag, Id, NoParams, Params, Registry, method
from homeport.testing.portal import LocalPortal
from tests.conftest import Api, Folders, Wire, api_of
from tests.talk import Connect, Talk


class Anything(Params):
    """A few parameters of any kind; what is absent is not echoed."""

    value: Any = None
    filter: Any = None
    select: Any = None
    fields: Any = None
    _0: Any = None
    _1: Any = None
    bx24request_id: Any = None
    bx24sdk_ver: Any = None
    bx24sdk_type: Any = None


class Switch(Params):
    on: Flag


class Number(Params):
    number_id: Id


class Start(Params):
    start: int = 0


@method("test.echo", scope="basic")
def echo(ctx: Ctx, p: Anything) -> dict[str, Any]:
    """Answer the parameters as they arrived."""
    return {name: value for name in p.__struct_fields__ if (value := getattr(p, name)) is not None}


@method("test.value", scope="basic")
def value(ctx: Ctx, p: Anything) -> Any:
    """Answer one parameter as it arrived."""
    return p.value


@method("test.switch", scope="basic")
def switch(ctx: Ctx, p: Switch) -> bool:
    """Answer a flag."""
    return bool(p.on)


@method("test.number", scope="basic")
def number(ctx: Ctx, p: Number) -> int:
    """Answer a number."""
    return p.number_id


@method("test.page", scope="basic")
def page(ctx: Ctx, p: Start) -> Page:
    """Answer a page of 120 records."""
    records = [{"ID": str(record)} for record in range(1, 121)]
    following = p.start + 50
    return Page(records[p.start : following], len(records), following if following < len(records) else None)


@method("test.nothing", scope="basic")
def nothing(ctx: Ctx, p: NoParams) -> list[Any]:
    """Answer an empty list."""
    return []


@method("test.refuse", scope="basic")
def refuse(ctx: Ctx, p: NoParams) -> None:
    """Refuse."""
    raise ACCESS_DENIED()


@method("test.explode", scope="basic")
def explode(ctx: Ctx, p: NoParams) -> None:
    """Fail in a way that nobody expected."""
    raise RuntimeError("the secret of the inside")


@method("test.explode.writing", scope="basic", writes=True)
def explode_writing(ctx: Ctx, p: NoParams) -> None:
    """Fail within a write transaction."""
    raise RuntimeError("the secret of the inside")


@method("crm.test", scope="crm")
def scoped(ctx: Ctx, p: NoParams) -> bool:
    """Answer whoever has the scope."""
    return True


@method("test.files", scope="basic", batchable=False)
def files(ctx: Ctx, p: NoParams) -> bool:
    """Answer, but not in a batch."""
    return True


_DECLARED = (
    echo, value, switch, number, page, nothing, refuse, explode, explode_writing, scoped, files, batch
)  # fmt: skip
REGISTRY = Registry(entry for handler in _DECLARED for entry in handler.methods)  # type: ignore[attr-defined]


@pytest.fixture
def bench(folders: Folders, tmp_path: Path) -> Iterator[Wire]:
    """The demo portal with the methods of this file."""
    wire = Wire(folders.demo(tmp_path / "bench"), REGISTRY)
    yield wire
    wire.close()
    folders.forget(wire.folder)


@pytest.fixture
def caller(bench: Wire) -> Api:
    """Calls those methods as the administrator."""
    return api_of(bench, 1)


@pytest.fixture
def connect(portal: LocalPortal) -> Iterator[Connect]:
    hook = urlsplit(portal.webhook(1).url)
    talks: list[socket.socket] = []

    def new() -> Talk:
        sock = socket.create_connection((hook.hostname, hook.port or 80), timeout=30)
        talks.append(sock)
        return Talk(sock, hook.path)

    yield new
    for sock in talks:
        sock.close()
