"""Triggers of applications: registered by these, bound to stages by administrators, set off by the applications.

Source: ``api-reference/crm/automation/triggers/``.
"""

import re
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.values import read_integer
from homeport.domain.crm.automation import binding
from homeport.domain.crm.automation.tables import BOUND_TRIGGER, TRIGGER
from homeport.domain.crm.entities import entity_of, exists, is_type
from homeport.store import Query, Transaction

ADMIN_REQUIRED = ErrorKind("ACCESS_DENIED", "Access denied! Admin permissions required")
APPLICATION_REQUIRED = ErrorKind("ACCESS_DENIED", "Access denied! Application context required")
EMPTY_CODE = ErrorKind("", "Empty trigger code!")
WRONG_CODE = ErrorKind("", "Wrong trigger code!")
EMPTY_NAME = ErrorKind("", "Empty trigger name!")
NOT_FOUND = ErrorKind("", "Trigger not found")
NOT_REGISTERED = ErrorKind("", "Trigger with code {code} is not registered.")
WRONG_TYPE = ErrorKind("", "Incorrect parameter OWNER_TYPE_ID.")
WRONG_ID = ErrorKind("", "Incorrect parameter OWNER_ID.")

_CODE = re.compile(r"[a-z0-9.\-_]{1,255}", re.IGNORECASE)
MAX_NAME = 255

_OF_APP = Query(
    select(TRIGGER.c.NAME, TRIGGER.c.CODE).where(TRIGGER.c.APP_ID == bindparam("app_id")).order_by(TRIGGER.c.ID)
)


def add(ctx: Ctx, code: Any, name: Any) -> None:
    """Register a trigger, or give it another name.

    :raises CallError: :data:`ADMIN_REQUIRED`, :data:`EMPTY_CODE`, :data:`WRONG_CODE`, :data:`EMPTY_NAME`
    """
    app_id, code = _named(ctx, code)
    text = name.strip()[:MAX_NAME] if isinstance(name, str) else ""
    if not text:
        raise EMPTY_NAME()
    key = {"APP_ID": app_id, "CODE": code}
    if not ctx.tx.update(TRIGGER, key, {"NAME": text}):
        ctx.tx.insert(TRIGGER, {**key, "NAME": text})


def listed(ctx: Ctx) -> list[dict[str, str]]:
    """The triggers of the application that calls.

    :raises CallError: :data:`ADMIN_REQUIRED`
    """
    _require_admin(ctx)
    return of_app(ctx.tx, _app_id(ctx))


def of_app(tx: Transaction, app_id: int) -> list[dict[str, str]]:
    """The triggers of an application, whoever asks."""
    return [{"NAME": name, "CODE": code} for name, code in tx.all(_OF_APP, app_id=app_id)]


def delete(ctx: Ctx, code: Any) -> None:
    """Forget a trigger, and the stages that it is bound to.

    :raises CallError: :data:`ADMIN_REQUIRED`, :data:`EMPTY_CODE`, :data:`WRONG_CODE`, :data:`NOT_FOUND`
    """
    app_id, code = _named(ctx, code)
    if not ctx.tx.delete(TRIGGER, APP_ID=app_id, CODE=code):
        raise NOT_FOUND()
    ctx.tx.delete(BOUND_TRIGGER, APP_ID=app_id, CODE=code)


def execute(ctx: Ctx, code: Any, owner_type_id: Any, owner_id: Any) -> None:
    """Set a trigger off for a record; it is moved where a stage of its pipeline waits for that.

    :raises CallError: :data:`ADMIN_REQUIRED`, :data:`EMPTY_CODE`, :data:`WRONG_CODE`, :data:`NOT_REGISTERED`,
        :data:`WRONG_TYPE`, :data:`WRONG_ID`
    """
    app_id, code = _named(ctx, code)
    if all(each["CODE"] != code for each in of_app(ctx.tx, app_id)):
        raise NOT_REGISTERED(code=code)
    type_id, number = (_number(ctx, each) for each in (owner_type_id, owner_id))
    entity = entity_of(type_id) if is_type(ctx.tx, type_id) else None
    if entity is None or entity.stages is None:
        raise WRONG_TYPE()
    record = Owner(type_id, number)
    if number <= 0 or not exists(ctx.tx, record):
        raise WRONG_ID()
    binding.fire(ctx, record, app_id, code)


def forget_application(tx: Transaction, app_id: int) -> None:
    """Remove the triggers of an application that is uninstalled."""
    for table in (TRIGGER, BOUND_TRIGGER):
        tx.delete(table, APP_ID=app_id)


def _named(ctx: Ctx, code: Any) -> tuple[int, str]:
    _require_admin(ctx)
    if code in (None, "", [], {}):
        raise EMPTY_CODE()
    if not isinstance(code, str | int) or not _CODE.fullmatch(str(code)):
        raise WRONG_CODE()
    return _app_id(ctx), str(code)


def _require_admin(ctx: Ctx) -> None:
    if not ctx.actor.is_admin:
        raise ADMIN_REQUIRED()


def _app_id(ctx: Ctx) -> int:
    """The application that calls. Only applications may."""
    assert ctx.credential.app is not None
    return ctx.credential.app.id


def _number(ctx: Ctx, value: Any) -> int:
    try:
        return read_integer(value, ctx.clock.zone) or 0
    except (ValueError, OverflowError):
        return 0
