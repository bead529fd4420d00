"""Whose a call is: a user by an id, or by an extension."""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none
from homeport.domain.portal.people import users
from homeport.domain.portal.tables import USER
from homeport.domain.records.filters import as_map
from homeport.domain.telephony.reading import text
from homeport.store import Query, constant

UNSAID = ErrorKind("ERROR_CORE", "USER_ID or USER_PHONE_INNER should be set")
NOT_FOUND = ErrorKind("ERROR_CORE", "User is not found or is not active")

MOST = 1_000
"""Users that are named at once."""

_BY_EXTENSION = Query(
    select(USER.c.ID)
    .where(USER.c.UF_PHONE_INNER == bindparam("extension"), USER.c.ACTIVE == constant("Y"))
    .order_by(USER.c.ID)
    .limit(1)
)


def require_said(user: Any, extension: Any) -> None:
    """Refuse a call of nobody.

    :raises CallError: ``UNSAID``
    """
    if is_empty(user) and is_empty(extension):
        raise UNSAID()


def find(ctx: Ctx, user: Any, extension: Any) -> int:
    """A user who is there.

    :param user: an id; where it names nobody, the extension does
    :raises CallError: ``UNSAID``, ``NOT_FOUND``
    """
    require_said(user, extension)
    number = number_or_none(user) if not is_empty(user) else ctx.tx.value(_BY_EXTENSION, extension=text(extension))
    if not number or not users.is_active(ctx.tx, number):
        raise NOT_FOUND()
    return int(number)


def several(ctx: Ctx, given: Any) -> list[int]:
    """Users by an id or a list of ids; those that are not there are left out."""
    listed = list(as_map(given).values()) if isinstance(given, dict | list) else [given]
    numbers = dict.fromkeys(number for each in listed[:MOST] if (number := number_or_none(each)))
    return [number for number in numbers if users.is_active(ctx.tx, number)]
