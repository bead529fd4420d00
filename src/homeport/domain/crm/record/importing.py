"""Records that are imported bring their history with them: when they were made, changed and moved, and by whom.

Source: ``api-reference/crm/universal/import/index.md``.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import and_, func, select, true

from homeport.domain.crm.entities import identity
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.records.collection import Change
from homeport.store import Query

MOVES = ("MOVED_BY_ID", "MOVED_BY", "MOVED_TIME")
HISTORY = (
    "DATE_CREATE", "DATE_MODIFY", "CREATED_BY_ID", "MODIFY_BY_ID",
    "CREATED_TIME", "UPDATED_TIME", "CREATED_BY", "UPDATED_BY", *MOVES,
)  # fmt: skip
"""Read-only fields that a record brings with it into ``crm.item.import``."""
CLASSIC_HISTORY = HISTORY[:4]
"""Those that it brings into the classic methods."""

_CREATED, _UPDATED, _MOVED = ("DATE_CREATE", "CREATED_TIME"), ("DATE_MODIFY", "UPDATED_TIME"), ("MOVED_TIME",)


def bring(entity: Entity, change: Change) -> None:
    """Keep what an imported record says of its moves, and refuse a history that cannot have been.

    :raises CallError: the dialect's complaint about a value: from whoever is no administrator, of a time to come,
        out of order, or before that of the newest record
    """
    if change.old or change.said.keys().isdisjoint(HISTORY):
        return
    said = {name: value for name in HISTORY if (value := change.said.get(name)) is not None}
    change.new.update((name, said[name]) for name in MOVES if name in said)
    if change.dialect.camel:
        _require(entity, change, said)


def _require(entity: Entity, change: Change, said: dict[str, Any]) -> None:
    ctx, now = change.ctx, change.ctx.clock.stamp()
    created, updated, moved = (_of(entity, names) for names in (_CREATED, _UPDATED, _MOVED))
    unfit = [name for name in said if not ctx.actor.is_admin]
    begun: str = said.get(created, now)
    last: str = said.get(updated, now)
    unfit += [name for name in (created, updated) if said.get(name, now) > now]
    if created in said:
        newest = ctx.tx.value(_newest(entity, created))
        unfit += [created] if newest is not None and begun < newest else []
    unfit += [updated] if updated in said and last < begun else []
    unfit += [moved] if moved in said and not begun <= said[moved] <= last else []
    if unfit:
        raise change.dialect.misfit(entity.fields.by_name[unfit[0]])


def _of(entity: Entity, names: tuple[str, ...]) -> str:
    """What an entity calls a moment; empty where it has none."""
    return next((name for name in names if name in entity.fields.columns), "")


@lru_cache(256)
def _newest(entity: Entity, created: str) -> Query:
    return Query(select(func.max(entity.table.c[created])).where(and_(true(), *identity(entity.table, entity.type_id))))
