"""What ``*.fields`` methods say of an entity's fields.

Sources: ``crm-lead-fields.md`` and its likes, ``crm-item-fields.md``.
"""

from typing import Any

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.record.multifields import DEFAULT_TYPES
from homeport.domain.crm.stages import categories
from homeport.domain.records.fields import Field

_PARENTS = {
    "crm_company": owner.COMPANY,
    "crm_lead": owner.LEAD,
    "crm_quote": owner.QUOTE,
    "crm_deal": owner.DEAL,
}


def classic(entity: Entity) -> dict[str, Any]:
    """The fields in the classic spelling."""
    return {field.name: _describe(entity, field, 0) for field in entity.fields if field.classic}


def universal(ctx: Ctx, entity: Entity) -> dict[str, Any]:
    """The fields in the universal spelling."""
    category = categories.default_of(ctx.tx, entity.type_id) or 0
    return {
        field.item: {**_describe(entity, field, category), "upperName": field.name}
        for field in entity.fields
        if field.item and field.name not in DEFAULT_TYPES
    }


def _describe(entity: Entity, field: Field, category: int) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "type": field.type.name,
        "isRequired": field.required,
        "isReadOnly": field.read_only,
        "isImmutable": field.immutable,
        "isMultiple": field.multiple,
        "isDynamic": False,
    }
    if field.deprecated:
        answer["isDeprecated"] = True
    if field.status is not None:
        stages = entity.stages.directory_of(entity.type_id, category) if entity.stages else ""
        answer["statusType"] = field.status.format(stages=stages)
    parent = (
        int(field.name.rpartition("_")[2]) if field.name.startswith("PARENT_ID_") else _PARENTS.get(field.type.name)
    )
    if parent is not None and not field.multiple:
        answer["settings"] = {"parentEntityTypeId": parent}
    answer["title"] = field.title
    return answer
