"""Storages: one for each user and each group, one of the company, one for each application that wants it; made when
they are needed.

Source: ``api-reference/disk/storage/``.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import String, bindparam, cast, select

from homeport.core import values as v
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.domain.disk import access
from homeport.domain.disk.access import DENIED, EMPLOYEES, Level
from homeport.domain.disk.tables import OBJECT, PATH, STORAGE
from homeport.domain.portal.apps import apps
from homeport.domain.portal.tables import USER
from homeport.domain.records import reading
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.domain.sonet_group.tables import MEMBER, MODERATOR
from homeport.domain.sonet_group.tables import TABLE as GROUP
from homeport.store import Query, Transaction

NOT_FOUND = ErrorKind("ERROR_NOT_FOUND", "Could not find entity with id `{id}`")
NOT_OF_APP = ErrorKind("", "Access denied (invalid type of storage)")
NEEDS_APP = ErrorKind("ACCESS_DENIED", "Access denied! Application context required")

TYPES = ("user", "common", "group")
USERS, COMMON, GROUPS, APPS, CHATS = "user", "common", "group", "restapp", "im"
_COMPANY = "shared_files_s1"
"""What the company's storage is of."""

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER),
        F("NAME", v.STRING),
        F("CODE", v.STRING),
        F("MODULE_ID", v.STRING, filterable=False),
        F("ENTITY_TYPE", v.STRING),
        F("ENTITY_ID", v.STRING),
        F("ROOT_OBJECT_ID", v.INTEGER, filterable=False),
    )
)
STORAGES = Collection("storage", "storages", STORAGE, FIELDS, access.STORAGES)
DIALECT = replace(CLASSIC, denied=DENIED, unreadable=DENIED, not_found=NOT_FOUND)

_WITHOUT = Query(
    select(USER.c.ID, USER.c.NAME, USER.c.LAST_NAME)
    .where(
        USER.c.USER_TYPE == bindparam("employee"),
        USER.c.ACTIVE == bindparam("yes"),
        cast(USER.c.ID, String).not_in(select(STORAGE.c.ENTITY_ID).where(STORAGE.c.ENTITY_TYPE == bindparam("users"))),
    )
    .order_by(USER.c.ID)
)
_GROUPS_WITHOUT = Query(
    select(GROUP.c.ID, GROUP.c.NAME)
    .where(
        cast(GROUP.c.ID, String).not_in(select(STORAGE.c.ENTITY_ID).where(STORAGE.c.ENTITY_TYPE == bindparam("groups")))
    )
    .order_by(GROUP.c.ID)
)
_OF = Query(
    select(STORAGE.c.ID).where(STORAGE.c.ENTITY_TYPE == bindparam("type"), STORAGE.c.ENTITY_ID == bindparam("of"))
)
_NAME = Query(select(USER.c.NAME, USER.c.LAST_NAME).where(USER.c.ID == bindparam("id")))


def listed(ctx: Ctx, filter: Any, order: Any, start: Any) -> Page:  # noqa: A002  the documented name
    """A page of the storages that the caller may read."""
    _make_all(ctx)
    return reading.page(ctx, STORAGES, DIALECT, filter=filter, order=order, start=start)


def get(ctx: Ctx, number: int) -> Values:
    """A storage.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``
    """
    row = find(ctx, number)
    access.require(ctx, Level.READ, row["ROOT_OBJECT_ID"])
    return written(ctx, row)


def find(ctx: Ctx, number: int) -> Values:
    """A storage as it is stored, whoever may read it.

    :raises CallError: ``ERROR_NOT_FOUND``
    """
    row = reading.stored(ctx, STORAGES, {"ID": number})
    if row is None:
        raise NOT_FOUND(id=number)
    return row


def written(ctx: Ctx, row: Values) -> Values:
    """A storage as methods answer it."""
    return reading.written(STORAGES, DIALECT, row, ctx.clock.zone)


def of_app(ctx: Ctx) -> Values:
    """The storage of the application that calls.

    :raises CallError: ``ACCESS_DENIED`` when no application calls, or for somebody who is no administrator
    """
    app = ctx.credential.app
    if app is None:
        raise NEEDS_APP()
    if not ctx.actor.is_admin:
        raise DENIED()
    found = ctx.tx.value(_OF, type=APPS, of=str(app.id))
    known = apps.find(ctx.tx, app.id)
    name = app.client_id if known is None else known.title
    number = found or _make(ctx, APPS, str(app.id), name, f"APP{app.id}", Level.FULL)
    return written(ctx, find(ctx, number))


def rename(ctx: Ctx, number: int, name: str) -> Values:
    """Call an application's storage otherwise.

    :raises CallError: when it is not that of the application that calls, by an administrator
    """
    if ctx.credential.app is None:
        raise NEEDS_APP()
    if not ctx.actor.is_admin:
        raise DENIED()
    row = find(ctx, number)
    if row["ENTITY_TYPE"] != APPS:
        raise NOT_OF_APP()
    if row["ENTITY_ID"] != str(ctx.credential.app.id):
        raise DENIED()
    ctx.tx.update(STORAGE, {"ID": number}, {"NAME": name})
    return written(ctx, {**row, "NAME": name})


def of(tx: Transaction, kind: str, number: str) -> int | None:
    """The storage of something; None when there is none.

    :param kind: of that, such as :data:`GROUPS`
    """
    found: int | None = tx.value(_OF, type=kind, of=number)
    return found


def of_user(ctx: Ctx, user_id: int) -> int:
    """The storage of a user; its number."""
    found = ctx.tx.value(_OF, type=USERS, of=str(user_id))
    if found is not None:
        return int(found)
    name = ctx.tx.one(_NAME, id=user_id) or ()
    return _make(ctx, USERS, str(user_id), " ".join(filter(None, name)), f"U{user_id}", Level.FULL)


def of_chats(ctx: Ctx) -> int:
    """The storage of what is sent in chats, in which each has a folder; its number. To the whole of it nobody has a
    right."""
    found = ctx.tx.value(_OF, type=CHATS, of=_COMPANY)
    return int(found) if found is not None else _make(ctx, CHATS, _COMPANY, "Chats", None, Level.READ)


def _make_all(ctx: Ctx) -> None:
    """Make the storages that everybody has."""
    if ctx.tx.value(_OF, type=COMMON, of=_COMPANY) is None:
        _make(ctx, COMMON, _COMPANY, "Company drive", EMPLOYEES, Level.EDIT)
    for number, *name in ctx.tx.all(_WITHOUT, employee="employee", yes="Y", users=USERS):
        _make(ctx, USERS, str(number), " ".join(filter(None, name)), f"U{number}", Level.FULL)

    for number, name in ctx.tx.all(_GROUPS_WITHOUT, groups=GROUPS):
        _of_group(ctx, number, name)


def _of_group(ctx: Ctx, number: int, name: str) -> None:
    """The storage of a group: its members change what is in it, its moderators do everything."""
    made = _make(ctx, GROUPS, str(number), name, f"SG{number}_{MEMBER}", Level.EDIT)
    access.give(ctx.tx, root_of(ctx.tx, made), f"SG{number}_{MODERATOR}", Level.FULL)


def _make(ctx: Ctx, kind: str, of: str, name: str, code: str | None, level: Level) -> int:
    """Make a storage with its root.

    :param code: of those who may do something to all of it; None for nobody
    """
    row = {"NAME": name or kind, "CODE": None, "MODULE_ID": "disk", "ENTITY_TYPE": kind, "ENTITY_ID": of}
    number = ctx.tx.insert(STORAGE, {**row, "ROOT_OBJECT_ID": 0})
    root = _root(ctx, number, row["NAME"] or "")
    ctx.tx.update(STORAGE, {"ID": number}, {"ROOT_OBJECT_ID": root})
    if code is not None:
        access.give(ctx.tx, root, code, level)
    return number


def _root(ctx: Ctx, storage: int, name: str) -> int:
    now, who = ctx.clock.stamp(), ctx.actor.user_id
    row = {"NAME": name, "TYPE": "folder", "STORAGE_ID": storage, "DELETED_TYPE": 0, "CREATE_TIME": now}
    root = ctx.tx.insert(OBJECT, {**row, "UPDATE_TIME": now, "CREATED_BY": who, "UPDATED_BY": who})
    ctx.tx.insert(PATH, {"OBJECT_ID": root, "ANCESTOR_ID": root, "DEPTH": 0})
    return root


def root_of(tx: Transaction, storage: int) -> int:
    """The root of a storage that there is."""
    found: int = tx.value(_ROOT, id=storage)
    return found


_ROOT = Query(select(STORAGE.c.ROOT_OBJECT_ID).where(STORAGE.c.ID == bindparam("id")))
