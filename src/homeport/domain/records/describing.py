"""What ``fields`` methods say of the fields of a collection."""

from collections.abc import Mapping
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values


def described(
    ctx: Ctx, collection: Collection, dialect: Dialect, says: Mapping[str, Values]
) -> dict[str, dict[str, Any]]:
    """The fields as a dialect describes them.

    :param says: by a field's stored name, what is said of it instead
    :raises CallError: the dialect's refusal of a caller who may read no row
    """
    if collection.access.grant(ctx, Operation.READ) is None:
        raise dialect.refusal(ctx, dialect.unreadable)
    return {
        dialect.name(field): _described(field, dialect) | says.get(field.name, {})
        for field in collection.fields
        if dialect.shown(field) and field.described
    }


def _described(field: Field, dialect: Dialect) -> dict[str, Any]:
    every = {
        "type": field.type.name,
        "size": field.size,
        "isRequired": field.required,
        "isReadOnly": dialect.read_only(field),
        "isImmutable": dialect.immutable(field),
        "isMultiple": field.multiple,
        "isDynamic": False,
        "title": field.title,
        "name": field.title,
        "upperName": field.name,
    }
    return {name: every[name] for name in dialect.described if every[name] is not None}
