"""Addresses that lead to the files in fields of records, for whoever may read the record."""

from homeport.core.ctx import Ctx
from homeport.core.owner import FIRST_DYNAMIC
from homeport.domain.crm.entities import entity_of
from homeport.domain.crm.record.collections import DOOR, collection_of
from homeport.domain.crm.type import types
from homeport.domain.files.fields import door
from homeport.domain.records.collection import Collection


def _collection(ctx: Ctx, kind: str) -> Collection | None:
    type_id = int(kind)
    entity = entity_of(type_id)
    if entity is None or (type_id >= FIRST_DYNAMIC and not types.exists(ctx.tx, type_id)):
        return None
    return collection_of(ctx.tx, entity)


DOORS = {DOOR: door(_collection)}
