"""What sections and elements of lists share: who made them, when, and how filters are said."""

from typing import Any

from homeport.domain.records.collection import Change
from homeport.domain.records.filters import as_map, split


def stamp(change: Change) -> None:
    """Who made and changed a row, and when."""
    now, user = change.ctx.clock.stamp(), change.ctx.actor.user_id
    change.new.update(TIMESTAMP_X=now, MODIFIED_BY=user)
    if not change.old:
        change.new.update(DATE_CREATE=now, CREATED_BY=user)


def conditions(given: Any, also: dict[str, str] | None = None) -> dict[str, Any]:
    """A filter as it is understood: a text between signs of percent is searched for, as the pages' examples do.

    :param also: other names of fields
    """
    found: dict[str, Any] = {}
    for key, value in as_map(given).items():
        _, name = split(key)
        mark = key[: key.index(name)] if name in key else ""
        named = (also or {}).get(name.upper(), name)
        is_pattern = not mark and isinstance(value, str) and "%" in (value[:1], value[-1:])
        found[("=%" if is_pattern else mark) + named] = value
    return found
