"""Pages of activities as SQL, compiled once per shape.

Source: ``crm-activity-list.md``.
"""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, case, false, func, or_, select

from homeport.core.ctx import Ctx
from homeport.core.dropped import UNFIT
from homeport.core.rights import Operation, Rights
from homeport.core.values import is_empty, read_integer
from homeport.domain.crm import access
from homeport.domain.crm.activity.tables import ACTIVITY, BINDING
from homeport.domain.records.conditions import clause, comparison
from homeport.domain.records.filters import Condition, Group, as_map, too_many_values
from homeport.domain.records.rows import Listing, Order, sorted_by
from homeport.store import statements

MAX_PAIRS = 100

OWNER = ("OWNER_TYPE_ID", "OWNER_ID")
"""The columns that name the record an activity belongs to, which its reader may not be allowed to read."""

Shape = tuple[tuple[str, ...], ...] | None
"""For each pair the columns that it names; None when bindings are not asked for."""


class Pairs(NamedTuple):
    """Bound records that activities are looked for by: some by type, some by id, some by both.

    :param params: their values, ``p0_OWNER_TYPE_ID`` and so on
    """

    shape: Shape
    params: dict[str, int]


NO_PAIRS = Pairs(None, {})


def pairs_of(ctx: Ctx, given: Any) -> Pairs:
    """The filter ``BINDINGS`` taken apart. What is no pair is left out; where none is left, nothing is found.

    :raises CallError: when they are out of all proportion
    """
    if is_empty(given):
        return NO_PAIRS
    items = list(as_map(given).values())
    if items and not any(isinstance(item, dict) for item in items):
        items = [given]  # one pair that is not in a list
    if len(items) > MAX_PAIRS:
        raise too_many_values()
    shape: list[tuple[str, ...]] = []
    params: dict[str, int] = {}
    for number, item in enumerate(items):
        pair = _pair(item)
        if pair:
            params |= {f"p{len(shape)}_{name}": value for name, value in pair.items()}
            shape.append(tuple(pair))
        else:
            ctx.drop("filter", f"BINDINGS[{number}]", UNFIT)
    return Pairs(tuple(shape), params)


def _pair(item: Any) -> dict[str, int]:
    """What one pair names; nothing when a part of it is no number."""
    named = {key.upper(): value for key, value in as_map(item).items()}
    pair = {}
    for name in OWNER:
        try:
            value = read_integer(named.get(name), _NO_ZONE)
        except (ValueError, OverflowError):
            return {}
        if value is not None:
            pair[name] = value
    return pair


_NO_ZONE: Any = None
"""Numbers do not depend on a zone."""


@statements
def listing(rights: Rights, tree: Group, pairs: Shape, columns: tuple[str, ...], order: Order) -> Listing:
    """The statements for a shape. Their parameters: ``actor``, ``limit``, ``offset``, the filter's and the pairs'."""
    shown = access.leads(rights, Operation.READ, ACTIVITY, "OWNER")

    def compare(condition: Condition) -> ColumnElement[bool]:
        found = comparison(ACTIVITY.c[condition.field], condition)
        return and_(found, shown) if condition.field in OWNER else found

    where = [clause(tree, compare)]
    source: FromClause = ACTIVITY

    def column(name: str) -> ColumnElement[Any]:
        return case((shown, ACTIVITY.c[name])) if name in OWNER else ACTIVITY.c[name]

    sorting = sorted_by(column, order)
    if pairs is None:
        where.append(access.activity(rights, Operation.READ))
    else:
        source = ACTIVITY.join(BINDING, BINDING.c.ACTIVITY_ID == ACTIVITY.c.ID)
        where += [_fits(pairs), access.bound(rights, Operation.READ, BINDING)]
        sorting.append(BINDING.c.POSITION.asc())
    rows = select(*(ACTIVITY.c[name] for name in columns)).select_from(source).where(*where).order_by(*sorting)
    return Listing.of(rows, select(func.count()).select_from(source).where(*where))


def _fits(pairs: tuple[tuple[str, ...], ...]) -> ColumnElement[bool]:
    return or_(
        false(),
        *(
            and_(*(BINDING.c[name] == bindparam(f"p{number}_{name}") for name in pair))
            for number, pair in enumerate(pairs)
        ),
    )
