"""Log entries: what applications write into timelines of what is less important, each with a title and an icon.

Source: ``api-reference/crm/timeline/logmessage/``.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED, INVALID_PARAMETER, MISSING_PARAMETER, ErrorKind
from homeport.core.owner import Owner
from homeport.core.paging import start_of
from homeport.core.rights import Operation
from homeport.core.values import is_empty, read_integer, read_string, write_moment
from homeport.domain.crm import access
from homeport.domain.crm.entities import exists
from homeport.domain.crm.timeline import bindings, removal
from homeport.domain.crm.timeline.items import OWNER_NOT_FOUND
from homeport.domain.crm.timeline.tables import BINDING, ENTRY, LOG
from homeport.domain.records.filters import as_map
from homeport.store import Query, Row, constant

NOT_FOUND = ErrorKind("NOT_FOUND", "Timeline logmessage not found for id {id}")
REMOVING_DISABLED = ErrorKind("REMOVING_DISABLED", "Only the application that added a log entry can delete it")

PAGE = 10

_COLUMNS = (ENTRY.c.ID, ENTRY.c.CREATED, ENTRY.c.AUTHOR_ID, ENTRY.c.TITLE, ENTRY.c.COMMENT, ENTRY.c.ICON)
_BY_ID = Query(select(*_COLUMNS, ENTRY.c.CLIENT_ID).where(ENTRY.c.ID == bindparam("id"), ENTRY.c.KIND == constant(LOG)))
_SORTED = {"id": BINDING.c.ENTRY_ID, "created": ENTRY.c.CREATED}
_NEEDED = ("entityTypeId", "entityId", "title", "text", "iconCode")


def add(ctx: Ctx, given: Mapping[str, Any]) -> dict[str, Any]:
    """Write an entry into the log of a record; the entry.

    :raises CallError: ``100``, ``OWNER_NOT_FOUND``, ``ACCESS_DENIED``
    """
    for name in given:
        if name not in _NEEDED:
            ctx.drop("fields", name)
    for name in _NEEDED:
        if is_empty(given.get(name)):
            raise MISSING_PARAMETER(name=name)
    record = Owner(*(_read(ctx, read_integer, given, name, "int") for name in _NEEDED[:2]))
    title, text, icon = (_read(ctx, read_string, given, name, "string") for name in _NEEDED[2:])
    if not exists(ctx.tx, record):
        raise OWNER_NOT_FOUND()
    if not access.may(ctx, Operation.WRITE, record):
        raise ACCESS_DENIED()
    values = {"KIND": LOG, "CREATED": ctx.clock.stamp(), "AUTHOR_ID": ctx.actor.user_id, "CLIENT_ID": _client(ctx)}
    entry_id = ctx.tx.insert(ENTRY, {**values, "TITLE": title, "COMMENT": text, "ICON": icon})
    bindings.attach(ctx.tx, entry_id, record)
    return get(ctx, entry_id)


def get(ctx: Ctx, entry_id: int) -> dict[str, Any]:
    """An entry.

    :raises CallError: :data:`NOT_FOUND`, also when the caller may read none of its records
    """
    row = ctx.tx.one(_BY_ID, id=entry_id)
    if row is None or not access.may_timeline(ctx, Operation.READ, entry_id):
        raise NOT_FOUND(id=entry_id)
    return _answer(ctx, row[:-1])


def page(ctx: Ctx, record: Owner, order: Any, start: Any) -> Page:
    """A page of the entries of a record; none of one that the caller may not read.

    :param order: by ``id`` and ``created``; the newest first unless given
    :param start: the first one
    """
    if not access.may(ctx, Operation.READ, record):
        return Page([], 0)
    sorting = {}
    for name, direction in as_map(order).items():
        if name.lower() in _SORTED:
            sorting[name.lower()] = str(direction).lower() != "asc"
        else:
            ctx.drop("order", name)
    first = max(start_of(start), 0)
    shape = tuple({**sorting, "id": sorting.get("id", not sorting or next(iter(sorting.values())))}.items())
    rows = ctx.tx.all(_listing(shape), **record._asdict(), limit=PAGE, offset=first)
    total = ctx.tx.value(_COUNT, **record._asdict())
    following = first + PAGE
    return Page([_answer(ctx, row) for row in rows], total, following if following < total else None)


def delete(ctx: Ctx, entry_id: int) -> None:
    """Delete an entry. Only whoever has added it may: an application, or anybody by what is none.

    :raises CallError: :data:`NOT_FOUND`, ``ACCESS_DENIED``, :data:`REMOVING_DISABLED`
    """
    row = ctx.tx.one(_BY_ID, id=entry_id)
    if row is None:
        raise NOT_FOUND(id=entry_id)
    if not access.may_timeline(ctx, Operation.WRITE, entry_id):
        raise ACCESS_DENIED()
    if row[-1] != _client(ctx):
        raise REMOVING_DISABLED()
    removal.remove(ctx, entry_id)


def _of_record(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(BINDING.join(ENTRY, ENTRY.c.ID == BINDING.c.ENTRY_ID))
        .where(
            BINDING.c.OWNER_TYPE_ID == bindparam("entity_type_id"),
            BINDING.c.OWNER_ID == bindparam("entity_id"),
            ENTRY.c.KIND == constant(LOG),
        )
    )


_COUNT = Query(_of_record(func.count()))


@lru_cache
def _listing(order: tuple[tuple[str, bool], ...]) -> Query:
    """The statement for an order: names, each with whether it descends."""
    sorting = [_SORTED[name].desc() if descends else _SORTED[name].asc() for name, descends in order]
    return Query(_of_record(*_COLUMNS).order_by(*sorting).limit(bindparam("limit")).offset(bindparam("offset")))


def _answer(ctx: Ctx, row: Row) -> dict[str, Any]:
    entry_id, created, author_id, title, text, icon = row
    return {
        "id": entry_id,
        "created": write_moment(created, ctx.clock.zone),
        "authorId": author_id,
        "title": title,
        "text": text,
        "iconCode": icon,
    }


def _client(ctx: Ctx) -> str | None:
    """The application that calls."""
    return None if ctx.credential.app is None else ctx.credential.app.client_id


def _read(ctx: Ctx, read: Any, given: Mapping[str, Any], name: str, kind: str) -> Any:
    try:
        return read(given[name], ctx.clock.zone)
    except (ValueError, OverflowError):
        shown = "array" if isinstance(given[name], dict | list) else given[name]
        raise INVALID_PARAMETER(name=name, value=shown, type=kind) from None
