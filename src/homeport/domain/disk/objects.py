"""Folders and files as rows, and as methods answer them.

Sources: ``disk-folder-get.md``, ``disk-file-get.md``, ``disk-folder-get-children.md``.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.uploads import MAX_NAME
from homeport.domain.disk import access, storages
from homeport.domain.disk.access import DENIED, Level
from homeport.domain.disk.tables import OBJECT, PATH, STORAGE
from homeport.domain.files import doors
from homeport.domain.records import reading
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.domain.records.filters import as_map
from homeport.domain.records.scopes import followers
from homeport.store import Query, Transaction

NOT_FOUND = storages.NOT_FOUND
FILE_TAKEN = ErrorKind("DISK_OBJ_22000", "A file with this name already exists")
FOLDER_TAKEN = ErrorKind("DISK_OBJ_22000", "A folder with this name already exists")

FOLDER, FILE = "folder", "file"
LIVE, TRASHED, TRASHED_WITHIN = 0, 3, 4
"""What DELETED_TYPE says: there, in the trash, or in the trash with a folder that it is in."""
FILE_DOOR = "disk.file"

_ENUM = replace(v.STRING, name="enum")
_STATE = replace(v.INTEGER, name="enum")
FIELDS = FieldTable(
    (
        F("ID", v.INTEGER),
        F("NAME", v.STRING),
        F("TYPE", _ENUM),
        F("CODE", v.STRING),
        F("STORAGE_ID", v.INTEGER),
        F("PARENT_ID", v.INTEGER),
        F("CREATE_TIME", v.DATETIME),
        F("UPDATE_TIME", v.DATETIME),
        F("DELETE_TIME", v.DATETIME),
        F("CREATED_BY", v.INTEGER, filterable=False),
        F("UPDATED_BY", v.INTEGER, filterable=False),
        F("DELETED_BY", v.INTEGER, filterable=False),
        F("GLOBAL_CONTENT_VERSION", v.INTEGER, filterable=False),
        F("FILE_ID", v.INTEGER, filterable=False),
        F("SIZE", v.INTEGER, filterable=False),
        F("DELETED_TYPE", _STATE),
    )
)
OBJECTS = Collection("object", "objects", OBJECT, FIELDS, access.OBJECTS)
DIALECT = replace(CLASSIC, denied=DENIED, unreadable=DENIED, not_found=NOT_FOUND)

_OF_FILES = ("GLOBAL_CONTENT_VERSION", "FILE_ID", "SIZE")
"""What only files have."""
_SHOWN = {
    FOLDER: (
        "ID", "NAME", "CODE", "STORAGE_ID", "TYPE", "REAL_OBJECT_ID", "PARENT_ID", "DELETED_TYPE", "CREATE_TIME",
        "UPDATE_TIME", "DELETE_TIME", "CREATED_BY", "UPDATED_BY", "DELETED_BY",
    ),
    FILE: (
        "ID", "NAME", "CODE", "STORAGE_ID", "TYPE", "PARENT_ID", "DELETED_TYPE", *_OF_FILES, "CREATE_TIME",
        "UPDATE_TIME", "DELETE_TIME", "CREATED_BY", "UPDATED_BY", "DELETED_BY",
    ),
}  # fmt: skip
NEW = frozenset({"ID", "REAL_OBJECT_ID", "DELETED_TYPE", "GLOBAL_CONTENT_VERSION", "FILE_ID"})
"""What is a number in the answer to a method that has just made the object, else a text."""
_PLACES = {"user": "/company/personal/user/{of}/disk", "common": "/docs", "group": "/workgroups/group/{of}/disk"}

_ABOVE = Query(
    select(OBJECT.c.NAME)
    .join(PATH, PATH.c.ANCESTOR_ID == OBJECT.c.ID)
    .where(PATH.c.OBJECT_ID == bindparam("id"), OBJECT.c.PARENT_ID.is_not(None))
    .order_by(PATH.c.DEPTH.desc())
)
_OWNER = Query(select(STORAGE.c.ENTITY_TYPE, STORAGE.c.ENTITY_ID).where(STORAGE.c.ID == bindparam("id")))
_NAMED = Query(
    select(OBJECT.c.ID).where(
        OBJECT.c.PARENT_ID == bindparam("parent"),
        OBJECT.c.DELETED_TYPE == bindparam("live"),
        OBJECT.c.NAME == bindparam("name"),
    )
)


def find(ctx: Ctx, kind: str, number: int, *, trashed: bool = False) -> Values:
    """A folder or a file as it is stored, whoever may read it.

    :param trashed: whether it may be in the trash
    :raises CallError: ``ERROR_NOT_FOUND``
    """
    row = reading.stored(ctx, OBJECTS, {"ID": number})
    if row is None or row["TYPE"] != kind or (row["DELETED_TYPE"] != LIVE and not trashed):
        raise NOT_FOUND(id=number)
    return row


def get(ctx: Ctx, kind: str, number: int) -> Values:
    """A folder or a file that the caller may read, also from the trash.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``
    """
    row = find(ctx, kind, number, trashed=True)
    access.require(ctx, Level.READ, number)
    return answer(ctx, row)


def follow(ctx: Ctx, row: Values, old: Values) -> None:
    """A file was made or changed: what starts by itself for it starts.

    :param old: as it was; empty for a new one
    """
    if row["TYPE"] == FILE and row["DELETED_TYPE"] == LIVE:
        for module in followers("process_document"):
            module.saved(ctx, "disk", row["STORAGE_ID"], row, old)


def children(ctx: Ctx, folder: int, filter: Any, order: Any, start: Any) -> Page:  # noqa: A002  the documented name
    """A page of what is in a folder, as far as the caller may read it."""
    conditions = {**as_map(filter), "=PARENT_ID": folder, "=DELETED_TYPE": LIVE}
    page = reading.page(ctx, OBJECTS, DIALECT, filter=conditions, order=order, start=start)
    return page._replace(result=shown(ctx, page.result))


def shown(ctx: Ctx, rows: Iterable[Values]) -> list[Values]:
    """Rows that a list has found, as methods answer them."""
    places: dict[tuple[str, str], str | None] = {}
    return [_shown(ctx, row, frozenset(), places) for row in rows]


def answer(ctx: Ctx, row: Values, numbers: frozenset[str] = frozenset()) -> Values:
    """A stored row as methods answer it.

    :param numbers: the fields that are numbers in it
    """
    return _shown(ctx, reading.written(OBJECTS, DIALECT, row, ctx.clock.zone), numbers, {})


def _shown(ctx: Ctx, row: Values, numbers: frozenset[str], places: dict[tuple[str, str], str | None]) -> Values:
    kind = row["TYPE"]
    row = {**row, "CODE": row["CODE"] or None, "DELETE_TIME": row["DELETE_TIME"] or None}
    row |= {"PARENT_ID": row["PARENT_ID"] or None, "REAL_OBJECT_ID": row["ID"]}
    row["DELETED_BY"] = row["DELETED_BY"] or None
    found = {name: int(row[name]) if name in numbers and row[name] else row[name] for name in _SHOWN[kind]}
    if "DELETED_TYPE" in numbers:
        found["DELETED_TYPE"] = int(row["DELETED_TYPE"])
    if kind == FILE:
        found["DOWNLOAD_URL"] = doors.download_url(ctx, FILE_DOOR, int(row["ID"]))
    key = (row["STORAGE_ID"], row["PARENT_ID"] or "")
    if key not in places:
        places[key] = _place(ctx, int(row["STORAGE_ID"]), int(row["PARENT_ID"] or 0))
    place = places[key]
    way = "path" if kind == FOLDER else "file"
    name = row["NAME"] if row["PARENT_ID"] else ""
    found["DETAIL_URL"] = None if place is None else ctx.address + place.format(way=way) + name
    return found


def _place(ctx: Ctx, storage: int, parent: int) -> str | None:
    """Where people see what is in a folder; None where they do not."""
    kind, of = ctx.tx.one(_OWNER, id=storage) or ("", "")
    if kind not in _PLACES:
        return None
    names = [row[0].replace("{", "{{").replace("}", "}}") for row in ctx.tx.all(_ABOVE, id=parent)]
    return "/".join((_PLACES[kind].format(of=of), "{way}", *names, ""))


def picture_url(ctx: Ctx, number: int, most: int) -> str:
    """Where a smaller copy of a picture is, for the caller.

    :param most: pixels that it is at most wide and high
    """
    return doors.download_url(ctx, FILE_DOOR, number, str(most))


def thrown_away(ctx: Ctx, storage: int, start: int) -> Page:
    """A page of what lies in the trash of a storage for itself, as far as the caller may read it; the last first."""
    conditions = {"=STORAGE_ID": storage, "=DELETED_TYPE": TRASHED}
    page = reading.page(ctx, OBJECTS, DIALECT, filter=conditions, order={"UPDATE_TIME": "DESC"}, start=start)
    return page._replace(result=shown(ctx, page.result))


def named(tx: Transaction, parent: int, name: str) -> list[int]:
    """What in a folder has a name: one object, or none."""
    return [row[0] for row in tx.all(_NAMED, parent=parent, live=LIVE, name=name)]


def is_taken(tx: Transaction, parent: int, name: str) -> bool:
    """Whether something in a folder has a name."""
    return bool(named(tx, parent, name))


def require_free(tx: Transaction, parent: int, kind: str, name: str) -> None:
    """Refuse a name that something in the folder has.

    :raises CallError: ``DISK_OBJ_22000``
    """
    if is_taken(tx, parent, name):
        raise (FILE_TAKEN if kind == FILE else FOLDER_TAKEN)()


def free_name(tx: Transaction, parent: int, name: str) -> str:
    """The name, with a number where something in the folder has it: ``report (1).txt``."""
    if not is_taken(tx, parent, name):
        return name
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    number = 1
    while True:
        tail = f" ({number}){dot}{ending}"
        tried = stem[: max(MAX_NAME - len(tail), 1)] + tail
        if not is_taken(tx, parent, tried):
            return tried
        number += 1


def described(kind: str) -> dict[str, Values]:
    """What ``getFields`` says of folders or files."""
    wanted = [field for field in FIELDS if kind == FILE or field.name not in _OF_FILES]
    found = {
        field.name: {"TYPE": field.type.name, "USE_IN_FILTER": field.filterable, "USE_IN_SHOW": True}
        for field in wanted
    }
    if kind == FOLDER:
        found["REAL_OBJECT_ID"] = {"TYPE": "integer", "USE_IN_FILTER": False, "USE_IN_SHOW": True}
    return found


def state_of(tx: Transaction, number: int) -> int | None:
    """What DELETED_TYPE says of an object; None when there is none."""
    found: int | None = tx.value(_STATE_OF, id=number)
    return found


_STATE_OF = Query(select(OBJECT.c.DELETED_TYPE).where(OBJECT.c.ID == bindparam("id")))
