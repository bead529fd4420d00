"""Storages: each of one application, called by a code.

Source: ``api-reference/entity/entities/``.
"""

import re
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty
from homeport.domain.entity import contents, rights
from homeport.domain.entity.tables import OWNER, RIGHT, STORAGE
from homeport.domain.iblock import blocks
from homeport.domain.portal import generation
from homeport.store import Query, Transaction

EMPTY = ErrorKind("ERROR_ARGUMENT", "Argument '{name}' is null or empty")
TOO_LONG = ErrorKind("ERROR_ARGUMENT", "Entity code is too long. Max length is {length} characters.")
TAKEN = ErrorKind("ERROR_ENTITY_ALREADY_EXISTS", "Entity already exists")
NOT_FOUND = ErrorKind("ERROR_ENTITY_NOT_FOUND", "Entity not found")
NOT_ADDED = ErrorKind("ERROR_CORE", "Internal error adding entity. Try adding again.")
NOT_UPDATED = ErrorKind("ERROR_CORE", "Internal error updating entity. Try updating again.")
NO_APPLICATION = ErrorKind("ACCESS_DENIED", "Access denied! Application context required", 403)

NAMING = (NO_APPLICATION, EMPTY, TOO_LONG)
FINDING = (*NAMING, NOT_FOUND)

TYPE = "rest_entity"
LONGEST = 50
"""Characters of what a code is called in full: with its application before it."""
MOST_LETTERS = 255

_OTHER = re.compile(r"[^a-zA-Z0-9_]")
_FIND = Query(select(STORAGE).where(STORAGE.c.APP_ID == bindparam("app"), STORAGE.c.CODE == bindparam("code")))
_OF_APP = Query(select(STORAGE).where(STORAGE.c.APP_ID == bindparam("app")).order_by(STORAGE.c.ID))

Row = dict[str, Any]


def application(ctx: Ctx) -> int:
    """The number of the calling application.

    :raises CallError: ``NO_APPLICATION``
    """
    if ctx.credential.app is None:
        raise NO_APPLICATION()
    return ctx.credential.app.id


def code(ctx: Ctx, given: Any, name: str = "ENTITY") -> str:
    """A code as a client sent it, without what no code has.

    :raises CallError: ``EMPTY``, ``TOO_LONG``
    """
    found = _OTHER.sub("", str(given)) if isinstance(given, str | int) and not isinstance(given, bool) else ""
    if not found:
        raise EMPTY(name=name)
    app = ctx.credential.app
    most = max(1, LONGEST - len(f"APP_{app.client_id}_")) if app else LONGEST
    if len(found) > most:
        raise TOO_LONG(length=most)
    return found


def find(ctx: Ctx, given: Any) -> Row:
    """A storage of the calling application.

    :raises CallError: ``EMPTY``, ``TOO_LONG``, ``NOT_FOUND``
    """
    found = _find(ctx, code(ctx, given))
    if found is None:
        raise NOT_FOUND()
    return found


def _find(ctx: Ctx, said: str) -> Row | None:
    return next(iter(ctx.tx.dicts(_FIND, app=application(ctx), code=said)), None)


def _name(given: Any, refusal: ErrorKind) -> str:
    found = given.strip()[:MOST_LETTERS] if isinstance(given, str) else ""
    if not found or "\0" in found:
        raise refusal()
    return found


def add(ctx: Ctx, given: Any, name: Any, access: Any) -> None:
    """Make a storage; whoever does manages it.

    :raises CallError: ``EMPTY``, ``TOO_LONG``, ``TAKEN``, ``NOT_ADDED``
    """
    app, said = application(ctx), code(ctx, given)
    if _find(ctx, said) is not None:
        raise TAKEN()
    called = _name(name, NOT_ADDED)
    number = blocks.make(ctx.tx, OWNER)
    ctx.tx.insert(STORAGE, {"ID": number, "APP_ID": app, "CODE": said, "NAME": called})
    rights.put(ctx, number, access)


def change(ctx: Ctx, given: Any, *, name: Any, new: Any, access: Any) -> None:
    """Change a storage as who manages it.

    :param new: another code
    :raises CallError: ``NOT_FOUND``, ``rights.DENIED``, ``TAKEN``, ``NOT_UPDATED``
    """
    row = find(ctx, given)
    rights.require(ctx, row["ID"], rights.MANAGE)
    changes: Row = {}
    if name is not None:
        changes["NAME"] = _name(name, NOT_UPDATED)
    if not is_empty(new):
        changes["CODE"] = code(ctx, new, "ENTITY_NEW")
        other = _find(ctx, changes["CODE"])
        if other is not None and other["ID"] != row["ID"]:
            raise TAKEN()
    if changes:
        ctx.tx.update(STORAGE, {"ID": row["ID"]}, changes)
    if access is not None:
        rights.put(ctx, row["ID"], access)


def delete(ctx: Ctx, given: Any) -> None:
    """Delete a storage with all that is in it, as who manages it.

    :raises CallError: ``NOT_FOUND``, ``rights.DENIED``
    """
    row = find(ctx, given)
    rights.require(ctx, row["ID"], rights.MANAGE)
    _forget(ctx.tx, row["ID"])


def _forget(tx: Transaction, number: int) -> None:
    contents.forget(tx, number)
    blocks.forget(tx, number)
    tx.delete(RIGHT, STORAGE_ID=number)
    tx.delete(STORAGE, ID=number)
    generation.changed(tx)


def forget_application(tx: Transaction, app_id: int) -> None:
    """Delete the storages of an application that is uninstalled."""
    for row in tx.dicts(_OF_APP, app=app_id):
        _forget(tx, row["ID"])


def access_of(ctx: Ctx, given: Any, access: Any) -> dict[str, str] | None:
    """The rights to a storage, given anew where some are said; None when there is no such storage.

    :raises CallError: ``EMPTY``, ``TOO_LONG``, ``rights.DENIED``
    """
    row = _find(ctx, code(ctx, given))
    if row is None:
        return None
    if access is not None:
        rights.require(ctx, row["ID"], rights.MANAGE)
        rights.put(ctx, row["ID"], access)
    return rights.of(ctx.tx, row["ID"])


def listed(ctx: Ctx) -> list[Row]:
    """The storages of the calling application."""
    return [shown(row) for row in ctx.tx.dicts(_OF_APP, app=application(ctx))]


def shown(row: Row) -> Row:
    """A storage as it is answered."""
    return {"ID": str(row["ID"]), "IBLOCK_TYPE_ID": TYPE, "ENTITY": row["CODE"], "NAME": row["NAME"]}
