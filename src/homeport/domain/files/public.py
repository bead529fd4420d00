"""Public links: whoever knows one sees what it leads to, without an account, until it is taken back.

A link that is taken back never leads anywhere again: the next one of the same thing is another.
Source: ``document-generator-document-enable-public-url.md``.
"""

import hashlib
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from sqlalchemy import Column, Index, Integer, Table, Text, bindparam, select

from homeport.core.clock import Clock
from homeport.core.ctx import Ctx
from homeport.domain.files.files import Stored, blobs_of
from homeport.domain.portal import info
from homeport.domain.records.scopes import scopes
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

PUBLIC_LINK = Table(
    "public_link",
    METADATA,
    Column("SLUG", Text, primary_key=True),
    Column("KIND", Text, nullable=False),
    Column("ROW_ID", Integer, nullable=False),
    Index("public_link_row", "KIND", "ROW_ID"),
    sqlite_with_rowid=False,
)
"""SLUG is a hash of the word in the address; KIND and ROW_ID say what it leads to."""

_FIND = Query(select(PUBLIC_LINK.c.KIND, PUBLIC_LINK.c.ROW_ID).where(PUBLIC_LINK.c.SLUG == bindparam("slug")))


class Sheet(NamedTuple):
    """A page for strangers.

    :param rows: of a table, each cell a text
    :param facts: what is said beside it, by what it is called
    :param file: what may be taken from it
    """

    title: str
    facts: Mapping[str, str]
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    file: Stored | None = None


Opened = Stored | Sheet | None


class Public(NamedTuple):
    """One kind of thing that public links lead to.

    :param open: what a link leads to by now: a file, a page, or nothing
    :param visited: notes that somebody came by one
    """

    open: Callable[[Transaction, Clock, int], Opened]
    visited: Callable[[Transaction, Clock, int], None] = lambda tx, clock, number: None


def link_of(ctx: Ctx, kind: str, number: int, turn: int) -> str:
    """The public link of something; always the same for a turn.

    :param kind: a key of a module's ``PUBLIC``
    :param turn: how many links it had before
    """
    word = _word(ctx, kind, number, turn)
    if ctx.tx.one(_FIND, slug=_hash(word)) is None:
        ctx.tx.insert(PUBLIC_LINK, {"SLUG": _hash(word), "KIND": kind, "ROW_ID": number})
    return f"{ctx.address}/~{word}"


def address_of(ctx: Ctx, kind: str, number: int, turn: int) -> str:
    """The public link of something that has one."""
    return f"{ctx.address}/~{_word(ctx, kind, number, turn)}"


def revoke(tx: Transaction, kind: str, number: int) -> None:
    """Let no link lead to something any more."""
    tx.delete(PUBLIC_LINK, KIND=kind, ROW_ID=number)


def opened(tx: Transaction, clock: Clock, word: str) -> Opened:
    """What a link leads to."""
    found = _found(tx, word)
    return None if found is None else found[0].open(tx, clock, found[1])


def note_visit(tx: Transaction, clock: Clock, word: str) -> None:
    """Note that somebody came by a link."""
    found = _found(tx, word)
    if found is not None:
        found[0].visited(tx, clock, found[1])


def _found(tx: Transaction, word: str) -> tuple[Public, int] | None:
    row = tx.one(_FIND, slug=_hash(word))
    if row is None:
        return None
    kinds: dict[str, Public] = {}
    for scope in scopes():
        for module in scope.public:
            kinds |= import_module(module).PUBLIC
    return (kinds[row[0]], row[1]) if row[0] in kinds else None


def _word(ctx: Ctx, kind: str, number: int, turn: int) -> str:
    return blobs_of(ctx.tx).slug(f"{info.member_id_of(ctx.tx)} {kind} {number} {turn}")


def _hash(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
