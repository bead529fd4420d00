"""What ``fields`` methods say of the fields of a collection."""

from collections.abc import Mapping

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values


def described(ctx: Ctx, collection: Collection, dialect: Dialect, says: Mapping[str, Values]) -> dict[str, Values]:
    """The fields as a dialect describes them.

    :param says: by a field's stored name, what is said of it instead
    :raises CallError: the dialect's refusal of a caller who may read no row
    """
    if collection.access.grant(ctx, Operation.READ) is None:
        raise dialect.unreadable()
    return {
        dialect.name(field): _described(field, dialect) | says.get(field.name, {})
        for field in collection.fields
        if dialect.shown(field)
    }


def _described(field: Field, dialect: Dialect) -> Values:
    facts = field.facts(universal=dialect.camel)
    return facts if field.custom else {name: facts[name] for name in dialect.described if facts[name] is not None}
