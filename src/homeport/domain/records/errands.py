"""What is to be done outside of transactions: addresses asked, files converted. A row for each errand, which a module
of its scope plans and ends; whoever delivers a portal's events runs them, one after the other.

An errand whose process ends in between is run again: what it asks must bear that.
"""

import importlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Column, Float, Index, Integer, Table, Text, bindparam, func, select

from homeport.core.clock import Clock
from homeport.domain.records.scopes import scopes
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

ERRAND = Table(
    "portal_errand",
    METADATA,
    Column("KIND", Text, primary_key=True),
    Column("ROW_ID", Integer, primary_key=True),
    Column("AT", Float, nullable=False),
    Index("portal_errand_at", "AT"),
    sqlite_with_rowid=False,
)
"""KIND is a key of a scope's ``errands``; ROW_ID says which of its things."""

_NEXT = Query(select(func.min(ERRAND.c.AT)))
_DUE = Query(
    select(ERRAND.c.KIND, ERRAND.c.ROW_ID)
    .where(ERRAND.c.AT <= bindparam("now"))
    .order_by(ERRAND.c.AT, ERRAND.c.KIND, ERRAND.c.ROW_ID)
    .limit(1)
)


class Request(NamedTuple):
    """An address that is asked.

    :param body: what is posted as JSON; None for what is fetched
    :param most: bytes of the answer that are read; one that is longer is none
    """

    url: str
    body: Mapping[str, Any] | None = None
    most: int = 256 * 1024


class Reply(NamedTuple):
    """What came back.

    :param outcome: the status, or why there was none
    :param status: 0 when there was none
    """

    outcome: str
    status: int = 0
    content: bytes = b""

    @property
    def said(self) -> dict[str, Any] | None:
        """The JSON object that came; None for all else, also for one that is nested too deep, or has zero bytes in its
        texts, which no store takes."""
        if b"\\u0000" in self.content:
            return None
        try:
            found = msgspec.json.decode(self.content)
        except (msgspec.DecodeError, RecursionError):
            return None
        return found if isinstance(found, dict) else None


class Conversion(NamedTuple):
    """A file of Word that is to be made a PDF and a picture.

    :param name: tells it from others that the same thing had
    :param content: without anything that leads elsewhere; None for what is no file of Word
    """

    name: str
    content: bytes | None


class Converted(NamedTuple):
    """What became of it.

    :param trouble: why it was not converted; empty for nothing
    :param code: tells kinds of trouble apart
    """

    pdf: bytes = b""
    image: bytes = b""
    trouble: str = ""
    code: str = ""


class Errand(NamedTuple):
    """What is to be done: addresses asked in turn, or a file converted."""

    requests: Sequence[Request] = ()
    conversion: Conversion | None = None


class Done(NamedTuple):
    """How it went."""

    replies: Sequence[Reply] = ()
    converted: Converted | None = None


AGAIN_SECONDS = 3600
"""After how long an errand is run again that failed by a mistake of ours."""


def put(tx: Transaction, kind: str, row_id: int, at: float | None) -> None:
    """Let something be done from a moment on, instead of when it was to be done before.

    :param kind: a key of a scope's ``errands``
    :param at: on the portal's clock; None: never
    """
    tx.delete(ERRAND, KIND=kind, ROW_ID=row_id)
    if at is not None:
        tx.insert(ERRAND, {"KIND": kind, "ROW_ID": row_id, "AT": at})


def next_at(tx: Transaction) -> float | None:
    """When something is to be done next."""
    found: float | None = tx.value(_NEXT)
    return found


def due(tx: Transaction, now: float) -> tuple[str, int] | None:
    """The errand that is to be run first: its kind and row."""
    found = tx.one(_DUE, now=now)
    return None if found is None else (found[0], found[1])


def planned(tx: Transaction, clock: Clock, kind: str, row_id: int) -> Errand | None:
    """What an errand takes; None when there is nothing left of it to do."""
    found: Errand | None = _module(kind).plan(tx, clock, row_id)
    return found


def end(tx: Transaction, clock: Clock, kind: str, row_id: int, errand: Errand | None, done: Done) -> None:
    """Make of an errand what came of it. It is over, unless its module puts it again.

    :param errand: as it was planned; None when there was nothing left to do
    """
    put(tx, kind, row_id, None)
    if errand is not None:
        _module(kind).end(tx, clock, row_id, errand, done)


def _module(kind: str) -> Any:
    modules = {name: module for scope in scopes() for name, module in scope.errands.items()}
    return importlib.import_module(modules[kind])
