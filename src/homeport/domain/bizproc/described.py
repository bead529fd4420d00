"""What applications say of their robots and activities, checked: properties, document types, filters, addresses.

Sources: ``api-reference/bizproc/bizproc-activity/bizproc-activity-add.md``, ``bizproc-robot/bizproc-robot-add.md``.
"""

import re
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none, read_flag
from homeport.domain.bizproc import documents
from homeport.domain.portal import settings
from homeport.domain.portal.apps import apps, handler_urls
from homeport.domain.portal.people import users
from homeport.domain.records.filters import as_map

_INVALID = "ERROR_ACTIVITY_VALIDATION_FAILURE"
EMPTY_CODE = ErrorKind(_INVALID, "Empty activity code!")
WRONG_CODE = ErrorKind(_INVALID, "Wrong activity code!")
EMPTY_NAME = ErrorKind(_INVALID, "Empty activity NAME!")
WRONG_PROPERTIES = ErrorKind(_INVALID, "Wrong properties array!")
WRONG_KEY = ErrorKind(_INVALID, "Wrong property key {key}!")
EMPTY_PROPERTY_NAME = ErrorKind(_INVALID, "Empty property NAME {key}!")
WRONG_FILTER = ErrorKind(_INVALID, "Wrong activity FILTER!")
WRONG_TYPE = ErrorKind(_INVALID, "Wrong activity DOCUMENT_TYPE!")
WRONG_PROTOCOL = ErrorKind("ERROR_UNSUPPORTED_PROTOCOL", "Unsupported handler protocol")
WRONG_HANDLER = ErrorKind("ERROR_WRONG_HANDLER_URL", "Wrong handler URL")

CODE_ERRORS = (EMPTY_CODE, WRONG_CODE)
FIELD_ERRORS = (
    WRONG_PROTOCOL, WRONG_HANDLER, EMPTY_NAME, WRONG_PROPERTIES, WRONG_KEY, EMPTY_PROPERTY_NAME, WRONG_FILTER,
    WRONG_TYPE,
)  # fmt: skip

CLOUD, BOX = "b24", "box"
"""Editions, as filters name them. This portal is one that its owner runs."""

_CODE = re.compile(r"[a-z0-9.\-_]{1,255}", re.IGNORECASE | re.ASCII)
_KEY = re.compile(r"[a-z][a-z0-9_]{0,254}", re.IGNORECASE | re.ASCII)
_NO_ZONE = ZoneInfo("UTC")
"""Flags do not depend on one."""
_MOST = 200
"""Properties that one has at most."""
_LETTERS = 64 * 1024
"""Letters that a structure has at most, as JSON."""


def code(given: Any) -> str:
    """A code.

    :raises CallError: ``EMPTY_CODE``, ``WRONG_CODE``
    """
    if is_empty(given):
        raise EMPTY_CODE()
    if not isinstance(given, str | int) or isinstance(given, bool) or not _CODE.fullmatch(str(given)):
        raise WRONG_CODE()
    return str(given)


def address(ctx: Ctx, given: Any) -> str:
    """An address of the application that calls: in the domain where it is, if it has any.

    :raises CallError: ``WRONG_PROTOCOL``, ``WRONG_HANDLER``
    """
    if not isinstance(given, str) or not given:
        raise WRONG_HANDLER()
    try:
        handler_urls.check(given, public=settings.read(ctx.tx).handlers == "public")
    except handler_urls.SchemeError:
        raise WRONG_PROTOCOL() from None
    except handler_urls.HandlerUrlError:
        raise WRONG_HANDLER() from None
    assert ctx.credential.app is not None
    app = apps.find(ctx.tx, ctx.credential.app.id)
    assert app is not None
    if app.handler_url and handler_urls.host_of(app.handler_url) != handler_urls.host_of(given):
        raise WRONG_HANDLER()
    return given


def words(given: Any, refusal: ErrorKind | None = None) -> str:
    """A text, or texts by languages, as JSON.

    :param refusal: what is raised where there is none
    """
    if isinstance(given, dict):
        found: Any = {str(lang): str(text) for lang, text in given.items() if isinstance(text, str | int) and str(text)}
    else:
        found = str(given).strip() if isinstance(given, str | int | float) else ""
    if not found and refusal is not None:
        raise refusal()
    return _json(found or "", refusal or EMPTY_NAME)


def said(stored: str, language: str) -> str:
    """Stored words in a language, or in the next best."""
    found = msgspec.json.decode(stored)
    if isinstance(found, dict):
        return str(found.get(language) or found.get("en") or next(iter(found.values()), ""))
    return str(found)


def properties(given: Any) -> str:
    """Properties by their keys, as JSON.

    :raises CallError: ``WRONG_PROPERTIES``, ``WRONG_KEY``, ``EMPTY_PROPERTY_NAME``
    """
    if is_empty(given):
        return "{}"
    if not isinstance(given, dict) or len(given) > _MOST:
        raise WRONG_PROPERTIES()
    found = {}
    for key, each in given.items():
        if not _KEY.fullmatch(str(key)):
            raise WRONG_KEY(key=key)
        if not isinstance(each, dict):
            raise WRONG_PROPERTIES()
        member = {_spelled(str(name)): value for name, value in each.items()}
        if is_empty(member.get("Name")):
            raise EMPTY_PROPERTY_NAME(key=key)
        options = member.get("Options")
        several = options.values() if isinstance(options, dict) else options if isinstance(options, list) else [options]
        if any(isinstance(option, list | dict) for option in several) or not isinstance(options, dict | list | None):
            raise WRONG_PROPERTIES()
        member["Type"] = str(member.get("Type") or "string")
        for name in ("Required", "Multiple"):
            member[name] = read_flag(member.get(name) or "N", _NO_ZONE)
        found[str(key)] = member
    return _json(found, WRONG_PROPERTIES)


def document_type(given: Any) -> str:
    """A type of documents, or nothing, as JSON.

    :raises CallError: ``WRONG_TYPE``
    """
    if is_empty(given):
        return "[]"
    try:
        return _json(documents.type_of(given), WRONG_TYPE)
    except documents.UnfitError:
        raise WRONG_TYPE() from None


def rules(given: Any) -> str:
    """What a filter includes and excludes, as JSON.

    :raises CallError: ``WRONG_FILTER``
    """
    if is_empty(given):
        return "{}"
    found: dict[str, list[Any]] = {}
    for key, several in as_map(given).items():
        if key.upper() not in ("INCLUDE", "EXCLUDE") or (not isinstance(several, list | dict | str)):
            raise WRONG_FILTER()
        found[key.upper()] = [
            _rule(each) for each in ([several] if isinstance(several, str) else as_map(several).values())
        ]
    if not found:
        raise WRONG_FILTER()
    return _json(found, WRONG_FILTER)


def fits(stored: str, kind: documents.Type) -> bool:
    """Whether a stored filter lets something be used on documents of a type, in this edition."""
    found = msgspec.json.decode(stored)
    if any(_covers(rule, kind) for rule in found.get("EXCLUDE", ())):
        return False
    return not found.get("INCLUDE") or any(_covers(rule, kind) for rule in found["INCLUDE"])


def person(ctx: Ctx, given: Any) -> int:
    """Whose token the application is passed; 0 for nobody's."""
    number = number_or_none(given) or 0
    return number if number and users.is_active(ctx.tx, number) else 0


def flag(given: Any) -> str:
    """``Y``, ``N``, or empty for what was not said."""
    return "" if is_empty(given) else read_flag(given, _NO_ZONE)


def _covers(rule: Any, kind: documents.Type) -> bool:
    if isinstance(rule, str):
        return rule in (BOX, kind.module)
    return bool(rule) and list(kind)[: len(rule)] == rule


def _rule(given: Any) -> str | list[str]:
    if isinstance(given, str) and given:
        return given
    parts = list(as_map(given).values())
    if not 0 < len(parts) <= 3 or not all(isinstance(each, str) and each for each in parts):
        raise WRONG_FILTER()
    return [str(each).replace("\\\\", "\\") for each in parts]


def _spelled(name: str) -> str:
    return name[:1].upper() + name[1:].lower()


def _json(value: Any, refusal: ErrorKind) -> str:
    text = msgspec.json.encode(value).decode(errors="replace")
    if len(text) > _LETTERS or "\\u0000" in text:
        raise refusal(**({"key": ""} if "{key}" in refusal.text else {}))
    return text
