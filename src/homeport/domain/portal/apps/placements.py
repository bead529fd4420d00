"""Placements: where on the portal applications show themselves. Stored, to be shown to people by the portal's pages.

Sources: ``api-reference/widgets/placement-bind.md``, ``placement-get.md``, ``placement-list.md``,
``placement-unbind.md``, ``placements.md``.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, func, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.portal import settings
from homeport.domain.portal.apps import field_types
from homeport.domain.portal.apps.arguments import (
    ARGUMENT_EMPTY,
    ARGUMENT_TYPE,
    UNSUPPORTED_PROTOCOL,
    WRONG_HANDLER_URL,
    check_url,
    number,
    text,
)
from homeport.domain.portal.apps.placement_codes import CONTEXTS, PLACES, ROLES, Place, codes_of
from homeport.domain.portal.apps.placement_codes import PLACEMENT as GLOBAL
from homeport.domain.portal.apps.tables import PLACEMENT
from homeport.domain.portal.people import users
from homeport.domain.records.filters import as_map
from homeport.domain.records.scopes import object_types
from homeport.store import Query, Transaction, constant

ACCESS_DENIED = ErrorKind("ACCESS_DENIED", "Access denied!", 403)
NOT_FOUND = ErrorKind("ERROR_PLACEMENT_NOT_FOUND", "Placement not found")
MAX_COUNT = ErrorKind("ERROR_PLACEMENT_MAX_COUNT", "Placement max count")
USER_MODE = ErrorKind("ERROR_PLACEMENT_USER_MODE", "User mode is not available")
NO_ERROR_HANDLER = ErrorKind("EMPTY_ERROR_HANDLER_URL", "The option errorHandlerUrl is missing")
INVALID_CONTEXT = ErrorKind("INVALID_ERROR_CONTEXT", "The option context has an unknown value")
INVALID_EXTRANET = ErrorKind("INVALID_ERROR_EXTRANET", "The option extranet is Y or N")
INVALID_ROLE = ErrorKind("INVALID_ERROR_ROLE", "The option role is USER or ADMIN")

BIND_ERRORS = (
    ACCESS_DENIED, ARGUMENT_EMPTY, NOT_FOUND, MAX_COUNT, USER_MODE, NO_ERROR_HANDLER, UNSUPPORTED_PROTOCOL,
    WRONG_HANDLER_URL, INVALID_CONTEXT, INVALID_EXTRANET, INVALID_ROLE,
)  # fmt: skip

MAX_HANDLERS = 1_000
"""Of an application."""
MAX_TEXT = 255
MAX_OPTIONS = 8 * 1024
"""Characters that ``LANG_ALL`` and ``OPTIONS`` have as JSON."""

_TEXTS = ("TITLE", "DESCRIPTION", "GROUP_NAME")
_BOUND = (PLACEMENT.c.APP_ID == bindparam("app_id"), PLACEMENT.c.PLACEMENT != constant(field_types.CODE))
_OF_APP = Query(select(PLACEMENT).where(*_BOUND).order_by(PLACEMENT.c.ID))
_COUNT = Query(select(func.count()).select_from(PLACEMENT).where(*_BOUND))


class Wanted(NamedTuple):
    """What a client wants bound, as it said it."""

    placement: Any = None
    handler: Any = None
    title: Any = None
    description: Any = None
    group_name: Any = None
    lang_all: Any = None
    options: Any = None
    user_id: Any = None


def available(ctx: Ctx, scope: Any = None, full: bool = False) -> list[str]:
    """The codes of placements that the application may bind.

    :param scope: only those of this one of its scopes
    :param full: those of every scope, also of such as the application lacks
    """
    if isinstance(scope, str) and scope:
        wanted = {scope} & ctx.credential.scopes
        return [code for place, code in _all(ctx.tx) if place.scope in wanted]
    return [code for place, code in _all(ctx.tx) if full or _is_open(ctx, place)]


def bound(ctx: Ctx) -> list[dict[str, Any]]:
    """The handlers that the application has bound.

    :raises CallError: ``ACCESS_DENIED``
    """
    return [_answer(row) for row in ctx.tx.dicts(_OF_APP, app_id=_administered(ctx))]


def bind(ctx: Ctx, wanted: Wanted) -> None:
    """Let a handler show itself at a placement.

    :raises CallError: one of :data:`BIND_ERRORS`
    """
    app_id = _administered(ctx)
    code = text("PLACEMENT", wanted.placement).upper()
    handler = text("HANDLER", wanted.handler)
    place = next((place for place, each in _all(ctx.tx) if each == code and _is_open(ctx, place)), None)
    if place is None:
        raise NOT_FOUND()
    current = settings.read(ctx.tx)
    public = current.handlers == "public"
    check_url(handler, public=public)
    options = _options(place, as_map(wanted.options), public)
    user_id = _user_id(ctx.tx, place, wanted.user_id)
    texts = {name: _short(name, value) for name, value in zip(_TEXTS, wanted[2:5], strict=True)}
    translated = _translations(as_map(wanted.lang_all))
    if any(texts.values()):
        translated.setdefault(current.language, texts)
    else:
        texts = translated.get(current.language) or next(iter(translated.values()), texts)
    row = {
        "APP_ID": app_id,
        "PLACEMENT": code,
        "HANDLER": handler,
        "USER_ID": user_id,
        **texts,
        "LANG_ALL": _json("LANG_ALL", translated),
        "OPTIONS": _json("OPTIONS", options),
    }
    same = [each for each in ctx.tx.dicts(_OF_APP, app_id=app_id) if each["PLACEMENT"] == code]
    if place.once and any(each["USER_ID"] == user_id for each in same):
        raise MAX_COUNT()
    if ctx.tx.value(_COUNT, app_id=app_id) >= MAX_HANDLERS:
        raise MAX_COUNT()
    ctx.tx.insert(PLACEMENT, row)


def unbind(ctx: Ctx, placement: Any, handler: Any = None, user_id: Any = None) -> int:
    """Take handlers away from a placement; how many there were.

    :param handler: only this one
    :param user_id: only those of this user
    :raises CallError: ``ACCESS_DENIED``, ``ERROR_ARGUMENT``
    """
    app_id = _administered(ctx)
    code = text("PLACEMENT", placement).upper()
    url = handler if isinstance(handler, str) else ""
    owner = None if user_id in (None, "") else number("USER_ID", user_id)
    found = [
        row["ID"]
        for row in ctx.tx.dicts(_OF_APP, app_id=app_id)
        if row["PLACEMENT"] == code and url in ("", row["HANDLER"]) and owner in (None, row["USER_ID"])
    ]
    for placement_id in found:
        ctx.tx.delete(PLACEMENT, ID=placement_id)
    return len(found)


def _all(tx: Transaction) -> Iterator[tuple[Place, str]]:
    smart_processes = object_types(tx)
    return ((place, code) for place in PLACES for code in codes_of(place, smart_processes))


def _is_open(ctx: Ctx, place: Place) -> bool:
    return place.scope == GLOBAL or place.scope in ctx.credential.scopes


def _administered(ctx: Ctx) -> int:
    if not ctx.actor.is_admin:
        raise ACCESS_DENIED()
    assert ctx.credential.app is not None
    return ctx.credential.app.id


def _short(name: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str | int | float) or len(str(value)) > MAX_TEXT:
        raise ARGUMENT_TYPE(name=name, type=f"string, up to {MAX_TEXT} characters")
    return str(value)


def _user_id(tx: Transaction, place: Place, given: Any) -> int:
    if given in (None, "", 0, "0"):
        return 0
    user_id = number("USER_ID", given)
    if not place.personal:
        raise USER_MODE()
    if not users.is_active(tx, user_id):
        raise ARGUMENT_TYPE(name="USER_ID", type="integer, the id of a user")
    return user_id


def _options(place: Place, given: Mapping[str, Any], public: bool) -> dict[str, str]:
    kept = {name: _short(f"OPTIONS[{name}]", given[name]) for name in place.options if given.get(name) is not None}
    for name in place.needed:
        if not kept.get(name):
            raise ARGUMENT_EMPTY(name=name)
    if "errorHandlerUrl" in place.options:
        if not kept.get("errorHandlerUrl"):
            raise NO_ERROR_HANDLER()
        check_url(kept["errorHandlerUrl"], public=public)
    if "role" in place.options:
        _restrict(place, kept)
    return kept


def _restrict(place: Place, kept: dict[str, str]) -> None:
    """Who sees what is bound in chats: everybody in all of them, unless said otherwise."""
    if kept.setdefault("extranet", "N") not in ("Y", "N"):
        raise INVALID_EXTRANET()
    if kept.setdefault("role", "USER") not in ROLES:
        raise INVALID_ROLE()
    if "context" in place.options:
        contexts = kept.get("context", "ALL").split(";")
        if not CONTEXTS.issuperset(contexts):
            raise INVALID_CONTEXT()
        kept["context"] = "ALL" if "ALL" in contexts else ";".join(contexts)


def _translations(given: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {
        language: {name: _short(f"LANG_ALL[{language}][{name}]", as_map(texts).get(name)) for name in _TEXTS}
        for language, texts in given.items()
    }


def _json(name: str, value: Any) -> str:
    text = msgspec.json.encode(value).decode()
    if len(text) > MAX_OPTIONS:
        raise ARGUMENT_TYPE(name=name, type=f"object, up to {MAX_OPTIONS} characters")
    return text


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "placement": row["PLACEMENT"],
        "userId": row["USER_ID"],
        "handler": row["HANDLER"],
        "options": msgspec.json.decode(row["OPTIONS"]) or [],
        "title": row["TITLE"],
        "description": row["DESCRIPTION"],
        "langAll": msgspec.json.decode(row["LANG_ALL"]) or [],
    }
