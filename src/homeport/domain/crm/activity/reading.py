"""Looking at activities: one, or a page of a filtered list, as far as the caller may read them.

Sources: ``crm-activity-get.md``, ``crm-activity-list.md``.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, not_, select

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED_TEXT, ErrorKind
from homeport.core.paging import PAGE, start_of
from homeport.core.rights import Operation, Rights
from homeport.domain.crm import access
from homeport.domain.crm.activity import communications, files
from homeport.domain.crm.activity.fields import FIELDS, SHOWN
from homeport.domain.crm.activity.listing import NO_PAIRS, OWNER, listing, pairs_of
from homeport.domain.crm.activity.tables import ACTIVITY, BINDING
from homeport.domain.records.fields import Field
from homeport.domain.records.filters import Filter, Filterable, as_map
from homeport.domain.records.rows import Order
from homeport.store import Query, Transaction, padded

NOT_FOUND = ErrorKind("", "Activity is not found")

Record = dict[str, Any]

_COLUMNS = tuple(column.name for column in ACTIVITY.c)
_EXISTS = Query(select(ACTIVITY.c.ID).where(ACTIVITY.c.ID == bindparam("id")))

_MAKER = Query(select(ACTIVITY.c.CLIENT_ID).where(ACTIVITY.c.ID == bindparam("id")))


@lru_cache(access.SHAPES)
def _by_id(rights: Rights, operation: Operation) -> Query:
    return Query(select(*ACTIVITY.c).where(ACTIVITY.c.ID == bindparam("id"), access.activity(rights, operation)))


def require(
    ctx: Ctx,
    operation: Operation,
    activity_id: int,
    *,
    denied: ErrorKind = ACCESS_DENIED_TEXT,
    not_found: ErrorKind = NOT_FOUND,
) -> Record:
    """An activity's columns as they are stored, for a caller who has the right.

    :raises CallError: ``not_found``, or ``denied`` when the caller may not do it
    """
    row = ctx.tx.one(_by_id(ctx.actor.rights, operation), id=activity_id, actor=ctx.actor.user_id)
    if row is None:
        raise not_found() if ctx.tx.one(_EXISTS, id=activity_id) is None else denied()
    return dict(zip(_COLUMNS, row, strict=True))


def get(ctx: Ctx, activity_id: int) -> Record:
    """An activity as ``crm.activity.get`` answers it.

    :raises CallError: no such activity, or none that the caller may read
    """
    stored = require(ctx, Operation.READ, activity_id)
    stored |= _owners(ctx, [activity_id])[activity_id]
    zone = ctx.clock.zone
    return {field.name: field.type.classic(stored[field.name], zone) for field in SHOWN}


def client_id_of(tx: Transaction, activity_id: int) -> str | None:
    """The application that made an activity of its own."""
    row = tx.one(_MAKER, id=activity_id)
    return row[0] if row else None


def page(ctx: Ctx, *, select: Any = None, filter: Any = None, order: Any = None, start: Any = None) -> Page:  # noqa: A002
    """A page of the activities that the caller may read.

    :param select: names of fields; BINDINGS, COMMUNICATIONS and FILES only when named
    :param filter: by fields; ``BINDINGS`` finds an activity once for each of its bindings that fits one of the pairs
    :param start: the first one; -1 for the first page without counting
    """
    wanted = _wanted(ctx, select)
    conditions = as_map(filter)
    pairs = NO_PAIRS
    for name in [name for name in conditions if name.lstrip("=@").upper() == "BINDINGS"]:
        pairs = pairs_of(ctx, conditions[name])
        conditions = {key: value for key, value in conditions.items() if key != name}
    parsed = Filter(conditions, _filterable, ctx)
    columns = tuple(field.name for field in wanted if field.stored)
    statements = listing(ctx.actor.rights, parsed.tree, pairs.shape, columns, _order(ctx, order))
    first = start_of(start)
    params = {"actor": ctx.actor.user_id, **parsed.params, **pairs.params}
    rows = statements.read(ctx.tx, params, limit=PAGE, offset=max(first, 0))
    owners = _owners(ctx, [row[0] for row in rows]) if any(name in OWNER for name in columns) else {}
    zone = ctx.clock.zone
    plain = [field for field in wanted if field.stored]
    records = []
    for row in rows:
        values = dict(zip(columns, row, strict=True)) | owners.get(row[0], {})
        records.append({field.name: field.type.classic(values[field.name], zone) for field in plain})
    _add_lists(ctx, wanted, [row[0] for row in rows], records)
    if first < 0:
        return Page(records)
    if 0 < len(rows) < PAGE or (not rows and first == 0):
        total = first + len(rows)  # a page that is not full says it without counting
    else:
        total = ctx.tx.total(statements.total, **params)
    following = first + PAGE
    return Page(records, total, following if following < total else None)


def _owners(ctx: Ctx, ids: Sequence[int]) -> dict[int, Record]:
    """What stands for the owner of activities whose owner the caller may not read: the first binding that they may."""
    rights = ctx.actor.rights
    found: dict[int, Record] = {entry: {} for entry in ids}
    if ids and not rights.is_admin:
        params = {"actor": ctx.actor.user_id, **communications.in_params(ids)}
        hidden = {row[0] for row in ctx.tx.all(_hidden_owners(rights, padded(len(ids))), **params)}
        for activity_id, bound in _bindings(ctx, sorted(hidden)).items():
            found[activity_id] = {name: int(value) for name, value in bound[0].items()}
    return found


@lru_cache(access.SHAPES)
def _hidden_owners(rights: Rights, count: int) -> Query:
    return Query(
        select(ACTIVITY.c.ID).where(
            ACTIVITY.c.ID.in_([bindparam(f"id{index}") for index in range(count)]),
            not_(access.leads(rights, Operation.READ, ACTIVITY, "OWNER")),
        )
    )


def _add_lists(ctx: Ctx, wanted: Sequence[Field], ids: Sequence[int], records: list[Record]) -> None:
    for field in wanted:
        if field.stored:
            continue
        found: dict[int, list[dict[str, Any]]] = {}
        if field.name == "COMMUNICATIONS":
            found = communications.of_activities(ctx, ids)
        elif field.name == "BINDINGS":
            found = _bindings(ctx, ids)
        elif field.name in files.FIELDS:
            found = files.of(ctx, ids)
        for activity_id, record in zip(ids, records, strict=True):
            record[field.name] = found.get(activity_id, [])


def _bindings(ctx: Ctx, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    if ids:
        query = _bindings_of(ctx.actor.rights, padded(len(ids)))
        for activity_id, type_id, entity_id in ctx.tx.all(
            query, actor=ctx.actor.user_id, **communications.in_params(ids)
        ):
            found[activity_id].append({"OWNER_TYPE_ID": str(type_id), "OWNER_ID": str(entity_id)})
    return found


@lru_cache(access.SHAPES)
def _bindings_of(rights: Rights, count: int) -> Query:
    return Query(
        select(BINDING.c.ACTIVITY_ID, BINDING.c.OWNER_TYPE_ID, BINDING.c.OWNER_ID)
        .where(
            BINDING.c.ACTIVITY_ID.in_([bindparam(f"id{index}") for index in range(count)]),
            access.bound(rights, Operation.READ, BINDING),
        )
        .order_by(BINDING.c.ACTIVITY_ID, BINDING.c.POSITION)
    )


def _wanted(ctx: Ctx, given: Any) -> tuple[Field, ...]:
    names = [given] if isinstance(given, str) else [name for name in as_map(given).values() if isinstance(name, str)]
    if not given:
        names = ["*"]
    found = {"ID": FIELDS.by_name["ID"]}
    for name in names:
        field = FIELDS.find(name, universal=False)
        if name == "*":
            found |= {each.name: each for each in SHOWN}
        elif field is not None:
            found[field.name] = field
        else:
            ctx.drop("select", name)
    return tuple(found.values())


def _filterable(name: str) -> Filterable | None:
    field = FIELDS.find(name, universal=False)
    return None if field is None or not field.stored else Filterable(field.name, field.type.read)


def _order(ctx: Ctx, given: Any) -> Order:
    order: dict[str, bool] = {}
    for name, direction in as_map(given).items():
        field = FIELDS.find(name, universal=False)
        if field is None or not field.stored:
            ctx.drop("order", name)
        else:
            order.setdefault(field.name, str(direction).upper() == "DESC")
    return tuple(order.items()) or (("START_TIME", False),)
