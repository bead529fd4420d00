"""Pages of rows that clients also walk by their numbers, whatever else their lists are narrowed down by.

Client libraries walk any list so. Source: ``settings/performance/huge-data.md``.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.paging import PAGE, start_of
from homeport.core.values import read_integer
from homeport.domain.records.filters import Filter, Filterable, as_map, split
from homeport.domain.records.reading import total_of
from homeport.domain.records.rows import Listing
from homeport.store import Row

_NUMBER = Filterable("ID", read_integer)


def is_number(name: str) -> bool:
    """Whether a condition of a filter is one on the number of a row."""
    return split(name)[1].lower() == "id"


def numbers(ctx: Ctx, given: Any, but: Collection[str]) -> Filter:
    """The conditions on the numbers of rows in a filter; others are ignored.

    :param but: the names of conditions that are not ignored, in small letters
    """
    left = {name: value for name, value in as_map(given).items() if name.lower() not in but}
    return Filter(left, lambda name: _NUMBER if name.lower() == "id" else None, ctx)


def page(
    ctx: Ctx, listing: Listing, params: Mapping[str, Any], start: Any, written: Callable[[list[Row]], list[Any]]
) -> Page:
    """A page of a list.

    :param start: the first row; -1 for the first page without counting
    :param written: makes of rows what is answered of them
    """
    offset = start_of(start)
    rows = listing.read(ctx.tx, params, limit=PAGE, offset=max(offset, 0))
    if offset < 0:
        return Page(written(rows))
    total = total_of(ctx, listing, params, offset, len(rows))
    following = offset + PAGE
    return Page(written(rows), total, following if following < total else None)
