"""An entity's records as a collection: its fields and those that people have added by now, its rules in their order."""

from functools import lru_cache, partial

from sqlalchemy import bindparam, select, update

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.rights import Grant, Level, Operation
from homeport.domain.crm import access
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.record import importing, parents, rules, user_fields
from homeport.domain.crm.record.lists import Lists, Single
from homeport.domain.crm.record.multifields import Multifields
from homeport.domain.crm.trail import following
from homeport.domain.crm.type.types import TYPE
from homeport.domain.files.fields import FieldFiles
from homeport.domain.records.collection import Access, Beside, Collection
from homeport.domain.records.fields import FieldTable
from homeport.domain.user_fields import fields as added
from homeport.domain.user_fields import values
from homeport.domain.user_fields.definitions import Definitions
from homeport.store import Query, Transaction

DOOR = "crm.record"
"""Where the files of their fields are."""

_NEXT_ITEM = Query(
    update(TYPE).where(TYPE.c.ENTITY_TYPE_ID == bindparam("type_id")).values(LAST_ITEM_ID=TYPE.c.LAST_ITEM_ID + 1)
)
_LAST_ITEM = Query(select(TYPE.c.LAST_ITEM_ID).where(TYPE.c.ENTITY_TYPE_ID == bindparam("type_id")))


def collection_of(tx: Transaction, entity: Entity) -> Collection:
    """The records of an entity as they are by now."""
    return _collection(entity, user_fields.of_type(tx, entity.type_id), parents.of_type(tx, entity.type_id))


@lru_cache(512)
def _collection(entity: Entity, found: Definitions, of_parents: parents.Parents) -> Collection:
    table, fields = entity.table, entity.fields
    if found.fields:
        table, fields = added.extended(table, fields, found)
    fields = FieldTable((*fields, *parents.fields_of(of_parents, fields)))
    shares = entity.type_id >= owner.FIRST_DYNAMIC
    return Collection(
        noun="item",
        plural="items",
        table=table,
        fields=fields,
        access=_access(entity.type_id),
        order=(),
        within={"ENTITY_TYPE_ID": entity.type_id} if shares else {},
        number=partial(_number, entity.type_id) if shares else None,
        beside=_beside(entity.type_id, fields),
        files=FieldFiles(DOOR, str(entity.type_id)),
        filled_later=frozenset(entity.named_by),
        tidy=tuple(partial(rule, entity) for rule in (rules.keep_pipeline, rules.keep_name)),
        before_save=tuple(
            partial(rule, entity)
            for rule in (
                rules.begin,
                rules.refer,
                rules.move,
                importing.bring,
                rules.value,
                rules.link,
                rules.keep_responsible,
                rules.stamp,
                rules.own,
                rules.sum_up,
                following.recall,
            )
        ),
        after_save=(
            partial(rules.name, entity),
            values.note,
            partial(rules.locate, entity),
            partial(rules.take_requisites, entity),
            partial(rules.remember, entity),
            partial(following.follow, entity),
        ),
        after_delete=(values.forget, partial(rules.forget, entity)),
        tell=partial(rules.tell, entity),
    )


def _access(entity_type_id: int) -> Access:
    def grant(ctx: Ctx, operation: Operation) -> Grant | None:
        found = ctx.actor.rights.grant(entity_type_id, operation)
        adds = operation in (Operation.ADD, Operation.IMPORT)
        return None if adds and found.highest is Level.NONE else found  # else it is a record that is asked for

    return Access(grant, lambda grant, record, scans: access.predicate(grant, record, scans=scans))


def _beside(entity_type_id: int, fields: FieldTable) -> dict[str, Beside]:
    lists, single, phones = Lists(entity_type_id), Single(entity_type_id), Multifields(entity_type_id)
    kinds: dict[str, Beside] = {}
    for field in fields:
        if field.custom and field.several:
            kinds[field.name] = values.SEVERAL
        elif parents.is_parent(field):
            kinds[field.name] = single
        elif field.type.name == "crm_multifield":
            kinds[field.name] = phones
        elif field.multiple:
            kinds[field.name] = lists
    return kinds


def _number(entity_type_id: int, tx: Transaction) -> int:
    """The next number of a smart process's items."""
    tx.execute(_NEXT_ITEM, type_id=entity_type_id)
    number: int = tx.value(_LAST_ITEM, type_id=entity_type_id)
    return number
