"""Making a record like another one: its fields, clients, observers and rows of goods.

Source: ``api-reference/crm/deals/recurring-deals/index.md``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.products.tables import PRODUCT_ROW
from homeport.domain.crm.record import lists, reading, records
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.user_fields.fields import user_fields
from homeport.store import Query

_ROWS = Query(
    select(PRODUCT_ROW)
    .where(PRODUCT_ROW.c.OWNER_TYPE_ID == bindparam("type_id"), PRODUCT_ROW.c.OWNER_ID == bindparam("id"))
    .order_by(PRODUCT_ROW.c.SORT, PRODUCT_ROW.c.ID)
)
_STAGES = ("CLOSED", "STAGE_SEMANTIC_ID")
"""Follow from the stage."""


def copy(ctx: Ctx, entity: Entity, entity_id: int, differing: Mapping[str, Any]) -> int:
    """Make a record like another one; its id. Files of user fields stay with the first.

    :param differing: fields that are otherwise in the copy, by their classic names; None for what it does not have
    :raises CallError: the classic dialect's refusals
    """
    record = Owner(entity.type_id, entity_id)
    given = reading.whole(ctx, entity, entity_id, CLASSIC) | lists.of_record(ctx.tx, record)
    files = {
        field.name
        for field in user_fields(collection_of(ctx.tx, entity).fields)
        if field.definition.type_name == "file"
    }
    for name in {*files, *_STAGES, *(name for name, value in differing.items() if value is None)}:
        given.pop(name, None)
    given |= {name: value for name, value in differing.items() if value is not None}
    number = records.create(ctx, entity, given, CLASSIC)
    for row in ctx.tx.dicts(_ROWS, type_id=entity.type_id, id=entity_id):
        del row["ID"]
        ctx.tx.insert(PRODUCT_ROW, {**row, "OWNER_ID": number})
    return number
