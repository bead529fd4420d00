"""Finding folders and files by a part of their names.

Source: ``disk-file-search.md``.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import CallError, ErrorKind
from homeport.core.paging import PAGE, start_of
from homeport.core.rights import Operation
from homeport.domain.disk import access, objects
from homeport.domain.disk.objects import DIALECT, FILE, FOLDER, LIVE, OBJECTS
from homeport.domain.disk.tables import OBJECT, PATH, STORAGE
from homeport.domain.records import reading
from homeport.store import Query, constant, statements, texts

NO_QUERY = ErrorKind("ERROR_ARGUMENT", "Invalid value of parameter { Parameter #0 [ `<required>` $QUERY ] }.")
BAD_QUERY = ErrorKind("INVALID_QUERY", "Search query is invalid. (INVALID_QUERY).")
BAD_TYPE = ErrorKind("INVALID_TYPE", "Search result type is invalid. (INVALID_TYPE).")
BAD_FILTER = ErrorKind("INVALID_FILTER", "Search filter contains an unknown field. (INVALID_FILTER).")
NO_PLACE = ErrorKind("NOT_FOUND", "Search scope was not found. (NOT_FOUND).")

SHORTEST, LONGEST = 3, 255
"""Letters of what is searched for."""
DEEPEST = 1000
"""How far results go: what starts later, starts here."""
TYPES = ("all", FILE, FOLDER)


@statements
def _found(grant: Any, kind: str, in_storage: bool, in_folder: bool) -> Query:
    wanted = [
        OBJECT.c.DELETED_TYPE == constant(LIVE),
        OBJECT.c.PARENT_ID.is_not(None),
        texts.folded(OBJECT.c.NAME).like(bindparam("words"), escape="\\"),
        access.covered(grant, OBJECT.c.ID),
    ]
    if kind != "all":
        wanted.append(OBJECT.c.TYPE == constant(kind))
    if in_storage:
        wanted.append(OBJECT.c.STORAGE_ID == bindparam("storage"))
    if in_folder:
        within = select(PATH.c.OBJECT_ID).where(
            PATH.c.ANCESTOR_ID == bindparam("folder"), PATH.c.OBJECT_ID != bindparam("folder")
        )
        wanted.append(OBJECT.c.ID.in_(within))
    columns = (OBJECT.c[name] for name in OBJECTS.columns)
    order = (OBJECT.c.UPDATE_TIME.desc(), OBJECT.c.ID.desc())
    return Query(select(*columns).where(*wanted).order_by(*order).limit(PAGE + 1).offset(bindparam("offset")))


_STORAGE = Query(select(STORAGE.c.ROOT_OBJECT_ID).where(STORAGE.c.ID == bindparam("id")))


def search(ctx: Ctx, query: Any, kind: Any, filter: Any, start: Any) -> Page:  # noqa: A002  the documented name
    """A page of what is called so, as far as the caller may read it, what was changed last first.

    :raises CallError: for a query, a kind or a place that is none
    """
    words = _words(query)
    wanted = FILE if kind in (None, "") else kind
    if wanted not in TYPES:
        raise BAD_TYPE()
    storage, folder = _place(ctx, filter)
    first = min(max(start_of(start), 0), DEEPEST)
    pattern = texts.fold(words).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = ctx.tx.dicts(
        _found(OBJECTS.access.grant(ctx, Operation.READ), wanted, storage > 0, folder > 0),
        words=f"%{pattern}%",
        storage=storage,
        folder=folder,
        actor=ctx.actor.user_id,
        offset=first,
    )
    written = [reading.written(OBJECTS, DIALECT, row, ctx.clock.zone) for row in rows[:PAGE]]
    following = first + PAGE
    return Page(objects.shown(ctx, written), next=following if len(rows) > PAGE and first < DEEPEST else None)


def _words(query: Any) -> str:
    if query is None:
        raise NO_QUERY()
    words = " ".join(query.split()) if isinstance(query, str) else ""
    if not SHORTEST <= len(words) <= LONGEST:
        raise BAD_QUERY()
    return words


def _place(ctx: Ctx, given: Any) -> tuple[int, int]:
    """The storage and the folder to search in; 0 for all of them."""
    if given in (None, "", [], {}):
        return 0, 0
    if not isinstance(given, dict):
        raise NO_PLACE()
    named = {str(key).upper(): value for key, value in given.items()}
    if set(named) - {"STORAGE_ID", "FOLDER_ID"}:
        raise BAD_FILTER()
    storage, folder = (_number(named[key]) if key in named else 0 for key in ("STORAGE_ID", "FOLDER_ID"))
    if storage:
        root = ctx.tx.value(_STORAGE, id=storage)
        if root is None or not access.may(ctx, access.Level.READ, root):
            raise NO_PLACE()
    if folder:
        try:
            row = objects.find(ctx, FOLDER, folder)
        except CallError:
            raise NO_PLACE() from None
        if not access.may(ctx, access.Level.READ, folder) or (storage and row["STORAGE_ID"] != storage):
            raise NO_PLACE()
    return storage, folder


def _number(given: Any) -> int:
    text = str(given)
    if not text.isdecimal() or not 0 < len(text) < 19 or int(text) == 0:
        raise NO_PLACE()
    return int(text)
