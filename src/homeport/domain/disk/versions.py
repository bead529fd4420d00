"""The contents of a file, one after the other: each has its number, and can be had again.

Sources: ``api-reference/disk/version/``, ``disk-file-upload-version.md``, ``disk-file-restore-from-version.md``.
"""

from collections.abc import Callable
from typing import Any

from homeport.core import values as v
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.domain.disk import access, objects
from homeport.domain.disk.access import Level
from homeport.domain.disk.objects import FILE, NOT_FOUND
from homeport.domain.disk.tables import OBJECT, VERSION
from homeport.domain.files import doors, files
from homeport.domain.files.files import Stored
from homeport.domain.records import reading
from homeport.domain.records.collection import Access, Collection
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.domain.records.filters import as_map

NOT_COPIED = ErrorKind("DISK_FILE_22003", "Could not copy file")
OF_ANOTHER = ErrorKind("DISK_FILE_22004", "Cannot restore version from another file")

DOOR = "disk.version"

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER),
        F("OBJECT_ID", v.INTEGER),
        F("SIZE", v.INTEGER),
        F("NAME", v.STRING),
        F("GLOBAL_CONTENT_VERSION", v.INTEGER, filterable=False),
        F("CREATE_TIME", v.DATETIME),
        F("CREATED_BY", v.INTEGER),
        F("FILE_ID", v.INTEGER, classic=False),
    )
)
VERSIONS = Collection(
    "version",
    "versions",
    VERSION,
    FIELDS,
    Access(objects.OBJECTS.access.grant, lambda grant, row, scans: access.covered(grant, row.c.OBJECT_ID)),
    order=(("GLOBAL_CONTENT_VERSION", True),),
)
_SHOWN = [field.name for field in FIELDS if field.classic]


def listed(ctx: Ctx, file: int, filter: Any, order: Any, start: Any) -> Page:  # noqa: A002  the documented name
    """A page of the versions of a file, the newest first unless another order is wanted.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``
    """
    objects.find(ctx, FILE, file)
    access.require(ctx, Level.READ, file)
    conditions = {**as_map(filter), "=OBJECT_ID": file}
    page = reading.page(ctx, VERSIONS, objects.DIALECT, select=_SHOWN, filter=conditions, order=order, start=start)
    return page._replace(result=[_with_url(ctx, row) for row in page.result])


def get(ctx: Ctx, number: int) -> Values:
    """A version of a file that the caller may read.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``
    """
    row = find(ctx, number)
    access.require(ctx, Level.READ, row["OBJECT_ID"])
    return _with_url(ctx, reading.written(VERSIONS, objects.DIALECT, row, ctx.clock.zone))


def find(ctx: Ctx, number: int) -> Values:
    """A version as it is stored, whoever may read it.

    :raises CallError: ``ERROR_NOT_FOUND``
    """
    row = reading.stored(ctx, VERSIONS, {"ID": number})
    if row is None:
        raise NOT_FOUND(id=number)
    return row


def _with_url(ctx: Ctx, row: Values) -> Values:
    found = {name: row[name] for name in _SHOWN}
    return found | {"DOWNLOAD_URL": doors.download_url(ctx, DOOR, int(row["ID"]))}


def first(ctx: Ctx, stored: Stored, name: str, insert: Callable[[Values], Values]) -> Values:
    """Make a file of its first content; as it is stored.

    :param insert: puts the object into its folder
    """
    row = insert({"NAME": name, "TYPE": FILE, "GLOBAL_CONTENT_VERSION": 1, **_content(stored)})
    _add(ctx, row)
    objects.follow(ctx, row, {})
    return row


def copied(ctx: Ctx, row: Values, insert: Callable[[Values], Values]) -> Values:
    """Make another file of a file's content.

    :raises CallError: ``DISK_FILE_22003`` when it has none
    """
    return first(ctx, _again(ctx, row["FILE_ID"]), row["NAME"], insert)


def another(ctx: Ctx, row: Values, stored: Stored) -> Values:
    """Let a file have another content; as it is stored then."""
    number = row["GLOBAL_CONTENT_VERSION"] + 1
    values = {
        "GLOBAL_CONTENT_VERSION": number,
        "UPDATE_TIME": ctx.clock.stamp(),
        "UPDATED_BY": ctx.actor.user_id,
        **_content(stored),
    }
    ctx.tx.update(OBJECT, {"ID": row["ID"]}, values)
    _add(ctx, row | values)
    objects.follow(ctx, row | values, row)
    return row | values


def restore(ctx: Ctx, file: int, version: int) -> Values:
    """Let a file have again the content that it had in a version, as a newer one.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``, ``DISK_FILE_22004``
    """
    row = objects.find(ctx, FILE, file)
    access.require(ctx, Level.FULL, file)
    old = find(ctx, version)
    if old["OBJECT_ID"] != file:
        raise OF_ANOTHER()
    row = another(ctx, row, _again(ctx, old["FILE_ID"]))
    return objects.answer(ctx, row, frozenset({"GLOBAL_CONTENT_VERSION"}))


def _again(ctx: Ctx, file_id: int) -> Stored:
    try:
        return files.again(ctx, file_id)
    except LookupError:
        raise NOT_COPIED() from None


def _content(stored: Stored) -> Values:
    return {"FILE_ID": stored.id, "SIZE": stored.size}


def _add(ctx: Ctx, row: Values) -> None:
    ctx.tx.insert(
        VERSION,
        {
            "OBJECT_ID": row["ID"],
            "FILE_ID": row["FILE_ID"],
            "SIZE": row["SIZE"],
            "NAME": row["NAME"],
            "GLOBAL_CONTENT_VERSION": row["GLOBAL_CONTENT_VERSION"],
            "CREATE_TIME": ctx.clock.stamp(),
            "CREATED_BY": ctx.actor.user_id,
        },
    )


def content(ctx: Ctx, number: int, said: str) -> Stored:
    """The content of a version that the caller may read.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``
    """
    row = find(ctx, number)
    access.require(ctx, Level.READ, row["OBJECT_ID"])
    return stored_of(ctx, row["FILE_ID"], row["NAME"])


def stored_of(ctx: Ctx, file_id: int, name: str) -> Stored:
    """A content under the name that it has on the disk.

    :raises CallError: ``ERROR_NOT_FOUND``
    """
    found = files.find(ctx.tx, file_id)
    if found is None:
        raise NOT_FOUND(id=file_id)
    return found._replace(name=name)
