"""``select``, ``order``, ``pagination`` and ``cursor`` of REST 3.0.

Sources: ``api-reference/rest-v3.md#connection``, ``tasks-task-list-rest-v3.md``, ``main-eventlog-tail.md``.
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from homeport.core.errors import CallError, shorten
from homeport.core.errors_v3 import INVALID_FILTER, INVALID_ORDER, INVALID_PAGINATION, INVALID_SELECT, UNKNOWN_PROPERTY
from homeport.core.values import MAX_INTEGER
from homeport.domain.records.rows import Order
from homeport.domain.records.v3.entity import Entity, Property

PAGE = 50
MAX_DEPTH = 5
"""How many relations a name in ``select`` may lead through; no page says."""
MAX_NAMES = 500


class Wanted(NamedTuple):
    """A field that is to be answered.

    :param nested: what is wanted of what it leads to
    """

    property: Property
    nested: "tuple[Wanted, ...]" = ()


class Slice(NamedTuple):
    """Which rows of a list are wanted."""

    limit: int
    offset: int


class Cursor(NamedTuple):
    """Where a list goes on.

    :param field: the field by whose value it goes on
    :param value: the last value that the caller has, as it was sent; None for the beginning
    """

    field: Property
    descending: bool
    value: Any
    limit: int


def wanted(entity: Entity, select: Any, usual: Iterable[str] = ()) -> tuple[Wanted, ...]:
    """The fields that a ``select`` names.

    :param usual: the names of those that are meant when it names nothing, where the entity does not say so itself
    :raises CallError: ``INVALID_SELECT`` for what is no list of names; ``UNKNOWN_PROPERTY`` for a name that a related
        entity has not, or this one where it is strict
    """
    names = names_of(select)
    if names:
        return _wanted(entity, [name.split(".") for name in names], entity.strict, 1)
    found = (entity.by_name[name] for name in usual) if usual else (each for each in entity if each.usual)
    return tuple(Wanted(each) for each in found)


def names_of(select: Any) -> list[str]:
    """The names of a ``select``."""
    if select is None:
        return []
    if not isinstance(select, list) or not all(isinstance(name, str) for name in select) or len(select) > MAX_NAMES:
        raise INVALID_SELECT(select=shorten(select))
    return list(dict.fromkeys(select))


def _wanted(entity: Entity, paths: list[list[str]], strict: bool, depth: int) -> tuple[Wanted, ...]:
    deeper: dict[str, list[list[str]]] = {}
    for name, *rest in paths:
        found = entity.by_name.get(name)
        if found is None or (rest and found.relation is None):
            if strict or found is not None:
                raise UNKNOWN_PROPERTY(field=shorten(rest[0] if found else name), entity=entity.name)
            continue
        if depth > MAX_DEPTH:
            raise INVALID_SELECT(select=shorten(".".join([name, *rest])))
        deeper.setdefault(name, []).append(rest)
    return tuple(_one(entity.by_name[name], rests, depth) for name, rests in deeper.items())


def _one(found: Property, rests: list[list[str]], depth: int) -> Wanted:
    if found.relation is None:
        return Wanted(found)
    related = found.relation()
    named = [rest for rest in rests if rest]
    if not named:
        return Wanted(found, tuple(Wanted(each) for each in related if each.usual and each.relation is None))
    return Wanted(found, _wanted(related, named, True, depth + 1))


def order_of(entity: Entity, given: Any, usual: Order) -> Order:
    """An ``order`` by stored names.

    :raises CallError: ``INVALID_ORDER`` for what is no direction or not sorted by; ``UNKNOWN_PROPERTY``
    """
    if given is None or given in ({}, []):
        return usual
    if not isinstance(given, dict):
        raise INVALID_ORDER(order=_shown(given))
    order: dict[str, bool] = {}
    for name, direction in given.items():
        field = entity.by_name.get(name)
        if field is None:
            raise UNKNOWN_PROPERTY(field=shorten(name), entity=entity.name)
        if not field.sortable or not isinstance(direction, str) or direction.upper() not in ("ASC", "DESC"):
            raise INVALID_ORDER(order=_shown({name: direction}))
        order[field.of] = direction.upper() == "DESC"
    return tuple(order.items())


def slice_of(entity: Entity, given: Any) -> Slice:
    """A ``pagination``; pages are counted from 1, and 0 is the first too.

    :raises CallError: ``INVALID_PAGINATION``
    """
    if given is None or given == []:
        return Slice(PAGE, 0)
    if not isinstance(given, dict):
        raise _bad_page(given)
    numbers = {name: given.get(name) for name in ("page", "limit", "offset")}
    for number in numbers.values():
        if number is not None and not _is_count(number):
            raise _bad_page(given)
    limit = PAGE if numbers["limit"] is None else numbers["limit"]
    if not 0 < limit <= entity.limited:
        raise _bad_page(given)
    offset = numbers["offset"] or 0
    if numbers["page"] is not None:
        offset = max(numbers["page"] - 1, 0) * limit or offset
    if offset > MAX_INTEGER:
        raise _bad_page(given)
    return Slice(limit, offset)


def cursor_of(entity: Entity, given: Any) -> Cursor:
    """A ``cursor``; without one a list begins with the first number.

    :raises CallError: ``INVALID_PAGINATION`` for a limit, ``INVALID_ORDER`` for a direction or a field that is not
        sorted by, ``UNKNOWN_PROPERTY``
    """
    if given is None or given == []:
        given = {}
    if not isinstance(given, dict):
        raise _bad_page(given)
    name, direction, limit = given.get("field", "id"), given.get("order", "ASC"), given.get("limit", PAGE)
    field = entity.by_name.get(name) if isinstance(name, str) else None
    if field is None:
        raise UNKNOWN_PROPERTY(field=shorten(name), entity=entity.name)
    if not field.sortable or not isinstance(direction, str) or direction.upper() not in ("ASC", "DESC"):
        raise INVALID_ORDER(order=_shown({name: direction}))
    if not _is_count(limit) or not 0 < limit <= entity.limited:
        raise _bad_page(given)
    value = given.get("value")
    return Cursor(field, direction.upper() == "DESC", None if value in (None, 0, "", "0") else value, limit)


def require_apart(cursor: Cursor, filtered: Iterable[str]) -> None:
    """Refuse a filter by the field by which a list goes on."""
    if cursor.field.name in filtered:
        raise INVALID_FILTER(filter=f"Cursor field {cursor.field.name} cannot be used at filter.")


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_INTEGER


def _bad_page(given: Any) -> CallError:
    return INVALID_PAGINATION(page=_shown(given))


def _shown(given: Any) -> str:
    return shorten(json.dumps(given, separators=(",", ":"), ensure_ascii=False))
