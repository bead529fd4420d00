"""Collections whose rows are elements of a block, with its properties."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from homeport.domain.iblock import definitions, values
from homeport.domain.iblock.definitions import Definitions
from homeport.domain.iblock.fields import field_of
from homeport.domain.iblock.values import PropertyValues
from homeport.domain.records.collection import Collection
from homeport.domain.records.fields import FieldTable
from homeport.store import Transaction


def growing(block: int, kept: PropertyValues = values.VALUES) -> Callable[[Transaction, Collection], Collection]:
    """How a collection gets the properties that its block has by now; for its ``grown``.

    :param kept: how values are read and answered
    """

    def grown(tx: Transaction, collection: Collection) -> Collection:
        found = definitions.of(tx, block)
        return _extended(collection, found, kept) if found.properties else collection

    return grown


@lru_cache(512)
def _extended(collection: Collection, found: Definitions, kept: PropertyValues) -> Collection:
    added = [field_of(definition) for definition in found.properties]
    return replace(
        collection,
        fields=FieldTable((*collection.fields, *added)),
        beside={**collection.beside, **{field.name: kept for field in added}},
        before_save=(values.begin, *collection.before_save, values.check),
    )
