"""Reading trails: a part at a time, the newest first, as far as the caller may read the record."""

from functools import cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm import access
from homeport.domain.crm.trail.tables import TRAIL
from homeport.store import Query, Transaction

NEWEST = 2**63 - 1
"""Before which every entry is."""


class Entry(NamedTuple):
    """An entry of a trail.

    :param credential: what it was done with: ``webhook:5``, ``app:2``, ``user:1`` for a page, …
    :param details: see :mod:`homeport.domain.crm.trail.tables`
    """

    id: int
    kind: str
    created: str
    author_id: int
    credential: str
    details: Any


class Recent(NamedTuple):
    """A record that was changed, by whom and when."""

    entity_type_id: int
    entity_id: int
    author_id: int
    created: str


_NEWEST = Query(
    select(TRAIL.c.OWNER_TYPE_ID, TRAIL.c.OWNER_ID, TRAIL.c.AUTHOR_ID, TRAIL.c.CREATED)
    .order_by(TRAIL.c.ID.desc())
    .limit(bindparam("most"))
)


def newest(tx: Transaction, most: int) -> list[Recent]:
    """The newest changes of all records, whoever may read these."""
    return [Recent(*row) for row in tx.all(_NEWEST, most=most)]


def page(ctx: Ctx, record: Owner, most: int, before: int = NEWEST) -> list[Entry]:
    """Some of a record's entries, the newest first; none of a record that the caller may not read.

    :param most: how many
    :param before: the id of the entry that they come after, which is older the lower it is
    """
    if not access.may(ctx, Operation.READ, record):
        return []
    rows = ctx.tx.all(_page(), **record._asdict(), before=before, most=most)
    return [Entry(*row)._replace(details=msgspec.json.decode(row[-1])) for row in rows]


def one(ctx: Ctx, record: Owner, entry_id: int) -> Entry | None:
    """An entry of a record's trail; None where there is none, or the caller may not read the record."""
    found = page(ctx, record, 1, before=min(entry_id, NEWEST - 1) + 1)
    return found[0] if found and found[0].id == entry_id else None


@cache
def _page() -> Query:
    names = ("ID", "KIND", "CREATED", "AUTHOR_ID", "CREDENTIAL", "DETAILS")
    return Query(
        select(*(TRAIL.c[name] for name in names))
        .where(
            TRAIL.c.OWNER_TYPE_ID == bindparam("entity_type_id"),
            TRAIL.c.OWNER_ID == bindparam("entity_id"),
            TRAIL.c.ID < bindparam("before"),
        )
        .order_by(TRAIL.c.ID.desc())
        .limit(bindparam("most"))
    )
