"""The life of a record: the one way in which leads, deals, contacts, companies, quotes, invoices and items of smart
processes are written. What they do when they are is in :mod:`rules`.
"""

from collections.abc import Mapping
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.record import importing as imports
from homeport.domain.crm.record import rules
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.records import writing
from homeport.domain.records.dialect import Dialect
from homeport.domain.user_fields import values
from homeport.domain.user_fields.fields import user_fields


def create(
    ctx: Ctx,
    entity: Entity,
    given: Mapping[str, Any],
    dialect: Dialect,
    *,
    customary: bool = False,
    importing: bool = False,
) -> int:
    """Add a record; its id.

    :param given: the fields as the client spelled them; unknown and read-only ones are ignored
    :param customary: whether it starts with what the classic methods give a new record that does not name it
    :param importing: whether it brings its history with it; that needs the right to import
    :raises CallError: the dialect's refusal, or its complaint about a value
    """
    collection = collection_of(ctx.tx, entity)
    usual = values.defaults(user_fields(collection.fields), ctx.clock)
    history = imports.HISTORY if dialect.camel else imports.CLASSIC_HISTORY
    row = writing.create(
        ctx,
        collection,
        given,
        dialect,
        usual=usual | rules.customary(ctx, entity) if customary else usual,
        takes=history if importing else (),
        operation=Operation.IMPORT if importing else Operation.ADD,
    )
    number: int = row["ID"]
    return number


def change(ctx: Ctx, entity: Entity, entity_id: int, given: Mapping[str, Any], dialect: Dialect) -> None:
    """Change fields of a record.

    :raises CallError: the dialect's ``not_found`` or refusal, or its complaint about a value
    """
    writing.change(ctx, collection_of(ctx.tx, entity), {"ID": entity_id}, given, dialect)


def delete(ctx: Ctx, entity: Entity, entity_id: int, dialect: Dialect) -> None:
    """Delete a record, its bindings, and the activities and comments that were bound to it alone.

    :raises CallError: the dialect's ``not_found`` or refusal
    """
    writing.delete(ctx, collection_of(ctx.tx, entity), {"ID": entity_id}, dialect)
