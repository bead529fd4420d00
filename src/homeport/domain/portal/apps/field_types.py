"""Types of user fields that applications define: each is a handler at the placement of such fields.

Sources: ``api-reference/widgets/user-field/``, ``crm/universal/user-defined-fields/userfield-type.md``.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.portal import settings
from homeport.domain.portal.apps import apps
from homeport.domain.portal.apps.arguments import (
    ARGUMENT_EMPTY,
    ARGUMENT_TYPE,
    MAX_TEXT,
    UNSUPPORTED_PROTOCOL,
    WRONG_HANDLER_URL,
    check_url,
    text,
)
from homeport.domain.portal.apps.tables import PLACEMENT
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

CODE = "USERFIELD_TYPE"
"""The placement. It is bound by these types alone."""

ACCESS_DENIED = ErrorKind("ACCESS_DENIED", "Access denied!", 403)
TAKEN = ErrorKind("ERROR_CORE", "Unable to set placement handler: Handler already binded")
NOT_FOUND = ErrorKind("ERROR_NOT_FOUND", "User Field Type not found")

LONGEST = 50
"""Characters of a type's name with its application."""
TALLEST = 30_000
"""Pixels that a field may be high."""
MOST = 100
"""Types of an application."""

ADD_ERRORS = (ACCESS_DENIED, TAKEN, ARGUMENT_EMPTY, ARGUMENT_TYPE, UNSUPPORTED_PROTOCOL, WRONG_HANDLER_URL)
UPDATE_ERRORS = (*ADD_ERRORS, NOT_FOUND)
DELETE_ERRORS = (ACCESS_DENIED, ARGUMENT_EMPTY, ARGUMENT_TYPE, NOT_FOUND)

_OF_APPLICATIONS = "rest_"
_NAME = re.compile(r"[a-z0-9_]+")
_ALL = Query(select(PLACEMENT).where(PLACEMENT.c.PLACEMENT == bindparam("code")).order_by(PLACEMENT.c.ID))


class FieldType(NamedTuple):
    """A type of user fields that an application has defined.

    :param widget_id: its handler among what is bound to placements
    :param name: as the application calls it
    :param height: of a field, in pixels; 0 for the usual one
    """

    widget_id: int
    app_id: int
    name: str
    handler: str
    title: str
    description: str
    height: int

    @property
    def full_name(self) -> str:
        """As fields name it."""
        return full_name(self.app_id, self.name)


class Wanted(NamedTuple):
    """A type as a client wants it, as it said it; None where it says nothing."""

    name: Any
    handler: Any = None
    title: Any = None
    description: Any = None
    options: Any = None


def full_name(app_id: int, name: str) -> str:
    """An application's type as fields name it."""
    return f"{_OF_APPLICATIONS}{app_id}_{name}"


def is_of_application(type_name: str) -> bool:
    """Whether a type, as a field names it, is one that an application defines."""
    return type_name.startswith(_OF_APPLICATIONS)


def registered(tx: Transaction) -> Iterator[FieldType]:
    """Every type of every application, in the order in which they were made."""
    for row in tx.dicts(_ALL, code=CODE):
        options = msgspec.json.decode(row["OPTIONS"])
        yield FieldType(
            row["ID"],
            row["APP_ID"],
            options["name"],
            row["HANDLER"],
            row["TITLE"],
            row["DESCRIPTION"],
            int(options["height"]),
        )


def usable(tx: Transaction) -> Iterator[FieldType]:
    """The types of applications whose installation is complete."""
    for each in registered(tx):
        app = apps.find(tx, each.app_id)
        if app is not None and app.installed:
            yield each


def of_app(ctx: Ctx) -> list[dict[str, str]]:
    """The types of the application that calls, the newest first.

    :raises CallError: :data:`ACCESS_DENIED`
    """
    app_id = _administered(ctx)
    found = [each for each in registered(ctx.tx) if each.app_id == app_id]
    return [
        {
            "USER_TYPE_ID": each.name,
            "HANDLER": each.handler,
            "TITLE": each.title,
            "DESCRIPTION": each.description,
        }
        for each in reversed(found)
    ]


def add(ctx: Ctx, wanted: Wanted) -> None:
    """Define a type.

    :raises CallError: one of :data:`ADD_ERRORS`
    """
    app_id = _administered(ctx)
    name, handler = _name(app_id, wanted.name), text("HANDLER", wanted.handler)
    _check_handler(ctx, handler)
    known = list(registered(ctx.tx))
    mine = [each for each in known if each.app_id == app_id]
    if any(each.name == name for each in known) or any(each.handler == handler for each in mine):
        raise TAKEN()
    if len(mine) >= MOST:
        raise TAKEN()
    height = _height(as_map(wanted.options).get("height"))
    ctx.tx.insert(
        PLACEMENT,
        {
            "APP_ID": app_id,
            "PLACEMENT": CODE,
            "HANDLER": handler,
            "USER_ID": 0,
            "TITLE": _short("TITLE", wanted.title),
            "DESCRIPTION": _short("DESCRIPTION", wanted.description),
            "GROUP_NAME": "",
            "LANG_ALL": "{}",
            "OPTIONS": _options(name, height),
        },
    )


def change(ctx: Ctx, wanted: Wanted) -> None:
    """Change a type; what is not said stays.

    :raises CallError: one of :data:`UPDATE_ERRORS`
    """
    old = _found(ctx, wanted.name)
    row: dict[str, Any] = {}
    if wanted.handler not in (None, ""):
        row["HANDLER"] = text("HANDLER", wanted.handler)
        _check_handler(ctx, row["HANDLER"])
        others = (each for each in registered(ctx.tx) if each.app_id == old.app_id and each.name != old.name)
        if any(each.handler == row["HANDLER"] for each in others):
            raise TAKEN()
    for column, value in (("TITLE", wanted.title), ("DESCRIPTION", wanted.description)):
        if value is not None:
            row[column] = _short(column, value)
    options = as_map(wanted.options)
    if "height" in options:
        row["OPTIONS"] = _options(old.name, _height(options["height"]))
    if row:
        ctx.tx.update(PLACEMENT, {"ID": old.widget_id}, row)


def delete(ctx: Ctx, name: Any) -> None:
    """Delete a type. Fields of it stay, with what they hold.

    :raises CallError: one of :data:`DELETE_ERRORS`
    """
    ctx.tx.delete(PLACEMENT, ID=_found(ctx, name).widget_id)


def _administered(ctx: Ctx) -> int:
    if not ctx.actor.is_admin:
        raise ACCESS_DENIED()
    assert ctx.credential.app is not None
    return ctx.credential.app.id


def _found(ctx: Ctx, given: Any) -> FieldType:
    app_id = _administered(ctx)
    name = text("USER_TYPE_ID", given)
    for each in registered(ctx.tx):
        if each.app_id == app_id and each.name == name:
            return each
    raise NOT_FOUND()


def _name(app_id: int, given: Any) -> str:
    name = text("USER_TYPE_ID", given)
    most = LONGEST - len(full_name(app_id, ""))
    if not _NAME.fullmatch(name) or len(name) > most:
        raise ARGUMENT_TYPE(name="USER_TYPE_ID", type=f"string, up to {most} characters of a-z, 0-9 and _")
    return name


def _check_handler(ctx: Ctx, handler: str) -> None:
    """A handler is on the domain of the application's own page, where it has one."""
    check_url(handler, public=settings.read(ctx.tx).handlers == "public")
    assert ctx.credential.app is not None
    app = apps.find(ctx.tx, ctx.credential.app.id)
    if app is not None and app.handler_url and urlsplit(handler).hostname != urlsplit(app.handler_url).hostname:
        raise WRONG_HANDLER_URL(reason="must be in the domain of the application's own address")


def _height(given: Any) -> int:
    """Any positive number of pixels."""
    shown = str(given)
    return min(int(shown), TALLEST) if shown.isascii() and shown.isdigit() and len(shown) <= 9 else 0


def _short(name: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str | int | float) or len(str(value)) > MAX_TEXT:
        raise ARGUMENT_TYPE(name=name, type=f"string, up to {MAX_TEXT} characters")
    return str(value)


def _options(name: str, height: int) -> str:
    options: Mapping[str, str] = {"name": name, "height": str(height)}
    return msgspec.json.encode(options).decode()
