"""People as tasks show them. Source: ``api-reference/tasks/fields.md#user``."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from homeport.domain.portal.tables import USER
from homeport.store import Query, Transaction, padded

ICON = "/bitrix/images/tasks/default_avatar.png"
"""The picture of whoever has none."""


def shown(tx: Transaction, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Some people, by their ids."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    size = padded(len(wanted))
    params = {f"id{place}": wanted[min(place, len(wanted) - 1)] for place in range(size)}
    return {
        number: {
            "id": str(number),
            "name": f"{name} {last_name}".strip(),
            "link": f"/company/personal/user/{number}/",
            "icon": ICON,
            "workPosition": position or "",
        }
        for number, name, last_name, position in tx.all(_by_ids(size), **params)
    }


@lru_cache(128)
def _by_ids(count: int) -> Query:
    wanted: list[BindParameter[int]] = [bindparam(f"id{place}") for place in range(count)]
    return Query(select(USER.c.ID, USER.c.NAME, USER.c.LAST_NAME, USER.c.WORK_POSITION).where(USER.c.ID.in_(wanted)))
