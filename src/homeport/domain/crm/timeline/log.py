"""Log entries: what applications write into timelines of what is less important, each with a title and an icon.

Source: ``api-reference/crm/timeline/logmessage/``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED, INVALID_PARAMETER, MISSING_PARAMETER, ErrorKind
from homeport.core.owner import Owner
from homeport.core.paging import start_of
from homeport.core.rights import Operation
from homeport.core.values import is_empty, read_datetime, read_integer, read_string, write_moment
from homeport.domain.crm import access
from homeport.domain.crm.entities import exists
from homeport.domain.crm.timeline import bindings, removal
from homeport.domain.crm.timeline.items import OWNER_NOT_FOUND
from homeport.domain.crm.timeline.tables import BINDING, ENTRY, LOG
from homeport.domain.records.conditions import clause, comparison
from homeport.domain.records.filters import Filter, Filterable, Group, as_map
from homeport.domain.records.rows import Listing, Order
from homeport.store import Query, Row, constant, statements

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


def page(ctx: Ctx, record: Owner, given: Any, order: Any, start: Any) -> Page:
    """A page of the entries of a record; none of one that the caller may not read.

    :param given: a filter by ``id`` and ``created``: the page has none, and clients walk lists by ``>id``
    :param order: by ``id`` and ``created``; the newest first unless given
    :param start: the first one; -1 for the first page without counting
    """
    if not access.may(ctx, Operation.READ, record):
        return Page([], 0)
    sorting = {}
    for name, direction in as_map(order).items():
        if name.lower() in _SORTED:
            sorting[name.lower()] = str(direction).lower() != "asc"
        else:
            ctx.drop("order", name)
    parsed = Filter(as_map(given), _filterable, ctx)
    shape = tuple({**sorting, "id": sorting.get("id", not sorting or next(iter(sorting.values())))}.items())
    found = _listing(parsed.tree, shape)
    first = start_of(start)
    which = {**record._asdict(), **parsed.params}
    rows = found.read(ctx.tx, which, limit=PAGE, offset=max(first, 0))
    entries = [_answer(ctx, row) for row in rows]
    if first < 0:
        return Page(entries)
    total = ctx.tx.value(found.total, **which)
    following = first + PAGE
    return Page(entries, total, following if following < total else None)


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


@statements
def _listing(tree: Group, order: Order) -> Listing:
    """The statements for a shape. Their parameters: the record's, ``limit``, ``offset`` and the filter's."""
    found = clause(tree, lambda condition: comparison(_SORTED[condition.field], condition))
    sorting = [_SORTED[name].desc() if descends else _SORTED[name].asc() for name, descends in order]
    return Listing.of(_of_record(*_COLUMNS).where(found).order_by(*sorting), _of_record(func.count()).where(found))


def _filterable(name: str) -> Filterable | None:
    reads = {"id": read_integer, "created": read_datetime}
    return Filterable(name.lower(), reads[name.lower()]) if name.lower() in reads else None


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
