"""``select`` of REST 3.0: which fields of items are answered."""

from collections.abc import Collection
from typing import Any

from homeport.core.errors import shorten
from homeport.core.errors_v3 import INVALID_SELECT, UNKNOWN_PROPERTY


def names_of(given: Any, known: Collection[str], entity: str) -> list[str]:
    """The fields that a ``select`` names; all of them when it names none.

    :param entity: what complaints call the items
    :raises CallError: ``INVALID_SELECT``, ``UNKNOWN_PROPERTY``
    """
    if given is None or given == []:
        return list(known)
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise INVALID_SELECT(select=shorten(given))
    for name in given:
        if name not in known:
            raise UNKNOWN_PROPERTY(field=name, entity=entity)
    return given


def selected(item: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """What is answered of an item."""
    return {name: item[name] for name in names}
