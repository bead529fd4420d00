"""How sites, folders and pages are spelled: codes in addresses, moments in answers, what is said of rows."""

import re
import secrets
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty, read_string
from homeport.domain.landing.refusals import EMPTY, SLASH, UNFIT

MOST_LETTERS = 255
Row = dict[str, Any]


def text(ctx: Ctx, given: Mapping[str, Any], name: str, *, required: bool = False) -> str:
    """A text of a row.

    :raises CallError: ``EMPTY`` for one that must be there, ``UNFIT`` for one that is none or too long
    """
    try:
        value = (read_string(given.get(name), ctx.clock.zone) or "").strip()
    except ValueError:
        raise UNFIT(name=name) from None
    if required and not value:
        raise EMPTY(name=name)
    if len(value) > MOST_LETTERS:
        raise UNFIT(name=name)
    return value


def code(ctx: Ctx, given: Mapping[str, Any]) -> str:
    """What a row is to be called in addresses; empty where that is to be made of its title.

    :raises CallError: ``SLASH``, ``UNFIT``
    """
    value = "" if is_empty(given.get("CODE")) else text(ctx, given, "CODE").strip().lower()
    if "/" in value:
        raise SLASH()
    return value


def code_of(title: str, otherwise: str = "") -> str:
    """What a title comes to in addresses: Latin letters without accents, and digits.

    :param otherwise: in place of nothing; without it, 12 random characters
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100] or otherwise or secrets.token_hex(6)


def moment(stored: str | None, ctx: Ctx) -> str | None:
    """A stored moment as these methods answer it: ``04/20/2020 12:48:10 pm``, in the portal's zone."""
    if stored is None:
        return None
    there = datetime.fromisoformat(stored).replace(tzinfo=UTC).astimezone(ctx.clock.zone)
    return there.strftime("%m/%d/%Y %I:%M:%S ") + ("am" if there.hour < 12 else "pm")


def made(ctx: Ctx) -> Row:
    """Who has made a row, and when."""
    now, who = ctx.clock.stamp(), ctx.actor.user_id
    return {"CREATED_BY_ID": who, "MODIFIED_BY_ID": who, "DATE_CREATE": now, "DATE_MODIFY": now}


def changed(ctx: Ctx) -> Row:
    """Who has changed a row, and when."""
    return {"MODIFIED_BY_ID": ctx.actor.user_id, "DATE_MODIFY": ctx.clock.stamp()}


def shown(ctx: Ctx, name: str, value: Any) -> str | None:
    """A value of a row as lists answer it."""
    if name.startswith("DATE_"):
        return moment(value, ctx)
    return None if value is None else str(value)
