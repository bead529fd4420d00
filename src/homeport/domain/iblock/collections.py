"""Collections whose rows are elements of a block, with its properties."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from homeport.domain.iblock import definitions, values
from homeport.domain.iblock.definitions import Definition, Definitions
from homeport.domain.iblock.fields import PropertyField, field_of
from homeport.domain.iblock.values import PropertyValues
from homeport.domain.records.collection import Collection
from homeport.domain.records.fields import FieldTable
from homeport.store import Transaction

Named = Callable[[Definition], PropertyField]
"""Makes a field of a property."""


def growing(
    block: int, kept: PropertyValues = values.VALUES, named: Named = field_of
) -> Callable[[Transaction, Collection], Collection]:
    """How a collection gets the properties that its block has by now; for its ``grown``.

    :param kept: how values are read and answered
    :param named: makes fields of properties
    """

    def grown(tx: Transaction, collection: Collection) -> Collection:
        found = definitions.of(tx, block)
        return _extended(collection, found, kept, named) if found.properties else collection

    return grown


@lru_cache(512)
def _extended(collection: Collection, found: Definitions, kept: PropertyValues, named: Named) -> Collection:
    added = [named(definition) for definition in found.properties]
    return replace(
        collection,
        fields=FieldTable((*collection.fields, *added)),
        beside={**collection.beside, **{field.name: kept for field in added}},
        before_save=(values.begin, *collection.before_save, values.check),
    )
