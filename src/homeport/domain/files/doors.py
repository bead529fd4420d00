"""Addresses by which files come and go: sealed, for one user, until a moment. Whoever opens one has the right it needs
at that moment, or is refused.

Sources: ``disk-file-get.md``, ``disk-folder-upload-file.md``, ``files/how-to-upload-files.md``.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import quote

import msgspec
from sqlalchemy import bindparam, delete, select

from homeport.core.ctx import Ctx
from homeport.core.errors import EXPIRED_TOKEN, INVALID_TOKEN, ErrorKind
from homeport.domain.files.files import Content, Stored, blobs_of
from homeport.domain.files.tables import UPLOAD
from homeport.domain.portal import info
from homeport.domain.records.scopes import scopes
from homeport.store import Query, Transaction

SECONDS = 3600
"""How long an address is good, as an access token is."""

DOWNLOAD, UPLOADED = "/rest/download.json", "/rest/upload.json"
"""Where files are taken from, and sent to."""
FIELD = "file"
"""The field of the form that has an uploaded file."""

USED = ErrorKind("ACCESS_DENIED", "The address was used already", 403)

_USED = Query(select(UPLOAD.c.NONCE).where(UPLOAD.c.NONCE == bindparam("nonce")))
_FORGET = Query(delete(UPLOAD).where(UPLOAD.c.EXPIRES < bindparam("now")))


class Pass(msgspec.Struct, frozen=True, array_like=True):
    """What an address says.

    :param portal: the member id
    :param door: where it leads, such as ``disk.file``
    :param id: of what it leads to
    :param user: for whom
    :param until: seconds since 1970
    :param nonce: tells one use from another; empty where it may be used again
    :param said: what else whoever made it wants to know again
    """

    portal: str
    door: str
    id: int
    user: int
    until: int
    nonce: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """One kind of address. Its functions look at the caller's rights first.

    :param find: the file that it leads to, of a number and what the pass said
    :param room: the bytes that an upload may have
    :param receive: makes something of an upload: its name, its content, and what the pass said; the answer
    """

    find: Callable[[Ctx, int, str], Stored] | None = None
    room: Callable[[Ctx, int], int] | None = None
    receive: Callable[[Ctx, int, str, Content, str], Any] | None = None


def download_url(ctx: Ctx, door: str, number: int, said: str = "") -> str:
    """The address of a file, for the caller."""
    return _address(ctx, DOWNLOAD, door, number, said=said)


def upload_url(ctx: Ctx, door: str, number: int, said: str = "") -> str:
    """The address to which one file may be sent, once, by the caller."""
    return _address(ctx, UPLOADED, door, number, secrets.token_urlsafe(12), said)


def _address(ctx: Ctx, path: str, door: str, number: int, nonce: str = "", said: str = "") -> str:
    until = int(ctx.clock.now()) + SECONDS
    found = Pass(info.member_id_of(ctx.tx), door, number, ctx.actor.user_id, until, nonce, said)
    token = f"{door.partition('.')[0]}|{blobs_of(ctx.tx).sealed(msgspec.json.encode(found).decode())}"
    return f"{ctx.address}{path}?token={quote(token)}"


def opened(tx: Transaction, token: str, now: float) -> Pass:
    """What an address says that somebody comes by.

    :raises CallError: ``invalid_token`` when nobody here has made it, ``expired_token``
    """
    text = blobs_of(tx).unsealed(token.partition("|")[2])
    if text is None:
        raise INVALID_TOKEN()
    found = msgspec.json.decode(text, type=Pass)
    if found.portal != info.member_id_of(tx):
        raise INVALID_TOKEN()
    if now >= found.until:
        raise EXPIRED_TOKEN()
    if found.nonce and tx.one(_USED, nonce=found.nonce) is not None:
        raise USED()
    return found


def use(ctx: Ctx, found: Pass) -> None:
    """Let an address not be used again.

    :raises CallError: ``ACCESS_DENIED`` when it was
    """
    if ctx.tx.one(_USED, nonce=found.nonce) is not None:
        raise USED()
    ctx.tx.execute(_FORGET, now=int(ctx.clock.now()))
    ctx.tx.insert(UPLOAD, {"NONCE": found.nonce, "EXPIRES": found.until})


def is_shown(ctx: Ctx, kind: str, number: int) -> bool:
    """Whether the caller may read what a file is shown with.

    :param kind: of that, such as ``tasks_task``
    """
    for scope in scopes():
        for module in scope.shown:
            shown: Mapping[str, Callable[[Ctx, int], bool]] = import_module(module).SHOWN
            if kind in shown:
                return shown[kind](ctx, number)
    return False


def door_of(name: str) -> Door:
    """A kind of address by its name.

    :raises CallError: ``invalid_token`` when there is none, or none any more
    """
    for scope in scopes():
        for module in scope.files:
            doors: Mapping[str, Door] = import_module(module).DOORS
            if name in doors:
                return doors[name]
    raise INVALID_TOKEN()
