"""Users as telephony knows them. This portal has no telephony: nobody has a SIP device, and some have an extension.

Source: ``api-reference/telephony/voximplant/users/voximplant-user-get.md``, as far as ``contract/`` has it.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.portal.tables import USER
from homeport.domain.records.filters import as_map
from homeport.store import Query

NOT_SET = ErrorKind("", "Parameter USER_ID is not set")
ACCESS_DENIED = ErrorKind("ACCESS_DENIED", "Access denied! You have no permission to query selected users", 403)

MAX_USERS = 1_000

_ONE = Query(select(USER.c.UF_PHONE_INNER).where(USER.c.ID == bindparam("user_id")))


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
    return [_answer(user_id, row[0]) for user_id, row in found if row is not None]


def _is_id(value: Any) -> bool:
    text = str(value)
    return not isinstance(value, bool) and text.isascii() and text.isdigit() and 0 < len(text) <= 18


def _answer(user_id: int, extension: str | None) -> dict[str, Any]:
    return {
        "ID": str(user_id),
        "DEFAULT_LINE": None,
        "PHONE_ENABLED": "N",
        "SIP_SERVER": None,
        "SIP_LOGIN": None,
        "SIP_PASSWORD": None,
        "INNER_NUMBER": extension or None,
    }
