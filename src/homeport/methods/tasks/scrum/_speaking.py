"""How methods of scrums take parameters and describe fields."""

from collections.abc import Mapping
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records import reading
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values
from homeport.methods.family import as_id
from homeport.rpc import Id, Params

SCOPE = "task"


class Add(Params):
    fields: dict[str, Any]


class ById(Params):
    id: Id


class Named(Params):
    id: Any = None


class Update(Params):
    id: Id
    fields: dict[str, Any]


class List(Params):
    order: Any = None
    filter: Any = None
    select: Any = None
    start: Any = None


def named(given: Any, missing: ErrorKind) -> int:
    """A number that a method is given; ``missing`` when it is none."""
    return as_id(given, missing)


def fields_of(collection: Collection, names: str, **kinds: str) -> dict[str, Values]:
    """What ``getFields`` says of some fields.

    :param kinds: of those that are not the collection's
    """
    known = {field.item: field.type.name for field in collection.fields}
    return {"fields": {name: {"type": kinds.get(name) or known[name]} for name in names.split()}}


def shown(ctx: Ctx, collection: Collection, dialect: Dialect, row: Mapping[str, Any]) -> Values:
    """A row that was written, as it is answered."""
    stored = reading.stored(ctx, collection, {"ID": row["ID"]})
    assert stored is not None
    return reading.written(collection, dialect, stored, ctx.clock.zone)
