"""Files that come to the disk: with a call, or to an address that a call has told.

Sources: ``disk-folder-upload-file.md``, ``disk-storage-upload-file.md``, ``disk-file-upload-version.md``.
"""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.uploads import Upload, read_upload
from homeport.core.values import read_flag
from homeport.domain.disk import access, changing, objects, versions
from homeport.domain.disk.access import Level
from homeport.domain.disk.objects import FILE, FOLDER, NEW
from homeport.domain.files import doors, files
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Content, Refusals, Stored
from homeport.domain.records.fields import Values

NAMELESS = ErrorKind("DISK_BASE_SERVICE_22001", "Error: required parameter NAME (DISK_BASE_SERVICE_22001)")
UNSAVED = ErrorKind("ERROR_COULD_NOT_SAVE_FILE", "Could not save file")
VERSION_UNSAVED = ErrorKind("DISK_FILE_22002", "Could not save file")
VERSION_TOO_LARGE = ErrorKind("DISK_FILE_22006", "Size restriction")

_OF_FILE = Refusals(UNSAVED, UNSAVED)
_OF_VERSION = Refusals(VERSION_UNSAVED, VERSION_TOO_LARGE)
_FOLDER_DOOR, _CONTENT_DOOR = "disk.folder", "disk.content"


class _Wanted(msgspec.Struct, frozen=True, array_like=True):
    """What was said of an upload when its address was asked for."""

    unique: bool
    rights: list[tuple[str, int]]


def upload(ctx: Ctx, folder: Values, data: Any, content: Any, rights: Any, unique: Any) -> Values:
    """Make a file of what came with a call.

    :param data: with ``NAME``
    :param content: as :func:`~homeport.core.uploads.read_upload` takes it
    :raises CallError: ``ACCESS_DENIED``, ``ERROR_COULD_NOT_SAVE_FILE``, ``DISK_OBJ_22000``; for names and rights that
        are none
    """
    name = _name(data)
    given = access.read(rights)
    access.require(ctx, Level.ADD, folder["ID"])
    name = _free(ctx, folder, name, is_yes(unique))
    stored = files.save(ctx, _read(content, UNSAVED)._replace(name=name), _OF_FILE)
    return _made(ctx, folder, name, stored, given)


def address(ctx: Ctx, folder: Values, rights: Any, unique: Any) -> Values:
    """Where a file for a folder may be sent.

    :raises CallError: ``ACCESS_DENIED``; for rights that are none
    """
    given = access.read(rights)
    access.require(ctx, Level.ADD, folder["ID"])
    said = msgspec.json.encode(_Wanted(is_yes(unique), [(code, int(level)) for code, level in given])).decode()
    return {"field": doors.FIELD, "uploadUrl": doors.upload_url(ctx, _FOLDER_DOOR, folder["ID"], said)}


def upload_version(ctx: Ctx, file: int, content: Any) -> Values:
    """Let a file have another content.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``, ``DISK_FILE_22002``, ``DISK_FILE_22006``
    """
    row = objects.find(ctx, FILE, file)
    access.require(ctx, Level.EDIT, file)
    stored = files.save(ctx, _read(content, VERSION_UNSAVED)._replace(name=row["NAME"]), _OF_VERSION)
    return objects.answer(ctx, versions.another(ctx, row, stored), frozenset({"GLOBAL_CONTENT_VERSION"}))


def version_address(ctx: Ctx, file: int) -> Values:
    """Where another content for a file may be sent.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``
    """
    objects.find(ctx, FILE, file)
    access.require(ctx, Level.EDIT, file)
    return {"field": doors.FIELD, "uploadUrl": doors.upload_url(ctx, _CONTENT_DOOR, file)}


def is_yes(given: Any) -> bool:
    """Whether a flag is set, in any spelling."""
    return read_flag(given, None) == "Y"  # type: ignore[arg-type]  # where it is makes no difference to a flag


def _name(data: Any) -> str:
    named = {str(key).upper(): value for key, value in data.items()} if isinstance(data, dict) else {}
    if named.get("NAME") in (None, ""):
        raise NAMELESS()
    return changing.name_of(named["NAME"])


def _read(content: Any, refusal: ErrorKind) -> Upload:
    try:
        return read_upload(content)
    except ValueError:
        raise refusal() from None


def _free(ctx: Ctx, folder: Values, name: str, unique: bool) -> str:
    if unique:
        return objects.free_name(ctx.tx, folder["ID"], name)
    objects.require_free(ctx.tx, folder["ID"], FILE, name)
    return name


def _made(ctx: Ctx, folder: Values, name: str, stored: Stored, rights: list[tuple[str, Level]]) -> Values:
    row = versions.first(ctx, stored, name, lambda values: changing.insert(ctx, folder, values, rights))
    return objects.answer(ctx, row, NEW)


def _room(ctx: Ctx, number: int) -> int:
    objects.find(ctx, FOLDER, number)
    access.require(ctx, Level.ADD, number)
    return files.room(ctx.tx)


def _receive(ctx: Ctx, number: int, called: str, content: Content, said: str) -> Values:
    folder = objects.find(ctx, FOLDER, number)
    access.require(ctx, Level.ADD, number)
    files.check(ctx.tx, content.size, _OF_FILE)
    wanted = msgspec.json.decode(said, type=_Wanted)
    name = _free(ctx, folder, changing.name_of(called), wanted.unique)
    rights = [(code, Level(level)) for code, level in wanted.rights]
    return _made(ctx, folder, name, files.name(ctx, content, name), rights)


def _room_of_version(ctx: Ctx, number: int) -> int:
    objects.find(ctx, FILE, number)
    access.require(ctx, Level.EDIT, number)
    return files.room(ctx.tx)


def _receive_version(ctx: Ctx, number: int, called: str, content: Content, said: str) -> Values:
    row = objects.find(ctx, FILE, number)
    access.require(ctx, Level.EDIT, number)
    files.check(ctx.tx, content.size, _OF_VERSION)
    changed = versions.another(ctx, row, files.name(ctx, content, row["NAME"]))
    return objects.answer(ctx, changed, frozenset({"GLOBAL_CONTENT_VERSION"}))


def _file(ctx: Ctx, number: int, said: str) -> Stored:
    row = objects.find(ctx, FILE, number, trashed=True)
    access.require(ctx, Level.READ, number)
    return versions.stored_of(ctx, row["FILE_ID"], row["NAME"])._replace(most=int(said or 0))


DOORS = {
    _FOLDER_DOOR: Door(room=_room, receive=_receive),
    _CONTENT_DOOR: Door(room=_room_of_version, receive=_receive_version),
    objects.FILE_DOOR: Door(find=_file),
    versions.DOOR: Door(find=versions.content),
}
