"""Public links: whoever knows one may read a file, or a folder with all that is in it, without an account.

Sources: ``disk-file-get-external-link.md``, ``disk-folder-get-external-link.md``.
"""

import hashlib
from typing import NamedTuple

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.disk import access, objects
from homeport.domain.disk.access import Level
from homeport.domain.disk.objects import FILE, LIVE
from homeport.domain.disk.tables import LINK, OBJECT, PATH
from homeport.domain.files import files
from homeport.domain.files.files import Stored, blobs_of
from homeport.domain.portal import info
from homeport.store import Query, Transaction, constant

_SHARED = select(OBJECT.c.ID, OBJECT.c.NAME, OBJECT.c.TYPE, OBJECT.c.FILE_ID, OBJECT.c.SIZE).where(
    OBJECT.c.DELETED_TYPE == constant(LIVE)
)
_OF_SLUG = Query(_SHARED.join(LINK, LINK.c.OBJECT_ID == OBJECT.c.ID).where(LINK.c.SLUG == bindparam("slug")))
_IN_FOLDER = Query(
    _SHARED.where(OBJECT.c.PARENT_ID == bindparam("folder")).order_by(OBJECT.c.TYPE.desc(), OBJECT.c.NAME)
)
_WITHIN = Query(
    _SHARED.join(PATH, PATH.c.OBJECT_ID == OBJECT.c.ID).where(
        PATH.c.ANCESTOR_ID == bindparam("folder"), OBJECT.c.ID == bindparam("id")
    )
)
_EXISTING = Query(select(LINK.c.OBJECT_ID).where(LINK.c.OBJECT_ID == bindparam("id")))


class Shared(NamedTuple):
    """Something that strangers may read."""

    id: int
    name: str
    type: str
    file_id: int | None
    size: int | None

    @property
    def is_file(self) -> bool:
        """Whether it is a file, else a folder."""
        return self.type == FILE


def link_of(ctx: Ctx, kind: str, number: int) -> str:
    """The public link of an object; always the same.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``
    """
    objects.find(ctx, kind, number)
    access.require(ctx, Level.READ, number)
    word = blobs_of(ctx.tx).slug(f"{info.member_id_of(ctx.tx)} {number}")
    if ctx.tx.one(_EXISTING, id=number) is None:
        ctx.tx.insert(LINK, {"OBJECT_ID": number, "SLUG": _hash(word)})
    return f"{ctx.address}/~{word}"


def find(tx: Transaction, word: str) -> Shared | None:
    """What a link leads to."""
    row = tx.one(_OF_SLUG, slug=_hash(word))
    return None if row is None else Shared(*row)


def children(tx: Transaction, folder: int) -> list[Shared]:
    """What is in a shared folder."""
    return [Shared(*row) for row in tx.all(_IN_FOLDER, folder=folder)]


def within(tx: Transaction, folder: int, number: int) -> Shared | None:
    """Something that is anywhere in a shared folder."""
    row = tx.one(_WITHIN, folder=folder, id=number)
    return None if row is None else Shared(*row)


def content(tx: Transaction, shared: Shared) -> Stored | None:
    """The content of a shared file."""
    found = None if shared.file_id is None else files.find(tx, shared.file_id)
    return None if found is None else found._replace(name=shared.name)


def _hash(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
