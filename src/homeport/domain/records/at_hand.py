"""Lists whose rows are all at hand, narrowed down and ordered by the numbers in them.

Client libraries walk any list by a key: they send ``start=-1``, ``order[KEY]=ASC`` and ``filter[>KEY]=last`` until
nothing comes, whether the method's page speaks of filters or not. A list that read past these would never end for them.
Source: ``settings/performance/huge-data.md``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from homeport.core.values import read_integer
from homeport.domain.records.filters import Condition, Filter, Filterable, Group, as_map

Row = dict[str, Any]

_TESTS: dict[str, Callable[[int, Sequence[int]], bool]] = {
    "=": lambda number, values: number == values[0],
    "!=": lambda number, values: number != values[0],
    ">": lambda number, values: number > values[0],
    ">=": lambda number, values: number >= values[0],
    "<": lambda number, values: number < values[0],
    "<=": lambda number, values: number <= values[0],
    "in": lambda number, values: number in values,
    "not in": lambda number, values: number not in values,
    "between": lambda number, values: values[0] <= number <= values[1],
    "not between": lambda number, values: not values[0] <= number <= values[1],
    "not empty": lambda number, values: number != 0,
    "empty": lambda number, values: number == 0,
}


def chosen(
    rows: Iterable[Row],
    fields: Iterable[str],
    zone: ZoneInfo,
    *,
    filter: Any = None,  # noqa: A002  as documented
    order: Any = None,
) -> list[Row]:
    """The rows that a filter finds, ordered.

    :param fields: the names of those that hold numbers, which clients filter and order by; others are ignored
    """
    names = {name.lower(): name for name in fields}

    def find(name: str) -> Filterable | None:
        known = names.get(name.lower())
        return None if known is None else Filterable(known, read_integer)

    wanted = Filter(as_map(filter), find, zone)
    found = [row for row in rows if _fits(wanted.tree, row, wanted.params)]
    for name, direction in reversed(as_map(order).items()):
        known = names.get(name.lower())
        if known is not None:
            found.sort(key=lambda row: _number(row[known]), reverse=str(direction).upper() == "DESC")
    return found


def _fits(member: Group | Condition, row: Row, params: Mapping[str, int]) -> bool:
    if isinstance(member, Group):
        fits = (_fits(each, row, params) for each in member.members)
        return any(fits) if member.any_of else all(fits)
    test = _TESTS.get(member.operator)
    values = [params[f"v{number}"] for number in range(member.first, member.first + member.size)]
    return test is not None and test(_number(row[member.field]), values)


def _number(value: Any) -> int:
    """What a row shows as a number, or as a text of one; nothing is 0."""
    return int(value or 0)
