"""Users as telephony knows them: who has a SIP device, which no server here answers, and who an extension.

Source: ``api-reference/telephony/voximplant/users/``.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import number_or_none
from homeport.domain.portal.people import users as people
from homeport.domain.portal.tables import USER
from homeport.domain.records.filters import as_map
from homeport.domain.telephony.tables import DEVICE
from homeport.store import Query

NOT_SET = ErrorKind("", "Parameter USER_ID is not set")
ACCESS_DENIED = ErrorKind("ACCESS_DENIED", "Access denied! You have no permission to query selected users", 403)

NOT_ALLOWED = ErrorKind("", "You are not allowed to modify user's settings")

MAX_USERS = 1_000

_ONE = Query(
    select(USER.c.UF_PHONE_INNER, DEVICE.c.USER_ID)
    .select_from(USER.outerjoin(DEVICE, DEVICE.c.USER_ID == USER.c.ID))
    .where(USER.c.ID == bindparam("user_id"))
)
_DEVICE = Query(select(DEVICE.c.USER_ID).where(DEVICE.c.USER_ID == bindparam("user_id")))


def users(ctx: Ctx, given: Any) -> list[dict[str, Any]]:
    """Users by their ids; those that do not exist are left out.

    :param given: an id, or several
    :raises CallError: "Parameter USER_ID is not set"; ``ACCESS_DENIED`` to whoever asks for others and does not
        administer the portal
    """
    listed = as_map(given).values() if isinstance(given, dict | list) else [given]
    ids = list(dict.fromkeys(int(str(each)) for each in listed if _is_id(each)))[:MAX_USERS]
    if not ids:
        raise NOT_SET()
    if not ctx.actor.is_admin and ids != [ctx.actor.user_id]:
        raise ACCESS_DENIED()
    found = [(user_id, ctx.tx.one(_ONE, user_id=user_id)) for user_id in ids]
    return [_answer(user_id, row[0], row[1] is not None) for user_id, row in found if row is not None]


def note(ctx: Ctx, given: Any, *, has: bool) -> None:
    """Note that a user has a SIP device, or has none any more.

    :param given: the user's id
    :raises CallError: ``NOT_SET``; ``NOT_ALLOWED`` to whoever does not administer the portal, and of nobody
    """
    if not _is_id(given):
        raise NOT_SET()
    user = number_or_none(given) or 0
    if not ctx.actor.is_admin or not people.is_active(ctx.tx, user):
        raise NOT_ALLOWED()
    if not has:
        ctx.tx.delete(DEVICE, USER_ID=user)
    elif ctx.tx.value(_DEVICE, user_id=user) is None:
        ctx.tx.insert(DEVICE, {"USER_ID": user})


def _is_id(value: Any) -> bool:
    text = str(value)
    return not isinstance(value, bool) and text.isascii() and text.isdigit() and 0 < len(text) <= 18


def _answer(user_id: int, extension: str | None, has_device: bool) -> dict[str, Any]:
    return {
        "ID": str(user_id),
        "DEFAULT_LINE": None,
        "PHONE_ENABLED": "Y" if has_device else "N",
        "SIP_SERVER": None,
        "SIP_LOGIN": None,
        "SIP_PASSWORD": None,
        "INNER_NUMBER": extension or None,
    }
