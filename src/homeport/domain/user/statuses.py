"""What people say of themselves: online, not to be disturbed, away.

Source: ``api-reference/chats/users/``.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.user.tables import STATUS
from homeport.store import Query

NOT_AVAILABLE = ErrorKind("STATUS_ERROR", "Status is not available")
ONLINE = "online"
STATUSES = (ONLINE, "dnd", "away", "break")

_OF_USER = Query(select(STATUS.c.STATUS, STATUS.c.IDLE).where(STATUS.c.USER_ID == bindparam("user_id")))


def of(ctx: Ctx, user: int) -> tuple[str | None, str | None]:
    """The status that a user has set, and since when the user has stepped away, as moments are stored."""
    row = ctx.tx.one(_OF_USER, user_id=user)
    return (None, None) if row is None else (row[0], row[1])


def put(ctx: Ctx, status: Any) -> None:
    """Set the caller's status.

    :raises CallError: ``NOT_AVAILABLE``
    """
    if status not in STATUSES:
        raise NOT_AVAILABLE()
    _save(ctx, {"STATUS": status})


def step_away(ctx: Ctx, minutes: int) -> None:
    """Say that the caller has stepped away some minutes ago."""
    since = datetime.fromtimestamp(ctx.clock.now(), UTC) - timedelta(minutes=minutes)
    _save(ctx, {"IDLE": to_stored(since)})


def come_back(ctx: Ctx) -> None:
    """Say that the caller is there again."""
    _save(ctx, {"IDLE": None})


def _save(ctx: Ctx, values: dict[str, Any]) -> None:
    user = ctx.actor.user_id
    if not ctx.tx.update(STATUS, {"USER_ID": user}, values):
        ctx.tx.insert(STATUS, {"USER_ID": user, **values})
