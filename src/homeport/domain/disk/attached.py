"""Files that are shown with something else, to whoever may read that, or the file. Those that come with what they are
shown with are kept in a folder of whoever sends them.

Sources: ``api-reference/disk/attached-object/``, ``files/how-to-upload-files.md``.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.uploads import Upload
from homeport.domain.disk import access, changing, objects, storages, tree, versions
from homeport.domain.disk.access import Level
from homeport.domain.disk.objects import NOT_FOUND
from homeport.domain.disk.tables import ATTACHED, OBJECT
from homeport.domain.files import doors, files
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Content, Refusals, Stored
from homeport.domain.files.tables import FILE as CONTENT
from homeport.domain.portal.tables import USER
from homeport.domain.records import reading
from homeport.domain.records.fields import Values
from homeport.store import Query, Transaction, padded, statements

DOOR = "disk.attached"
FOLDER_NAME = "Uploaded files"
NAMELESS = "file"
"""How a file is called that came without a name."""

_ABOVE = OBJECT.alias()
_CAME_ALONG = Query(
    select(OBJECT.c.ID)
    .join(_ABOVE, _ABOVE.c.ID == OBJECT.c.PARENT_ID)
    .where(
        OBJECT.c.ID == bindparam("id"), OBJECT.c.CREATED_BY == bindparam("author"), _ABOVE.c.NAME == bindparam("folder")
    )
)
"""Of a file that lies where files are put that come with something, and that came with whoever has shown it."""
_ELSEWHERE = Query(select(ATTACHED.c.ID).where(ATTACHED.c.OBJECT_ID == bindparam("id")).limit(1))

_GET = Query(
    select(
        ATTACHED.c.ID,
        ATTACHED.c.OBJECT_ID,
        ATTACHED.c.MODULE_ID,
        ATTACHED.c.ENTITY_TYPE,
        ATTACHED.c.ENTITY_ID,
        ATTACHED.c.CREATE_TIME,
        ATTACHED.c.CREATED_BY,
        OBJECT.c.NAME,
        OBJECT.c.SIZE,
        OBJECT.c.FILE_ID,
    )
    .join(OBJECT, OBJECT.c.ID == ATTACHED.c.OBJECT_ID)
    .where(ATTACHED.c.ID == bindparam("id"))
)


class Attached(NamedTuple):
    """A file that is shown with something.

    :param id: of its being shown
    :param of: the number of what it is shown with
    :param file: the number of the object on the disk
    :param content: of the row of ``file``
    :param width: of a picture, in pixels
    :param height: of a picture, in pixels
    """

    id: int
    of: int
    file: int
    name: str
    size: int
    content: int
    width: int | None
    height: int | None
    created: str
    author: int
    author_name: str


def put(ctx: Ctx, uploads: Iterable[Upload], refusals: Refusals, module: str, kind: str, number: int) -> None:
    """Keep files that come with something, and show them with it.

    :param kind: of what they come with, such as ``crm_timeline``
    :param number: of that
    :raises CallError: one of the refusals
    """
    for upload in uploads:
        save = partial(_saved, ctx, upload, refusals)
        attach(ctx, _keep(ctx, upload.name or NAMELESS, save), module, kind, number)


def take(ctx: Ctx, called: str, content: Content, module: str, kind: str, number: int) -> int:
    """Show a file with something whose content is kept already; the number of the object on the disk.

    :raises CallError: ``ERROR_ARGUMENT`` for a name that no file has
    """
    file = _keep(ctx, changing.name_of(called), partial(files.name, ctx, content))
    attach(ctx, file, module, kind, number)
    return file


def keep(ctx: Ctx, stored: Stored) -> int:
    """Put a file into the caller's folder for what comes with something else; its number on the disk."""
    return _keep(ctx, stored.name, lambda _: stored)


def _saved(ctx: Ctx, upload: Upload, refusals: Refusals, name: str) -> Stored:
    return files.save(ctx, upload._replace(name=name), refusals)


def _keep(ctx: Ctx, called: str, save: Callable[[str], Stored]) -> int:
    """Keep a file in the caller's folder; its number on the disk.

    :param save: makes it, by the name that is free
    """
    folder = _folder(ctx)
    name = objects.free_name(ctx.tx, folder["ID"], called)
    row = versions.first(ctx, save(name), name, partial(changing.insert, ctx, folder, rights=()))
    return int(row["ID"])


def attach(ctx: Ctx, file: int, module: str, kind: str, number: int) -> int:
    """Show a file with something; the number of its being shown."""
    row = {"OBJECT_ID": file, "MODULE_ID": module, "ENTITY_TYPE": kind, "ENTITY_ID": number}
    return ctx.tx.insert(ATTACHED, {**row, "CREATE_TIME": ctx.clock.stamp(), "CREATED_BY": ctx.actor.user_id})


def _folder(ctx: Ctx) -> Values:
    """The caller's folder for what comes with something else, made when it is needed."""
    root = storages.root_of(ctx.tx, storages.of_user(ctx, ctx.actor.user_id))
    for number in objects.named(ctx.tx, root, FOLDER_NAME):
        row = reading.stored(ctx, objects.OBJECTS, {"ID": number})
        if row is not None and row["TYPE"] == objects.FOLDER:
            return row
    above = objects.find(ctx, objects.FOLDER, root)
    name = objects.free_name(ctx.tx, root, FOLDER_NAME)
    return changing.insert(ctx, above, {"NAME": name, "TYPE": objects.FOLDER}, [])


def of(tx: Transaction, kind: str, numbers: Sequence[int]) -> dict[int, list[Attached]]:
    """The files that are shown with some of a kind, by what they are shown with."""
    found: dict[int, list[Attached]] = {}
    if numbers:
        size = padded(len(numbers))
        params = {f"n{place}": numbers[min(place, len(numbers) - 1)] for place in range(size)}
        for row in tx.all(_shown_with(size), kind=kind, **params):
            each = Attached._make((*row[:-2], " ".join(filter(None, row[-2:]))))
            found.setdefault(each.of, []).append(each)
    return found


def written(ctx: Ctx, each: Attached, door: str) -> Values:
    """A file as comments show it, with what it is shown with.

    :param door: by which it comes
    """
    url = doors.download_url(ctx, door, each.id)
    is_image = files.is_image(each.name)
    found = {
        "id": each.file,
        "date": v.DATETIME.classic(each.created, ctx.clock.zone),
        "type": "image" if is_image else "file",
        "name": each.name,
        "size": each.size,
        "authorId": each.author,
        "authorName": each.author_name,
    }
    shown: Values = {"urlPreview": url, "urlShow": url} if is_image else {}
    if each.width:
        shown["image"] = {"width": each.width, "height": each.height}
    return found | shown | {"urlDownload": url}


def detach(tx: Transaction, number: int) -> None:
    """Show a file no longer with something; it stays on the disk.

    :param number: of its being shown
    """
    tx.delete(ATTACHED, ID=number)


def forget(tx: Transaction, kind: str, number: int, file: int | None = None) -> None:
    """Show a file, or all of them, no longer with something; those go that came with it and that nothing else shows.

    What was on somebody's disk before stays there: who may show a file may not delete it therefore.
    """
    for each in of(tx, kind, [number]).get(number, []):
        if file not in (None, each.file):
            continue
        detach(tx, each.id)
        came_with_it = tx.one(_CAME_ALONG, id=each.file, author=each.author, folder=FOLDER_NAME) is not None
        if came_with_it and tx.one(_ELSEWHERE, id=each.file) is None:
            tree.forget(tx, each.file)


@statements
def _shown_with(size: int) -> Query:
    numbers: list[BindParameter[int]] = [bindparam(f"n{place}") for place in range(size)]
    return Query(
        select(
            ATTACHED.c.ID,
            ATTACHED.c.ENTITY_ID,
            ATTACHED.c.OBJECT_ID,
            OBJECT.c.NAME,
            OBJECT.c.SIZE,
            OBJECT.c.FILE_ID,
            CONTENT.c.WIDTH,
            CONTENT.c.HEIGHT,
            ATTACHED.c.CREATE_TIME,
            ATTACHED.c.CREATED_BY,
            USER.c.NAME,
            USER.c.LAST_NAME,
        )
        .join(OBJECT, OBJECT.c.ID == ATTACHED.c.OBJECT_ID)
        .join(CONTENT, CONTENT.c.ID == OBJECT.c.FILE_ID)
        .join(USER, USER.c.ID == ATTACHED.c.CREATED_BY)
        .where(ATTACHED.c.ENTITY_TYPE == bindparam("kind"), ATTACHED.c.ENTITY_ID.in_(numbers))
        .order_by(ATTACHED.c.ID)
    )


def get(ctx: Ctx, number: int) -> Values:
    """What is known of a file's being shown.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``
    """
    found = _find(ctx, number)
    del found["FILE_ID"]
    texts = {name: str(found[name]) for name in ("ID", "OBJECT_ID", "ENTITY_ID", "CREATED_BY", "SIZE")}
    moment = v.DATETIME.classic(found["CREATE_TIME"], ctx.clock.zone)
    url = doors.download_url(ctx, DOOR, number)
    return found | texts | {"CREATE_TIME": moment, "DOWNLOAD_URL": url}


def _find(ctx: Ctx, number: int) -> Values:
    rows = ctx.tx.dicts(_GET, id=number)
    if not rows:
        raise NOT_FOUND(id=number)
    if not doors.is_shown(ctx, rows[0]["ENTITY_TYPE"], rows[0]["ENTITY_ID"]):
        access.require(ctx, Level.READ, rows[0]["OBJECT_ID"])
    return rows[0]


def content(ctx: Ctx, number: int, kind: str, require: Callable[[int], object]) -> Stored:
    """The content of a file that is shown with something, for whoever may read that.

    :param require: refuses a caller who may not, by the number of what the file is shown with
    :raises CallError: its refusal, and ``ERROR_NOT_FOUND`` when the file is not shown with one of that kind
    """
    rows = ctx.tx.dicts(_GET, id=number)
    if not rows or rows[0]["ENTITY_TYPE"] != kind:
        raise NOT_FOUND(id=number)
    require(rows[0]["ENTITY_ID"])
    return versions.stored_of(ctx, rows[0]["FILE_ID"], rows[0]["NAME"])


def _content(ctx: Ctx, number: int, said: str) -> Stored:
    row = _find(ctx, number)
    return versions.stored_of(ctx, row["FILE_ID"], row["NAME"])._replace(most=int(said or 0))


DOORS = {DOOR: Door(find=_content)}
