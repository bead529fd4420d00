"""Public links: whoever knows one may read a file, or a folder with all that is in it, without an account.

A link may ask for a password, and end. One that is revoked leads nowhere ever after: the next has another word.

Sources: ``disk-file-get-external-link.md``, ``disk-folder-get-external-link.md``.
"""

import hashlib
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select

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
_OF_SLUG = Query(
    _SHARED.add_columns(LINK.c.PASSWORD)
    .join(LINK, LINK.c.OBJECT_ID == OBJECT.c.ID)
    .where(LINK.c.SLUG == bindparam("slug"), or_(LINK.c.EXPIRES.is_(None), LINK.c.EXPIRES > bindparam("now")))
)
_IN_FOLDER = Query(
    _SHARED.where(OBJECT.c.PARENT_ID == bindparam("folder")).order_by(OBJECT.c.TYPE.desc(), OBJECT.c.NAME)
)
_WITHIN = Query(
    _SHARED.join(PATH, PATH.c.OBJECT_ID == OBJECT.c.ID).where(
        PATH.c.ANCESTOR_ID == bindparam("folder"), OBJECT.c.ID == bindparam("id")
    )
)
_EXISTING = Query(
    select(LINK.c.SLUG, LINK.c.PASSWORD, LINK.c.EXPIRES, LINK.c.TURN).where(LINK.c.OBJECT_ID == bindparam("id"))
)
_REVOKED = "revoked "
"""What SLUG begins with when it is the hash of no word."""


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


class Link(NamedTuple):
    """A link that leads to something.

    :param id: of the object
    :param password: the hash of what is asked for; None for nothing
    """

    id: int
    shared: Shared
    password: str | None


class Terms(NamedTuple):
    """A link as those see it who may change it.

    :param asks: whether it asks for a password
    :param expires: when it ends, in the stored form; None for never
    """

    url: str
    asks: bool
    expires: str | None


def link_of(ctx: Ctx, kind: str, number: int) -> str:
    """The public link of an object; the same until it ends or is revoked.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``
    """
    objects.find(ctx, kind, number)
    access.require(ctx, Level.READ, number)
    row = ctx.tx.one(_EXISTING, id=number)
    if row is None:
        ctx.tx.insert(LINK, {"OBJECT_ID": number, "SLUG": _hash(_word(ctx, number, 0)), "TURN": 0})
        return _url(ctx, number, 0)
    slug, _, expires, turn = row
    if slug.startswith(_REVOKED) or _is_over(ctx, expires):
        turn += 1
        ctx.tx.update(
            LINK,
            {"OBJECT_ID": number},
            {"SLUG": _hash(_word(ctx, number, turn)), "TURN": turn, "PASSWORD": None, "EXPIRES": None},
        )
    return _url(ctx, number, turn)


def terms_of(ctx: Ctx, kind: str, number: int) -> Terms | None:
    """The link of an object; None when there is none that leads to it.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``
    """
    objects.find(ctx, kind, number)
    access.require(ctx, Level.READ, number)
    row = ctx.tx.one(_EXISTING, id=number)
    if row is None or row[0].startswith(_REVOKED) or _is_over(ctx, row[2]):
        return None
    return Terms(_url(ctx, number, row[3]), row[1] is not None, row[2])


def protect(ctx: Ctx, kind: str, number: int, password: str | None, expires: str | None) -> None:
    """Let a link ask for a password, and end, in place of what it did before.

    :param password: its hash; None to ask for none
    :param expires: when it ends, in the stored form; None for never
    :raises CallError: ``ERROR_NOT_FOUND``, also when there is no link; ``ACCESS_DENIED``
    """
    _require_changeable(ctx, kind, number)
    ctx.tx.update(LINK, {"OBJECT_ID": number}, {"PASSWORD": password, "EXPIRES": expires})


def password_of(ctx: Ctx, kind: str, number: int) -> str | None:
    """The hash of what a link asks for, to be kept with other terms.

    :raises CallError: as :func:`protect`
    """
    _require_changeable(ctx, kind, number)
    row = ctx.tx.one(_EXISTING, id=number)
    return None if row is None else row[1]


def revoke(ctx: Ctx, kind: str, number: int) -> None:
    """Let a link lead nowhere.

    :raises CallError: as :func:`protect`
    """
    _require_changeable(ctx, kind, number)
    ctx.tx.update(LINK, {"OBJECT_ID": number}, {"SLUG": f"{_REVOKED}{number}", "PASSWORD": None, "EXPIRES": None})


def _require_changeable(ctx: Ctx, kind: str, number: int) -> None:
    objects.find(ctx, kind, number)
    access.require(ctx, Level.EDIT, number)
    if terms_of(ctx, kind, number) is None:
        raise objects.NOT_FOUND(id=number)


def _is_over(ctx: Ctx, expires: str | None) -> bool:
    return expires is not None and expires <= ctx.clock.stamp()


def _word(ctx: Ctx, number: int, turn: int) -> str:
    purpose = f"{info.member_id_of(ctx.tx)} {number}"
    return blobs_of(ctx.tx).slug(f"{purpose} {turn}" if turn else purpose)


def _url(ctx: Ctx, number: int, turn: int) -> str:
    return f"{ctx.address}/~{_word(ctx, number, turn)}"


def find(tx: Transaction, word: str, now: str) -> Link | None:
    """What a link leads to.

    :param now: the moment by the portal's clock, in the stored form
    """
    row = tx.one(_OF_SLUG, slug=_hash(word), now=now)
    return None if row is None else Link(row[0], Shared(*row[:5]), row[5])


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
