"""Lists of resources and of their types by the documented conditions.

Sources: ``booking-v1-resource-list.md``, ``booking-v1-resourcetype-list.md``.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from homeport.core.ctx import Ctx, Page
from homeport.domain.booking import numbered
from homeport.domain.booking.resource_types import DIALECT, answered
from homeport.domain.records import reading
from homeport.domain.records.collection import Collection
from homeport.domain.records.filters import as_map


class Found(NamedTuple):
    """What a list is narrowed down and ordered by.

    :param filters: conditions of the engine's by the names that are documented, in small letters
    :param orders: names that are documented, in small letters
    """

    filters: Mapping[str, str]
    orders: frozenset[str]


TYPES_BY = Found(
    {"searchquery": "%name", "moduleid": "=moduleId", "name": "=name", "code": "=code"},
    frozenset({"id", "name", "code"}),
)
RESOURCES_BY = Found(
    {
        "searchquery": "%name",
        "ismain": "=isMain",
        "typeid": "=typeId",
        "name": "=name",
        "description": "=description",
    },
    frozenset({"id", "name"}),
)


def page(ctx: Ctx, collection: Collection, by: Found, given: Any, order: Any, start: Any) -> Page:
    """A page of rows; but for conditions on numbers, what is not documented is ignored."""
    conditions: dict[str, Any] = {}
    orders: dict[str, Any] = {}
    for name, value in as_map(given).items():
        if name.lower() in by.filters:
            conditions[by.filters[name.lower()]] = value
        elif numbered.is_number(name):
            conditions[name] = value
        else:
            ctx.drop("filter", name)
    for name, direction in as_map(order).items():
        if name.lower() in by.orders:
            orders[name] = direction
        else:
            ctx.drop("order", name)
    found = reading.page(ctx, collection, DIALECT, filter=conditions, order=orders, start=start)
    return found._replace(result={collection.plural: [answered(DIALECT, collection, row) for row in found.result]})
