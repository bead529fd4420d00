"""Files as rows: made of what comes in, and gone with what they belong to."""

import mimetypes
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from homeport.core import pictures
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.core.uploads import Upload, draft_of
from homeport.domain.files.tables import FILE
from homeport.domain.portal import settings
from homeport.store import Query, Transaction
from homeport.store.blobs import Blobs, UnkeptError

_ROW = Query(select(FILE.c.ID, FILE.c.HASH, FILE.c.SIZE, FILE.c.NAME).where(FILE.c.ID == bindparam("id")))
_PICTURE = Query(select(FILE.c.WIDTH, FILE.c.HEIGHT).where(FILE.c.ID == bindparam("id")))
_TAKEN = Query(select(func.sum(FILE.c.SIZE)))
_HASHES = Query(select(FILE.c.HASH).distinct())


class Refusals(NamedTuple):
    """How a method words what keeps a file from being saved.

    :param unsaved: there is no room on the disk
    :param too_large: it is longer than a file may be, or than the portal has room for
    """

    unsaved: Callable[[], CallError]
    too_large: Callable[[], CallError]


class Content(NamedTuple):
    """Content that is kept already.

    :param picture: how wide and high it is, in pixels, if it is a picture
    """

    hash: str
    size: int
    picture: tuple[int, int] | None = None


class Stored(NamedTuple):
    """A file that there is.

    :param most: how many pixels wide and high what is sent of a picture is at most; 0 for all there are
    """

    id: int
    hash: str
    size: int
    name: str
    most: int = 0


def save(ctx: Ctx, upload: Upload, refusals: Refusals) -> Stored:
    """Keep a file that came within a call.

    :raises CallError: one of the refusals
    """
    check(ctx.tx, len(upload.content), refusals)
    blobs, draft = blobs_of(ctx.tx), draft_of(upload.content)
    try:
        hash_ = blobs.put(upload.content) if draft is None else draft.keep()
    except UnkeptError:
        if draft is not None:
            draft.discard()
        raise refusals.unsaved() from None
    picture = pictures.size_of(upload.content) if is_image(upload.name) else None
    return name(ctx, Content(hash_, len(upload.content), picture), upload.name)


def name(ctx: Ctx, content: Content, called: str) -> Stored:
    """A new file of content that is kept already."""
    width, height = content.picture or (None, None)
    row = {"HASH": content.hash, "SIZE": content.size, "NAME": called, "CREATED": ctx.clock.stamp()}
    row |= {"WIDTH": width, "HEIGHT": height}
    return Stored(ctx.tx.insert(FILE, row), content.hash, content.size, called)


def is_image(name: str) -> bool:
    """Whether a file is a picture, by its name."""
    return (mimetypes.guess_type(name)[0] or "").startswith("image/")


def media_of(name: str) -> str:
    """What a file is, by its name: ``image``, ``video``, ``audio``, or a ``file`` like any other."""
    kind = (mimetypes.guess_type(name)[0] or "").partition("/")[0]
    return kind if kind in ("image", "video", "audio") else "file"


def find(tx: Transaction, file_id: int) -> Stored | None:
    """A file by its number, whoever may see it."""
    row = tx.one(_ROW, id=file_id)
    return None if row is None else Stored(*row)


def again(ctx: Ctx, file_id: int) -> Stored:
    """Another file of the same content.

    :raises LookupError: when there is no such file
    """
    found = find(ctx.tx, file_id)
    if found is None:
        raise LookupError(file_id)
    picture = ctx.tx.one(_PICTURE, id=file_id)
    whole = (picture[0], picture[1]) if picture is not None and picture[0] else None
    return name(ctx, Content(found.hash, found.size, whole), found.name)


def forget(tx: Transaction, file_id: int) -> None:
    """Let go of a file; its content goes when no other row names it."""
    tx.delete(FILE, ID=file_id)


def check(tx: Transaction, size: int, refusals: Refusals) -> None:
    """Refuse a file that is longer than the operator allows.

    :raises CallError: ``refusals.too_large``
    """
    if size > room(tx):
        raise refusals.too_large()


def room(tx: Transaction) -> int:
    """How many bytes the next file may have."""
    found = settings.read(tx)
    if found.files_bytes == "off":
        return found.file_bytes
    return min(found.file_bytes, found.files_bytes - int(tx.value(_TAKEN) or 0))


def hashes(tx: Transaction) -> set[str]:
    """The contents that rows of a portal name."""
    return {row[0] for row in tx.all(_HASHES)}


def blobs_of(tx: Transaction) -> Blobs:
    """Where a transaction's contents are.

    :raises CallError: where its portal has no place for any, as in a file that is only looked at
    """
    if tx.blobs is None:
        raise CallError("INTERNAL_SERVER_ERROR", "There is no place for files", 500)
    return tx.blobs
