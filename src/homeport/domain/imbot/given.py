"""Commands that were given: for a day they may be answered where they were, also by a bot that is not there.

Source: ``chat-bots-v2/imbot.v2/commands/command-answer.md``.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, delete, select

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx
from homeport.domain.imbot.tables import GIVEN
from homeport.store import Query, Transaction

HOURS = 24

_ONE = Query(
    select(GIVEN.c.DATE_CREATE).where(
        GIVEN.c.MESSAGE_ID == bindparam("message"), GIVEN.c.COMMAND_ID == bindparam("command")
    )
)
_FORGET = Query(delete(GIVEN).where(GIVEN.c.DATE_CREATE < bindparam("since")))


def note(ctx: Ctx, message: int, command: int) -> None:
    """Note that a command was given now by a message."""
    ctx.tx.execute(_FORGET, since=_since(ctx))
    of = {"MESSAGE_ID": message, "COMMAND_ID": command}
    if not ctx.tx.update(GIVEN, of, {"DATE_CREATE": ctx.clock.stamp()}):
        ctx.tx.insert_many(GIVEN, [{**of, "DATE_CREATE": ctx.clock.stamp()}])


def is_answerable(ctx: Ctx, message: int, command: int) -> bool:
    """Whether a command was given by a message, not too long ago."""
    given = ctx.tx.value(_ONE, message=message, command=command)
    return given is not None and bool(given >= _since(ctx))


def deleted(tx: Transaction, messages: Iterable[int]) -> None:
    """What messages gave that are no more is not answered."""
    for message in messages:
        tx.delete(GIVEN, MESSAGE_ID=message)


def _since(ctx: Ctx) -> str:
    return to_stored(datetime.fromtimestamp(ctx.clock.now(), UTC) - timedelta(hours=HOURS))
