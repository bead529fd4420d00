"""People as the messenger shows them.

Sources: ``im-user-get.md``, ``im-user-list-get.md``, ``im-department-colleagues-list.md``.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import bindparam, or_, select

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.calendar import listing
from homeport.domain.files import photos
from homeport.domain.portal.people.departments import departments_of
from homeport.domain.portal.tables import USER
from homeport.domain.sonet_group import members
from homeport.domain.user import statuses
from homeport.store import Query, constant

ID_EMPTY = ErrorKind("ID_EMPTY", "User ID can't be empty")
NOT_FOUND = ErrorKind("USER_NOT_EXISTS", "User does not exist")
OUT_OF_REACH = ErrorKind("ACCESS_DENIED", "You can request only users who are part of your extranet group")

BOT = "bot"
"""The type of users that are chatbots."""

COLORS = ("#58cc47", "#4ba984", "#df532d", "#728f7a", "#048bd0", "#a77bde", "#4fc3f7", "#e4709a")

_USER = select(USER).where(USER.c.ID == bindparam("user_id"), USER.c.USER_TYPE.in_(("employee", "extranet", BOT)))
_ONE = Query(_USER)
_REACHED = Query(
    select(constant(1)).where(
        or_(
            bindparam("user_id") == bindparam("actor"),
            bindparam("user_id").in_(members.companions(bindparam("actor"))),
        )
    )
)


def get(ctx: Ctx, user: int) -> dict[str, Any]:
    """A user of the portal; guests are shown only who is in their groups.

    :raises CallError: ``NOT_FOUND``, ``OUT_OF_REACH``
    """
    row = next(iter(ctx.tx.dicts(_ONE, user_id=user)), None)
    if row is None:
        raise NOT_FOUND()
    if not ctx.actor.is_employee and ctx.tx.one(_REACHED, user_id=user, actor=ctx.actor.user_id) is None:
        raise OUT_OF_REACH()
    return _shown(ctx, row)


def reaches(ctx: Ctx, user: int) -> bool:
    """Whether there is such a user, not dismissed, whom the caller is shown."""
    row = next(iter(ctx.tx.dicts(_ONE, user_id=user)), None)
    if row is None or row["ACTIVE"] != "Y":
        return False
    return ctx.actor.is_employee or ctx.tx.one(_REACHED, user_id=user, actor=ctx.actor.user_id) is not None


def some(ctx: Ctx, users: Iterable[int]) -> list[dict[str, Any]]:
    """Those of some users whom the caller is shown."""
    found = []
    for user in users:
        row = next(iter(ctx.tx.dicts(_ONE, user_id=user)), None)
        if row is None:
            continue
        if ctx.actor.is_employee or ctx.tx.one(_REACHED, user_id=user, actor=ctx.actor.user_id) is not None:
            found.append(_shown(ctx, row))
    return found


def _shown(ctx: Ctx, row: dict[str, Any]) -> dict[str, Any]:
    number: int = row["ID"]
    status, idle = statuses.of(ctx, number)
    avatar = photos.small(ctx, number, row["PERSONAL_PHOTO"])
    guest = row["USER_TYPE"] == "extranet"
    absent = listing.absent_until(ctx, number) if ctx.actor.is_employee else None
    return {
        "id": number,
        "active": row["ACTIVE"] == "Y",
        "name": f"{row['NAME']} {row['LAST_NAME']}".strip(),
        "first_name": row["NAME"],
        "last_name": row["LAST_NAME"],
        "work_position": row["WORK_POSITION"] or "",
        "color": COLORS[number % len(COLORS)],
        "avatar": avatar,
        "avatar_hr": avatar,
        "gender": row["PERSONAL_GENDER"] or "",
        "birthday": _birthday(row["PERSONAL_BIRTHDAY"]),
        "extranet": guest,
        "network": False,
        "bot": row["USER_TYPE"] == BOT,
        "connector": False,
        "external_auth_id": BOT if row["USER_TYPE"] == BOT else "default",
        "status": status or statuses.ONLINE,
        "idle": _moment(ctx, idle),
        "last_activity_date": _moment(ctx, row["LAST_ACTIVITY_DATE"]),
        "mobile_last_date": False,
        "desktop_last_date": False,
        "absent": False if absent is None else ctx.clock.iso(absent),
        "departments": departments_of(ctx.tx, number),
        "phones": _phones(row) or False,
        "bot_data": None,
        "type": "extranet" if guest else BOT if row["USER_TYPE"] == BOT else "user",
        "website": row["PERSONAL_WWW"] or "",
        "email": row["EMAIL"],
    }


def _birthday(stored: str | None) -> str:
    return f"{date.fromisoformat(stored[:10]):%d-%m}" if stored else ""


def _moment(ctx: Ctx, stored: str | None) -> Any:
    return stored_to_iso(stored, ctx.clock.zone) if stored else False


def _phones(row: dict[str, Any]) -> dict[str, str]:
    known = {
        "work_phone": row["WORK_PHONE"],
        "personal_mobile": row["PERSONAL_MOBILE"],
        "inner_phone": row["UF_PHONE_INNER"],
    }
    return {name: value for name, value in known.items() if value}
