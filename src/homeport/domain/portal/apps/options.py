"""What applications keep on the portal: for themselves, or for each user.

Source: ``api-reference/common/settings/``.
"""

from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE, ErrorKind
from homeport.domain.portal.apps.tables import OPTION
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

APPLICATION_REQUIRED = ErrorKind("ACCESS_DENIED", "Application context required", 403)
ADMINISTRATOR_REQUIRED = ErrorKind("AccessException", "Administrator authorization required")
EMPTY = ErrorKind("ArgumentNullException", "options is empty")

FOR_ALL = 0
"""Whose the options of the application itself are."""

MAX_OPTIONS = 1_000
MAX_NAME = 255
MAX_VALUE = 64 * 1024
"""Characters of a value as JSON."""

_MINE = (OPTION.c.APP_ID == bindparam("app_id"), OPTION.c.USER_ID == bindparam("user_id"))
_ALL = Query(select(OPTION.c.NAME, OPTION.c.VALUE).where(*_MINE).order_by(OPTION.c.NAME))
_ONE = Query(select(OPTION.c.VALUE).where(*_MINE, OPTION.c.NAME == bindparam("name")))
_COUNT = Query(select(func.count()).select_from(OPTION).where(*_MINE))


def get(ctx: Ctx, user_id: int, name: Any) -> Any:
    """One value, None when it was never set; without a name all of them by name.

    :param user_id: whose they are; :data:`FOR_ALL` for the application's own
    """
    app_id = _app_id(ctx)
    if name is None or name == "":
        return {key: msgspec.json.decode(value) for key, value in ctx.tx.all(_ALL, app_id=app_id, user_id=user_id)}
    found = ctx.tx.value(_ONE, app_id=app_id, user_id=user_id, name=str(name))
    return None if found is None else msgspec.json.decode(found)


def put(ctx: Ctx, user_id: int, options: Any) -> None:
    """Set values by name; those of other names stay.

    :param user_id: whose they are; for :data:`FOR_ALL` the caller must administer the portal
    :raises CallError: ``AccessException``, ``ArgumentNullException``, ``INVALID_ARG_VALUE`` beyond the limits
    """
    if user_id == FOR_ALL and not ctx.actor.is_admin:
        raise ADMINISTRATOR_REQUIRED()
    given = {name: msgspec.json.encode(value).decode() for name, value in as_map(options).items()}
    if not given:
        raise EMPTY()
    for name, value in given.items():
        if not 0 < len(name) <= MAX_NAME:
            raise INVALID_ARG_VALUE(reason=f"The name of an option has 1 to {MAX_NAME} characters")
        if len(value) > MAX_VALUE:
            raise INVALID_ARG_VALUE(reason=f"The value of an option has {MAX_VALUE} characters at most")
    app_id = _app_id(ctx)
    for name, value in given.items():
        key = {"APP_ID": app_id, "USER_ID": user_id, "NAME": name}
        if not ctx.tx.update(OPTION, key, {"VALUE": value}):
            ctx.tx.insert(OPTION, {**key, "VALUE": value})
    _check_count(ctx.tx, app_id, user_id)


def _check_count(tx: Transaction, app_id: int, user_id: int) -> None:
    if tx.value(_COUNT, app_id=app_id, user_id=user_id) > MAX_OPTIONS:
        raise INVALID_ARG_VALUE(reason=f"There may be {MAX_OPTIONS} options")


def _app_id(ctx: Ctx) -> int:
    assert ctx.credential.app is not None
    return ctx.credential.app.id
