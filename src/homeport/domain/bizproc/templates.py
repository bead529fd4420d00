"""Templates of processes: added, changed and deleted by the application that they are of, listed by administrators.

Sources: ``api-reference/bizproc/template/``.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none
from homeport.domain.bizproc import documents, scheme
from homeport.domain.bizproc.registered import DENIED
from homeport.domain.bizproc.tables import TEMPLATE, TEMPLATE_FIELDS
from homeport.domain.portal import generation
from homeport.domain.records import reading
from homeport.domain.records.collection import ADMINISTRATORS, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.store import Query, Transaction

_INVALID = "ERROR_TEMPLATE_VALIDATION_FAILURE"
WRONG_TYPE = ErrorKind(_INVALID, "Incorrect field DOCUMENT_TYPE!")
NO_NAME = ErrorKind(_INVALID, "Empty template name!")
WRONG_AUTO = ErrorKind(_INVALID, "Incorrect field AUTO_EXECUTE!")
WRONG_DATA = ErrorKind(_INVALID, "Incorrect field TEMPLATE_DATA!")
NO_FIELDS = ErrorKind(_INVALID, "No fields to update.")
NOT_FOUND = ErrorKind("ERROR_TEMPLATE_NOT_FOUND", "Workflow template not found.")
NOT_OWNER = ErrorKind("ERROR_TEMPLATE_NOT_OWNER", "You can update ONLY templates created by current application")
NOT_OWNER_TO_DELETE = ErrorKind(
    "ERROR_TEMPLATE_NOT_OWNER", "You can delete ONLY templates created by current application"
)

CHANGED_ERRORS = (NO_NAME, WRONG_AUTO, WRONG_DATA)

ON_CREATION, ON_CHANGE = 1, 2
"""Bits of AUTO_EXECUTE."""
_LETTERS = 255

LIST = Collection("template", "templates", TEMPLATE, TEMPLATE_FIELDS, ADMINISTRATORS)
DIALECT = replace(CLASSIC, denied=DENIED, unreadable=DENIED)

_ONE = Query(select(*TEMPLATE.c).where(TEMPLATE.c.ID == bindparam("id")))

Row = dict[str, Any]


def _name(given: Any) -> Row:
    name = str(given).strip()[:_LETTERS] if isinstance(given, str | int) and not isinstance(given, bool) else ""
    if not name:
        raise NO_NAME()
    return {"NAME": name}


def _description(given: Any) -> Row:
    return {"DESCRIPTION": str(given) if isinstance(given, str | int) else ""}


def _auto(given: Any) -> Row:
    number = 0 if is_empty(given) else number_or_none(given)
    if number not in range(4):
        raise WRONG_AUTO()
    return {"AUTO_EXECUTE": number}


def _data(given: Any) -> Row:
    try:
        found = scheme.read_file(given)
    except scheme.UnfitError:
        raise WRONG_DATA() from None
    written = {"TEMPLATE": [found.root], "PARAMETERS": found.parameters}
    written |= {"VARIABLES": found.variables, "CONSTANTS": found.constants}
    texts = {name: msgspec.json.encode(value).decode() for name, value in written.items()}
    if any("\\u0000" in text for text in texts.values()):
        raise WRONG_DATA()
    return texts


_READ: Mapping[str, Callable[[Any], Row]] = {
    "NAME": _name,
    "DESCRIPTION": _description,
    "AUTO_EXECUTE": _auto,
    "TEMPLATE_DATA": _data,
}
"""What is stored of what is said, by the names of parameters, in the order in which they are checked."""


def add(ctx: Ctx, given: Mapping[str, Any]) -> int:
    """Add a template of the application that calls; its number.

    :raises CallError: ``DENIED``, ``WRONG_TYPE``, ``NO_NAME``, ``WRONG_AUTO``, ``WRONG_DATA``
    """
    app_id = _administered(ctx)
    try:
        kind = documents.type_of(given.get("DOCUMENT_TYPE"))
    except documents.UnfitError:
        raise WRONG_TYPE() from None
    row: Row = {"MODULE_ID": kind.module, "ENTITY": kind.entity, "DOCUMENT_TYPE": kind.name}
    for name, read in _READ.items():
        row |= read(given.get(name))
    row |= {"MODIFIED": ctx.clock.stamp(), "IS_MODIFIED": "N", "USER_ID": ctx.actor.user_id}
    generation.changed(ctx.tx)
    return ctx.tx.insert(TEMPLATE, {**row, "SYSTEM_CODE": f"rest_app_{app_id}", "APP_ID": app_id})


def change(ctx: Ctx, number: Any, fields: Any) -> int:
    """Change fields of a template; processes that run keep what they have. The number.

    :raises CallError: ``NO_FIELDS``, ``NOT_FOUND``, ``NOT_OWNER`` and as :func:`add`
    """
    app_id = _administered(ctx)
    given = {str(name).upper(): value for name, value in fields.items()} if isinstance(fields, dict) else {}
    if not given:
        raise NO_FIELDS()
    found = _owned(ctx.tx, app_id, number, NOT_OWNER)
    row: Row = {}
    for name, read in _READ.items():
        row |= read(given[name]) if name in given else {}
    if row:
        ctx.tx.update(TEMPLATE, {"ID": found}, {**row, "MODIFIED": ctx.clock.stamp(), "USER_ID": ctx.actor.user_id})
        generation.changed(ctx.tx)
    return found


def delete(ctx: Ctx, number: Any) -> None:
    """Delete a template; processes that run keep what they have.

    :raises CallError: ``DENIED``, ``NOT_FOUND``, ``NOT_OWNER_TO_DELETE``
    """
    ctx.tx.delete(TEMPLATE, ID=_owned(ctx.tx, _administered(ctx), number, NOT_OWNER_TO_DELETE))
    generation.changed(ctx.tx)


def find(tx: Transaction, number: int) -> Row | None:
    """A template as it is stored."""
    return next(iter(tx.dicts(_ONE, id=number)), None)


def page(ctx: Ctx, select: Any, filter: Any, order: Any, start: Any) -> Page:  # noqa: A002  the documented name
    """A page of all templates.

    :raises CallError: ``DENIED``
    """
    names = reading.names_of(select)
    return reading.page(ctx, LIST, DIALECT, select=names or ["ID"], filter=filter, order=order, start=start)


def forget_application(tx: Transaction, app_id: int) -> None:
    """Delete the templates of an application that is uninstalled: nobody else may change them."""
    if tx.delete(TEMPLATE, APP_ID=app_id):
        generation.changed(tx)


def _owned(tx: Transaction, app_id: int, number: Any, refusal: ErrorKind) -> int:
    found = find(tx, number_or_none(number) or 0)
    if found is None:
        raise NOT_FOUND()
    if found["APP_ID"] != app_id:
        raise refusal()
    return int(found["ID"])


def _administered(ctx: Ctx) -> int:
    if not ctx.actor.is_admin:
        raise DENIED()
    assert ctx.credential.app is not None
    return ctx.credential.app.id
