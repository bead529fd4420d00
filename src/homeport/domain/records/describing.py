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
        raise dialect.refusal(ctx, dialect.unreadable)
    return {
        dialect.name(field): described_field(field, dialect) | says.get(field.name, {})
        for field in collection.fields
        if dialect.shown(field) and field.described
    }


def described_field(field: Field, dialect: Dialect) -> Values:
    """One field as a dialect describes it."""
    facts = field.facts(universal=dialect.camel)
    if field.custom:
        return facts
    rules = {"isReadOnly": dialect.read_only(field), "isImmutable": dialect.immutable(field)}
    facts = {**facts, **rules, "name": field.title}
    return {name: facts[name] for name in dialect.described if facts[name] is not None}
