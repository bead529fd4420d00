"""Senders: what an application registers so that people send messages to phones by it. They go with the application.

Source: ``api-reference/messageservice/``.
"""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, read_string
from homeport.domain.messageservice.tables import SENDER
from homeport.domain.portal import settings
from homeport.domain.portal.apps import handler_urls
from homeport.domain.portal.apps.tables import APP
from homeport.store import Query, Transaction

NO_APPLICATION = ErrorKind("ACCESS_DENIED", "Application context required", 403)
DENIED = ErrorKind("ACCESS_DENIED", "Access denied!", 403)
NOTHING = ErrorKind("ERROR_SENDER_VALIDATION_FAILURE", "Empty data!")
NO_CODE = ErrorKind("ERROR_SENDER_VALIDATION_FAILURE", "Empty sender code!")
WRONG_CODE = ErrorKind("ERROR_SENDER_VALIDATION_FAILURE", "Wrong sender code!")
NAMELESS = ErrorKind("ERROR_SENDER_VALIDATION_FAILURE", "Empty sender NAME!")
NO_TYPE = ErrorKind("ERROR_SENDER_VALIDATION_FAILURE", "Empty sender message TYPE!")
UNKNOWN_TYPE = ErrorKind("ERROR_SENDER_VALIDATION_FAILURE", "Unknown sender message TYPE!")
TAKEN = ErrorKind("ERROR_SENDER_ALREADY_INSTALLED", "Sender already installed!")
NOT_ADDED = ErrorKind("ERROR_SENDER_ADD_FAILURE", "Sender save error!")
CODE_REQUIRED = ErrorKind("ERROR_SENDER_CODE_REQUIRED", "CODE is required!")
MORE_REQUIRED = ErrorKind("ERROR_SENDER_OTHER_PARAMS_REQUIRED", "At least one other parameter is required!")
NOT_CHANGED = ErrorKind("ERROR_SENDER_UPDATE_FAILURE", "Sender update error!")
NOT_FOUND = ErrorKind("ERROR_SENDER_NOT_FOUND", "Sender not found!")

SMS = "SMS"
LONGEST = {"NAME": 255, "DESCRIPTION": 2000}
"""Letters of a text in one language."""

_CODE = re.compile(r"[A-Za-z0-9._-]{1,255}")
_LANGUAGE = re.compile(r"[a-z]{2}([_-][a-z]{2})?", re.IGNORECASE)

_ONE = Query(select(*SENDER.c).where(SENDER.c.APP_ID == bindparam("app_id"), SENDER.c.CODE == bindparam("code")))
_OF_APP = Query(select(SENDER.c.CODE).where(SENDER.c.APP_ID == bindparam("app_id")).order_by(SENDER.c.CODE))
_USABLE = Query(
    select(*SENDER.c, APP.c.CLIENT_ID, APP.c.TITLE.label("APP_TITLE"))
    .join(APP, APP.c.ID == SENDER.c.APP_ID)
    .where(APP.c.BLOCKED == "N")
    .order_by(SENDER.c.APP_ID, SENDER.c.CODE)
)

Row = dict[str, Any]


def add(ctx: Ctx, given: Mapping[str, Any]) -> None:
    """Register a sender of the application that calls.

    :param given: the documented parameters, as far as they are said
    :raises CallError: ``DENIED``, ``NOTHING``, those of the parameters, ``TAKEN``, ``NOT_ADDED`` for a handler that
        may not be called
    """
    require_admin(ctx)
    if not given:
        raise NOTHING()
    code = code_of(given.get("CODE"))
    name = _texts("NAME", given.get("NAME"))
    if not name:
        raise NAMELESS()
    if is_empty(given.get("TYPE")):
        raise NO_TYPE()
    if given["TYPE"] != SMS:
        raise UNKNOWN_TYPE()
    if find(ctx.tx, app_of(ctx), code) is not None:
        raise TAKEN()
    row = {"APP_ID": app_of(ctx), "CODE": code, "TYPE": SMS, "HANDLER": _address(ctx, given.get("HANDLER"), NOT_ADDED)}
    told = _texts("DESCRIPTION", given.get("DESCRIPTION"))
    ctx.tx.insert(SENDER, {**row, "NAME": _json(name), "DESCRIPTION": _json(told)})


def change(ctx: Ctx, given: Mapping[str, Any]) -> None:
    """Change a sender of the application that calls; its code and its type stay.

    :raises CallError: ``DENIED``, ``CODE_REQUIRED``, ``MORE_REQUIRED``, ``NOT_FOUND``, ``NOT_CHANGED`` for a name that
        says nothing, and for a handler that may not be called
    """
    require_admin(ctx)
    if is_empty(given.get("CODE")):
        raise CODE_REQUIRED()
    new: Row = {name: given[name] for name in ("HANDLER", "NAME", "DESCRIPTION") if given.get(name) is not None}
    if not new:
        raise MORE_REQUIRED()
    found = _require(ctx, given["CODE"])
    if "HANDLER" in new:
        new["HANDLER"] = _address(ctx, new["HANDLER"], NOT_CHANGED)
    for name in new.keys() & LONGEST:
        texts = _texts(name, new[name])
        if not texts and name == "NAME":
            raise NOT_CHANGED()
        new[name] = _json(texts)
    ctx.tx.update(SENDER, {"ID": found["ID"]}, new)


def delete(ctx: Ctx, code: Any) -> None:
    """Delete a sender of the application that calls; what was sent by it stays.

    :raises CallError: ``DENIED``, ``NO_CODE``, ``WRONG_CODE``, ``NOT_FOUND``
    """
    require_admin(ctx)
    ctx.tx.delete(SENDER, ID=_require(ctx, code_of(code))["ID"])


def listed(ctx: Ctx) -> list[str]:
    """The codes of the senders of the application that calls.

    :raises CallError: ``DENIED``
    """
    require_admin(ctx)
    return [row[0] for row in ctx.tx.all(_OF_APP, app_id=app_of(ctx))]


def usable(tx: Transaction) -> list[Row]:
    """The senders of every application that may be called, each with its ``CLIENT_ID`` and ``APP_TITLE``."""
    return tx.dicts(_USABLE)


def called(texts: str, language: str) -> str:
    """A name or a description as it is shown.

    :param texts: as it is stored
    :param language: of the portal; another is shown where there is none
    """
    found = msgspec.json.decode(texts)
    if isinstance(found, str):
        return found
    return str(found.get(language) or found.get("en") or next(iter(found.values())))


def find(tx: Transaction, app_id: int, code: str) -> Row | None:
    """A sender of an application."""
    return next(iter(tx.dicts(_ONE, app_id=app_id, code=code)), None)


def forget_application(tx: Transaction, app_id: int) -> None:
    """Delete the senders of an application that is uninstalled."""
    tx.delete(SENDER, APP_ID=app_id)


def app_of(ctx: Ctx) -> int:
    """The application that calls; the methods refuse whatever else calls."""
    assert ctx.credential.app is not None
    return ctx.credential.app.id


def code_of(given: Any) -> str:
    """A code of a sender, as it may be.

    :raises CallError: ``NO_CODE``, ``WRONG_CODE``
    """
    if is_empty(given):
        raise NO_CODE()
    code = _text(given)
    if _CODE.fullmatch(code) is None:
        raise WRONG_CODE()
    return code


def require_admin(ctx: Ctx) -> None:
    """Refuse whoever administrates nothing.

    :raises CallError: ``DENIED``
    """
    if not ctx.actor.is_admin:
        raise DENIED()


def _require(ctx: Ctx, code: Any) -> Row:
    found = find(ctx.tx, app_of(ctx), _text(code))
    if found is None:
        raise NOT_FOUND()
    return found


def _address(ctx: Ctx, given: Any, refusal: ErrorKind) -> str:
    try:
        return handler_urls.check(_text(given), public=settings.read(ctx.tx).handlers == "public")
    except handler_urls.HandlerUrlError:
        raise refusal() from None


def _texts(name: str, given: Any) -> str | dict[str, str]:
    """A text, or texts by language; empty for what says nothing."""
    if isinstance(given, dict):
        found = {key.lower(): _text(value)[: LONGEST[name]] for key, value in given.items() if _LANGUAGE.fullmatch(key)}
        return {key: text for key, text in found.items() if text}
    return _text(given)[: LONGEST[name]]


def _json(texts: str | dict[str, str]) -> str:
    return msgspec.json.encode(texts or "").decode()


def _text(given: Any) -> str:
    try:
        return (read_string(given, _NO_ZONE) or "").strip()
    except ValueError:
        return ""


_NO_ZONE: Any = None
"""Texts do not depend on a zone."""
