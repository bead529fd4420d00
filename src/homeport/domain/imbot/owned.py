"""A bot of the second generation as its owner names it.

Source: ``chat-bots-v2/index.md``, ``change-log.md``.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none
from homeport.domain.imbot import bots, owners
from homeport.domain.imbot.owners import Owner
from homeport.domain.imbot.tables import BOT
from homeport.store import Query

NO_TOKEN = ErrorKind("BOT_TOKEN_NOT_SPECIFIED", "Bot token is not specified", 403)
NO_ID = ErrorKind("BOT_ID_REQUIRED", "Bot ID is required")
NOT_FOUND = ErrorKind("BOT_NOT_FOUND", "Bot not found")
OTHERS = ErrorKind("BOT_OWNERSHIP_ERROR", "Bot is registered by another application", 403)
NEITHER = ErrorKind("PARAMS_REQUIRED", "Required parameters are missing")

_CALLED = Query(select(*BOT.c).where(BOT.c.CODE == bindparam("code")).order_by(BOT.c.USER_ID))


def owner(ctx: Ctx, token: Any) -> Owner:
    """Whose bots a call is about: the application's that calls, or of who knows a token.

    :raises CallError: ``NO_TOKEN``
    """
    found = owners.of(ctx, bots.text(token))
    if found is None:
        raise NO_TOKEN()
    return found


def require(ctx: Ctx, number: Any, token: Any) -> dict[str, Any]:
    """A bot of the caller's.

    :raises CallError: ``NO_TOKEN``, ``NO_ID``, ``NOT_FOUND``, ``OTHERS``
    """
    whose = owner(ctx, token)
    if is_empty(number):
        raise NO_ID()
    found = bots.find(ctx, number_or_none(number) or 0)
    if found is None:
        raise NOT_FOUND()
    if found["APP"] not in whose:
        raise OTHERS()
    return found


def called(ctx: Ctx, code: str) -> list[dict[str, Any]]:
    """The bots of a code, whosever they are."""
    return ctx.tx.dicts(_CALLED, code=code)


def anybodys(ctx: Ctx, number: Any, code: Any, token: Any) -> tuple[dict[str, Any], bool]:
    """A bot by its number, or its code, whosever it is; and whether it is the caller's. Of some of one code, that is.

    :raises CallError: ``NO_TOKEN``, ``NEITHER``, ``NOT_FOUND``
    """
    whose = owner(ctx, token)
    named = bots.text(code)
    if is_empty(number) and not named:
        raise NEITHER()
    found = bots.find(ctx, number_or_none(number) or 0) if not is_empty(number) else None
    known = called(ctx, named) if is_empty(number) else [found] if found else []
    if not known:
        raise NOT_FOUND()
    own = next((each for each in known if each["APP"] in whose), None)
    return own or known[0], own is not None
