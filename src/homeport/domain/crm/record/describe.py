"""What ``*.fields`` methods say of an entity's fields.

Sources: ``crm-lead-fields.md`` and its likes, ``crm-item-fields.md``.
"""

from typing import Any

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.values import BOOLEAN, CHAR
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.crm.record.dialects import UNIVERSAL
from homeport.domain.crm.stages import categories
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field

_PARENTS = {
    "crm_company": owner.COMPANY,
    "crm_lead": owner.LEAD,
    "crm_quote": owner.QUOTE,
    "crm_deal": owner.DEAL,
}


def classic(ctx: Ctx, entity: Entity) -> dict[str, Any]:
    """The fields in the classic dialect."""
    return {
        field.name: field.facts(universal=False) if field.custom else _describe(entity, field, 0)
        for field in collection_of(ctx.tx, entity).fields
        if field.classic and field.described
    }


def universal(ctx: Ctx, entity: Entity, dialect: Dialect) -> dict[str, Any]:
    """The fields in a universal dialect."""
    category = categories.default_of(ctx.tx, entity.type_id) or 0
    return {
        dialect.name(field): {**_described(entity, field, category, dialect), "upperName": field.name}
        for field in collection_of(ctx.tx, entity).fields
        if field.item and field.described
    }


def _described(entity: Entity, field: Field, category: int, dialect: Dialect) -> dict[str, Any]:
    if field.custom:
        return field.facts(universal=dialect.camel)
    return {**_describe(entity, field, category), **_universal(field)}


def _universal(field: Field) -> dict[str, Any]:
    """In what the universal dialect describes a field otherwise."""
    kind = BOOLEAN if field.type is CHAR else field.type
    return {
        "type": kind.name,
        "isReadOnly": UNIVERSAL.read_only(field),
        "isImmutable": UNIVERSAL.immutable(field),
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
