"""Types of activities that applications register, with a name and an icon.

Source: ``api-reference/crm/timeline/activities/types/``.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.dropped import UNFIT
from homeport.core.errors import INVALID_ARG_VALUE, ErrorKind
from homeport.core.values import is_empty, read_flag, read_string
from homeport.domain.crm.activity.tables import ACTIVITY, APP_TYPE
from homeport.domain.crm.timeline import pictures
from homeport.domain.portal.apps.tables import APP
from homeport.store import Query, Transaction

APPLICATION_REQUIRED = ErrorKind("", "Access denied! Application context required")
ADMIN_REQUIRED = ErrorKind("", "Admin permissions required")

_COLUMNS = (
    APP_TYPE.c.ID, APP_TYPE.c.TYPE_ID, APP_TYPE.c.NAME, APP_TYPE.c.IS_CONFIGURABLE_TYPE, APP_TYPE.c.HAS_ICON,
)  # fmt: skip
_OF_APP = Query(select(*_COLUMNS).where(APP_TYPE.c.APP_ID == bindparam("app_id")).order_by(APP_TYPE.c.ID))
_OF_ACTIVITY = Query(
    select(APP_TYPE.c.ID, APP_TYPE.c.NAME)
    .join(APP, APP.c.ID == APP_TYPE.c.APP_ID)
    .join(ACTIVITY, (ACTIVITY.c.CLIENT_ID == APP.c.CLIENT_ID) & (ACTIVITY.c.PROVIDER_TYPE_ID == APP_TYPE.c.TYPE_ID))
    .where(ACTIVITY.c.ID == bindparam("activity_id"))
)
_NAMES = ("TYPE_ID", "NAME", "ICON_FILE", "IS_CONFIGURABLE_TYPE")


def add(ctx: Ctx, given: Mapping[str, Any]) -> None:
    """Register a type for the application that calls.

    :raises CallError: :data:`ADMIN_REQUIRED`; ``INVALID_ARG_VALUE`` without ``TYPE_ID``, for one that the application
        has already, for an icon that is no picture
    """
    _require_admin(ctx)
    for name in given:
        if name not in _NAMES:
            ctx.drop("fields", name)
    type_id = _text(ctx, given, "TYPE_ID")
    if not type_id:
        raise INVALID_ARG_VALUE(reason="The required field TYPE_ID is not filled")
    if any(row[1] == type_id for row in ctx.tx.all(_OF_APP, app_id=_app_id(ctx))):
        raise INVALID_ARG_VALUE(reason="A custom activity type with this TYPE_ID already exists")
    icon = _icon(ctx, given.get("ICON_FILE"))
    number = ctx.tx.insert(
        APP_TYPE,
        {
            "APP_ID": _app_id(ctx),
            "TYPE_ID": type_id,
            "NAME": _text(ctx, given, "NAME"),
            "IS_CONFIGURABLE_TYPE": read_flag(given.get("IS_CONFIGURABLE_TYPE"), ctx.clock.zone),
            "HAS_ICON": "N" if icon is None else "Y",
        },
    )
    if icon is not None:
        pictures.keep(ctx.tx, pictures.TYPES, str(number), icon)


def listed(ctx: Ctx) -> list[dict[str, str]]:
    """The types of the application that calls.

    :raises CallError: :data:`ADMIN_REQUIRED`
    """
    _require_admin(ctx)
    return [
        {"TYPE_ID": type_id, "NAME": name, "IS_CONFIGURABLE_TYPE": flag, "ICON_ID": str(number) if icon == "Y" else "0"}
        for number, type_id, name, flag, icon in ctx.tx.all(_OF_APP, app_id=_app_id(ctx))
    ]


def delete(ctx: Ctx, type_id: str) -> None:
    """Take a type of the application away; its activities stay.

    :raises CallError: :data:`ADMIN_REQUIRED`, ``INVALID_ARG_VALUE`` where it has no such type
    """
    _require_admin(ctx)
    found = [row[0] for row in ctx.tx.all(_OF_APP, app_id=_app_id(ctx)) if row[1] == type_id]
    if not found:
        raise INVALID_ARG_VALUE(reason="There is no custom activity type with this TYPE_ID")
    _remove(ctx.tx, found[0])


def is_configurable(ctx: Ctx, type_id: str) -> bool:
    """Whether the application that calls has registered a type for configurable activities."""
    return any(row[1] == type_id and row[3] == "Y" for row in ctx.tx.all(_OF_APP, app_id=_app_id(ctx)))


def of_activity(tx: Transaction, activity_id: int) -> tuple[str, str] | None:
    """The name of the type of an activity that an application made, and the address of its icon, empty for none."""
    row = tx.one(_OF_ACTIVITY, activity_id=activity_id)
    return None if row is None else (row[1], pictures.address(tx, pictures.TYPES, str(row[0])))


def forget_application(tx: Transaction, app_id: int) -> None:
    """Remove the types of an application that is uninstalled."""
    for row in tx.all(_OF_APP, app_id=app_id):
        _remove(tx, row[0])


def _remove(tx: Transaction, number: int) -> None:
    pictures.drop(tx, pictures.TYPES, str(number))
    tx.delete(APP_TYPE, ID=number)


def _require_admin(ctx: Ctx) -> None:
    if not ctx.actor.is_admin:
        raise ADMIN_REQUIRED()


def _app_id(ctx: Ctx) -> int:
    """The application that calls. Only applications may."""
    assert ctx.credential.app is not None
    return ctx.credential.app.id


def _text(ctx: Ctx, given: Mapping[str, Any], name: str) -> str:
    try:
        return (read_string(given.get(name), ctx.clock.zone) or "").strip()
    except ValueError:
        raise INVALID_ARG_VALUE(reason=f"{name} must be a text") from None


def _icon(ctx: Ctx, given: Any) -> bytes | None:
    """The file of an icon, as clients send files: ``{"fileData": [name, base64]}``, or the pair alone."""
    if is_empty(given):
        return None
    pair = given.get("fileData") if isinstance(given, dict) and "fileData" in given else given
    parts = list(pair.values()) if isinstance(pair, dict) else pair
    if not isinstance(parts, list):
        ctx.drop("fields", "ICON_FILE", UNFIT)
        return None
    try:
        file = base64.b64decode(str(parts[1]), validate=True)
    except (IndexError, binascii.Error, ValueError):
        file = b""
    if not pictures.is_picture(file):
        raise INVALID_ARG_VALUE(reason=f"ICON_FILE must be a PNG file of {pictures.MOST_BYTES} bytes at most")
    return file
