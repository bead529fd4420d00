"""Icons and logos of timelines: those that every portal has, and those that its administrators have added.

Source: ``api-reference/crm/timeline/logmessage/``: ``icons/``, ``logo/``.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, INVALID_ARG_VALUE, MISSING_PARAMETER, ErrorKind
from homeport.domain.crm.timeline import png
from homeport.domain.crm.timeline.tables import PICTURE
from homeport.store import Query, Transaction

SAVE_ERROR = ErrorKind("FILE_SAVE_ERROR", "The file has more than {most} bytes")
MOST_BYTES = 64 * 1024

PATH = "/upload/crm/"
"""Where the files are, on the portal's own site; then comes the KEY."""

_CODE = re.compile(r"[A-Za-z0-9_.-]{1,255}")

_SHOWN = select(PICTURE.c.CODE, PICTURE.c.KEY).where(PICTURE.c.KIND == bindparam("kind"))
_ALL = Query(_SHOWN.order_by(PICTURE.c.CODE))
_ONE = Query(_SHOWN.where(PICTURE.c.CODE == bindparam("code")))
_CONTENT = Query(select(PICTURE.c.CONTENT).where(PICTURE.c.KEY == bindparam("key")))


@dataclass(frozen=True, slots=True)
class Kind:
    """Icons, or logos.

    :param name: what one is called in answers, and stored as
    :param pixels: how wide and high one is
    :param standard: the codes of those that every portal has
    """

    name: str
    pixels: int
    standard: tuple[str, ...]

    @property
    def not_found(self) -> ErrorKind:
        """There is none of a code."""
        return ErrorKind("NOT_FOUND", f"{self.name.capitalize()} not found for code `{{code}}`")


_STANDARD = ("arrow-down", "call", "call-completed", "call-incoming", "document", "info", "notification")
"""Those that the documentation names."""

ICONS = Kind("icon", 24, _STANDARD)
LOGOS = Kind("logo", 60, _STANDARD)
TYPES = Kind("type", 0, ())
"""The icons of types of activities, of any size, by the types' numbers."""

Answer = dict[str, Any]


def add(ctx: Ctx, kind: Kind, code: str, content: str) -> Answer:
    """Add a picture, in place of another of its code, also of one that every portal has; the picture.

    :param content: a PNG file in base64
    :raises CallError: ``ACCESS_DENIED`` for all but administrators, ``100``, ``INVALID_ARG_VALUE``, :data:`SAVE_ERROR`
    """
    if not ctx.actor.is_admin:
        raise ACCESS_DENIED()
    for name, value in (("code", code), ("fileContent", content)):
        if not value.strip():
            raise MISSING_PARAMETER(name=name)
    if not _CODE.fullmatch(code):
        raise INVALID_ARG_VALUE(reason="Invalid `code` parameter specified")
    try:
        file = base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        file = b""
    if png.size_of(file) != (kind.pixels, kind.pixels):
        raise INVALID_ARG_VALUE(reason=f"`fileContent` must be a PNG file of {kind.pixels}x{kind.pixels} pixels")
    if len(file) > MOST_BYTES:
        raise SAVE_ERROR(most=MOST_BYTES)
    return _answer(code, keep(ctx.tx, kind, code, file))


def is_picture(file: bytes) -> bool:
    """Whether a file can be kept: a whole PNG file that is not too large."""
    return len(file) <= MOST_BYTES and png.size_of(file) is not None


def keep(tx: Transaction, kind: Kind, code: str, file: bytes) -> str:
    """Keep the file of a picture, in place of another; its KEY, whoever asks."""
    key = {"KIND": kind.name, "CODE": code}
    stored = base64.b64encode(file).decode()
    # who does not know the file does not know its address, and another file has another one
    values = {"KEY": sha256(f"{kind.name} {code} {stored}".encode()).hexdigest()[:32], "CONTENT": stored}
    if not tx.update(PICTURE, key, values):
        tx.insert(PICTURE, {**key, **values})
    return values["KEY"]


def drop(tx: Transaction, kind: Kind, code: str) -> bool:
    """Drop the file of a picture; whether there was one."""
    return tx.delete(PICTURE, KIND=kind.name, CODE=code) > 0


def get(ctx: Ctx, kind: Kind, code: str) -> Answer:
    """A picture.

    :raises CallError: ``NOT_FOUND``
    """
    key = _key_of(ctx.tx, kind, code)
    if key is None and code not in kind.standard:
        raise kind.not_found(code=code)
    return _answer(code, key)


def listed(ctx: Ctx, kind: Kind) -> list[Answer]:
    """Every picture: those that every portal has, then those that were added."""
    added: dict[str, str] = dict(ctx.tx.all(_ALL, kind=kind.name))
    standard = [_answer(code, None) for code in kind.standard if code not in added]
    return [*standard, *(_answer(code, key) for code, key in added.items())]


def delete(ctx: Ctx, kind: Kind, code: str) -> None:
    """Take a picture away that was added; one of its code that every portal has is there again.

    :raises CallError: ``ACCESS_DENIED`` for all but administrators, also for a picture that every portal has;
        ``NOT_FOUND``
    """
    if not ctx.actor.is_admin:
        raise ACCESS_DENIED()
    if not drop(ctx.tx, kind, code):
        raise ACCESS_DENIED() if code in kind.standard else kind.not_found(code=code)


def address(tx: Transaction, kind: Kind, code: str) -> str:
    """Where the file of a picture is; empty for one that every portal has, and for none."""
    key = _key_of(tx, kind, code)
    return "" if key is None else f"{PATH}{key}"


def file(tx: Transaction, key: str) -> bytes | None:
    """The file of a picture, by the end of its address."""
    content = None if "\0" in key else tx.value(_CONTENT, key=key)
    return None if content is None else base64.b64decode(content)


def _key_of(tx: Transaction, kind: Kind, code: str) -> str | None:
    found = None if "\0" in code else tx.one(_ONE, kind=kind.name, code=code)
    return None if found is None else str(found[1])


def _answer(code: str, key: str | None) -> Answer:
    return {"code": code, "isSystem": key is None, "fileUri": "" if key is None else f"{PATH}{key}"}
