"""Looking at comments: one, or a page of those of a record, as far as the caller may read the records.

Sources: ``crm-timeline-comment-get.md``, ``crm-timeline-comment-list.md``.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED_TEXT, ErrorKind
from homeport.core.owner import Owner, symbol_of
from homeport.core.paging import PAGE, start_of
from homeport.core.rights import Operation, Rights
from homeport.domain.crm import access
from homeport.domain.crm.timeline import bindings, files
from homeport.domain.crm.timeline.fields import COMMENT_FIELDS
from homeport.domain.crm.timeline.tables import BINDING, COMMENT, ENTRY
from homeport.domain.records.conditions import clause, comparison
from homeport.domain.records.filters import Condition, Filter, Filterable, Group, as_map
from homeport.domain.records.rows import Listing, Order
from homeport.store import Query, Row, Transaction, constant, statements

NOT_FOUND = ErrorKind("", "Not found.")

# the binding's index has a record's comments by their ids
_FINDABLE = {"ID": BINDING.c.ENTRY_ID, "CREATED": ENTRY.c.CREATED, "AUTHOR_ID": ENTRY.c.AUTHOR_ID}
"""What lists are ordered by, and narrowed down by beside the record: clients page by ``>ID``."""

_COLUMNS = (ENTRY.c.ID, ENTRY.c.CREATED, ENTRY.c.AUTHOR_ID, ENTRY.c.COMMENT)
_IS_COMMENT = ENTRY.c.KIND == constant(COMMENT)
_EXISTS = Query(select(ENTRY.c.ID).where(ENTRY.c.ID == bindparam("id"), _IS_COMMENT))

Comment = dict[str, Any]


def is_comment(tx: Transaction, comment_id: int) -> bool:
    """Whether there is such a comment, whoever may read it."""
    return tx.one(_EXISTS, id=comment_id) is not None


@lru_cache(access.SHAPES)
def _by_id(rights: Rights, operation: Operation) -> Query:
    return Query(
        select(*_COLUMNS).where(ENTRY.c.ID == bindparam("id"), _IS_COMMENT, access.timeline(rights, operation))
    )


def require(
    ctx: Ctx,
    operation: Operation,
    comment_id: int,
    *,
    denied: ErrorKind = ACCESS_DENIED_TEXT,
    not_found: ErrorKind = NOT_FOUND,
) -> Row:
    """A comment as it is stored, for a caller who has the right.

    :raises CallError: ``not_found``, or ``denied`` when the caller may not do it
    """
    row = ctx.tx.one(_by_id(ctx.actor.rights, operation), id=comment_id, actor=ctx.actor.user_id)
    if row is None:
        raise denied() if is_comment(ctx.tx, comment_id) else not_found()
    return row


def get(ctx: Ctx, comment_id: int) -> Comment:
    """A comment, as one of the first record that it is bound to and the caller may read.

    :raises CallError: no such comment, or none that the caller may read
    """
    row = require(ctx, Operation.READ, comment_id)
    records = bindings.visible(ctx, comment_id)
    if not records:  # it was added to a record that was not there
        raise NOT_FOUND()
    return _answer(ctx, row, records[0], files.of(ctx, [comment_id]))


def page(ctx: Ctx, *, select: Any = None, filter: Any = None, order: Any = None, start: Any = None) -> Page:  # noqa: A002
    """A page of the comments of a record.

    :param select: names of fields; everything unless given
    :param filter: ``ENTITY_ID`` and ``ENTITY_TYPE`` say which record; by the fields of an order too, other ones are
        ignored
    :param start: the first one; -1 for the first page without counting
    :raises CallError: :data:`bindings.INVALID`, ``Access denied.``, also when there is no such record
    """
    wanted = bindings.named(filter)
    record = Owner(bindings.type_id(wanted), bindings.number(wanted, "ENTITY_ID"))
    if not access.may(ctx, Operation.READ, record):
        raise ACCESS_DENIED_TEXT()
    parsed = Filter(_beside_record(filter), _filterable, ctx)
    statements = _listing(parsed.tree, _order(ctx, order))
    first = start_of(start)
    which = {**record._asdict(), **parsed.params}
    rows = statements.read(ctx.tx, which, limit=PAGE, offset=max(first, 0))
    names = _names(ctx, select)
    shown = files.of(ctx, [row[0] for row in rows]) if "FILES" in names else {}
    answers = (_answer(ctx, row, record, shown) for row in rows)
    comments = [{name: value for name, value in answer.items() if name in names} for answer in answers]
    if first < 0:
        return Page(comments)
    total = ctx.tx.total(statements.total, **which)
    following = first + PAGE
    return Page(comments, total, following if following < total else None)


@statements
def _listing(tree: Group, order: Order) -> Listing:
    """The statements for a shape. Their parameters: the record's, ``limit``, ``offset`` and the filter's."""

    def of_record(*columns: Any) -> Select[Any]:
        return (
            select(*columns)
            .select_from(BINDING.join(ENTRY, ENTRY.c.ID == BINDING.c.ENTRY_ID))
            .where(
                BINDING.c.OWNER_TYPE_ID == bindparam("entity_type_id"),
                BINDING.c.OWNER_ID == bindparam("entity_id"),
                _IS_COMMENT,
                clause(tree, _compare),
            )
        )

    sorting = [_FINDABLE[name].desc() if descending else _FINDABLE[name].asc() for name, descending in order]
    return Listing.of(of_record(*_COLUMNS).order_by(*sorting), of_record(func.count()))


def _compare(condition: Condition) -> ColumnElement[bool]:
    return comparison(_FINDABLE[condition.field], condition)


def _beside_record(given: Any) -> dict[str, Any]:
    """A filter without what names the record."""
    return {name: value for name, value in as_map(given).items() if not bindings.names_record(name)}


def _filterable(name: str) -> Filterable | None:
    field = COMMENT_FIELDS.by_name.get(name.upper())
    return Filterable(field.name, field.type.read) if field is not None and field.name in _FINDABLE else None


def _order(ctx: Ctx, given: Any) -> Order:
    order: dict[str, bool] = {}
    for name, direction in as_map(given).items():
        if name.upper() in _FINDABLE:
            order[name.upper()] = str(direction).upper() == "DESC"
        else:
            ctx.drop("order", name)
    return tuple({**order, "ID": order.get("ID", False)}.items())


def _names(ctx: Ctx, given: Any) -> set[str]:
    """The names in a ``select``; everything when it says none."""
    listed = [given] if isinstance(given, str) else as_map(given).values()
    names = {name.upper() for name in listed if isinstance(name, str) and name}
    for name in names - {"*"} - set(COMMENT_FIELDS.by_name):
        ctx.drop("select", name)
    return {"ID", *names} if names and "*" not in names else set(COMMENT_FIELDS.by_name)


def _answer(ctx: Ctx, row: Row, record: Owner, shown: Mapping[int, Any]) -> Comment:
    comment_id, created, author_id, text = row
    return {
        "ID": str(comment_id),
        "ENTITY_ID": str(record.entity_id),
        "ENTITY_TYPE": symbol_of(record.entity_type_id),
        "CREATED": COMMENT_FIELDS.by_name["CREATED"].type.classic(created, ctx.clock.zone),
        "COMMENT": text,
        "AUTHOR_ID": str(author_id),
        "FILES": shown.get(comment_id, {}),
    }
