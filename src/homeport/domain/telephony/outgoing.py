"""The line that calls of the portal go out by: one of its lines over SIP, whichever application added it.

Source: ``api-reference/telephony/voximplant/lines/``.
"""

from typing import Any

from sqlalchemy import select

from homeport.core.ctx import Ctx
from homeport.domain.telephony import sip
from homeport.domain.telephony.sip import TABLE
from homeport.store import Query

MOST = 1_000
"""Lines that are listed at most: the method has no pages."""

_ALL = Query(select(TABLE.c.ID, TABLE.c.TYPE, TABLE.c.TITLE, TABLE.c.OUTGOING).order_by(TABLE.c.ID).limit(MOST))


def lines(ctx: Ctx) -> dict[str, str]:
    """Names of the lines that there are, by what they are called where calls are made.

    :raises CallError: ``DENIED``
    """
    sip.require_right(ctx)
    return {sip.word_of(row): sip.title_of(row) for row in ctx.tx.dicts(_ALL)}


def chosen(ctx: Ctx) -> str:
    """The line that calls go out by: the first one until one is chosen; empty while there is none.

    :raises CallError: ``DENIED``
    """
    sip.require_right(ctx)
    rows = ctx.tx.dicts(_ALL)
    found = next((row for row in rows if row["OUTGOING"] == "Y"), rows[0] if rows else None)
    return "" if found is None else sip.word_of(found)


def choose(ctx: Ctx, line: Any) -> None:
    """Have calls go out by a line. What is no line changes nothing, as documented.

    :raises CallError: ``DENIED``
    """
    sip.require_right(ctx)
    found = next((row for row in ctx.tx.dicts(_ALL) if sip.word_of(row) == line), None)
    if found is not None:
        _note(ctx, found["ID"])


def choose_sip(ctx: Ctx, config: Any) -> None:
    """Have calls go out by a line of the application that calls.

    :raises CallError: ``DENIED``, ``NO_ARGUMENT``
    """
    sip.require_right(ctx)
    _note(ctx, sip.require(ctx, config)["ID"])


def _note(ctx: Ctx, number: int) -> None:
    ctx.tx.update(TABLE, {"OUTGOING": "Y"}, {"OUTGOING": "N"})
    ctx.tx.update(TABLE, {"ID": number}, {"OUTGOING": "Y"})
