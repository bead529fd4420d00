"""Collections whose rows have user fields."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from homeport.domain.records.collection import Change, Collection
from homeport.domain.user_fields import definitions, fields, values
from homeport.domain.user_fields.definitions import Definitions
from homeport.store import Transaction


def growing(entity_id: str) -> Callable[[Transaction, Collection], Collection]:
    """How a collection gets the fields that people have added to an entity; for its ``grown``.

    :param entity_id: for example ``CRM_REQUISITE``
    """

    def grown(tx: Transaction, collection: Collection) -> Collection:
        found = definitions.of(tx, entity_id)
        return _extended(collection, found) if found.fields else collection

    return grown


@lru_cache(512)
def _extended(collection: Collection, found: Definitions) -> Collection:
    table, wider = fields.extended(collection.table, collection.fields, found)
    several = {field.name: values.SEVERAL for field in fields.user_fields(wider) if field.several}
    return replace(
        collection,
        table=table,
        fields=wider,
        beside={**collection.beside, **several},
        before_save=(_begin, *collection.before_save),
        after_save=(*collection.after_save, values.note),
        after_delete=(*collection.after_delete, values.forget),
    )


def _begin(change: Change) -> None:
    """What fields hold in a new row that does not name them."""
    if not change.old:
        usual = values.defaults(fields.user_fields(change.collection.fields), change.ctx.clock)
        change.new.update((name, value) for name, value in usual.items() if name not in change.said)
