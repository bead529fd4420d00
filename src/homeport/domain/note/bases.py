"""Knowledge bases: whoever belongs to the company reads them, their authors and administrators change them.

Source: ``api-reference/note/collection/``.
"""

from collections.abc import Hashable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, or_, select, true

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import ACCESS_DENIED, DTO_VALIDATION, ENTITY_NOT_FOUND, FieldKind
from homeport.core.rights import Operation
from homeport.domain.note.tables import ACTIVE, ARCHIVED, BASE, BASE_FIELDS, DOCUMENT, TRASHED
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Access, Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import Values
from homeport.domain.records.v3 import kinds as k
from homeport.domain.records.v3.asking import wanted
from homeport.domain.records.v3.entity import Entity, P
from homeport.domain.records.v3.reading import shown
from homeport.store import Query, constant

NAMELESS = FieldKind(DTO_VALIDATION.code, "The name cannot be empty")
NAME_TOO_LONG = FieldKind(DTO_VALIDATION.code, "The name must not exceed 255 characters")
MAX_NAME = 255

DIALECT = replace(
    CLASSIC,
    denied=ACCESS_DENIED,
    unreadable=ACCESS_DENIED,
    not_found=ENTITY_NOT_FOUND,
    keeps_empty=True,
)

READS, WRITES, EVERYTHING = "reads", "writes", "everything"
"""What a caller may do: read all, change what is his own, change all."""


def grant(ctx: Ctx, operation: Operation) -> Hashable | None:
    """What the caller may do to knowledge bases; guests of the portal nothing."""
    if not ctx.actor.is_employee:
        return None
    if ctx.actor.is_admin:
        return EVERYTHING
    return READS if operation in (Operation.READ, Operation.ADD) else WRITES


def _covers(granted: Hashable, row: FromClause, scans: bool) -> ColumnElement[bool]:
    return row.c.CREATED_BY == bindparam("actor") if granted == WRITES else true()


def sign(change: Change) -> None:
    """Who made and changed it, and when."""
    ctx, new = change.ctx, change.new
    new["UPDATED_BY"], new["UPDATED_AT"] = ctx.actor.user_id, ctx.clock.stamp()
    if not change.old:
        new["CREATED_BY"], new["CREATED_AT"] = new["UPDATED_BY"], new["UPDATED_AT"]


def _named(change: Change) -> None:
    check_title(change.row.get("NAME"), "name")


def check_title(title: str | None, field: str) -> None:
    """Refuse a name or title that is empty or too long."""
    if not (title or "").strip():
        raise NAMELESS(field=field)
    if len(title or "") > MAX_NAME:
        raise NAME_TOO_LONG(field=field)


BASES = Collection(
    noun="collection",
    plural="collections",
    table=BASE,
    fields=BASE_FIELDS,
    access=Access(grant, _covers),
    order=(("POSITION", False), ("ID", False)),
    before_save=(_named, sign),
)


def _in_utc(stored: Any, zone: ZoneInfo) -> str | None:
    return f"{stored.replace(' ', 'T')}Z" if stored else None


UTC = replace(k.STRING, write=_in_utc)
"""A moment as knowledge bases write it: in UTC, with a ``Z``."""

BASE_SHOWN = Entity(
    "CollectionDto",
    (
        P("id", k.INT, "ID"),
        P("name", k.STRING, "NAME", settable=True, editable=True, required=True),
        P("position", k.INT, "POSITION", settable=True),
        P("policyLevel", k.STRING, "POLICY_LEVEL"),
        P("createdBy", k.INT, "CREATED_BY"),
        P("createdAt", UTC, "CREATED_AT"),
        P("updatedBy", k.INT, "UPDATED_BY"),
        P("updatedAt", UTC, "UPDATED_AT"),
    ),
    collection=BASES,
    invalid=DTO_VALIDATION,
    unfit=DTO_VALIDATION,
)

LISTED = replace(BASE_SHOWN, limited=200)
"""For the pages of lists and of searches."""

_PAGE = Query(
    select(*BASE.c)
    .where(
        BASE.c.STATE == constant(ACTIVE),
        or_(
            BASE.c.POSITION > bindparam("position"),
            and_(BASE.c.POSITION == bindparam("position"), BASE.c.ID > bindparam("id")),
        ),
    )
    .order_by(BASE.c.POSITION, BASE.c.ID)
    .limit(bindparam("limit"))
)


def require_reader(ctx: Ctx) -> None:
    """Refuse guests of the portal."""
    if grant(ctx, Operation.READ) is None:
        raise ACCESS_DENIED()


def page(ctx: Ctx, limit: int, position: int, number: int) -> tuple[list[Values], Values | None]:
    """Knowledge bases after one, and where the next page begins; None for the last.

    :param position: of the last one that the caller has
    :param number: of the same
    """
    require_reader(ctx)
    rows = ctx.tx.dicts(_PAGE, position=position, id=number, limit=limit + 1)
    found = rows[:limit]
    following = {"position": found[-1]["POSITION"], "id": found[-1]["ID"]} if len(rows) > limit else None
    return shown(ctx, wanted(BASE_SHOWN, None), found), following


def find(
    ctx: Ctx, number: int, operation: Operation = Operation.READ, *, states: tuple[str, ...] = (ACTIVE,)
) -> Values:
    """A stored knowledge base that the caller may do something to.

    :param states: those that it may be in
    :raises CallError: ``ACCESS_DENIED``, ``ENTITY_NOT_FOUND``
    """
    require_reader(ctx)
    row = reading.stored(ctx, BASES, {"ID": number})
    if row is None or row["STATE"] not in states:
        raise ENTITY_NOT_FOUND(id=number)
    if not reading.may(ctx, BASES, operation, {"ID": number}):
        raise ACCESS_DENIED()
    return row


def create(ctx: Ctx, given: Values) -> int:
    """Add a knowledge base; its number."""
    number: int = writing.create(ctx, BASES, given, DIALECT)["ID"]
    return number


def change(ctx: Ctx, number: int, given: Values) -> None:
    """Rename a knowledge base."""
    find(ctx, number, Operation.WRITE)
    writing.change(ctx, BASES, {"ID": number}, given, DIALECT)


def archive(ctx: Ctx, number: int) -> None:
    """Put a knowledge base away, with all its documents."""
    find(ctx, number, Operation.WRITE)
    _put(ctx, number, (ACTIVE,), ARCHIVED)


def trash(ctx: Ctx, number: int) -> None:
    """Move a knowledge base to the trash, with all its documents."""
    find(ctx, number, Operation.DELETE, states=(ACTIVE, ARCHIVED))
    _put(ctx, number, (ACTIVE, ARCHIVED), TRASHED)


def _put(ctx: Ctx, number: int, before: tuple[str, ...], after: str) -> None:
    changed = {"STATE": after, "UPDATED_BY": ctx.actor.user_id, "UPDATED_AT": ctx.clock.stamp()}
    ctx.tx.update(BASE, {"ID": number}, changed)
    for state in before:
        ctx.tx.update(DOCUMENT, {"COLLECTION_ID": number, "STATE": state}, changed)
