"""Who may do what with a storage: by access codes, each with a level that contains those before it.

Source: ``api-reference/entity/index.md#access-levels``.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.entity.tables import RIGHT
from homeport.domain.portal.people import access_codes
from homeport.domain.records.collection import Access
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

DENIED = ErrorKind("ACCESS_DENIED", "Access denied!", 403)

READ, WRITE, MANAGE = "R", "W", "X"
LEVELS = (READ, WRITE, MANAGE)
"""The lowest first."""
MOST_LETTERS = 100

_OF_STORAGE = Query(
    select(RIGHT.c.CODE, RIGHT.c.LEVEL).where(RIGHT.c.STORAGE_ID == bindparam("storage")).order_by(RIGHT.c.POSITION)
)


def of(tx: Transaction, storage: int) -> dict[str, str]:
    """The levels of a storage by access codes, in the order in which they were given."""
    return dict(tx.all(_OF_STORAGE, storage=storage))


def put(ctx: Ctx, storage: int, given: Any) -> None:
    """Give rights in place of those that there were; whoever does manages the storage."""
    named = as_map(given) if isinstance(given, dict | list) else {}
    found = {code: level for code, level in named.items() if level in LEVELS and 0 < len(code) <= MOST_LETTERS}
    for code in named.keys() - found.keys():
        ctx.drop("access", code)
    mine = f"U{ctx.actor.user_id}"
    found.pop(mine, None)
    ctx.tx.delete(RIGHT, STORAGE_ID=storage)
    rows = [
        {"STORAGE_ID": storage, "CODE": code, "POSITION": place, "LEVEL": level}
        for place, (code, level) in enumerate({**found, mine: MANAGE}.items())
    ]
    ctx.tx.insert_many(RIGHT, rows)


def may(ctx: Ctx, storage: int, level: str) -> bool:
    """Whether the caller may do so much with a storage."""
    if ctx.actor.is_admin:
        return True
    enough = LEVELS[LEVELS.index(level) :]
    codes = access_codes.of_user(ctx.tx, ctx.actor.user_id)
    return any(code in codes and held in enough for code, held in of(ctx.tx, storage).items())


def require(ctx: Ctx, storage: int, level: str) -> None:
    """Refuse a caller who may not do so much.

    :raises CallError: ``DENIED``
    """
    if not may(ctx, storage, level):
        raise DENIED()


def access(storage: int) -> Access:
    """Who may do what with the sections and items of a storage: it is one right for all of them."""

    def grant(ctx: Ctx, operation: Operation) -> bool | None:
        return True if may(ctx, storage, READ if operation is Operation.READ else WRITE) else None

    return Access(grant)
