"""Filters that search texts, narrowed down to the rows that an index finds.

Whatever it finds is compared with the filter all the same, so that answers do not depend on it.
"""

import json
from functools import lru_cache
from typing import Any

from sqlalchemy import Table

from homeport.domain.records.collection import Collection
from homeport.domain.records.filters import BRIEF, Condition, Filter, Group
from homeport.store import Transaction
from homeport.store.searching import RUN, Place, parts, pattern_of, places_of

MOST_LOOKUPS = 8
"""Texts of one filter that are looked up: each takes about as long as a page."""

_SEARCHES = ("contains", "like")
_NAMES = ("=", "in")


def narrow(tx: Transaction, collection: Collection, parsed: Filter) -> None:
    """Narrow a filter down, where it searches texts that have an index."""
    places = _places(collection.table)
    if not places or not _searches(parsed.tree, places):
        return
    if tx.serves_patterns:
        _shorten(parsed, places)
    elif not any(_names_rows(member) for member in parsed.tree.members):
        found = _Finding(tx, collection, places, parsed.params).rows(parsed.tree)
        if found is not None:
            named = _bind(parsed, "ID", "found", json.dumps(list(found)))
            parsed.tree = Group(False, (parsed.tree, named))


def is_narrowed(tree: Group) -> bool:
    """Whether a filter names the rows that it may find."""
    return any(isinstance(member, Condition) and member.operator == "found" for member in tree.members)


@lru_cache(1024)
def _places(table: Table) -> dict[str, Place]:
    return {place.column: place for place in places_of(table)}


def _searches(member: Condition | Group, places: dict[str, Place]) -> bool:
    if isinstance(member, Group):
        return any(_searches(each, places) for each in member.members)
    return member.operator in _SEARCHES and member.field in places


def _names_rows(member: Condition | Group) -> bool:
    return isinstance(member, Condition) and member.field == "ID" and member.operator in _NAMES


def _bind(parsed: Filter, field: str, operator: str, value: str) -> Condition:
    condition = Condition(field, operator, len(parsed.params), 1)
    parsed.params[f"v{condition.first}"] = value
    return condition


class _Finding:
    """Looks up the rows that a filter may find."""

    def __init__(
        self, tx: Transaction, collection: Collection, places: dict[str, Place], params: dict[str, Any]
    ) -> None:
        self._tx = tx
        self._collection = collection
        self._places = places
        self._params = params
        self._left = MOST_LOOKUPS

    def rows(self, member: Condition | Group) -> set[int] | None:
        """Their numbers; None when they are many, or nobody knows."""
        if isinstance(member, Condition):
            return self._of_condition(member)
        if not member.any_of:
            known = [found for each in member.members if (found := self.rows(each)) is not None]
            return set.intersection(*known) if known else None
        rows: set[int] = set()
        for each in member.members:
            found = self.rows(each)
            if found is None:
                return None
            rows |= found
        return rows

    def _of_condition(self, condition: Condition) -> set[int] | None:
        if _names_rows(condition):
            return {self._params[f"v{number}"] for number in range(condition.first, condition.first + condition.size)}
        if not self._left or not _searches(condition, self._places):
            return None
        texts = parts(self._params[f"v{condition.first}"])
        if not texts:
            return None
        self._left -= 1
        place = self._places[condition.field]
        found = self._tx.rows_with(place, self._collection.within.get(place.shares, 0), texts)
        return None if found is None else set(found)


def _shorten(parsed: Filter, places: dict[str, Place]) -> None:
    """Have a part of each long text searched for too.

    Long ones are looked for in a part of what is stored (:data:`BRIEF`), of which there is no index. These parts
    together are no longer than what is looked for in all of it.
    """

    def is_long(member: Condition | Group) -> bool:
        return isinstance(member, Condition) and _searches(member, places) and not member.reaches

    def count(member: Condition | Group) -> int:
        return sum(map(count, member.members)) if isinstance(member, Group) else is_long(member)

    def shortened(member: Condition | Group) -> Condition | Group:
        if isinstance(member, Group):
            return Group(member.any_of, tuple(map(shortened, member.members)))
        if not is_long(member):
            return member
        text = max(parts(parsed.params[f"v{member.first}"]), key=len, default="")
        part = text.encode()[: BRIEF // many].decode(errors="ignore")
        return (
            Group(False, (_bind(parsed, member.field, "like", pattern_of(part)), member))
            if len(part) >= RUN
            else member
        )

    many = count(parsed.tree)
    if many:
        parsed.tree = Group(parsed.tree.any_of, tuple(map(shortened, parsed.tree.members)))
